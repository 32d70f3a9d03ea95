# ruff: noqa: SIM905 -- lists of words are easier to read and edit as one text
"""Whose list it is, as far as the page says."""

import re
from collections.abc import Iterator, Sequence
from typing import Any

from subpolicy.importers.blocks import Block, Bullets, Page, Paragraph, Text
from subpolicy.importers.cells.names import has_form, without_address
from subpolicy.importers.cells.places import last_country_of
from subpolicy.importers.cells.sites import email_in
from subpolicy.importers.finding.words import is_about_vendors
from subpolicy.importers.heads import normal

_ENTITY = re.compile(
    r"^(?:entity|company|legal entity|unternehmen|firma|verantwortlicher|soci[ée]t[ée]|entreprise"
    r"|bedrijf|empresa|entidad)\s*:\s*(?P<value>.+)$",
    re.IGNORECASE,
)
_ADDRESS = re.compile(
    r"^(?:address|anschrift|adresse|adres|direcci[óo]n)\s*:\s*(?P<value>.+)$", re.IGNORECASE
)
_FORM = re.compile(r",\s+(?P<form>(?:an?|eine?|une?|een|una?)\s[^,(]{3,80}?)\s*(?:\(|\.?$)")
_ENGAGES = re.compile(
    r"(?:^|[.,;]\s+|\bservices?, )(?P<name>[A-Z][\w.&'-]*(?:\s[A-Z][\w.&'-]*){0,3}"
    r"(?:,? (?:(?:Inc|LLC|Ltd|GmbH|BV|B\.V|SAS|AB|Oy|AS)\b\.?))?)(?: \([^()]{1,80}\))?"
    r" (?:may engage|engages|uses|may use|works with"
    r"|utili[sz]es|relies on)\b"
)
_POSSESSIVE = re.compile(
    r"\b(?:of|by|to|for) (?P<name>[A-Z][\w.&-]*(?:\s[A-Z][\w.&-]*){0,3})['’]s?\s"
)
_LONGEST = 256
_ABBREVIATED = re.compile(r"(?:\b(?:Inc|Ltd|Corp|Co)|\b[A-Za-z]\.\s?[A-Za-z])$")
"""Legal forms whose last dot belongs to them, rather than to a sentence."""
_KEYS = frozenset(
    "organisation organization company controller processor owner unternehmen firma entreprise"
    " societe bedrijf organisatie empresa organizacion".split()
)
_PRONOUNS = frozenset("we our the this it these they each all".split())
_DASH = re.compile(r"\s+[–—|:·-]\s+")
_OF_LIST = re.compile(
    r"\b(?:list of|list|data|our|current|authorized|authorised|approved|third[ -]party|page"
    r"|and|of|the"
    r"|liste|der|des|von|et|de|la|los|las|lista|van|lijst|onze|unsere|nos|nuestros|personal|eu|gdpr"
    r"|sub-?\s?processors?|unterauftrag\w*|subunternehm\w*|auftragsverarbeiter\w*|dienstleister\w*"
    r"|sous-traitants?|destinataires?|prestataires?|subverwerkers?|sub-?verwerkers?|subencargados?"
    r"|proveedores|vendors?|service providers?|suppliers?|subcontractors?|for|f[üu]r|pour|voor|para"
    r"|legal|policy|disclosure|information|page|ult[ée]rieurs?|du|del|el|tratamiento|traitement"
    r"|verwerking|weitere|[üu]bersicht|verzeichnis|register|liste?|overzicht|over|eingesetzte\w*)\b",
    re.IGNORECASE,
)


