"""Whether there is a data processing agreement: the wording → ``dpa``."""

import re
from typing import Any, Final

from subpolicy.importers.blocks import Text
from subpolicy.importers.cells.answers import answer_in
from subpolicy.importers.cells.days import day_in
from subpolicy.importers.cells.values import NOTHING, Values, is_empty
from subpolicy.importers.heads import normal

_INCORPORATED = re.compile(
    r"\b(incorporated|part of (?:the |their |its )?(?:terms|tos|agreement|contract|msa)"
    r"|(?:included|contained|embedded) in|(?:by|via|through|in|under) (?:the |their |its )?"
    r"(?:terms|tos|online terms|service terms)|click ?wrap|click through|automatic\w*"
    r"|bestandteil|in den (?:agb|nutzungsbedingungen)|(?:teil|durch|uber|mit) (?:der |die |den )?"
    r"(?:agb|nutzungsbedingungen|vertragsbedingungen)|enthalten|einbezogen"
    r"|integr\w+|inclus\w*|incorpor\w+|dans les (?:cgu|cgv|conditions)"
    r"|opgenomen|onderdeel van|in de (?:algemene )?(?:voorwaarden|gebruiksvoorwaarden)"
    r"|en los terminos|incluid[ao]|parte de los terminos)\b"
)
_NOT_SIGNED = re.compile(
    r"\b(not (?:yet )?(?:signed|executed|in place|concluded|available)|unsigned|no dpa"
    r"|nicht (?:unterzeichnet|unterschrieben|abgeschlossen|vorhanden)|kein\w* (?:avv?|dpa|vertrag)"
    r"|non signe\w*|pas (?:encore )?signe\w*|niet (?:getekend|ondertekend|afgesloten)"
    r"|no firmado|sin firmar|aucun (?:dpa|contrat)|geen (?:dpa|overeenkomst)|sin (?:dpa"
    r"|contrato))\b"
)
_SIGNED = re.compile(
    r"\b(signed|executed|in place|concluded|countersigned|completed|effective|accepted|dated"
    r"|unterzeichnet|unterschrieben|abgeschlossen|geschlossen|vorhanden|vom|signe|signee|conclu"
    r"|conclue|en place|getekend|ondertekend|afgesloten|gesloten|firmado|firmada|suscrito"
    r"|celebrado|vigente)\b"
)


_NONE: Final = frozenset(
    "none nil keine keiner kein aucun aucune neant geen ninguno ninguna".split()  # noqa: SIM905
)


def agreement_of(text: Text, language: str = "") -> Values:
    """The agreement that a cell tells of.

    A check box that is ticked says that it is signed; "open" and an empty box that there is none
    yet. A mere link shows an agreement that the vendor publishes for all, so it is assumed to
    hold as part of its terms.
    """
    words = text.flat
    if text.checked is None and is_empty(words) and not text.links:
        return NOTHING
    day = day_in(words, language)
    method, assumed = _method(text, words, dated=day.date is not None or day.unclear)
    if method is None:
        if normal(words) in _NONE:
            return Values({"dpa": {"method": "none"}})
        if answer_in(words) == "none":
            return NOTHING
        problem = day.problem or "does not say whether there is an agreement"
        return Values({}, (), (problem,))
    agreement: dict[str, Any] = {"method": method}
    if day.date is not None and method != "none":
        agreement["signed_on"] = day.date
    if (url := _address(text)) is not None:
        agreement["url"] = url
    problems = (day.problem,) if day.problem else ()
    read = ["/dpa/method"] if assumed else []
    if day.inferred and "signed_on" in agreement:
        read.append("/dpa/signed_on")
    return Values({"dpa": agreement}, tuple(read), problems)


def _method(text: Text, words: str, *, dated: bool) -> tuple[str | None, bool]:
    """The method, and whether it is assumed."""
    said = normal(words)
    answer = answer_in(words)
    if text.checked is False or (answer == "open" and not dated):
        return "none", True
    if _NOT_SIGNED.search(said) or answer == "no":
        return "none", False
    if _INCORPORATED.search(said):
        return "incorporated", False
    if text.checked or answer == "yes" or dated or _SIGNED.search(said):
        return "signed", False
    if _address(text) is not None:
        return "incorporated", True
    return None, False


def _address(text: Text) -> str | None:
    urls = [link.url for link in text.links if link.url.lower().startswith(("https://", "http://"))]
    if not urls and text.flat.lower().startswith(("https://", "http://")):
        urls = [text.flat.split()[0]]
    return urls[0] if urls else None
