"""From a page to the rows of its list, with a reason for whatever is left out."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from subpolicy.importers.blocks import Block, Bullets, Heading, Page, Pairs, Paragraph, Table, Text
from subpolicy.importers.cells import is_location
from subpolicy.importers.finding import bullets, cards, tables
from subpolicy.importers.finding.outline import Section, sections, sentence_before
from subpolicy.importers.finding.sifting import sifted
from subpolicy.importers.finding.words import (
    is_about_vendors,
    is_generic,
    listed_as,
    why_denied,
    why_no_list,
)
from subpolicy.importers.heads import columns_of
from subpolicy.importers.readers import copied
from subpolicy.importers.rows import Column, Reading, Row, Skipped

_SENTENCE = 120
"""Characters; what is longer speaks of more than the list that follows."""
_MOST_LINES = 20_000
"""Lines of a page that is read again as copied text."""


def find(page: Page) -> Reading:
    """The rows of the lists of vendors on a page, in its order."""
    reading = _found(page)
    if not reading.rows and (again := _as_copied(page)) is not None:
        reading = _found(again)
    return reading


def _found(page: Page) -> Reading:
    search = _Search(page)
    rows = tuple(sifted(list(search.rows()), search.skipped))
    return Reading(rows, tuple(dict.fromkeys(search.skipped)), search.heads)


def _as_copied(page: Page) -> Page | None:
    """The page as text copied from it: tables that are made of something else than tables."""
    lines = [line for block in page.blocks for line in _lines(block)]
    read = copied.read("\n".join(lines)) if len(lines) <= _MOST_LINES else None
    return None if read is None else replace(page, blocks=read.blocks, source="")


def _lines(block: Block) -> Iterator[str]:
    match block:
        case Heading() | Paragraph():
            yield from block.text.plain.split("\n")
        case Bullets():
            for item in block.items:
                yield from item.text.plain.split("\n")
        case _:
            return


@dataclass(slots=True)
class _Search:
    page: Page
    skipped: list[Skipped] = field(default_factory=list)
    heads: dict[Column, str] = field(default_factory=dict)
    only_sure: bool = False
    """Whether some table says by its head that it is the list, so that others have to say so."""
    only_about: bool = False
    """Whether some objects stand under a name that speaks of vendors: others do not count."""

    def rows(self) -> Iterator[Row]:
        """Tables, objects and labelled cards; bullets and bare cards where these find none."""
        parts = sections(self.page)
        self._survey(parts)
        found = [row for part in parts for row in self._labelled(part)]
        if found:
            self._unsaid(parts)
        else:
            found = [row for part in parts for row in self._bulleted(part)]
        yield from found or self._bare(parts)

    def _survey(self, parts: Sequence[Section]) -> None:
        for part in parts:
            for block in part.blocks:
                if isinstance(block, Table):
                    known = tables.understood(block, expected=False)
                    self.only_sure |= known is not None and self._left_out(part) is None
                elif isinstance(block, Pairs):
                    self.only_about |= any(is_about_vendors(one.text.flat) for one in part.headings)

    def _unsaid(self, parts: Sequence[Section]) -> None:
        """Bullets of what is left out are told, also where tables are the list."""
        for part in parts:
            if self._left_out(part) is not None:
                list(self._bulleted(part))

    def _labelled(self, section: Section) -> Iterator[Row]:
        card = cards.card_of(self.page, section, _above(section))
        for index, block in enumerate(section.blocks):
            before = sentence_before(section.blocks, index)
            yield from self._told(self._block(section, block, before, card), section, before)
        if card is not None:
            self._learn(cards.labels_of(section))
            yield from self._told([card], section, "")

    def _block(
        self, section: Section, block: Block, before: str, card: Row | None
    ) -> Sequence[Row]:
        category = self._category(section)
        match block:
            case Table():
                return self._table(section, block, before)
            case Pairs() if card is None:
                return self._object(section, block, category)
            case Bullets() if card is None:
                block = bullets.shortened(block, self.skipped)
                sure = self._expected(section, before) and bullets.are_vendors(block)
                return list(bullets.rows_of(block, category, before, expected=sure))
        return ()

    def _object(self, section: Section, block: Pairs, category: Text | None) -> Sequence[Row]:
        about = any(is_about_vendors(one.text.flat) for one in section.headings)
        if self.only_about and not about:
            return ()
        row = cards.object_of(block, category)
        if row is None or not (set(row.cells) - {Column.NAME} or about):
            return ()
        bare = not about and not set(row.cells) & tables.PLACED
        if bare and section.headings and not self._expected(section, ""):
            return ()
        self._learn(label for label, _ in block.pairs)
        return (row,)

    def _table(self, section: Section, table: Table, before: str) -> list[Row]:
        near = [before, "" if section.title is None else section.title.flat]
        expected = (
            any(is_about_vendors(one) for one in near)
            if self.only_sure
            else self._expected(section, before)
        )
        known = tables.understood(table, expected=expected)
        if known is None:
            return []
        for column, head in zip(known.columns, known.table.head, strict=True):
            if column is not None and head.flat:
                self.heads.setdefault(column, head.flat)
        category = self._category(section)
        named = self.heads.get(Column.NAME, "")
        rows = [
            row if row.category is not None else replace(row, category=category, context=before)
            for row in tables.rows_of(known)
        ]
        if (reason := why_no_list(named)) is not None and not is_about_vendors(named):
            self._skip(rows, reason)
            return []
        return rows

    def _learn(self, labels: Iterator[str]) -> None:
        """The page's own words for the labels of its cards."""
        words = list(labels)
        for column, label in zip(columns_of(words), words, strict=True):
            if column is not None and label:
                self.heads.setdefault(column, label)

    def _bulleted(self, section: Section) -> Iterator[Row]:
        for index, block in enumerate(section.blocks):
            if isinstance(block, Bullets):
                before = sentence_before(section.blocks, index)
                short = bullets.shortened(block, self.skipped)
                expected = self._expected(section, before) and _are_names(short)
                rows = bullets.rows_of(short, self._category(section), before, expected=expected)
                yield from self._told(list(rows), section, before)

    def _bare(self, parts: tuple[Section, ...]) -> Iterator[Row]:
        found = [
            (part, _above(part))
            for part in parts
            if part.blocks and self._left_out(part) is None and self._expected(part, "")
        ]
        yield from cards.plain_cards(self.page, found)

    def _told(self, rows: Sequence[Row], section: Section, before: str) -> Iterator[Row]:
        """The rows, unless there is a reason to leave them out, which is then told."""
        if not rows:
            return
        sentence = before if len(before) < _SENTENCE else ""
        reason = self._left_out(section) or (
            why_no_list(sentence) if sentence else why_denied(before)
        )
        if reason is not None:
            self._skip(rows, reason)
            return
        words = " – ".join(
            [*(one.text.flat for one in section.headings if one.level > 1), sentence]
        )
        for row in rows:
            title = "" if row.category is None else row.category.flat
            yield _placed(replace(row, listed_as=listed_as(f"{words} – {title}")), section)

    def _skip(self, rows: Sequence[Row], reason: str) -> None:
        for row in rows:
            self.skipped.append(Skipped(row.cells[Column.NAME].flat, reason, row.line))

    def _left_out(self, section: Section) -> str | None:
        """Why what stands in a section is no list, by any heading above it but the page's own."""
        for heading in section.headings:
            if heading.level > 1 and (reason := why_no_list(heading.text.flat)):
                return reason
        return None

    def _expected(self, section: Section, before: str) -> bool:
        words = [self.page.title, before, *(one.text.flat for one in section.headings)]
        return any(is_about_vendors(one) for one in words if one)

    def _category(self, section: Section) -> Text | None:
        """The heading of a list, where the page has several; one that only says "list" is none."""
        title = section.title
        return None if title is None or section.level == 1 or _is_no_category(title) else title


