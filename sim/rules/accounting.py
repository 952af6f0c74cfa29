"""Accounting (AMIS Kế toán): received slips, vouchers and invoices, its copy of the order."""

from __future__ import annotations

from msgspec.structs import replace

from sim.rules.decider import BUSY, App, Decision, Said
from sim.rules.events import (
    AnyEvent,
    CodeAdded,
    CopyReceived,
    CopyRecorded,
    CopyRejected,
    CopyWithdrawn,
    HoldEnded,
    HoldPlaced,
    MessageIgnored,
    NumberNoted,
    PaperDeleted,
    PaperMade,
    PaperPosted,
    PaperUnposted,
    PushRepeated,
    SlipReceived,
)
from sim.rules.guard import decide_hold, evolve_guard, react_guard
from sim.rules.messages import (
    AccountingCommand,
    AddCode,
    DeletePaper,
    DeliveryByAccounting,
    EndHold,
    Envelope,
    Hold,
    MakePaper,
    NumberTold,
    OrderCopied,
    PostPaper,
    RecordCopy,
    RecordingNews,
    Refused,
    RejectCopy,
    SlipPushed,
    SlipTaken,
    UnpostPaper,
)
from sim.rules.state import AccountingState
from sim.rules.values import (
    EMPTY_ACCOUNTING_DOSSIER,
    NO_ORDER,
    AccountingDossier,
    OrderCopy,
    Paper,
    RecordingStatus,
)


