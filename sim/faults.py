"""The catalogue of faults: what goes wrong in real syncs, and what this world says to each.

A fault is *tolerated* (nothing breaks), *told* (the named promise breaks, and the failure names the
fault as its cause) or *not applicable* (these three apps cannot have it, and why). Two names for
one mechanism are one fault: the second says whose it is (`same_as`) and why. What does not live
here: how a fault is done (`sim.engine`), when it strikes (`sim.scenario`).
"""

from __future__ import annotations

from typing import Literal

from msgspec import Struct

Where = Literal["network", "app", "workflow", "people", "integration"]
Standing = Literal["tolerated", "told", "not_applicable"]
Reach = Literal["message", "app", "window", "person", "once"]


class FaultInfo(Struct, frozen=True, kw_only=True):
    """What people are told of one kind of fault.

    `vi`, `en` say what happens; `because_vi`, `because_en` why it stands as it does, where that is
    not plain. `promise` is the one that a told fault breaks, `patterns` the failures seen
    elsewhere (docs/failures.md) that it brings about. `reach` tells how often it strikes: each
    message, each thing that an app takes up, each deed of a person; a `window` lasts, `once` does
    not. A kind without `reach` is not built: it is another one's name, or not applicable.
    """

    name: str
    where: Where
    standing: Standing = "tolerated"
    vi: str
    en: str
    reach: Reach | None = None
    same_as: str = ""
    promise: str = ""
    patterns: tuple[str, ...] = ()
    because_vi: str = ""
    because_en: str = ""


