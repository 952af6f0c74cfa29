"""The journal of a campaign: what is read back is what was found, whatever was torn or damaged."""

from __future__ import annotations

import itertools
from pathlib import Path

import msgspec
import pytest

from sim.campaign import Request, planned, run_plan
from sim.journal import Head, Journal, look, sealed, unsealed
from sim.journal_lines import Frame, frame_of, line_of, result_of
from sim.library import scenario_files
from sim.phrase import phrase
from sim.reading import InputError
from sim.result import Result, about

HEAD = Head(campaign="c", when="2025-01-01T10-00-00", runs=4, copies=(1,))


def request(name: str, rules: str = "reference") -> Request:
    return Request(str(scenario_files()[name]), 1, rules)


def made(name: str, rules: str = "reference") -> tuple[Result, Frame]:
    plan = planned(request(name, rules))
    return run_plan(plan), frame_of(plan)


CLEAN, FRAME = made("revoke-clean")


def run(seed: int) -> Result:
    return CLEAN._replace(seed=seed, digest=f"{seed:064x}", names=())


def written(path: Path, *seeds: int) -> bytes:
    """Return the bytes of a journal of these runs, in this order."""
    journal = Journal(path, HEAD, (FRAME,))
    for seed in seeds:
        journal.add(seed, run(seed))
    journal.close(over=False)
    return path.read_bytes()


def opened(path: Path) -> Journal:
    found = look(path, "c")
    return Journal(
        path, HEAD if found is None else found.head, (FRAME,), found.size if found else 0
    )


def done(path: Path) -> list[int]:
    journal = opened(path)
    seeds = [result.seed for _, result in journal.done()]
    journal.close(over=False)
    return seeds


# --- a run and its line -------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "rules"),
    [
        ("revoke-clean", "reference"),
        ("trace-day", "reference"),
        ("office-day", "reference"),
        ("slip-during-revoke", "look-then-delete"),
        ("old-failed-run", "reference"),
    ],
)
def test_a_run_is_read_back_as_it_was_found(name: str, rules: str) -> None:
    """All but names that no failure speaks of, and documents of other orders than a failure's."""
    result, frame = made(name, rules)
    line = unsealed(sealed(line_of(0, result)))
    again = result_of(line, frame)  # type: ignore[arg-type]

    def narrow(one: Result) -> Result:
        kept = [
            tuple(each._replace(apps=about(each.apps, each.order)) for each in found)
            for found in (one.failures, one.gaps)
        ]
        return one._replace(failures=kept[0], gaps=kept[1], names=())

    assert narrow(again) == narrow(result)
    assert set(again.names) <= set(result.names)
    spoken = msgspec.json.encode([one.story for one in (*again.failures, *again.gaps)]).decode()
    for plate in result.names:
        assert (plate in again.names) >= (f'"{plate.id}"' in spoken)


def test_a_run_that_was_lost_is_read_back_with_how() -> None:
    lost = FRAME.result._replace(seed=3, lost=phrase("lost.killed", signal="SIGKILL"))
    again = result_of(unsealed(sealed(line_of(3, lost))), FRAME)  # type: ignore[arg-type]

    assert again == lost
    assert "SIGKILL" in str(again.lost)


# --- the file -----------------------------------------------------------------------------------


def test_runs_come_back_in_their_order_whatever_the_order_in_which_they_ended(
    tmp_path: Path,
) -> None:
    for n, order in enumerate(itertools.permutations(range(4))):
        path = tmp_path / str(n) / "j"
        written(path, *order)
        journal = opened(path)
        assert [one.seed for _, one in journal.done()] == list(order)
        assert [(at, one.seed) for at, one in journal.results()] == [(i, i) for i in range(4)]
        journal.close(over=True)
        assert not path.parent.exists()


def test_a_journal_cut_anywhere_keeps_every_whole_line_and_takes_more(tmp_path: Path) -> None:
    """A kill tears the last line at any byte: the runs before it count once, it is made again."""
    path = tmp_path / "j"
    data = written(path, 0, 1, 2)
    ends = [i + 1 for i, byte in enumerate(data) if byte == ord("\n")]
    assert len(ends) == 4

    for cut in sorted({0, 1, *ends, *(end - 1 for end in ends), *range(0, len(data), 97)}):
        path.write_bytes(data[:cut])
        whole = sum(1 for end in ends[1:] if end <= cut)
        assert done(path) == list(range(whole)), cut
        journal = opened(path)
        list(journal.done())
        for seed in range(whole, 4):
            assert not journal.has(seed)
            journal.add(seed, run(seed))
        assert [one.seed for _, one in journal.results()] == [0, 1, 2, 3]
        journal.close(over=False)
        assert done(path) == [0, 1, 2, 3], cut


def test_a_damaged_line_is_passed_over_and_its_run_made_again(tmp_path: Path) -> None:
    """A flipped bit anywhere in a line: the checksum tells, the other runs are kept."""
    path = tmp_path / "j"
    data = written(path, 0, 1, 2)
    start = data.index(b"\n", data.index(b"\n") + 1) + 1  # of the line of run 1
    end = data.index(b"\n", start)
    for at in range(start, end, 31):
        path.write_bytes(data[:at] + bytes([data[at] ^ 1]) + data[at + 1 :])
        found = look(path, "c")
        assert found is not None
        assert found.damaged >= 1
        assert done(path) == [0, 2], at


def test_a_run_that_a_person_interrupted_is_made_again(tmp_path: Path) -> None:
    """It is kept for the summary of its call, and does not count as made for the next."""
    path = tmp_path / "j"
    journal = Journal(path, HEAD, (FRAME,))
    journal.add(0, run(0))
    journal.add(1, run(1)._replace(interrupted=True, verdict="unknown"))
    assert [one.interrupted for _, one in journal.results()] == [False, True]
    journal.close(over=False)

    assert done(path) == [0]


def test_of_a_run_that_stands_there_twice_one_counts(tmp_path: Path) -> None:
    path = tmp_path / "j"
    data = written(path, 0, 1)
    lines = data.splitlines(keepends=True)
    path.write_bytes(data + lines[1])

    assert done(path) == [0, 1]


def test_another_campaign_does_not_go_on_from_it(tmp_path: Path) -> None:
    path = tmp_path / "j"
    written(path, 0)

    assert look(path, "another") is None
    assert look(tmp_path / "none", "c") is None


def test_two_calls_do_not_write_into_one_journal(tmp_path: Path) -> None:
    """The second is told so; once the first has ended it may."""
    path = tmp_path / "j"
    first = Journal(path, HEAD, (FRAME,))
    first.add(0, run(0))
    size = path.stat().st_size
    with pytest.raises(InputError, match="another call"):
        Journal(path, HEAD, (FRAME,))
    assert path.stat().st_size == size, "nothing of the first is lost"
    first.close(over=False)

    assert done(path) == [0]
