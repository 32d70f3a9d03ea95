"""On what grounds data is transferred: the wording → ``transfers``."""

import re
from typing import Any, Final

from subpolicy.importers.blocks import Text
from subpolicy.importers.cells.answers import answer_in, is_answer
from subpolicy.importers.cells.days import day_in
from subpolicy.importers.cells.phrases import Lexicon, lexicon, matches
from subpolicy.importers.cells.places import places_in
from subpolicy.importers.cells.values import NOTHING, Values, is_empty
from subpolicy.importers.heads import normal

_MECHANISMS: Final[Lexicon] = lexicon(
    {
        "scc": """scc; sccs; scc s; standard contractual clauses; standard contractual clause;
            standard contract clauses; standard data protection clauses; model clauses;
            model contract clauses; eu model clauses; contractual clauses; eu sccs; eu scc;
            standardvertragsklauseln; standarddatenschutzklauseln; eu standardvertragsklauseln;
            standard datenschutzklauseln; standard vertragsklauseln; standardvertragsklausel;
            eu standarddatenschutzklauseln; clauses contractuelles types; clauses types; ccts;
            clauses contractuelles type; clauses contractuelles standard; cct;
            clausulas contractuales tipo; clausulas contractuales estandar; clausulas tipo;
            modelcontractbepalingen; standaardcontractbepalingen; modelbepalingen;
            standaard contractbepalingen; standaard contractuele clausules; standaardclausules;
            standaard contractuele bepalingen; standaardbepalingen; modelcontracten""",
        "uk-addendum": """uk addendum; uk international data transfer addendum;
            uk data transfer addendum; international data transfer addendum; uk scc addendum;
            uk sccs addendum; uk transfer addendum; addendum uk; uk addenda""",
        "uk-idta": "idta; uk idta; international data transfer agreement; uk international data "
        "transfer agreement",
        "swiss-adapted-scc": "swiss addendum; swiss scc; swiss sccs; swiss adapted sccs; "
        "swiss standard contractual clauses; schweizer standardvertragsklauseln",
        "dpf": """dpf; data privacy framework; eu us dpf; eu us data privacy framework;
            dpf certified; trans atlantic data privacy framework; eu u s data privacy framework;
            datenschutzrahmen eu usa; eu us datenschutzrahmen; cadre de protection des donnees;
            cadre de protection des donnees ue etats unis; marco de privacidad de datos;
            eu us dataprivacykader; dataprivacykader; data bridge; uk us data bridge""",
        "adequacy": """adequacy; adequacy decision; adequate; adequate country;
            adequate protection; angemessenheitsbeschluss; angemessenheit;
            angemessenes schutzniveau; decision d adequation; adequation; pays adequat;
            niveau de protection adequat; adequaatheidsbesluit; adequaatheid; adequaat;
            passend beschermingsniveau; decision de adecuacion; adecuacion; pais adecuado""",
        "bcr": """bcr; bcrs; binding corporate rules; bcr p; bcr c;
            verbindliche interne datenschutzvorschriften; verbindliche unternehmensregeln;
            regles d entreprise contraignantes; regles internes d entreprise;
            bindende bedrijfsvoorschriften; normas corporativas vinculantes""",
        "derogation": """derogation; derogations; art 49; article 49; explicit consent;
            ausdruckliche einwilligung; ausnahmetatbestand; consentement explicite;
            uitdrukkelijke toestemming; consentimiento explicito; articulo 49; artikel 49""",
        "privacy-shield": "privacy shield; eu us privacy shield; bouclier de protection; "
        "escudo de privacidad; privacyschild",
    }
)
_BY_FRAMEWORK = re.compile(
    r"\b(?:adequacy(?: decision)?|angemessenheitsbeschluss|decision d adequation"
    r"|adequaatheidsbesluit|decision de adecuacion)"
    r" (?:(?:under|via|by|based|on|through|for|of|the|gemass|nach|zum|selon|le|volgens|het|segun|el"
    r"|eu us|eu u s|eu usa|ue) )*"
    r"(?:dpf|data privacy framework|datenschutzrahmen|cadre de protection|dataprivacykader|marco de"
    r" privacidad)\b"
)
"""An adequacy decision that is the Data Privacy Framework, rather than one beside it."""
_UNSETTLED = re.compile(
    r"\b(tbd|tba|tbc|pending|to be (?:determined|confirmed|signed|agreed|concluded)|in progress"
    r"|not yet|noch nicht|ausstehend|offen|geplant|en cours|pas encore|a signer|nog niet"
    r"|in behandeling|pendiente|en tramite|aun no|todavia no)\b"
)
_NO_TRANSFER = re.compile(
    r"\b(no (?:\w+ ){0,2}transfers?|without (?:a )?transfer|not transferred|does not leave"
    r"|kein(?:e|en)? (?:\w+ ){0,2}(?:transfer|ubermittlung\w*|drittland\w*|drittstaat\w*)"
    r"|(?:pas|aucun|sans) (?:de )?(?:\w+ )?transfert"
    r"|geen (?:\w+ )?(?:doorgifte|overdracht)|sin transferencias?|no hay transferencias?"
    r"|ninguna transferencia|not transferred)\b"
)
_AS_APPLICABLE = re.compile(
    r"\b((?:as|where|when|if) (?:applicable|required|needed|necessary|appropriate|relevant)"
    r"|soweit (?:anwendbar|erforderlich|notig|zutreffend)|falls (?:erforderlich|notig|zutreffend)"
    r"|sofern (?:erforderlich|anwendbar)|gegebenenfalls|ggf|le cas echeant|si (?:necessaire"
    r"|applicable)"
    r"|indien (?:van toepassing|nodig|vereist)|(?:waar|voor zover) (?:van toepassing|nodig)"
    r"|si (?:procede|aplica)"
    r"|cuando (?:proceda|corresponda|sea necesario)|en su caso)\b"
)
_WITHIN = re.compile(
    r"^(?:(?:located|processed|processing|hosted|hosting|only|nur|verarbeitung|innerhalb|within"
    r"|inside|in|im|the|der|dem|des|au|sein|de|l|dans|uniquement|binnen|en|la|dentro|eu|eea|ewr|ue|eee"
    r"|eer|based|region|country|land|pays|member|state|mitgliedstaat)\b ?)+$"
)
_LONG_WORDS = 60
_UNGROUNDED: Final = "says that there is a transfer, but not on what ground"
_VERSION = re.compile(r"\b(2021/914|2010/87|2004/915|2001/497)\b")
_MODULES = re.compile(r"\bmodul[eo]?s?\s+((?:[1-4]|one|two|three)(?:\s*(?:,|and|und|et|y|en|\+|&|/|or)\s*(?:[1-4]|two|three))*)", re.IGNORECASE)  # fmt: skip # noqa: E501
_NUMBERS: Final = {"1": 1, "2": 2, "3": 3, "4": 4, "one": 1, "two": 2, "three": 3}
_OF_THE_EU = re.compile(
    r"\b(?:eu (?:scc|sccs|standard\w*|model)|gdpr|dsgvo|rgpd|2021/914|2010/87)\b|\((?:EU|UE)\)"
)


