"""How a page is laid out around its list: title, texts before, within and after."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Final

from subpolicy.importers.blocks import Block, Bullets, Heading, Item, Page, Pairs, Paragraph, Table
from subpolicy.importers.cells.days import Day, day_in
from subpolicy.importers.cells.locations import places_said_of_all
from subpolicy.importers.configuring.prose import outlined
from subpolicy.importers.finding.words import is_about_vendors
from subpolicy.importers.heads import normal
from subpolicy.importers.making.categories import category_of
from subpolicy.importers.rows import Column, Reading

_UPDATED: Final = re.compile(
    r"^(?:(?:last |page |list )*(?:updated?|modified|revised|reviewed|changed)(?: on| at| date)?"
    r"|(?:effective|revision|publication)(?: date)?|effective as of|as of|version|date|status as of"
    r"|stand|zuletzt (?:aktualisiert|geandert)(?: am)?|letzte (?:aktualisierung|anderung)"
    r"|aktualisiert am"
    r"|(?:date de )?(?:la )?derniere (?:mise a jour|modification)|mis a jour le|mise a jour"
    r"|en date du"
    r"|laatst (?:bijgewerkt|gewijzigd)(?: op)?|laatste (?:update|wijziging)|bijgewerkt op"
    r"|versie|datum"
    r"|(?:fecha de )?(?:la )?ultima (?:actualizacion|modificacion)|actualizado(?: el)?|fecha"
    r"|lastmod"
    r"|lastupdated|lastmodified|last update)\b"
)
_LONG_DATE = 120
_IDENTIFIER = re.compile(r"[a-z]\w*")
"""A variable or key that holds the list, rather than a title."""
_NOISE = re.compile(r"^(?:©|\(c\)|copyright\b)", re.IGNORECASE)


@dataclass(slots=True)
class Part:
    """A heading with the blocks below it."""

    title: str
    blocks: list[Block] = field(default_factory=list)


@dataclass(slots=True)
class Layout:
    """The page without its list."""

    title: str = ""
    subtitle: str = ""
    list_title: str = ""
    updated: Day = field(default_factory=lambda: Day(None))
    introduction: list[Block] = field(default_factory=list)
    before: list[Part] = field(default_factory=list)
    notes: dict[str, list[Block]] = field(default_factory=dict)
    """Title of a category → what is said below it beside the list."""
    tail: list[Block] = field(default_factory=list)
    """What follows the list without a heading."""
    after: list[Part] = field(default_factory=list)


def layout_of(page: Page, reading: Reading, language: str) -> Layout:
    """Take a page apart into what stands before, within and after its list."""
    layout = Layout()
    blocks = [block for block in outlined(page) if not _is_noise(block)]
    blocks = list(_undated(blocks, layout, language))
    if layout.updated.date is None:
        layout.updated = _date_beside(page, language)
    listed = _Listed(reading, blocks)
    inside = [index for index, _ in enumerate(blocks) if listed.holds(blocks, index)]
    first = min(inside, default=len(blocks))
    last = max(inside, default=len(blocks) - 1)
    _before(blocks[:first], page, layout)
    _within(blocks[first : last + 1], listed, layout)
    _after(blocks[last + 1 :], listed, layout)
    return layout


class _Listed:
    """Which blocks are the list itself."""

    def __init__(self, reading: Reading, blocks: Sequence[Block]) -> None:
        rows = reading.rows
        self._lines = {row.line for row in rows} - {None}
        self._names = {row.cells[Column.NAME].flat for row in rows if Column.NAME in row.cells}
        self.categories = {category_of(row) for row in rows} - {""}
        self._headings = {row.category.flat for row in rows if row.category is not None}
        self.contexts = {row.context for row in rows if places_said_of_all(row.context)}
        self._card = 0
        tables = any(isinstance(block, Table | Pairs) and self._is_list(block) for block in blocks)
        self._bulleted = not tables
        """Whether bullets that begin with a vendor's name may be the list."""

    def holds(self, blocks: Sequence[Block], index: int) -> bool:
        """Whether a block is a vendor, or a heading of some; asked in order."""
        block = blocks[index]
        if isinstance(block, Heading):
            is_name = block.text.flat in self._names
            if is_name:
                self._card = block.level
            elif block.level <= self._card:
                self._card = 0
            return is_name or block.text.flat in self._headings
        return self._card > 0 or self._is_list(block)

    def names(self, title: str) -> bool:
        """Whether a heading is a vendor's name."""
        return title in self._names

    def _is_list(self, block: Block) -> bool:
        match block:
            case Table(rows=rows):
                return any(cell.flat in self._names for row in rows for cell in row)
            case Bullets(items=items):
                return any(self._names_item(item) for item in items)
            case Pairs(title=title, pairs=pairs):
                return title.flat in self._names or any(t.flat in self._names for _, t in pairs)
            case _:
                return False

    def _names_item(self, item: Item) -> bool:
        if item.line is not None and item.line in self._lines:
            return True
        words = item.text.flat
        return (
            self._bulleted
            and item.line is None
            and any(words.startswith(name) for name in self._names if name)
        )


