"""What is said: commands of people, messages between apps, and the answers to both.

Commands are imperative and carry who says them, in which role, and the flow set-up of the moment
(the stamp). Messages travel in an `Envelope`. Everything is a frozen value and has a JSON form
with the class's name as its tag, so a record can be read by eye and replayed.
"""

from __future__ import annotations

from typing import ClassVar, Literal, get_args

from msgspec import Struct

from sim.rules.values import (
    AppName,
    DeliveryStatus,
    ExecutionStatus,
    Flows,
    Line,
    PaperKind,
    Quantities,
    RecordingStatus,
    Role,
    SlipInfo,
    SlipLine,
    SlipType,
)

FlowName = Literal["order_to_warehouse", "status_to_sales", "slip_to_accounting", "direct_link"]
Channel = Literal[FlowName, "revoke", "answer", "spoken"]  # the revoke's check is not a flow
FLOWS: tuple[FlowName, ...] = get_args(FlowName)

RevokeReason = Literal[
    "activity_in_warehouse",
    "activity_in_accounting",
    "not_requested",
    "recorded",
    "no_right",
    "busy",
    "not_verified",
]


# --- answers ------------------------------------------------------------------------------------


class Refused(Struct, frozen=True, tag=True, tag_field="is", omit_defaults=True):
    """A "no" with its reason and, where one document is the reason, that document's number."""

    reason: str
    document: str = ""


class Busy(Struct, frozen=True, tag=True, tag_field="is"):
    """A "not now": a revoke of this order is under way, nothing changed, try again."""


class Accepted(Struct, frozen=True, tag=True, tag_field="is"):
    """A "done"."""


Answer = Accepted | Refused | Busy


# --- commands: what people do -------------------------------------------------------------------


class Command(Struct, frozen=True, kw_only=True, tag=True, tag_field="is", omit_defaults=True):
    """What one person does in one app: `by` is the person, `flows` the stamp."""

    app: ClassVar[AppName]
    roles: ClassVar[tuple[Role, ...]] = ()

    by: str
    role: Role
    flows: Flows = Flows()


class SalesCommand(Command, frozen=True, kw_only=True):
    """What people do in Sales, on one order."""

    app = "sales"
    roles: ClassVar[tuple[Role, ...]] = ("salesperson", "sales_manager")
    order: str


class CreateOrder(SalesCommand, frozen=True, kw_only=True):
    """Enter a new order; with `parent`, a child order made from it."""

    customer: str
    lines: tuple[Line, ...]
    parent: str = ""
    is_parent: bool = False


class EditOrder(SalesCommand, frozen=True, kw_only=True):
    """Change the lines of an order."""

    lines: tuple[Line, ...]


class DeleteOrder(SalesCommand, frozen=True, kw_only=True):
    """Delete an order in Sales."""


class OpenRequest(SalesCommand, frozen=True, kw_only=True):
    """Open the request screen (Đề nghị ghi doanh số); nothing is sent yet (R1.1c)."""


class SaveRequest(SalesCommand, frozen=True, kw_only=True):
    """Press Save (Lưu) on the request screen."""


class RevokeRequest(SalesCommand, frozen=True, kw_only=True):
    """Revoke the request (Thu hồi đề nghị)."""


class GiveUpRevoke(SalesCommand, frozen=True, kw_only=True):
    """Stop waiting for the apps' answers: the revoke is refused as "could not be verified"."""


class RecordOrder(SalesCommand, frozen=True, kw_only=True):
    """Record the sales (Ghi doanh số) in Sales, where Accounting has no copy of the order."""

    roles = ("sales_manager",)


class RejectOrder(SalesCommand, frozen=True, kw_only=True):
    """Reject the recording (Từ chối ghi) in Sales, where Accounting has no copy of the order."""

    roles = ("sales_manager",)


class SetDelivery(SalesCommand, frozen=True, kw_only=True):
    """Set the delivery status in Sales by hand (R1.2e)."""

    status: DeliveryStatus


class HandOver(SalesCommand, frozen=True, kw_only=True):
    """Tell the accountants the order's number, by word of mouth."""


