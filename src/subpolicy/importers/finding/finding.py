"""From a page to the rows of its list, with a reason for whatever is left out."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from subpolicy.importers.blocks import Bullets, Page, Pairs, Table, Text
from subpolicy.importers.finding import bullets, cards, tables
from subpolicy.importers.finding.outline import Section, sections, sentence_before
from subpolicy.importers.finding.words import is_about_vendors, why_no_list
from subpolicy.importers.rows import Column, Reading, Row, Skipped


def find(page: Page) -> Reading:
    """The rows of the lists of vendors on a page, in its order."""
    search = _Search(page)
    rows = list(search.rows())
    return Reading(tuple(rows), tuple(search.skipped), search.heads)


@dataclass(slots=True)
class _Search:
    page: Page
    skipped: list[Skipped] = field(default_factory=list)
    heads: dict[Column, str] = field(default_factory=dict)

    def rows(self) -> Iterator[Row]:
        """Tables, objects and labelled cards; bullets and bare cards only where these find none."""
        parts = sections(self.page)
        found = [row for part in parts for row in self._labelled(part)]
        if not found:
            found = [row for part in parts for row in self._bulleted(part)]
        if not found:
            found = list(self._bare(parts))
        yield from found

    def _labelled(self, section: Section) -> Iterator[Row]:
        reason = self._left_out(section)
        category = self._category(section)
        card = cards.card_of(self.page, section, _above(section))
        for index, block in enumerate(section.blocks):
            before = sentence_before(section.blocks, index)
            match block:
                case Table():
                    yield from self._told(self._table(section, block, before), reason, before)
                case Pairs() if card is None:
                    row = cards.object_of(block, category)
                    yield from self._told([] if row is None else [row], reason, before)
                case Bullets() if card is None:
                    rows = bullets.rows_of(block, category, before, expected=False)
                    yield from self._told(list(rows), reason, before)
        if card is not None:
            yield from self._told([card], reason, "")

    def _table(self, section: Section, table: Table, before: str) -> list[Row]:
        known = tables.understood(table, expected=self._expected(section, before))
        if known is None:
            return []
        for column, head in zip(known.columns, known.table.head, strict=True):
            if column is not None and head.flat:
                self.heads.setdefault(column, head.flat)
        category = self._category(section)
        return [
            row if row.category is not None else _under(row, category, before)
            for row in tables.rows_of(known)
        ]

    def _bulleted(self, section: Section) -> Iterator[Row]:
        reason = self._left_out(section)
        for index, block in enumerate(section.blocks):
            if isinstance(block, Bullets):
                before = sentence_before(section.blocks, index)
                expected = self._expected(section, before) and _are_names(block)
                rows = bullets.rows_of(block, self._category(section), before, expected=expected)
                yield from self._told(list(rows), reason, before)

    def _bare(self, parts: tuple[Section, ...]) -> Iterator[Row]:
        found = [
            (part, _above(part))
            for part in parts
            if part.blocks and self._left_out(part) is None and self._expected(part, "")
        ]
        yield from cards.plain_cards(self.page, found)

    def _told(self, rows: list[Row], reason: str | None, before: str) -> Iterator[Row]:
        """The rows, unless there is a reason to leave them out, which is then told."""
        reason = reason or (why_no_list(before) if before and len(before) < _SENTENCE else None)
        if reason is None:
            yield from rows
            return
        for row in rows:
            name = row.cells[Column.NAME].flat
            self.skipped.append(Skipped(name, reason, row.line))

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
        if title is None or section.level == 1 or is_about_vendors(title.flat):
            return None
        return title


_SENTENCE = 120
"""Characters; what is longer speaks of more than the list that follows."""


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
    if above is None or above.level == 1 or is_about_vendors(above.text.flat):
        return None
    return above.text


def _under(row: Row, category: Text | None, context: str) -> Row:
    return Row(row.cells, row.others, category, context, row.source, row.line)
