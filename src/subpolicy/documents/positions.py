"""Where each value of a document stands: a second parse that keeps libyaml's marks.

It runs on documents that were read without a fault, so there is nothing left to complain of.
"""

from subpolicy.documents.events import (
    AliasEvent,
    CollectionEndEvent,
    CollectionStartEvent,
    CParser,
    Event,
    MappingStartEvent,
    ScalarEvent,
)
from subpolicy.documents.spans import between, is_empty, trimmed
from subpolicy.locations import START, Span, tokens


class _Place:
    """One value: its span, and the places inside it by the token that leads there."""

    __slots__ = ("children", "inline", "keys", "span")

    def __init__(self, span: Span, *, inline: bool) -> None:
        self.span = span
        self.inline = inline
        """Whether the value is shown itself: a scalar, or a collection on a single line."""
        self.children: dict[str, _Place] = {}
        """Items of a list are named by their index."""
        self.keys: dict[str, Span] = {}
        """Empty for a list."""

    def head(self) -> Span:
        """The first key in the value, else its first scalar."""
        place = self
        while not place.keys and place.children:
            place = place.children["0"]
        return next(iter(place.keys.values()), place.span)


class Positions:
    """The places of one document."""

    __slots__ = ("_root",)

    def __init__(self, root: _Place) -> None:
        self._root = root

    def locate(self, pointer: str) -> Span:
        """See ``Document.locate``."""
        place, key = self._root, self._root.head()
        for token in tokens(pointer):
            child = place.children.get(token)
            if child is None:
                return key
            key = place.keys.get(token) or (child.span if child.inline else child.head())
            place = child
        return place.span if place.inline and place is not self._root else key


class _Open:
    """A collection whose events are coming in."""

    __slots__ = ("_key", "_mapping", "place", "start")

    def __init__(self, place: _Place, start: CollectionStartEvent | None, *, mapping: bool) -> None:
        self.place = place
        self.start = start
        self._mapping = mapping
        self._key: str | None = None

    def add(self, child: _Place, name: str) -> None:
        """Takes the next item, value or key; ``name`` is the text of a scalar."""
        children = self.place.children
        if not self._mapping:
            children[str(len(children))] = child
        elif self._key is None:
            self._key = name
            self.place.keys[name] = child.span
        else:
            children[self._key] = child
            self._key = None


class _Tracker:
    """The state of the second parse."""

    __slots__ = ("_anchors", "_open", "_stack", "_text", "root")

    def __init__(self, text: str) -> None:
        self._text = text
        self._anchors: dict[str, tuple[_Place, str]] = {}
        self.root = _Place(START, inline=False)
        self._open = _Open(self.root, None, mapping=False)
        self._stack: list[_Open] = []

    def take(self, event: Event) -> None:
        """One event; those that carry no value are passed over."""
        if isinstance(event, ScalarEvent):
            self._add(_scalar(event, self._text), event.value, event)
        elif isinstance(event, CollectionStartEvent):
            place = _Place(START, inline=False)  # its end is not known yet
            self._add(place, "", event)
            self._stack.append(self._open)
            self._open = _Open(place, event, mapping=isinstance(event, MappingStartEvent))
        elif isinstance(event, CollectionEndEvent):
            self._close(event)
        elif isinstance(event, AliasEvent):
            meant, name = self._anchors[str(event.anchor)]
            alias = _Place(between(event, event), inline=True)
            alias.children, alias.keys = meant.children, meant.keys
            self._open.add(alias, name)

    def _add(self, place: _Place, name: str, event: ScalarEvent | CollectionStartEvent) -> None:
        if event.anchor is not None:
            self._anchors[event.anchor] = (place, name)
        self._open.add(place, name)

    def _close(self, event: CollectionEndEvent) -> None:
        start, place = self._open.start, self._open.place
        if start is not None:
            place.span = between(start, event)
            place.inline = bool(start.flow_style) and place.span.line == place.span.end_line
        self._open = self._stack.pop()


def positions(text: str) -> Positions:
    """The places of the one document in ``text``, which must be without faults."""
    tracker = _Tracker(text)
    parser = CParser(text)
    for event in iter(parser.get_event, None):
        tracker.take(event)
    return Positions(tracker.root.children["0"])


def _scalar(event: ScalarEvent, text: str) -> _Place:
    if is_empty(event):  # only the dash of a list item is there, just before it
        line, column, _, _ = between(event, event)
        return _Place(Span(line, column - 1, line, column), inline=False)
    return _Place(trimmed(event, text), inline=True)