def _is_noise(block: Block) -> bool:
    return isinstance(block, Paragraph) and bool(_NOISE.match(block.text.flat))


def _undated(blocks: Sequence[Block], layout: Layout, language: str) -> Iterator[Block]:
    """The blocks without the line that says when the page was updated."""
    for block in blocks:
        if layout.updated.date is None and isinstance(block, Paragraph):
            words = block.text.flat
            if len(words) <= _LONG_DATE and _UPDATED.match(normal(words)):
                day = day_in(words, language)
                if day.date is not None or day.problem is not None:
                    layout.updated = day
                    if day.date is not None:
                        continue
        yield block


def _date_beside(page: Page, language: str) -> Day:
    """The date in front matter or beside the list; a date that says "updated" comes first."""
    keys = sorted(page.data, key=lambda key: "date" in normal(key) and "up" not in normal(key))
    for key in keys:
        if is_date_key(key):
            day = day_in(str(page.data[key])[:_LONG_DATE], language)
            if day.date is not None:
                return day
    return Day(None)


def is_date_key(key: str) -> bool:
    """Whether a key of front matter tells when the page was updated."""
    words = normal(
        "".join(f" {char}" if char.isupper() else char for char in key).replace("_", " ")
    )
    return bool(_UPDATED.fullmatch(words)) or words in {"last updated", "updated at", "updated"}


def _before(blocks: Sequence[Block], page: Page, layout: Layout) -> None:
    title = _title_at(blocks)
    layout.title = page.title if title is None else blocks[title].text.flat  # type: ignore[union-attr]
    earlier = [b for b in blocks[: title or 0] if isinstance(b, Paragraph | Heading)]
    copied = title is not None and _level(blocks[title]) != 1
    if copied and len(earlier) == 1 and not _is_heading_of(page, earlier[0]):
        layout.subtitle = earlier[0].text.flat
    part: Part | None = None
    for block in blocks[0 if title is None else title + 1 :]:
        if isinstance(block, Heading):
            part = Part(block.text.flat)
            layout.before.append(part)
        else:
            (layout.introduction if part is None else part.blocks).append(block)
    if layout.before and is_about_list(layout.before[-1].title):
        listing = layout.before.pop()
        layout.list_title = "" if _IDENTIFIER.fullmatch(listing.title) else listing.title
        layout.introduction.extend(listing.blocks)


def _is_heading_of(page: Page, block: Block) -> bool:
    """Whether the page has a block as a heading itself, such as the name of another sheet."""
    return isinstance(block, Heading) and block in page.blocks


def is_about_list(title: str) -> bool:
    """Whether a heading is the list's own: "Current subprocessors", but no question."""
    return not title.endswith("?") and is_about_vendors(title)


def _title_at(blocks: Sequence[Block]) -> int | None:
    """Where the page's title stands: a heading of level 1, else the first one about vendors."""
    for index, block in enumerate(blocks):
        if isinstance(block, Heading) and block.level == 1:
            return index
    for index, block in enumerate(blocks[:3]):
        if isinstance(block, Heading) and is_about_list(block.text.flat):
            return index
    return None


def _level(block: Block) -> int:
    return block.level if isinstance(block, Heading) else 0


def _within(blocks: Sequence[Block], listed: _Listed, layout: Layout) -> None:
    """Texts between the lists: notes of their category."""
    category = ""
    within_card = False
    part: Part | None = None
    for block in blocks:
        if isinstance(block, Heading):
            title = block.text.flat
            within_card = listed.names(title)
            part = None if within_card or title in listed.categories else Part(title)
            if part is not None:
                layout.after.append(part)
            category = title if title in listed.categories else category
        elif isinstance(block, Paragraph) and not within_card:
            if part is not None:
                part.blocks.append(block)
            elif category:
                layout.notes.setdefault(category, []).append(block)
            elif block.text.flat not in listed.contexts:
                layout.introduction.append(block)


def _after(blocks: Sequence[Block], listed: _Listed, layout: Layout) -> None:
    levels = [block.level for block in blocks if isinstance(block, Heading)]
    top = min(levels, default=0)
    part: Part | None = None
    for block in blocks:
        if isinstance(block, Heading) and block.level == top:
            part = Part(block.text.flat)
            layout.after.append(part)
        else:
            (layout.tail if part is None else part.blocks).append(block)
    layout.introduction = [
        block
        for block in layout.introduction
        if not (isinstance(block, Paragraph) and block.text.flat in listed.contexts)
    ]
