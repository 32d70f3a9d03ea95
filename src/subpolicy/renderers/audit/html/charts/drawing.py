"""What a chart gives to its figure."""

from typing import NamedTuple

from subpolicy.renderers.audit.html.markup import Markup


class Drawing(NamedTuple):
    """What is in a picture, without its frame."""

    picture: Markup
    """SVG elements; across in percent, down in CSS pixels."""
    height: int
    """In CSS pixels."""
    legend: Markup
    """Its colours in words; HTML."""
