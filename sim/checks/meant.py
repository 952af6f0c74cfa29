"""Promises about what people meant, which no app can know: only a run that makes mistakes can tell.

A mistake is a fault of the run (`sim.faults`), written down with what was meant.
"""

from __future__ import annotations

from collections.abc import Iterator

from sim.checks.ledger import Ledger
from sim.checks.promise import Promise, Ruling, Words, ruled
from sim.checks.tables import slips_of
from sim.rules.state import Apps


def stands_where_meant(ledger: Ledger, apps: Apps) -> Iterator[Ruling]:
    """Settled: no slip stands on an order that its clerk did not mean."""
    for slip, (order, meant) in sorted(ledger.mistaken.items()):
        there = any(one.slip == slip for one in slips_of(apps, order))
        yield ruled(not there, order, slip, meant)


PROMISES = (
    Promise(
        name="slip-stands-where-meant",
        kind="eventually",
        clauses=(),
        title=Words(
            "Không phiếu xuất kho nào còn nằm ở đơn hàng mà thủ kho không định chọn.",
            "No issue slip is left on an order that its clerk did not mean.",
        ),
        settle=stands_where_meant,
    ),
)
