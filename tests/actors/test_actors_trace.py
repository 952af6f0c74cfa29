"""What a log means: kinds, documents, cancellations, stock, money and time."""

import ast
import csv
import importlib.util
from collections import Counter
from decimal import Decimal
from pathlib import Path
from types import ModuleType

import msgspec
import pytest
from trace_logs import ROOT, SHARED, TRACES, needs_real_logs, read_rows

from actors.trace import (
    WALK_IN,
    Cancellation,
    LedgerEntry,
    Sale,
    StockCorrection,
    Trace,
    TraceLine,
    load_map,
    read_trace,
)

HOUR_MS = 3_600_000
DAY_MS = 24 * HOUR_MS

# Day, then lines of sales, cancellations, corrections, ledger, then cancellations of a same-day
# order, and of an opening order.
DAYS = [
    ("2010-12-01", 3064, 25, 10, 9, 1, 4),
    ("2011-02-06", 279, 0, 0, 0, 0, 0),
    ("2011-12-05", 5281, 23, 8, 19, 1, 12),
]
KIND_OF_ACTOR = {
    "accountant: ledger adjustment": "ledger",
    "salesperson: cancellation line": "cancellation",
    "clerk: stock adjustment": "stock",
    "salesperson: sale line": "sale",
    "unclassified": None,
}


def online_retail(day: str) -> Trace:
    path = SHARED / "online-retail" / f"{day}.csv"
    return read_trace(path, load_map(TRACES / "online-retail.yaml"))


def check_data() -> ModuleType:
    spec = importlib.util.spec_from_file_location("check_data", SHARED / "check_data.py")
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def sales(trace: Trace) -> dict[str, Sale]:
    return {work.document: work for work in trace.works if isinstance(work, Sale)}


def cancellations(trace: Trace) -> dict[str, Cancellation]:
    return {work.document: work for work in trace.works if isinstance(work, Cancellation)}


def quantities(work: Sale | Cancellation) -> Counter[str]:
    total: Counter[str] = Counter()
    for line in work.lines:
        total[line.item] += line.quantity
    return total


def lowest_levels(trace: Trace) -> dict[str, int]:
    """The lowest level of each item when goods move as the log says and nothing is revoked."""
    moves = [(w.at_ms, w.quantity, w.item) for w in trace.works if isinstance(w, StockCorrection)]
    for sale in sales(trace).values():
        at = -1 if sale.opening else sale.at_ms
        moves += [(at, -line.quantity, line.item) for line in sale.lines]
    level = dict(trace.opening_stock)
    lowest = dict(level)
    for _, quantity, item in sorted(moves):
        level[item] += quantity
        lowest[item] = min(lowest[item], level[item])
    return lowest


@needs_real_logs
@pytest.mark.parametrize("day", DAYS, ids=lambda day: day[0])
def test_a_day_falls_to_the_actors_with_no_line_left_over(
    day: tuple[str, int, int, int, int, int, int],
) -> None:
    """Every line of the three days is work of a known kind, in the measured numbers."""
    name, sale, cancellation, stock, ledger, same_day, opening = day

    trace = online_retail(name)

    tally = trace.tally
    assert (tally.sale, tally.cancellation, tally.stock, tally.ledger) == (
        sale,
        cancellation,
        stock,
        ledger,
    )
    assert (tally.unmapped, tally.bad, trace.problems) == (0, 0, ())
    assert tally.read == sale + cancellation + stock + ledger
    made_up = [c for c in cancellations(trace).values() if c.cancels.startswith("MO-")]
    assert (len(cancellations(trace)) - len(made_up), len(made_up)) == (same_day, opening)


