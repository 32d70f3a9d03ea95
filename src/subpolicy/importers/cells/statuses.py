"""Whether a vendor is in use: the wording → ``status``, ``status_note``, ``tenant_enabled``."""

import re
from typing import Any, Final

from subpolicy.importers.blocks import Text
from subpolicy.importers.cells.answers import answer_in, is_answer
from subpolicy.importers.cells.days import day_in
from subpolicy.importers.cells.phrases import Lexicon, lexicon, matches
from subpolicy.importers.cells.values import NOTHING, Values, is_empty
from subpolicy.importers.heads import normal

_STATUS: Final[Lexicon] = lexicon(
    {
        "optional": """optional; opt in; optional service; if enabled; when enabled; on request;
            on demand; not required; non essential; not mandatory; optionnel; optionnelle;
            facultatif; facultative; sur demande; optioneel; op verzoek; niet verplicht;
            opcional; no obligatorio; bajo peticion; auf wunsch; auf anfrage;
            nicht erforderlich; nur bei aktivierung; a la demande; customer enabled; add on;
            non obligatoire""",
        "planned": """planned; upcoming; future; coming soon; not yet active; not active yet;
            proposed; announced; scheduled; not yet in use; geplant; angekundigt;
            noch nicht aktiv; kunftig; zukunftig; prevu; prevue; a venir; pas encore actif;
            pas encore active; annonce; planifie; gepland; aangekondigd; nog niet actief;
            previsto; planificado; anunciado; aun no activo; todavia no activo; proximamente""",
        "suspended": """suspended; paused; inactive; disabled; on hold; not active; ausgesetzt;
            inaktiv; deaktiviert; pausiert; suspendu; inactif; desactive; opgeschort; inactief;
            uitgeschakeld; suspendido; inactivo; desactivado; gepauzeerd""",
        "retired": """retired; removed; discontinued; terminated; ended; former; no longer used;
            no longer in use; decommissioned; offboarded; beendet; eingestellt;
            nicht mehr genutzt; entfernt; ehemalig; nicht mehr im einsatz; retire; supprime;
            resilie; plus utilise; termine; beeindigd; verwijderd; niet meer in gebruik;
            voormalig; retirado; eliminado; ya no se utiliza; terminado""",
        "active": """active; in use; live; enabled; required; mandatory; core; current; used;
            default; always; essential; approved; authorized; authorised; production; aktiv;
            in betrieb; erforderlich; verpflichtend; im einsatz; pflicht; notwendig; genutzt;
            actif; active; en service; obligatoire; requis; utilise; necessaire;
            en cours d utilisation; actief; in gebruik; verplicht; vereist; noodzakelijk;
            activo; activa; obligatorio; en uso; necesario; requerido""",
    }
)
_YES: Final[Lexicon] = lexicon(
    {
        "optional": "optional; opt in; opt out; optionnel; optioneel; opcional; facultatif",
        "active": """required; mandatory; core; active; enabled; default; obligatoire; pflicht;
            verplicht; obligatorio; in use; aktiv; actif; actief; activo; status""",
    }
)
_NO: Final = {"optional": "active", "active": "optional"}
_TENANT = re.compile(
    r"\b((?:tenant|customer|user|admin|client) (?:enabled|activated|controlled|opt in)"
    r"|(?:if|when|where|unless) (?:\w+ ){0,3}(?:enabled?s?|enable[ds]?|activated?s?|opts? in"
    r"|uses?|using)"
    r"|opt in|on request|when using|only (?:if|when|where|with)"
    r"|nur (?:wenn|bei|sofern)|wenn (?:\w+ ){0,3}aktiviert|sofern (?:\w+ ){0,3}aktiviert"
    r"|bei (?:nutzung|verwendung|aktivierung)|uniquement (?:si|en cas)|en cas d utilisation"
    r"|si (?:\w+ ){0,3}active[es]*|lorsque|alleen (?:indien|als|bij|wanneer)|indien (?:\w+ )?"
    r"ingeschakeld|bij gebruik|solo (?:si|cuando)|si (?:\w+ ){0,3}activ[ao]|al usar|cuando se)\b"
)
_BRACKET = re.compile(r"\(([^()]{1,300})\)")
_EDGES = " \t\n-–—:;,.·|()[]"


def status_of(text: Text, head: str = "", language: str = "") -> Values:
    """The status that a cell names, what it adds to it, and whether tenants switch the vendor on.

    Args:
        text: The cell.
        head: What stands above it: "Yes" means something else below "Optional" than "Required".
        language: Of the page, for dates.
    """
    words = text.flat
    if text.checked is not None:
        return _answered("yes" if text.checked else "no", words, head)
    if is_empty(words):
        return NOTHING
    if (answer := answer_in(words)) in {"yes", "no"} and (is_answer(words) or "(" in words):
        return _answered(str(answer), words, head)
    first = next(matches(words, _STATUS), None)
    if first is None:
        return Values({"status_note": words}, (), ("names no status that is known",))
    return _dated(_with_note(first.meaning, _rest(words, first.phrase)), words, language)


def _dated(found: Values, words: str, language: str) -> Values:
    """With the day from which the status holds: "Retired 2024-01-01", "Planned (1 May 2025)"."""
    key = {"retired": "retired_on", "planned": "active_from"}.get(found.fields["status"])
    day = day_in(words, language)
    if key is None or day.date is None:
        return found
    return Values({**found.fields, key: day.date}, (*found.assumed, f"/{key}"), found.problems)


def _answered(answer: str, words: str, head: str) -> Values:
    meant = next((match.meaning for match in matches(head, _YES)), None)
    if meant is None:
        return Values({}, (), ("answers a question that is not known",))
    note = "".join(_BRACKET.findall(words)[:1])
    found = _with_note(meant if answer == "yes" else _NO[meant], note)
    return found._replace(assumed=("/status", *found.assumed))


def _with_note(status: str, note: str) -> Values:
    fields: dict[str, Any] = {"status": status}
    if note:
        fields["status_note"] = note
    assumed: tuple[str, ...] = ()
    if status == "active" and _TENANT.search(normal(note)):
        fields["tenant_enabled"] = True
        literal = normal(note) == "tenant enabled"
        assumed = () if literal else ("/tenant_enabled",)
    return Values(fields, assumed)


def _rest(words: str, phrase: str) -> str:
    """What a cell says beside the status, without brackets or dashes around it."""
    start = _place_of(words, phrase)
    if start is None:
        return ""
    before, after = words[: start[0]].strip(_EDGES), words[start[1] :].strip(_EDGES)
    if before or after.count("(") != after.count(")"):
        return words if before else words[start[1] :].strip(" -–—:;,.")
    return after


def _place_of(words: str, phrase: str) -> tuple[int, int] | None:
    pattern = r"\W+".join(re.escape(word) for word in phrase.split())
    found = re.search(pattern, words, re.IGNORECASE)
    return None if found is None else found.span()


def aside_in(words: str) -> Values:
    """What an aside within another cell says of the status: "(when using sentiment analysis)".

    For pages without a status; what is found is assumed.
    """
    for aside in _BRACKET.findall(words):
        text = normal(aside)
        first = next(matches(aside, _STATUS), None)
        if first is not None and first.start == 0 and first.meaning in {"planned", "optional"}:
            note = {} if text == first.phrase else {"status_note": aside}
            return Values({"status": first.meaning} | note, ("/status",))
        if (found := _TENANT.search(text)) is not None and found.start() == 0:
            fields = {"status": "active", "status_note": aside, "tenant_enabled": True}
            return Values(fields, ("/status", "/tenant_enabled"))
    return NOTHING
