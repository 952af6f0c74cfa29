"""The assumptions: points on which the document is silent, each a switch with a name.

A company profile sets them to how the AMIS of that company behaves. The first alternative of each
is the default. What lives here: names, alternatives, where the document is silent. What each one
does is in the app that reads it.
"""

from __future__ import annotations

from typing import Literal

from msgspec import Struct


class Assumptions(Struct, frozen=True, kw_only=True):
    """One setting of all switches; the defaults are domain.md's resolutions."""

    edit_while_requested: Literal["refuse", "allow"] = "refuse"
    delete_while_requested: Literal["refuse", "allow"] = "refuse"
    over_issue: Literal["allow", "refuse"] = "allow"
    stock_shortage: Literal["refuse", "allow"] = "refuse"
    receipts_count: Literal["no", "yes"] = "no"
    delivery_writer: Literal["warehouse", "anyone"] = "warehouse"
    synced_slip_changes: Literal["allow", "refuse"] = "allow"


class AssumptionInfo(Struct, frozen=True, kw_only=True):
    """What people are told of one switch; `clauses` are the rule numbers that rest on it."""

    name: str
    alternatives: tuple[str, ...]
    clauses: tuple[str, ...]
    silent_vi: str
    silent_en: str


CATALOGUE: tuple[AssumptionInfo, ...] = (
    AssumptionInfo(
        name="edit_while_requested",
        alternatives=("refuse", "allow"),
        clauses=("R1.1d", "R1.1l"),
        silent_vi="Tài liệu không nói có sửa được đơn hàng sau khi đề nghị ghi doanh số hay không.",
        silent_en="The document does not say whether an order may be edited once it is requested.",
    ),
    AssumptionInfo(
        name="delete_while_requested",
        alternatives=("refuse", "allow"),
        clauses=("R1.1a", "R1.2g"),
        silent_vi="Tài liệu không nói có xóa được đơn hàng đang đề nghị ghi doanh số hay không.",
        silent_en="The document does not say whether a requested order may be deleted in Sales.",
    ),
    AssumptionInfo(
        name="over_issue",
        alternatives=("allow", "refuse"),
        clauses=("R1.2b",),
        silent_vi="Tài liệu không nói có được xuất nhiều hơn số lượng đặt hay không.",
        silent_en="The document does not say whether more may be issued than was ordered.",
    ),
    AssumptionInfo(
        name="stock_shortage",
        alternatives=("refuse", "allow"),
        clauses=("R1.2b",),
        silent_vi="Tài liệu không nói phiếu xuất kho có được lưu khi không đủ tồn kho hay không.",
        silent_en="The document does not say whether a slip may be saved above the stock on hand.",
    ),
    AssumptionInfo(
        name="receipts_count",
        alternatives=("no", "yes"),
        clauses=("R1.1h", "R1.1k"),
        silent_vi="Tài liệu không nói phiếu thu có phải là phát sinh liên quan hay không.",
        silent_en="The document does not say whether a receipt counts as related activity.",
    ),
    AssumptionInfo(
        name="delivery_writer",
        alternatives=("warehouse", "anyone"),
        clauses=("R1.2a", "R1.2e"),
        silent_vi="Tài liệu không nói ai được ghi tình trạng giao hàng khi Kho đã kết nối.",
        silent_en="The document does not say who may write the delivery status besides Warehouse.",
    ),
    AssumptionInfo(
        name="synced_slip_changes",
        alternatives=("allow", "refuse"),
        clauses=("R1.X1", "R1.X2"),
        silent_vi="Tài liệu không nói có được sửa, xóa phiếu đã đồng bộ sang Kế toán hay không.",
        silent_en="The document does not say whether a synced slip may be edited or deleted.",
    ),
)
