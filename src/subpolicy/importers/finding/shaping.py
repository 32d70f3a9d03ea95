"""Blocks made plain before the list is looked for: what only looks like a heading becomes one.

Bold lines over cards become headings, tables of labels and definition lists become `Pairs`, and
bullets that belong below the one before go there.
"""

from collections.abc import Iterator, Sequence
from typing import Final

from subpolicy.importers.blocks import (
    Block,
    Bullets,
    Heading,
    Item,
    Page,
    Pairs,
    Paragraph,
    Table,
    Text,
)
from subpolicy.importers.cells import is_location
from subpolicy.importers.finding.labels import is_known, labelled
from subpolicy.importers.heads import column_of, columns_of, exact_column
from subpolicy.importers.rows import Column

_LONG_NAME: Final = 80
_DEEPEST: Final = 6
_FEWEST: Final = 2
_MOSTLY: Final = 0.6


def shaped(page: Page) -> tuple[Block, ...]:
    """The blocks of a page, made plain."""
    blocks = [part for block in page.blocks for part in _parted(block)]
    return tuple(_with_headings(tuple(_joined(blocks))))


def _parted(block: Block) -> Iterator[Block]:
    match block:
        case Table():
            yield from _of_labels(block)
        case Pairs():
            yield from _split(block)
        case _:
            yield block


def _with_headings(blocks: Sequence[Block]) -> Iterator[Block]:
    """A short line in bold is a heading of the level below the last real one."""
    level = 1
    for index, block in enumerate(blocks):
        if isinstance(block, Heading):
            level = block.level
        after = blocks[index + 1] if index + 1 < len(blocks) else None
        if (
            isinstance(block, Paragraph)
            and after is not None
            and (_is_title(block.text) or _is_over_labels(block.text, after))
        ):
            yield Heading(min(_DEEPEST, level + 1), block.text, block.line)
        else:
            yield block


def _is_title(text: Text) -> bool:
    lead = text.lead
    if not lead or lead != text.plain or len(lead) > _LONG_NAME or "\n" in lead:
        return False
    if lead.endswith((".", "!", "?")) and not lead.endswith(("Inc.", "Ltd.", "Co.", "Corp.")):
        return False
    digits = sum(char.isdigit() for char in lead)
    label = lead.partition(": ")[0].strip(" :")
    return digits < 4 and exact_column(label) is None  # noqa: PLR2004 -- a date has more


def _is_over_labels(text: Text, after: Block) -> bool:
    """Whether a line in bold stands over a line with several labels, though it reads as a label."""
    if not isinstance(after, Paragraph) or text.lead != text.plain or text.plain.endswith(":"):
        return False
    return bool(text.lead) and len(list(labelled(after.text))) >= _FEWEST


def _joined(blocks: Sequence[Block]) -> Iterator[Block]:
    """Lists of labels belong to the item before, where a new list begins between them."""
    waiting: Bullets | None = None
    for block in blocks:
        if waiting is not None and isinstance(block, Bullets) and _all_labelled(block):
            *before, last = waiting.items
            waiting = Bullets((*before, Item(last.text, last.items + block.items, last.line)))
            continue
        if waiting is not None and isinstance(block, Bullets):
            waiting = Bullets(waiting.items + block.items)
            continue
        if waiting is not None:
            yield waiting
            waiting = None
        if isinstance(block, Bullets) and not _all_labelled(block):
            waiting = block
        else:
            yield block
    if waiting is not None:
        yield waiting


def _all_labelled(block: Bullets) -> bool:
    return all(any(True for _ in labelled(item.text)) for item in block.items)


def _of_labels(table: Table) -> Iterator[Block]:
    """A table whose first column has the labels, one vendor in each of the others."""
    rows = list(table.rows)
    headed = any(cell.flat for cell in table.head)
    if len(table.head) == _FEWEST and exact_column(table.head[0].flat) is Column.PURPOSE:
        yield table  # "Role | Who": whose page it is, and the authority
        return
    if headed:
        rows.insert(0, table.head)
    if len(table.head) < _FEWEST or not _are_labels(table, rows, headed=headed):
        yield table
        return
    first = exact_column(rows[0][0].flat)
    title_row = (
        rows[0] if headed and first is not Column.NAME and not is_known(rows[0][0].flat) else None
    )
    for column in range(1, len(table.head)):
        pairs = tuple(
            (row[0].flat, row[column]) for row in rows if row[0].flat and row is not title_row
        )
        title = Text("") if title_row is None else title_row[column]
        source = "\n".join(f"{label}: {text.flat}" for label, text in pairs)
        line = table.lines[0] if table.lines else None
        yield Pairs(title, pairs, line, source)


def _are_labels(table: Table, rows: Sequence[Sequence[Text]], *, headed: bool) -> bool:
    labels = [row[0].flat for row in rows if row[0].flat]
    known = [column_of(label) for label in labels]
    exact = {exact_column(label) for label in labels} - {None}
    if len(exact) < _FEWEST or sum(one is not None for one in known) < _MOSTLY * len(labels):
        return False
    across = {exact_column(cell.flat) for cell in (table.head if headed else rows[0])} - {None}
    heads = columns_of([cell.flat for cell in table.head])
    return len(across) < _FEWEST or (Column.NAME not in heads and Column.ENTITY not in heads)


def _split(block: Pairs) -> Iterator[Pairs]:
    """A definition list of many things, one `Pairs` each."""
    if block.title.plain or not block.pairs:
        yield block
        return
    labels = [label for label, _ in block.pairs]
    known = sum(exact_column(label) is not None for label in labels)
    if known * 2 >= len(labels):
        yield from _at_repeats(block)
    elif block.source:  # an object of data, whose keys are what they are
        yield block
    else:
        yield from _by_term(block)


def _at_repeats(block: Pairs) -> Iterator[Pairs]:
    """A new thing begins where its first label comes again."""
    first = block.pairs[0][0]
    found: list[tuple[str, Text]] = []
    for label, text in block.pairs:
        if label == first and found:
            yield Pairs(block.title, tuple(found), block.line, block.source)
            found = []
        found.append((label, text))
    yield Pairs(block.title, tuple(found), block.line, block.source)


def _by_term(block: Pairs) -> Iterator[Pairs]:
    names = list(dict.fromkeys(label for label, _ in block.pairs))
    for name in names:
        texts = [text for label, text in block.pairs if label == name]
        pairs = [pair for text in texts for pair in labelled(text)]
        if not pairs:
            pairs = [("Location" if is_location(text.flat) else "Purpose", text) for text in texts]
        source = "\n".join([name, *(text.plain for text in texts)])
        yield Pairs(Text(name), tuple(pairs), block.line, source)