@needs_real_logs
@pytest.mark.parametrize("day", [day[0] for day in DAYS])
def test_the_mapping_classifies_each_row_as_the_measured_data_do(day: str) -> None:
    """The shipped mapping and the reference `classify` agree on every row."""
    classify, trace_map = check_data().classify, load_map(TRACES / "online-retail.yaml")
    with (SHARED / "online-retail" / f"{day}.csv").open(encoding="utf-8", newline="") as stream:
        rows = list(csv.DictReader(stream))

    differing = [
        row
        for row in rows
        if KIND_OF_ACTOR[classify(row)]
        != trace_map.kind_of(
            document=row["InvoiceNo"],
            item=row["StockCode"],
            quantity=int(row["Quantity"]),
            price=Decimal(row["UnitPrice"]),
            customer=row["CustomerID"],
        )
    ]

    assert rows
    assert differing == []


@needs_real_logs
@pytest.mark.parametrize("day", [day[0] for day in DAYS])
def test_the_works_of_a_real_day_hold_every_line_and_can_be_done(day: str) -> None:
    """Nothing is lost between lines and works, and each cancellation has an order to revoke."""
    trace = online_retail(day)

    placed = [s for s in sales(trace).values() if not s.opening]
    assert sum(len(s.lines) for s in placed) == trace.tally.sale
    assert sum(len(c.lines) for c in cancellations(trace).values()) == trace.tally.cancellation
    assert sum(isinstance(w, StockCorrection) for w in trace.works) == trace.tally.stock
    assert sum(isinstance(w, LedgerEntry) for w in trace.works) == trace.tally.ledger
    assert [w.at_ms for w in trace.works] == sorted(w.at_ms for w in trace.works)
    revoked = [c.cancels for c in cancellations(trace).values()]
    assert len(revoked) == len(set(revoked))
    assert {s.document for s in sales(trace).values() if s.opening} <= set(revoked)
    for cancellation in cancellations(trace).values():
        order = sales(trace)[cancellation.cancels]
        assert trace.works.index(order) < trace.works.index(cancellation)
        assert order.customer == cancellation.customer
        assert quantities(cancellation) <= quantities(order)


@needs_real_logs
@pytest.mark.parametrize("day", [day[0] for day in DAYS])
def test_opening_stock_is_just_enough_for_the_log(day: str) -> None:
    """No sale of the log is an oversell, and no item has more than that needs."""
    lowest = lowest_levels(online_retail(day))

    assert lowest
    assert set(lowest.values()) == {0}


@needs_real_logs
def test_a_real_invoice_is_one_sale_in_whole_dong() -> None:
    """The first invoice of the data: seven lines, 2.55 pounds at 25,000 đồng, at 8:26."""
    first = online_retail("2010-12-01").works[4]  # four opening orders come before it

    assert isinstance(first, Sale)
    assert (first.document, first.customer, len(first.lines)) == ("536365", "17850", 7)
    assert first.at_ms == 8 * HOUR_MS + 26 * 60_000
    assert first.lines[0] == TraceLine(item="85123A", quantity=6, price=63_750)


@needs_real_logs
def test_northwind_joins_orders_and_stock() -> None:
    """830 orders of 2,155 lines get time, customer and seller from the second file."""
    trace = read_trace(
        SHARED / "northwind" / "order_details.csv", load_map(TRACES / "northwind.yaml")
    )

    assert (len(sales(trace)), trace.tally.read, trace.tally.sale) == (830, 2155, 2155)
    assert trace.problems == ()
    first = trace.works[0]
    assert isinstance(first, Sale)
    assert (first.document, first.customer, first.salesperson) == ("10248", "VINET", "5")
    assert (first.at_ms, first.lines[0].price) == (8 * HOUR_MS, 350_000)
    # 4 July 1996 to 6 May 1998 are 671 days.
    assert trace.works[-1].at_ms == 671 * DAY_MS + 8 * HOUR_MS
    assert len(trace.opening_stock) == 77
    assert min(lowest_levels(trace).values()) == 0


