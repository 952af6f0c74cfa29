"""Promises about every step that was taken: what is accepted is done, and nothing besides.

An app that says "done" shows afterwards what it was told, whole (`left_in_sales` and its
neighbours say what that is); one that says "no" or "not now" has changed nothing; what an app
writes to another is what its own documents say. What does not live here: whether the answer was
right (the parts of the document), what a step writes down (`written`).
"""

from __future__ import annotations

from collections import Counter
from typing import Any

from sim.checks import left_in_accounting, left_in_warehouse
from sim.checks.left_in_accounting import IN_ACCOUNTING
from sim.checks.left_in_sales import IN_SALES
from sim.checks.left_in_warehouse import IN_WAREHOUSE
from sim.checks.promise import Moment, Promise, Ruling, Words, ruled
from sim.checks.tables import slips_of
from sim.rules.events import (
    MessageIgnored,
    OrderWithdrawn,
    SlipDeleted,
    SlipEdited,
    SlipSaved,
)
from sim.rules.messages import (
    Accepted,
    AddCode,
    AddCustomer,
    Busy,
    CreateOrder,
    DeleteOrder,
    ReceiveGoods,
    Refused,
    SwitchFlow,
)
from sim.rules.values import (
    APPS,
    EMPTY_ACCOUNTING_DOSSIER,
    EMPTY_WAREHOUSE_DOSSIER,
    Slip,
)

ABOUT_AN_ORDER = tuple(dict.fromkeys((*IN_SALES, *IN_WAREHOUSE, *IN_ACCOUNTING)))


def done_as_said(moment: Moment, said: Any) -> Ruling | None:
    """What was accepted is there afterwards, in full, and the rest of the order is as it was."""
    step = moment.step
    if step.answer != Accepted() or any(isinstance(one, MessageIgnored) for one in step.events):
        return None
    before, after, order = moment.before, moment.after, said.order
    if step.app == "sales":
        expected: Any = IN_SALES[type(said)](moment, said)
        there: Any = after.sales.orders.get(order)
    elif step.app == "warehouse":
        expected = left_in_warehouse.documents(IN_WAREHOUSE[type(said)](moment, said))
        stored = after.warehouse.dossiers.get(order, EMPTY_WAREHOUSE_DOSSIER)
        there = left_in_warehouse.documents(stored)
    else:
        expected = left_in_accounting.documents(IN_ACCOUNTING[type(said)](moment, said))
        booked = after.accounting.dossiers.get(order, EMPTY_ACCOUNTING_DOSSIER)
        there = left_in_accounting.documents(booked)
    others = [app for app in APPS if app not in (step.app, "workflow")]
    untouched = all(same(getattr(before, app), getattr(after, app)) for app in others)
    return ruled(there == expected and untouched, order)


def same(before: object, after: object) -> bool:
    """Compare what mostly is the very same thing."""
    return before is after or before == after


def nothing_done(moment: Moment, answer: Refused | Busy) -> Ruling:
    """R1.1j and the like: a refused or busy answer changes no app and sends nothing."""
    del answer
    before, after = moment.before, moment.after
    untouched = same(before.sales, after.sales) and same(before.warehouse, after.warehouse)
    untouched = untouched and same(before.accounting, after.accounting)
    return ruled(untouched and not moment.step.sent, moment.step.order)


def lists_grow(moment: Moment, said: Any) -> Ruling | None:
    """What is entered into a list, or switched, is there afterwards, and nothing else is."""
    if moment.step.answer != Accepted():
        return None
    before, after = moment.before, moment.after
    match said:
        case ReceiveGoods(item=item, quantity=quantity):
            books: Any = (before.warehouse.stock, after.warehouse.stock)
            value: Any = before.warehouse.stock.get(item, 0) + quantity
            key = item
        case AddCustomer(customer=key):
            books, value = (before.warehouse.customers, after.warehouse.customers), True
        case AddCode(kind="item", code=key):
            books, value = (before.accounting.items, after.accounting.items), True
        case AddCode(code=key):
            books, value = (before.accounting.customers, after.accounting.customers), True
        case SwitchFlow(flow=key, setting=setting):
            kept = [name for name in before.workflow.flows.__struct_fields__ if name != key]
            old, new = before.workflow.flows, after.workflow.flows
            others = all(getattr(old, one) == getattr(new, one) for one in kept)
            wanted = setting if key == "slip_to_accounting" else setting == "on"
            return ruled(others and getattr(new, key) == wanted and old != new, "")
        case _:
            return None
    return ruled(books[1] == books[0].insert(key, value), "")


