"""Small worlds with published answers, to hold the explorer against.

Two-phase commit and its specification (transaction commit) follow the description of Gray and
Lamport, "Consensus on Transaction Commit"; the jugs are the riddle of the film. Each function
returns a fresh `Model`; a bug can be planted by name. No test lives here.
"""

from collections.abc import Iterator, Mapping
from itertools import product

from sim.explore.model import Model, Move

NOTHING: tuple[str, ...] = ()

# A state of two-phase commit: one letter for each resource manager (working, prepared, committed,
# aborted); the coordinator's state (init, committed, aborted); as bit sets, the managers it knows
# to be prepared, and the managers whose "prepared" message was sent. The decision's message needs
# no field: it is in the air exactly if the coordinator has decided.
Protocol = tuple[str, str, int, int]

AGREEMENT = ("agreement",)
DECISIONS = {"c": ("all committed",), "a": ("all aborted",)}


def two_phase_commit(n: int, *, commits_early: bool = False) -> Model[Protocol, str]:
    """A coordinator and n managers over messages that stay in the air for ever.

    With `commits_early` the coordinator commits without having heard from everybody.
    """
    everybody = (1 << n) - 1
    managers = [
        (i, 1 << i, f"hear prepared {i}", f"prepare {i}", f"choose to abort {i}") for i in range(n)
    ]
    ends = {
        kind: [(i, f"obey {word} {i}") for i in range(n)]
        for kind, word in (("c", "commit"), ("a", "abort"))
    }

    def steps(state: Protocol) -> Iterator[Move[str, Protocol]]:
        each, leader, heard, sent = state
        if leader == "i":
            if heard == everybody or commits_early:
                yield "commit", (each, "c", heard, sent), NOTHING, NOTHING
            yield "abort", (each, "a", heard, sent), NOTHING, NOTHING
        else:
            yield from obey(state)
        for i, bit, hear, prepare, give_up in managers:
            if leader == "i" and sent & bit:
                yield hear, (each, leader, heard | bit, sent), NOTHING, NOTHING
            if each[i] == "w":
                ready = each[:i] + "p" + each[i + 1 :]
                yield prepare, (ready, leader, heard, sent | bit), NOTHING, NOTHING
                gone = each[:i] + "a" + each[i + 1 :]
                broken = AGREEMENT if "c" in each else NOTHING
                yield give_up, (gone, leader, heard, sent), broken, NOTHING

    def obey(state: Protocol) -> Iterator[Move[str, Protocol]]:
        each, leader, heard, sent = state
        last, goal = leader * n, DECISIONS[leader]
        other = "a" if leader == "c" else "c"
        for i, step in ends[leader]:
            after = each[:i] + leader + each[i + 1 :]
            broken = AGREEMENT if other in after else NOTHING
            yield step, (after, leader, heard, sent), broken, goal if after == last else NOTHING

    def settled(state: Protocol) -> tuple[str, ...] | None:
        each, leader, _, _ = state
        return NOTHING if each == leader * n else None

    return Model(initial=(("w" * n, "i", 0, 0),), steps=steps, settled=settled)


def transaction_commit(n: int) -> Model[str, str]:
    """What two-phase commit is to achieve: n managers that decide while they see each other."""

    def steps(each: str) -> Iterator[Move[str, str]]:
        can_commit = set(each) <= {"p", "c"}
        for i, now in enumerate(each):
            before, behind = each[:i], each[i + 1 :]
            if now == "w":
                yield f"prepare {i}", before + "p" + behind, NOTHING, NOTHING
            if now == "p" and can_commit:
                yield f"commit {i}", before + "c" + behind, NOTHING, NOTHING
            if now in "wp" and "c" not in each:
                yield f"abort {i}", before + "a" + behind, NOTHING, NOTHING

    return Model(initial=("w" * n,), steps=steps)


def jugs(*, answer_breaks: bool = False) -> Model[tuple[int, int], str]:
    """Jugs of 3 and 5 litres without marks, a tap and a drain: measure 4 litres.

    The answer is a goal, and with `answer_breaks` also breaks a promise.
    """
    broken = ("unsolvable",) if answer_breaks else NOTHING

    def steps(state: tuple[int, int]) -> Iterator[Move[str, tuple[int, int]]]:
        small, big = state
        up, down = min(small, 5 - big), min(big, 3 - small)
        moves = (
            ("fill small", (3, big)),
            ("fill big", (small, 5)),
            ("empty small", (0, big)),
            ("empty big", (small, 0)),
            ("small to big", (small - up, big + up)),
            ("big to small", (small + down, big - down)),
        )
        for step, after in moves:
            if after[1] == 4:
                yield step, after, broken, ("solved",)
            else:
                yield step, after, NOTHING, NOTHING

    return Model(initial=((0, 0),), steps=steps)


def interleavings(actors: int, length: int) -> Model[str, str]:
    """Actors who each take some steps; the state is who went when, so no two stories meet."""
    names = "abcdefgh"[:actors]

    def steps(past: str) -> Iterator[Move[str, str]]:
        for name in names:
            if past.count(name) < length:
                yield name, past + name, NOTHING, NOTHING

    def settled(past: str) -> tuple[str, ...] | None:
        return NOTHING if len(past) == actors * length else None

    return Model(initial=("",), steps=steps, settled=settled)


def graph(
    edges: Mapping[str, str],
    *,
    initial: str = "A",
    broken: Mapping[str, tuple[str, ...]] | None = None,
    seen: Mapping[str, tuple[str, ...]] | None = None,
    owed: Mapping[str, tuple[str, ...]] | None = None,
) -> Model[str, str]:
    """A world drawn by hand: `edges` lists the targets of a state by letter.

    A step is named by its two ends ("AB"); `broken` and `seen` go by step, `owed` by state.
    """
    breaks, shows, owes = broken or {}, seen or {}, owed or {}

    def steps(state: str) -> Iterator[Move[str, str]]:
        for target in edges.get(state, ""):
            step = state + target
            yield step, target, breaks.get(step, NOTHING), shows.get(step, NOTHING)

    return Model(initial=tuple(initial), steps=steps, settled=owes.get)


def grid(width: int) -> Model[tuple[str, frozenset[str]], str]:
    """A world whose states are made of text and sets, the kinds that hash seeds stir up."""
    words = [f"w{i}" for i in range(width)]

    def steps(
        state: tuple[str, frozenset[str]],
    ) -> Iterator[Move[str, tuple[str, frozenset[str]]]]:
        last, held = state
        for word, kind in product(words, ("take", "drop")):
            after = held | {word} if kind == "take" else held - {word}
            full = ("never full",) if len(after) == width else NOTHING
            yield f"{kind} {word}", (word, after), full, (f"{kind} after {last}",)

    return Model(initial=(("", frozenset()),), steps=steps)


def fan(width: int) -> Model[str, str]:
    """One level of many states, each of which breaks a promise of its own."""
    names = [str(i) for i in range(width)]

    def steps(state: str) -> Iterator[Move[str, str]]:
        if state:
            yield f"break {state}", "", (state,), ()
        else:
            yield from ((f"to {name}", name, (), ()) for name in names)

    return Model(initial=("",), steps=steps)
