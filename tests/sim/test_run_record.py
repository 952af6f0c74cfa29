"""The record of a run: lines that a program and a person can read, judge again, and replay."""

from __future__ import annotations

import hashlib
import io
import json
from pathlib import Path

import pytest
from small_runs import QUIET_DAY, Made, made, shipped, undecorated, written

from sim.campaign import run_plan
from sim.checks.judge import Judge
from sim.checks.told import AS_TOLD, COMES_TO_REST
from sim.record import Entry, Footer, Nameplate, RecordError, Writer, encode, read
from sim.recorded import plan_from
from sim.rules.messages import Command, Envelope
from sim.rules.variants import rule_set
from sim.run import Plan, judge_entries

DAYS = ("office-day", "rough-network-day", "direct-link-day", "switched-flows-day")
RUNS = (
    *((name, "reference") for name in DAYS),
    ("revoke-rush", "look-then-delete"),
    ("office-day", "partial-is-delivered"),
    ("trace-day", "reference"),
    ("late-and-double-news", "reference"),
    ("revoke-against-slip", "look-then-delete"),
)


def test_a_record_begins_with_what_was_run_and_ends_with_how_it_ended(tmp_path: Path) -> None:
    """Each line is one JSON object that tells by `is` what it is."""
    seen = made(shipped("office-day", seed=4), tmp_path)
    told = [json.loads(line)["is"] for line in seen.record.splitlines()]

    assert seen.record.endswith(b"\n")
    assert told[0] == "Header"
    assert told[-1] == "Footer"
    assert set(told[1:-1]) == {"Nameplate", "Entry"}
    assert (seen.header.seed, seen.header.source) == (4, "office-day.yaml")
    assert "name: office-day" in seen.header.text
    assert seen.footer == Footer(
        at=seen.result.ended_at, entries=seen.result.entries, settled=True, interrupted=False
    )


def test_entries_are_numbered_and_time_never_goes_back(tmp_path: Path) -> None:
    """1, 2, 3 …; whole milliseconds."""
    seen = made(shipped("rough-network-day"), tmp_path)
    times = [one.at for one in seen.entries]

    assert [one.n for one in seen.entries] == list(range(1, len(seen.entries) + 1))
    assert times == sorted(times)
    assert {type(at) for at in times} == {int}


@pytest.mark.parametrize("name", ["rough-network-day", "late-and-double-news"])
def test_each_arrival_names_the_message_that_an_earlier_step_sent(
    tmp_path: Path, name: str
) -> None:
    """Numbers are given once and in order; what arrives under a number is what was sent."""
    seen = made(shipped(name), tmp_path)
    sent: dict[int, Envelope] = {}
    for one in seen.entries:
        if isinstance(one.said, Envelope):
            assert sent[one.mail] == one.said
        elif isinstance(one.said, Command):
            assert one.mail == 0
        assert len(one.mails) == len(one.sent)
        assert not set(one.mails) & set(sent)
        sent |= dict(zip(one.mails, one.sent, strict=True))
    assert list(sent) == list(range(1, len(sent) + 1))


def test_the_counts_of_a_run_are_those_of_its_record(tmp_path: Path) -> None:
    """Operations are what people said, events what was committed."""
    seen = made(shipped("office-day"), tmp_path)

    assert seen.result.operations == sum(isinstance(one.said, Command) for one in seen.entries)
    assert seen.result.events == sum(len(one.events) for one in seen.entries)
    assert seen.result.entries == len(seen.entries)


@pytest.mark.parametrize("name", ["office-day", "revoke-clean", "two-clerks"])
def test_the_digest_is_that_of_the_file_without_its_decoration(tmp_path: Path, name: str) -> None:
    """sha256 of the bytes; names may change without it."""
    seen = made(shipped(name), tmp_path)

    assert seen.names
    assert seen.result.digest == hashlib.sha256(undecorated(seen.record)).hexdigest()


def test_a_writer_without_a_file_has_the_same_digest() -> None:
    """Runs that nobody keeps can still be compared."""
    lines = (
        Footer(at=5, entries=0, settled=True),
        Nameplate(id="lan", name="Nguyễn Thị Lan"),
        Footer(at=6, entries=1, settled=False),
    )
    file = io.BytesIO()
    kept, unkept, plain = Writer(file), Writer(), Writer()
    for line in lines:
        kept.write(line)
        unkept.write(line)
    for line in (lines[0], lines[2]):
        plain.write(line)

    assert kept.digest == unkept.digest == plain.digest
    assert file.getvalue() == b"".join(encode(line) + b"\n" for line in lines)


# --- judged again -------------------------------------------------------------------------------


def counts(seen: Made) -> dict[str, tuple[int, int]]:
    """Return how often each promise held and broke, but for those about the run as a whole."""
    whole = (AS_TOLD.name, COMES_TO_REST.name)
    return {
        one.name: (one.held, one.broken) for one in seen.result.promises if one.name not in whole
    }


@pytest.mark.parametrize(("name", "rules"), RUNS)
def test_a_stored_run_is_judged_as_it_was_judged_while_it_ran(
    tmp_path: Path, name: str, rules: str
) -> None:
    """From the header and the entries alone: same counts, same first breaks, promise by promise."""
    seen = made(shipped(name, rules=rules), tmp_path)
    header = seen.header
    judge = Judge(header.assumptions)
    again, apps = judge_entries(
        rule_set(header.rules, header.assumptions), judge, header.opening, seen.entries
    )
    if seen.footer.settled:
        again.settle(apps)

    found = {name: (again.held.get(name, 0), again.breaks.get(name, 0)) for name in counts(seen)}
    assert found == counts(seen)
    first = {name: (one.ruling.order, one.ruling.documents) for name, one in again.first.items()}
    told = (*seen.result.failures, *seen.result.gaps)
    assert first == {one.promise: (one.order, one.documents) for one in told}


