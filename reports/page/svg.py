"""From matplotlib's SVG to the page's: words in both languages, colours of the page, short numbers.

What does not live here: drawing (`figures`).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any
from xml.etree import ElementTree as ET

from reports.words.page import Both

SVG = "http://www.w3.org/2000/svg"
XLINK = "http://www.w3.org/1999/xlink"

# Colours that stand for variables of the page's style; no line is told by its colour alone.
INK = {"#010101": "--text", "#010102": "--edge", "#010103": "--muted", "#010104": "--fail"} | {
    f"#0101f{n}": f"--c{n}" for n in range(1, 7)
}
WORD = "w{}w"  # what stands for a text in both languages until the end, then n as far as it reaches


class Words:
    """Keeps texts in both languages, and what stands for them in the figure."""

    def __init__(self) -> None:
        self.texts: list[Both] = []

    def put(self, text: Both) -> str:
        """Return what stands for a text."""
        self.texts.append(text)
        return WORD.format(len(self.texts) - 1).ljust(max(map(len, text)), "n")


def in_page(text: str, name: str, texts: Sequence[Both]) -> str:
    """Return the SVG as part of a page: its words in both languages, the page's colours."""
    ET.register_namespace("", SVG)
    ET.register_namespace("xlink", XLINK)
    root = ET.fromstring(text[text.index("<svg") :])
    for metadata in root.findall(f"{{{SVG}}}metadata"):
        root.remove(metadata)
    used = set(re.findall(r'(?:url\(#|href="#)([^)"]+)', text))
    for one in root.iter():
        _named(one, name, used)
        _coloured(one)
        _rounded(one)
        if one.tag == f"{{{SVG}}}text" and (found := re.fullmatch(r"w(\d+)wn*", one.text or "")):
            _bilingual(one, texts[int(found[1])])
    root.attrib.pop("version", None)
    root.set("aria-hidden", "true")  # the heading and the table say it to those who do not see
    root.set("class", "chart")
    return ET.tostring(root, encoding="unicode")


def _named(one: Any, name: str, used: set[str]) -> None:
    """Keep the ids that are referred to, with the figure's name before them; drop the others."""
    if "id" in one.attrib:
        if one.attrib["id"] in used:
            one.attrib["id"] = f"{name}-{one.attrib['id']}"
        else:
            del one.attrib["id"]
    for key, value in one.attrib.items():
        one.attrib[key] = re.sub(r"url\(#", f"url(#{name}-", value)
        if key == f"{{{XLINK}}}href":
            one.attrib[key] = f"#{name}-{value[1:]}"


def _rounded(one: Any) -> None:
    """Round coordinates to a tenth of a pixel: nobody sees more, and the file is half as long."""
    for key in ("d", "x", "y", "transform", "points", "width", "height"):
        if key in one.attrib:
            text = one.attrib[key].replace("\n", "")
            one.attrib[key] = re.sub(r"\d+\.\d{2,}", lambda n: f"{float(n[0]):.1f}", text)


def _coloured(one: Any) -> None:
    for key in ("style", "fill", "stroke"):
        if key in one.attrib:
            value = one.attrib[key]
            for colour, variable in INK.items():
                value = value.replace(colour, f"var({variable})")
            value = re.sub(r"font(-family)?: ?[^;]*'[^;]*(;|$)", _size_alone, value)
            one.attrib[key] = value


def _size_alone(found: re.Match[str]) -> str:
    size = re.search(r"[\d.]+px", found[0])
    return f"font-size:{size[0]};" if size else ""


def _bilingual(one: Any, text: Both) -> None:
    if text.vi == text.en:
        one.text = text.en
        return
    one.text = ""
    for lang in ("vi", "en"):
        part = ET.SubElement(one, f"{{{SVG}}}tspan", {"lang": lang})
        part.text = getattr(text, lang)
