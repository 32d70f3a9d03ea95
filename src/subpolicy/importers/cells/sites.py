"""Links of a row: the vendor's own site, its list of subprocessors, its agreement."""

import re
from typing import NamedTuple
from urllib.parse import SplitResult, urlsplit

from subpolicy.importers.blocks import Link, Text

_DOMAIN = re.compile(
    r"(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]{2,24}(?:/\S*)?", re.IGNORECASE
)
_ADDRESS = re.compile(r"(?:https?://|www\.)\S+", re.IGNORECASE)
_EMAIL = re.compile(r"[A-Za-z0-9._%+-]{1,64}@(?:[A-Za-z0-9-]{1,63}\.){1,8}[A-Za-z]{2,24}")
_POLICY = re.compile(
    r"(?:^|[/._-])(privacy|privacy-?policy|gdpr|rgpd|dsgvo|datenschutz\w*|confidentialite|privacidad"
    r"|legal|terms|tos|dpa|data-?process\w*|security|trust|compliance|policies|policy|eula|agreements?"
    r"|avg|cookies?|blog|support|docs?|help|article)(?:$|[/._-])",
    re.IGNORECASE,
)
_SUBPROCESSORS = re.compile(
    r"sub-?_?processors?|unterauftrag|sous-?traitants|subverwerkers", re.IGNORECASE
)
_AGREEMENT = re.compile(r"(?:^|[^a-z])(?:dpa|data-?_?process\w*|avv)(?:$|[^a-z])", re.IGNORECASE)
_LONGEST = 2048


class Site(NamedTuple):
    """What a link is."""

    kind: str
    """``website``, ``subprocessors``, ``agreement``, ``policy``, ``contact`` or ``unusable``."""
    url: str


def sites_in(text: Text) -> tuple[Site, ...]:
    """The links of a cell, and the addresses that it writes out."""
    links = list(text.links)
    if not links:
        links = [Link("", one.rstrip(".,;)>")) for one in _ADDRESS.findall(text.plain)]
    if not links and _DOMAIN.fullmatch(text.flat):
        links = [Link("", text.flat)]
    return tuple(_site(link) for link in links)


def email_in(text: Text) -> str | None:
    """The first e-mail address of a text."""
    found = _EMAIL.search(text.plain)
    return None if found is None else found[0]


def _site(link: Link) -> Site:
    url = link.url.strip()
    if url.lower().startswith("mailto:"):
        return Site("contact", url[len("mailto:") :].partition("?")[0])
    parts = _split(url)
    if parts is None or len(url) > _LONGEST:
        return Site("unusable", url)
    if _SUBPROCESSORS.search(parts.path):
        return Site("subprocessors", url)
    if _AGREEMENT.search(parts.path) or link.words.strip().lower() in {"dpa", "avv"}:
        return Site("agreement", url)
    first_host = parts.netloc.lower().removeprefix("www.").split(".")[0]
    if _POLICY.search(parts.path) or first_host in {"blog", "support", "docs", "help", "trust"}:
        return Site("policy", url)
    return Site("website", url)


def _split(url: str) -> SplitResult | None:
    """The parts of a web address, with or without a scheme; None for anything else."""
    if re.search(r"[\s<>\"\\^`{|}]|[^\x21-\uffff]", url) or not url:
        return None
    bare = _DOMAIN.fullmatch(url)
    if bare is None and not url.lower().startswith(("https://", "http://")):
        return None
    try:
        parts = urlsplit(url if bare is None else f"https://{url}")
    except ValueError:
        return None
    return parts if parts.netloc else None
