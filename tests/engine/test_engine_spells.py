"""When faults strike: a plan says it, a swarm draws it, and the dullest draw is no fault at all."""

from __future__ import annotations

from sim.engine.spells import ALWAYS, Spell, spells_of
from sim.explore.choices import Replayed, Seeded
from sim.faults import BUILT, FAULTS, OF_ONE_APP, TOLERATED
from sim.scenario import DAY_MS, UNITS_MS, Scenario

HOUR = UNITS_MS["h"]
MINUTE = UNITS_MS["min"]


def scenario(**fields: object) -> Scenario:
    return Scenario.model_validate({"name": "x", **fields}, strict=False)


def drawn(seed: int, **swarm: object) -> tuple[Spell, ...]:
    return spells_of(scenario(swarm=swarm), Seeded(seed))


def test_a_plan_says_kind_app_time_and_odds() -> None:
    """Two ways to take an app down are one; odds are certain unless said otherwise."""
    faults = (
        {"at": "10:00", "crash": "warehouse"},
        {"at": "10:00", "fault": "outage", "app": "warehouse"},
        {"day": 2, "at": "09:30", "fault": "loss", "odds": "1/3", "lasts": "1h"},
    )
    outage = Spell("outage", "warehouse", 10 * HOUR, 10 * HOUR + 15 * MINUTE, ALWAYS)
    begins = DAY_MS + 9 * HOUR + 30 * MINUTE
    assert spells_of(scenario(faults=faults, days=2), Seeded(1)) == (
        outage,
        outage,
        Spell("loss", None, begins, begins + HOUR, (1, 3)),
    )


def test_the_dullest_swarm_has_no_fault() -> None:
    """No choice made is no fault, so a failing run is made small by leaving choices out."""
    assert spells_of(scenario(swarm={}), Replayed({})) == ()


def test_without_plan_and_swarm_nothing_is_drawn() -> None:
    """And chance is not even asked."""
    choices = Seeded(1, record=True)
    assert spells_of(scenario(), choices) == ()
    assert choices.made == {}


def test_every_tolerated_kind_is_drawn_and_no_other() -> None:
    """A swarm that names no kinds has those that are tolerated; over many seeds, all of them."""
    found = {spell.kind for seed in range(60) for spell in drawn(seed)}
    assert found == set(TOLERATED)


def test_runs_differ_in_kinds_and_in_strength() -> None:
    """Which kinds are on, and how strong: not twice the same in twenty seeds."""
    kinds = {frozenset(spell.kind for spell in drawn(seed)) for seed in range(20)}
    assert len(kinds) > 15
    odds = {spell.odds for seed in range(60) for spell in drawn(seed) if spell.kind == "loss"}
    assert odds == {(1, 100), (1, 25), (1, 8)}


def test_a_swarm_keeps_to_the_kinds_and_times_that_it_is_given() -> None:
    """Also a told kind, if it is named; windows end with the swarm, and name what they need."""
    named = ("false_ok", "partition", "flow_switched", "one_sided_correction")
    spells = [
        spell
        for seed in range(60)
        for spell in drawn(seed, kinds=named, begins="09:00", ends="11:00")
    ]
    assert {spell.kind for spell in spells} == set(named)
    for spell in spells:
        assert 9 * HOUR <= spell.begins <= spell.ends <= 11 * HOUR
        assert (spell.app is not None) == (spell.kind in OF_ONE_APP)
        assert (spell.flow is not None) == (spell.kind == "flow_switched")


def test_a_swarm_of_several_days_lasts_until_the_last() -> None:
    """Kinds with odds are on from the first day to the last; windows fall on any day."""
    many = scenario(swarm={"kinds": ("loss", "outage")}, days=3)
    spells = [spell for seed in range(60) for spell in spells_of(many, Seeded(seed))]
    assert {spell.ends for spell in spells if spell.kind == "loss"} == {2 * DAY_MS + 15 * HOUR}
    days = {spell.begins // DAY_MS for spell in spells if spell.kind == "outage"}
    assert days == {0, 1, 2}


def test_a_kind_that_is_not_asked_for_moves_no_other() -> None:
    """Each kind draws under keys of its own: whatever both swarms have on is on alike."""
    for seed in range(20):
        fewer = drawn(seed, kinds=("loss", "outage", "delay"))
        more = drawn(seed, kinds=("loss", "outage", "delay", "partition"))
        for kind in {spell.kind for spell in fewer} & {spell.kind for spell in more}:
            of_kind = [[one for one in spells if one.kind == kind] for spells in (fewer, more)]
            assert of_kind[0] == of_kind[1]


def test_every_built_kind_has_a_way_to_be_drawn() -> None:
    """With odds, as windows, or once."""
    assert {FAULTS[kind].reach for kind in BUILT} == {"message", "app", "person", "window", "once"}
