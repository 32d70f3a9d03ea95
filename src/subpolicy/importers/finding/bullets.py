"""Bullets: "Name. What it does", "Name – what it does (place)", one vendor each."""

import re
from collections.abc import Iterator
from typing import Final

from subpolicy.importers.blocks import Bullets, Item, Link, Text
from subpolicy.importers.cells import is_location
from subpolicy.importers.finding.cards import item_of
from subpolicy.importers.finding.labels import labelled
from subpolicy.importers.finding.words import are_policies
from subpolicy.importers.heads import column_of
from subpolicy.importers.readers.inline import plain_text
from subpolicy.importers.rows import Column, Row, Skipped

_AFTER_NAME: Final = re.compile(
    r"\s*(?:[:：|]\s|\s[–—-]+\s|\s->\s|\s→\s|\.\s(?=[A-ZÀ-Ý])|,\s(?=[a-zà-ý])|\n)\s*"  # noqa: RUF001
)
_IN_BRACKETS: Final = re.compile(r"\s*[(\[]([^()\[\]]{1,120})[)\]]\s*")
_LONG_NAME: Final = 80
_MOST_WORDS: Final = 9
_CLAUSE_WORDS: Final = 3
"""Words after the first, of which a clause has at least so many."""
_LABELLED = re.compile(r"(?<=[.;])\s+(?=[^\W\d_][\w ]{1,40}:\s)")
_MOST: Final = 10_000
_TOO_MANY: Final = "more than 10,000 bullets are in one list; from this one on they were not read"
_PARTS: Final = re.compile(r"\s+[–—-]+\s+|\s*[|;•·]\s+|\n")
_EDGES: Final = " :：–—|.,-\n\u00a0"  # noqa: RUF001
_ALIAS: Final = re.compile(r"\(([A-Z][\w .&-]{0,30})\)\s*[:,–—-]\s+")
"""Another name in brackets, between the name and what follows a comma or a dash."""
_NO_NAMES: Final = re.compile(
    r"^(?:we|you|our|your|the (?:right|following)|if|when|this|these|all|each|any|please|to|how"
    r"|what|why|by|for|in|wir|sie|nous|vous|wij|u|nosotros)\s",
    re.IGNORECASE,
)


def shortened(block: Bullets, skipped: list[Skipped]) -> Bullets:
    """A list of no more bullets than twice the rows that are imported; the next one is told."""
    if len(block.items) > _MOST:
        first = block.items[_MOST]
        skipped.append(Skipped(first.text.flat, _TOO_MANY, first.line))
    return Bullets(block.items[:_MOST])


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
    if are_policies(block):
        return
    for item in block.items:
        row = item_of(item, category, context)
        if row is not None:
            yield row
        elif _is_group(item):
            below = Bullets(item.items)
            yield from rows_of(below, _title(item), context, expected=expected)
        elif expected and (row := _row(item, category, context)) is not None:
            yield row


def are_vendors(block: Bullets) -> bool:
    """Whether bullets are vendors for certain: each a name set apart, most of them with a place."""
    rows = [_row(item, None, "") for item in block.items]
    sound = [row for row in rows if row is not None and len(row.cells) > 1]
    placed = sum(Column.LOCATION in row.cells for row in sound)
    return bool(rows) and len(sound) == len(rows) and placed * 2 > len(rows)


def _is_group(item: Item) -> bool:
    """Whether an item is the heading of those below it: these say more than their own name."""
    if not item.items or item.text.links:
        return False
    told = [one for one in item.items if one.items or _tells(one.text)]
    return len(told) == len(item.items)


def _tells(text: Text) -> bool:
    """Whether a text has a name that is set apart from the rest."""
    if any(True for _ in labelled(text)):
        return False
    name, rest = _name_of(text)
    return bool(rest) and len(name) < _LONG_NAME and not is_location(name)


def _title(item: Item) -> Text:
    return item.text._replace(plain=item.text.plain.strip(_EDGES), lead="")


def _row(item: Item, category: Text | None, context: str) -> Row | None:
    text = item.text
    name, rest = _name_of(text)
    if not _is_name(name) or text.checked is False or text.struck:
        return None
    if not (text.lead or text.links) and _is_clause(name):
        return None
    cells = {Column.NAME: Text(name, _links(text, name))}
    if (alias := _ALIAS.match(rest)) and not is_location(alias[1]):
        rest = rest[alias.end() :]
    for part in [rest, *(below.text.plain for below in item.items)]:
        for column, words in _said(part):
            cells.setdefault(column, plain_text(words))
    return Row(cells, {}, category, context, text.plain, item.line)