def family_is_known(moment: Moment, said: CreateOrder | DeleteOrder) -> Ruling | None:
    """Section 1.4: a parent lists its children; a deleted order's number is never used again."""
    if moment.step.answer != Accepted():
        return None
    before, after = moment.before.sales, moment.after.sales
    change: tuple[str, ...] = ()
    if isinstance(said, CreateOrder):
        parent, change = said.parent, (said.order,)
        right = said.order not in before.deleted and before.deleted == after.deleted
    else:
        parent = before.orders[said.order].parent
        right = after.deleted.get(said.order) is True
    if not parent:
        return ruled(right, said.order)
    kept = tuple(one for one in before.orders[parent].children if one != said.order)
    return ruled(right and after.orders[parent].children == (*kept, *change), said.order)


def deletion_is_told(moment: Moment, event: OrderWithdrawn) -> Ruling:
    """R1.1f: the log names what a revoke deleted in Warehouse: the request, each issue command."""
    stored = moment.before.warehouse.dossiers.get(event.order, EMPTY_WAREHOUSE_DOSSIER).document
    there = (stored.request, stored.issue_commands) if stored is not None else None
    return ruled((event.request, event.issue_commands) == there, event.order)


def stock_follows(moment: Moment, event: SlipSaved | SlipEdited | SlipDeleted) -> Ruling:
    """R1.2b: the stock goes down by what the slips issue, and up by what they give back."""
    before, after = moment.before.warehouse, moment.after.warehouse
    taken = _issued(slips_of(moment.after, event.order))
    taken.subtract(_issued(slips_of(moment.before, event.order)))
    expected = before.stock
    for item, quantity in taken.items():
        expected = expected.insert(item, expected.get(item, 0) - quantity)
    known = not isinstance(event, SlipSaved) or after.slips.get(event.slip.slip) is True
    return ruled(after.stock == expected and known, event.order, event.slip.slip)


def _issued(slips: tuple[Slip, ...]) -> Counter[str]:
    items: Counter[str] = Counter()
    for slip in slips:
        for line in slip.lines:
            items[line.item] += line.quantity
    return items


PROMISES = (
    Promise(
        name="done-as-said",
        kind="always",
        clauses=(),
        title=Words(
            "Việc đã nhận làm thì làm đúng và đủ như đã nói, phần còn lại của đơn giữ nguyên.",
            "What is accepted is done in full as it was said, and the rest stays as it was.",
        ),
        on=ABOUT_AN_ORDER,
        watch=done_as_said,
    ),
    Promise(
        name="no-means-nothing-done",
        kind="always",
        clauses=(),
        title=Words(
            "Đã từ chối hoặc báo bận thì không thay đổi gì và không gửi gì.",
            "What is refused or answered busy changes nothing and sends nothing.",
        ),
        on=(Refused, Busy),
        watch=nothing_done,
    ),
    Promise(
        name="lists-and-switches-obey",
        kind="always",
        clauses=(),
        title=Words(
            "Danh mục, tồn kho, cài đặt luồng đúng như vừa nhập, không thay đổi gì khác.",
            "Code lists, stock and flow set-up are what was entered, and nothing else changes.",
        ),
        on=(ReceiveGoods, AddCustomer, AddCode, SwitchFlow),
        watch=lists_grow,
    ),
    Promise(
        name="parents-know-their-children",
        kind="always",
        clauses=(),
        title=Words(
            "Đơn hàng cha liệt kê đúng các đơn con; số của đơn đã xóa không dùng lại.",
            "A parent order lists its children; the number of a deleted order is not used again.",
        ),
        on=(CreateOrder, DeleteOrder),
        watch=family_is_known,
    ),
    Promise(
        name="deletion-is-told",
        kind="always",
        clauses=(),
        title=Words(
            "Thu hồi xóa những gì bên Kho thì nhật ký ghi đủ: lần đề nghị và từng lệnh xuất kho.",
            "The log names all that a revoke deleted in Warehouse: the request, each command.",
        ),
        on=(OrderWithdrawn,),
        watch=deletion_is_told,
    ),
    Promise(
        name="stock-follows-the-slips",
        kind="always",
        clauses=(),
        title=Words(
            "Tồn kho giảm đúng bằng số lượng trên các phiếu xuất kho, tăng lại khi phiếu giảm.",
            "The stock goes down by what the slips issue, and up by what they give back.",
        ),
        on=(SlipSaved, SlipEdited, SlipDeleted),
        watch=stock_follows,
    ),
)