class WarehouseCommand(Command, frozen=True, kw_only=True):
    """What clerks do in Warehouse, on one order (or none: `order` empty)."""

    app = "warehouse"
    roles: ClassVar[tuple[Role, ...]] = ("clerk",)
    order: str


class MakeIssueCommand(WarehouseCommand, frozen=True, kw_only=True):
    """Make an issue command (lệnh xuất kho) from the order."""

    issue_command: str


class SaveSlip(WarehouseCommand, frozen=True, kw_only=True):
    """Save a new issue slip (phiếu xuất kho)."""

    slip: str
    type: SlipType
    lines: tuple[SlipLine, ...]
    issue_command: str = ""
    date: int = 0


class EditSlip(WarehouseCommand, frozen=True, kw_only=True):
    """Save changes of an existing slip: its whole new content."""

    slip: str
    type: SlipType
    lines: tuple[SlipLine, ...]
    number: str
    date: int = 0


class DeleteSlip(WarehouseCommand, frozen=True, kw_only=True):
    """Delete a slip."""

    slip: str


class CancelOrder(WarehouseCommand, frozen=True, kw_only=True):
    """Cancel the order in Warehouse by hand (Đã hủy bỏ)."""


class PushSlip(WarehouseCommand, frozen=True, kw_only=True):
    """Press "Đẩy sang kế toán" on the slip's own screen."""

    slip: str


class ReceiveGoods(WarehouseCommand, frozen=True, kw_only=True):
    """Book a goods receipt (phiếu nhập kho); an unknown item code becomes known."""

    item: str
    quantity: int
    order: str = ""


class AddCustomer(WarehouseCommand, frozen=True, kw_only=True):
    """Add a customer code to Warehouse's list."""

    roles = ("clerk", "administrator")
    customer: str
    order: str = ""


class AccountingCommand(Command, frozen=True, kw_only=True):
    """What accountants do in Accounting, on one order."""

    app = "accounting"
    roles: ClassVar[tuple[Role, ...]] = ("accountant",)
    order: str


class MakePaper(AccountingCommand, frozen=True, kw_only=True):
    """Make a sales voucher, an invoice or a receipt for an order known by copy or hand-over."""

    paper: str
    kind: PaperKind
    request: int


class PostPaper(AccountingCommand, frozen=True, kw_only=True):
    """Post a document (ghi sổ)."""

    paper: str


class UnpostPaper(AccountingCommand, frozen=True, kw_only=True):
    """Unpost a document (bỏ ghi)."""

    paper: str


class DeletePaper(AccountingCommand, frozen=True, kw_only=True):
    """Delete an unposted document."""

    paper: str


class RecordCopy(AccountingCommand, frozen=True, kw_only=True):
    """Record the sales on Accounting's copy of the order; the news goes to Sales."""


class RejectCopy(AccountingCommand, frozen=True, kw_only=True):
    """Reject the recording on Accounting's copy of the order; the news goes to Sales."""


class AddCode(AccountingCommand, frozen=True, kw_only=True):
    """Add an item or customer code to Accounting's lists."""

    roles = ("accountant", "administrator")
    kind: Literal["item", "customer"]
    code: str
    order: str = ""


class WorkflowCommand(Command, frozen=True, kw_only=True):
    """What administrators do in Workflow."""

    app = "workflow"
    roles = ("administrator",)


class SwitchFlow(WorkflowCommand, frozen=True, kw_only=True):
    """Switch a flow: "on"/"off", or for the slip flow "automatic"/"manual"/"off"."""

    flow: FlowName
    setting: str


class Rerun(WorkflowCommand, frozen=True, kw_only=True):
    """Run a failed run of the run log again."""

    run: str


# --- messages: what apps tell each other --------------------------------------------------------


class Message(Struct, frozen=True, kw_only=True, tag=True, tag_field="is", omit_defaults=True):
    """What one app tells another about one order."""

    order: str


class OrderRequested(Message, frozen=True, kw_only=True):
    """Sales to Warehouse: an order was requested, make it there (flow 1.1)."""

    request: int
    customer: str
    lines: tuple[Line, ...]


