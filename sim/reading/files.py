"""The bytes of a file as text."""

from __future__ import annotations

import re
from pathlib import Path

from sim.phrase import Phrase, Said, phrase, reason_of
from sim.reading.problem import InputError, Problem, nearest

BYTES_MAX = 1024 * 1024

# Characters that no text file holds; what is left out here are tab, line ends and all of the rest.
_STRANGE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ufffe\uffff]")


def text_of(path: Path) -> str:
    """Return the text of a UTF-8 file, with or without byte order mark."""
    data = _bytes_of(path)
    if len(data) > BYTES_MAX:
        raise _wrong(path, 0, 0, phrase("file.too_large"))
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        start = error.object[: error.start].decode("utf-8")
        wide = data.startswith((b"\xff\xfe", b"\xfe\xff"))
        hint = phrase("file.utf16" if wide else "file.no_utf8.hint")
        message = phrase("file.no_utf8", byte=f"{error.object[error.start]:02X}")
        raise _wrong(path, *_line_and_column(start), message, hint) from None
    if strange := _STRANGE.search(text):
        message = phrase("file.strange", code=f"{ord(strange[0]):04X}")
        raise _wrong(path, *_line_and_column(text[: strange.start()]), message)
    return text


def _bytes_of(path: Path) -> bytes:
    try:
        with path.open("rb") as file:
            return file.read(BYTES_MAX + 1)
    except FileNotFoundError:
        near = nearest(path.name, _names_beside(path))
        hint = _meant(path.with_name(near)) if near else ""
        raise _wrong(path, 0, 0, phrase("file.missing"), hint) from None
    except (OSError, ValueError) as error:
        if path.is_dir():
            raise _wrong(path, 0, 0, phrase("file.folder")) from None
        message = phrase("file.unreadable", why=reason_of(error))
        raise _wrong(path, 0, 0, message) from None


def _meant(path: Path) -> Phrase:
    """Return the hint that names one right path, at its full length."""
    return phrase("hint.did_you_mean", right=f'"{path.as_posix()}"')


def _names_beside(path: Path) -> list[str]:
    try:
        return sorted(one.name for one in path.parent.iterdir())
    except OSError:
        return []


def _line_and_column(before: str) -> tuple[int, int]:
    lines = re.split("\r\n|\r|\n", before)
    return len(lines), len(lines[-1]) + 1


def _wrong(path: Path, line: int, column: int, message: Said, hint: Said = "") -> InputError:
    return InputError([Problem(path.as_posix(), line, column, "", message, hint)])
