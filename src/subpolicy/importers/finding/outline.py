"""The page as sections: each block with the headings above it and the sentence before it."""

from collections.abc import Iterator
from dataclasses import dataclass

from subpolicy.importers.blocks import Block, Heading, Page, Paragraph, Text
from subpolicy.importers.finding.shaping import shaped


@dataclass(frozen=True, slots=True)
class Section:
    """What stands between one heading and the next."""

    headings: tuple[Heading, ...]
    """The headings above, outermost first; empty before the first."""
    blocks: tuple[Block, ...]
    first_line: int | None = None
    last_line: int | None = None
    """Lines of the source, heading included; None where the format has none."""

    @property
    def title(self) -> Text | None:
        """The innermost heading."""
        return self.headings[-1].text if self.headings else None

    @property
    def level(self) -> int:
        """The level of the innermost heading; 0 before the first."""
        return self.headings[-1].level if self.headings else 0


def sections(page: Page) -> tuple[Section, ...]:
    """The page's sections, in order."""
    return tuple(_sections(page))


def _sections(page: Page) -> Iterator[Section]:
    above: list[Heading] = []
    blocks: list[Block] = []
    first: int | None = 1
    for block in shaped(page):
        if not isinstance(block, Heading):
            blocks.append(block)
            continue
        line = block.line
        if blocks or above:
            yield Section(tuple(above), tuple(blocks), first, None if line is None else line - 1)
        while above and above[-1].level >= block.level:
            above.pop()
        above.append(block)
        blocks, first = [], line
    yield Section(tuple(above), tuple(blocks), first, None)


def quoted(page: Page, first: int | None, last: int | None) -> str:
    """Lines of the source as they are; empty where the format has none."""
    if first is None or not page.source:
        return ""
    return "\n".join(page.source.splitlines()[first - 1 : last]).strip("\n -*_=").strip()


def sentence_before(blocks: tuple[Block, ...], index: int) -> str:
    """The paragraph right before a block, which may speak of all that follows."""
    if index and isinstance(before := blocks[index - 1], Paragraph):
        return before.text.flat
    return ""