def organisation_of(
    page: Page, texts: Sequence[Block], titles: Sequence[str], name: str = ""
) -> dict[str, Any]:
    """The organisation; ``name`` may be missing in it.

    Args:
        page: The page, for its title and data.
        texts: All texts beside the list.
        titles: The page's headings that may name it.
        name: What the caller says it is called; it comes first.
    """
    found: dict[str, Any] = {}
    for text in _texts(texts):
        if (entity := _ENTITY.match(text.flat)) is not None and "name" not in found:
            found |= _entity(entity["value"])
        elif (address := _ADDRESS.match(text.flat)) is not None and "address" not in found:
            found |= _address(address["value"], found.get("name", ""))
    if "contact" not in found and (contact := _contact(page, texts)) is not None:
        found["contact"] = contact
    known = name or found.get("name") or _beside(page) or _engaging(texts)
    known = known or _of_titles(*titles, page.title) or _described(page)
    if known:
        found["name"] = known
    order = ("name", "legal_form", "address", "contact", "home_country")
    return {key: found[key] for key in order if key in found}


def names_itself(texts: Sequence[Block]) -> bool:
    """Whether a text says outright whose list it is: "Entity: Acme, Inc."."""
    return any(_ENTITY.match(text.flat) for text in _texts(texts))


def _entity(value: str) -> dict[str, Any]:
    """Name and legal form of "Mielto, Inc., a Delaware C-Corp (“we”)."."""
    form = _FORM.search(value)
    bare = re.sub(r"\s*[(\[].*$", "", value[: form.start()] if form else value).strip(" ,")
    bare = bare if has_form(bare) else bare.rstrip(". ")
    found: dict[str, Any] = {"name": bare} if bare else {}
    if form is not None:
        found["legal_form"] = form["form"].strip()
    return found


def _address(value: str, name: str) -> dict[str, Any]:
    words = value.strip()
    if name and words.startswith(name):
        words = words[len(name) :].strip(" ,")
    else:
        words = without_address(words)[1] or words
    found: dict[str, Any] = {"address": words} if words else {}
    if (country := last_country_of(words.rsplit(",", 1)[-1])) is not None:
        found["home_country"] = country
    return found


def _contact(page: Page, texts: Sequence[Block]) -> str | None:
    """The first address of the page's texts, or one that stands beside the list in data."""
    for text in _texts(texts):
        if (email := email_in(text)) is not None:
            return email
    for key, value in page.data.items():
        words = normal(key)
        if isinstance(value, str) and ("mail" in words or "contact" in words):
            return email_in(Text(value))
    return None


def _beside(page: Page) -> str:
    """The name that stands beside the list in data: "company: Acme", or an object with a name."""
    for key, value in page.data.items():
        if normal(key) in _KEYS:
            named = value.get("name") if isinstance(value, dict) else value
            if isinstance(named, str) and 0 < len(named.strip()) <= _LONGEST:
                return named.strip()
    return ""


def _engaging(texts: Sequence[Block]) -> str:
    """The name in "Acme may engage …"."""
    for text in _texts(texts):
        for found in _ENGAGES.finditer(text.flat):
            words = found["name"].split()
            if words[0].lower() not in _PRONOUNS and not is_about_vendors(found["name"]):
                return " ".join(words)
    return ""


def _described(page: Page) -> str:
    """The name in a description such as "A list of Acme's subprocessors"."""
    described = page.data.get("description")
    found = _POSSESSIVE.search(described) if isinstance(described, str) else None
    return "" if found is None else found["name"]


def _of_titles(*titles: str) -> str:
    """What is left of a title without the words for a list of subprocessors."""
    for title in titles:
        for part in _DASH.split(title):
            left = " ".join(_OF_LIST.sub(" ", part).split()).strip(" .,:;'’&()/")
            if re.search(r"[^\W\d_]{2}", left) and any(char.isupper() for char in left):
                whole = f"{left}." if f"{left}." in part and _ABBREVIATED.search(left) else left
                return whole.removesuffix("'s").removesuffix("’s")
    return ""


def _texts(blocks: Sequence[Block]) -> Iterator[Text]:
    for block in blocks:
        match block:
            case Paragraph(text=text):
                yield text
            case Bullets(items=items):
                yield from (item.text for item in items)
            case _:
                pass
