# ruff: noqa: SIM905 -- lists of words are easier to read and edit as one text
"""Words for areas larger than a country, and for places that are not told."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

AREAS: Final[Mapping[str, str]] = MappingProxyType(
    {
        **dict.fromkeys(
            "eu; e u; european union; europe union; eu member states; europaische union; ue;"
            " u e; union europeenne; europese unie; union europea; eu region; europa; europe;"
            " eu us eu; eu wide; within the eu; eu countries".split("; "),
            "EU",
        ),
        **dict.fromkeys(
            "eea; e e a; european economic area; ewr; europaischer wirtschaftsraum; eee;"
            " espace economique europeen; eer; europese economische ruimte;"
            " espacio economico europeo; eu eea; eea eu; ue eee; eu ewr; eu eer".split("; "),
            "EEA",
        ),
        **dict.fromkeys(
            "global; worldwide; world wide; international; globally; all regions; anywhere;"
            " weltweit; mondial; monde; monde entier;"
            " wereldwijd; mundial; todo el mundo; global pops; global edge; global network;"
            " edge locations; global cdn; everywhere".split("; "),
            "GLOBAL",
        ),
        **dict.fromkeys(
            "region as configured; as configured; customer selected; customer selected region;"
            " customer region; configurable; customer choice; region selected by customer;"
            " depends on region; unknown; various; multiple; multi region; various locations;"
            " multiple locations; multiple regions; distributed; diverse; verschiedene; divers;"
            " verschillende; varios; varias ubicaciones; tbd; not specified;"
            " same as customer; unbekannt; offen;"
            " inconnu; onbekend; desconocido; customer configured; tenant selected;"
            " selected by customer; as selected by customer".split("; "),
            "UNKNOWN",
        ),
    }
)
"""Normalised words → ``EU``, ``EEA``, ``GLOBAL`` or ``UNKNOWN``."""
