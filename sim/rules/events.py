"""What happened: the events that the apps commit.

An event says all that follows from it: `evolve` needs nothing else to change the state, `react`
nothing else to write the messages. Where a flow is concerned, the event carries the decision made
with the stamp of its command (`to_warehouse`, `pushed`, `told`).
"""

from __future__ import annotations

from msgspec import Struct

from sim.rules.messages import Envelope
from sim.rules.values import (
    AppName,
    Delivery,
    DeliveryStatus,
    ExecutionStatus,
    Flows,
    Line,
    PaperKind,
    Quantities,
    Slip,
    SlipInfo,
    SlipLine,
    SlipType,
)


class Event(Struct, frozen=True, kw_only=True, tag=True, tag_field="is", omit_defaults=True):
    """Something that one app committed, about one order (or none: `order` empty)."""

    order: str = ""


# --- Sales --------------------------------------------------------------------------------------


class OrderCreated(Event, frozen=True, kw_only=True):
    """A new order was entered."""

    customer: str
    lines: tuple[Line, ...]
    parent: str = ""
    is_parent: bool = False


class OrderEdited(Event, frozen=True, kw_only=True):
    """The lines of an order changed; `copied` tells that Accounting's copy is to follow."""

    request: int
    edition: int
    customer: str
    lines: tuple[Line, ...]
    copied: bool = False


class OrderDeleted(Event, frozen=True, kw_only=True):
    """An order was deleted in Sales by a person."""

    parent: str = ""


class RequestOpened(Event, frozen=True, kw_only=True):
    """The request screen was opened."""


class RequestSaved(Event, frozen=True, kw_only=True):
    """A sales-recording request was saved; the stamp decided where the order goes."""

    request: int
    edition: int
    customer: str
    lines: tuple[Line, ...]
    is_parent: bool
    to_warehouse: bool
    to_accounting: bool


class RevokeStarted(Event, frozen=True, kw_only=True):
    """A revoke attempt began: Warehouse is asked to hold."""

    request: int
    attempt: int


class AccountingAsked(Event, frozen=True, kw_only=True):
    """Warehouse holds the order: Accounting is asked to hold."""

    request: int
    attempt: int


class RevokeCommitted(Event, frozen=True, kw_only=True):
    """The revoke succeeded: the order is a draft again, the apps are to delete theirs."""

    request: int
    attempt: int
    ending: tuple[AppName, ...]


class RevokeRefused(Event, frozen=True, kw_only=True):
    """The revoke was refused for one reason of the closed list; who was asked is released."""

    request: int
    attempt: int
    reason: str
    document: str = ""
    ending: tuple[AppName, ...] = ()


class EndConfirmed(Event, frozen=True, kw_only=True):
    """One app confirmed that the attempt is over there."""

    attempt: int
    app: AppName


class SalesRecorded(Event, frozen=True, kw_only=True):
    """The sales were recorded, here or by Accounting's news (`version` > 0)."""

    version: int = 0


class SalesRejected(Event, frozen=True, kw_only=True):
    """The recording was rejected, here or by Accounting's news (`version` > 0)."""

    version: int = 0


class DeliveryUpdated(Event, frozen=True, kw_only=True):
    """Warehouse's news was taken over."""

    request: int
    version: int
    delivery: Delivery


class DeliverySet(Event, frozen=True, kw_only=True):
    """The delivery status was set by hand or by Accounting's direct link."""

    status: DeliveryStatus
    by: AppName


class NumberHandedOver(Event, frozen=True, kw_only=True):
    """A salesperson told the accountants the number of a requested order."""

    request: int


# --- Warehouse ----------------------------------------------------------------------------------


class OrderReceived(Event, frozen=True, kw_only=True):
    """A new order was made by flow 1.1."""

    request: int
    customer: str
    lines: tuple[Line, ...]


class OrderRefreshed(Event, frozen=True, kw_only=True):
    """An order that had stayed took on a later request, with its present lines."""

    request: int
    customer: str
    lines: tuple[Line, ...]


class RequestTakenOn(Event, frozen=True, kw_only=True):
    """An order with activity took on a later request; its lines stay as they were."""

    request: int


class OrderWithdrawn(Event, frozen=True, kw_only=True):
    """A revoke deleted the order and its issue commands."""

    request: int
    issue_commands: tuple[str, ...] = ()


class OrderCancelled(Event, frozen=True, kw_only=True):
    """The order was cancelled in Warehouse by hand."""


class IssueCommandMade(Event, frozen=True, kw_only=True):
    """An issue command was made from the order."""

    issue_command: str


class SlipSaved(Event, frozen=True, kw_only=True):
    """A new slip was saved; `pushed` tells that it goes to Accounting by itself."""

    slip: Slip
    customer: str = ""
    pushed: bool = False


class SlipEdited(Event, frozen=True, kw_only=True):
    """A slip got new content."""

    slip: Slip
    before: Slip


class SlipDeleted(Event, frozen=True, kw_only=True):
    """A slip was deleted; `slip` is what it held last."""

    slip: Slip


class PushRequested(Event, frozen=True, kw_only=True):
    """The button "Đẩy sang kế toán" was pressed."""

    slip: Slip
    customer: str = ""


