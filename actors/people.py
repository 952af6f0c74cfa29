"""Names for the simulated people and customers: Faker decorates, it never decides.

The names come from a pool that is the same in every run, so that a person keeps their name; they
stand in the record as `Nameplate` lines and are no part of its digest.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cache

from sim.record import Nameplate

POOL_SIZE = 60
POOL_SEED = 2025


@cache
def pool() -> tuple[tuple[tuple[str, str], ...], tuple[tuple[str, str], ...]]:
    """Return (people, companies): each a tuple of (name, details), Vietnamese."""
    from faker import Faker  # noqa: PLC0415 - takes a tenth of a second, and only reports need it

    faker = Faker("vi_VN")
    faker.seed_instance(POOL_SEED)
    people = tuple((faker.unique.name(), faker.phone_number()) for _ in range(POOL_SIZE))
    companies = tuple(
        (faker.unique.company(), f"{faker.address()}, {faker.phone_number()}".replace("\n", ", "))
        for _ in range(POOL_SIZE)
    )
    return people, companies


def nameplates(staff: Iterable[tuple[str, str]], customers: Iterable[str]) -> Iterator[Nameplate]:
    """Return a name for each (person id, role) and each customer code, in their order."""
    people, companies = pool()
    for i, (person, role) in enumerate(staff):
        name, details = people[i % POOL_SIZE]
        yield Nameplate(id=person, name=_numbered(name, i), role=role, details=details)
    for i, code in enumerate(customers):
        name, details = companies[i % POOL_SIZE]
        yield Nameplate(id=code, name=_numbered(name, i), role="customer", details=details)


def _numbered(name: str, i: int) -> str:
    """Return a name that nobody else has: the pool begins again with a number."""
    return name if i < POOL_SIZE else f"{name} {i // POOL_SIZE + 1}"
