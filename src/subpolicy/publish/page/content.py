"""The whole page, before any format: what is said, where, and in which order."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Final

from subpolicy.publish.escaping import link_target
from subpolicy.publish.listing import Listing, Section
from subpolicy.publish.page.blocks import (
    Block,
    Content,
    Links,
    Paragraph,
    Part,
    Phrase,
    Prose,
    Row,
    Table,
    Terms,
)
from subpolicy.publish.page.coming import retired_part, upcoming_part
from subpolicy.publish.page.layouts import current, list_parts
from subpolicy.publish.selection import Selection, narrowed
from subpolicy.publish.words import Words

_LEGEND: Final = frozenset({"status-legend", "legend"})
"""Ids of the section that stands in the list, above its first table."""
_INTRODUCTION: Final = frozenset({"introduction", "intro"})
"""Ids of sections that need no heading: the page's title is theirs."""
_FIRST: Final = _INTRODUCTION | {"about", "definitions", "scope", "what-are-subprocessors"}
_LAST: Final = frozenset({"contact", "questions"})


def content_of(
    listing: Listing, words: Words, layout: str, selection: Selection | None = None
) -> Content:
    """Lay out the page.

    Args:
        listing: The whole list.
        words: The language.
        layout: One of `layouts.LAYOUTS`.
        selection: Narrows the list; None for all of it.

    Raises:
        RunError: the selection names what there is not.
    """
    shown = narrowed(listing, selection) if selection else listing
    page = listing.page
    placed = {place: tuple(_parts(listing, place)) for place in ("before", "after", "closing")}
    content = Content(
        lang=words.tag,
        title=page.title or words.say("title"),
        subtitle=page.subtitle,
        updated=_updated(listing, words),
        subscribe=_subscribe(listing, words),
        before=placed["before"] or (_introduction(listing, words),),
        list=_list(listing, shown, words, layout, selection),
        upcoming=upcoming_part(shown, words),
        retired=retired_part(shown, words),
        after=placed["after"],
        documents=_documents(listing, words),
        closing=placed["closing"],
        footer=tuple(_footer(listing, words)),
        skip=words.say("skip"),
        contents=words.say("contents"),
        colon=words.colon,
    )
    return _with_own_anchors(content)


def narrowing_words(listing: Listing, words: Words, selection: Selection) -> str:
    """What a part of the list was narrowed by, as a sentence."""
    parts = []
    if selection.enabled is not None:
        keys = words.both(selection.enabled)
        parts.append(
            words.say("narrowed-enabled", keys=keys)
            if keys
            else words.say("narrowed-nothing-enabled")
        )
    labels = [
        listing.page.status_labels.get(status) or words.say(f"status-{status}")
        for status in selection.statuses
    ]
    titles = {category.id: category.title for category in listing.categories}
    given = {
        "status": labels,
        "location": [words.place(code) for code in selection.locations],
        "applies_to": list(selection.applies_to),
        "category": [titles[category] for category in selection.categories],
    }
    parts += [
        words.say(f"narrowed-{kind}", words=words.either(items))
        for kind, items in given.items()
        if items
    ]
    return words.say("narrowed", parts="; ".join(parts))


def _parts(listing: Listing, place: str) -> Iterator[Part]:
    for section in listing.page.sections:
        if section.id not in _LEGEND and _place(section) == place:
            title = None if section.id in _INTRODUCTION else section.title
            yield Part(section.id, title, (Prose(section.text),))


def _place(section: Section) -> str:
    if section.place is not None:
        return section.place
    if section.id in _LAST:
        return "closing"
    return "before" if section.id in _FIRST else "after"


def _list(
    listing: Listing, shown: Listing, words: Words, layout: str, selection: Selection | None
) -> Part:
    blocks, parts = list_parts(shown, words, layout)
    first: list[Block] = []
    if selection:
        first.append(Paragraph((Phrase(narrowing_words(listing, words, selection)),)))
    first += _legend(listing, shown, words, layout)
    title = listing.page.list_title or words.say("list-title")
    return Part("list", title, (*first, *blocks), parts)


