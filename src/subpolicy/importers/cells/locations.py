"""Where data is processed: the wording → ``processing``."""

import re
from typing import Any, Final

from subpolicy.importers.cells.phrases import Lexicon, lexicon, means
from subpolicy.importers.cells.places import is_location, is_plain, places_in
from subpolicy.importers.cells.values import Values, is_empty
from subpolicy.importers.heads import normal

_SELECTABLE = re.compile(
    r"\b(selectable|configurable|configured|configure|choosable|region of choice|choice"
    r"|customer selected|tenant selected|selected by|as selected|chosen|wahlbar|konfigurierbar"
    r"|je nach wahl|auswahlbar|au choix|configurables?|selon configuration|selectionnable"
    r"|instelbaar|configureerbaar|naar keuze|te kiezen|configurables?|seleccionable"
    r"|a eleccion|elegible)\b"
)
_SELECTED_BY: Final[Lexicon] = lexicon(
    {
        "pop": "per pop; per point of presence; nearest pop; closest pop; pro pop; par pop;"
        " por pop",
        "service": """per service; pro dienst; je dienst; par service; por servicio; per dienst;
            depending on service; depending on the service; je nach dienst; selon le service""",
        "vendor": """per vendor; per provider; pro anbieter; par fournisseur; por proveedor;
            per leverancier; depending on vendor; selected by vendor; chosen by vendor""",
        "tenant": """per tenant; per customer; selected by customer; customer selected;
            customer configured; tenant selected; chosen by customer; selected by the customer;
            chosen by the customer; selected by tenant; as selected by customer;
            customer choice; customer s choice; vom kunden gewahlt; je nach wahl des kunden;
            pro kunde; vom kunden wahlbar; au choix du client; choisi par le client; par client;
            door klant gekozen; per klant; naar keuze van de klant; a eleccion del cliente;
            elegido por el cliente; por cliente; customer selectable; tenant selectable""",
    }
)
_UNSETTLED = frozenset({"UNKNOWN"})
_SAID_OF_ALL = re.compile(
    r"\b(?:located|hosted|based|processed|stored|situated|established|operated?"
    r"|ansassig|gehostet|verarbeite[tn]|gespeichert|sitz(?:en)?|befinde[nt]|betrieben"
    r"|situes?|situees?|heberges?|hebergees?|etablis|etablies?|basees?|bases?|traitees?|stockees?"
    r"|gevestigd|gehost|verwerkt|opgeslagen|bevinden"
    r"|(?:process|host|store|verarbeiten|hosten|speichern|traitent|hebergent|stockent|verwerken"
    r"|tratan|procesan|alojan) (?:\w+ ){0,2}(?:in|within|inside|innerhalb|dans|en|au|aux|binnen"
    r"|dentro)"
    r"|ubicad[ao]s?|alojad[ao]s?|establecid[ao]s?|situad[ao]s?|tratad[ao]s?)\b"
)
_DENIED = re.compile(
    r"[(\[](?:does not|do not|not|except|excluding|nicht|kein\w*|ohne|außer|sauf|hors|pas|niet"
    r"|behalve|geen|excepto|salvo)\b[^()\[\]]*[)\]]",
    re.IGNORECASE,
)
"""Where data is not, behind where it is: "US (not for customers in the EU)"."""
_ADDRESS = re.compile(r"^[^,;/()]+(?:,[^,;/()]+)+\.?$")


def processing_of(words: str) -> Values:
    """Where data is processed, by what a cell says.

    The wording goes into ``note`` wherever codes alone would lose some of it.
    """
    if is_empty(words):
        return Values({"processing": {"locations": ["UNKNOWN"]}})
    places = places_in(_DENIED.sub(" ", words)) or places_in(words)
    processing: dict[str, Any] = {"locations": list(places) or ["UNKNOWN"]}
    if _SELECTABLE.search(normal(words)):
        processing["selectable"] = True
    if (who := means(words, _SELECTED_BY)) is not None:
        processing["selected_by"] = who
    if not is_plain(words):
        processing["note"] = words
    problems = () if places else ("names no place that is known",)
    if places and _UNSETTLED.isdisjoint(places) and len(processing) == 1 and "?" in words:
        problems = ("is a question",)
    return Values({"processing": processing}, (), problems)


def places_said_of_all(sentence: str) -> tuple[str, ...]:
    """The places of a sentence such as "these are all located in the United States"."""
    said = _SAID_OF_ALL.search(normal(sentence))
    if said is None:
        return places_in(sentence) if is_location(sentence.rstrip(" :.")) else ()
    return places_in(sentence)


def is_seat(words: str) -> bool:
    """Whether words have the shape of a company's seat: a town, and its country after a comma.

    "Seattle, United States." tells where a company is; "United States, Germany" and "EU
    (Frankfurt)" tell where it works.
    """
    if not _ADDRESS.fullmatch(words.strip()):
        return False
    town, country = words.rsplit(",", 1)
    places = places_in(country)
    return len(places) == 1 and places[0] not in {"EU", "EEA", "GLOBAL", "UNKNOWN"} and not any(
        is_plain(part) for part in town.split(",")
    )  # fmt: skip
