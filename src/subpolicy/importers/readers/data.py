"""Lists as data: YAML and JSON, the list at the top or under a key."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from subpolicy.importers.blocks import Block, Heading, Page, Pairs, Text
from subpolicy.importers.heads import column_of
from subpolicy.importers.readers.inline import plain_text
from subpolicy.importers.rows import Column

_DEPTH = 16
"""Nesting in which a list is looked for."""
_WORDS = {"title", "name", "heading", "category", "label"}
"""Keys under which a group of vendors has its name."""


def read(data: object) -> Page:
    """The page of data that were read from YAML, JSON or a module.

    Args:
        data: Plain lists, dicts, texts, numbers, booleans and None.
    """
    beside = data if isinstance(data, dict) else {}
    return Page(
        tuple(_blocks(data, 0)),
        title=str(beside.get("title") or ""),
        data={str(key): value for key, value in beside.items() if not _is_list(value)},
    )


def _blocks(data: object, depth: int) -> Iterator[Block]:
    if depth > _DEPTH:
        return
    match data:
        case list():
            yield from _listed(data, depth)
        case dict():
            yield from _keyed(data, depth)


def _listed(items: Sequence[object], depth: int) -> Iterator[Block]:
    for item in items:
        if isinstance(item, dict) and is_thing(item):
            yield from _thing(item)
        elif isinstance(item, dict):
            yield from _group(item, depth)
        else:
            yield from _blocks(item, depth + 1)


def _keyed(data: Mapping[str, Any], depth: int) -> Iterator[Block]:
    """Lists under keys; where keys name the vendors themselves, each key is a name."""
    named = [value for value in data.values() if isinstance(value, dict)]
    things = [value for value in named if _says_something(value)]
    if named and len(things) == len(data) > 1:
        for key, value in data.items():
            name = {} if is_thing(value) else {"name": str(key)}
            yield from _thing(name | value)
        return
    for key, value in data.items():
        if isinstance(value, list | dict):
            if isinstance(value, list) and depth:
                yield Heading(2, plain_text(str(key)))
            yield from _blocks(value, depth + 1)


def _group(item: Mapping[str, Any], depth: int) -> Iterator[Block]:
    for key, value in item.items():
        if str(key).casefold() in _WORDS and isinstance(value, str):
            yield Heading(2, plain_text(value))
            break
    yield from _keyed(item, depth + 1)


def is_thing(item: Mapping[str, Any]) -> bool:
    """Whether an object describes one vendor: it has a name, and says something else of it."""
    columns = {column_of(_words(str(key))) for key in item}
    named = Column.NAME in columns or Column.ENTITY in columns
    nested = any(_is_list(value) for value in item.values())
    return named and len(item) > 1 and not nested


def _says_something(item: Mapping[str, Any]) -> bool:
    return any(column_of(_words(str(key))) is not None for key in item) and not any(
        _is_list(value) for value in item.values()
    )


def _thing(item: Mapping[str, Any]) -> Iterator[Block]:
    pairs = tuple((_words(str(key)), _text(value)) for key, value in item.items())
    source = "\n".join(f"{key}: {text.plain}" for (key, text) in zip(item, _texts(pairs)))
    yield Pairs(plain_text(""), pairs, source=source)


def _texts(pairs: Sequence[tuple[str, Text]]) -> list[Text]:
    return [text for _, text in pairs]


def _text(value: object) -> Text:
    match value:
        case None:
            return plain_text("")
        case bool():
            return plain_text("yes" if value else "no")
        case list():
            return plain_text("; ".join(_text(item).plain for item in value))
        case dict():
            return plain_text(", ".join(_text(item).plain for item in value.values()))
        case _:
            return plain_text(str(value))


def _is_list(value: object) -> bool:
    """Whether a value is a list of objects."""
    return isinstance(value, list) and any(isinstance(item, dict) for item in value)


def _words(key: str) -> str:
    """A key as words: ``dataCategories`` and ``data_categories`` are "data categories"."""
    words = "".join(f" {char}" if char.isupper() else char for char in key)
    return " ".join(words.replace("_", " ").replace("-", " ").split()).lower()