def _is_name(name: str) -> bool:
    if not name or len(name) > _LONG_NAME or len(name.split()) > _MOST_WORDS:
        return False
    return not name.endswith(("?", "!", ";")) and not _NO_NAMES.match(name)


def _is_clause(name: str) -> bool:
    """Whether words are a clause rather than a name, most words of which have capitals."""
    after = re.findall(r"[^\W_]+", name)[1:]
    capitals = sum(not word[0].islower() for word in after)
    begins = name[0].islower() and name.split(maxsplit=1)[0].isalpha()
    return len(after) >= _CLAUSE_WORDS and (begins or capitals * 3 <= len(after))


def _links(text: Text, name: str) -> tuple[Link, ...]:
    return tuple(link for link in text.links if link.words in {name, text.flat})


def _name_of(text: Text) -> tuple[str, str]:
    """The name at the beginning of a bullet, and the rest of it."""
    for marked in (text.lead, text.links[0].words if text.links else ""):
        if marked and text.plain.startswith(marked):
            rest = text.plain[len(marked) :]
            return _apart(marked.strip(_EDGES.replace(".", "")), rest.lstrip(_EDGES))
    mark = _AFTER_NAME.search(text.plain)
    bracket = next((one for one in _IN_BRACKETS.finditer(text.plain) if is_location(one[1])), None)
    if (
        bracket is not None
        and bracket.start()
        and (mark is None or bracket.start() <= mark.start())
    ):
        return text.plain[: bracket.start()].strip(), text.plain[bracket.start() :].strip()
    if mark is None:
        return _apart(text.flat.rstrip(".") if text.flat.count(".") == 1 else text.flat, "")
    return _apart(text.plain[: mark.start()].strip(), text.plain[mark.end() :])


def _apart(name: str, rest: str) -> tuple[str, str]:
    """A place at the end of a name, behind a comma, belongs to the rest: "Acme, Inc., Germany"."""
    if (bracket := _IN_BRACKETS.search(name)) and bracket.start() and is_location(bracket[1]):
        return name[: bracket.start()].strip(), f"({bracket[1]}) {rest}".strip()
    parts = name.split(", ")
    for start in range(1, len(parts)):
        place = ", ".join(parts[start:])
        if is_location(place):
            return ", ".join(parts[:start]), f"({place}) {rest}".strip()
    return name, rest


def _said(words: str) -> Iterator[tuple[Column, str]]:
    """What the rest of a bullet says: a place, in brackets or apart, and what the vendor does."""
    first, *others = _sentences(words)
    if others:
        for sentence in (first, *others):
            yield from _said(sentence)
        return
    # A dash parts what it does from where; only a colon makes a label here.
    pairs = labelled(plain_text(words)) if ":" in words else ()
    found = [(column_of(label), value) for label, value in pairs]
    if found:
        yield from ((column, value.plain) for column, value in found if column is not None)
        return
    words = words.strip()
    for bracket in _IN_BRACKETS.finditer(words):
        if is_location(bracket[1]):
            yield Column.LOCATION, bracket[1]
            words = (words[: bracket.start()] + " " + words[bracket.end() :]).strip(_EDGES[:-2])
            break
    words = words.lstrip(_EDGES)
    parts = [part.strip() for part in _PARTS.split(words) if part.strip(_EDGES)]
    places = [part for part in parts if is_location(part)]
    if places:
        yield Column.LOCATION, places[-1]
    rest = [part for part in parts if not places or part != places[-1]]
    if len(rest) == 1 and (sentences := _last_place(rest[0])) and not places:
        rest, place = [sentences[0]], sentences[1]
        yield Column.LOCATION, place
    if any(rest):
        yield Column.PURPOSE, words if len(rest) == len(parts) else " – ".join(rest)


def _sentences(words: str) -> list[str]:
    """The words, parted before each sentence that begins with a label: "Mail. Location: Ghent"."""
    parts = _LABELLED.split(words)
    found = parts[:1]
    for part in parts[1:]:
        if any(labelled(plain_text(part))):
            found.append(part)
        else:
            found[-1] += f" {part}"
    return found


def _last_place(words: str) -> tuple[str, str] | None:
    """A place behind the last comma or full stop: "Payments, Ireland", "Payments. Ireland."."""
    for mark in (". ", ", "):
        before, found, after = words.rstrip(".").rpartition(mark)
        if found and is_location(after):
            return before, after
    return None
