"""The page's texts as sections, its related documents and its category notes."""

import re
from collections.abc import Iterator, Mapping, Sequence
from types import MappingProxyType
from typing import Any, Final

from subpolicy.importers.blocks import Block, Bullets, Page, Paragraph, Text
from subpolicy.importers.configuring.layout import Layout, Part
from subpolicy.importers.configuring.prose import markdown_of
from subpolicy.importers.making.ids import slug

_TITLES: Final[Mapping[str, tuple[str, str, str]]] = MappingProxyType(
    {
        "en": ("Introduction", "Contact", "Further information"),
        "de": ("Einleitung", "Kontakt", "Weitere Informationen"),
        "fr": ("Introduction", "Contact", "Informations complémentaires"),
        "nl": ("Inleiding", "Contact", "Meer informatie"),
        "es": ("Introducción", "Contacto", "Más información"),
    }
)
_LEGEND = re.compile(
    r"^(?P<title>(?:status )?legend|status legend|status|legende|statuslegende|l[ée]gende"
    r"|legenda|leyenda)"
    r"\s*:\s*(?P<text>.+)$",
    re.IGNORECASE | re.DOTALL,
)
_DOCUMENTS = re.compile(
    r"^(?:related|further|other|relevant|associated|see also|more)?\s*(?:documents?"
    r"|documentation|links"
    r"|policies|agreements)$|^(?:weitere|verwandte|zugehörige) dokumente$"
    r"|^documents (?:associés|connexes|liés)$"
    r"|^(?:gerelateerde|verwante) documenten$|^documentos (?:relacionados|asociados)$",
    re.IGNORECASE,
)
_DOCUMENT = re.compile(r"^(?P<title>[^:]{2,120}):\s+(?P<url>(?:/|https?://)\S+)$")
_CONTACT = re.compile(
    r"@|contact|question|kontakt|fragen|frage\b|nous [ée]crire|vragen|neem contact|consultas"
    r"|preguntas"
    r"|reach (?:out|us)|get in touch",
    re.IGNORECASE,
)
_KNOWN_FIRST: Final = frozenset(
    {"introduction", "intro", "about", "definitions", "scope", "what-are-subprocessors"}
)
"""Ids whose sections stand before the list without being told."""
_ENABLED_ONLY = re.compile(
    r"only (?:for|where|when|if|with) (?:tenants?|customers?|you|a tenant|the tenant"
    r"|users?)[^.]{0,40}\benabl"
    r"|only (?:if|when|where) enabled|nur (?:wenn|sofern|für)[^.]{0,60}aktivier"
    r"|uniquement (?:si|pour)[^.]{0,60}activ|alleen (?:indien|als|voor)[^.]{0,60}inschakel"
    r"|s[óo]lo (?:si|para)[^.]{0,60}activ",
    re.IGNORECASE,
)


def documents_of(layout: Layout) -> list[dict[str, str]]:
    """The related documents, from the section that lists them."""
    return [
        document
        for part in layout.after
        if _DOCUMENTS.match(part.title)
        for document in _documents(part.blocks)
    ]


def sections_of(page: Page, layout: Layout, language: str) -> Iterator[dict[str, Any]]:
    """The sections in the order of the page, each with an id of its own."""
    taken: set[str] = set()
    for section in _sections(page, layout, _TITLES.get(language, _TITLES["en"])):
        if not section["text"]:
            continue
        base, number = section["id"] or "section", 2
        while section["id"] in taken or not section["id"]:
            section["id"] = f"{base[:58]}-{number}"
            number += 1
        taken.add(section["id"])
        yield section


def category_note(page: Page, layout: Layout, title: str) -> dict[str, Any]:
    """The note of a category, and whether it says that only tenants who enable it have it."""
    note = markdown_of(page, layout.notes.get(title, ()))
    if not note:
        return {}
    return {"note": note} | ({"tenant_enabled": True} if _ENABLED_ONLY.search(note) else {})


def _sections(page: Page, layout: Layout, titles: tuple[str, str, str]) -> Iterator[dict[str, Any]]:
    introduction, contact, further = titles
    legends = [block for block in layout.introduction if _legend(block)]
    plain = [block for block in layout.introduction if not _legend(block)]
    yield {"id": "introduction", "title": introduction, "text": markdown_of(page, plain)}
    for part in layout.before:
        yield _section(page, part, before=True)
    for block in legends:
        if (legend := _legend(block)) is not None:
            yield {"id": "status-legend", "title": legend["title"], "text": legend["text"]}
    closing: list[Block] = []
    rest: list[Block] = []
    for block in layout.tail:
        (closing if _is_contact(block) else rest).append(block)
    yield {"id": "further-information", "title": further, "text": markdown_of(page, rest)}
    for part in layout.after:
        if _DOCUMENTS.match(part.title):
            left = [block for block in part.blocks if not list(_documents([block]))]
            closing += [block for block in left if _is_contact(block)]
            part = Part(part.title, [block for block in left if not _is_contact(block)])  # noqa: PLW2901
        yield _section(page, part, before=False)
    yield {"id": "contact", "title": contact, "text": markdown_of(page, closing)}


def _section(page: Page, part: Part, *, before: bool) -> dict[str, Any]:
    id_ = slug(part.title)
    section = {"id": id_, "title": part.title, "text": markdown_of(page, part.blocks)}
    if before and id_ not in _KNOWN_FIRST:
        section["place"] = "before"
    if not before and id_ in _KNOWN_FIRST:
        section["place"] = "after"
    return section


def _legend(block: Block) -> re.Match[str] | None:
    return _LEGEND.match(block.text.flat) if isinstance(block, Paragraph) else None


def _is_contact(block: Block) -> bool:
    return isinstance(block, Paragraph) and bool(_CONTACT.search(block.text.flat))


def _documents(blocks: Sequence[Block]) -> Iterator[dict[str, str]]:
    for block in blocks:
        match block:
            case Paragraph(text=text):
                yield from _document(text)
            case Bullets(items=items):
                for item in items:
                    yield from _document(item.text)
            case _:
                pass


def _document(text: Text) -> Iterator[dict[str, str]]:
    if (found := _DOCUMENT.match(text.flat)) is not None:
        yield {"title": found["title"].strip(), "url": found["url"]}
        return
    for link in text.links:
        if link.words and not link.url.startswith("mailto:") and len(text.links) == 1:
            yield {"title": link.words, "url": link.url}
