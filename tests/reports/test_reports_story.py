"""Stories as people read them: two told word for word, and long random ones told at all."""

import re
from collections.abc import Iterator, Sequence
from typing import get_args

import pytest

from reports.failure import failure_text, to_the_end
from reports.story import Names, beliefs, clock, happened, tell, tell_story
from sim.checks.promise import Promise, Words
from sim.explore.choices import Seeded
from sim.record import Nameplate, Opening, opened
from sim.rules import events as ev
from sim.rules import messages as ms
from sim.rules.assumptions import Assumptions
from sim.rules.offers import offers, view
from sim.rules.state import Apps
from sim.rules.step import Fault, Step
from sim.rules.values import APPS, Flows, Line, Role, SlipLine
from sim.rules.variants.look_then_delete import look_then_delete
from sim.rules.world import Rules, act, crash, deliver, reference

ORDER = "DH-0017"
TWO = (Line(1, "HH-01", 2),)
NAMES = Names.of(
    [
        Nameplate(id="lan", name="Nguyễn Thị Lan", role="salesperson"),
        Nameplate(id="minh", name="Trần Văn Minh", role="clerk"),
        Nameplate(id="KH-01", name="Công ty An Phát"),
    ]
)
OPENING = (
    Opening("sales", ev.OrderCreated(order=ORDER, customer="KH-01", lines=TWO)),
    Opening("warehouse", ev.GoodsReceived(item="HH-01", quantity=60)),
    Opening("warehouse", ev.CustomerAdded(customer="KH-01")),
    Opening("accounting", ev.CodeAdded(kind="item", code="HH-01")),
    Opening("accounting", ev.CodeAdded(kind="customer", code="KH-01")),
)

SAVE = ms.SaveRequest(by="lan", role="salesperson", order=ORDER)
REVOKE = ms.RevokeRequest(by="lan", role="salesperson", order=ORDER)
ISSUE = ms.SaveSlip(
    by="minh",
    role="clerk",
    order=ORDER,
    slip="PX-0031",
    type="sale",
    lines=(SlipLine(1, "HH-01", 1),),
)

Move = tuple[str, ms.Command | tuple[type[ms.Message], str]]


def ms_at(text: str) -> int | None:
    """Return "10:03:07" in milliseconds, None for no time."""
    if not text:
        return None
    hours, minutes, seconds = [*map(int, text.split(":")), 0][:3]
    return ((hours * 60 + minutes) * 60 + seconds) * 1000


def play(rules: Rules, moves: Sequence[Move]) -> tuple[list[tuple[int | None, Step]], Apps]:
    """Play commands, and arrivals given as (kind of message, app that it reaches)."""
    apps = opened(rules, OPENING)
    under_way: list[ms.Envelope] = []
    story: list[tuple[int | None, Step]] = []
    for at, move in moves:
        if isinstance(move, ms.Command):
            step, apps = act(rules, apps, move)
        else:
            kind, target = move
            envelope = next(
                one for one in under_way if type(one.message) is kind and one.target == target
            )
            step, apps = deliver(rules, apps, envelope)
            under_way.remove(envelope)
        under_way += step.sent
        story.append((ms_at(at), step))
    return story, apps


# --- told word for word -------------------------------------------------------------------------

REFUSED_REVOKE: tuple[Move, ...] = (
    ("10:00", SAVE),
    ("10:00:04", (ms.OrderRequested, "warehouse")),
    ("10:02", ISSUE),
    ("10:03:07", REVOKE),
    ("10:03:08", (ms.Hold, "warehouse")),
    ("10:03:10", (ms.HoldAnswer, "sales")),
)

