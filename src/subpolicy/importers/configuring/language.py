# ruff: noqa: SIM905 -- lists of words are easier to read and edit as one text
"""Which of the five languages a page is in."""

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from types import MappingProxyType
from typing import Final

from subpolicy.importers.blocks import Bullets, Heading, Item, Page, Pairs, Paragraph, Table

LANGUAGES: Final = ("en", "de", "fr", "nl", "es")
_COMMON: Final[Mapping[str, frozenset[str]]] = MappingProxyType(
    {
        "en": frozenset(
            "the and of to for our with by this that is are which from we not subprocessors"
            " subprocessor location purpose country".split()
        ),
        "de": frozenset(
            "der die das und für von mit den zur zum wir ist sind auf nicht eine einem werden"
            " im unterauftragsverarbeiter unterauftragnehmer auftragsverarbeiter zweck daten"
            " ort".split()
        ),
        "fr": frozenset(
            "le la les et des du pour de une est sont nous avec dans aux par sur traitants"
            " données finalité pays lieu".split()
        ),
        "nl": frozenset(
            "de het een en van voor met wij zijn op niet wordt naar bij aan dat in"
            " subverwerkers gegevens verwerken onderstaande locatie doel".split()
        ),
        "es": frozenset(
            "el la los las y de del para con por una es son nuestros en que se al datos"
            " subencargados encargados finalidad país".split()
        ),
    }
)
_MONTHS = (
    "(?:January|February|March|April|May|June|July|August|September|October|November|December)"
)
_DAY_FIRST = re.compile(rf"\b[0-9]{{1,2}} {_MONTHS} [0-9]{{4}}\b")
_MONTH_FIRST = re.compile(rf"\b{_MONTHS} [0-9]{{1,2}}, [0-9]{{4}}\b")
_FEWEST = 3
_MOST_WORDS = 20_000


def language_of(page: Page) -> str:
    """The page's language, as it declares it, else by its commonest words; empty if unclear."""
    declared = page.language.strip().lower()[:2]
    if declared in LANGUAGES:
        return declared
    counted: Counter[str] = Counter()
    for number, word in enumerate(_words(page)):
        if number > _MOST_WORDS:
            break
        counted.update(language for language, common in _COMMON.items() if word in common)
    best = counted.most_common(2)
    if not best or best[0][1] < _FEWEST or (len(best) > 1 and best[0][1] == best[1][1]):
        return ""
    return best[0][0]


def dates_are_day_first(page: Page) -> bool:
    """Whether an English page writes "8 October 2018", as is the habit outside the US."""
    words = " ".join(_texts(page))
    return bool(_DAY_FIRST.search(words)) and not _MONTH_FIRST.search(words)


def _words(page: Page) -> Iterator[str]:
    for text in _texts(page):
        yield from re.findall(r"[^\W\d_]+", text.lower())


def _texts(page: Page) -> Iterator[str]:
    for block in page.blocks:
        match block:
            case Heading(text=text) | Paragraph(text=text):
                yield text.plain
            case Bullets(items=items):
                yield from _items(items)
            case Table(head=head, rows=rows):
                yield from (cell.plain for row in (head, *rows) for cell in row)
            case Pairs(pairs=pairs):
                yield from (text.plain for _, text in pairs)


def _items(items: tuple[Item, ...]) -> Iterator[str]:
    for item in items:
        yield item.text.plain
        yield from _items(item.items)
