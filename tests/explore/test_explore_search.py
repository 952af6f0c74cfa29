"""The state explorer against published answers, a naive search, and its own promises."""

from collections.abc import Iterable
from typing import TypeVar

import pytest
from hypothesis import given
from hypothesis import strategies as st
from small_worlds import fan, graph, interleavings, jugs, transaction_commit, two_phase_commit

from sim.explore.model import Model, Move
from sim.explore.search import PACE, explore

S = TypeVar("S")
T = TypeVar("T")


def follow(model: Model[S, T], start: S, story: Iterable[T]) -> list[Move[T, S]]:
    """The moves of a story, step by step; a step that is not possible fails the test."""
    state, moves = start, []
    for step in story:
        move = {m[0]: m for m in model.steps(state)}[step]
        moves.append(move)
        state = move[1]
    return moves


# --- published answers -------------------------------------------------------------------------


@pytest.mark.parametrize("n", [2, 3, 4, 5, 6])
def test_two_phase_commit_has_the_published_number_of_states_and_levels(n: int) -> None:
    """n managers: 2^n + 4^n + 6^n states on 3n + 2 levels, and they always agree."""
    found = explore(two_phase_commit(n), max_states=None)

    assert found.states == 2**n + 4**n + 6**n
    assert found.depth == 3 * n + 2
    assert found.complete
    assert found.findings == {}


@pytest.mark.parametrize(("n", "generated"), [(3, 1_146), (5, 58_146)])
def test_transitions_are_counted_as_tlc_counts_generated_states(n: int, generated: int) -> None:
    """The initial state and moves to known states count too: 1,146 and 58,146 as published."""
    assert explore(two_phase_commit(n), max_states=None).transitions == generated


def test_two_phase_commit_reaches_both_decisions_by_shortest_stories() -> None:
    """To commit, n managers each prepare, are heard and obey, around one decision: 3n + 1 steps.

    To abort, the coordinator decides alone and n managers obey: n + 1 steps.
    """
    seen = explore(two_phase_commit(4), max_states=None).seen

    assert len(seen["all committed"].story) == 3 * 4 + 1
    assert len(seen["all aborted"].story) == 4 + 1


def test_transaction_commit_has_the_published_counts() -> None:
    """Three managers: 34 distinct, 94 generated, 7 levels."""
    found = explore(transaction_commit(3), max_states=None)

    assert (found.states, found.transitions, found.depth) == (34, 94, 7)


def test_the_jugs_have_the_published_counts() -> None:
    """The full space of the riddle: 16 distinct, 97 generated, 8 levels."""
    found = explore(jugs(), max_states=None)

    assert (found.states, found.transitions, found.depth) == (16, 97, 8)
    assert found.complete


@pytest.mark.parametrize(
    ("actors", "length", "orders"), [(2, 5, 252), (2, 2, 6), (3, 2, 90), (1, 4, 1)]
)
def test_every_interleaving_is_walked(actors: int, length: int, orders: int) -> None:
    """Two actors of five steps meet in 10!/(5!·5!) = 252 orders, and so on."""
    found = explore(interleavings(actors, length), max_states=None)

    assert found.terminal == orders
    assert found.depth == actors * length + 1


# --- stories -----------------------------------------------------------------------------------


def test_the_riddle_is_solved_in_six_moves() -> None:
    """The shortest solution takes six moves, and pouring so does leave four litres."""
    model = jugs(answer_breaks=True)

    finding = explore(model, max_states=None).findings["unsolvable"]

    assert finding.promise == "unsolvable"
    assert len(finding.story) == 6
    moves = follow(model, finding.start, finding.story)
    assert [after[1] == 4 for _, after, _, _ in moves] == [False] * 5 + [True]


@pytest.mark.parametrize("n", [2, 3, 4])
def test_a_hasty_coordinator_is_found_in_three_steps(n: int) -> None:
    """A coordinator that commits without having heard from all breaks agreement.

    Disagreement needs one committed and one aborted manager. To commit, a manager must receive a
    commit that was sent: two steps. To abort beside it, one must choose to, since a coordinator
    that has committed never sends abort: one more step. So three, whatever n.
    """
    model = two_phase_commit(n, commits_early=True)

    finding = explore(model, max_states=None).findings["agreement"]

    assert len(finding.story) == 3
    moves = follow(model, finding.start, finding.story)
    assert [broken for _, _, broken, _ in moves] == [(), (), ("agreement",)]
    assert {"a", "c"} <= set(moves[-1][1][0])


def test_an_eventually_promise_is_judged_in_settled_states() -> None:
    """A settled state names what it owes; an unsettled one is not asked for anything."""
    model = graph({"A": "BC", "C": "D"}, owed={"B": (), "D": ("news arrives",)})

    found = explore(model, max_states=None)

    assert found.terminal == 2
    assert found.findings.keys() == {"news arrives"}
    assert found.findings["news arrives"].story == ("AC", "CD")


