"""The formats of the feed."""

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Final

from subpolicy.publish.feed import atom, jsonfeed
from subpolicy.publish.feed.feed import Feed

FORMATS: Final[Mapping[str, Callable[[Feed], str]]] = MappingProxyType(
    {"atom": atom.render, "json": jsonfeed.render}
)
