"""The two dictionaries: the same keys and fields, and words for all that the rules can say."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path
from string import Formatter
from typing import get_args

import pytest

import sim.rules
from reports.words import LANGUAGES, known, reason, run, say, word
from sim.checks.judge import Verdict
from sim.checks.promise import Kind
from sim.rules.assumptions import CATALOGUE, Assumptions
from sim.rules.events import AnyEvent
from sim.rules.messages import COMMANDS, FLOWS, AnyMessage, Channel, RevokeReason
from sim.rules.step import FaultKind
from sim.rules.values import (
    APPS,
    ROLES,
    SLIP_TYPES,
    DeliveryStatus,
    ExecutionStatus,
    PaperKind,
    RecordingStatus,
)

VI, EN = LANGUAGES["vi"], LANGUAGES["en"]
RULES = sorted(Path(sim.rules.__file__).parent.rglob("*.py"))

COMPOSED = {"who", "what", "change", "reason", "ignored", "source", "target", "type", "lines"}
"""Fields of sentences that are no fields of the command, message or event itself."""

ENGLISH = re.compile(
    r"\b(order|slip|push|revoke|request|sales|warehouse|accounting|draft|message|run|flow|clerk"
    r"|customer|line|voucher|invoice|hold|sync|synced|not|the|is|of)\b",
    re.IGNORECASE,
)


def fields(text: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(text) if name is not None}


def calls(name: str) -> Iterator[ast.Call]:
    """Return every call of a function or class by its name, in all files of the rules."""
    for file in RULES:
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and getattr(node.func, "id", "") == name:
                yield node


def text_of(node: ast.expr) -> str:
    return node.value if isinstance(node, ast.Constant) and isinstance(node.value, str) else ""


def named(call: ast.Call, keyword: str) -> list[ast.expr]:
    return [one.value for one in call.keywords if one.arg == keyword]


def refusals() -> set[str]:
    told = {text_of(call.args[0]) for call in calls("Refused") if call.args}
    told |= {text_of(value) for call in calls("Refused") for value in named(call, "reason")}
    return (told | set(get_args(RevokeReason))) - {""}


def shrugs() -> set[str]:
    told = {text_of(call.args[1]) for call in calls("ignored")}
    for call in calls("MessageIgnored"):
        told |= {text_of(value) for value in named(call, "reason")}
    return told - {""}


def offer_kinds() -> set[str]:
    kinds = {text_of(call.args[0]) for call in calls("Offer")} - {""}
    kinds |= {f"issue_{kind}" for kind in SLIP_TYPES if kind != "sale"}
    kinds |= {f"make_{kind}" for kind in get_args(PaperKind) if kind != "slip"}
    kinds |= {f"switch_{flow}_{to}" for flow in FLOWS[:2] for to in ("on", "off")}
    kinds |= {f"switch_direct_link_{to}" for to in ("on", "off")}
    return kinds | {f"switch_slip_to_accounting_{to}" for to in ("automatic", "manual", "off")}


NEEDED = {
    "app": APPS,
    "product": APPS,
    "role": ROLES,
    "recording": get_args(RecordingStatus),
    "delivery": get_args(DeliveryStatus),
    "execution": get_args(ExecutionStatus),
    "type": SLIP_TYPES,
    "paper": get_args(PaperKind),
    "flow": (*FLOWS, *(name for name in get_args(Channel) if isinstance(name, str))),
    "short": FLOWS,
    "setting": {
        *("on", "off", "automatic", "manual"),
        *(value for one in CATALOGUE for value in one.alternatives),
    },
    "assumption": Assumptions.__struct_fields__,
    "reason": refusals(),
    "ignored": shrugs(),
    "command": COMMANDS,
    "message": [kind.__name__ for kind in get_args(AnyMessage)],
    "event": [kind.__name__ for kind in get_args(AnyEvent)],
    "fault": get_args(FaultKind),
    "offer": offer_kinds(),
    "kind": get_args(Kind),
    "verdict": get_args(Verdict),
}


def test_both_languages_have_the_same_keys() -> None:
    assert list(VI) == list(EN)


def test_both_languages_fill_in_the_same_fields() -> None:
    assert [key for key in EN if fields(VI[key]) != fields(EN[key])] == []
    assert [key for key in EN if not VI[key].strip() or not EN[key].strip()] == []


@pytest.mark.parametrize("group", NEEDED)
def test_all_that_the_rules_can_say_has_words(group: str) -> None:
    missing = sorted(name for name in NEEDED[group] if not known(f"{group}.{name}"))

    assert missing == []
    assert NEEDED[group]


def test_no_words_for_what_the_rules_no_longer_say() -> None:
    for group in ("command", "message", "event", "fault", "offer"):
        told = {key.split(".")[1] for key in EN if key.startswith(f"{group}.")}
        assert told == set(NEEDED[group]), group


@pytest.mark.parametrize(
    ("group", "kinds"),
    [
        ("command", tuple(COMMANDS.values())),
        ("message", get_args(AnyMessage)),
        ("event", get_args(AnyEvent)),
        ("then", get_args(AnyEvent)),
    ],
)
def test_a_sentence_only_uses_fields_that_its_subject_has(
    group: str, kinds: tuple[type, ...]
) -> None:
    own = {kind.__name__: set(kind.__struct_fields__) for kind in kinds}  # type: ignore[attr-defined]
    for key, text in EN.items():
        if key.startswith(f"{group}."):
            assert fields(text) <= own[key.split(".")[1]] | COMPOSED, key


def test_no_english_word_stands_in_a_vietnamese_sentence() -> None:
    plain = {key: re.sub(r"{\w+}", "", text) for key, text in VI.items()}

    assert [key for key, text in plain.items() if ENGLISH.search(text)] == []


def test_no_vietnamese_word_stands_in_an_english_sentence() -> None:
    plain = {key: re.sub("[→×“”]", "", text) for key, text in EN.items()}

    assert [key for key, text in plain.items() if not text.isascii()] == []


def test_the_glossary_decides_the_business_words() -> None:
    assert word("vi", "recording", "requested") == "Đề nghị ghi"
    assert word("vi", "type", "sale") == "Xuất kho bán hàng"
    assert say("vi", "column.sync") == "TT đồng bộ với kế toán"
    assert [say("vi", f"sync.{one}") for one in ("yes", "no")] == ["Đã đồng bộ", "Chưa đồng bộ"]
    assert [say("vi", f"verdict.{one}") for one in ("pass", "fail", "unknown")] == [
        "Đạt",
        "Không đạt",
        "Chưa kết luận",
    ]


def test_an_unknown_key_or_language_is_an_error() -> None:
    with pytest.raises(KeyError):
        say("vi", "reason.the_weather")
    with pytest.raises(KeyError):
        say("fr", "app.sales")


def test_a_field_that_is_empty_leaves_no_gap() -> None:
    assert reason("vi", "no_such_order", "DH-1", "warehouse") == "Kho không có đơn DH-1"
    assert reason("vi", "no_such_order", "", "sales") == "Bán hàng không có đơn"


def test_a_reason_of_a_testers_own_rules_stays_as_it_is() -> None:
    assert reason("en", "credit_limit", "KH-01", "sales") == "credit_limit KH-01"


@pytest.mark.parametrize(
    ("name", "order", "told"),
    [
        ("order_to_warehouse:DH-1/1", "", "flow 1.1 (orders from Sales to Warehouse), order DH-1"),
        ("status_to_sales:DH-1/1/7", "", "flow 1.2 (statuses from Warehouse to Sales), order DH-1"),
        (
            "status_to_sales:A/5/1/7",
            "A/5",
            "flow 1.2 (statuses from Warehouse to Sales), order A/5",
        ),
        (
            "slip_to_accounting:A/5/PX-1",
            "",
            "flow 1.3 (issue slips from Warehouse to Accounting), slip PX-1",
        ),
    ],
)
def test_a_run_is_told_by_its_flow_and_document(name: str, order: str, told: str) -> None:
    assert run(name, "en", order) == told
