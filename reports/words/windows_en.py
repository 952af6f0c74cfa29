"""The words of the guard-window matrix in English; `windows_vi` has the same keys."""

WORDS: dict[str, str] = {
    "title": "Guard windows of the revoke: {reached} of {all} cells reached",
    "title.broken": (
        "Guard windows of the revoke: {reached} of {all} cells reached, "
        "{broken} answered as they must not be (!)"
    ),
    "legend": "(- cannot be under right rules; . was not reached; !: must not be)",
    "cell": "{kind}, {moment}",
    "broken": "! {cell}: broke {promises}",
    "column.kind": "What falls into it",
    # --- the moments: the heads of the columns ----------------------------------------------------
    "moment.asked": "when asked",
    "moment.held": "held, undecided",
    "moment.decided": "at success",
    "moment.deleting": "before the delete",
    "moment.deleted": "after the delete",
    "moment.releasing": "before the release",
    # --- the kinds: the heads of the rows ---------------------------------------------------------
    "kind.command": "issue command",
    "kind.slip": "slip for sale",
    "kind.other-slip": "slip of another type",
    "kind.create": "create message",
    "kind.push": "push of a slip",
    "kind.received-slip": "received slip",
    "kind.voucher": "sales voucher",
    "kind.invoice": "invoice",
    "kind.receipt": "receipt",
    "kind.copy": "copy of the order",
    "kind.recorded": "recorded on the copy",
    "kind.rejected": "rejected on the copy",
    "kind.recorded-in-sales": "recorded or rejected in Sales",
    "kind.recording-news": "news of the copy",
    # --- the answers ------------------------------------------------------------------------------
    "answer.accepted": "accepted",
    "answer.ignored": "ignored",
    "answer.busy": "busy",
    "answer.refused": "refused",
    "answer.check_passed": "passes",
    "answer.check_refused": "stops it",
    "answer.revoke_succeeded": "revoked",
    # --- why a cell cannot be ---------------------------------------------------------------------
    "why.guarded": (
        "a document that is there when the app is asked stops the revoke, and none is made from "
        "then on: this cell is what the revoke must never do"
    ),
    "why.own_status": "Sales looks at its own status last, and is busy from the first moment",
}
