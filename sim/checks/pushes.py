"""Promises of part 1.3 of the document: issue slips to Accounting (R1.3a-j)."""

from __future__ import annotations

from collections.abc import Iterator

from sim.checks.ledger import Ledger
from sim.checks.promise import HELD, Moment, Promise, Ruling, Words, broken, ruled
from sim.checks.tables import PUSHED_TYPES, papers_of, slips_of
from sim.rules.events import (
    FlowSwitched,
    SlipDeleted,
    SlipEdited,
    SlipReceived,
    SlipSaved,
    SlipSynced,
)
from sim.rules.messages import (
    Accepted,
    Envelope,
    PushSlip,
    Refused,
    Rerun,
    SaveSlip,
    SlipPushed,
)
from sim.rules.state import Apps
from sim.rules.values import EMPTY_WAREHOUSE_DOSSIER, PushMode, Slip


def pushed(moment: Moment) -> list[str]:
    """Return the ids of the slips that this step sent to Accounting."""
    return [one.message.slip for one in moment.step.sent if isinstance(one.message, SlipPushed)]


def mode(moment: Moment) -> PushMode:
    """Return how the slip flow was set at the moment of the step."""
    return moment.before.workflow.flows.slip_to_accounting


def pressed(moment: Moment, command: PushSlip) -> Slip | None:
    """Return the slip whose button was pressed, None if it cannot be pressed at all."""
    stored = moment.before.warehouse.dossiers.get(command.order, EMPTY_WAREHOUSE_DOSSIER)
    if stored.guard.hold or command.role != "clerk":
        return None
    if command.order and stored.document is None:
        return None
    return next((slip for slip in stored.slips if slip.slip == command.slip), None)


def only_adding_pushes(moment: Moment, event: SlipEdited | SlipDeleted) -> Ruling:
    """R1.3a: editing or deleting a slip sends nothing to Accounting."""
    silent = all(one.target != "accounting" for one in moment.step.sent)
    return ruled(silent, event.order, event.slip.slip)


def eligible_only(moment: Moment, trigger: Envelope | SlipSaved) -> Ruling:
    """R1.3b: a slip is of one of the two types when it is sent; others are not sent."""
    if isinstance(trigger, SlipSaved):
        if trigger.slip.type in PUSHED_TYPES:
            return HELD
        return ruled(not pushed(moment), trigger.order, trigger.slip.slip)
    message = trigger.message
    assert isinstance(message, SlipPushed)
    if isinstance(moment.step.said, Rerun):  # judged when it was sent first
        return HELD
    there = {slip.slip: slip.type for slip in slips_of(moment.after, message.order)}
    kind = there.get(message.slip, message.type)
    fine = kind in PUSHED_TYPES and message.type in PUSHED_TYPES
    return ruled(fine, message.order, message.slip)


def automatic_pushes(moment: Moment, event: SlipSaved) -> Ruling | None:
    """R1.3c: in automatic mode saving is enough."""
    if mode(moment) != "automatic" or event.slip.type not in PUSHED_TYPES:
        return None
    return ruled(pushed(moment).count(event.slip.slip) == 1, event.order, event.slip.slip)


def manual_waits(moment: Moment, event: SlipSaved) -> Ruling | None:
    """R1.3d: in manual mode saving sends nothing."""
    if mode(moment) != "manual" or event.slip.type not in PUSHED_TYPES:
        return None
    return ruled(not pushed(moment), event.order, event.slip.slip)


def button_pushes(moment: Moment, command: PushSlip) -> Ruling | None:
    """R1.3d: in manual mode the button sends an eligible slip that is not synced."""
    return _button(moment, command) if mode(moment) == "manual" else None


def button_retries(moment: Moment, command: PushSlip) -> Ruling | None:
    """R1.3h: in automatic mode the button still works for a slip left Not synced."""
    return _button(moment, command) if mode(moment) == "automatic" else None


def _button(moment: Moment, command: PushSlip) -> Ruling | None:
    slip = pressed(moment, command)
    if slip is None or slip.synced or slip.type not in PUSHED_TYPES:
        return None
    done = moment.step.answer == Accepted() and pushed(moment) == [slip.slip]
    return ruled(done, command.order, slip.slip)


def made_once(moment: Moment, event: SlipReceived) -> Ruling:
    """R1.3e: a push makes one new, unposted slip; a Warehouse slip is made at most once."""
    papers = papers_of(moment.after, event.order)
    made = [paper for paper in papers if paper.paper == event.slip]
    right = len(made) == 1 and not made[0].posted and event.slip not in moment.ledger.made
    return ruled(right, event.order, event.slip)


