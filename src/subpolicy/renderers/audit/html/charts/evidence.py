"""DPAs, certifications and other proofs on a line of time."""

from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date
from math import sqrt
from typing import Final

from subpolicy.audit import Audit, Evidence
from subpolicy.renderers.audit.html.charts.bars import Series, legend, percent, words
from subpolicy.renderers.audit.html.charts.drawing import Drawing
from subpolicy.renderers.audit.html.markup import Markup, join, tag, text, void

_ROW: Final = 54
_LEFT, _WIDTH = 2.0, 96.0
"""Percent of the width; dots need room at both ends."""
_LARGEST, _SMALLEST = 10.0, 3.5
"""Radius of a dot in CSS pixels."""
_FINE: Final = 4
"""Years up to which a dot stands for a month; beyond that for a quarter."""
_PAST, _FUTURE = 12, 6
"""Years around the as-of date; what lies beyond stands at the edge."""
_STEPS: Final = (1, 2, 5, 10, 20)
"""Years between two lines."""
_KINDS: Final = {
    "DPA": "DPAs",
    "certification": "Certifications",
    "DPF": "DPF certifications",
    "TIA": "Transfer impact assessments",
    "BAA": "BAAs",
    "review": "Vendor reviews",
}
_DATED = Series("the day it bears", "s-1", "#1f5a99")
_UNTIL = Series("expires on", "s-w", "#a15c07")
_OVER = Series("expired on", "s-f", "#b42318")


def evidence(audit: Audit) -> Drawing | None:
    """A row per kind of proof, a dot per month or quarter; None where nothing has a date."""
    days = [iso for one in audit.evidence for iso in (one.on, one.until) if iso]
    if not days:
        return None
    today = audit.report.as_of
    axis = _Axis(min([*days, today]), max([*days, today]), today)
    kinds = [kind for kind in _KINDS if any(one.kind == kind for one in audit.evidence)]
    height = len(kinds) * _ROW + 22
    parts = [*axis.lines(height), _now(axis, today, height)]
    for index, kind in enumerate(kinds):
        of_kind = [one for one in audit.evidence if one.kind == kind]
        parts += _row(of_kind, kind, index * _ROW, axis, today)
    return Drawing(join(parts), height, _legend(audit.evidence, today))


class _Axis:
    """Days across the width."""

    def __init__(self, first: str, last: str, today: str) -> None:
        now = date.fromisoformat(today)
        least, most = max(now.year - _PAST, 1), min(now.year + _FUTURE, 9998)
        self.first, self.last = date(least, 1, 1), date(most, 12, 31)
        self.start = self._within(first).replace(day=1).toordinal()
        self.end = max(self._within(last).toordinal() + 31, self.start + 365)
        self.years = range(
            date.fromordinal(self.start).year + 1, date.fromordinal(self.end).year + 1
        )
        self.fine = len(self.years) <= _FINE

    def _within(self, iso: str) -> date:
        return min(max(date.fromisoformat(iso), self.first), self.last)

    def at(self, day: date) -> float:
        """Percent from the left."""
        return _LEFT + _WIDTH * (day.toordinal() - self.start) / (self.end - self.start)

    def bucket(self, iso: str) -> date:
        """The middle of the month or quarter of a day."""
        day = self._within(iso)
        return day.replace(day=15, month=day.month if self.fine else (day.month - 1) // 3 * 3 + 2)

    def span(self, day: date) -> str:
        """A month or quarter in words."""
        words = f"{day:%Y-%m}" if self.fine else f"{day.year}, quarter {(day.month + 2) // 3}"
        if day < self.first.replace(month=4):
            return f"{words} or earlier"
        return f"{words} or later" if day > self.last.replace(month=10, day=1) else words

    def lines(self, height: int) -> Iterator[Markup]:
        """The first of January of the years, not more than fit a telephone."""
        step = next((step for step in _STEPS if len(self.years) / step <= 8), _STEPS[-1])  # noqa: PLR2004
        for year in self.years:
            if year % step:
                continue
            x = percent(self.at(date(year, 1, 1)))
            yield void("line", x1=x, x2=x, y1="0", y2=str(height - 18), class_="line",
                       stroke="#d5dae1")  # fmt: skip
            yield words(str(year), x, height - 4, anchor="middle", class_="axis", fill="#55606e")


def _now(axis: _Axis, today: str, height: int) -> Markup:
    x = percent(axis.at(date.fromisoformat(today)))
    line = void("line", x1=x, x2=x, y1="0", y2=str(height - 18), class_="now", stroke="#1b2430",
                stroke_dasharray="3 3")  # fmt: skip
    return tag("g", tag("title", text(f"as of {today}")), line)


def _row(
    proofs: Sequence[Evidence], kind: str, top: int, axis: _Axis, today: str
) -> Iterator[Markup]:
    dated = Counter(axis.bucket(one.on) for one in proofs if one.on)
    until = Counter((axis.bucket(one.until), one.until < today) for one in proofs if one.until)
    bare = sum(one.on is None and one.until is None for one in proofs)
    said = f"{len(proofs) - bare:,} dated" + (f", {bare:,} undated or none" if bare else "")
    yield words(_KINDS[kind], "0", top + 14, class_="name")
    yield words(said, "100%", top + 14, anchor="end", class_="axis", fill="#55606e")
    middle = str(top + 34)
    yield void("line", x1="0", x2="100%", y1=middle, y2=middle, class_="line", stroke="#d5dae1")
    largest = max([*dated.values(), *until.values()], default=1)
    for day, count in sorted(dated.items()):
        hint = f"{kind}, {axis.span(day)}: {count:,}"
        yield _dot(axis.at(day), middle, _radius(count, largest), _DATED, hint)
    for (day, over), count in sorted(until.items()):
        series = _OVER if over else _UNTIL
        hint = f"{kind}, {series.name} {axis.span(day)}: {count:,}"
        yield _ring(axis.at(day), middle, _radius(count, largest), series, hint)


def _dot(at: float, middle: str, radius: float, series: Series, hint: str) -> Markup:
    return tag("circle", tag("title", text(hint)), cx=percent(at), cy=middle, r=f"{radius:.1f}",
               class_=f"bar dot {series.tone}", fill=series.fill, stroke="#fff")  # fmt: skip


def _ring(at: float, middle: str, radius: float, series: Series, hint: str) -> Markup:
    return tag("circle", tag("title", text(hint)), cx=percent(at), cy=middle, r=f"{radius:.1f}",
               class_=f"ring {series.tone}", fill="#fff", stroke=series.fill,
               stroke_width="2")  # fmt: skip


def _radius(count: int, largest: int) -> float:
    return max(_SMALLEST, _LARGEST * sqrt(count / max(largest, 4)))


def _legend(proofs: Sequence[Evidence], today: str) -> Markup:
    totals = [
        sum(one.on is not None for one in proofs),
        sum(one.until is not None and one.until >= today for one in proofs),
        sum(one.until is not None and one.until < today for one in proofs),
    ]
    return legend((_DATED, _UNTIL, _OVER), totals)
