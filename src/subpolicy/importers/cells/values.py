"""What a cell gives a record: fields, which are read into it, and what is not understood."""

from typing import Any, NamedTuple


class Values(NamedTuple):
    """The fields that one cell gives."""

    fields: dict[str, Any]
    """Fields of the record, by key."""
    assumed: tuple[str, ...] = ()
    """JSON Pointers to values that the cell does not literally say."""
    problems: tuple[str, ...] = ()
    """What was not understood, each in a sentence without a full stop."""


NOTHING = Values({})
"""An empty cell."""
_DASHES = frozenset("-–—−‐―.…/_ ")  # noqa: RUF001 -- dashes as pages have them


def is_empty(words: str) -> bool:
    """Whether a cell says nothing: empty, or only a dash."""
    return set(words) <= _DASHES or words.isspace()
