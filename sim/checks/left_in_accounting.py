"""What an accepted command, or a message that counted, leaves of its order in Accounting.

Each function is told the moment and what was said, and returns the dossier that must be there
afterwards: what is not named stays as it was. What holds the order is no document, and judged
elsewhere (`revokes`).
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from msgspec.structs import replace

from sim.checks.promise import Moment
from sim.rules.messages import (
    DeletePaper,
    EndHold,
    Hold,
    MakePaper,
    NumberTold,
    OrderCopied,
    PostPaper,
    RecordCopy,
    RejectCopy,
    SlipPushed,
    UnpostPaper,
)
from sim.rules.values import (
    EMPTY_ACCOUNTING_DOSSIER,
    AccountingDossier,
    OrderCopy,
    Paper,
    RecordingStatus,
)


def _was(moment: Moment, said: Any) -> AccountingDossier:
    return moment.before.accounting.dossiers.get(said.order, EMPTY_ACCOUNTING_DOSSIER)


def _pushed(moment: Moment, said: SlipPushed) -> AccountingDossier:
    was = _was(moment, said)
    if said.slip in moment.before.accounting.received:  # pushed again: answered, nothing made
        return was
    slip = Paper(paper=said.slip, kind="slip", request=said.request, lines=said.lines)
    return replace(was, papers=(*was.papers, slip))


def _made(moment: Moment, said: MakePaper) -> AccountingDossier:
    was = _was(moment, said)
    paper = Paper(paper=said.paper, kind=said.kind, request=said.request)
    return replace(was, papers=(*was.papers, paper))


def _marked(posted: bool) -> Callable[[Moment, PostPaper | UnpostPaper], AccountingDossier]:
    def left(moment: Moment, said: PostPaper | UnpostPaper) -> AccountingDossier:
        was = _was(moment, said)
        papers = (
            replace(one, posted=posted) if one.paper == said.paper else one for one in was.papers
        )
        return replace(was, papers=tuple(papers))

    return left


def _deleted(moment: Moment, said: DeletePaper) -> AccountingDossier:
    was = _was(moment, said)
    return replace(was, papers=tuple(one for one in was.papers if one.paper != said.paper))


def _copied(moment: Moment, said: OrderCopied) -> AccountingDossier:
    was = _was(moment, said)
    before = was.copy
    if before is not None and before.request == said.request:
        copy = replace(before, edition=said.edition, lines=said.lines)
    else:
        copy = OrderCopy(
            request=said.request, edition=said.edition, customer=said.customer, lines=said.lines
        )
    return replace(was, copy=copy)


def _stated(
    recording: RecordingStatus,
) -> Callable[[Moment, RecordCopy | RejectCopy], AccountingDossier]:
    def left(moment: Moment, said: RecordCopy | RejectCopy) -> AccountingDossier:
        was = _was(moment, said)
        assert was.copy is not None
        version = was.copy.version + 1
        return replace(was, copy=replace(was.copy, recording=recording, version=version))

    return left


def _noted(moment: Moment, said: NumberTold) -> AccountingDossier:
    was = _was(moment, said)
    return replace(was, noted=max(was.noted, said.request))


def _ended(moment: Moment, said: EndHold) -> AccountingDossier:
    was = _was(moment, said)
    gone = said.deleted and was.copy is not None and was.copy.request <= said.request
    return replace(was, copy=None if gone else was.copy)


def documents(dossier: AccountingDossier) -> tuple[object, ...]:
    """Return what people see of a dossier: the copy, the papers, the number they were told."""
    return (dossier.copy, dossier.papers, dossier.noted)


IN_ACCOUNTING: dict[type, Callable[[Moment, Any], AccountingDossier]] = {
    SlipPushed: _pushed,
    MakePaper: _made,
    PostPaper: _marked(posted=True),
    UnpostPaper: _marked(posted=False),
    DeletePaper: _deleted,
    OrderCopied: _copied,
    RecordCopy: _stated("recorded"),
    RejectCopy: _stated("rejected"),
    NumberTold: _noted,
    Hold: _was,
    EndHold: _ended,
}
