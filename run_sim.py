"""The command line's door: python run_sim.py --help.

It is read by whatever Python somebody calls, so it tells how to set one up where that is missing,
in words of its own: the program's are not there yet.
"""

import sys

OLDEST = (3, 11)
NOT_SET_UP = """\
run_sim.py: {why}.
Set it up once, as README.md says under "Start", then call the Python in .venv:
{why_vi}.
Hãy cài đặt một lần theo README.vi.md, phần "Bắt đầu", rồi gọi Python trong .venv:
  .venv/bin/python run_sim.py          (Linux, macOS)
  .venv\\Scripts\\python run_sim.py      (Windows)
"""


def not_set_up(why: str, why_vi: str) -> int:
    """Tell how to set it up; returns the exit code of wrong usage."""
    sys.stderr.buffer.write(NOT_SET_UP.format(why=why, why_vi=why_vi).encode("utf-8"))
    return 64


def door() -> int:
    """Return the exit code of the command line, if this Python can run it."""
    if sys.version_info[:2] < OLDEST:
        here = sys.version.split()[0]
        return not_set_up(
            f"Python 3.11 or newer is needed, this is {here}",
            f"Cần Python 3.11 trở lên, đây là {here}",
        )
    try:
        from sim.cli import main  # noqa: PLC0415
    except ModuleNotFoundError as error:
        if (error.name or "").partition(".")[0] in ("actors", "reports", "sim"):
            raise
        return not_set_up(
            f"this Python lacks the package {error.name}",
            f"Python này chưa có gói {error.name}",
        )
    return main()


if __name__ == "__main__":
    sys.exit(door())
