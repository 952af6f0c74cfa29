"""What a scenario is: the fields of the YAML files in `scenarios/`, with types and defaults.

Three forms: a *population* (people with behaviours, work that arrives), a *story* (exact steps,
with what each must answer) and a *world* (bounded, to explore). All fields are optional but the
name. What does not live here: reading files and telling errors with line and column (`reading`),
and what the names of behaviours mean (`sim.run` resolves them).

Units: durations become whole milliseconds, clock times milliseconds since midnight, chances pairs
of whole numbers, money whole đồng.
"""

from __future__ import annotations

import re
from typing import Annotated, Any, Literal

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    ValidatorFunctionWrapHandler,
    WithJsonSchema,
    WrapValidator,
    model_validator,
)
from pydantic_core import PydanticCustomError

from sim.faults import BUILT, FAULTS, OF_ONE_APP
from sim.rules.assumptions import Assumptions
from sim.rules.messages import FLOWS
from sim.rules.values import Role

UNITS_MS = {"ms": 1, "s": 1_000, "min": 60_000, "h": 3_600_000}
DAY_MS = 24 * 3_600_000

# How durations, times of day and chances are written.
DURATION = r"^\s*([0-9]{1,9})\s*(ms|s|min|h)\s*$"
CLOCK = r"^([01]?[0-9]|2[0-3]):([0-5][0-9])$"
CHANCE = r"^(?:never|always|([0-9]{1,9})/([0-9]{1,9}))$"

# The numbered rules of the document; R1.X1 and R1.X2 are holes that follow from them.
CLAUSES: tuple[str, ...] = (
    *(f"R1.1{letter}" for letter in "abcdefghijklmn"),
    *(f"R1.2{letter}" for letter in "abcdefg"),
    *(f"R1.3{letter}" for letter in "abcdefghij"),
    "R1.X1",
    "R1.X2",
)


def _duration(value: object) -> object:
    found = re.fullmatch(DURATION, value) if isinstance(value, str) else None
    if found is None:
        raise PydanticCustomError("duration", "no duration")
    return int(found[1]) * UNITS_MS[found[2]]


def _clock(value: object) -> object:
    found = re.fullmatch(CLOCK, value) if isinstance(value, str) else None
    if found is None:
        raise PydanticCustomError("clock", "no time of day")
    return int(found[1]) * UNITS_MS["h"] + int(found[2]) * UNITS_MS["min"]


def _chance(value: object) -> object:
    found = re.fullmatch(CHANCE, value) if isinstance(value, str) else None
    if found is not None and found[1] is None:
        return (0, 1) if found[0] == "never" else (1, 1)
    if found is None or int(found[2]) == 0 or int(found[1]) > int(found[2]):
        raise PydanticCustomError("chance", "no chance")
    return int(found[1]), int(found[2])


# What a file holds, for its JSON Schema: the text before it becomes a number.
_DurationText = Annotated[str, Field(pattern=DURATION, examples=["200ms", "30s", "5min", "2h"])]
_ClockText = Annotated[str, Field(pattern=CLOCK, examples=["08:00", "17:30"])]
_ChanceText = Annotated[str, Field(pattern=CHANCE, examples=["1/20", "never", "always"])]

Duration = Annotated[int, BeforeValidator(_duration, json_schema_input_type=_DurationText)]
Clock = Annotated[int, BeforeValidator(_clock, json_schema_input_type=_ClockText)]
Chance = Annotated[tuple[int, int], BeforeValidator(_chance, json_schema_input_type=_ChanceText)]
Heads = Annotated[int, Field(ge=0, le=200)]
Name = Annotated[str, Field(min_length=1, max_length=80)]
OwnPromise = Annotated[  # FILE.py:NAME; what is wrong with one is told by whoever reads the file
    str, Field(json_schema_extra={"pattern": r"^.+\.py:.+$", "examples": ["mine.py:no_big_slip"]})
]
PathText = Annotated[str, Field(min_length=1, max_length=4_000)]
Switch = Literal["on", "off"]
Pattern = Annotated[str, Field(pattern=r"^F([1-9]|1[0-9]|2[0-6])$")]  # facts: failures elsewhere
Hole = Annotated[int, Field(ge=1, le=12)]  # facts: holes in the document