def pushed_is_made(ledger: Ledger, apps: Apps) -> Iterator[Ruling]:
    """R1.3e, settled: a slip that was sent was made, or its failed run is in the run log."""
    failed = {
        one.envelope.message.slip
        for one in apps.workflow.failed.values()
        if isinstance(one.envelope.message, SlipPushed)
    }
    for slip, order in sorted(ledger.pushed.items()):
        if slip not in failed:
            yield ruled(slip in ledger.made, order, slip)


def new_number(moment: Moment, event: SlipSaved) -> Ruling:
    """R1.3e: Accounting knows a slip by its number, so a new one never takes an old one's."""
    slip = event.slip.slip
    return ruled(slip not in moment.ledger.pushed, event.order, slip)


def rerun_goes_out(moment: Moment, command: Rerun) -> Ruling | None:
    """R1.1n, R1.3i: a failed run goes out as it was stamped, whatever is set up by now."""
    failed = moment.before.workflow.failed.get(command.run)
    if failed is None or command.role not in command.roles:
        return None
    sent = moment.step.answer == Accepted() and moment.step.sent == (failed.envelope,)
    return ruled(sent, failed.envelope.message.order)


def synced_means_made(moment: Moment, event: SlipSynced | SlipSaved) -> Ruling | None:
    """R1.3f: Synced is never shown before the slip exists in Accounting."""
    if isinstance(event, SlipSaved):
        slips = slips_of(moment.after, event.order)
        early = [slip.slip for slip in slips if slip.synced and slip.slip == event.slip.slip]
        return broken(event.order, *early) if early else None
    return ruled(event.slip in moment.ledger.made, event.order, event.slip)


def made_means_synced(ledger: Ledger, apps: Apps) -> Iterator[Ruling]:
    """R1.3f, settled: Synced if and only if it was made in Accounting."""
    for order, stored in sorted(apps.warehouse.dossiers.items()):
        for slip in stored.slips:
            if slip.slip in ledger.pushed or slip.synced:
                yield ruled(slip.synced == (slip.slip in ledger.made), order, slip.slip)


def no_second_push(moment: Moment, command: PushSlip) -> Ruling | None:
    """R1.3g: pushing a synced slip is refused and sends nothing."""
    slip = pressed(moment, command)
    if slip is None or not slip.synced:
        return None
    refused = isinstance(moment.step.answer, Refused) and not moment.step.sent
    return ruled(refused, command.order, slip.slip)


def switch_sends_nothing(moment: Moment, event: FlowSwitched) -> Ruling:
    """R1.3i: switching sweeps nothing up."""
    return ruled(not moment.step.sent, event.order)


def push_has_its_cause(moment: Moment, envelope: Envelope) -> Ruling:
    """R1.3i: each push is of the very slip that was saved or whose button was pressed."""
    message, said = envelope.message, moment.step.said
    assert isinstance(message, SlipPushed)
    match said:
        case SaveSlip() | PushSlip():
            caused = said.slip == message.slip and len(pushed(moment)) == 1
        case Rerun():
            caused = message.slip in moment.ledger.pushed
        case _:
            caused = False
    return ruled(caused, message.order, message.slip)


def off_is_off(moment: Moment, trigger: SlipSaved | PushSlip) -> Ruling | None:
    """R1.3j: with the flow off nothing is sent, neither by saving nor by the button."""
    if mode(moment) != "off":
        return None
    if isinstance(trigger, SlipSaved):
        return ruled(not pushed(moment), trigger.order, trigger.slip.slip)
    if pressed(moment, trigger) is None:
        return None
    refused = isinstance(moment.step.answer, Refused) and not moment.step.sent
    return ruled(refused, trigger.order, trigger.slip)