class OrderCopied(Message, frozen=True, kw_only=True):
    """Sales to Accounting: the requested order, or its edit (direct link)."""

    request: int
    edition: int
    customer: str
    lines: tuple[Line, ...]


class NumberTold(Message, frozen=True, kw_only=True):
    """A salesperson to the accountants, spoken: this order, this request."""

    request: int


class Hold(Message, frozen=True, kw_only=True):
    """Sales asks: is there related activity? If not, keep it so until attempt `attempt` ends."""

    request: int
    attempt: int


class HoldAnswer(Message, frozen=True, kw_only=True):
    """The answer to `Hold`: held, or why not."""

    app: AppName
    attempt: int
    held: bool
    reason: str = ""
    document: str = ""


class EndHold(Message, frozen=True, kw_only=True):
    """Sales has decided: delete the order of this request, or release it."""

    request: int
    attempt: int
    deleted: bool


class EndAnswer(Message, frozen=True, kw_only=True):
    """The answer to `EndHold`: done."""

    app: AppName
    attempt: int


class OrderNews(Message, frozen=True, kw_only=True):
    """Warehouse to Sales: the present state of the order there (flow 1.2), whole, not a change."""

    request: int
    version: int
    status: ExecutionStatus
    issued: Quantities
    slips: tuple[SlipInfo, ...]


class SlipPushed(Message, frozen=True, kw_only=True):
    """Warehouse to Accounting: make this issue slip (flow 1.3)."""

    slip: str
    request: int
    type: SlipType
    customer: str
    lines: tuple[SlipLine, ...]


class SlipTaken(Message, frozen=True, kw_only=True):
    """Accounting to Warehouse: the slip exists here."""

    slip: str


class RecordingNews(Message, frozen=True, kw_only=True):
    """Accounting to Sales: sales recorded or rejected there (direct link)."""

    request: int
    version: int
    recording: RecordingStatus


class DeliveryByAccounting(Message, frozen=True, kw_only=True):
    """Accounting to Sales: delivered, by a sales voucher there (direct link, second writer)."""

    request: int
    status: DeliveryStatus


class Envelope(Struct, frozen=True, tag=True, tag_field="is"):
    """A message on its way."""

    source: AppName
    target: AppName
    channel: Channel
    message: AnyMessage


class RunReport(Struct, frozen=True, tag=True, tag_field="is"):
    """What Workflow is told of a run of a flow: the answer of the target app."""

    envelope: Envelope
    answer: Accepted | Refused


AnyMessage = (
    OrderRequested
    | OrderCopied
    | NumberTold
    | Hold
    | HoldAnswer
    | EndHold
    | EndAnswer
    | OrderNews
    | SlipPushed
    | SlipTaken
    | RecordingNews
    | DeliveryByAccounting
)

AnyCommand = (
    CreateOrder
    | EditOrder
    | DeleteOrder
    | OpenRequest
    | SaveRequest
    | RevokeRequest
    | GiveUpRevoke
    | RecordOrder
    | RejectOrder
    | SetDelivery
    | HandOver
    | MakeIssueCommand
    | SaveSlip
    | EditSlip
    | DeleteSlip
    | CancelOrder
    | PushSlip
    | ReceiveGoods
    | AddCustomer
    | MakePaper
    | PostPaper
    | UnpostPaper
    | DeletePaper
    | RecordCopy
    | RejectCopy
    | AddCode
    | SwitchFlow
    | Rerun
)

COMMANDS: dict[str, type[Command]] = {kind.__name__: kind for kind in get_args(AnyCommand)}


def run_name(envelope: Envelope) -> str:
    """Return the name of a run in the run log: flow, order, request or slip; one a message."""
    message = envelope.message
    part = getattr(message, "slip", "") or getattr(message, "request", "")
    version = getattr(message, "version", getattr(message, "edition", ""))
    tail = f"/{version}" if version != "" else ""
    what = type(message).__name__ if envelope.channel == "direct_link" else ""
    return f"{envelope.channel}:{message.order}/{part}{tail}{f' {what}' if what else ''}"
