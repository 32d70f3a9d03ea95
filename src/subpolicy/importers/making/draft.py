"""One row's fields, gathered cell by cell."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from subpolicy.importers.blocks import Text
from subpolicy.importers.cells.values import Values, is_empty
from subpolicy.importers.rows import Column, Row

_COUNTS = re.compile(
    r"\s*(?:#|№|n[or°º]\.?|nr\.?|num\.?|id|pos\.?|s\.? ?n\.?o?\.?)?\s*", re.IGNORECASE
)
LONGEST: Final = 5000
"""Characters of a cell that are read: more than any field takes, so that a cut is told."""


def bounded(text: Text, longest: int = LONGEST) -> Text:
    """A cell of bounded length, so that no cell takes long to understand."""
    return text if len(text.plain) <= longest else text._replace(plain=text.plain[:longest])


@dataclass(slots=True)
class Draft:
    """A record in the making."""

    row: Row
    heads: Mapping[Column, str]
    fields: dict[str, Any] = field(default_factory=dict)
    assumed: list[str] = field(default_factory=list)
    problems: list[tuple[str, str]] = field(default_factory=list)
    """Column, as the page calls it, and reason."""
    context: str = ""
    """The sentence above that the record rests on, too."""

    def cell(self, column: Column) -> Text | None:
        """A cell that says something."""
        text = self.row.cells.get(column)
        if text is None or (is_empty(text.flat) and text.checked is None and not text.links):
            return None
        return bounded(text)

    def head(self, column: Column) -> str:
        """What the page calls a column; empty where it does not."""
        return self.heads.get(column, "")

    def take(self, column: Column, values: Values) -> None:
        """Take over what a cell gives; what is there already stays, but for parts of objects."""
        for key, value in values.fields.items():
            old = self.fields.get(key)
            if isinstance(old, dict) and isinstance(value, dict):
                self.fields[key] = value | old
            elif old is None:
                self.fields[key] = value
        self.assumed.extend(values.assumed)
        for problem in values.problems:
            self.tell(column, problem)

    def tell(self, column: Column, reason: str) -> None:
        """Note what was not understood."""
        self.problems.append((self.head(column) or column.value, reason))

    def assume(self, key: str, value: Any, *pointers: str) -> None:
        """Take over a value that the page does not say, unless there is one."""
        if key not in self.fields:
            self.fields[key] = value
            self.assumed.extend(pointers or (f"/{key}",))

    def others(self) -> Iterator[str]:
        """Heads that nothing is known for, of cells that say something but their row's number."""
        for head, text in self.row.others.items():
            if not is_empty(text.flat) and not (_COUNTS.fullmatch(head) and _is_number(text.flat)):
                yield head


def _is_number(words: str) -> bool:
    return words.rstrip(".").isdecimal()
