"""The revoke that everybody writes first: look in both apps, then delete.

Nothing is held between the look and the delete, and nobody remembers that a request has ended. So
a slip may be saved in between, and a late create may bring the order back. It is kept as a rule
set of its own, so that everybody can see what it breaks.
"""

from __future__ import annotations

from sim.rules.accounting import Accounting
from sim.rules.assumptions import Assumptions
from sim.rules.events import AnyEvent, HoldEnded, HoldPlaced
from sim.rules.values import AccountingDossier, WarehouseDossier
from sim.rules.warehouse import Warehouse
from sim.rules.world import Rules, reference


class LookingWarehouse(Warehouse):
    """Answers whether there is activity, and forgets that it was asked."""

    def evolved(self, dossier: WarehouseDossier, event: AnyEvent) -> WarehouseDossier:
        """Return one dossier after the event; a look leaves no trace."""
        if isinstance(event, (HoldPlaced, HoldEnded)):
            return dossier
        return super().evolved(dossier, event)


class LookingAccounting(Accounting):
    """Answers whether there is activity, and forgets that it was asked."""

    def evolved(self, dossier: AccountingDossier, event: AnyEvent) -> AccountingDossier:
        """Return one dossier after the event; a look leaves no trace."""
        if isinstance(event, (HoldPlaced, HoldEnded)):
            return dossier
        return super().evolved(dossier, event)


def look_then_delete(assumptions: Assumptions) -> Rules:
    """Return the rule set "look, then delete"."""
    return reference(assumptions)._replace(
        name="look-then-delete",
        warehouse=LookingWarehouse(assumptions),
        accounting=LookingAccounting(assumptions),
    )
