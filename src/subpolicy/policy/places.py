"""Places in the file of a rule for places in its expressions."""

import re
from itertools import islice

from subpolicy.errors import Place
from subpolicy.policy.rules import Rule

_ESCAPES = {
    "'": re.compile(r"''|."),
    '"': re.compile(r"\\x..|\\u.{4}|\\U.{8}|\\.|."),
}
"""What stands for one character between quotes (YAML 1.2.2, chapters 5.7 and 7.3)."""


_PROPERTIES = re.compile(r"^(?:[&!]\S*\s+)+")
"""Anchors and tags before a value."""
_WORD_BEFORE = re.compile(r"\w*$")


def place_in(rule: Rule, pointer: str, line: int, column: int) -> Place:
    """The place in the file of a place in an expression; exact where that has one line."""
    path = rule.document.path
    span = rule.document.locate(pointer)
    written = rule.document.text.splitlines()[span.line - 1][span.column - 1 :]
    source = _PROPERTIES.sub("", written)
    first = span.column + len(written) - len(source)
    if source[:1] in {"|", ">"}:
        return Place(path, span.line + line)
    if span.line != span.end_line:
        return Place(path, span.line)
    escapes = _ESCAPES.get(source[:1])
    if escapes is None:
        return Place(path, span.line, first + column - 1)
    before = islice(escapes.finditer(source, 1), column - 1)
    return Place(path, span.line, first + 1 + sum(len(one[0]) for one in before))


def line_and_column(text: str, offset: int) -> tuple[int, int]:
    """Line and column, counted from 1, of what stands at an offset; of a call, its name."""
    if text.startswith("(", offset):
        offset -= len(_WORD_BEFORE.findall(text[:offset])[0])
    line = text.count("\n", 0, offset) + 1
    return line, offset - (text.rfind("\n", 0, offset) + 1) + 1


def start_of(word: str, line: str, column: int) -> int:
    """The column of a word of which the compiler gives that of a dot or bracket next to it."""
    first = max(column - 1 - len(word), 0)
    found = line.find(word, first)
    return column if found < 0 else found + 1