PROMISES = (
    Promise(
        name="only-adding-pushes",
        kind="always",
        clauses=("R1.3a",),
        title=Words(
            "Sửa hoặc xóa phiếu xuất kho không gửi gì sang Kế toán; chỉ thêm mới mới gửi.",
            "Editing or deleting a slip sends nothing to Accounting; only adding does.",
        ),
        on=(SlipEdited, SlipDeleted),
        watch=only_adding_pushes,
    ),
    Promise(
        name="two-types-only",
        kind="always",
        clauses=("R1.3b",),
        title=Words(
            "Chỉ phiếu Xuất kho bán hàng và Xuất khác được đẩy sang Kế toán.",
            "Only slips of the types sale and other are pushed to Accounting.",
        ),
        on=(SlipSaved,),
        on_sent=(SlipPushed,),
        watch=eligible_only,
    ),
    Promise(
        name="automatic-pushes-on-save",
        kind="always",
        clauses=("R1.3c",),
        title=Words(
            "Luồng tự động: lưu phiếu xuất kho là tự đẩy sang Kế toán.",
            "Automatic: saving the slip pushes it with no further action.",
        ),
        on=(SlipSaved,),
        watch=automatic_pushes,
    ),
    Promise(
        name="manual-save-waits",
        kind="always",
        clauses=("R1.3d",),
        title=Words(
            "Luồng thủ công: lưu phiếu xuất kho không đẩy gì.",
            "Manual: saving the slip pushes nothing.",
        ),
        on=(SlipSaved,),
        watch=manual_waits,
    ),
    Promise(
        name="manual-button-pushes",
        kind="always",
        clauses=("R1.3d",),
        title=Words(
            "Luồng thủ công: nút Đẩy sang kế toán đẩy phiếu đi.",
            "Manual: the button pushes the slip.",
        ),
        on=(PushSlip,),
        watch=button_pushes,
    ),
    Promise(
        name="one-slip-in-accounting",
        kind="always",
        clauses=("R1.3e",),
        title=Words(
            "Mỗi phiếu xuất kho tạo nhiều nhất một phiếu bên Kế toán, chưa ghi sổ.",
            "Each Warehouse slip makes at most one slip in Accounting, unposted.",
        ),
        on=(SlipReceived,),
        watch=made_once,
    ),
    Promise(
        name="pushed-slip-is-made",
        kind="eventually",
        clauses=("R1.3e",),
        title=Words(
            "Phiếu đã đẩy cuối cùng có bên Kế toán, hoặc nằm trong nhật ký chạy lỗi.",
            "A pushed slip exists in Accounting in the end, or its failed run is logged.",
        ),
        settle=pushed_is_made,
    ),
    Promise(
        name="new-slip-new-number",
        kind="always",
        clauses=("R1.3e",),
        title=Words(
            "Phiếu xuất kho mới không mang số của phiếu từng được đẩy sang Kế toán.",
            "A new slip never carries the number of one that was pushed before.",
        ),
        on=(SlipSaved,),
        watch=new_number,
    ),
    Promise(
        name="synced-means-made",
        kind="always",
        clauses=("R1.3f",),
        title=Words(
            "Cột TT đồng bộ chỉ hiện Đã đồng bộ khi phiếu đã được tạo bên Kế toán.",
            "The column shows Synced only once the slip was made in Accounting.",
        ),
        on=(SlipSynced, SlipSaved),
        watch=synced_means_made,
    ),
    Promise(
        name="made-means-synced",
        kind="eventually",
        clauses=("R1.3f",),
        title=Words(
            "Đồng bộ xong: Đã đồng bộ khi và chỉ khi phiếu đã được tạo bên Kế toán.",
            "Once settled a slip is Synced if and only if it was made in Accounting.",
        ),
        settle=made_means_synced,
    ),
    Promise(
        name="no-second-push",
        kind="always",
        clauses=("R1.3g",),
        title=Words(
            "Đẩy lại phiếu Đã đồng bộ thì bị từ chối, không tạo phiếu thứ hai.",
            "Pushing a synced slip again is refused and makes no second slip.",
        ),
        on=(PushSlip,),
        watch=no_second_push,
    ),
    Promise(
        name="button-retries-in-automatic",
        kind="always",
        clauses=("R1.3h",),
        title=Words(
            "Luồng tự động: nút Đẩy sang kế toán vẫn dùng được cho phiếu Chưa đồng bộ.",
            "Automatic: the button still works for a slip left Not synced.",
        ),
        on=(PushSlip,),
        watch=button_retries,
    ),
    Promise(
        name="switch-sweeps-nothing",
        kind="always",
        clauses=("R1.3i",),
        title=Words(
            "Đổi chế độ luồng không đẩy bù các phiếu cũ.",
            "Switching the mode pushes no older slip.",
        ),
        on=(FlowSwitched,),
        watch=switch_sends_nothing,
    ),
    Promise(
        name="rerun-goes-out-as-it-was",
        kind="always",
        clauses=("R1.1n", "R1.3i"),
        title=Words(
            "Chạy lại một lần lỗi thì gửi đúng như lúc đầu, dù chế độ luồng đã đổi.",
            "A failed run that is run again goes out as it was, whatever mode is set by now.",
        ),
        on=(Rerun,),
        watch=rerun_goes_out,
    ),
    Promise(
        name="push-has-its-cause",
        kind="always",
        clauses=("R1.3i",),
        title=Words(
            "Mỗi lần đẩy đều do chính phiếu đó vừa được lưu hoặc vừa được nhấn nút.",
            "Each push was caused by saving that slip or pressing its button.",
        ),
        on_sent=(SlipPushed,),
        watch=push_has_its_cause,
    ),
    Promise(
        name="flow-off-pushes-nothing",
        kind="always",
        clauses=("R1.3j",),
        title=Words(
            "Luồng 1.3 tắt thì không có cách nào đẩy phiếu sang Kế toán.",
            "With flow 1.3 off nothing is pushed in any way.",
        ),
        on=(SlipSaved, PushSlip),
        watch=off_is_off,
    ),
)
