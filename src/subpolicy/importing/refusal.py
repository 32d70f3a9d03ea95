"""Why a page was refused: what was looked for, and the nearest thing that it has."""

from collections.abc import Iterator

from subpolicy.errors import Place, RunError
from subpolicy.importers.blocks import Bullets, Heading, Page, Pairs, Paragraph, Table
from subpolicy.importers.rows import Reading

_SHAPES = (
    "a list is a table with a column of names and one of purposes, locations or the like; a heading"
    " for each vendor with labelled lines below; bullets below words that speak of subprocessors;"
    " or objects with a name in YAML, JSON or a module"
)
_MOST_SHOWN = 3
_LONGEST = 80


def no_list(name: str, page: Page, reading: Reading) -> RunError:
    """The refusal of a page in which no row was found."""
    found = "; ".join(_found(page, reading)) or "nothing that could be read"
    return RunError(
        f"no list of vendors was found: the page has {found}",
        place=Place(name),
        help_text=f"{_SHAPES}. Where the page has one and it was not seen, try --format, or a"
        " smaller part of the page",
    )


def _found(page: Page, reading: Reading) -> Iterator[str]:
    tables = [block for block in page.blocks if isinstance(block, Table)]
    if tables:
        heads = [" | ".join(cell.flat for cell in table.head if cell.flat) for table in tables]
        shown = ", ".join(f'"{_short(head) or "no head"}"' for head in heads[:_MOST_SHOWN])
        yield f"{_count(len(tables), 'table')}, none with a head that names vendors ({shown})"
    lists = sum(isinstance(block, Bullets) for block in page.blocks)
    if lists:
        yield f"{_count(lists, 'list')} of bullets, none that speaks of vendors"
    objects = sum(isinstance(block, Pairs) for block in page.blocks)
    if objects:
        yield f"{_count(objects, 'object')}, none with a name that could be a vendor's"
    if reading.skipped:
        left = reading.skipped[0]
        yield f'rows that are no vendors, such as "{_short(left.name)}": {left.reason}'
    texts = sum(isinstance(block, Paragraph | Heading) for block in page.blocks)
    if texts:
        yield _count(texts, "paragraph or heading", "paragraphs and headings")


def _count(number: int, one: str, several: str | None = None) -> str:
    return f"{number:,} {one if number == 1 else several or one + 's'}"


def _short(words: str) -> str:
    flat = " ".join(words.split())
    return flat if len(flat) <= _LONGEST else flat[:_LONGEST] + "…"
