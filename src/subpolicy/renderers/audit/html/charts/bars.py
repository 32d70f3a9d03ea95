"""Bars in SVG: lying, one per row, and standing, one per moment.

Lengths are in percent, so that a chart fills its place and its letters keep their size.
"""

from collections.abc import Sequence
from typing import Final, NamedTuple

from subpolicy.renderers.audit.html.markup import Markup, join, number, short, tag, text, void

_ROW: Final = 42
"""Height of a row, in CSS pixels: the words above, the bar below."""
_BAR: Final = 14
_NAME: Final = 30
"""Characters of a row's name."""
_ROOM: Final = 7.0
"""Percent of the width that a number needs within its bar."""


class Series(NamedTuple):
    """One of the colours of a chart."""

    name: str
    tone: str
    """The class that colours it."""
    fill: str
    """Its colour where style sheets do not reach, as in print."""


class Bar(NamedTuple):
    """One row: a name, and a number for each series."""

    name: str
    values: tuple[int, ...]
    own: Series | None = None
    """What stands in for the first series, in this row."""


def lying(rows: Sequence[Bar], series: Sequence[Series]) -> tuple[Markup, int]:
    """Stacked bars, one per row; gives what is in the picture, and its height."""
    longest = max((sum(row.values) for row in rows), default=0) or 1
    parts = []
    for index, row in enumerate(rows):
        top = index * _ROW
        parts += [
            words(short(row.name, _NAME), "0", top + 13),
            words(f"{sum(row.values):,}", "100%", top + 13, anchor="end", class_="num"),
            void("rect", x="0", y=str(top + 20), width="100%", height=str(_BAR), rx="2",
                 class_="track", fill="#eef0f3"),
            *_segments(row, series, longest, top + 20),
        ]  # fmt: skip
    return join(parts), len(rows) * _ROW


def _segments(row: Bar, series: Sequence[Series], longest: int, top: int) -> list[Markup]:
    parts, left = [], 0.0
    colours = series if row.own is None else (row.own, *series[1:])
    for value, one in zip(row.values, colours, strict=True):
        if not value:
            continue
        width = 100 * value / longest
        hint = tag("title", text(f"{row.name}: {value:,} {one.name}"))
        parts.append(
            tag("rect", hint, x=percent(left), y=str(top), width=percent(width),
                height=str(_BAR), class_=f"bar {one.tone}", fill=one.fill)
        )  # fmt: skip
        if width >= _ROOM and sum(map(bool, row.values)) > 1:
            label = words(f"{value:,}", percent(left + width / 2), top + 11, anchor="middle",
                          class_="on", fill="#fff")  # fmt: skip
            parts.append(label)
        left += width
    return parts


def words(  # noqa: PLR0913 -- the attributes of a text
    content: str,
    x: str,
    y: int,
    *,
    anchor: str | None = None,
    class_: str | None = None,
    fill: str = "#1b2430",
) -> Markup:
    """A text in a picture."""
    return tag("text", text(content), x=x, y=str(y), text_anchor=anchor, class_=class_, fill=fill,
               font_size="12")  # fmt: skip


def legend(series: Sequence[Series], totals: Sequence[int]) -> Markup:
    """The colours in words, each with its number; those with none are left out."""
    entries = [
        tag("li", swatch(one), text(f" {one.name} "), tag("b", number(total)))
        for one, total in zip(series, totals, strict=True)
        if total
    ]
    return tag("ul", *entries, class_="legend") if entries else Markup("")


def swatch(one: Series) -> Markup:
    """A spot of a colour, whose meaning stands beside it; none for a series of several colours."""
    if not one.tone:
        return Markup("")
    spot = void("rect", width="10", height="10", rx="2", class_=f"bar {one.tone}", fill=one.fill)
    return tag("svg", spot, width="10", height="10", aria_hidden="true", focusable="false")


def percent(value: float) -> str:
    """A share of the width, with as many digits as a screen can show."""
    return f"{value:.2f}".rstrip("0").rstrip(".") + "%"
