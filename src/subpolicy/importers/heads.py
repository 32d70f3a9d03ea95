"""What a column's head or a label means, in English, German, French, Dutch and Spanish."""

import difflib
import re
import unicodedata
from collections.abc import Sequence
from functools import lru_cache
from types import MappingProxyType
from typing import Final

from subpolicy.importers.head_words import PHRASES
from subpolicy.importers.rows import Column


def _table() -> dict[str, Column]:
    table: dict[str, Column] = {}
    for column, phrases in PHRASES.items():
        for phrase in phrases.split(";"):
            table.setdefault(" ".join(phrase.split()), column)
    return table


_COLUMNS: Final = MappingProxyType(_table())
_RANKS: Final = MappingProxyType({phrase: rank for rank, phrase in enumerate(_COLUMNS)})
"""Of two heads with the same meaning, the phrase that stands earlier says more."""
_WORDS: Final = MappingProxyType(
    {
        first: tuple(one for one in _COLUMNS if one.startswith(first) and " " not in one)
        for first in {phrase[0] for phrase in _COLUMNS}
    }
)
"""Phrases of one word by their first letter."""
_COMPANIES: Final = frozenset(
    {
        "company", "company name", "firma", "unternehmen", "societe", "entreprise", "bedrijf",
        "empresa",
    }
)  # fmt: skip
"""Names of vendors that are their company's where another column has the name."""
_LONGEST: Final = max(len(phrase.split()) for phrase in _COLUMNS)
_LONG = 90
"""Characters of which a head has fewer; what is longer is a sentence."""
_LABEL_WORDS = 7
_REMEMBERED = 512
"""Heads whose meaning is not worked out again: each card of a page has the same labels."""
_BOTH = re.compile(r"[/,&+]|\b(?:and|und|et|en|y)\b", re.IGNORECASE)
_SHORTEST_TYPO, _LONGEST_TYPO = 7, 20
_MOST_TYPED = 20
"""Heads of a table that somebody typed."""
_ALIKE = 0.9
"""How much of a word a known one has to have in common with it."""


def column_of(head: str) -> Column | None:
    """What a head means: the whole of it, else the longest phrase in it; None if it says nothing.

    Args:
        head: As the page has it, in any case, with or without punctuation.
    """
    return _meaning(head) if len(head) <= _LONG else None


def is_mostly_known(words: str) -> bool:
    """Whether a known phrase makes up more than half of the words."""
    return len(_longest(words).split()) * 2 > len(normal(words).split())


@lru_cache(_REMEMBERED)
def _meaning(head: str) -> Column | None:
    """What a head means; of "HQ / region" the place where data is."""
    column = _COLUMNS.get(_longest(head))
    if column is Column.SEAT and "/" in head:
        parts = [exact_column(part) for part in head.split("/")]
        return Column.LOCATION if Column.LOCATION in parts else column
    return column


def _longest(head: str) -> str:
    """The longest known phrase in a head; empty where it has none."""
    words = normal(head).split() if len(head) <= _LONG else []
    for length in range(min(len(words), _LONGEST), 0, -1):
        for start in range(len(words) - length + 1):
            phrase = " ".join(words[start : start + length])
            if phrase in _COLUMNS:
                return _rather(phrase, words, head)
    return ""


def _rather(phrase: str, words: Sequence[str], head: str) -> str:
    """The word for what is told of a vendor, rather than the one for the vendor itself.

    "Subprocessor activity" is an activity; "name and purpose" has both.
    """
    if phrase not in words or _COLUMNS[phrase] is not Column.NAME or _BOTH.search(head):
        return phrase
    told = (word for word in words if _COLUMNS.get(word) in {Column.PURPOSE, Column.LOCATION})
    return next(told, phrase)


def is_label(words: str) -> bool:
    """Whether words are a label of a field rather than a sentence or a name."""
    return len(words.split()) <= _LABEL_WORDS and exact_column(words) is not None


def exact_column(head: str) -> Column | None:
    """What a head means when the whole of it is a known phrase."""
    return _COLUMNS.get(normal(head))


def columns_of(heads: Sequence[str], *, typos: bool = False) -> list[Column | None]:
    """What each head of a table means, each meaning given once.

    Where two heads say the same, the one that says it exactly has it, then the one that says more:
    of "role" and "purpose" the latter. A company beside a name is who the contract is with.

    Args:
        heads: As the page has them.
        typos: Whether heads that are a letter away from a known one count, which takes its time.
    """
    found = [column_of(head) for head in heads]
    if typos and None in found and len(heads) <= _MOST_TYPED and any(found):
        found = [one or _misspelt(head) for one, head in zip(found, heads, strict=True)]
    told = [one for one in found if one is not None]
    for column in Column if len(told) > len({*told}) else ():
        places = [index for index, one in enumerate(found) if one is column]
        if len(places) > 1:
            best = min(places, key=lambda i: _rank(heads[i]))
            for index in places:
                if index != best:
                    found[index] = None
            if column is Column.NAME:
                _add_entity(found, [index for index in places if index > best], heads)
    return _settled(found)


def _misspelt(head: str) -> Column | None:
    """What a head of one word means that is a letter away from a known one: "Localtion"."""
    word = normal(head)
    if not _SHORTEST_TYPO <= len(word) <= _LONGEST_TYPO or " " in word:
        return None
    near = [one for one in _WORDS.get(word[0], ()) if abs(len(one) - len(word)) <= 1]
    found = difflib.get_close_matches(word, near, 1, _ALIKE)
    return _COLUMNS[found[0]] if found else None


def _rank(head: str) -> tuple[bool, int]:
    return exact_column(head) is None, _RANKS.get(_longest(head), len(_RANKS))


def _add_entity(found: list[Column | None], places: Sequence[int], heads: Sequence[str]) -> None:
    """The company behind a name, where no other column has it."""
    for index in places:
        if normal(heads[index]) in _COMPANIES and Column.ENTITY not in found:
            found[index] = Column.ENTITY


def _settled(found: list[Column | None]) -> list[Column | None]:
    """A table without a name or a purpose has it under a head that may mean either."""
    for wanted, instead in (
        (Column.NAME, (Column.ENTITY, Column.SERVICE)),
        (Column.PURPOSE, (Column.SERVICE, Column.CATEGORY, Column.NOTE)),
    ):
        if wanted not in found:
            for column in instead:
                if column in found:
                    found[found.index(column)] = wanted
                    break
    return found


def normal(words: str) -> str:
    """Words in lower case, without accents and punctuation, singly spaced."""
    plain = words.casefold()
    if not plain.isascii():  # most are, and the rest costs ten times as much
        plain = unicodedata.normalize("NFKD", plain)
        plain = "".join(char for char in plain if not unicodedata.combining(char))
    return " ".join(re.findall(r"\w+", plain))
