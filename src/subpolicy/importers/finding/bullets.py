"""Bullets: "Name. What it does", "Name – what it does (place)", one vendor each."""

import re
from collections.abc import Iterator

from subpolicy.importers.blocks import Bullets, Item, Text
from subpolicy.importers.cells import is_location, places_in
from subpolicy.importers.finding.cards import item_of
from subpolicy.importers.finding.labels import labelled
from subpolicy.importers.readers.inline import plain_text
from subpolicy.importers.rows import Column, Row

_AFTER_NAME = re.compile(r"\s*(?:[:：|]\s|\s[–—-]\s|\.\s(?=[A-ZÀ-Ý])|,\s(?=[a-zà-ý])|\n)\s*")
_IN_BRACKETS = re.compile(r"\s*[(\[]([^()\[\]]{1,120})[)\]]\s*")
_LONG_NAME = 80
_PARTS = re.compile(r"\s+[–—-]\s+|\s*[|;]\s+")


def rows_of(
    block: Bullets, category: Text | None, context: str, *, expected: bool
) -> Iterator[Row]:
    """The vendors of a list of bullets.

    Args:
        block: The list.
        category: The heading that groups them.
        context: The sentence before the list.
        expected: Whether the page says that this is the list, so that names alone are enough.
    """
    for item in block.items:
        row = item_of(item, category, context)
        if row is None and expected:
            row = _row(item, category, context)
        if row is not None:
            yield row


def _row(item: Item, category: Text | None, context: str) -> Row | None:
    text = item.text
    name, rest = _name_of(text)
    if not name or len(name) > _LONG_NAME or name.endswith((".", "?", "!")):
        return None
    cells = {Column.NAME: _named(text, name)}
    for part in [rest, *(below.text.plain for below in item.items)]:
        for column, words in _said(part):
            cells.setdefault(column, plain_text(words))
    return Row(cells, {}, category, context, text.plain, item.line)


def _named(text: Text, name: str) -> Text:
    return Text(name, tuple(link for link in text.links if link.words in {name, text.flat}))


def _name_of(text: Text) -> tuple[str, str]:
    """The name at the beginning of a bullet, and the rest of it."""
    for marked in (text.lead, text.links[0].words if text.links else ""):
        if marked and text.plain.startswith(marked):
            rest = text.plain[len(marked) :]
            return marked.strip(" :–—-."), rest.lstrip(" :：–—|.-,\n")
    mark = _AFTER_NAME.search(text.plain)
    bracket = _IN_BRACKETS.search(text.plain)
    if mark is None and bracket is not None and bracket.start():
        return text.plain[: bracket.start()].strip(), text.plain[bracket.start() :]
    if mark is None:
        return text.flat, ""
    return text.plain[: mark.start()].strip(), text.plain[mark.end() :]


def _said(words: str) -> Iterator[tuple[Column, str]]:
    """What the rest of a bullet says: a place, in brackets or apart, and what the vendor does."""
    from subpolicy.importers.heads import column_of  # noqa: PLC0415

    for label, value in labelled(plain_text(words)):
        if (column := column_of(label)) is not None:
            yield column, value.plain
            return
    words = words.strip()
    for bracket in _IN_BRACKETS.finditer(words):
        if is_location(bracket[1]):
            yield Column.LOCATION, bracket[1]
            words = (words[: bracket.start()] + " " + words[bracket.end() :]).strip()
            break
    parts = [part for part in _PARTS.split(words) if part.strip()]
    for part in parts:
        if len(parts) > 1 and is_location(part):
            yield Column.LOCATION, part
    rest = " – ".join(part for part in parts if len(parts) == 1 or not is_location(part))
    if rest:
        yield (Column.LOCATION if is_location(rest) and places_in(rest) else Column.PURPOSE), rest
