"""Where personal data goes, and on what the transfers rest."""

from collections import Counter, defaultdict
from typing import Final

from subpolicy.audit import Audit, Flow
from subpolicy.renderers.audit.html.charts.bars import Bar, Series, legend, lying
from subpolicy.renderers.audit.html.charts.drawing import Drawing

_SERIES: Final = (
    Series("SCCs", "s-1", "#1f5a99"),
    Series("SCCs and another tool", "s-2", "#5b4b9a"),
    Series("another tool", "s-3", "#0e7076"),
    Series("none named, at home", "s-0", "#6b7785"),
    Series("none named", "s-w", "#a15c07"),
)
_OF_SCCS: Final = frozenset({"scc", "uk-addendum", "swiss-adapted-scc"})
"""The clauses, and what carries them over to other regimes."""
_MOST: Final = 10
"""Places with a bar of their own; the rest share one."""


def transfers(audit: Audit) -> Drawing | None:
    """One bar of vendors per place, the longest first; None where no vendor states a place."""
    # as the words say: what is announced is not there yet, and a suspended vendor still holds data
    held = [flow for flow in audit.flows if flow.status != "planned" and flow.upcoming is None]
    if not held:
        return None
    places: dict[str, Counter[int]] = defaultdict(Counter)
    for label, _, basis in {(flow.label, flow.vendor, _basis(flow)) for flow in held}:
        places[label][basis] += 1
    ranked = sorted(places.items(), key=lambda place: (-place[1].total(), place[0]))
    rows = [_bar(label, counts) for label, counts in ranked[:_MOST]]
    if rest := ranked[_MOST:]:
        others = sum((counts for _, counts in rest), Counter[int]())
        rows.append(_bar(f"{len(rest)} other places", others))
    totals = [sum(row.values[index] for row in rows) for index in range(len(_SERIES))]
    picture, height = lying(rows, _SERIES)
    return Drawing(picture, height, legend(_SERIES, totals))


def _bar(label: str, counts: "Counter[int]") -> Bar:
    return Bar(label, tuple(counts[index] for index in range(len(_SERIES))))


def _basis(flow: Flow) -> int:
    """Which of the series a flow belongs to: by what its record claims, whatever the law asks."""
    tools = {claim.partition(" ")[0].rstrip(",") for claim in flow.mechanisms} - {"none"}
    match ("scc" in tools, bool(tools - _OF_SCCS)):
        case (True, more):
            return 1 if more else 0
        case (False, True):
            return 2
        case _:
            return 3 if flow.at_home else 4
