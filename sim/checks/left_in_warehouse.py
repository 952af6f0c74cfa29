"""What an accepted command, or a message that counted, leaves of its order in Warehouse.

Each function is told the moment and what was said, and returns the dossier that must be there
afterwards: what is not named stays as it was. What is no document is judged elsewhere: what holds
the order (`revokes`), the version of the news (`news`).
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from msgspec.structs import replace

from sim.checks.promise import Moment
from sim.rules.messages import (
    CancelOrder,
    DeleteSlip,
    EditSlip,
    EndHold,
    Hold,
    MakeIssueCommand,
    OrderRequested,
    PushSlip,
    SaveSlip,
    SlipTaken,
)
from sim.rules.values import (
    EMPTY_WAREHOUSE_DOSSIER,
    Slip,
    WarehouseDossier,
    WarehouseOrder,
)


def _was(moment: Moment, said: Any) -> WarehouseDossier:
    return moment.before.warehouse.dossiers.get(said.order, EMPTY_WAREHOUSE_DOSSIER)


def _requested(moment: Moment, said: OrderRequested) -> WarehouseDossier:
    was = _was(moment, said)
    if was.document is None:
        made = WarehouseOrder(request=said.request, customer=said.customer, lines=said.lines)
    elif was.slips:
        made = replace(was.document, request=said.request)
    else:
        fresh = {"customer": said.customer, "lines": said.lines}
        made = replace(was.document, request=said.request, **fresh)
    return replace(was, document=made)


def _ended(moment: Moment, said: EndHold) -> WarehouseDossier:
    was = _was(moment, said)
    order = was.document
    gone = said.deleted and order is not None and order.request <= said.request
    return replace(was, document=None if gone else order)


def _commanded(moment: Moment, said: MakeIssueCommand) -> WarehouseDossier:
    was = _was(moment, said)
    assert was.document is not None
    commands = (*was.document.issue_commands, said.issue_command)
    return replace(was, document=replace(was.document, issue_commands=commands))


def _cancelled(moment: Moment, said: CancelOrder) -> WarehouseDossier:
    was = _was(moment, said)
    assert was.document is not None
    return replace(was, document=replace(was.document, cancelled=True))


def _saved(moment: Moment, said: SaveSlip) -> WarehouseDossier:
    was = _was(moment, said)
    slip = Slip(
        slip=said.slip,
        order=said.order,
        request=was.document.request if was.document is not None else 0,
        type=said.type,
        lines=said.lines,
        number=said.slip,
        date=said.date,
        issue_command=said.issue_command,
    )
    return replace(was, slips=(*was.slips, slip))


def _edited(moment: Moment, said: EditSlip) -> WarehouseDossier:
    was = _was(moment, said)
    content = {"type": said.type, "lines": said.lines, "number": said.number, "date": said.date}
    slips = tuple(replace(one, **content) if one.slip == said.slip else one for one in was.slips)
    return replace(was, slips=slips)


def _deleted(moment: Moment, said: DeleteSlip) -> WarehouseDossier:
    was = _was(moment, said)
    return replace(was, slips=tuple(one for one in was.slips if one.slip != said.slip))


def _taken(moment: Moment, said: SlipTaken) -> WarehouseDossier:
    was = _was(moment, said)
    slips = tuple(replace(one, synced=True) if one.slip == said.slip else one for one in was.slips)
    return replace(was, slips=slips)


def documents(dossier: WarehouseDossier) -> tuple[object, ...]:
    """Return what people see of a dossier: the order and its slips, without the news' count."""
    order = dossier.document
    return (None if order is None else replace(order, version=0), dossier.slips)


IN_WAREHOUSE: dict[type, Callable[[Moment, Any], WarehouseDossier]] = {
    OrderRequested: _requested,
    Hold: _was,
    EndHold: _ended,
    MakeIssueCommand: _commanded,
    CancelOrder: _cancelled,
    SaveSlip: _saved,
    EditSlip: _edited,
    DeleteSlip: _deleted,
    PushSlip: _was,
    SlipTaken: _taken,
}
