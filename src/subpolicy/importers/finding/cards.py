"""Cards: a heading for each vendor with labels below it, or an object of data."""

import re
from collections.abc import Iterator, Mapping, Sequence

from subpolicy.importers.blocks import Block, Bullets, Item, Page, Pairs, Paragraph, Table, Text
from subpolicy.importers.cells import is_location
from subpolicy.importers.finding.labels import is_known, labelled
from subpolicy.importers.finding.outline import Section, quoted
from subpolicy.importers.finding.words import are_policies, is_about_vendors
from subpolicy.importers.heads import column_of, columns_of, exact_column
from subpolicy.importers.readers.inline import plain_text
from subpolicy.importers.rows import Column, Row

_IMPRINT = frozenset(
    {
        Column.NAME,
        Column.ENTITY,
        Column.ADDRESS,
        Column.CONTACT,
        Column.SEAT,
        Column.NOTE,
        Column.LINKS,
    }
)
"""What a company says of itself."""
_ABOUT = frozenset(
    {Column.PURPOSE, Column.DATA, Column.SUBJECTS, Column.LOCATION, Column.TRANSFER, Column.DPA}
)
"""What the sections of a contract are about."""
_OF_DOCUMENTS = frozenset({Column.STATUS, Column.SINCE, Column.APPLIES_TO, Column.CATEGORY})
"""What a document says of itself."""
_NUMBER = re.compile(r"^\s*\d{1,3}(?:\.\d{1,3})*[.)]\s+(?=\S)")
"""The number of a section. "3 Day Mail" has none."""
_SHORT = 160
"""Characters of which a line on a card has fewer."""
_MOST_LINES = 12
"""Lines of a card without labels."""
_FEWEST_LABELS = 2
"""One label alone may stand in any text."""
_FEWEST_PLAIN = 3
"""Cards without labels are taken for vendors only where several look alike."""


def card_of(page: Page, section: Section, category: Text | None) -> Row | None:
    """The vendor of a section with labels; None where it has none.

    Args:
        page: Where the section stands.
        section: A heading, and what is below it.
        category: The heading above that, if it groups vendors.
    """
    title = section.title
    if title is None or is_about_vendors(title.flat) or _is_label(title.flat):
        return None  # the list's own heading, above labels such as whose list it is
    if any(isinstance(block, Table) for block in section.blocks) or _is_several(section):
        return None
    blocks = tuple(_in_lines(section.blocks))
    pairs = [pair for block in blocks for pair in _labels(block)]
    cells, others = cells_of(pairs)
    name = cells.get(Column.NAME)
    if name is not None and (set(cells) <= _IMPRINT or _is_head(name)):
        return None  # whose page it is, or heads of a table that is made of something else
    told = set(cells) - {Column.CONTACT, Column.NOTE, Column.LINKS}
    alone = Column.PURPOSE in told and _NUMBER.match(title.plain) and _is_listed(page, section)
    if (len(told) < _FEWEST_LABELS and not alone) or told <= _OF_DOCUMENTS:
        return None
    if Column.NAME in cells and any(isinstance(block, Pairs) for block in section.blocks):
        return None
    loose = [block for block in blocks if isinstance(block, Paragraph)]
    cells.setdefault(Column.NAME, title._replace(plain=_NUMBER.sub("", title.plain)))
    _add_loose(cells, [one.text for one in loose if not list(labelled(one.text))])
    source = quoted(page, section.first_line, section.last_line)
    return Row(cells, others, category, source=source, line=section.first_line)


def _is_listed(page: Page, section: Section) -> bool:
    """Whether a heading above says that a list of vendors follows."""
    above = [page.title, *(heading.text.flat for heading in section.headings[:-1])]
    return any(is_about_vendors(words) for words in above if words)


def _is_label(title: str) -> bool:
    """Whether a heading says what the labels below it are about: "2. Nature of processing"."""
    words = _NUMBER.sub("", title)
    return column_of(words) in _ABOUT and is_known(words)


def _is_several(section: Section) -> bool:
    return sum(isinstance(block, Pairs) for block in section.blocks) > 1


def _is_head(name: Text) -> bool:
    return exact_column(name.plain.partition("\n")[0]) is not None


def _in_lines(blocks: Sequence[Block]) -> Iterator[Block]:
    """Blocks, with a paragraph that is a label alone joined to the one that has its value."""
    waiting: Paragraph | None = None
    for block in blocks:
        if waiting is not None and isinstance(block, Paragraph):
            words = f"{waiting.text.plain}\n{block.text.plain}"
            yield Paragraph(Text(words, block.text.links), waiting.line)
            waiting = None
        elif waiting is not None and isinstance(block, Bullets):
            words = "\n".join([waiting.text.plain, *(item.text.flat for item in block.items)])
            yield Paragraph(Text(words), waiting.line)
            waiting = None
        elif isinstance(block, Paragraph) and _is_label_alone(block.text.flat):
            waiting = block
        else:
            yield block