class Part(BaseModel):
    """A part of a scenario: unknown fields are errors, nothing changes after reading."""

    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)


class Words(Part):
    """A text in both languages."""

    vi: str = ""
    en: str = ""


class FlowSettings(Part):
    """How the flows are set up in Workflow when the scenario begins."""

    order_to_warehouse: Switch = "on"
    status_to_sales: Switch = "on"
    slip_to_accounting: Literal["automatic", "manual", "off"] = "automatic"
    direct_link: Switch = "off"


class AssumptionSettings(Part):
    """The assumptions that differ from the defaults; the names are those of `list assumptions`."""

    edit_while_requested: Literal["refuse", "allow"] | None = None
    delete_while_requested: Literal["refuse", "allow"] | None = None
    over_issue: Literal["allow", "refuse"] | None = None
    stock_shortage: Literal["refuse", "allow"] | None = None
    receipts_count: Literal["no", "yes"] | None = None
    delivery_writer: Literal["warehouse", "anyone"] | None = None
    synced_slip_changes: Literal["allow", "refuse"] | None = None

    def over(self, base: Assumptions) -> Assumptions:
        """Return the assumptions with these settings put over a base."""
        given = {name: value for name, value in self.model_dump().items() if value is not None}
        return Assumptions(**{**{f: getattr(base, f) for f in base.__struct_fields__}, **given})


class Span(Part):
    """A range of durations, both ends included."""

    shortest: Duration = 0
    longest: Duration = 0

    @model_validator(mode="after")
    def _ordered(self) -> Span:
        if self.shortest > self.longest:
            raise PydanticCustomError("span", "shortest is longer than longest")
        return self


def span(shortest: str, longest: str) -> Span:
    """Return a range of durations written as a scenario writes them."""
    return Span.model_validate({"shortest": shortest, "longest": longest})


class Range(Part):
    """A range of whole numbers, both ends included."""

    least: Annotated[int, Field(ge=1, le=100_000)] = 1
    most: Annotated[int, Field(ge=1, le=100_000)] = 1

    @model_validator(mode="after")
    def _ordered(self) -> Range:
        if self.least > self.most:
            raise PydanticCustomError("range", "least is more than most")
        return self


# --- population ---------------------------------------------------------------------------------


class Hours(Part):
    """Working hours, the same each day."""

    opens: Clock = 8 * UNITS_MS["h"]
    lunch: Clock = 12 * UNITS_MS["h"]
    lunch_ends: Clock = 13 * UNITS_MS["h"]
    closes: Clock = 17 * UNITS_MS["h"] + 30 * UNITS_MS["min"]

    @model_validator(mode="after")
    def _ordered(self) -> Hours:
        if not self.opens < self.lunch <= self.lunch_ends < self.closes:
            raise PydanticCustomError("hours", "the hours do not follow each other")
        return self


class Group(Part):
    """A group of people of one role; `actor` names a shipped behaviour or FILE.py:FUNCTION."""

    count: Heads = 1
    actor: str = ""
    think: Span = span("1min", "10min")


class Salespeople(Group):
    """Salespeople: what they do with their orders."""

    count: Heads = 2
    revoke: Chance = (1, 10)
    request_again: Chance = (1, 2)
    edit_before_again: Chance = (1, 2)
    hand_over: Chance = (1, 10)
    edit_requested: Chance = (0, 1)
    delete_requested: Chance = (0, 1)
    set_delivery: Chance = (0, 1)


class Managers(Group):
    """Sales managers: they record or reject the sales of requested orders."""

    count: Heads = 0
    record: Chance = (1, 4)
    reject: Chance = (1, 20)


class Clerks(Group):
    """Warehouse clerks: how they issue and correct."""

    count: Heads = 2
    issue_command: Chance = (1, 2)
    issue_part: Chance = (1, 3)
    issue_more: Chance = (1, 50)
    other_types: Chance = (1, 10)
    correct_slip: Chance = (1, 10)
    delete_slip: Chance = (1, 20)
    cancel_order: Chance = (1, 50)
    push_again: Chance = (1, 10)


