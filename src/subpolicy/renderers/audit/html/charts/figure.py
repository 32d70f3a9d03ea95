"""A chart with its title, its words and its legend."""

from subpolicy.audit import Audit
from subpolicy.renderers.audit.blocks import Chart, Section
from subpolicy.renderers.audit.html.charts.drawing import Drawing
from subpolicy.renderers.audit.html.charts.evidence import evidence
from subpolicy.renderers.audit.html.charts.severities import severities
from subpolicy.renderers.audit.html.charts.transfers import transfers
from subpolicy.renderers.audit.html.charts.trend import trend
from subpolicy.renderers.audit.html.markup import Markup, identifier, tag, text


def figure(chart: Chart, audit: Audit, section: Section) -> Markup:
    """The picture, and below it the same in words; the words alone where there is no picture.

    Args:
        chart: Its name, title and words.
        audit: What it is drawn from.
        section: Where the numbers behind it stand.
    """
    drawing = _drawing(chart.name, audit)
    title = tag("p", text(chart.title), class_="title")
    source = tag("a", text(section.title), href=f"#{identifier(section.anchor)}")
    words = tag("figcaption", text(chart.words), Markup(" See "), source, Markup("."))
    if drawing is None:
        return tag("figure", title, words, class_="chart empty")
    name = identifier(f"chart-{chart.name}")
    svg = tag(
        "svg",
        tag("title", text(chart.title), id=f"{name}-title"),
        tag("desc", text(chart.words), id=f"{name}-words"),
        drawing.picture,
        role="img",
        aria_labelledby=f"{name}-title {name}-words",
        width="100%",
        height=str(drawing.height),
        font_family="system-ui, sans-serif",
    )
    return tag("figure", title, drawing.legend, svg, words, class_="chart", id=name)


def _drawing(name: str, audit: Audit) -> Drawing | None:
    match name:
        case "severities":
            return severities(audit)
        case "evidence":
            return evidence(audit)
        case "transfers":
            return transfers(audit)
        case "trend":
            return trend(audit)
        case _:
            return None
