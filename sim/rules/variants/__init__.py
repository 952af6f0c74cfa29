"""Named rule sets: the reference, the revoke that everybody writes first, the zoo of bugs."""

from __future__ import annotations

from sim.rules.assumptions import Assumptions
from sim.rules.variants.bug import BUGS, Bug
from sim.rules.variants.look_then_delete import look_then_delete
from sim.rules.variants.zoo import ZOO
from sim.rules.world import Rules, reference

__all__ = ["BUGS", "RULE_SETS", "ZOO", "Bug", "rule_set"]

RULE_SETS: tuple[str, ...] = ("reference", "look-then-delete", *ZOO)


def rule_set(name: str, assumptions: Assumptions) -> Rules:
    """Return the rule set of that name; KeyError if there is none (see `RULE_SETS`)."""
    if name == "reference":
        return reference(assumptions)
    if name == "look-then-delete":
        return look_then_delete(assumptions)
    return BUGS[name].rules(assumptions)