REFUSED_REVOKE_VI = """\
1. 10:00 nhân viên bán hàng Nguyễn Thị Lan lưu đề nghị ghi doanh số của đơn hàng DH-0017; \
đơn được chuyển sang Kho (đề nghị lần 1)
2. 10:00:04 Bán hàng → Kho: tin tạo đơn đặt hàng DH-0017 (đề nghị lần 1: HH-01 ×2) đến nơi; \
Kho tạo đơn đặt hàng
3. 10:02 thủ kho Trần Văn Minh lưu phiếu xuất kho PX-0031 cho đơn đặt hàng DH-0017 \
(Xuất kho bán hàng: HH-01 ×1); phiếu được tự động đẩy sang Kế toán; \
Kho báo về Bán hàng: Đang thực hiện, đã xuất 1
4. 10:03:07 nhân viên bán hàng Nguyễn Thị Lan thu hồi đề nghị ghi doanh số của đơn hàng \
DH-0017; Bán hàng hỏi Kho về phát sinh liên quan (thu hồi lần 1)
5. 10:03:08 Bán hàng → Kho: câu hỏi về phát sinh của đơn DH-0017 (thu hồi lần 1) đến nơi; \
không thu hồi được: Kho đã có phiếu xuất kho PX-0031
6. 10:03:10 Kho → Bán hàng: câu trả lời “không thu hồi được” về đơn DH-0017 (thu hồi lần 1) \
đến nơi; thu hồi bị từ chối: Kho đã có phiếu xuất kho PX-0031"""

REFUSED_REVOKE_EN = """\
1. 10:00 salesperson Nguyễn Thị Lan saves the sales-recording request of order DH-0017; \
the order goes to Warehouse (request 1)
2. 10:00:04 Sales → Warehouse: the create message for order DH-0017 (request 1: HH-01 ×2) \
arrives; Warehouse creates the order
3. 10:02 clerk Trần Văn Minh saves slip PX-0031 for order DH-0017 (issue for sale: HH-01 ×1); \
the slip is pushed to Accounting automatically; Warehouse tells Sales: In progress, issued 1
4. 10:03:07 salesperson Nguyễn Thị Lan revokes the request of order DH-0017; \
Sales asks Warehouse about related activity (revoke 1)
5. 10:03:08 Sales → Warehouse: the question about activity on order DH-0017 (revoke 1) arrives; \
cannot be revoked: Warehouse already has slip PX-0031
6. 10:03:10 Warehouse → Sales: the answer “cannot be revoked” on order DH-0017 (revoke 1) \
arrives; the revoke is refused: Warehouse already has slip PX-0031"""


@pytest.mark.parametrize(
    ("lang", "expected"), [("vi", REFUSED_REVOKE_VI), ("en", REFUSED_REVOKE_EN)]
)
def test_a_revoke_refused_by_warehouse_is_told_step_by_step(lang: str, expected: str) -> None:
    story, _ = play(reference(), REFUSED_REVOKE)

    assert "\n".join(tell_story(story, lang, NAMES)) == expected


def test_steps_after_a_story_are_numbered_on_in_one_column() -> None:
    """Nine steps and three that follow from them: the points of all twelve stand below each other;
    where nothing is waited for the nine stand alone.
    """
    story, _ = play(reference(), REFUSED_REVOKE)
    nine, three = (story + story)[:9], story[:3]

    told = to_the_end(nine, three, "en", NAMES, settles=True)
    numbers = [line.split(".")[0] for line in told if not line.startswith("...")]
    alone = to_the_end(nine, three, "en", NAMES, settles=False)

    assert numbers == [f"{number:>2}" for number in range(1, 13)]
    assert told.index("... then every message under way arrives") == 9
    assert [line.split(".")[0] for line in alone] == [str(number) for number in range(1, 10)]


LOOKED_TOO_EARLY: tuple[Move, ...] = (
    ("", SAVE),
    ("", (ms.OrderRequested, "warehouse")),
    ("", REVOKE),
    ("", (ms.Hold, "warehouse")),
    ("", ISSUE),
    ("", (ms.HoldAnswer, "sales")),
    ("", (ms.Hold, "accounting")),
    ("", (ms.HoldAnswer, "sales")),
    ("", (ms.EndHold, "warehouse")),
)

NOTHING_AFTER = Promise(
    name="nothing-after-a-revoke",
    kind="always",
    clauses=("R1.1f", "R1.1k"),
    title=Words(
        "Đã thu hồi thành công thì đơn không còn phiếu xuất kho nào.",
        "Once a revoke succeeded, the order has no slip.",
    ),
    assumptions=("receipts_count",),
)