class SlipSynced(Event, frozen=True, kw_only=True):
    """The column "accounting sync status" turned to Synced."""

    slip: str


class OrderChanged(Event, frozen=True, kw_only=True):
    """Status, issued quantities or slips of the order changed; `told` sends the news."""

    request: int
    version: int
    status: ExecutionStatus
    issued: Quantities
    slips: tuple[SlipInfo, ...]
    told: bool


class GoodsReceived(Event, frozen=True, kw_only=True):
    """Stock came in."""

    item: str
    quantity: int


class CustomerAdded(Event, frozen=True, kw_only=True):
    """A customer code became known in Warehouse."""

    customer: str


# --- Accounting ---------------------------------------------------------------------------------


class CopyReceived(Event, frozen=True, kw_only=True):
    """The direct link made or updated Accounting's copy of the order."""

    request: int
    edition: int
    customer: str
    lines: tuple[Line, ...]


class CopyWithdrawn(Event, frozen=True, kw_only=True):
    """A revoke deleted Accounting's copy of the order."""

    request: int


class CopyRecorded(Event, frozen=True, kw_only=True):
    """The accountant recorded the sales; `told` sends the news to Sales."""

    request: int
    version: int
    told: bool = True


class CopyRejected(Event, frozen=True, kw_only=True):
    """The accountant rejected the recording; `told` sends the news to Sales."""

    request: int
    version: int
    told: bool = True


class NumberNoted(Event, frozen=True, kw_only=True):
    """The accountants were told an order's number."""

    request: int


class SlipReceived(Event, frozen=True, kw_only=True):
    """A pushed slip was made in Accounting, unposted."""

    slip: str
    request: int
    type: SlipType
    lines: tuple[SlipLine, ...]


class PushRepeated(Event, frozen=True, kw_only=True):
    """A slip that was made before was pushed again: answered, nothing made."""

    slip: str


class PaperMade(Event, frozen=True, kw_only=True):
    """The accountant made a voucher, an invoice or a receipt."""

    paper: str
    kind: PaperKind
    request: int
    delivers: bool = False


class PaperPosted(Event, frozen=True, kw_only=True):
    """A document was posted."""

    paper: str


class PaperUnposted(Event, frozen=True, kw_only=True):
    """A document was unposted."""

    paper: str


class PaperDeleted(Event, frozen=True, kw_only=True):
    """A document was deleted."""

    paper: str


class CodeAdded(Event, frozen=True, kw_only=True):
    """An item or customer code became known in Accounting."""

    kind: str
    code: str


# --- Warehouse and Accounting: their side of a revoke -------------------------------------------


class HoldPlaced(Event, frozen=True, kw_only=True):
    """No related activity: the order is held for this attempt."""

    app: AppName
    request: int
    attempt: int


class HoldRefused(Event, frozen=True, kw_only=True):
    """The app cannot hold: there is related activity, or its recording state differs."""

    app: AppName
    request: int
    attempt: int
    reason: str
    document: str = ""


class HoldEnded(Event, frozen=True, kw_only=True):
    """The attempt is over here; `deleted` ends the request too. Answered each time it is told."""

    app: AppName
    request: int
    attempt: int
    deleted: bool


# --- Workflow, and all --------------------------------------------------------------------------


class FlowSwitched(Event, frozen=True, kw_only=True):
    """A flow was switched: the whole set-up from now on."""

    flows: Flows


class RunSucceeded(Event, frozen=True, kw_only=True):
    """A run of a flow reached its target."""

    run: str


class RunFailed(Event, frozen=True, kw_only=True):
    """A run of a flow was refused by its target; an administrator may run it again."""

    run: str
    envelope: Envelope
    reason: str
    document: str = ""


class RunRepeated(Event, frozen=True, kw_only=True):
    """An administrator ran a failed run again, with the stamp it had."""

    run: str
    envelope: Envelope


class MessageIgnored(Event, frozen=True, kw_only=True):
    """A message changed nothing, and why: a repeat, an ended request, older news."""

    message: str
    reason: str


AnyEvent = (
    OrderCreated
    | OrderEdited
    | OrderDeleted
    | RequestOpened
    | RequestSaved
    | RevokeStarted
    | AccountingAsked
    | RevokeCommitted
    | RevokeRefused
    | EndConfirmed
    | SalesRecorded
    | SalesRejected
    | DeliveryUpdated
    | DeliverySet
    | NumberHandedOver
    | OrderReceived
    | OrderRefreshed
    | RequestTakenOn
    | OrderWithdrawn
    | OrderCancelled
    | IssueCommandMade
    | SlipSaved
    | SlipEdited
    | SlipDeleted
    | PushRequested
    | SlipSynced
    | OrderChanged
    | GoodsReceived
    | CustomerAdded
    | CopyReceived
    | CopyWithdrawn
    | CopyRecorded
    | CopyRejected
    | NumberNoted
    | SlipReceived
    | PushRepeated
    | PaperMade
    | PaperPosted
    | PaperUnposted
    | PaperDeleted
    | CodeAdded
    | HoldPlaced
    | HoldRefused
    | HoldEnded
    | FlowSwitched
    | RunSucceeded
    | RunFailed
    | RunRepeated
    | MessageIgnored
)
