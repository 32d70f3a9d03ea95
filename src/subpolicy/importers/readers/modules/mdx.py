"""MDX: Markdown in which modules and components stand; they are taken out and read as data."""

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from subpolicy.importers.readers.modules.elements import Markup
from subpolicy.importers.readers.modules.marks import mark
from subpolicy.importers.readers.modules.syntax import parse, text_of, walk
from subpolicy.importers.readers.modules.values import Values

if TYPE_CHECKING:
    from tree_sitter import Node

_SCRIPT: Final = re.compile(r"^(?:import|export)\s[^\n]*", re.M)
_TAG: Final = re.compile(r"^[ \t]*</?[A-Z][\w.]*", re.M)
_MOST: Final = 2000
"""Components that are read."""
_LONGEST: Final = 400_000
"""Characters of one export or component."""


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
    at = 0
    for start in _SCRIPT.finditer(text):
        if start.start() < at:
            continue
        if start[0].startswith("import"):
            source = start[0]
        else:
            source = _statement(text[start.start() : start.start() + _LONGEST])
        scripts.append(source)
        kept.extend((text[at : start.start()], "\n" * source.count("\n")))
        at = start.start() + len(source)
    kept.append(text[at:])
    return "".join(kept), "\n".join(scripts)


def _statement(source: str) -> str:
    """The first statement of a text that goes on with Markdown."""
    end = source.find("\n\n")
    while 0 <= end < len(source):
        if not parse(source[:end]).has_error:
            return source[:end]
        end = source.find("\n\n", end + 2)
        if source.count("\n\n", 0, max(end, 0)) > 60:  # noqa: PLR2004 -- no list has as many gaps
            break
    first = next(iter(parse(source).named_children), None)
    whole = source.encode("utf-8", "replace")
    return source if first is None else whole[: first.end_byte].decode("utf-8", "replace")


def _without_tags(text: str, writer: Markup) -> str:
    kept: list[str] = []
    at = 0
    for count, start in enumerate(_TAG.finditer(text)):
        if start.start() < at or count > _MOST:
            continue
        source = _tag(text[start.start() : start.start() + _LONGEST])
        words = "" if start[0].lstrip().startswith("</") else _shown(source, writer)
        kept.extend((text[at : start.start()], words, "\n" * source.count("\n")))
        at = start.start() + len(source)
    kept.append(text[at:])
    return "".join(kept)


def _tag(source: str) -> str:
    """One tag at the beginning of a text: to the bracket that ends it, outside of values."""
    braces, quote = 0, ""
    for index, char in enumerate(source):
        if quote:
            quote = "" if char == quote else quote
        elif char in "\"'`":
            quote = char
        elif char in "{}":
            braces += 1 if char == "{" else -1
        elif char == ">" and braces == 0:
            return source[: index + 1]
    return source.split("\n", 1)[0]


def _shown(source: str, writer: Markup) -> str:
    """What stands for a component: a mark for its data, or its title as a heading."""
    closed = source.rstrip()
    closed = closed if closed.endswith("/>") else f"{closed[:-1]}/>"
    for node in walk(parse(closed.strip()), into=lambda one: one.type != "jsx_self_closing_element"):
        if node.type == "jsx_self_closing_element":
            return writer.shown(node)
    return ""


def _exported(root: "Node") -> list[str]:
    names = []
    for node in walk(root, into=lambda one: one.type not in {"array", "object", "arrow_function"}):
        if node.type == "variable_declarator":
            names.append(text_of(node.child_by_field_name("name")))
    return names