LOOKED_TOO_EARLY_VI = """\
Cam kết bị vi phạm
  Đã thu hồi thành công thì đơn không còn phiếu xuất kho nào.
  nothing-after-a-revoke (R1.1f, R1.1k)

Diễn biến ngắn nhất
  1. Nhân viên bán hàng Nguyễn Thị Lan lưu đề nghị ghi doanh số của đơn hàng DH-0017; \
đơn được chuyển sang Kho (đề nghị lần 1)
  2. Bán hàng → Kho: tin tạo đơn đặt hàng DH-0017 (đề nghị lần 1: HH-01 ×2) đến nơi; \
Kho tạo đơn đặt hàng
  3. Nhân viên bán hàng Nguyễn Thị Lan thu hồi đề nghị ghi doanh số của đơn hàng DH-0017; \
Bán hàng hỏi Kho về phát sinh liên quan (thu hồi lần 1)
  4. Bán hàng → Kho: câu hỏi về phát sinh của đơn DH-0017 (thu hồi lần 1) đến nơi; \
Kho chưa có phát sinh liên quan
  5. Thủ kho Trần Văn Minh lưu phiếu xuất kho PX-0031 cho đơn đặt hàng DH-0017 \
(Xuất kho bán hàng: HH-01 ×1); phiếu được tự động đẩy sang Kế toán; \
Kho báo về Bán hàng: Đang thực hiện, đã xuất 1
  6. Kho → Bán hàng: câu trả lời “chưa có phát sinh” về đơn DH-0017 (thu hồi lần 1) đến nơi; \
Bán hàng hỏi tiếp Kế toán
  7. Bán hàng → Kế toán: câu hỏi về phát sinh của đơn DH-0017 (thu hồi lần 1) đến nơi; \
Kế toán chưa có phát sinh liên quan
  8. Kế toán → Bán hàng: câu trả lời “chưa có phát sinh” về đơn DH-0017 (thu hồi lần 1) đến nơi; \
thu hồi thành công, đơn DH-0017 trở về Bản nháp
  9. Bán hàng → Kho: tin xóa đơn DH-0017 (thu hồi lần 1 thành công) đến nơi; \
Kho kết thúc thu hồi lần 1; Kho xóa đơn đặt hàng DH-0017

Mỗi ứng dụng đang ghi nhận gì
  Bán hàng: đơn hàng DH-0017 ở tình trạng Bản nháp, Chưa giao hàng, đã giao HH-01 0/2
  Bán hàng: đã quyết định thu hồi lần 1, chờ Kho và Kế toán xử lý xong
  Kho: không có đơn đặt hàng DH-0017
  Kho: phiếu xuất kho PX-0031 (Xuất kho bán hàng: HH-01 ×1), Chưa đồng bộ
  Kế toán: không có chứng từ của đơn DH-0017

Các giả định liên quan
  receipts_count = no (Phiếu thu là phát sinh liên quan: không)

Chạy lại bằng lệnh
  python run_sim.py replay out/revoke-race/story.json

Báo cáo
  out/revoke-race/report.html"""

LOOKED_TOO_EARLY_EN = """\
Broken promise
  Once a revoke succeeded, the order has no slip.
  nothing-after-a-revoke (R1.1f, R1.1k)

Shortest story
  1. Salesperson Nguyễn Thị Lan saves the sales-recording request of order DH-0017; \
the order goes to Warehouse (request 1)
  2. Sales → Warehouse: the create message for order DH-0017 (request 1: HH-01 ×2) arrives; \
Warehouse creates the order
  3. Salesperson Nguyễn Thị Lan revokes the request of order DH-0017; \
Sales asks Warehouse about related activity (revoke 1)
  4. Sales → Warehouse: the question about activity on order DH-0017 (revoke 1) arrives; \
Warehouse has no related activity
  5. Clerk Trần Văn Minh saves slip PX-0031 for order DH-0017 (issue for sale: HH-01 ×1); \
the slip is pushed to Accounting automatically; Warehouse tells Sales: In progress, issued 1
  6. Warehouse → Sales: the answer “no activity” on order DH-0017 (revoke 1) arrives; \
Sales asks Accounting next
  7. Sales → Accounting: the question about activity on order DH-0017 (revoke 1) arrives; \
Accounting has no related activity
  8. Accounting → Sales: the answer “no activity” on order DH-0017 (revoke 1) arrives; \
the revoke succeeds, DH-0017 is a draft again
  9. Sales → Warehouse: the delete message for order DH-0017 (revoke 1 succeeded) arrives; \
Warehouse ends revoke 1; Warehouse deletes order DH-0017

What each app believes now
  Sales: order DH-0017 is Draft, Not delivered, delivered HH-01 0/2
  Sales: revoke 1 is decided, waiting for Warehouse and Accounting to deal with it
  Warehouse: no order DH-0017
  Warehouse: slip PX-0031 (issue for sale: HH-01 ×1), Not synced
  Accounting: no document of order DH-0017

Assumptions this rests on
  receipts_count = no (A receipt counts as related activity: no)

Replay it with
  python run_sim.py replay out/revoke-race/story.json

Report
  out/revoke-race/report.html"""


