"""One document's life: what belongs to it, in time and across the apps, and how it ends."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from life_samples import ISSUED, OTHERS, REVOKED, STORY, Told, slip, story, whats
from rich.console import Console

from reports.life import Document, mentions
from reports.life_text import columns, life_text, standing, title
from sim.library import plan_of, scenario_files

# --- which documents ----------------------------------------------------------------------------


def test_every_document_of_a_run_is_known_with_its_order(tmp_path: Path) -> None:
    voucher = "{who: hoa, do: make_paper, order: DH-1, paper: CT-1, kind: voucher, request: 1}"
    hand = "{who: lan, do: hand_over, order: DH-1}"
    steps = (*ISSUED, hand, "{deliver: number_told}", voucher, *REVOKED, *OTHERS)
    known = story(tmp_path, *steps).known

    assert {number: (one.kind, one.order) for number, one in known.items()} == {
        "DH-1": ("order", "DH-1"),
        "DH-2": ("order", "DH-2"),
        "LX-1": ("issue_command", "DH-1"),
        "PX-1": ("slip", "DH-1"),
        "PX-2": ("slip", "DH-1"),
        "PX-9": ("slip", ""),
        "CT-1": ("voucher", "DH-1"),
        "revoke:DH-1": ("revoke", "DH-1"),
        "revoke:DH-1/1": ("revoke", "DH-1"),
    }


def test_a_slip_is_also_known_by_a_number_that_it_was_given(tmp_path: Path) -> None:
    edit = (
        "{who: minh, do: edit_slip, order: DH-1, slip: PX-2, type: sale, number: PX-2A,"
        " lines: [{line: 1, item: HH-01, quantity: 3}]}"
    )
    told = story(tmp_path, *ISSUED, edit)

    assert told.known["PX-2A"] == told.known["PX-2"] == Document("slip", "PX-2", "DH-1")
    assert "PX-2, number PX-2A" in "".join(standing(told.life("PX-2A"), "en"))


def test_what_was_only_tried_is_known_too(tmp_path: Path) -> None:
    """A refused slip has a life of one step, and is nowhere in the end."""
    told = story(
        tmp_path,
        slip("PX-1", 1),
    )
    (row,) = told.data("PX-1")["rows"]

    assert (row["answer"], row["reason"]) == ("refused", "no_such_order")
    assert row["outcome"] == "refused: Warehouse has no order DH-1"
    assert standing(told.life("PX-1"), "vi") == ["không còn phiếu xuất kho PX-1 ở ứng dụng nào"]


# --- an order -----------------------------------------------------------------------------------


def test_an_order_has_all_that_was_done_and_said_about_it_and_nothing_else(tmp_path: Path) -> None:
    told = story(tmp_path, *ISSUED, *OTHERS, "{deliver: slip_pushed, order: DH-1}", *REVOKED)

    assert whats(told.life("DH-1")) == [
        "CreateOrder",
        "SaveRequest",
        "OrderRequested<2",
        "MakeIssueCommand",
        "SaveSlip",
        "SaveSlip",
        "SlipPushed<5",
        "RevokeRequest",
        "Hold<8",
        "HoldAnswer<9",
        *("OrderNews<5", "SlipPushed<6", "OrderNews<6", "SlipTaken<7", "EndHold<10"),
        *("SlipTaken<12", "EndAnswer<15"),
    ]


def test_the_statuses_stand_beside_each_change(tmp_path: Path) -> None:
    rows = story(tmp_path, *ISSUED).life("DH-1").rows
    changed = {row.nth: columns(row.statuses, "en") for row in rows if row.before != row.statuses}

    assert changed == {
        1: ("Draft", "Not delivered", "-", "-", "-"),
        2: ("Requested", "Not delivered", "-", "-", "-"),
        3: ("Requested", "Not delivered", "Not started", "-", "-"),
        5: ("Requested", "Not delivered", "In progress", "0/1", "-"),
        6: ("Requested", "Not delivered", "Completed", "0/2", "-"),
        7: ("Requested", "Not delivered", "Completed", "0/2", "0/1 posted"),
        8: ("Requested", "Partially delivered", "Completed", "0/2", "0/1 posted"),
        9: ("Requested", "Partially delivered", "Completed", "0/2", "0/2 posted"),
        10: ("Requested", "Delivered", "Completed", "0/2", "0/2 posted"),
        11: ("Requested", "Delivered", "Completed", "1/2", "0/2 posted"),
        12: ("Requested", "Delivered", "Completed", "2/2", "0/2 posted"),
    }


def test_a_child_belongs_to_the_life_of_its_parent(tmp_path: Path) -> None:
    told = story(
        tmp_path,
        "{who: lan, do: create_order, order: DH-3, customer: KH-01, parent: DH-1,"
        " lines: [{line: 1, item: HH-01, quantity: 1}]}",
        "{who: lan, do: save_request, order: DH-3}",
    )

    assert whats(told.life("DH-1")) == ["CreateOrder", "CreateOrder"]
    assert whats(told.life("DH-3"))[:2] == ["CreateOrder", "SaveRequest"]


def test_lost_and_doubled_messages_and_a_run_again_belong_to_it(tmp_path: Path) -> None:
    unknown = STORY.replace("steps:", "missing_codes: {accounting_items: [HH-01]}\nsteps:")
    told = story(
        tmp_path,
        *ISSUED[:4],
        "{lose: order_news, order: DH-1}",
        "{duplicate: slip_pushed, order: DH-1}",
        "{settle: true}",
        "{who: hoa, do: add_code, kind: item, code: HH-01}",
        '{who: an, do: rerun, run: "slip_to_accounting:DH-1/PX-1"}',
        '{who: an, do: rerun, run: "slip_to_accounting:DH-1/PX-1"}',
        text=unknown,
    )
    life, rows = told.life("DH-1"), told.data("DH-1")["rows"]

    assert [row["what"] for row in rows if row["kind"] == "fault"] == [
        "The message from Warehouse to Sales is lost: news 1 of order DH-1 (In progress, issued 1)",
        (
            "The message from Warehouse to Accounting is doubled: slip PX-1 of order DH-1 "
            "(issue for sale: HH-01 ×1)"
        ),
    ]
    assert whats(life).count("Rerun") == 2
    assert [row["answer"] for row in rows if row["what"].startswith("Reruns")] == [
        "accepted",
        "refused",
    ]


# --- a slip, a command, a voucher ---------------------------------------------------------------


def test_a_slip_has_its_own_life_across_the_apps(tmp_path: Path) -> None:
    told = story(tmp_path, *ISSUED, "{settle: true}", *REVOKED)
    life = told.life("PX-2")

    assert whats(life) == [
        "SaveSlip",
        "SlipPushed<1",
        "OrderNews<1",
        "SlipTaken<2",
    ]
    assert [row.statuses.sync for row in life.rows] == [(0, 1), (0, 1), (0, 1), (1, 1)]
    assert title(life, told.telling("vi")) == "Phiếu xuất kho PX-2 của đơn hàng DH-1"
    assert standing(life, "en") == [
        "Sales: the Actual issues tab shows slip PX-1 (HH-01 ×1), PX-2 (HH-01 ×3)",
        "Warehouse: slip PX-2 (issue for sale: HH-01 ×3), Synced",
        "Accounting: issue slip PX-2 (HH-01 ×3), unposted",
    ]


def test_a_refusal_because_of_a_slip_belongs_to_the_slip(tmp_path: Path) -> None:
    told = story(tmp_path, *ISSUED, *REVOKED)
    rows = told.data("PX-1")["rows"]

    assert [row["outcome"] for row in rows if "revoked" in row["outcome"]] == [
        "cannot be revoked: Warehouse already has slip PX-1"
    ]
    assert "the revoke is refused: Warehouse already has slip PX-1" in [
        row["outcome"] for row in rows
    ]


def test_a_slip_without_order_has_a_life(tmp_path: Path) -> None:
    told = story(tmp_path, *OTHERS, "{settle: true}")
    life = told.life("PX-9")

    assert whats(life) == ["SaveSlip", "SlipPushed<1", "SlipTaken<2"]
    assert title(life, told.telling()) == "Issue slip PX-9, of no order"
    assert len(standing(life, "en")) == 2


def test_an_issue_command_lives_until_a_revoke_deletes_it(tmp_path: Path) -> None:
    told = story(tmp_path, *ISSUED[:3], "{who: lan, do: revoke_request, order: DH-1}")
    life = told.life("LX-1")

    assert whats(life) == ["MakeIssueCommand", "EndHold"]
    assert standing(life, "en") == ["no app has issue command LX-1 any more"]


# --- a revoke -----------------------------------------------------------------------------------


def test_a_revoke_is_its_talk_and_what_had_to_wait_for_it(tmp_path: Path) -> None:
    told = story(
        tmp_path,
        *ISSUED[:2],
        "{who: lan, do: revoke_request, order: DH-1}",
        "{deliver: hold, order: DH-1}",
        slip("PX-1", 1),
        "{settle: true}",
        "{who: lan, do: revoke_request, order: DH-1}",
    )
    first = whats(told.life("revoke:DH-1/1"))

    assert first[:4] == ["RevokeRequest", "Hold<1", "SaveSlip", "HoldAnswer<2"]
    assert "RevokeRequest" not in first[1:]
    assert whats(told.life("revoke:DH-1"))[-1] == "RevokeRequest"
    assert title(told.life("revoke:DH-1/1"), told.telling("vi")) == (
        "Thu hồi lần 1 của đơn hàng DH-1"
    )


# --- still under way ----------------------------------------------------------------------------


def test_a_message_that_never_arrived_is_told(tmp_path: Path) -> None:
    told = story(tmp_path, *ISSUED)
    told.entries = told.entries[:5]
    assert told.data("DH-1")["under_way"] == []

    told.entries = told.entries[:3]
    assert told.data("DH-1", "vi")["under_way"] == [
        "Bán hàng → Kho: tin tạo đơn đặt hàng DH-1 (đề nghị lần 1: HH-01 ×4)"
    ]
    assert told.data("DH-2", "vi")["under_way"] == []


# --- as a text ----------------------------------------------------------------------------------


@pytest.mark.parametrize("lang", ["vi", "en"])
def test_the_whole_is_printed_as_a_table_with_what_is_left_in_the_end(
    tmp_path: Path, lang: str
) -> None:
    told = story(tmp_path, *ISSUED, *REVOKED)
    out = io.StringIO()
    others = [one for one in told.known.values() if one.kind != "order"]
    life_text(Console(file=out, width=160), told.life("DH-1"), others, told.telling(lang))
    text = out.getvalue()

    assert "3←2" in text
    for words in {
        "vi": (
            "Đơn hàng DH-1, khách hàng KH-01",
            "Lượt chạy out/x (one-life.yaml, hạt giống 1, bộ quy tắc reference)",
            "nhân viên bán hàng lan",
            "*Đề nghị ghi · Chưa giao hàng",
            "  phiếu xuất kho: PX-1, PX-2",
            "  thu hồi: revoke:DH-1, revoke:DH-1/1",
            "Cuối lượt chạy\n  Bán hàng: đơn hàng DH-1 (đề nghị lần 1)",
        ),
        "en": (
            "Order DH-1, customer KH-01",
            "Run out/x (one-life.yaml, seed 1, rule set reference)",
            "salesperson lan",
            "*Requested · Not delivered",
            "  issue slip: PX-1, PX-2",
            "*asking for a revoke",
            "At the end of the run\n  Sales: order DH-1 (request 1)",
        ),
    }[lang]:
        assert words in text


@pytest.mark.parametrize("name", ["revoke-rush", "rough-network-day", "direct-link-day"])
@pytest.mark.parametrize("lang", ["vi", "en"])
def test_every_document_of_a_busy_day_can_be_told(tmp_path: Path, name: str, lang: str) -> None:
    told = Told(tmp_path, plan_of(scenario_files()[name], seed=1))

    assert len(told.known) > 100
    for number in list(told.known)[::25]:
        data = told.data(number, lang)
        assert data["rows"], number
        assert all(row["what"] for row in data["rows"])
        assert "{" not in str([row["what"] for row in data["rows"]])
        if data["kind"] == "order":
            assert data["under_way"] == []


def test_a_number_within_a_number_is_no_mention() -> None:
    assert mentions(("PX-1", ("x",)), "PX-1")
    assert not mentions(("PX-10", ("x",)), "PX-1")
    assert mentions("slip_to_accounting:DH-1/PX-1", "PX-1")
