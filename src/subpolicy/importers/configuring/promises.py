"""What a page promises about notices and objections → ``notice``."""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Any, Final

from subpolicy.importers.blocks import Block, Bullets, Paragraph
from subpolicy.importers.cells.sites import email_in

_DAYS: Final = (
    r"(?P<days>\d{1,3})\s*\)?\s*(?:calendar |business |working |kalender|werk"
    r"|jours calendaires|dias )?"
    r"(?:days?|tagen?|jours?|dagen|días|dias|kalendertagen?)"
)
_DAYS_HERE = re.compile(_DAYS, re.IGNORECASE)
_OF_NOTICE = re.compile(
    r"notice|notif|inform|advance|announce|ank[üu]ndig|benachrichtig|informier|mitteil|pr[ée]avis"
    r"|avertir|annonc|kennisgev|aankondig|melden|informeren|aviso|avisar|preaviso|comunica",
    re.IGNORECASE,
)
_BEFORE = re.compile(
    r"before|prior|advance|notice|vor(?:her|ab)?\b|im voraus|avant|pr[ée]avis|au pr[ée]alable"
    r"|vooraf"
    r"|voorafgaand|voordat|antes|antelaci[óo]n|previo",
    re.IGNORECASE,
)
_OBJECT = re.compile(
    r"\bobject|widersp(?:rechen|ruch|richt)|einw[äa]nde?|s['’]opposer|opposition|objection"
    r"|bezwaar|oponerse|objetar|objeci",
    re.IGNORECASE,
)
_EMERGENCY = re.compile(
    r"emergenc|notf[äa]ll|notfall|urgence|noodgeval|spoed|emergencia|urgente", re.IGNORECASE
)
_TENANT = re.compile(
    r"(?:for|of|in) your (?:workspace|account|tenant|organi[sz]ation|instance)|per tenant"
    r"|f[üu]r ihren? (?:account|konto|mandanten|arbeitsbereich)|pour votre (?:compte|espace)"
    r"|voor uw (?:account|omgeving)|para su (?:cuenta|espacio)",
    re.IGNORECASE,
)
_CHANNELS: Final = (
    ("email", re.compile(r"\be-?mail|courriel|correo|mailing list|subscrib", re.IGNORECASE)),
    (
        "console",
        re.compile(
            r"console|dashboard|in-app|in the app|admin panel|konsole|portal|portail",
            re.IGNORECASE,
        ),
    ),
    (
        "page",
        re.compile(
            r"(?:updat|post|publish|amend|revis)\w*[^.]{0,30}\b(?:page|list|website|site)\b"
            r"|diese[rn]? (?:seite|liste)|cette (?:page|liste)|deze (?:pagina|lijst)"
            r"|esta (?:p[áa]gina|lista)",
            re.IGNORECASE,
        ),
    ),
)
_AUDIENCE = re.compile(
    r"^e-?mail to (?:the |all |your |our )?(?P<who>[\w -]{3,80}?)(?:[,.;]|$| and | or )",
    re.IGNORECASE,
)
_EITHER = re.compile(r"\b(?:and/or|or|oder|und/oder|et/ou|ou|en/of|of|y/o|o)$", re.IGNORECASE)
_SENTENCE = re.compile(r"(?<=[.!?])\s+(?=[A-ZÄÖÜÀÉÈ¿¡])(?<!e\.g\. )(?<!i\.e\. )")


def notice_of(blocks: Sequence[Block]) -> dict[str, Any]:
    """The promises that a page's texts make; empty where they make none.

    Args:
        blocks: All texts of the page beside its list.
    """
    texts = list(_texts(blocks))
    sentences = [one for text in texts for one in _SENTENCE.split(text)]
    notice: dict[str, Any] = {}
    told = [one for one in sentences if _promises_notice(one)]
    if told and (days := _DAYS_HERE.search(told[0])) is not None:
        notice["days"] = int(days["days"])
    notice |= _objection(texts)
    if notice:
        notice |= _audience(texts)
        if any(_TENANT.search(one) for one in told):
            notice["scope"] = "tenant"
        if any(_EMERGENCY.search(one) for one in sentences):
            notice["emergencies"] = True
        if channels := _channels(blocks, told):
            notice["channels"] = channels
    return notice


def _promises_notice(sentence: str) -> bool:
    return bool(
        _DAYS_HERE.search(sentence)
        and _OF_NOTICE.search(sentence)
        and _BEFORE.search(sentence)
        and not _OBJECT.search(sentence)
    )


def _objection(texts: Sequence[str]) -> dict[str, Any]:
    from subpolicy.importers.blocks import Text  # noqa: PLC0415 -- only to read an address

    for text in texts:
        for index, sentence in enumerate(sentences := _SENTENCE.split(text)):
            if not _OBJECT.search(sentence):
                continue
            found: dict[str, Any] = {}
            if (days := _DAYS_HERE.search(sentence)) is not None:
                found["objection_days"] = int(days["days"])
            if (contact := email_in(Text(sentence))) is not None:
                found["objection_contact"] = contact
            if found:
                rest = " ".join(sentences[index + 1 :])
                return found | ({"objection_text": rest} if rest else {})
    return {}


def _audience(texts: Sequence[str]) -> dict[str, Any]:
    for text in texts:
        if (found := _AUDIENCE.match(text)) is not None:
            return {"audience": found["who"].strip()}
    return {}


def _channels(blocks: Sequence[Block], told: Sequence[str]) -> dict[str, list[str]]:
    """How notice is given: by a list of ways joined by "and" or "or", else by the sentence."""
    for before, block in pairwise(blocks):
        if isinstance(block, Bullets) and isinstance(before, Paragraph):
            if not _OF_NOTICE.search(before.text.flat):
                continue
            ways = [(item.text.flat, _channel(item.text.flat)) for item in block.items]
            known = [(words, channel) for words, channel in ways if channel is not None]
            if known:
                return _joined(known)
    for sentence in told:
        named = [channel for channel, pattern in _CHANNELS if pattern.search(sentence)]
        if named:
            key = "any_of" if re.search(r"\bor\b|\boder\b|\bou\b|\bof\b", sentence) else "all_of"
            return {key: named}
    return {}


def _channel(words: str) -> str | None:
    return next((channel for channel, pattern in _CHANNELS if pattern.search(words)), None)


def _joined(ways: Sequence[tuple[str, str]]) -> dict[str, list[str]]:
    """Ways joined by "or" with the next are one choice; the others are all owed."""
    either: list[str] = []
    every: list[str] = []
    after_or = False
    for words, channel in ways:
        joins = bool(_EITHER.search(words.rstrip(" ,;.")))
        (either if joins or after_or else every).append(channel)
        after_or = joins
    kept = {"all_of": list(dict.fromkeys(every)), "any_of": list(dict.fromkeys(either))}
    return {key: value for key, value in kept.items() if value}


def _texts(blocks: Sequence[Block]) -> Iterator[str]:
    for block in blocks:
        match block:
            case Paragraph(text=text):
                yield text.flat
            case Bullets(items=items):
                yield from (item.text.flat for item in items)
            case _:
                pass
