"""The audit as one HTML page that needs no network, no script, and no second file."""

from subpolicy.renderers.audit.html.page import render

__all__ = ["render"]
