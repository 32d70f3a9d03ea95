"""Anchors and aliases: which value each name stands for."""

from collections.abc import Callable, Sequence
from typing import Any

from subpolicy.documents.events import AliasEvent, CollectionStartEvent, ScalarEvent
from subpolicy.documents.expansion import Expansion
from subpolicy.documents.faults import Fault, quoted
from subpolicy.documents.spans import end_of, span_of, start_of


class Anchors:
    """The names that were given so far."""

    __slots__ = ("_content", "_expansion", "_report", "_text", "_values")

    def __init__(self, content: bytes, report: Callable[[Fault], None]) -> None:
        self._content = content
        self._text: str | None = None
        self._expansion = Expansion()
        self._report = report
        self._values: dict[str, Any] = {}

    def define(self, event: ScalarEvent | CollectionStartEvent, value: Any) -> None:
        """Gives a value the name in ``event``, which has one."""
        mark = f"&{event.anchor}"
        self._check_end(mark, self._whole().find(mark, start_of(event).index) + len(mark), event)
        self._values[str(event.anchor)] = value

    def meant_by(self, event: AliasEvent, enclosing: Sequence[object]) -> Any:
        """A copy of the value that an alias stands for; when there is none, the alias as text.

        Args:
            event: The alias.
            enclosing: The collections around it, which it cannot stand for.
        """
        name, mark = str(event.anchor), f"*{event.anchor}"
        self._check_end(mark, end_of(event).index, event)
        if name not in self._values:
            message = f"nothing above is marked {quoted('&' + name)}"
            fix = "put a value that begins with * between quotes, or mark the value it stands for"
        elif any(value is self._values[name] for value in enclosing):
            message = f"{quoted(mark)} stands for a collection that holds it"
            fix = "write the value out"
        else:
            return self._expansion.copy(self._values[name], len(enclosing), event)
        self._report(Fault("yaml/alias", message, span_of(event), fix))
        return mark  # text, so that it is no second fault as a key

    def _check_end(
        self, mark: str, end: int, event: AliasEvent | ScalarEvent | CollectionStartEvent
    ) -> None:
        """For libyaml a colon ends a name; for YAML 1.2 it belongs to the name."""
        after = self._whole()[end : end + 1]
        if after in (":", "?"):
            message = f'the name {quoted(mark)} ends in "{after}"'
            fix = "put a space after the name, or put the value between quotes"
            self._report(Fault("yaml/alias", message, span_of(event), fix))

    def _whole(self) -> str:
        """The text of the file, decoded only where there are anchors."""
        if self._text is None:
            self._text = self._content.decode()
        return self._text
