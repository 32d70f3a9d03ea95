"""The matrix of rules and vendors: a heat map with a word in each cell."""

from collections.abc import Mapping
from typing import Final

from subpolicy.renderers.audit.blocks import Matrix
from subpolicy.renderers.audit.html.anchors import Anchors, vendor_anchor
from subpolicy.renderers.audit.html.markup import Markup, join, short, tag, text
from subpolicy.renderers.audit.html.tables import region

_TONES: Final[Mapping[str, str]] = {
    "failed": "f",
    "waived": "a",
    "baselined": "k",
    "passed": "p",
    "not_applicable": "n",
    "not_judged": "q",
}
"""Verdict → the class that colours it."""
_VAST: Final = 100
"""Vendors from which on the rows come in groups, which a browser lays out when they are near."""
_GROUP: Final = 40
"""Rows of a group."""
_TITLE: Final = 44
"""Characters of a vendor's name, or of a rule's id, in a head."""


def matrix(block: Matrix, anchors: Anchors) -> Markup:
    """The table, in a region of its own."""
    if not block.rows or not block.rules:
        return tag("p", Markup("Nothing was judged."), class_="none")
    cells = {cell: _cell(*cell) for cell in {cell for _, _, row in block.rows for cell in row}}
    rows = [
        _row(id_, name, "".join([cells[cell] for cell in row]), anchors)
        for id_, name, row in block.rows
    ]
    head = tag("tr", tag("th", Markup("Vendor"), scope="col"), *_head(block, anchors))
    vast = len(rows) > _VAST
    step = _GROUP if vast else len(rows)
    body = tag(
        "table",
        tag("caption", text(block.caption), class_="said"),
        tag("thead", head),
        *(
            tag("tbody", Markup("\n"), join(rows[start : start + step], "\n"), Markup("\n"))
            for start in range(0, len(rows), step)
        ),
        class_="m vast" if vast else "m",
    )
    return region(body, anchors.label(block.caption), long=True, kind="grid")


def _head(block: Matrix, anchors: Anchors) -> list[Markup]:
    """One column per rule: its short name, and its id upright."""
    found = []
    for number, rule, title in block.rules:
        words = join([tag("i", text(short(rule, _TITLE))), Markup(" "), tag("b", text(number))])
        target = anchors.link(f"#rule-{rule}")
        content = tag("span", words) if target is None else tag("a", words, **target)
        found.append(tag("th", content, scope="col", title=title))
    return found


def _row(id_: str, name: str, cells: str, anchors: Anchors) -> Markup:
    """A vendor and its cells; the place to which findings about it lead."""
    place = anchors.place(vendor_anchor(id_))
    head = tag("th", text(short(name or id_, _TITLE)), scope="row", id=place)
    return Markup(f"<tr>{head}{cells}</tr>")


def _cell(symbol: str, verdict: str) -> Markup:
    """Several outcomes stand one below the other."""
    tone = _TONES.get(verdict)
    content = "<br>".join(text(outcome) for outcome in symbol.split(", "))
    return Markup(f"<td class={tone}>{content}</td>" if tone else f"<td>{content}</td>")
