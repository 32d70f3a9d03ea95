"""Finding one's way in the sections of the auditor's report."""

from collections.abc import Iterable, Iterator

from subpolicy.renderers.audit.blocks import Matrix, Pairs, Prose, Section, Table


def section(sections: Iterable[Section], anchor: str) -> Section:
    """The section with an anchor, at whatever depth."""
    (found,) = (one for one in every(sections) if one.anchor == anchor)
    return found


def every(sections: Iterable[Section]) -> Iterator[Section]:
    """All sections, parts among them, in reading order."""
    for one in sections:
        yield one
        yield from every(one.parts)


def table(one: Section, caption: str = "") -> list[dict[str, str]]:
    """The rows of a section's only table, or of the one whose caption begins so."""
    (found,) = (
        block
        for block in one.blocks
        if isinstance(block, Table) and block.caption.startswith(caption)
    )
    titles = [column.title for column in found.columns]
    return [dict(zip(titles, (cell.text for cell in row), strict=True)) for row in found.rows]


def pairs(one: Section) -> dict[str, str]:
    """The names and values of a section; of a name that is there twice, the last."""
    return {
        name: cell.text
        for block in one.blocks
        if isinstance(block, Pairs)
        for name, cell in block.rows
    }


def words(one: Section) -> str:
    """The paragraphs of a section."""
    return "\n".join(block.text for block in one.blocks if isinstance(block, Prose))


def matrix(one: Section) -> Matrix:
    """The matrix of a section."""
    (found,) = (block for block in one.blocks if isinstance(block, Matrix))
    return found