def test_the_sample_shows_every_kind_of_work() -> None:
    """The shipped sample is a day of 12 documents with each trap in it once."""
    trace = read_trace(TRACES / "sample.csv", load_map(TRACES / "sample.yaml"), strict=True)

    assert msgspec.structs.asdict(trace.tally) == {
        "read": 40, "sale": 33, "cancellation": 3, "stock": 2, "ledger": 2, "unmapped": 0, "bad": 0
    }  # fmt: skip
    assert {d: c.cancels for d, c in cancellations(trace).items()} == {
        "HUY0001": "MO-HUY0001",  # an order of an earlier day
        "HUY0002": "DH0004",
    }
    assert sales(trace)["MO-HUY0001"].opening
    assert sales(trace)["DH0005"].at_ms == 10 * HOUR_MS + 14 * 60_000  # runs into 10:15
    assert sales(trace)["DH0006"].customer == WALK_IN
    assert sales(trace)["DH0001"].lines[2] == TraceLine(
        item="MUC-IN-85A", quantity=4, price=1_250_000
    )
    assert [w.quantity for w in trace.works if isinstance(w, StockCorrection)] == [-6, 3]
    entries = [w for w in trace.works if isinstance(w, LedgerEntry)]
    assert [(e.document, e.amount) for e in entries] == [
        ("DH0003", 350_000),
        ("KT0001", -1_200_000),
    ]
    assert entries[0].description == "Phí vận chuyển đi\nCần Thơ"
    assert set(lowest_levels(trace).values()) == {0}


def test_a_document_takes_the_first_of_its_times(tmp_path: Path) -> None:
    """An invoice that ran over a minute is one sale, wherever its earlier line stands."""
    trace = read_rows(
        tmp_path, "1,2026-03-01 09:01,A,1,5,K,", "2,2026-03-01 09:01,A,1,5,K,",
        "1,2026-03-01 09:00,B,2,5,K,",
    )  # fmt: skip

    assert [(w.document, w.at_ms % HOUR_MS) for w in trace.works] == [("1", 0), ("2", 60_000)]
    assert len(sales(trace)["1"].lines) == 2


def test_a_document_of_two_customers_is_not_merged(tmp_path: Path) -> None:
    """A line that names a second customer is bad, with its place; a blank one is not."""
    trace = read_rows(
        tmp_path, "1,2026-03-01,A,1,5,,", "1,2026-03-01,B,1,5,K1,", "1,2026-03-01,C,1,5,K2,"
    )

    assert (trace.tally.sale, trace.tally.bad) == (2, 1)
    assert sales(trace)["1"].customer == "K1"
    (problem,) = trace.problems
    assert (problem.line, problem.column_name, problem.value) == (4, "customer", "K2")
    assert "document 1 belongs to customer K1" in str(problem)


def test_a_cancellation_revokes_the_latest_order_that_covers_it(tmp_path: Path) -> None:
    """Of two earlier orders that hold the goods the later one is meant."""
    trace = read_rows(
        tmp_path, "1,2026-03-01 09:00,A,5,5,K,", "2,2026-03-01 10:00,A,5,5,K,",
        "3,2026-03-01 10:30,A,4,5,K,", "C1,2026-03-01 11:00,A,-3,5,K,",
        "C1,2026-03-01 11:00,A,-2,5,K,", "4,2026-03-01 12:00,A,9,5,K,",
    )  # fmt: skip

    assert cancellations(trace)["C1"].cancels == "2"
    assert [line.quantity for line in cancellations(trace)["C1"].lines] == [3, 2]


