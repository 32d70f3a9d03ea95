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


def place_in(rule: Rule, pointer: str, line: int, column: int) -> Place:
    """The place in the file of a place in an expression; exact where that has one line."""
    path = rule.document.path
    span = rule.document.locate(pointer)
    source = rule.document.text.splitlines()[span.line - 1][span.column - 1 :]
    if source[:1] in {"|", ">"}:
        return Place(path, span.line + line)
    if span.line != span.end_line:
        return Place(path, span.line)
    escapes = _ESCAPES.get(source[:1])
    if escapes is None:
        return Place(path, span.line, span.column + column - 1)
    before = islice(escapes.finditer(source, 1), column - 1)
    return Place(path, span.line, span.column + 1 + sum(len(one[0]) for one in before))


def line_and_column(text: str, offset: int) -> tuple[int, int]:
    """Line and column, counted from 1, of the character at an offset."""
    line = text.count("\n", 0, offset) + 1
    return line, offset - (text.rfind("\n", 0, offset) + 1) + 1


def start_of(word: str, line: str, column: int) -> int:
    """The column where a word begins into or behind which a column points; else that column."""
    first = max(column - 1 - len(word), 0)
    starts = (start + 1 for start in range(first, column - 1) if line.startswith(word, start))
    return next(starts, column) if word else column