class Accountants(Group):
    """Accountants: documents on handed-over numbers, posting, recording on copies."""

    voucher: Chance = (1, 2)
    invoice: Chance = (1, 4)
    receipt: Chance = (1, 4)
    post: Chance = (1, 2)
    delete: Chance = (1, 10)
    record: Chance = (1, 2)
    reject: Chance = (1, 10)


class Administrators(Group):
    """Administrators: they look at the run log and run failed runs again."""

    rerun: Chance = (1, 1)


class People(Part):
    """Who works in the office."""

    salespeople: Salespeople = Salespeople()
    managers: Managers = Managers()
    clerks: Clerks = Clerks()
    accountants: Accountants = Accountants()
    administrators: Administrators = Administrators()


class Arrivals(Part):
    """How orders come in: their rhythm and size."""

    rhythm: Literal["steady", "poisson", "burst", "month_end"] = "poisson"
    per_day: Annotated[int, Field(ge=0, le=5_000)] = 20
    lines: Range = Range(least=1, most=3)
    quantity: Range = Range(least=1, most=10)
    items: Annotated[int, Field(ge=1, le=5_000)] = 10
    customers: Annotated[int, Field(ge=1, le=5_000)] = 8
    parents: Chance = (0, 1)


class Network(Part):
    """How messages travel between the apps."""

    delay: Span = span("200ms", "30s")
    loss: Chance = (0, 1)
    duplicate: Chance = (0, 1)
    retry_after: Duration = 2 * UNITS_MS["min"]
    tries: Annotated[int, Field(ge=1, le=100)] = 8

    def without(self, kind: str) -> Network:
        """Return the same network without losses or without copies; anything else leaves it."""
        return self.model_copy(update={kind: (0, 1)}) if kind in ("loss", "duplicate") else self


class MissingCodes(Part):
    """Codes that one app does not know when the scenario begins, and when they are added."""

    warehouse_items: tuple[Name, ...] = ()
    warehouse_customers: tuple[Name, ...] = ()
    accounting_items: tuple[Name, ...] = ()
    accounting_customers: tuple[Name, ...] = ()
    added_after: Duration = 2 * UNITS_MS["h"]


def _fault(name: str) -> str:
    """Return the name of a fault that is built; another name of one is told to be just that."""
    if name in BUILT:
        return name
    info = FAULTS.get(name)
    if info is not None and info.same_as:
        raise PydanticCustomError("fault_same", "same", {"right": info.same_as})
    if info is not None:
        raise PydanticCustomError("fault_not_here", "not here", {"name": name})
    raise PydanticCustomError("fault", "no fault")


FaultName = Annotated[str, AfterValidator(_fault), WithJsonSchema({"enum": list(BUILT)})]
ServerName = Literal["sales", "warehouse", "accounting"]


class PlannedFault(Part):
    """A fault at a stated time, for a while: `fault` names its kind, `crash` an app that is down.

    `crash: warehouse` is short for `fault: outage, app: warehouse`.
    """

    day: Annotated[int, Field(ge=1, le=400)] = 1
    at: Clock
    crash: ServerName | None = None
    fault: FaultName | None = None
    app: ServerName | None = None
    odds: Chance = (1, 1)
    lasts: Duration = 15 * UNITS_MS["min"]

    @model_validator(mode="after")
    def _one_way(self) -> PlannedFault:
        if (self.crash is None) == (self.fault is None):
            raise PydanticCustomError("fault_kind", "one of crash and fault")
        if self.fault == "flow_switched":
            raise PydanticCustomError("fault_switch", "a planned switch stands under switches")
        if self.fault in OF_ONE_APP and self.app is None:
            raise PydanticCustomError("fault_app", "no app", {"fault": self.fault})
        if self.app is not None and (self.crash or self.fault in WITHOUT_APP):
            kind = self.fault or "crash"
            raise PydanticCustomError("fault_no_app", "no app here", {"fault": kind})
        return self

    @property
    def kind(self) -> str:
        """The kind of fault, by its name in the catalogue."""
        return self.fault or "outage"

    @property
    def where(self) -> ServerName | None:
        """The app in which it strikes; None: wherever it can."""
        return self.crash or self.app