class Accounting(App[AccountingState]):
    """The rules of Accounting."""

    name = "accounting"

    # --- decide ---------------------------------------------------------------------------------

    def decide(self, state: AccountingState, said: Said) -> Decision:
        """Decide on a person's command or an app's message."""
        if isinstance(said, AddCode):
            return (CodeAdded(kind=said.kind, code=said.code),)
        dossier = state.dossiers.get(getattr(said, "order", ""), EMPTY_ACCOUNTING_DOSSIER)
        if isinstance(said, AccountingCommand):
            return self.command(state, dossier, said)
        match said:
            case SlipPushed():
                return self.slip_pushed(state, dossier, said)
            case OrderCopied():
                return self.order_copied(dossier, said)
            case NumberTold(request=request):
                return (NumberNoted(order=said.order, request=request),)
            case Hold():
                obstacle = self.obstacle(dossier, said.request)
                return decide_hold("accounting", dossier.guard, said, obstacle)
            case EndHold():
                return self.end_hold(dossier, said)
        raise TypeError(f"Accounting does not know {type(said).__name__}")

    def command(
        self, state: AccountingState, dossier: AccountingDossier, said: AccountingCommand
    ) -> Decision:
        """Decide on a command about one order."""
        if self.busy(dossier):
            return BUSY
        match said:
            case MakePaper():
                return self.make_paper(state, dossier, said)
            case RecordCopy():
                return self.record(dossier, said)
            case RejectCopy():
                return self.reject(dossier, said)
        paper = find(dossier, getattr(said, "paper", ""))
        if paper is None:
            return Refused("no_such_paper", getattr(said, "paper", ""))
        match said:
            case PostPaper():
                if paper.posted:
                    return Refused("posted", paper.paper)
                return (PaperPosted(order=said.order, paper=paper.paper),)
            case UnpostPaper():
                if not paper.posted:
                    return Refused("not_posted", paper.paper)
                return (PaperUnposted(order=said.order, paper=paper.paper),)
            case DeletePaper():
                if paper.posted:  # domain.md 3.3: unpost first
                    return Refused("posted", paper.paper)
                return (PaperDeleted(order=said.order, paper=paper.paper),)
        raise TypeError(f"Accounting does not know {type(said).__name__}")

    def busy(self, dossier: AccountingDossier) -> bool:
        """Tell whether a revoke holds the order: commands and pushes must wait."""
        return dossier.guard.hold > 0

    # --- documents ------------------------------------------------------------------------------

    def make_paper(
        self, state: AccountingState, dossier: AccountingDossier, said: MakePaper
    ) -> Decision:
        """Make a voucher, invoice or receipt on an order known by copy or by word of mouth."""
        known = max(dossier.noted, dossier.copy.request if dossier.copy else 0)
        if said.order != NO_ORDER:
            if said.request > known:
                return Refused("no_such_order", said.order)
            if said.request <= dossier.guard.ended_request:
                return Refused("revoked", said.order)
        if said.kind == "slip":
            return Refused("not_by_hand", said.paper)  # slips come by the push only (R1.3e)
        if find(dossier, said.paper) is not None or said.paper in state.received:
            return Refused("number_taken", said.paper)
        return (
            PaperMade(
                order=said.order,
                paper=said.paper,
                kind=said.kind,
                request=said.request,
                delivers=bool(dossier.copy) and said.kind == "voucher" and said.flows.direct_link,
            ),
        )

    def slip_pushed(
        self, state: AccountingState, dossier: AccountingDossier, said: SlipPushed
    ) -> Decision:
        """Make the slip once, unposted; never for an ended request (R1.3e)."""
        if self.known(state, said):
            return (PushRepeated(order=said.order, slip=said.slip),)
        if said.order != NO_ORDER and said.request <= dossier.guard.ended_request:
            return Refused("revoked", said.order)
        if self.busy(dossier):
            return BUSY
        mine = find(dossier, said.slip)
        if mine is not None and mine.kind != "slip":
            return Refused("number_taken", said.slip)
        if said.customer and said.customer not in state.customers:
            return Refused("unknown_customer", said.customer)
        for line in said.lines:
            if line.item not in state.items:
                return Refused("unknown_item", line.item)
        return (
            SlipReceived(
                order=said.order,
                slip=said.slip,
                request=said.request,
                type=said.type,
                lines=said.lines,
            ),
        )

    def known(self, state: AccountingState, said: SlipPushed) -> bool:
        """Tell whether this Warehouse slip ever arrived, deleted here since or not (R1.3e)."""
        return said.slip in state.received

    # --- the direct link ------------------------------------------------------------------------

    def order_copied(self, dossier: AccountingDossier, said: OrderCopied) -> Decision:
        """Make or update the copy; older editions and ended requests are ignored."""
        if said.request <= dossier.guard.ended_request:
            return Refused("revoked", said.order)
        copy = dossier.copy
        if copy and (said.request, said.edition) <= (copy.request, copy.edition):
            return (MessageIgnored(order=said.order, message="OrderCopied", reason="repeat"),)
        return (
            CopyReceived(
                order=said.order,
                request=said.request,
                edition=said.edition,
                customer=said.customer,
                lines=said.lines,
            ),
        )

    def record(self, dossier: AccountingDossier, said: RecordCopy) -> Decision:
        """Record the sales on the copy (domain.md 1.1)."""
        copy = dossier.copy
        if copy is None:
            return Refused("no_such_order", said.order)
        if copy.recording != "requested":
            return Refused("not_requested")
        return (
            CopyRecorded(
                order=said.order,
                request=copy.request,
                version=copy.version + 1,
                told=said.flows.direct_link,
            ),
        )

    def reject(self, dossier: AccountingDossier, said: RejectCopy) -> Decision:
        """Reject the recording on the copy, also from Recorded (domain.md 1.1)."""
        copy = dossier.copy
        if copy is None:
            return Refused("no_such_order", said.order)
        if copy.recording not in ("requested", "recorded"):
            return Refused("not_requested")
        return (
            CopyRejected(
                order=said.order,
                request=copy.request,
                version=copy.version + 1,
                told=said.flows.direct_link,
            ),
        )

    # --- the revoke -----------------------------------------------------------------------------

    def obstacle(self, dossier: AccountingDossier, request: int) -> tuple[str, str] | None:
        """Return the reason against a revoke: a document (R1.1h), or another recording state."""
        for paper in dossier.papers:
            if self.counts(paper):
                return "activity_in_accounting", paper.paper
        copy = dossier.copy
        if copy and copy.request == request and copy.recording != "requested":
            return ("recorded" if copy.recording == "recorded" else "not_requested"), ""
        return None

    def counts(self, paper: Paper) -> bool:
        """R1.1h: slips, vouchers, invoices, posted or not; receipts by the switch."""
        return paper.kind != "receipt" or self.assumptions.receipts_count == "yes"

    def end_hold(self, dossier: AccountingDossier, said: EndHold) -> Decision:
        """End the attempt; a deletion takes the copy of that request, never a later one."""
        ended = HoldEnded(
            order=said.order,
            app="accounting",
            request=said.request,
            attempt=said.attempt,
            deleted=said.deleted,
        )
        copy = dossier.copy
        if not said.deleted or copy is None or copy.request > said.request:
            return (ended,)
        return (ended, CopyWithdrawn(order=said.order, request=copy.request))

    # --- evolve ---------------------------------------------------------------------------------

    def evolve(self, state: AccountingState, event: AnyEvent) -> AccountingState:
        """Return the state after the event."""
        if isinstance(event, CodeAdded):
            if event.kind == "item":
                return replace(state, items=state.items.insert(event.code, True))
            return replace(state, customers=state.customers.insert(event.code, True))
        before = state.dossiers.get(event.order, EMPTY_ACCOUNTING_DOSSIER)
        after = self.evolved(before, event)
        if after is before:
            return state
        state = replace(state, dossiers=state.dossiers.insert(event.order, after))
        if isinstance(event, SlipReceived):
            return replace(state, received=state.received.insert(event.slip, True))
        return state

    def evolved(self, dossier: AccountingDossier, event: AnyEvent) -> AccountingDossier:
        """Return one dossier after the event."""
        match event:
            case HoldPlaced() | HoldEnded():
                return replace(dossier, guard=evolve_guard(dossier.guard, event))
            case NumberNoted(request=request):
                return replace(dossier, noted=max(dossier.noted, request))
            case SlipReceived():
                slip = Paper(
                    paper=event.slip, kind="slip", request=event.request, lines=event.lines
                )
                return replace(dossier, papers=(*dossier.papers, slip))
            case PaperMade():
                made = Paper(paper=event.paper, kind=event.kind, request=event.request)
                return replace(dossier, papers=(*dossier.papers, made))
            case PaperPosted(paper=name):
                return marked(dossier, name, posted=True)
            case PaperUnposted(paper=name):
                return marked(dossier, name, posted=False)
            case PaperDeleted(paper=name):
                papers = tuple(one for one in dossier.papers if one.paper != name)
                return replace(dossier, papers=papers)
            case CopyReceived():
                return replace(dossier, copy=copied(dossier.copy, event))
            case CopyWithdrawn():
                return replace(dossier, copy=None)
            case CopyRecorded(version=version):
                return stated(dossier, "recorded", version)
            case CopyRejected(version=version):
                return stated(dossier, "rejected", version)
        return dossier

    # --- react ----------------------------------------------------------------------------------

    def react(self, event: AnyEvent) -> tuple[Envelope, ...]:
        """Return what Accounting tells the others."""
        match event:
            case SlipReceived(slip=slip) | PushRepeated(slip=slip):
                taken = SlipTaken(order=event.order, slip=slip)
                return (Envelope("accounting", "warehouse", "answer", taken),)
            case CopyRecorded(told=True):
                return (news(event, "recorded"),)
            case CopyRejected(told=True):
                return (news(event, "rejected"),)
            case PaperMade(delivers=True, request=request):
                told = DeliveryByAccounting(order=event.order, request=request, status="delivered")
                return (Envelope("accounting", "sales", "direct_link", told),)
        return react_guard(event)


