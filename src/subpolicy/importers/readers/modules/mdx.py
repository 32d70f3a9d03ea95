"""MDX: Markdown in which modules and components stand; they are taken out and read as data."""

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from subpolicy.importers.readers.modules.elements import Markup
from subpolicy.importers.readers.modules.syntax import parse, text_of, walk
from subpolicy.importers.readers.modules.values import Values

if TYPE_CHECKING:
    from tree_sitter import Node

_SCRIPT: Final = re.compile(r"^(?:import|export)\s[^\n]*", re.MULTILINE)
_TAG: Final = re.compile(r"^[ \t]*</?[A-Z][\w.]*", re.MULTILINE)
_MOST: Final = 2000
"""Components that are read."""
_LONGEST: Final = 150_000
"""Characters of one export."""
_LONGEST_TAG: Final = 50_000
_MOST_READ: Final = 300_000
"""Characters that are looked at in all to find where exports and components end."""


@dataclass(frozen=True, slots=True)
class Island:
    """Markdown without its components, and the data of the marks that stand in their place."""

    text: str
    data: tuple[object, ...] = ()
    unplaced: tuple[tuple[str, object], ...] = ()
    """Exported lists that no component shows, by name."""


def islands(text: str) -> Island:
    """Markdown whose exports and components are taken out; lines keep their numbers."""
    if not _SCRIPT.search(text) and not _TAG.search(text):
        return Island(text)
    text, script = _without_scripts(text)
    root = parse(script)
    writer = Markup(Values(root))
    text = _without_tags(text, writer)
    unplaced = tuple(
        (name, value)
        for name in _exported(root)
        if not writer.placed(value := writer.values.named(name)) and isinstance(value, list | dict)
    )
    return Island(text, tuple(writer.data), unplaced)


def _without_scripts(text: str) -> tuple[str, str]:
    scripts: list[str] = []
    kept: list[str] = []
    at = spent = 0
    for start in _SCRIPT.finditer(text):
        if start.start() < at or spent > _MOST_READ:
            continue
        if start[0].startswith("import"):
            source = start[0]
        else:
            source, cost = _statement(text[start.start() : start.start() + _LONGEST])
            spent += cost
        scripts.append(source)
        kept.extend((text[at : start.start()], "\n" * source.count("\n")))
        at = start.start() + len(source)
    kept.append(text[at:])
    return "".join(kept), "\n".join(scripts)


def _statement(source: str) -> tuple[str, int]:
    """The first statement of a text that goes on with Markdown, and how much was looked at."""
    end, spent = source.find("\n\n"), 0
    while end >= 0 and spent < _LONGEST / 2:
        spent += end
        if not parse(source[:end]).has_error:
            return source[:end], spent
        end = source.find("\n\n", end + 2)
    first = next(iter(parse(source).named_children), None)
    whole = source.encode("utf-8", "replace")
    spent += len(source)
    return (source if first is None else whole[: first.end_byte].decode("utf-8", "replace")), spent


def _without_tags(text: str, writer: Markup) -> str:
    kept: list[str] = []
    at = spent = 0
    for count, start in enumerate(_TAG.finditer(text)):
        if start.start() < at or count > _MOST or spent > _MOST_READ:
            continue
        source, cost = _tag(text[start.start() : start.start() + _LONGEST_TAG])
        spent += cost
        words = "" if start[0].lstrip().startswith("</") else _shown(source, writer)
        kept.extend((text[at : start.start()], words, "\n" * source.count("\n")))
        at = start.start() + len(source)
    kept.append(text[at:])
    return "".join(kept)


def _tag(source: str) -> tuple[str, int]:
    """One tag at the beginning of a text, to its bracket; and how much was looked at."""
    braces, quote = 0, ""
    for index, char in enumerate(source):
        if quote:
            quote = "" if char == quote else quote
        elif char in "\"'`":
            quote = char
        elif char in "{}":
            braces += 1 if char == "{" else -1
        elif char == ">" and braces == 0:
            return source[: index + 1], index
    return source.split("\n", 1)[0], len(source)


def _shown(source: str, writer: Markup) -> str:
    """What stands for a component: a mark for its data, or its title as a heading."""
    closed = source.rstrip()
    closed = closed if closed.endswith("/>") else f"{closed[:-1]}/>"
    for node in walk(
        parse(closed.strip()), into=lambda one: one.type != "jsx_self_closing_element"
    ):
        if node.type == "jsx_self_closing_element":
            return writer.shown(node)
    return ""


def _exported(root: "Node") -> list[str]:
    below = walk(root, into=lambda one: one.type not in {"array", "object", "arrow_function"})
    return [
        text_of(node.child_by_field_name("name"))
        for node in below
        if node.type == "variable_declarator"
    ]