def _legend(listing: Listing, shown: Listing, words: Words, layout: str) -> Iterator[Block]:
    """What the statuses mean: in the company's words, or ours where a table shows statuses."""
    own = [section for section in listing.page.sections if section.id in _LEGEND]
    for section in own:
        yield Prose(section.text, section.title)
    used = {vendor["status"] for vendor in current(shown)}
    if own or layout != "tables" or not used:
        return
    labels = listing.page.status_labels
    pairs = tuple(
        (labels.get(status) or words.say(f"status-{status}"), words.say(f"legend-{status}"))
        for status in ("active", "optional", "suspended")
        if status in used
    )
    yield Terms(_label(words, "status-legend"), pairs)


def _introduction(listing: Listing, words: Words) -> Part:
    text = words.say("introduction", name=listing.organisation["name"])
    return Part("introduction", None, (Paragraph((Phrase(text),), lead=True),))


def _updated(listing: Listing, words: Words) -> tuple[str, str, str] | None:
    day = listing.page.updated_on
    return None if day is None else (_label(words, "updated"), day, words.day(day))


def _label(words: Words, key: str) -> str:
    """A phrase with the colon that the language sets behind it."""
    return words.say(key) + words.colon


def _subscribe(listing: Listing, words: Words) -> Phrase | None:
    url = listing.page.subscribe_url
    target = None if url is None else link_target(url, listing.page.base_url)
    return None if target is None else Phrase(words.say("subscribe"), target)


def _documents(listing: Listing, words: Words) -> Part | None:
    links = tuple(
        Phrase(document.title, link_target(document.url, listing.page.base_url))
        for document in listing.page.documents
    )
    return Part("documents", words.say("documents"), (Links(links),)) if links else None


def _footer(listing: Listing, words: Words) -> Iterator[str]:
    """Who publishes the list; nothing where an introduction of the company's says so."""
    if {section.id for section in listing.page.sections} & (_INTRODUCTION | _LAST):
        return
    organisation: Mapping[str, str] = listing.organisation
    named = (organisation["name"], organisation.get("legal_form"), organisation.get("address"))
    yield ", ".join(part for part in named if part)
    if "contact" in organisation:
        yield words.say("pair", label=words.say("questions"), value=organisation["contact"])


def _with_own_anchors(content: Content) -> Content:
    """Every anchor once; the company's sections keep theirs."""
    company = [*content.before, *content.after, *content.closing]
    taken: set[str] = set()

    def own(wanted: str) -> str:
        anchor, number = wanted, 2
        while anchor in taken:
            anchor, number = f"{wanted}-{number}", number + 1
        taken.add(anchor)
        return anchor

    named = {id(part): own(part.anchor) for part in company}

    def kept(parts: Sequence[Part]) -> tuple[Part, ...]:
        return tuple(part._replace(anchor=named[id(part)]) for part in parts)

    return replace(
        content,
        before=kept(content.before),
        list=_anchored(content.list, own),
        upcoming=None if content.upcoming is None else _anchored(content.upcoming, own),
        retired=None if content.retired is None else _anchored(content.retired, own),
        after=kept(content.after),
        documents=None if content.documents is None else _anchored(content.documents, own),
        closing=kept(content.closing),
    )


def _anchored(part: Part, own: Callable[[str], str]) -> Part:
    anchor = own(part.anchor)
    blocks = tuple(
        _rows(block, own) if isinstance(block, Table) else block for block in part.blocks
    )
    return Part(anchor, part.title, blocks, tuple(_anchored(inner, own) for inner in part.parts))


def _rows(table: Table, own: Callable[[str], str]) -> Table:
    rows = tuple(
        Row(None if row.anchor is None else own(row.anchor), row.cells) for row in table.rows
    )
    return table._replace(rows=rows)
