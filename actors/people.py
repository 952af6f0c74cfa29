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
LEGAL_FORMS = ("Công ty Cổ phần", "Công ty TNHH", "Cửa hàng", "Doanh nghiệp tư nhân")

Named = tuple[str, str]  # name, details


@cache
def pool() -> tuple[tuple[Named, ...], tuple[Named, ...]]:
    """Return (people, companies), with phone numbers and addresses; family name first."""
    from faker import Faker  # noqa: PLC0415 - takes a tenth of a second, and only a run needs it

    faker = Faker("vi_VN")
    faker.seed_instance(POOL_SEED)

    def full_name(i: int) -> str:
        if i % 2:
            return f"{faker.last_name()} Văn {faker.first_name_male()}"
        return f"{faker.last_name()} Thị {faker.first_name_female()}"

    def address() -> str:
        return faker.address().replace("\n", ", ")

    def company(i: int) -> str:
        form = LEGAL_FORMS[i % len(LEGAL_FORMS)]
        return f"{form} {faker.last_name()} {faker.first_name_unisex()}"

    drawn = range(3 * POOL_SIZE)  # enough that no two share a name
    people = list(dict.fromkeys(full_name(i) for i in drawn))[:POOL_SIZE]
    companies = list(dict.fromkeys(company(i) for i in drawn))[:POOL_SIZE]
    return (
        tuple((name, faker.phone_number()) for name in people),
        tuple((name, f"{address()}, {faker.phone_number()}") for name in companies),
    )


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
