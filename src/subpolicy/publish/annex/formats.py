"""The formats of the annex."""

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Final

from subpolicy.publish.annex import html, markdown
from subpolicy.publish.annex.annex import Annex

FORMATS: Final[Mapping[str, Callable[[Annex], str]]] = MappingProxyType(
    {"markdown": markdown.render, "html": html.render}
)
