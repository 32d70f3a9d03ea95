"""Categories: the headings that group the list, or a column that does."""

import re
from collections.abc import Iterator, Mapping
from typing import NamedTuple

from subpolicy.importers.cells.values import is_empty
from subpolicy.importers.making.ids import slug
from subpolicy.importers.rows import Column, Reading, Row

_NUMBER = re.compile(r"^\s*(?:\d{1,3}(?:\.\d{1,3})*|[A-Za-z]|[IVX]{1,5})[.):]\s*|^\s*\d{1,3}\s+")
_FIRST_WORDS = re.compile(r"[,&(/:–—]|\s-\s|\s(?:and|und|et|en|y)\s")
_LONGEST_TITLE = 256


class Category(NamedTuple):
    """A group of vendors."""

    id: str
    title: str


def category_of(row: Row) -> str:
    """The title of a row's category, as the page has it; empty where it has none."""
    cell = row.cells.get(Column.CATEGORY)
    if cell is not None and not is_empty(cell.flat):
        return cell.flat[:_LONGEST_TITLE].strip()
    return "" if row.category is None else row.category.flat[:_LONGEST_TITLE].strip()


def categories_of(reading: Reading) -> tuple[Category, ...]:
    """The categories of a list, in the order of the page, each with an id of its own."""
    return tuple(Category(id_, title) for title, id_ in ids_by_title(reading).items())


def ids_by_title(reading: Reading) -> Mapping[str, str]:
    """The title of each category → its id: the slug of its first words."""
    found: dict[str, str] = {}
    for row in reading.rows:
        title = category_of(row)
        if title and title not in found:
            taken = {*found.values()}
            found[title] = next(id_ for id_ in _candidates(title) if id_ not in taken)
    return found


def _candidates(title: str) -> Iterator[str]:
    bare = _NUMBER.sub("", title)
    whole = slug(bare) or slug(title) or "category"
    yield slug(_FIRST_WORDS.split(bare)[0]) or whole
    yield whole
    number = 2
    while True:
        yield f"{whole[:58].rstrip('-')}-{number}"
        number += 1
