"""What an outline is made of: the words of a text, and the slot where it ends."""

from enum import Enum, auto
from typing import NamedTuple

from subpolicy.locations import Token as Step

Path = tuple[Step, ...]
"""Keys, and numbers for the items of lists, from the top of the document."""

MOST_NESTED = 64
"""Collections in each other; a document with more is refused when it is read."""


MOST_CHARACTERS = 1 << 18
"""Of a document that is looked through at a keystroke; a record has a thousand."""


class TooDeep(Exception):
    """The text is nested deeper than a document may be."""


class Word(NamedTuple):
    """A key or a scalar, where it stands."""

    is_key: bool
    path: Path
    """Of the value; of a key, of the value that it names."""
    start: int
    end: int
    """Offsets into the text; quotes are inside."""
    text: str
    """Without quotes."""


class Where(Enum):
    """What can stand in a slot."""

    LINE = auto()
    """At the beginning of a line or behind a dash: a key of `path`, or its whole value."""
    VALUE = auto()
    """Behind a colon or between brackets: a value."""
    FLOW_KEY = auto()
    """Between braces: a key of `path`."""


class Slot(NamedTuple):
    """Where a text ends, and what is begun there."""

    path: Path
    where: Where
    start: int
    typed: str