def failure(lang: str, *, promise: Promise = NOTHING_AFTER, report: str | None = None) -> str:
    """Return the text of the failure that look-then-delete has."""
    assumptions = Assumptions()
    story, apps = play(look_then_delete(assumptions), LOOKED_TOO_EARLY)
    return failure_text(
        promise=promise,
        story=story,
        apps=apps,
        order=ORDER,
        assumptions=assumptions,
        replay="python run_sim.py replay out/revoke-race/story.json",
        report=report,
        lang=lang,
        names=NAMES,
    )


@pytest.mark.parametrize(
    ("lang", "expected"), [("vi", LOOKED_TOO_EARLY_VI), ("en", LOOKED_TOO_EARLY_EN)]
)
def test_look_then_delete_fails_and_the_failure_reads_like_this(lang: str, expected: str) -> None:
    assert failure(lang, report="out/revoke-race/report.html") == expected


def test_the_sound_rules_tell_the_clerk_to_wait_at_the_same_place() -> None:
    story, _ = play(reference(), LOOKED_TOO_EARLY)

    busy = tell(story[4][1], "vi", NAMES)

    assert busy == (
        "Thủ kho Trần Văn Minh lưu phiếu xuất kho PX-0031 cho đơn đặt hàng DH-0017"
        " (Xuất kho bán hàng: HH-01 ×1) — đang bận: đơn đang được thu hồi, vui lòng thử lại"
    )


def test_a_gap_has_a_heading_of_its_own_and_no_line_for_a_missing_report() -> None:
    gap = NOTHING_AFTER._replace(kind="gap", assumptions=())

    told = failure("en", promise=gap)

    assert told.startswith("Gap found\n")
    assert "Rests on no assumption." in told
    assert "\nReport" not in told


# --- one step -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("at", "lang", "expected"),
    [
        ("10:03:07", "vi", "10:03:07"),
        ("08:00", "en", "08:00"),
        ("34:05", "vi", "ngày 2 10:05"),
        ("34:05:09", "en", "day 2 10:05:09"),
    ],
)
def test_the_clock_drops_whole_minutes_seconds_and_names_later_days(
    at: str, lang: str, expected: str
) -> None:
    assert clock(ms_at(at) or 0, lang) == expected


def test_people_are_shown_with_their_role_and_whoever_has_no_name_by_id() -> None:
    assert NAMES.person("lan", "salesperson", "vi") == "nhân viên bán hàng Nguyễn Thị Lan"
    assert NAMES.person("hung", "accountant", "en") == "accountant hung"
    assert NAMES.customer("KH-01") == "Công ty An Phát (KH-01)"
    assert NAMES.customer("KH-02") == "KH-02"


def told(said: ms.Command | ms.Envelope | Fault, answer: ms.Answer, *events: ev.AnyEvent) -> str:
    """Return a step of Warehouse's told in English."""
    return tell(Step("warehouse", said, answer, events), "en", NAMES)


def test_only_three_lines_are_told_and_how_many_more_there_are() -> None:
    lines = tuple(SlipLine(no, f"HH-0{no}", no) for no in range(1, 6))
    many = ms.SaveSlip(by="minh", role="clerk", order="", slip="PX-2", type="other", lines=lines)

    assert told(many, ms.Refused("stock_shortage", "HH-05")) == (
        "Clerk Trần Văn Minh saves slip PX-2 without an order"
        " (other issue: HH-01 ×1, HH-02 ×2, HH-03 ×3, +2)"
        " — refused: not enough stock of item HH-05"
    )


