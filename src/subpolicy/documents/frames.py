"""The open collections of a build: each takes the values that follow until it ends."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from subpolicy.documents.events import ScalarEvent
from subpolicy.documents.faults import Fault, quoted
from subpolicy.documents.spans import span_of, start_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from subpolicy.documents.events import NodeEvent

_KINDS: Final[dict[type, str]] = {
    type(None): "null",
    bool: "true or false",
    int: "a number",
    float: "a number",
    list: "a list",
    dict: "a mapping",
}


class RootFrame:
    """Takes the one value of the document."""

    __slots__ = ("event", "value")

    def __init__(self) -> None:
        self.value: Any = None
        self.event: NodeEvent | None = None
        """None until there is a value."""

    def add(self, value: Any, event: NodeEvent) -> None:
        """Takes the value."""
        self.value, self.event = value, event


class ListFrame:
    """An open list."""

    __slots__ = ("value",)

    def __init__(self) -> None:
        self.value: list[Any] = []

    def add(self, value: Any, _event: NodeEvent) -> None:
        """Takes the next item."""
        self.value.append(value)


class MappingFrame:
    """An open mapping: takes keys and values in turn."""

    __slots__ = ("_firsts", "_key", "_report", "value")

    def __init__(self, report: Callable[[Fault], None]) -> None:
        self.value: dict[str, Any] = {}
        self._key: str | None = None
        self._firsts: dict[str, NodeEvent] = {}
        self._report = report

    def add(self, value: Any, event: NodeEvent) -> None:
        """Takes the next key or value; ``event`` says where it stands."""
        if self._key is not None:
            self.value[self._key] = value
            self._key = None
            return
        if type(value) is not str:
            self._report(_not_text(value, event))
            value = ""
        elif value in self._firsts:
            self._report(_duplicate(value, self._firsts[value], event))
        elif value == "<<" and _is_plain(event):
            self._report(_merge(event))
        else:
            self._firsts[value] = event
        self._key = value


Frame = RootFrame | ListFrame | MappingFrame


def _is_plain(event: NodeEvent) -> bool:
    return isinstance(event, ScalarEvent) and event.tag is None and not event.style


def _not_text(value: object, event: NodeEvent) -> Fault:
    message = f"a key must be text, and this one is {_KINDS[type(value)]}"
    if isinstance(value, list | dict):
        fix = "put text that begins with { or [ between quotes"
    else:
        fix = "put the key between quotes"
    return Fault("yaml/key", message, span_of(event), fix)


def _duplicate(key: str, first: NodeEvent, event: NodeEvent) -> Fault:
    message = f"the key {quoted(key)} is already on line {start_of(first).line + 1}"
    return Fault("yaml/duplicate-key", message, span_of(event), "keep one of the two")


def _merge(event: NodeEvent) -> Fault:
    message = 'the merge key "<<" is not part of YAML 1.2'
    fix = "write the merged keys out"
    return Fault("yaml/merge-key", message, span_of(event), fix)