def transfers_of(text: Text, head: str = "", language: str = "") -> Values:
    """The grounds that a cell names; one entry of mechanism ``none`` where it says there is none.

    Args:
        text: The cell.
        head: What stands above the cell, so that a plain "No" has a reason.
        language: Of the page, for dates.
    """
    words = text.flat
    if is_empty(words):
        return NOTHING
    found = list(dict.fromkeys(match.meaning for match in matches(words, _MECHANISMS)))
    if found and _UNSETTLED.search(normal(words)):
        return Values({}, (), (f"is not settled: {words[:_LONG_WORDS]}",))
    if found and not _denied(words):
        return _named(found, text, language)
    asked = list(dict.fromkeys(match.meaning for match in matches(head, _MECHANISMS)))
    if asked and is_answer(words) and answer_in(words) in {"yes", "no", "open"}:
        return _answered(asked, text, language)
    if reason := _why_none(words, head):
        assumed = () if _says_none(words) else ("/transfers/0/mechanism",)
        return Values({"transfers": [{"mechanism": "none", "reason": reason}]}, assumed)
    problem = "names no ground for a transfer that is known"
    return Values({}, (), (_UNGROUNDED if answer_in(words) == "yes" else problem,))


def _answered(asked: list[str], text: Text, language: str) -> Values:
    """The answer below "SCCs?": "No" denies that ground, and says nothing of others."""
    answer = answer_in(text.flat)
    if answer == "yes" and len(asked) == 1:
        return _named(asked, text, language)
    problems = {
        "yes": _UNGROUNDED,
        "open": "is not settled",
        "no": "denies one ground for a transfer, and names no other",
    }
    return Values({}, (), (problems[str(answer)],))


