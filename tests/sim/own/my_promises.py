"""Promises of one company, judged like the shipped ones."""

from sim.checks.promise import Moment, Promise, Ruling, Words, ruled
from sim.checks.tables import papers_of
from sim.rules.events import SlipEdited, SlipReceived, SlipSaved


def no_slip_above_100(moment: Moment, event: SlipSaved | SlipEdited) -> Ruling:
    """vi: Một phiếu xuất kho không quá 100 cái một dòng hàng.
    en: No line of a slip holds more than 100.
    """
    most = max(line.quantity for line in event.slip.lines)
    return ruled(most <= 100, event.order, event.slip.slip)


def _booked(moment: Moment, event: SlipReceived) -> Ruling:
    numbers = [paper.paper for paper in papers_of(moment.after, event.order)]
    return ruled(event.slip in numbers, event.order, event.slip)


SLIPS_REACH_THE_BOOKS = Promise(
    name="slips-reach-the-books",
    kind="always",
    clauses=("R1.3e",),
    title=Words("Phiếu được nhận là có trên sổ Kế toán.", "A slip received is in the books."),
    on=(SlipReceived,),
    watch=_booked,
)