def _is_label_alone(words: str) -> bool:
    """Whether a line is a label whose value follows: "Purpose", "Location of data:"."""
    return exact_column(words) is not None or (words.endswith(":") and is_known(words))


def labels_of(section: Section) -> Iterator[str]:
    """The labels of a card as the page has them."""
    for block in _in_lines(section.blocks):
        yield from (label for label, _ in _labels(block))


def plain_cards(page: Page, found: Sequence[tuple[Section, Text | None]]) -> Iterator[Row]:
    """Cards without labels: a name, what it does, and where, each in a short line."""
    groups: dict[tuple[int, ...], list[Row | None]] = {}
    for section, category in found:
        key = (section.level, *(id(heading) for heading in section.headings[:-1]))
        groups.setdefault(key, []).append(_plain_card(page, section, category))
    for group in groups.values():
        rows = [row for row in group if row is not None]
        if len(rows) >= _FEWEST_PLAIN and len(rows) * 2 >= len(group):
            yield from rows


def _are_policies(block: Block) -> bool:
    return isinstance(block, Bullets) and are_policies(block)


def _plain_card(page: Page, section: Section, category: Text | None) -> Row | None:
    shown = [block for block in section.blocks if not _are_policies(block)]
    texts = [block.text for block in shown if isinstance(block, Paragraph)]
    title = section.title
    if title is None or not texts or len(texts) != len(shown):
        return None
    lines = [line for text in texts for line in text.plain.split("\n")]
    if len(lines) > _MOST_LINES or any(len(line) > _SHORT for line in lines):
        return None
    cells = {Column.NAME: title}
    for line in lines:
        pairs = [(column_of(label), value) for label, value in labelled(plain_text(line))]
        column = Column.LOCATION if is_location(line) else Column.PURPOSE
        for known, value in pairs or [(column, plain_text(line))]:
            if known is not None and known is not Column.NAME:
                cells.setdefault(known, value)
    source = quoted(page, section.first_line, section.last_line)
    return Row(cells, {}, category, source=source, line=section.first_line)


def object_of(pairs: Pairs, category: Text | None) -> Row | None:
    """The vendor of an object or a definition list; None where it has no name."""
    cells, others = cells_of(list(pairs.pairs))
    if pairs.title.plain:
        cells.setdefault(Column.NAME, pairs.title)
    if Column.NAME not in cells or len(cells) + len(others) < _FEWEST_LABELS:
        return None
    return Row(cells, others, category, source=pairs.source, line=pairs.line)


def item_of(item: Item, category: Text | None, context: str) -> Row | None:
    """The vendor of a list item with labelled items below it."""
    pairs = [pair for below in item.items for pair in labelled(below.text)]
    own, name = _own_label(item.text)
    if not pairs or is_known(item.text.flat):
        return None
    cells, others = cells_of([*own, *pairs])
    cells.setdefault(Column.NAME, name)
    source = "\n".join([item.text.plain, *(below.text.plain for below in item.items)])
    return Row(cells, others, category, context, source, item.line)


def _own_label(text: Text) -> tuple[list[tuple[str, Text]], Text]:
    """The name of an item, without the label or the mark that it may have."""
    found = list(labelled(text))
    if found and column_of(found[0][0]) in {Column.NAME, Column.ENTITY}:
        return [(found[0][0], found[0][1])], text
    return [], text._replace(plain=text.plain.strip(" :：–—-\n"), lead="")  # noqa: RUF001


def _labels(block: Block) -> Iterator[tuple[str, Text]]:
    match block:
        case Bullets():
            for item in block.items:
                yield from labelled(item.text)
        case Paragraph():
            yield from labelled(block.text)
        case Pairs():
            yield from block.pairs
        case _:
            return


def cells_of(
    pairs: Sequence[tuple[str, Text]],
) -> tuple[dict[Column, Text], Mapping[str, Text]]:
    """The cells of labels that are understood, and the others."""
    columns = columns_of([label for label, _ in pairs])
    cells: dict[Column, Text] = {}
    others: dict[str, Text] = {}
    for (label, value), column in zip(pairs, columns, strict=True):
        if column is None:
            others[label] = value
        else:
            cells.setdefault(column, value)
    return cells, others


def _add_loose(cells: dict[Column, Text], texts: Sequence[Text]) -> None:
    """A line with a link alone is the site; the first other one says what the vendor does."""
    for text in texts:
        if len(text.links) == 1 and text.links[0].words == text.flat:
            cells.setdefault(Column.WEBSITE, text)
        elif text.flat:
            cells.setdefault(Column.PURPOSE, text)
