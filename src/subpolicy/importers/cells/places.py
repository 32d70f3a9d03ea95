# ruff: noqa: SIM905 -- lists of words are easier to read and edit as one text
"""Places: countries in five languages, cities, cloud regions, areas → codes of the record."""

import re
from collections.abc import Iterator, Mapping
from functools import cache
from types import MappingProxyType
from typing import Final

from subpolicy.importers.cells.areas import AREAS
from subpolicy.importers.cells.cities import CITIES, REGIONS
from subpolicy.importers.heads import normal

_LANGUAGES: Final = ("en", "de", "fr", "nl", "es")
_OTHER_NAMES: Final[Mapping[str, str]] = MappingProxyType(
    {
        "us": "US", "usa": "US", "u s": "US", "u s a": "US", "united states of america": "US",
        "the united states": "US", "the united states of america": "US", "america": "US",
        "vereinigte staaten von amerika": "US", "etats unis d amerique": "US", "eeuu": "US",
        "ee uu": "US", "estados unidos de america": "US", "vs": "US", "verenigde staten": "US",
        "verenigde staten van amerika": "US", "e u a": "US", "united states america": "US",
        "uk": "GB", "u k": "GB", "great britain": "GB", "england": "GB", "scotland": "GB",
        "wales": "GB", "northern ireland": "GB", "grossbritannien": "GB", "the uk": "GB",
        "royaume uni": "GB", "grande bretagne": "GB", "angleterre": "GB", "vk": "GB",
        "the united kingdom": "GB", "united kingdom of great britain": "GB",
        "holland": "NL", "the netherlands": "NL", "nederland": "NL", "niederlande": "NL",
        "republic of ireland": "IE", "ireland": "IE", "eire": "IE", "czech republic": "CZ",
        "tschechische republik": "CZ", "korea": "KR", "south korea": "KR", "republic of"
        " korea": "KR",
        "sudkorea": "KR", "hong kong": "HK", "hongkong": "HK", "taiwan": "TW", "uae": "AE",
        "turkey": "TR", "turkiye": "TR", "russia": "RU", "vietnam": "VN", "viet nam": "VN",
        "luxemburg": "LU", "deutschland": "DE", "brd": "DE", "schweiz": "CH", "suisse": "CH",
        "macau": "MO", "bosnia": "BA", "macedonia": "MK", "slovak republic": "SK",
        "peoples republic of china": "CN", "mainland china": "CN", "prc": "CN", "ksa": "SA",
    }
)  # fmt: skip
_STATES: Final = frozenset(
    "alabama; alaska; arizona; arkansas; california; colorado; connecticut; delaware; florida;"
    " hawaii; idaho; illinois; indiana; iowa; kansas; kentucky; louisiana; maine;"
    " maryland; massachusetts; michigan; minnesota; mississippi; missouri; montana; nebraska;"
    " nevada; new hampshire; new jersey; new mexico; new york; north carolina; north dakota; ohio;"
    " oklahoma; oregon; pennsylvania; rhode island; south carolina; south dakota; tennessee;"
    " texas; utah; vermont; virginia; washington; west virginia; wisconsin; wyoming;"
    " washington dc; kalifornien; californie; northern virginia; n virginia".split("; ")
)
"""States of the US; Georgia, which is a country too, is left out."""
_SEPARATORS = re.compile(r"[/,;&+|\n·•]|\s(?:and|und|et|en|y|or|oder|ou|of|o|e)\s", re.IGNORECASE)
_STATE_CODES: Final = frozenset(
    "AL AR AZ CA CO DE GA ID IL IN KY LA MA MD ME MN MO MS MT NC NE PA SC SD TN VA".split()
)
"""States of the US whose letters are those of a country."""
_WIDER: Final = dict.fromkeys(
    "north america; south america; latin america; central america; nordamerika; sudamerika;"
    " lateinamerika; amerique du nord; amerique du sud; amerique latine; noord amerika;"
    " zuid amerika; latijns amerika; america del norte; america del sur; america latina;"
    " middle east".split("; "),
    "",
)
"""Parts of the world that no code stands for, so that a country within the name is not read."""
_CODE = re.compile(r"[A-Z]{2}")
_BRACKETS = re.compile(r"[(\[][^()\[\]]*[)\]]")
_CAPITALS = re.compile(r"(?<![A-Za-z])[A-Z]{2}(?![A-Za-z])")
_LONGEST_WORDS: Final = 2000
"""Characters in which places are looked for: no cell that names places is longer."""
_CLOUD = re.compile(r"^(?:aws|gcp|azure|amazon|google)-")
_REGION = re.compile(r"(?<![a-z0-9-])[a-z][a-z0-9-]{2,40}(?![a-z0-9-])")
_FILLING = frozenset(
    "and or und oder et ou en of y o the in within data center centre centers region regions"
    " hosted hosting servers server located based only primary primarily aws gcp azure amazon"
    " google cloud storage backup all any with multi zone availability edge pops pop per for main"
    " rechenzentrum standort nur region dans seulement vendor service country countries als sowie"
    " hauptsachlich de la le les l der die das den dem zone zones".split()
)


