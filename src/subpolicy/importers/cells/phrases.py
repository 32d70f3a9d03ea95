"""Finding known phrases in words, the longest first."""

from collections.abc import Iterator, Mapping
from types import MappingProxyType
from typing import NamedTuple

from subpolicy.importers.heads import normal


class Lexicon(NamedTuple):
    """Phrases and what they mean."""

    meanings: Mapping[str, str]
    """Normalised phrase → meaning."""
    longest: int
    """Words of the longest phrase."""


class Match(NamedTuple):
    """A phrase that was found; places count words from 0."""

    meaning: str
    phrase: str
    start: int
    end: int


def lexicon(phrases: Mapping[str, str]) -> Lexicon:
    """A lexicon.

    Args:
        phrases: Meaning → its phrases, parted by semicolons, in any spelling that `normal` undoes.
    """
    meanings: dict[str, str] = {}
    for meaning, listed in phrases.items():
        for phrase in listed.split(";"):
            if words := normal(phrase):
                meanings.setdefault(words, meaning)
    return Lexicon(
        MappingProxyType(meanings), max((len(words.split()) for words in meanings), default=0)
    )


def matches(words: str, known: Lexicon) -> Iterator[Match]:
    """The known phrases in words, from left to right, none within another.

    Args:
        words: In any case, with or without punctuation.
        known: The phrases.
    """
    tokens = normal(words).split()
    at = 0
    while at < len(tokens):
        match = _at(tokens, at, known)
        if match is not None:
            yield match
        at = at + 1 if match is None else match.end


def means(words: str, known: Lexicon) -> str | None:
    """What the first known phrase in words means; None if there is none."""
    return next((match.meaning for match in matches(words, known)), None)


def _at(tokens: list[str], at: int, known: Lexicon) -> Match | None:
    for length in range(min(known.longest, len(tokens) - at), 0, -1):
        phrase = " ".join(tokens[at : at + length])
        if (meaning := known.meanings.get(phrase)) is not None:
            return Match(meaning, phrase, at, at + length)
    return None
