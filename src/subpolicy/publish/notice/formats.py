"""The formats of the notice."""

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Final

from subpolicy.publish.notice import eml, html, json, text
from subpolicy.publish.notice.notice import Notice

FORMATS: Final[Mapping[str, Callable[[Notice], str]]] = MappingProxyType(
    {"text": text.render, "html": html.render, "eml": eml.render, "json": json.render}
)