def test_a_story_that_ends_at_rest_beats_a_longer_one_found_in_the_same_level() -> None:
    """A promise broken by a step at distance 2 and at rest at distance 1: the story has 1 step."""
    model = graph({"A": "BC", "B": "D"}, broken={"BD": ("p",)}, owed={"C": ("p",)})

    assert explore(model, max_states=None).findings["p"].story == ("AC",)


def test_a_promise_can_be_broken_before_anything_happens() -> None:
    """An initial state that is settled and owes something gives an empty story."""
    model = graph({"A": "B"}, owed={"A": ("p",)})

    found = explore(model, max_states=None)
    stopped = explore(model, max_states=None, stop_at_first=True)

    assert found.findings["p"].story == ()
    assert found.states == 2
    assert (stopped.states, stopped.complete) == (1, False)


def test_a_story_names_the_initial_state_in_which_it_begins() -> None:
    """With several initial states the nearest one starts the story."""
    model = graph({"A": "C", "C": "D", "B": "D", "D": "E"}, initial="AB", broken={"DE": ("p",)})

    finding = explore(model, max_states=None).findings["p"]

    assert (finding.start, finding.story) == ("B", ("BD", "DE"))


def test_an_initial_state_named_twice_is_one_state() -> None:
    """As in TLC it is generated twice and distinct once."""
    found = explore(graph({}, initial="AAB"), max_states=None)

    assert (found.states, found.transitions, found.depth) == (2, 3, 1)


def test_a_broken_world_is_not_explored_on() -> None:
    """The target of a breaking move is generated, but neither counted nor expanded."""
    model = graph({"A": "B", "B": "C"}, broken={"AB": ("p",)})

    found = explore(model, max_states=None)

    assert (found.states, found.transitions, found.depth) == (1, 2, 1)
    assert found.complete


def test_a_state_behind_a_broken_move_counts_if_a_sound_way_leads_there() -> None:
    """B is broken into from A but soundly reached through C, and D behind it too."""
    model = graph({"A": "BC", "C": "B", "B": "D"}, broken={"AB": ("p",)})

    found = explore(model, max_states=None)

    assert (found.states, found.depth) == (4, 4)
    assert found.findings["p"].story == ("AB",)


def test_all_promises_broken_by_one_move_are_reported() -> None:
    """Each has its finding, in the order the model names them, even when stopping at the first."""
    model = graph({"A": "B"}, broken={"AB": ("q", "p")})

    found = explore(model, max_states=None, stop_at_first=True)

    assert list(found.findings) == ["q", "p"]


def test_sightings_count_transitions_and_keep_the_shortest_story() -> None:
    """A goal counts once for each move that shows it, loops and broken moves included."""
    model = graph(
        {"A": "BC", "B": "BA", "C": "D"},
        broken={"CD": ("p",)},
        seen={"BB": ("g",), "BA": ("g",), "CD": ("g", "h"), "AC": ("h", "h")},
    )

    seen = explore(model, max_states=None).seen

    assert [(s.goal, s.times, s.story) for s in seen.values()] == [
        ("h", 2, ("AC",)),
        ("g", 3, ("AB", "BB")),
    ]


def test_a_level_of_many_states_keeps_its_stories_apart() -> None:
    """In a level of several portions each state still has its own story."""
    model = fan(2 * PACE + 10)

    findings = explore(model, max_states=None).findings

    assert len(findings) == 2 * PACE + 10
    assert all(f.story == (f"to {name}", f"break {name}") for name, f in findings.items())


# --- against a naive search ----------------------------------------------------------------------

LETTERS = "ABCDEFG"
ARROWS = st.sets(st.sampled_from([a + b for a in LETTERS for b in LETTERS]), max_size=20)


def distances(arrows: set[str]) -> dict[str, int]:
    """Steps from A to every reachable letter, by relaxing all arrows until nothing changes."""
    far = {"A": 0}
    for _ in LETTERS:
        for arrow in sorted(arrows):
            if arrow[0] in far:
                far[arrow[1]] = min(far.get(arrow[1], 99), far[arrow[0]] + 1)
    return far


@given(arrows=ARROWS, bad=ARROWS)
def test_any_graph_gives_the_counts_and_distances_of_a_naive_search(
    arrows: set[str], bad: set[str]
) -> None:
    """States, transitions, depth and the length of each story agree on random graphs."""
    bad &= arrows
    edges = {a: "".join(b for b in LETTERS if a + b in arrows) for a in LETTERS}
    model = graph(edges, broken={arrow: (arrow,) for arrow in bad})

    found = explore(model, max_states=None)

    far = distances(arrows - bad)
    assert found.states == len(far)
    assert found.transitions == 1 + sum(len(edges[a]) for a in far)
    assert found.depth == 1 + max(far.values())
    lengths = {name: len(finding.story) for name, finding in found.findings.items()}
    assert lengths == {arrow: far[arrow[0]] + 1 for arrow in bad if arrow[0] in far}
    for finding in found.findings.values():
        assert follow(model, "A", finding.story)[-1][2] == (finding.promise,)