@pytest.mark.parametrize(
    ("why", "rows"),
    [
        ("no order", []),
        ("another customer", ["1,2026-03-01 09:00,A,5,5,L,", "1,2026-03-01 09:00,B,5,5,L,"]),
        ("too few", ["1,2026-03-01 09:00,A,5,5,K,", "1,2026-03-01 09:00,B,1,5,K,"]),
        ("spread over orders", ["1,2026-03-01 09:00,A,5,5,K,", "2,2026-03-01 09:00,B,5,5,K,"]),
        ("placed later", ["1,2026-03-01 18:00,A,5,5,K,", "1,2026-03-01 18:00,B,5,5,K,"]),
        ("the day before", ["1,2026-02-28 09:00,A,5,5,K,", "1,2026-02-28 09:00,B,5,5,K,"]),
        ("revoked already", ["1,2026-03-01 09:00,A,5,5,K,", "1,2026-03-01 09:00,B,5,5,K,",
                             "C0,2026-03-01 09:30,A,-1,5,K,"]),
    ],
)  # fmt: skip
def test_a_cancellation_that_no_order_covers_gets_an_opening_order(
    tmp_path: Path, why: str, rows: list[str]
) -> None:
    """The opening order has exactly the cancelled lines, at 0:00 of the cancellation's day."""
    cancelled = ["C1,2026-03-01 11:00,A,-3,5,K,", "C1,2026-03-01 11:00,B,-2,7,K,"]

    trace = read_rows(tmp_path, *rows, *cancelled)

    cancellation = cancellations(trace)["C1"]
    opening = sales(trace)["MO-C1"]
    assert cancellation.cancels == "MO-C1", why
    assert opening.opening
    assert opening.lines == cancellation.lines
    assert opening.at_ms == cancellation.at_ms - 11 * HOUR_MS
    assert opening.customer == "K"


def test_within_a_minute_the_place_in_the_file_tells_which_came_first(tmp_path: Path) -> None:
    """An order of the same minute is earlier only when it stands above the cancellation."""
    above = read_rows(tmp_path, "1,2026-03-01 09:00,A,5,5,K,", "C1,2026-03-01 09:00,A,-5,5,K,")
    below = read_rows(tmp_path, "C1,2026-03-01 09:00,A,-5,5,K,", "1,2026-03-01 09:00,A,5,5,K,")

    assert cancellations(above)["C1"].cancels == "1"
    assert cancellations(below)["C1"].cancels == "MO-C1"


def test_an_opening_order_never_takes_a_number_of_the_log(tmp_path: Path) -> None:
    """Two orders never share a number, even when the log numbers one like ours."""
    kinds = [
        {"kind": "cancellation", "when": {"quantity_max": -1}},
        {"kind": "sale", "when": {"quantity_min": 1}},
    ]

    trace = read_rows(
        tmp_path, "MO-C1,2026-03-01,A,1,5,L,", "C1,2026-03-01,B,-1,5,K,",
        "MO-C1,2026-03-01,B,-1,5,K,", kinds=kinds,
    )  # fmt: skip

    revoked = {document: c.cancels for document, c in cancellations(trace).items()}
    assert revoked == {"C1": "MO-MO-C1", "MO-C1": "MO-MO-MO-C1"}
    assert len({work.document for work in trace.works if isinstance(work, Sale)}) == 3
    assert not sales(trace)["MO-C1"].opening


def test_opening_stock_is_the_running_deficit_and_what_opening_orders_hold(tmp_path: Path) -> None:
    """Goods found in time count, goods cancelled do not, and a minute begins with what leaves."""
    trace = read_rows(
        tmp_path, "1,2026-03-01 09:00,A,5,5,K,", "C1,2026-03-01 09:10,A,-5,5,K,",
        "2,2026-03-01 10:00,A,2,5,K,", "S1,2026-03-01 10:00,A,4,0,,found",
        "3,2026-03-01 11:00,A,3,5,K,", "C2,2026-03-01 12:00,B,-6,5,K,",
        "S2,2026-03-01 13:00,C,9,0,,found", "S3,2026-03-01 13:00,D,-2,0,,damaged",
    )  # fmt: skip

    assert trace.opening_stock == (("A", 7), ("B", 6), ("C", 0), ("D", 2))