def test_faults_tell_which_message_they_hit() -> None:
    asked = ms.Hold(order=ORDER, request=1, attempt=2)
    envelope = ms.Envelope("sales", "warehouse", "revoke", asked)

    assert told(Fault("lose", "warehouse", envelope), ms.Accepted()) == (
        "The message from Sales to Warehouse is lost:"
        " the question about activity on order DH-0017 (revoke 2)"
    )
    assert told(Fault("crash", "warehouse"), ms.Accepted()) == (
        "Warehouse crashes and comes back with what it had saved"
    )


def test_a_failed_run_and_an_ignored_message_say_why() -> None:
    created = ms.OrderRequested(order=ORDER, request=1, customer="KH-09", lines=TWO)
    envelope = ms.Envelope("sales", "warehouse", "order_to_warehouse", created)
    failed = ev.RunFailed(
        order=ORDER, run="r", envelope=envelope, reason="unknown_customer", document="KH-09"
    )
    ignored = ev.MessageIgnored(order=ORDER, message="OrderRequested", reason="repeat")
    arrives = (
        "Sales → Warehouse: the create message for order DH-0017 (request 1: HH-01 ×2) arrives"
    )

    assert told(envelope, ms.Refused("unknown_customer", "KH-09"), failed) == (
        f"{arrives} — refused: Warehouse does not know customer KH-09; Workflow logs a failed run"
    )
    assert told(envelope, ms.Accepted(), ignored) == f"{arrives}; ignored: a repeat"


def test_beliefs_show_where_the_apps_drift_apart() -> None:
    more = ms.EditSlip(
        by="minh",
        role="clerk",
        order=ORDER,
        slip="PX-0031",
        type="sale",
        number="PX-31b",
        lines=(SlipLine(1, "HH-01", 2),),
    )
    _, apps = play(
        reference(),
        (
            *REFUSED_REVOKE[:3],
            ("", (ms.SlipPushed, "accounting")),
            ("", (ms.SlipTaken, "warehouse")),
            ("", more),
            ("", REVOKE),
        ),
    )

    sales, *others = beliefs(apps, ORDER, "vi")

    assert sales == (
        "Bán hàng: đơn hàng DH-0017 (đề nghị lần 1) ở tình trạng Đề nghị ghi,"
        " Chưa giao hàng, đã giao HH-01 0/2"
    )
    assert others == [
        "Bán hàng: đang thu hồi lần 1, chờ Kho trả lời",
        "Kho: đơn đặt hàng DH-0017 (đề nghị lần 1) ở tình trạng Hoàn thành, đã xuất HH-01 2/2",
        "Kho: phiếu xuất kho PX-0031, số PX-31b (Xuất kho bán hàng: HH-01 ×2), Đã đồng bộ",
        "Kế toán: phiếu xuất kho PX-0031 (HH-01 ×1), chưa ghi sổ",
    ]


# --- long random stories ------------------------------------------------------------------------

PEOPLE: tuple[tuple[str, Role], ...] = (
    ("lan", "salesperson"),
    ("minh", "clerk"),
    ("hung", "accountant"),
    ("minh", "clerk"),
    ("tuan", "sales_manager"),
    ("an", "administrator"),
)
LINES = (Line(1, "HH-01", 2), Line(2, "HH-02", 1), Line(3, "HH-01", 1), Line(4, "HH-02", 1))
EXTRA: tuple[ms.Command, ...] = (
    ms.ReceiveGoods(by="minh", role="clerk", item="HH-02", quantity=9),
    ms.AddCustomer(by="an", role="administrator", customer="KH-02"),
    ms.AddCode(by="hung", role="accountant", kind="item", code="HH-02"),
    ms.AddCode(by="hung", role="accountant", kind="customer", code="KH-02"),
    ms.CreateOrder(by="lan", role="salesperson", order=ORDER, customer="KH-01", lines=TWO),
    ms.CreateOrder(by="lan", role="salesperson", order="DH-2", customer="KH-02", lines=LINES),
    ms.CreateOrder(
        by="lan", role="salesperson", order="DH-3", customer="KH-01", lines=TWO, is_parent=True
    ),
    ms.CreateOrder(
        by="lan", role="salesperson", order="DH-4", customer="KH-01", lines=TWO, parent="DH-3"
    ),
    ms.SaveRequest(by="minh", role="clerk", order="DH-2"),
    ms.GiveUpRevoke(by="lan", role="salesperson", order=ORDER),
    ms.CancelOrder(by="minh", role="clerk", order="DH-4"),
    ms.SaveSlip(
        by="minh", role="clerk", order="", slip="PX-0", type="other", lines=ISSUE.lines
    ),
    ms.PushSlip(by="minh", role="clerk", order="", slip="PX-0"),
    ms.Rerun(by="an", role="administrator", run="slip_to_accounting:DH-2/PX-9"),
)  # fmt: skip
WALKS = 60
RARE = ("delete_order", "cancel_order", "switch", "edit_order", "set_delivery", "open_request")


