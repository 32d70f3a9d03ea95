"""Where each value of a document stands: a second parse that keeps the offsets.

It runs on documents that were read without a fault, so there is nothing left to complain of.
"""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any, Final, NamedTuple

from subpolicy.documents.events import (
    AliasEvent,
    CollectionEndEvent,
    CollectionStartEvent,
    CParser,
    MappingStartEvent,
    NodeEvent,
    ScalarEvent,
)
from subpolicy.documents.spans import Lines, end_of, start_of
from subpolicy.locations import Span, tokens

_NOTHING: Final[Mapping[str, Any]] = MappingProxyType({})


class Stretch(NamedTuple):
    """Offsets into the text: of the first character, and after the last."""

    start: int
    end: int


class Place:
    """One value: where it stands, and the places inside it."""

    __slots__ = ("children", "is_block", "keys", "stretch")

    def __init__(self, stretch: Stretch, *, is_block: bool) -> None:
        self.stretch = stretch
        self.is_block = is_block
        """Whether it is a collection without brackets."""
        self.children: Mapping[str, Place] = _NOTHING
        """By the token of the pointer: a key, or the index of an item."""
        self.keys: Mapping[str, Stretch] = _NOTHING
        """Empty for a list."""

    def head(self) -> Stretch:
        """The first key in the value, else its first scalar."""
        place = self
        while not place.keys and place.children:
            place = place.children["0"]
        return next(iter(place.keys.values()), place.stretch)


class Positions:
    """The places of one document."""

    __slots__ = ("_lines", "_root")

    def __init__(self, root: Place, text: str) -> None:
        self._root = root
        self._lines = Lines(text)

    def locate(self, pointer: str) -> Span:
        """See ``Document.locate``."""
        place, key = self._root, self._root.head()
        for token in tokens(pointer):
            child = place.children.get(token)
            if child is None:
                break
            key = place.keys.get(token) or self._item(child)
            place = child
        else:
            if place is not self._root and self._is_shown(place):
                key = place.stretch
        return self._span(key)

    def locate_key(self, pointer: str) -> Span:
        """See ``Document.locate_key``."""
        *parents, last = tokens(pointer) or [""]
        place: Place | None = self._root
        for token in parents:
            place = place.children.get(token) if place is not None else None
        key = place.keys.get(last) if place is not None else None
        return self.locate(pointer) if key is None else self._span(key)

    def _item(self, place: Place) -> Stretch:
        """What stands for the key of a list's item."""
        return place.stretch if self._is_shown(place) else place.head()

    def _is_shown(self, place: Place) -> bool:
        """Whether the value is its own place: written, and not a collection over many lines."""
        if place.is_block or place.stretch.start == place.stretch.end:
            return False
        return place.children is _NOTHING or self._lines.holds_in_one(*place.stretch)

    def _span(self, stretch: Stretch) -> Span:
        if stretch.start == stretch.end:  # nothing is written but a dash, just before
            return self._lines.span(stretch.start - 1, stretch.end)
        return self._lines.span(*stretch)


class _Open:
    """A collection whose events are coming in."""

    __slots__ = ("_children", "_key", "_keys", "_mapping", "place")

    def __init__(self, place: Place, *, mapping: bool) -> None:
        self.place = place
        self._mapping = mapping
        self._key: str | None = None
        self._children: dict[str, Place] = {}
        self._keys: dict[str, Stretch] = {}
        place.children, place.keys = self._children, self._keys

    def add(self, child: Place, name: str) -> None:
        """Takes the next item, value or key; ``name`` is the text of a scalar."""
        children = self._children
        if not self._mapping:
            children[str(len(children))] = child
        elif self._key is None:
            self._key = name
            self._keys[name] = child.stretch
        else:
            children[self._key] = child
            self._key = None


def positions(text: str) -> Positions:
    """The places of the one document in ``text``, which must be without faults."""
    return Positions(places(text), text)


def places(text: str) -> Place:
    """The root of the one document in ``text``, which must be without faults."""
    document = Place(Stretch(0, 0), is_block=True)
    stack = [_Open(document, mapping=False)]
    anchors: dict[str, tuple[Place, str]] = {}
    parser = CParser(text)
    for event in iter(parser.get_event, None):
        if isinstance(event, CollectionEndEvent):
            place = stack.pop().place
            place.stretch = Stretch(place.stretch.start, end_of(event).index)
        elif isinstance(event, NodeEvent):
            place, name = _place(event, anchors)
            stack[-1].add(place, name)
            if isinstance(event, CollectionStartEvent):
                stack.append(_Open(place, mapping=isinstance(event, MappingStartEvent)))
    return document.children["0"]


def _place(event: NodeEvent, anchors: dict[str, tuple[Place, str]]) -> tuple[Place, str]:
    is_block = isinstance(event, CollectionStartEvent) and not event.flow_style
    place = Place(Stretch(start_of(event).index, end_of(event).index), is_block=is_block)
    name = event.value if isinstance(event, ScalarEvent) else ""
    if isinstance(event, AliasEvent):
        meant, name = anchors[str(event.anchor)]
        place.children, place.keys = meant.children, meant.keys
    elif event.anchor is not None:
        anchors[event.anchor] = (place, name)
    return place, name
