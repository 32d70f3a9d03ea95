"""Lists as data: YAML, JSON and the literals of modules, the list at the top or under a key."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final

from subpolicy.importers.blocks import Block, Heading, Page, Pairs, Paragraph, Table, Text
from subpolicy.importers.heads import column_of, exact_column
from subpolicy.importers.readers.inline import plain_text
from subpolicy.importers.readers.marked import bullets, marked
from subpolicy.importers.rows import Column

_DEPTH: Final = 16
"""Nesting in which a list is looked for."""
_MOST: Final = 100_000
"""Blocks that are made: anchors and constants may stand for the same list many times."""
_LONG: Final = 20_000
"""Characters of a value."""
_PUBLISHERS = {
    *("company", "organisation", "organization", "publisher", "owner", "controller", "author"),
    *("contact", "dpo", "site", "meta", "metadata", "seo"),
}
"""Keys that hold whose list it is, or what the page is, rather than a vendor."""
_TITLES: Final = ("title", "heading", "category", "label", "name", "group", "section", "type")
"""Keys under which a group of vendors has its name."""
_HEADS: Final = frozenset({"headers", "header", "columns", "head", "headings", "fields"})
_SAYING: Final = frozenset({Column.PURPOSE, Column.DATA, Column.LOCATION, Column.SEAT})
_ADDRESSES: Final = frozenset({"href", "url", "link"})
_LINK_KEYS: Final = 3
_NAMES: Final = frozenset({Column.NAME, Column.ENTITY})
_ALSO_NAMES: Final = frozenset({Column.SERVICE})
"""What names a vendor where nothing else does."""
_TELLING: Final = frozenset(
    {
        Column.PURPOSE, Column.DATA, Column.LOCATION, Column.SEAT, Column.TRANSFER,
        Column.STATUS, Column.DPA, Column.CERTIFICATIONS, Column.ADDRESS, Column.APPLIES_TO,
        Column.WEBSITE, Column.LINKS, Column.SERVICE, Column.CATEGORY, Column.ENTITY,
    }
)  # fmt: skip


def read(data: object) -> Page:
    """The page of data that were read from YAML, JSON or a module.

    Args:
        data: Plain lists, dicts, texts, numbers, booleans and None.
    """
    beside = data if isinstance(data, dict) else {}
    title = next((beside[key] for key in _TITLES if isinstance(beside.get(key), str)), "")
    return Page(
        blocks(data),
        title=str(title),
        data={str(key): value for key, value in beside.items() if not is_list(value)},
    )


def blocks(data: object) -> tuple[Block, ...]:
    """The blocks of data within a page."""
    if isinstance(data, dict) and is_vendor(data):
        return (_thing(data),)
    return tuple(_Data().read(data, 0))


class _Data:
    """Goes through data, as long as they are not without end."""

    def __init__(self) -> None:
        self._made = 0

    def read(self, data: object, depth: int) -> Iterator[Block]:
        if depth > _DEPTH or self._made > _MOST:
            return
        self._made += 1
        match data:
            case list():
                yield from self._listed(data, depth)
            case dict():
                yield from self._keyed(data, depth)
            case _:
                return

    def _listed(self, items: Sequence[object], depth: int) -> Iterator[Block]:
        if _are_rows(items):
            yield _table((), items)
            return
        yield from bullets(items)
        for item in items:
            if self._made > _MOST:
                return
            if isinstance(item, dict) and is_thing(item):
                self._made += 1
                yield _thing(item)
            elif isinstance(item, dict):
                yield from self._group(item, depth)
            else:
                yield from self.read(item, depth + 1)

    def _keyed(self, data: Mapping[str, Any], depth: int) -> Iterator[Block]:
        """Lists under keys; where keys name the vendors themselves, each key is a name."""
        if depth and is_thing(data):
            yield _thing(data)
            return
        things = [value for value in data.values() if isinstance(value, dict) and _says(value)]
        if len(things) == len(data) > 1 or (things and depth and len(things) == len(data)):
            for key, value in data.items():
                self._made += 1
                yield _thing(value if is_thing(value) else {"name": str(key)} | value)
            return
        if (table := _headed(data)) is not None:
            yield table
            return
        for key, value in data.items():
            if isinstance(value, dict) and str(key).casefold() in _PUBLISHERS:
                continue
            if isinstance(value, list | dict):
                if _worth_a_heading(str(key), value, depth):
                    yield Heading(min(6, 2 + depth), plain_text(words_of(str(key))))
                yield from self.read(value, depth + 1)
            elif isinstance(value, str):
                yield from marked(value)

    def _group(self, item: Mapping[str, Any], depth: int) -> Iterator[Block]:
        title = next((key for key in _TITLES if isinstance(item.get(key), str)), None)
        if title is not None:
            yield Heading(min(6, 2 + depth), plain_text(str(item[title])))
        for key in ("description", "intro", "text", "subtitle"):
            if isinstance(text := item.get(key), str):
                yield Paragraph(plain_text(text[:_LONG]))
        inside = {key: value for key, value in item.items() if isinstance(value, list | dict)}
        if (table := _headed(inside)) is not None:
            yield table
            return
        for value in item.values():
            if isinstance(value, str):
                yield from marked(value)
        for value in inside.values():
            yield from self.read(value, depth + 1)


def is_thing(item: Mapping[str, Any]) -> bool:
    """Whether an object describes one vendor: it has a name, and says something else of it."""
    columns = [column_of(words_of(str(key))) for key in item]
    if any(str(key).startswith("@") for key in item):
        return False  # what a page tells search engines of itself
    named = any(column in _NAMES for column in columns) or (
        any(column in _ALSO_NAMES for column in columns) and Column.PURPOSE in columns
    )
    lists = [value for value in item.values() if is_list(value)]
    if lists and not (_SAYING.intersection(columns) and all(map(_are_links, lists))):
        return False
    return named and len(item) > 1


def is_vendor(item: Mapping[str, Any]) -> bool:
    """Whether attributes of a component describe one vendor."""
    columns = {exact_column(words_of(str(key))) for key in item}
    told = (columns & _TELLING) - {Column.CATEGORY, Column.LINKS, Column.STATUS}
    return bool(columns & _NAMES) and bool(told) and is_thing(item)


def is_list(value: object) -> bool:
    """Whether a value is a list of objects."""
    return isinstance(value, list) and any(isinstance(item, dict) for item in value)


def _are_links(value: Sequence[Any]) -> bool:
    """Whether all objects of a list are links: an address, and the words to click on."""
    return all(
        isinstance(item, dict)
        and len(item) <= _LINK_KEYS
        and any(str(key).casefold() in _ADDRESSES for key in item)
        for item in value
    )


def _says(item: Mapping[str, Any]) -> bool:
    return any(column_of(words_of(str(key))) is not None for key in item) and not any(
        is_list(value) for value in item.values()
    )


def _worth_a_heading(key: str, value: object, depth: int) -> bool:
    """Whether a key says something of its list; "items" under a title does not."""
    return isinstance(value, list) and key.casefold() not in {
        "items", "list", "data", "rows", "entries", "children", "values", "content", "sections",
        "groups", "categories", "records",
    } and (depth > 0 or column_of(words_of(key)) is None or " " in words_of(key))  # fmt: skip


def _headed(data: Mapping[str, Any]) -> Table | None:
    """A table whose heads and rows stand under keys of their own."""
    head = next((value for key, value in data.items() if str(key).casefold() in _HEADS), None)
    rows = next((value for value in data.values() if value is not head and _are_rows(value)), None)
    if not isinstance(head, list) or not isinstance(rows, list):
        return None
    return _table([_head(one) for one in head], rows)


def _head(one: object) -> str:
    """The words of a head, which may be an object: ``{key: "name", label: "Vendor"}``."""
    if isinstance(one, dict):
        for key in ("label", "title", "header", "name", "text", "headerName", "key", "field"):
            if isinstance(one.get(key), str):
                return str(one[key])
    return str(one)


def _are_rows(value: object) -> bool:
    """Whether a value is a list of rows, each a list of two cells or more."""
    return (
        isinstance(value, list)
        and bool(value)
        and all(isinstance(one, list) and len(one) > 1 for one in value)
        and not any(isinstance(cell, list | dict) for one in value for cell in one[:1])
    )


def _table(head: Sequence[str], rows: Sequence[Any]) -> Table:
    width = max(len(head), *(len(row) for row in rows))
    cells = [[_text(cell) for cell in row] + [Text("")] * (width - len(row)) for row in rows]
    names = [plain_text(one) for one in head] + [Text("")] * (width - len(head))
    sources = tuple("\n".join(cell.plain for cell in row if cell.plain) for row in cells)
    return Table(tuple(names), tuple(map(tuple, cells)), (None,) * len(cells), sources)


def _thing(item: Mapping[str, Any]) -> Pairs:
    pairs = tuple((words_of(str(key)), _text(value)) for key, value in item.items())
    source = "\n".join(f"{key}: {text.plain}" for key, (_, text) in zip(item, pairs, strict=True))
    return Pairs(Text(""), pairs, source=source)


def _text(value: object, depth: int = 0) -> Text:
    if depth > _DEPTH:
        return Text("")
    match value:
        case None:
            return Text("")
        case bool():
            return Text("yes" if value else "no")
        case list():
            parts = [_text(item, depth + 1).plain for item in value[:1000]]
            return plain_text("; ".join(part for part in parts if part)[:_LONG])
        case dict():
            parts = [_text(item, depth + 1).plain for item in list(value.values())[:1000]]
            return plain_text(", ".join(part for part in parts if part)[:_LONG])
        case _:
            return plain_text(str(value)[:_LONG])


def words_of(key: str) -> str:
    """A key or a constant's name as words: ``dataCategories`` is "data categories"."""
    parts: list[str] = []
    for index, char in enumerate(key[:200]):
        before = key[index - 1] if index else ""
        if char.isupper() and (before.islower() or before.isdigit()):
            parts.append(" ")
        parts.append(char)
    return " ".join("".join(parts).replace("_", " ").replace("-", " ").split()).lower()