def test_judging_again_finds_what_is_broken(tmp_path: Path) -> None:
    """The comparison above is not one of empty with empty."""
    seen = made(shipped("revoke-rush", rules="look-then-delete"), tmp_path)

    assert seen.result.verdict == "fail"
    assert any(broken for _, broken in counts(seen).values())
    assert sum(held for held, _ in counts(seen).values()) > 1_000


# --- replayed -----------------------------------------------------------------------------------


def replayed(seen: Made, folder: Path) -> bytes:
    """Return the record of the run that a record's header tells to make."""
    (folder / "again").mkdir()
    file = io.BytesIO()
    run_plan(plan_from(seen.header, folder / "again"), file)
    return file.getvalue()


@pytest.mark.parametrize(("name", "rules"), RUNS)
def test_a_record_is_replayed_byte_for_byte_from_its_header(
    tmp_path: Path, name: str, rules: str
) -> None:
    """Populations, stories, worlds and real order logs alike."""
    seen = made(shipped(name, seed=3, rules=rules), tmp_path)

    assert replayed(seen, tmp_path) == seen.record


def test_a_record_holds_its_overrides_and_its_profile(tmp_path: Path) -> None:
    """Replayed on a machine that has neither the command line nor the profile's file."""
    profile = tmp_path / "company.yaml"
    profile.write_text(
        "name: Công ty A\nassumptions: {over_issue: refuse}\nflows: {slip_to_accounting: manual}\n",
        encoding="utf-8",
    )
    plan = shipped("office-day", profile=profile, overrides=("arrivals.per_day=12",))
    seen = made(plan, tmp_path)
    profile.unlink()

    assert seen.header.overrides == ("arrivals.per_day=12",)
    assert seen.header.assumptions.over_issue == "refuse"
    assert replayed(seen, tmp_path) == seen.record


def own_actor(folder: Path) -> Plan:
    (folder / "own.py").write_text(
        "from actors.clerk import clerk\n"
        "def mine(desk, group):\n"
        "    yield from clerk(desk, group)\n",
        encoding="utf-8",
    )
    return written(folder, QUIET_DAY.replace("clerks: {", "clerks: {actor: own.py:mine, "))


def test_a_run_with_an_actor_of_ones_own_is_replayed_too(tmp_path: Path) -> None:
    """The header holds "what was run, whole": also the behaviour that a scenario names."""
    seen = made(own_actor(tmp_path), tmp_path)

    assert replayed(seen, tmp_path) == seen.record


def test_what_a_header_calls_its_file_never_leads_out_of_the_folder(tmp_path: Path) -> None:
    """A record may come from anybody: replaying it writes into its own folder and nowhere else."""
    seen = made(written(tmp_path), tmp_path)
    inner = tmp_path / "inner"
    inner.mkdir()
    header = {**json.loads(encode(seen.header)), "source": "../outside.yaml"}
    wrong = tmp_path / "wrong.jsonl"
    wrong.write_text(json.dumps(header) + "\n", encoding="utf-8")
    plan_from(next(iter(read(wrong))), inner)  # type: ignore[arg-type]

    assert not (tmp_path / "outside.yaml").exists()


# --- what is no record --------------------------------------------------------------------------


@pytest.mark.parametrize(
    "line",
    [
        b"not json",
        b"{}",
        b'{"is":"Letter"}',
        b'{"is":"Footer","at":"noon","entries":1,"settled":true}',
        b'{"is":"Nameplate","id":"x","name":"\xff"}',
        b"",
    ],
)
def test_a_line_that_is_none_is_named_with_its_number(tmp_path: Path, line: bytes) -> None:
    """The file and the third line; the lines before it are read."""
    path = tmp_path / "record.jsonl"
    good = encode(Footer(at=1, entries=0, settled=True))
    path.write_bytes(b"\n".join([good, good, line, good]))
    lines = read(path)

    assert isinstance(next(lines), Footer)
    next(lines)
    with pytest.raises(RecordError) as caught:
        next(lines)
    assert str(caught.value).startswith(f"{path}:3: ")


def test_a_record_that_is_not_there_is_told(tmp_path: Path) -> None:
    """By its name; a folder is none either."""
    for path in (tmp_path / "gone.jsonl", tmp_path):
        with pytest.raises(RecordError, match="cannot be read"):
            next(read(path))


def test_an_entry_keeps_its_step(tmp_path: Path) -> None:
    """What was written and read back is what happened, value for value."""
    seen = made(shipped("slip-during-revoke"), tmp_path)

    assert {type(one) for one in seen.entries} == {Entry}
    encoded = [json.loads(line) for line in seen.record.splitlines()]
    entries = [one for one in encoded if one["is"] == "Entry"]
    for one, raw in zip(seen.entries, entries, strict=True):
        step = one.step()
        assert (step.app, type(step.said).__name__) == (raw["app"], raw["said"]["is"])
        assert type(step.answer).__name__ == raw["answer"]["is"]
        assert len(step.events) == len(raw.get("events", ()))