def find(dossier: AccountingDossier, name: str) -> Paper | None:
    """Return the document of that number, or None."""
    return next((paper for paper in dossier.papers if paper.paper == name), None)


def marked(dossier: AccountingDossier, name: str, *, posted: bool) -> AccountingDossier:
    """Return the dossier with one document posted or unposted."""
    papers = tuple(
        replace(one, posted=posted) if one.paper == name else one for one in dossier.papers
    )
    return replace(dossier, papers=papers)


def copied(before: OrderCopy | None, event: CopyReceived) -> OrderCopy:
    """Return the copy after an edition arrived; a new request starts as requested."""
    if before is not None and before.request == event.request:
        return replace(before, edition=event.edition, lines=event.lines)
    return OrderCopy(
        request=event.request,
        edition=event.edition,
        customer=event.customer,
        lines=event.lines,
    )


def stated(
    dossier: AccountingDossier, recording: RecordingStatus, version: int
) -> AccountingDossier:
    """Return the dossier with its copy recorded or rejected."""
    assert dossier.copy is not None
    return replace(dossier, copy=replace(dossier.copy, recording=recording, version=version))


def news(event: CopyRecorded | CopyRejected, recording: RecordingStatus) -> Envelope:
    """Return the recording news on its way to Sales."""
    message = RecordingNews(
        order=event.order, request=event.request, version=event.version, recording=recording
    )
    return Envelope("accounting", "sales", "direct_link", message)