def places_in(words: str) -> tuple[str, ...]:
    """The places that words name, as codes, each once, in their order.

    ISO 3166-1 alpha-2 codes, and ``EU``, ``EEA``, ``GLOBAL``, ``UNKNOWN``. A city gives its
    country; within "EU (Frankfurt, Ireland)" the countries say more than the area.
    """
    found = dict.fromkeys(code for code, _ in _without_states(list(_found(words))) if code)
    return tuple(code for code in found if code != "UNKNOWN" or len(found) == 1)


def _without_states(found: list[tuple[str, str]]) -> list[tuple[str, str]]:
    """Leave out the letters of a US state: "San Francisco, CA", "Newark, DE 19711, USA"."""
    kept = []
    for index, (code, name) in enumerate(found):
        beside = found[max(0, index - 1) : index + 2]
        american = any(other == "US" and word != name for other, word in beside)
        if not (american and len(name) == 2 and name.upper() in _STATE_CODES and code != "US"):  # noqa: PLR2004
            kept.append((code, name))
    return kept


def is_location(words: str) -> bool:
    """Whether words name places, and little else."""
    text = normal(words)
    if not text or len(text) > _LONGEST_WORDS:
        return False
    left = f" {text} "
    found = False
    for _, name in _found(words):
        found = True
        left = left.replace(f" {name} ", " ", 1)
    return found and all(word in _FILLING for word in left.split())


def is_plain(words: str) -> bool:
    """Whether words are the names of countries or areas with nothing beside them.

    "USA/EU" is; "USA (primary)", "Seattle, United States" and "Global PoPs" say more than codes.
    """
    parts = [normal(part) for part in _SEPARATORS.split(words.strip().rstrip("."))]
    plain = _plain_names() | {code.lower() for code in _codes_in(words)}
    return all(part in plain for part in parts if part)


def last_country_of(words: str) -> str | None:
    """The last country that words name, as addresses and headquarters do."""
    places = [code for code in places_in(words) if _CODE.fullmatch(code) and code != "EU"]
    return places[-1] if places else None


def country_of_seat(words: str) -> str | None:
    """The one country of a seat; what stands in brackets says where data is: "USA (EU hosting)"."""
    bare = _BRACKETS.sub(" ", words)
    if is_plain(bare) and len(places_in(bare)) > 1:
        return None
    return last_country_of(bare) or last_country_of(words)


def _found(words: str) -> Iterator[tuple[str, str]]:
    """Each place with the words that name it, normalised; the longest name first at each word."""
    tokens = _with_regions(words := words[:_LONGEST_WORDS]).split()
    table, codes = _table(), _codes_in(words)
    at = 0
    while at < len(tokens):
        for length in range(min(_longest(), len(tokens) - at), 0, -1):
            name = " ".join(tokens[at : at + length])
            code = table.get(name)
            if code is None and name.upper() in codes:
                code = name.upper()
            if code is not None:
                yield code, name
                at += length
                break
        else:
            at += 1


def _with_regions(words: str) -> str:
    """Normalised words, in which cloud regions such as ``eu-west-3`` stay one word."""
    found = _REGION.findall(words.lower())
    kept = [
        one for word in found for one in (word, word[:-1], _CLOUD.sub("", word)) if one in REGIONS
    ]
    text = normal(words)
    for region in kept:
        text = text.replace(normal(region), region, 1)
    return text


def _codes_in(words: str) -> frozenset[str]:
    """Two-letter codes that are written in capitals: ``IN`` is India, "in" is not."""
    return _codes().intersection(_CAPITALS.findall(words))


@cache
def _codes() -> frozenset[str]:
    from babel import Locale  # noqa: PLC0415 (only who imports a page pays for it)

    territories = Locale("en").territories
    return frozenset(str(code) for code in territories if _CODE.fullmatch(str(code))) - {
        "EU", "EZ", "UN", "XA", "XB", "ZZ", "QO", "UK", "XK", "AC", "CP", "DG", "EA", "IC",
        "TA", "CQ",
    }  # fmt: skip


@cache
def _table() -> Mapping[str, str]:
    """Normalised name → code."""
    from babel import Locale  # noqa: PLC0415

    table: dict[str, str] = {}
    for language in _LANGUAGES:
        for code, name in Locale(language).territories.items():
            if code in _codes():
                table.setdefault(normal(name), code)
    table.update(dict.fromkeys(_STATES, "US"))
    table.update(CITIES)
    table.update(REGIONS)
    table.update(_OTHER_NAMES)
    table.update((name.strip(), code) for name, code in AREAS.items())
    table.update(_WIDER)
    return MappingProxyType(table)


@cache
def _plain_names() -> frozenset[str]:
    """Names of countries and areas alone: no towns, states or cloud regions."""
    words = {"global", "worldwide", "weltweit", "mondial", "wereldwijd", "mundial"}
    words |= {"monde entier", "todo el mundo"}
    said = {name.strip() for name, code in AREAS.items() if code in {"EU", "EEA"}}
    table = _table()
    towns = {*CITIES, *REGIONS, *_STATES} - _country_names()
    countries = {name for name, code in table.items() if _CODE.fullmatch(code)}
    return frozenset(words | said | (countries - towns) | (countries & {*_OTHER_NAMES}))


@cache
def _country_names() -> frozenset[str]:
    from babel import Locale  # noqa: PLC0415

    return frozenset(
        normal(name)
        for language in _LANGUAGES
        for code, name in Locale(language).territories.items()
        if code in _codes()
    )


@cache
def _longest() -> int:
    return max(len(name.split()) for name in _table())