WITHOUT_APP = ("workflow_down", "one_sided_correction")


class Swarm(Part):
    """Faults by chance: each run draws which kinds are on and how strong; none named means all."""

    kinds: tuple[FaultName, ...] = ()
    begins: Clock = 8 * UNITS_MS["h"]
    ends: Clock = 15 * UNITS_MS["h"]

    @model_validator(mode="after")
    def _ordered(self) -> Swarm:
        if self.begins >= self.ends:
            raise PydanticCustomError("swarm", "it ends before it begins")
        return self


class PlannedSwitch(Part):
    """A switch of a flow at a stated time."""

    day: Annotated[int, Field(ge=1, le=400)] = 1
    at: Clock
    flow: Literal["order_to_warehouse", "status_to_sales", "slip_to_accounting", "direct_link"]
    setting: Literal["on", "off", "automatic", "manual"]

    @model_validator(mode="after")
    def _fits(self) -> PlannedSwitch:
        push = self.flow == "slip_to_accounting"
        if self.setting not in (("automatic", "manual", "off") if push else ("on", "off")):
            context = {"flow": self.flow, "setting": self.setting}
            raise PydanticCustomError("switch", "{flow} cannot be set to {setting}", context)
        return self


class TraceSource(Part):
    """Work from a real order log instead of arrivals; paths are relative to the scenario file."""

    file: PathText
    map: PathText


# --- story and world ----------------------------------------------------------------------------


class OrderLine(Part):
    """One line of an order or of a slip; `line` is 0 on a slip without order."""

    line: Annotated[int, Field(ge=0, le=10_000)] = 1
    item: Name = "HH-01"
    quantity: Annotated[int, Field(ge=1, le=1_000_000)] = 1
    price: Annotated[int, Field(ge=0)] = 0


class GivenOrder(Part):
    """An order that exists, as a draft, when a story or a world begins."""

    order: Name
    customer: Name = "KH-01"
    lines: Annotated[tuple[OrderLine, ...], Field(min_length=1)] = (OrderLine(quantity=2),)
    parent: str = ""
    is_parent: bool = False


ANY = -1  # of a budget: without end


def _often(value: object, whole_number: ValidatorFunctionWrapHandler) -> int:
    return ANY if value == "any" else int(whole_number(value))


Often = Annotated[
    int,
    Field(ge=0, le=9),
    WrapValidator(_often),
    WithJsonSchema({"anyOf": [{"maximum": 9, "minimum": 0, "type": "integer"}, {"const": "any"}]}),
]


class Actor(Part):
    """A person of a story or a world; in a world, what they may do and how often."""

    role: Role
    may: dict[str, Often] = {}


class Setting(Part):
    """One budget of faults under which a world is explored, besides any order of arrival."""

    duplicates: Annotated[int, Field(ge=0, le=3)] = 0
    losses: Annotated[int, Field(ge=0, le=3)] = 0
    crashes: Annotated[int, Field(ge=0, le=3)] = 0
    outages: Annotated[int, Field(ge=0, le=3)] = 0


