"""Work that arrives: customers' orders by a rhythm, or the works of a real order log."""

from __future__ import annotations

from collections.abc import Iterator

from sim.explore.choices import Choices, between, chance, exponential_ms
from sim.rules.values import Line
from sim.scenario import DAY_MS, Arrivals, Hours

PRICES = (15_000, 49_000, 120_000, 350_000, 1_250_000)  # đồng, by item
BURST_SHARE = (7, 10)  # of a burst day's orders, this share comes in its first working hour
MONTH_END_SHARE = (1, 2)  # of a month's orders, this share comes on its last three working days


def arrivals(
    choices: Choices, plan: Arrivals, hours: Hours, days: int
) -> Iterator[tuple[int, int]]:
    """Return the moments at which orders come in, as (milliseconds, n-th order)."""
    nth = 0
    for day in range(days):
        for clock in _clocks(choices, plan, hours, day, days):
            yield day * DAY_MS + clock, nth
            nth += 1


def _clocks(choices: Choices, plan: Arrivals, hours: Hours, day: int, days: int) -> list[int]:
    """Return the times of day at which orders come in on one day, in order."""
    spans = ((hours.opens, hours.lunch), (hours.lunch_ends, hours.closes))
    open_ms = sum(end - start for start, end in spans)
    count = plan.per_day
    if plan.rhythm == "month_end":
        count = _month_end(plan.per_day, day, days)
    if count == 0:
        return []
    if plan.rhythm == "burst":
        offsets = _burst(choices, count, open_ms)
    elif plan.rhythm == "steady":
        offsets = [i * open_ms // count for i in range(count)]
    else:
        offsets = _poisson(choices, count, open_ms)
    morning = hours.lunch - hours.opens
    return [
        hours.opens + one if one < morning else hours.lunch_ends + one - morning for one in offsets
    ]


def _poisson(choices: Choices, count: int, open_ms: int) -> list[int]:
    """Return moments with independent exponential gaps; about `count` of them."""
    found: list[int] = []
    at = 0
    while True:
        at += exponential_ms(choices, open_ms // count, ("customers", "gap"))
        if at >= open_ms:
            return found
        found.append(at)


def _burst(choices: Choices, count: int, open_ms: int) -> list[int]:
    """Return moments of which most fall into the first hour."""
    hour = min(open_ms, 3_600_000)
    found = []
    for _ in range(count):
        early = chance(choices, BURST_SHARE, ("customers", "burst"))
        span = hour if early else open_ms
        found.append(between(choices, 0, span - 1, ("customers", "moment")))
    return sorted(found)


def _month_end(per_day: int, day: int, days: int) -> int:
    """Return the number of orders of one day: half of the month on its last three days."""
    last = 3
    if days <= last:
        return per_day
    total = per_day * days
    late = total * MONTH_END_SHARE[0] // MONTH_END_SHARE[1]
    if day >= days - last:
        return late // last
    return (total - late) // (days - last)


def lines_of(choices: Choices, plan: Arrivals) -> tuple[Line, ...]:
    """Return the lines of a customer's order."""
    count = between(choices, plan.lines.least, plan.lines.most, ("customers", "lines"))
    found = []
    for no in range(1, count + 1):
        item = choices.pick(plan.items, ("customers", "item"))
        quantity = between(
            choices, plan.quantity.least, plan.quantity.most, ("customers", "quantity")
        )
        found.append(Line(no, item_code(item), quantity, PRICES[item % len(PRICES)]))
    return tuple(found)


def item_code(number: int) -> str:
    """Return the code of the n-th item: "HH-01"."""
    return f"HH-{number + 1:02d}"


def customer_code(number: int) -> str:
    """Return the code of the n-th customer: "KH-01"."""
    return f"KH-{number + 1:02d}"
