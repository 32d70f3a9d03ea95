"""What the last commits left open."""

from collections.abc import Iterator, Sequence
from typing import Final

from subpolicy.audit import Audit, Moment
from subpolicy.renderers.audit.html.charts.bars import Series, percent, swatch, words
from subpolicy.renderers.audit.html.charts.drawing import Drawing
from subpolicy.renderers.audit.html.markup import Markup, join, tag, text, void

_SERIES: Final = (
    Series("errors", "s-f", "#b42318"),
    Series("warnings", "s-w", "#a15c07"),
    Series("infos", "s-3", "#0e7076"),
    Series("known at adoption", "s-k", "#2a5fa8"),
    Series("waived", "s-a", "#6941a5"),
)
_TOP, _PLOT, _FOOT = 18, 120, 22
"""Heights in CSS pixels: the words above, the bars, the dates below."""
_WIDEST: Final = 6.0
"""Percent of the width that a bar takes at most."""
_SHORT: Final = 8
"""Digits of a commit's id in a hint."""


def trend(audit: Audit) -> Drawing | None:
    """A standing bar per commit, oldest first; None outside git."""
    moments = audit.trend
    if not moments:
        return None
    highest = max(1, *(sum(_values(moment)) for moment in moments))
    width = 100 / len(moments)
    parts = [*_frame(highest)]
    for index, moment in enumerate(moments):
        parts += _bar(moment, index * width, width, highest)
    parts += _dates(moments)
    seen = [max(values) for values in zip(*map(_values, moments), strict=True)]
    return Drawing(join(parts), _TOP + _PLOT + _FOOT, _legend(seen))


def _legend(seen: Sequence[int]) -> Markup:
    """The colours that occur, without numbers: those of which commit?"""
    entries = [
        tag("li", swatch(one), Markup(" "), text(one.name))
        for one, most in zip(_SERIES, seen, strict=True)
        if most
    ]
    return tag("ul", *entries, class_="legend") if entries else Markup("")


def _values(moment: Moment) -> tuple[int, ...]:
    return (moment.errors, moment.warnings, moment.infos, moment.baselined, moment.waived)


def _frame(highest: int) -> Iterator[Markup]:
    bottom = str(_TOP + _PLOT)
    yield words(f"{highest:,} at most", "0", 12, class_="axis", fill="#55606e")
    for y in (str(_TOP), bottom):
        yield void("line", x1="0", x2="100%", y1=y, y2=y, class_="line", stroke="#d5dae1")


def _bar(moment: Moment, left: float, width: float, highest: int) -> Iterator[Markup]:
    bottom = float(_TOP + _PLOT)
    wide = min(width * 0.8, _WIDEST)
    commit = moment.commit[:_SHORT] if moment.commit else "not committed"
    for value, series in zip(_values(moment), _SERIES, strict=True):
        if not value:
            continue
        height = _PLOT * value / highest
        bottom -= height
        hint = tag("title", text(f"{moment.date}, {commit}: {value:,} {series.name}"))
        yield tag("rect", hint, x=percent(left + (width - wide) / 2), width=percent(wide),
                  y=f"{bottom:.1f}", height=f"{height:.1f}", class_=f"bar {series.tone}",
                  fill=series.fill)  # fmt: skip


def _dates(moments: Sequence[Moment]) -> Iterator[Markup]:
    y = _TOP + _PLOT + 16
    yield words(moments[0].date, "0", y, class_="axis", fill="#55606e")
    if len(moments) > 1:
        yield words(moments[-1].date, "100%", y, anchor="end", class_="axis", fill="#55606e")