def _is_no_category(title: Text) -> bool:
    """Whether a heading says only that a list follows, where, or whether it is in use.

    "AI (opt-in)" is a category, "Optional services" is none.
    """
    before = title.flat.partition("(")[0]
    return is_generic(title.flat) or is_location(title.flat) or bool(listed_as(before))


def _are_names(block: Bullets) -> bool:
    """Whether bullets begin with names: rather short, or with something set apart."""
    marked = sum(
        bool(item.text.links or item.text.lead) or len(item.text.flat) < _SENTENCE
        for item in block.items
    )
    return bool(block.items) and marked * 2 > len(block.items)


def _above(section: Section) -> Text | None:
    """The heading above a card's own, where it groups several."""
    above = section.headings[-2] if len(section.headings) > 1 else None
    if above is None or above.level == 1 or _is_no_category(above.text):
        return None
    return above.text


def _placed(row: Row, section: Section) -> Row:
    """A row under a heading that is a place has that place, unless it says one itself."""
    title = section.title
    has = {Column.LOCATION, Column.SEAT} & {key for key, text in row.cells.items() if text.flat}
    if title is None or has or title is row.cells.get(Column.NAME) or not is_location(title.flat):
        return row
    return replace(row, cells={**row.cells, Column.LOCATION: title})
