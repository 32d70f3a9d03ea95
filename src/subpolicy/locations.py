"""Positions in a text file, and JSON Pointers (RFC 6901)."""

from typing import NamedTuple

Token = str | int
"""One step of a pointer: a key of a mapping or an index of a list."""


class Span(NamedTuple):
    """A stretch of a text file. Lines and columns count characters from 1.

    ``end_column`` is the column after the last character, as in SARIF.
    """

    line: int
    column: int
    end_line: int
    end_column: int


START = Span(1, 1, 1, 1)
"""The top of a file: the position of a fault that concerns the file as a whole."""


def pointer(*tokens: Token) -> str:
    """The JSON Pointer for a path of keys and indices; ``""`` is the whole document."""
    return "".join("/" + str(token).replace("~", "~0").replace("/", "~1") for token in tokens)


def tokens(pointer: str) -> list[str]:
    """The unescaped steps of a JSON Pointer.

    Raises:
        ValueError: ``pointer`` is neither empty nor starts with a slash.
    """
    if not pointer:
        return []
    if not pointer.startswith("/"):
        raise ValueError(f"not a JSON Pointer: {pointer!r}")
    return [token.replace("~1", "/").replace("~0", "~") for token in pointer[1:].split("/")]