@pytest.mark.parametrize(("cover", "level"), [(False, 3), (True, 8)])
def test_a_stock_file_sets_the_level_unless_it_has_to_cover_the_sales(
    tmp_path: Path, cover: bool, level: int
) -> None:
    """Levels are taken as given; only `cover_deficit` raises them to what the log sells."""
    (tmp_path / "stock.csv").write_text("code;left\nA;3\nB;\nB;4\nZ;2\nY;1.5\n")
    stock = {"file": "stock.csv", "item": "code", "quantity": "left", "cover_deficit": cover}

    trace = read_rows(tmp_path, "1,2026-03-01,A,8,5,K,", "1,2026-03-01,E,1,5,K,", stock=stock)

    assert trace.opening_stock == (("A", level), ("B", 4), ("E", 1), ("Z", 2))
    assert [(p.line, p.column_name, p.value) for p in trace.problems] == [
        (3, "left", ""),
        (6, "left", "1.5"),
    ]
    assert trace.tally.bad == 0  # the log itself is sound


@pytest.mark.parametrize(
    ("price", "quantity", "price_dong", "amount"),
    [("0.5", 1, 1, 1), ("1.49", 1, 1, 1), ("2.5", 3, 3, 8), ("-0.5", 1, None, -1)],
)
def test_money_is_rounded_half_up_once(
    tmp_path: Path, price: str, quantity: int, price_dong: int | None, amount: int
) -> None:
    """A price is rounded by itself, a ledger amount after the multiplication."""
    rows = [f"1,2026-03-01,POST,{quantity},{price},,", f"1,2026-03-01,A,{quantity},{price},K,"]

    trace = read_rows(tmp_path, *rows)

    entry = next(w for w in trace.works if isinstance(w, LedgerEntry))
    prices = [line.price for sale in sales(trace).values() for line in sale.lines]
    assert entry.amount == amount
    assert prices == ([] if price_dong is None else [price_dong])


def test_time_counts_from_the_first_midnight_of_the_log(tmp_path: Path) -> None:
    """Days just grow, in any order of the rows; a bare date gets the hour the day starts at."""
    trace = read_rows(
        tmp_path, "2,2026-03-03 07:00,A,1,5,K,", "1,2026-03-01 09:00,A,1,5,K,",
        "3,2026-03-02,A,1,5,K,", day_start="07:30",
    )  # fmt: skip

    assert [(w.document, w.at_ms) for w in trace.works] == [
        ("1", 9 * HOUR_MS),
        ("3", DAY_MS + 7 * HOUR_MS + HOUR_MS // 2),
        ("2", 2 * DAY_MS + 7 * HOUR_MS),
    ]


def test_a_code_written_as_a_decimal_by_a_spreadsheet_is_the_same_customer(tmp_path: Path) -> None:
    """`17850.0` and `17850` are one customer, `A.0` stays as it is."""
    trace = read_rows(
        tmp_path, "1,2026-03-01,A,1,5,17850.0,", "2,2026-03-01,A,1,5,17850,",
        "3,2026-03-01,A,1,5,A.0,",
    )  # fmt: skip

    assert [s.customer for s in sales(trace).values()] == ["17850", "17850", "A.0"]


def test_works_can_be_stored_and_read_back(tmp_path: Path) -> None:
    """Every kind of work survives JSON with its type."""
    trace = read_trace(TRACES / "sample.csv", load_map(TRACES / "sample.yaml"))

    again = msgspec.json.decode(msgspec.json.encode(trace), type=Trace)

    assert {type(work) for work in trace.works} == {
        Sale,
        Cancellation,
        StockCorrection,
        LedgerEntry,
    }
    assert again == trace


def test_the_reader_knows_no_engine_and_no_rules() -> None:
    """A log is read without any module of the simulation but the one that says sentences."""
    imported = {
        name
        for path in (ROOT / "actors").glob("trace*.py")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        for name in (
            [node.module or ""]
            if isinstance(node, ast.ImportFrom)
            else [alias.name for alias in node.names]
            if isinstance(node, ast.Import)
            else []
        )
    }

    assert "msgspec" in imported
    ours = {name for name in imported if name.split(".")[0] == "sim"}
    assert ours <= {"sim.phrase", "sim.phrase.en"}
