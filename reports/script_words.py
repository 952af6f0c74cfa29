"""How a manual script speaks: its words, and lines, quantities, slips and people in it.

A script is read by people who enter what stands there, so nothing is cut short, and a status or a
type keeps its Vietnamese name, in English with the meaning in brackets. What does not live here:
the sentences (`words.script_vi`, `words.script_en`).
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from reports import words
from reports.words import script_en, script_vi, word
from sim.rules.messages import Envelope
from sim.rules.values import Line, Quantities, Slip, SlipInfo, SlipLine

SCRIPT: Mapping[str, Mapping[str, str]] = {"vi": script_vi.WORDS, "en": script_en.WORDS}
REVOKE = ("Hold", "HoldAnswer", "EndHold", "EndAnswer")  # what the apps say during a revoke


def speak(lang: str, key: str, /, **fields: object) -> str:
    """Return the words of a key with its fields filled in, without double spaces."""
    return " ".join(SCRIPT[lang][key].format(**fields).split())


def known(key: str) -> bool:
    """Tell whether a script has words for a key."""
    return key in script_vi.WORDS


def named(lang: str, group: str, value: str) -> str:
    """Return what the apps show for a value: its Vietnamese name, in English with the meaning."""
    shown = word("vi", group, value)
    return shown if lang == "vi" or shown == value else f"{shown} ({word(lang, group, value)})"


def capital(text: str) -> str:
    """Return a text with its first letter in capitals."""
    return text[:1].upper() + text[1:]


def person(who: str, role: str, lang: str, names: Mapping[str, str]) -> str:
    """Return a person with the role: "Thủ kho — Minh"."""
    called = capital(word(lang, "role", role))
    return speak(lang, "person", role=called, name=first_name(who, role, lang, names))


def first_name(who: str, role: str, lang: str, names: Mapping[str, str]) -> str:
    """Return a person's name: the id, or what stands in `names` for an id that is a number."""
    if found := re.fullmatch(rf"{re.escape(role)}-(\d+)", who):
        return names.get(who) or speak(lang, "person.numbered", number=found[1])
    return " ".join(map(capital, who.replace("_", " ").split()))


def both(lang: str, texts: Sequence[str]) -> str:
    """Return texts in a row: "a, b and c"."""
    if len(texts) < 2:
        return "".join(texts)
    return speak(lang, "and", first=", ".join(texts[:-1]), second=texts[-1])


# --- goods --------------------------------------------------------------------------------------


def goods(lines: Sequence[Line | SlipLine], lang: str) -> str:
    """Return all lines, with their numbers where there is more than the first."""
    counted = len(lines) > 1 or any(line.no > 1 for line in lines)
    return "; ".join(_numbered(line.no if counted else 0, _one(line, lang), lang) for line in lines)


def _one(line: Line | SlipLine, lang: str) -> str:
    price = line.price if isinstance(line, Line) else 0
    key = "goods.priced" if price else "goods"
    return speak(lang, key, item=line.item, quantity=line.quantity, price=_money(price, lang))


def _money(amount: int, lang: str) -> str:
    shown = f"{amount:,}"
    return shown.replace(",", ".") if lang == "vi" else shown


def _numbered(no: int, text: str, lang: str) -> str:
    return speak(lang, "goods.numbered", no=no, goods=text) if no else text


def progress(ordered: Sequence[Line], done: Quantities, lang: str) -> str:
    """Return how much of each line is done: "HH-01 1/2"."""
    got = dict(done)
    return "; ".join(
        _numbered(
            line.no if len(ordered) > 1 else 0,
            f"{line.item} {got.get(line.no, 0)}/{line.quantity}",
            lang,
        )
        for line in ordered
    )


def day(date: int, lang: str) -> str:
    """Return a date, counted from the day on which the script is followed."""
    return speak(lang, "day", days=date) if date else speak(lang, "day.0")


def slip(of: Slip | SlipInfo, lang: str) -> str:
    """Return a slip with all that its screen shows: "PX-1 (Xuất kho bán hàng, HH-01 ×2)"."""
    details = [named(lang, "type", of.type), goods(of.lines, lang)]
    if of.number != of.slip:
        details.append(speak(lang, "slip.number", number=of.number))
    if of.date:
        details.append(speak(lang, "slip.date", day=day(of.date, lang)))
    return speak(lang, "slip", slip=of.slip, details=", ".join(details))


def change(before: Slip, after: Slip, lang: str) -> str:
    """Return what to change in a slip, field by field."""
    pairs = {
        "number": (before.number, after.number),
        "type": (named(lang, "type", before.type), named(lang, "type", after.type)),
        "lines": (goods(before.lines, lang), goods(after.lines, lang)),
        "date": (day(before.date, lang), day(after.date, lang)),
    }
    told = [
        speak(lang, f"change.{field}", old=old, new=new)
        for field, (old, new) in pairs.items()
        if old != new
    ]
    return ", ".join(told) or speak(lang, "change.none")


# --- messages -----------------------------------------------------------------------------------


def message(envelope: Envelope, lang: str, *, whole: bool = False) -> str:
    """Return a message as people hear of it; `whole` tells a revoke as one thing."""
    said = envelope.message
    kind = type(said).__name__
    if kind in REVOKE and whole:
        return speak(lang, "what.revoke", order=said.order)
    key = f"what.{kind}.deleted" if getattr(said, "deleted", False) else f"what.{kind}"
    return speak(lang, key, **fields(envelope, lang))


def fields(envelope: Envelope, lang: str) -> dict[str, str]:
    """Return what the words about a message may name."""
    said, target = envelope.message, envelope.target
    shown = {"order": said.order, "slip": str(getattr(said, "slip", ""))}
    shown["place"] = speak(lang, f"place.{target}")
    shown["recording"] = named(lang, "recording", str(getattr(said, "recording", "")))
    status = str(getattr(said, "status", ""))
    group = "delivery" if words.known(f"delivery.{status}") else "execution"
    shown["status"] = named(lang, group, status)
    shown["issued"] = words.amounts(getattr(said, "issued", ()), lang)
    return shown
