"""The audit as one HTML page that needs no network, no script, and no second file."""

from subpolicy.renderers.audit.html.page import page_of, render

__all__ = ["page_of", "render"]