CATALOGUE: tuple[FaultInfo, ...] = (
    # --- network ------------------------------------------------------------------------------
    FaultInfo(
        name="delay",
        where="network",
        reach="message",
        vi="tin đi chậm tới hai giờ, các tin sau vượt lên trước",
        en="a message takes up to two hours, later ones overtake it",
        patterns=("F2", "F3"),
    ),
    FaultInfo(
        name="overtaking",
        where="network",
        same_as="delay",
        vi="tin gửi sau đến trước",
        en="a message arrives before one that was sent earlier",
        patterns=("F2", "F3"),
        because_vi="mỗi tin đi riêng, nên tin chậm là tin bị vượt",
        because_en="each message travels by itself, so whatever is slow is overtaken",
    ),
    FaultInfo(
        name="loss",
        where="network",
        reach="message",
        vi="tin bị mất trên đường, bên gửi phải gửi lại",
        en="a message is lost on the way and has to be sent again",
    ),
    FaultInfo(
        name="duplicate",
        where="network",
        reach="message",
        vi="tin đến hai lần, cách nhau một lúc",
        en="a message arrives twice, shortly after each other",
        patterns=("F1",),
    ),
    FaultInfo(
        name="late_duplicate",
        where="network",
        reach="message",
        vi="bản sao của một tin đến sau bản đầu nhiều giờ",
        en="a copy of a message arrives hours after the first",
        patterns=("F1", "F3", "F23"),
    ),
    FaultInfo(
        name="partition",
        where="network",
        reach="window",
        vi="một ứng dụng mất liên lạc với các ứng dụng khác, người dùng nó vẫn làm việc",
        en="an app is cut off from the others while its people go on working",
    ),
    FaultInfo(
        name="slow_link",
        where="network",
        reach="window",
        vi="mọi tin đến một ứng dụng đều chậm trong một lúc",
        en="all messages to an app are slow for a while",
    ),
    # --- app ----------------------------------------------------------------------------------
    FaultInfo(
        name="crash_before_commit",
        where="app",
        reach="app",
        vi="ứng dụng sập ngay sau khi nhận, chưa ghi gì",
        en="an app crashes after it has received something and before it commits",
    ),
    FaultInfo(
        name="crash_before_send",
        where="app",
        reach="app",
        vi="ứng dụng sập sau khi ghi, chưa gửi tin đi",
        en="an app crashes after it has committed and before it sends",
        patterns=("F6",),
    ),
    FaultInfo(
        name="crash_before_answer",
        where="app",
        reach="app",
        vi="ứng dụng sập sau khi ghi và gửi tin, chưa kịp trả lời",
        en="an app crashes after it has committed and sent and before it answers",
        patterns=("F6",),
    ),
    FaultInfo(
        name="outage",
        where="app",
        reach="window",
        vi="ứng dụng ngừng một thời gian rồi dựng lại từ nhật ký của chính nó",
        en="an app is down for a while and comes back from its own log",
    ),
    FaultInfo(
        name="false_ok",
        where="app",
        standing="told",
        reach="message",
        vi="ứng dụng trả lời là xong nhưng bên trong bị lỗi, không ghi gì",
        en='an app answers "ok" although it failed inside and committed nothing',
        promise="order-arrives",
        patterns=("F5",),
        because_vi="lượt chạy ghi là thành công, nên không ai gửi lại",
        because_en="the run is logged as a success, so nobody sends it again",
    ),
    FaultInfo(
        name="lost_answer",
        where="app",
        reach="message",
        vi="ứng dụng đã làm nhưng câu trả lời bị mất, bên gọi phải làm lại",
        en="an app did it and its answer is lost, so the caller tries again",
        patterns=("F1", "F19"),
    ),
    FaultInfo(
        name="late_answer",
        where="app",
        same_as="lost_answer",
        vi="câu trả lời đến khi bên gọi đã thôi chờ",
        en="the answer comes after the caller has given up",
        because_vi="bên gọi đã thôi chờ thì không còn nghe, cũng như câu trả lời bị mất",
        because_en="who has given up does not listen any more, as if the answer were lost",
    ),
    # --- Workflow -----------------------------------------------------------------------------
    FaultInfo(
        name="workflow_down",
        where="workflow",
        reach="window",
        vi="Workflow ngừng: tin của các luồng phải chờ, nhật ký không dùng được",
        en="Workflow is down: the flows' messages wait, its run log cannot be used",
    ),
    FaultInfo(
        name="flow_switched",
        where="workflow",
        reach="window",
        vi="một luồng bị tắt một lúc rồi bật lại",
        en="a flow is switched off for a while and back again",
    ),
    FaultInfo(
        name="retries_exhausted",
        where="workflow",
        reach="message",
        vi="một tin gửi mãi không được, Workflow thôi gửi: lượt chạy thất bại chờ người chạy lại",
        en="a message cannot be delivered and is given up: a failed run waits to be run again",
        patterns=("F24",),
    ),
    # --- people -------------------------------------------------------------------------------
    FaultInfo(
        name="double_click",
        where="people",
        reach="person",
        vi="người dùng nhấn đúp, lệnh được gửi hai lần",
        en="somebody clicks twice, the command is sent twice",
        patterns=("F19", "F21"),
    ),
    FaultInfo(
        name="stale_screen",
        where="people",
        reach="person",
        vi="người dùng thao tác trên màn hình đã mở từ lâu, tới một giờ",
        en="somebody acts on a screen that was read up to an hour ago",
        patterns=("F12", "F25"),
    ),
    FaultInfo(
        name="two_tabs",
        where="people",
        same_as="stale_screen",
        vi="một chứng từ mở trên hai thẻ trình duyệt, thẻ sau đã cũ",
        en="one document is open in two tabs, the second of which is out of date",
        because_vi="thẻ thứ hai chính là màn hình cũ",
        because_en="the second tab is a screen out of date",
    ),
    FaultInfo(
        name="half_entered",
        where="people",
        same_as="stale_screen",
        vi="nhập dở phiếu rồi đi ăn trưa, về mới nhấn lưu",
        en="somebody leaves for lunch with a slip half entered and saves it later",
        because_vi="trước khi lưu không có gì được ghi, nên chỉ còn màn hình cũ lúc nhấn lưu",
        because_en="nothing is kept before the save, so what is left is a screen out of date",
    ),
    FaultInfo(
        name="wrong_order",
        where="people",
        standing="told",
        reach="person",
        vi="thủ kho nhập phiếu vào nhầm đơn hàng",
        en="a clerk enters a slip on the wrong order",
        promise="slip-stands-where-meant",
        because_vi="không ứng dụng nào biết người nhập định chọn đơn nào",
        because_en="no app can know which order was meant",
    ),
    FaultInfo(
        name="one_sided_correction",
        where="people",
        standing="told",
        reach="once",
        vi="ai đó sửa số lượng ngay trong dữ liệu của Kho, không qua màn hình",
        en="somebody corrects a quantity in Warehouse's data, past its screens",
        promise="delivered-equals-issued",
        patterns=("F18",),
        because_vi="sửa ngoài màn hình thì Kho không gửi tin nào đi",
        because_en="Warehouse sends no news of what is not done on its screens",
    ),
    # --- integrations -------------------------------------------------------------------------
    FaultInfo(
        name="duplicate_webhook",
        where="integration",
        same_as="duplicate",
        vi="webhook gọi hai lần",
        en="a webhook calls twice",
        patterns=("F1",),
        because_vi="webhook cũng là một tin",
        because_en="a webhook is a message",
    ),
    FaultInfo(
        name="late_webhook",
        where="integration",
        same_as="late_duplicate",
        vi="webhook gọi lại nhiều giờ sau",
        en="a webhook calls again hours later",
        patterns=("F1", "F3"),
        because_vi="webhook cũng là một tin",
        because_en="a webhook is a message",
    ),
    FaultInfo(
        name="retry_after_success",
        where="integration",
        same_as="lost_answer",
        vi="gửi lại một việc đã xong vì không nhận được câu trả lời",
        en="something that succeeded is sent again since its answer was lost",
        patterns=("F1", "F19"),
        because_vi="gửi lại chính là hậu quả của câu trả lời bị mất",
        because_en="sending again is what comes of a lost answer",
    ),
    FaultInfo(
        name="poison_message",
        where="integration",
        same_as="retries_exhausted",
        vi="một tin mà ứng dụng nhận không bao giờ xử lý được",
        en="a message that its target can never handle",
        patterns=("F24",),
        because_vi="mỗi tin đi riêng nên không chặn tin khác; còn lại là hết lượt gửi",
        because_en="each message travels by itself and blocks no other; its tries are used up",
    ),
    FaultInfo(
        name="rate_limit",
        where="integration",
        reach="window",
        vi="ứng dụng giới hạn số tin nhận, quá thì từ chối",
        en="an app takes few messages a minute and turns the others away",
    ),
    FaultInfo(
        name="partial_batch",
        where="integration",
        standing="not_applicable",
        vi="một lô tin chỉ được nhận một phần",
        en="only a part of a batch is taken",
        because_vi="không luồng nào gửi theo lô: mỗi tin một đơn hàng, trả lời riêng",
        because_en="no flow sends batches: each message is about one order, with its own answer",
    ),
    FaultInfo(
        name="expired_token",
        where="integration",
        reach="window",
        vi="khóa truy cập hết hạn: luồng không gọi được một ứng dụng",
        en="an access token expires: the flows cannot call an app",
    ),
)

FAULTS: dict[str, FaultInfo] = {one.name: one for one in CATALOGUE}
BUILT: tuple[str, ...] = tuple(one.name for one in CATALOGUE if one.reach is not None)
TOLERATED: tuple[str, ...] = tuple(n for n in BUILT if FAULTS[n].standing == "tolerated")
TOLD: tuple[str, ...] = tuple(n for n in BUILT if FAULTS[n].standing == "told")
OF_ONE_APP = ("partition", "slow_link", "outage", "rate_limit", "expired_token")
"""The windows of which an app must be named; of any other kind none means all."""


def standing_of(name: str) -> Standing:
    """Return how a kind stands; of a second name that is the standing of the fault itself."""
    info = FAULTS[name]
    return FAULTS[info.same_as].standing if info.same_as else info.standing