def _denied(words: str) -> bool:
    """Whether words begin by saying that there is none: "No – no SCCs needed"."""
    return answer_in(words) in {"no", "none"} and "adequa" not in normal(words)


def _named(found: list[str], text: Text, language: str) -> Values:
    words = text.flat
    transfers: list[dict[str, Any]] = []
    problems: list[str] = []
    read: list[str] = []
    signed = day_in(words, language)
    as_applicable = bool(_AS_APPLICABLE.search(normal(words)))
    if "dpf" in found and _BY_FRAMEWORK.search(normal(words)):
        found = [mechanism for mechanism in found if mechanism != "adequacy"]
    for mechanism in found:
        transfer: dict[str, Any] = {"mechanism": mechanism}
        if mechanism == "scc":
            transfer |= _clauses(words)
        if signed.date is not None and mechanism != "privacy-shield" and len(found) == 1:
            transfer["signed_on"] = signed.date
            read += ["/transfers/0/signed_on"] if signed.inferred else []
        if as_applicable:
            transfer["as_applicable"] = True
        transfers.append(transfer)
    if (url := _address(text)) is not None:
        transfers[0]["url"] = url
    if signed.problem and "no day" not in signed.problem:
        problems.append(signed.problem)
    if signed.date is not None and len(found) > 1:
        problems.append("does not say which of the grounds the date belongs to")
    return Values({"transfers": transfers}, tuple(read), tuple(problems))


def _clauses(words: str) -> dict[str, Any]:
    """Regime, version and modules of the clauses, as far as they are said."""
    said: dict[str, Any] = {}
    if _OF_THE_EU.search(f"{normal(words)} {words}"):
        said["regime"] = "EU"
    versions = dict.fromkeys(_VERSION.findall(words))
    if len(versions) == 1:
        said["version"] = next(iter(versions))
    numbers = [
        _NUMBERS[number.lower()]
        for group in _MODULES.findall(words)
        for number in re.findall(r"[1-4]|one|two|three", group, re.IGNORECASE)
    ]
    if numbers:
        said["modules"] = sorted(set(numbers))
    return said


def _says_none(words: str) -> bool:
    answer = words.rpartition(": ")[2]
    said = answer_in(words) in {"no", "none"} or (is_answer(answer) and answer_in(answer) == "no")
    return said or bool(_NO_TRANSFER.search(normal(words)))


def _why_none(words: str, head: str) -> str | None:
    """The reason of "none", in the page's words; None where a cell says something else."""
    if _says_none(words):
        return f"{head}: {words}" if head and is_answer(words) and _is_bare(words) else words
    inside = places_in(words)
    if inside and set(inside) <= {"EU", "EEA"} and _WITHIN.match(normal(words)):
        return words
    return None


def _is_bare(words: str) -> bool:
    return answer_in(words) == "no"


def _address(text: Text) -> str | None:
    urls = [link.url for link in text.links if link.url.lower().startswith(("https://", "http://"))]
    return urls[0] if len(urls) == 1 else None
