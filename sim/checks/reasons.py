"""The closed list of reasons why an app may refuse something, and what it names then.

It says what testers read on the screen and in the run log; no rule looks it up. What does not live
here: the reasons of a revoke's decision, which the document lists (`tables`), why a message is
ignored (`ignored`).
"""

from __future__ import annotations

from sim.rules.values import AppName

# app -> reason -> where the document that stands against it is named: fields of what was said
# (the first that it has), "item" for the item of a line, "child" for a child order; () for none
REFUSED: dict[AppName, dict[str, tuple[str, ...]]] = {
    "sales": {
        "accounting_records": (),
        "has_children": ("child",),
        "line_twice": (),
        "locked": (),
        "no_lines": (),
        "no_right": (),
        "no_such_order": ("parent",),
        "not_draft": (),
        "not_requested": (),
        "nothing_to_give_up": (),
        "number_taken": ("order",),
        "over_parent": ("parent",),
        "owned_by_warehouse": (),
        "recorded": (),
        "under_children": (),
    },
    "warehouse": {
        "cancelled": (),
        "flow_not_set": (),
        "needs_order": (),
        "no_change": (),
        "no_lines": (),
        "no_right": (),
        "no_such_issue_command": ("issue_command",),
        "no_such_line": (),
        "no_such_order": ("order",),
        "no_such_slip": ("slip",),
        "number_taken": ("slip", "issue_command"),
        "over_issue": (),
        "revoked": ("order",),
        "stock_shortage": ("item",),
        "synced": ("slip",),
        "unknown_customer": ("customer",),
        "unknown_item": ("item",),
        "wrong_type": ("slip",),
    },
    "accounting": {
        "no_right": (),
        "no_such_order": ("order",),
        "no_such_paper": ("paper",),
        "not_by_hand": ("paper",),
        "not_posted": ("paper",),
        "not_requested": (),
        "number_taken": ("paper", "slip"),
        "posted": ("paper",),
        "revoked": ("order",),
        "unknown_customer": ("customer",),
        "unknown_item": ("item",),
    },
    "workflow": {
        "no_change": (),
        "no_right": (),
        "no_such_run": ("run",),
        "unknown_setting": ("setting",),
    },
}
