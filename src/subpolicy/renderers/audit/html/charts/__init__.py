"""The pictures of the report, drawn as SVG from the audit itself."""

from subpolicy.renderers.audit.html.charts.figure import figure

__all__ = ["figure"]