class Walk:
    """The office taking random steps: people, arrivals in any order, faults."""

    def __init__(self, seed: int) -> None:
        self.rules = reference(
            Assumptions(
                edit_while_requested="allow",
                delete_while_requested="allow",
                delivery_writer="anyone",
            )
        )
        linked = ev.FlowSwitched(flows=Flows(direct_link=True))
        self.apps = opened(self.rules, (*OPENING, Opening("workflow", linked)))
        self.under_way: list[ms.Envelope] = []
        self.choices = Seeded(seed)
        self.number = 0

    def pick(self, n: int) -> int:
        return self.choices.pick(n, ("walk", "step"))

    def steps(self, n: int) -> Iterator[Step]:
        for _ in range(n):
            step = self.arrival() if self.under_way and self.pick(3) else self.deed()
            if step is not None:
                self.under_way += step.sent
                yield step

    def arrival(self) -> Step:
        envelope = self.under_way.pop(self.pick(len(self.under_way)))
        if self.pick(20) == 0:
            kind = ("lose", "duplicate", "retry")[self.pick(3)]
            self.under_way += [envelope] * (2 if kind == "duplicate" else 1)
            return Step(envelope.target, Fault(kind, envelope.target, envelope), ms.Accepted())  # type: ignore[arg-type]
        step, self.apps = deliver(self.rules, self.apps, envelope)
        if step.answer == ms.Busy():
            self.under_way.append(envelope)
        return step

    def deed(self) -> Step | None:
        if self.pick(50) == 0:
            step, self.apps = crash(self.rules, self.apps, APPS[self.pick(3)])
            return step
        command = EXTRA[self.pick(len(EXTRA))] if self.pick(12) == 0 else self.offered()
        if command is None:
            return None
        step, self.apps = act(self.rules, self.apps, command)
        return step

    def offered(self) -> ms.Command | None:
        by, role = PEOPLE[self.pick(len(PEOPLE))]
        order = (ORDER, "DH-2", "DH-3", "DH-4", "")[self.pick(5)]
        self.number += 1
        seen = view(role, self.apps, order)
        offered = offers(role, by, order, seen, lambda prefix: f"{prefix}-{self.number}")
        offered = tuple(
            one for one in offered if not one.kind.startswith(RARE) or self.pick(12) == 0
        )
        return offered[self.pick(len(offered))].command if offered else None


RAW = re.compile(r"[a-z]_[a-z]|[{}]|  |\b[A-Z][a-z]+[A-Z][a-z]|\n")  # a name of the code's, a gap
ENGLISH = re.compile(r"\b(order|slip|push|revoke|request|sales|draft|the|is|of)\b", re.IGNORECASE)


@pytest.mark.parametrize("lang", ["vi", "en"])
def test_whatever_happens_is_told_in_words(lang: str) -> None:
    lines: list[str] = []
    for seed in range(WALKS):
        walk = Walk(seed)
        for step in walk.steps(300):
            lines.append(tell(step, lang, NAMES, at=len(lines) * 60_000))
            lines += [happened(event, lang, NAMES) for event in step.events]
            lines += beliefs(walk.apps, step.order, lang)

    assert [line for line in lines if not line or RAW.search(line)] == []
    assert lang == "en" or [line for line in lines if ENGLISH.search(line)] == []


def test_the_random_stories_meet_everything_there_is() -> None:
    seen: set[type] = set()
    for seed in range(WALKS):
        for step in Walk(seed).steps(300):
            said = step.said.message if isinstance(step.said, ms.Envelope) else step.said
            seen |= {type(said), type(step.answer), *map(type, step.events)}

    possible = {*ms.COMMANDS.values(), *get_args(ms.AnyMessage), *get_args(ev.AnyEvent)}
    assert sorted(kind.__name__ for kind in possible - seen) == []
