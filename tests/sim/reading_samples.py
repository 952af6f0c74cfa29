"""Valid scenarios of all forms, and how the tests read a text. No test lives here."""

from pathlib import Path

from vietnamese import in_vietnamese

from sim.reading import InputError, Known, Problem, read_profile, read_scenario
from sim.scenario import Profile, Scenario

KNOWN = Known(
    promises=frozenset({"no-second-push", "revoke-succeeded"}), profiles=frozenset({"default"})
)

POPULATION = """\
# A busy office, and a network that loses messages.
name: busy-month
title: {vi: Tháng bận rộn, en: A busy month}
about:
  vi: >-
    Nhiều đơn hàng, mạng chậm.
  en: >-
    Many orders, a slow network.
clauses: [R1.1a, R1.3e]
needs: [no-second-push]
profile: default
assumptions: {receipts_count: yes, over_issue: refuse}
flows: {slip_to_accounting: manual, direct_link: on}
stock: {HH-01: 5, "HH.02": 0}
opening_stock: 200
days: 3
hours: {opens: 08:00, lunch: 11:30, lunch_ends: 13:00, closes: "17:30"}
people:
  salespeople: {count: 3, revoke: 1/5, think: {shortest: 30s, longest: 2h}}
  clerks:
    count: 2
    actor: hasty.py:clerk
    issue_part: always
arrivals:
  rhythm: burst
  per_day: 40
  lines: {least: 1, most: 4}
network:
  delay: {shortest: 200ms, longest: 5min}
  loss: 1/100
  duplicate: never
missing_codes: {warehouse_items: [HH-09], added_after: 90min}
faults:
  - {at: 10:00, crash: warehouse, lasts: 30min}
switches:
  - {day: 2, at: "9:15", flow: slip_to_accounting, setting: automatic}
  - {at: 16:00, flow: direct_link, setting: off}
trace: {file: traces/sample.csv, map: traces/sample.yaml}
"""

STORY = """\
name: slip-then-revoke
form: story
orders:
  - order: DH-1
    customer: KH-01
    lines: &lines
      - {line: 1, item: HH-01, quantity: 2, price: 15000}
      - {line: 2, item: HH-02}
cast:
  an: {role: salesperson}
  binh: {role: clerk}
  chi: {role: accountant}
  dung: {role: administrator}
steps:
  - {who: an, do: create_order, order: DH-2, customer: KH-02, lines: *lines}
  - {who: an, do: save_request, order: DH-1}
  - {deliver: order_requested, order: DH-1}
  - who: binh
    do: save_slip
    order: DH-1
    slip: PX-1
    type: sale
    lines: [{line: 1, item: HH-01, quantity: 1}, {line: 2, item: HH-02}]
  - {who: binh, do: save_slip, order: "", slip: PX-2, type: other, lines: [{line: 0}], date: 3}
  - {duplicate: slip_pushed, order: DH-1, nth: 1}
  - {lose: order_news}
  - {crash: warehouse}
  - {settle: true}
  - {who: an, do: revoke_request, order: DH-1, expect: accepted}
  - {deliver: hold, order: DH-1, expect: refused, reason: activity_in_warehouse}
  - {who: chi, do: make_paper, order: DH-1, paper: CT-1, kind: voucher, request: 1}
  - {who: chi, do: add_code, kind: item, code: HH-09}
  - {who: dung, do: switch_flow, flow: slip_to_accounting, setting: off}
"""

WORLD = """\
name: two-clerks
form: world
clauses: [R1.3g]
needs: [R1.1k, revoke-succeeded]
orders:
  - {order: DH-1, is_parent: true}
  - {order: DH-2, parent: DH-1}
cast:
  lan: {role: salesperson, may: {request: 1, revoke: 2}}
  minh: {role: clerk, may: {issue_all: 1, push: 1}}
  quan: {role: administrator, may: {switch_slip_to_accounting_off: 1, rerun: 1}}
settings:
  - {}
  - {duplicates: 1, losses: 1}
"""

PROFILE = """\
name: Công ty A
title: {vi: Công ty A}
assumptions: {synced_slip_changes: refuse}
flows: {status_to_sales: off}
"""

SCENARIOS = {"population": POPULATION, "story": STORY, "world": WORLD}


def write(folder: Path, text: str | bytes) -> Path:
    """Return the path of a file with this text."""
    path = folder / "x.yaml"
    path.write_bytes(text if isinstance(text, bytes) else text.encode("utf-8"))
    return path


def read(folder: Path, text: str | bytes, *overrides: str) -> Scenario:
    """Return the scenario of a text."""
    return read_scenario(write(folder, text), KNOWN, overrides)


def problems(folder: Path, text: str | bytes, *overrides: str) -> tuple[Problem, ...]:
    """Return what is wrong with a text, nothing if it can be read; Vietnamese words it too."""
    try:
        read(folder, text, *overrides)
    except InputError as error:
        for one in error.problems:
            in_vietnamese(one.message, one.hint)
        return error.problems
    return ()


def told(folder: Path, text: str | bytes, *overrides: str) -> list[str]:
    """Return what is wrong with a text, as it is printed, without the folder."""
    place = f"{folder.as_posix()}/"
    return [str(one).removeprefix(place) for one in problems(folder, text, *overrides)]


def profile(folder: Path, text: str) -> Profile:
    """Return the profile of a text."""
    return read_profile(write(folder, text))