class StoryStep(Part):
    """One step of a story: exactly one of `do`, `deliver`, `lose`, `duplicate`, `crash`, `settle`.

    `do` is a command of `who`; the other fields are that command's. `deliver`, `lose` and
    `duplicate` name a message under way (`order` tells whose, `nth` which of several). `settle`
    delivers all that is under way, first in first out.
    """

    who: str = ""
    do: str = ""
    deliver: str = ""
    lose: str = ""
    duplicate: str = ""
    crash: Literal["", "sales", "warehouse", "accounting"] = ""
    settle: bool = False
    nth: Annotated[int, Field(ge=1, le=99)] = 1

    order: str | None = None
    customer: str | None = None
    lines: tuple[OrderLine, ...] | None = None
    parent: str | None = None
    is_parent: bool | None = None
    status: str | None = None
    issue_command: str | None = None
    slip: str | None = None
    type: str | None = None
    number: str | None = None
    date: int | None = None
    item: str | None = None
    quantity: int | None = None
    paper: str | None = None
    kind: str | None = None
    request: int | None = None
    code: str | None = None
    flow: Literal[FLOWS] | None = None  # type: ignore[valid-type]
    setting: str | None = None
    run: str | None = None

    expect: Literal["accepted", "refused", "busy", ""] = ""
    reason: str = ""

    @model_validator(mode="after")
    def _one_kind(self) -> StoryStep:
        kinds = (self.do, self.deliver, self.lose, self.duplicate, self.crash, self.settle)
        if sum(bool(kind) for kind in kinds) != 1:
            raise PydanticCustomError("step_kind", "a step is one thing")
        if bool(self.do) != bool(self.who):
            raise PydanticCustomError("step_who", "do and who go together")
        return self

    def fields(self) -> dict[str, Any]:
        """Return the command's own fields, as given."""
        own = self.model_dump(exclude_none=True)
        talk = ("who", "do", "deliver", "lose", "duplicate", "crash", "settle", "nth")
        return {k: v for k, v in own.items() if k not in (*talk, "expect", "reason")}


class Scenario(Part):
    """A scenario of any form; fields of another form than its own are errors."""

    name: Annotated[str, Field(min_length=1, max_length=80, pattern=r"^[a-z0-9][a-z0-9-]*$")]
    form: Literal["population", "story", "world"] = "population"
    title: Words = Words()
    about: Words = Words()
    clauses: tuple[str, ...] = ()
    needs: tuple[str, ...] = ()
    promises: tuple[OwnPromise, ...] = ()
    patterns: tuple[Pattern, ...] = ()
    holes: tuple[Hole, ...] = ()
    profile: str = ""
    assumptions: AssumptionSettings = AssumptionSettings()
    flows: FlowSettings = FlowSettings()
    stock: dict[Name, Annotated[int, Field(ge=0)]] = {}
    opening_stock: Annotated[int, Field(ge=0, le=1_000_000_000)] = 1_000
    missing_codes: MissingCodes = MissingCodes()

    # population
    days: Annotated[int, Field(ge=1, le=400)] = 1
    hours: Hours = Hours()
    people: People = People()
    arrivals: Arrivals = Arrivals()
    network: Network = Network()
    faults: tuple[PlannedFault, ...] = ()
    swarm: Swarm | None = None
    settles_within: Duration = UNITS_MS["h"]
    switches: tuple[PlannedSwitch, ...] = ()
    trace: TraceSource | None = None

    # story and world
    orders: tuple[GivenOrder, ...] = ()
    cast: dict[Name, Actor] = {}
    steps: tuple[StoryStep, ...] = ()
    settings: tuple[Setting, ...] = (Setting(),)

    @model_validator(mode="after")
    def _form_fits(self) -> Scenario:
        foreign = sorted(self.model_fields_set & FOREIGN[self.form])
        if foreign:
            context = {"form": self.form, "names": ", ".join(foreign)}
            raise PydanticCustomError("foreign_field", "a {form} has no field {names}", context)
        return self


FOREIGN: dict[str, set[str]] = {
    "population": {"orders", "cast", "steps", "settings"},
    "story": {
        "days",
        "hours",
        "people",
        "arrivals",
        "network",
        "faults",
        "swarm",
        "settles_within",
        "switches",
        "trace",
        "settings",
    },
    "world": {
        "days",
        "hours",
        "people",
        "arrivals",
        "network",
        "faults",
        "swarm",
        "settles_within",
        "switches",
        "trace",
        "steps",
    },
}


class Profile(Part):
    """A company profile: how the real AMIS of one company behaves."""

    name: Annotated[str, Field(min_length=1, max_length=80)]
    title: Words = Words()
    about: Words = Words()
    assumptions: AssumptionSettings = AssumptionSettings()
    flows: FlowSettings = FlowSettings()
