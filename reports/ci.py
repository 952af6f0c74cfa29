"""What a build server reads: JUnit XML, and GitHub's step summary and annotations.

A suite is a scenario, a case a promise (or what else went wrong) of one run of it. What does not
live here: what the gate compares (`gate`), where the files land (`commands`).
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from xml.etree import ElementTree as ET

from reports.failure import to_the_end
from reports.risk import lost_line
from reports.story import Names
from reports.summary import Place
from reports.words import say, word
from sim.checks.judge import Verdict
from sim.result import Failure, Kept, Result

Ran = Sequence[tuple[Result, Place]]
NO_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
OUTCOME: dict[Verdict, str] = {"fail": "failures", "unknown": "errors"}


def junit(ran: Ran, *, lang: str) -> bytes:
    """Return the runs as JUnit XML: a failure holds its story, system-out the replay command.

    UNKNOWN is an error, since a build must not take it for passed.
    """
    root = ET.Element("testsuites", name="amis-sync-harness")
    for name in dict.fromkeys(result.scenario for result, _ in ran):
        root.append(_suite(name, [one for one in ran if one[0].scenario == name], lang))
    _count(root, list(root.iter("testcase")))
    ET.indent(root)
    data: bytes = ET.tostring(root, encoding="utf-8", xml_declaration=True)
    return data + b"\n"


def _suite(name: str, ran: Ran, lang: str) -> ET.Element:
    suite = ET.Element("testsuite", name=name)
    for result, place in ran:
        suite.extend(_cases(result, place, lang))
    _count(suite, list(suite))
    return suite


def _count(parent: ET.Element, cases: Sequence[ET.Element]) -> None:
    parent.set("tests", str(len(cases)))
    for tag, attribute in (("failure", "failures"), ("error", "errors")):
        parent.set(attribute, str(sum(case.find(tag) is not None for case in cases)))


def _cases(result: Result, place: Place, lang: str) -> Iterator[ET.Element]:
    failures = {one.promise: one for one in result.failures}
    for kept in result.promises:
        if kept.kind != "gap":
            yield _case(result, kept, failures.get(kept.name), place, lang)
    for problem in _open_points(result, lang):
        case = _named(result, "run")
        ET.SubElement(case, "error", message=_clean(problem.splitlines()[0])).text = _clean(problem)
        yield case


def _case(
    result: Result, kept: Kept, failure: Failure | None, place: Place, lang: str
) -> ET.Element:
    case = _named(result, kept.name)
    title = kept.title.vi if lang == "vi" else kept.title.en
    if failure is not None:
        told = ET.SubElement(case, "failure", message=_clean(title), type=kept.name)
        told.text = _clean("\n".join(story_lines(failure, result, lang)))
        ET.SubElement(case, "system-out").text = _clean(place.replay(failure))
    elif kept.crash:
        ET.SubElement(case, "error", message=_clean(title)).text = _clean(kept.crash)
    return case


def _named(result: Result, name: str) -> ET.Element:
    """Return an empty case; the seed is part of its name, so that reruns are told apart."""
    name = f"{name} (seed {result.seed})"
    return ET.Element("testcase", classname=result.scenario, name=name)


def _open_points(result: Result, lang: str) -> Iterator[str]:
    """Yield what leaves a run failed or unknown and is no broken promise."""
    if result.lost is not None:
        yield lost_line(result, lang)
    elif result.crash:
        key = "text.rules_crashed" if result.verdict == "fail" else "text.actor_crashed"
        yield f"{say(lang, key, scenario=result.scenario)}\n{result.crash}"
    elif result.missing:
        yield f"{say(lang, 'section.unseen')}: {', '.join(result.missing)}"
    elif result.interrupted:
        yield say(lang, "progress.interrupted")


def story_lines(failure: Failure, result: Result, lang: str) -> list[str]:
    """Return the story of a failure, numbered, and what follows it."""
    names = Names.of(result.names)
    return to_the_end(failure.story, failure.tail, lang, names, settles=failure.settle)


def _clean(text: str) -> str:
    """Return a text without the characters that XML cannot hold."""
    return NO_XML.sub("�", text)


# --- GitHub -------------------------------------------------------------------------------------


def github_summary(ran: Ran, *, verdict: Verdict, lang: str) -> str:
    """Return the runs as Markdown for the page of a build: a row a run, then each failure."""
    columns = ("table.scenario", "table.seed", "table.verdict", "table.broken")
    head = " | ".join(say(lang, column) for column in columns)
    lines = [f"## {word(lang, 'verdict', verdict)}", "", f"| {head} |", "| --- " * 4 + "|"]
    for result, _ in ran:
        broken = ", ".join(f"`{one.promise}`" for one in result.failures)
        told = (_cell(result.scenario), result.seed, word(lang, "verdict", result.verdict), broken)
        lines.append(f"| {' | '.join(str(one) for one in told)} |")
    for result, place in ran:
        for failure in result.failures:
            lines += ["", *_told(failure, result, place, lang)]
    return "\n".join(lines) + "\n"


def _told(failure: Failure, result: Result, place: Place, lang: str) -> list[str]:
    title = failure.title.vi if lang == "vi" else failure.title.en
    story = [one.replace("```", "'''") for one in story_lines(failure, result, lang)]
    return [
        f"<details><summary>{_cell(result.scenario)}: {_cell(title)}</summary>",
        "",
        "```text",
        *story,
        "",
        place.replay(failure),
        "```",
        "</details>",
    ]


def _cell(text: str) -> str:
    """Return a text that is no markup in a table of Markdown."""
    plain = text.replace("&", "&amp;").replace("<", "&lt;").replace("|", "\\|")
    return plain.replace("\n", " ")


def error_lines(ran: Ran, files: Mapping[str, str], *, lang: str) -> list[str]:
    """Return GitHub's `::error` lines: one for each failure, at the file of its scenario."""
    lines = []
    for result, place in ran:
        for failure in result.failures:
            title = failure.title.vi if lang == "vi" else failure.title.en
            text = "\n".join((title, *story_lines(failure, result, lang), place.replay(failure)))
            source = files.get(result.scenario, result.source)
            place_in = f"file={_property(_from_here(source))},line={_line_of(source)}"
            where = f"{place_in},title={_property(failure.promise)}"
            lines.append(f"::error {where}::{_data(text)}")
    return lines


def _from_here(source: str) -> str:
    """Return a file as GitHub names it: from the folder of the checkout."""
    try:
        return Path(os.path.relpath(source)).as_posix()
    except ValueError:  # on another drive
        return Path(source).as_posix()


def _line_of(source: str) -> int:
    """Return the line on which a scenario says what it needs or is called, else the first."""
    try:
        lines = Path(source).read_text(encoding="utf-8-sig").splitlines()
    except (OSError, UnicodeDecodeError):
        return 1
    for field in ("needs:", "name:"):
        for number, line in enumerate(lines, 1):
            if line.startswith(field):
                return number
    return 1


def _data(text: str) -> str:
    """Return a message as a workflow command takes it."""
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    """Return a property as a workflow command takes it."""
    return _data(text).replace(":", "%3A").replace(",", "%2C")
