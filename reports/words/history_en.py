"""The words of an unexplained history in English; `history_vi` has the same keys."""

WORDS: dict[str, str] = {
    "title": "No order explains these operations on {part} ({shown} of {all}), whatever the others did:",
    "title.whole": "No order explains these operations ({shown} of {all}), whatever the others did:",
    "stuck": "All that was answered before {number} can be explained; its answer cannot.",
    "accepted": "done",
    "unknown": "no answer",
    "look": "{who} looks at order {order} in {app}: {seen}",
    "look.settled": "Once everything has settled, {app} shows of order {order}: {seen}",
    "seen.nothing": "nothing",
    "seen.warehouse": "the order, slips: {slips}",
    "seen.warehouse.no_order": "no order, slips: {slips}",
    "seen.accounting": "documents: {papers}",
    "none": "none",
}
