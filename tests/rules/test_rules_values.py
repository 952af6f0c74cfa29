"""The values and the assumptions: what can be told of a document by itself."""

from typing import get_args, get_type_hints

import msgspec
import pytest
from rules.vocabulary import CUSTOMER, DH1, LINES, slip, taken

from sim.rules.assumptions import CATALOGUE, Assumptions
from sim.rules.values import Line, SalesOrder, SlipInfo, quantities

SWITCHES = {info.name: info for info in CATALOGUE}
HINTS = get_type_hints(Assumptions)

# domain.md: the resolution of each silent point is the default
DEFAULTS = {
    "edit_while_requested": "refuse",  # 1.2
    "delete_while_requested": "refuse",  # 1.2
    "over_issue": "allow",  # 2.5
    "stock_shortage": "refuse",  # 2.5
    "receipts_count": "no",  # 3.1
    "delivery_writer": "warehouse",  # R1.2e
    "synced_slip_changes": "allow",  # R1.X1
}


@pytest.mark.parametrize(("name", "default"), DEFAULTS.items(), ids=DEFAULTS)
def test_the_defaults_are_the_documented_resolutions(name, default) -> None:
    """A company profile may set them otherwise."""
    assert getattr(Assumptions(), name) == default


def test_every_switch_is_explained() -> None:
    """Name for name, in the order of the switches, none twice."""
    assert [info.name for info in CATALOGUE] == list(Assumptions.__struct_fields__)
    assert sorted(DEFAULTS) == sorted(SWITCHES)


@pytest.mark.parametrize("info", CATALOGUE, ids=SWITCHES)
def test_an_explanation_has_the_alternatives_clauses_and_words(info) -> None:
    """The first alternative is the default; both languages say where the document is silent."""
    assert info.alternatives == get_args(HINTS[info.name])
    assert info.alternatives[0] == DEFAULTS[info.name]
    assert info.clauses != ()
    assert info.silent_vi != info.silent_en


# --- quantities ---------------------------------------------------------------------------------

TWINS = (Line(1, "A", 10), Line(2, "A", 10))
SUMS = {
    "no slip": (LINES, (), ((1, 0), (2, 0))),
    "one slip": (LINES, (slip("PX-1", (1, 3)),), ((1, 3), (2, 0))),
    "several slips": (
        LINES,
        (slip("PX-1", (1, 3)), slip("PX-2", (1, 4), (2, 1))),
        ((1, 7), (2, 1)),
    ),
    "a line twice on a slip": (LINES, (slip("PX-1", (2, 1), (2, 2)),), ((1, 0), (2, 3))),
    "lines of the same item": (TWINS, (slip("PX-1", (1, 3)),), ((1, 3), (2, 0))),
    "line numbers with holes": ((Line(2, "B", 1), Line(7, "A", 1)), (), ((2, 0), (7, 0))),
}


@pytest.mark.parametrize(("lines", "slips", "expected"), SUMS.values(), ids=SUMS)
def test_issued_is_the_sum_over_the_slips_by_line_number(lines, slips, expected) -> None:
    """R1.2b and domain.md 7.3 no. 3: every order line is listed, in line order."""
    assert quantities(lines, slips) == expected


# --- documents ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("request_number", "ended", "live"), [(0, 0, False), (1, 0, True), (1, 1, False), (2, 1, True)]
)
def test_a_request_lives_until_a_revoke_ends_it(request_number, ended, live) -> None:
    """design.md 2: from Save until a revoke of it commits."""
    order = SalesOrder(
        order=DH1, customer=CUSTOMER, lines=LINES, request=request_number, ended=ended
    )

    assert order.live() == live


def test_the_tab_shows_what_concerns_sales() -> None:
    """R1.2c: number, date, type, lines; not the sync status."""
    one = slip("PX-1", (1, 3), number="PX-1b", date=4, type="other", synced=True)

    assert one.info() == SlipInfo("PX-1", "PX-1b", 4, "other", taken((1, 3)))


def test_documents_are_values() -> None:
    """Equal by content, usable as a key, never changed in place."""
    one, same = slip("PX-1", (1, 3)), slip("PX-1", (1, 3))

    assert one == same
    assert hash(one) == hash(same)
    with pytest.raises(AttributeError, match="immutable"):
        one.synced = True
    assert msgspec.structs.replace(one, synced=True) != one
