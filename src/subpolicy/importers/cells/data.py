"""Which personal data a vendor handles: the wording → ``data_categories``, ``data_note``."""

import re
from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any, NamedTuple

from subpolicy.importers.cells.answers import answer_in, is_answer
from subpolicy.importers.cells.content_words import CONTENT_AND_SPECIAL
from subpolicy.importers.cells.data_signs import (
    ALONE,
    BESIDE,
    DOUBTFUL,
    NEGATIONS,
    OF_MESSAGES,
    OTHER,
    SAYS_NOTHING,
)
from subpolicy.importers.cells.data_words import PEOPLE_AND_USAGE
from subpolicy.importers.cells.phrases import Lexicon, lexicon, matches
from subpolicy.importers.cells.values import NOTHING, Values, is_empty
from subpolicy.importers.heads import normal

_PARTS = re.compile(
    r"[;,/•·|\n]|\.\s|\s[–—-]\s|\s(?:and|und|et|en|y|e|sowie|or|oder|ou|of|as well as)\s|\s[&+]\s"
)
_IN_BRACKETS = re.compile(r"\(([^()]*)\)")
_NO_PERSONAL_DATA = re.compile(
    r"\b(no (?:\w+ )?personal (?:data|information)|no (?:\w+ )?(?:customer|user) data|no pii"
    r"|kein\w* (?:\w+ )?personenbezogen\w*|kein personenbezug"
    r"|aucune donnee (?:a caractere )?personnel\w*"
    r"|pas de donnees personnelles|geen persoonsgegevens|ningun dato personal|sin datos personales"
    r"|does not process (?:any )?personal data)\b"
)
_MESSAGES = re.compile(
    r"e ?mail|mail|sender|recipient|absender|empfanger|courriel|correo|message|nachricht|bericht"
    r"|mensaje|\bsms\b"
)
_LONG_PHRASE = 60


class _Found(NamedTuple):
    slug: str
    assumed: bool


def data_of(words: str, vocabulary: Mapping[str, str]) -> Values:
    """The categories that a cell names, in its order, and its wording.

    Args:
        words: The cell.
        vocabulary: The table ``data-categories``: code → label.
    """
    if is_empty(words):
        return NOTHING
    fields: dict[str, Any] = {"data_note": words}
    if _NO_PERSONAL_DATA.search(normal(words)) or (answer_in(words) == "none" and is_answer(words)):
        return Values({"data_categories": [], **fields})
    known = _known(tuple(vocabulary.items()))
    found: dict[str, bool] = {}
    unknown: list[str] = []
    for part in _parts(words):
        named = list(_named(part, words, known))
        if not named:
            unknown.append(part)
        for one in named:
            if one.slug and one.slug in vocabulary:
                found.setdefault(one.slug, one.assumed)
    assumed = tuple(
        f"/data_categories/{place}" for place, doubt in enumerate(found.values()) if doubt
    )
    if found:
        fields = {"data_categories": list(found), **fields}
    problems = tuple(f"not understood: {part[:_LONG_PHRASE]}" for part in unknown)
    return Values(fields, assumed, problems)


def _parts(words: str) -> Iterator[str]:
    """The single things of a cell; a bracket belongs to what stands before it.

    "IP (truncated)" is one, "Contact data (name, e-mail)" is three.
    """
    spread = _IN_BRACKETS.sub(_opened, words.rstrip(". "))
    for part in _PARTS.split(spread):
        if kept := part.strip(" .:-–—\t"):
            yield kept


def _opened(bracket: re.Match[str]) -> str:
    inside = bracket[1]
    if re.search(r"[,;/]", inside):
        return f", {inside} "
    return f" {inside} "


def _named(part: str, whole: str, known: Lexicon) -> Iterator[_Found]:
    """The categories of one thing; one without a slug for words that name none of their own."""
    text = normal(part)
    if NEGATIONS.intersection(text.split()):
        yield _Found(SAYS_NOTHING, assumed=False)
        return
    alone = OF_MESSAGES if _MESSAGES.search(normal(whole)) else ALONE
    if text in alone:
        yield _Found(alone[text], assumed=False)
        return
    found = list(matches(part, known))
    says = [match for match in found if match.meaning not in {SAYS_NOTHING, OTHER}]
    for match in says:
        yield _Found(match.meaning, match.phrase in DOUBTFUL)
    silent = sum(match.end - match.start for match in found if match.meaning == SAYS_NOTHING)
    if not says and silent == len(text.split()):
        yield _Found(SAYS_NOTHING, assumed=False)


@cache
def _known(vocabulary: tuple[tuple[str, str], ...]) -> Lexicon:
    """Our words for each category, and the vocabulary's own labels and slugs.

    What is called nothing of its own counts only where nothing longer begins there.
    """
    words = {**PEOPLE_AND_USAGE, **CONTENT_AND_SPECIAL}
    words["customer-content"] = f"{words['customer-content']}; {'; '.join(sorted(DOUBTFUL))}"
    for slug, label in vocabulary:
        words[slug] = f"{words.get(slug, '')}; {label.replace(';', ' ')}; {slug.replace('-', ' ')}"
    return lexicon({**words, **BESIDE})
