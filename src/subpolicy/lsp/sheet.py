"""A document's lines: from offsets and spans to the positions of an editor, and back.

An editor counts lines from 0 and, in a line, the units of the encoding that was agreed upon:
UTF-16 by default. Lines end with LF, CRLF or a lone CR, as for libyaml, and with nothing else.
"""

import re
from bisect import bisect_right
from typing import Literal, NamedTuple

from subpolicy.locations import Span

Encoding = Literal["utf-8", "utf-16", "utf-32"]
_LINE_BREAK = re.compile(r"\r\n|\r|\n")
_BYTES = {"utf-8": 1, "utf-16": 2, "utf-32": 4}
_CODECS = {"utf-8": "utf-8", "utf-16": "utf-16-le", "utf-32": "utf-32-le"}


class Point(NamedTuple):
    """A position as an editor counts it."""

    line: int
    character: int


class Sheet:
    """The lines of one text.

    Args:
        text: Without a byte order mark.
        encoding: The units of `Point.character`.
    """

    __slots__ = ("_encoding", "_starts", "text")

    def __init__(self, text: str, encoding: Encoding = "utf-16") -> None:
        self.text = text
        self._encoding: Encoding = encoding
        self._starts = [0, *(found.end() for found in _LINE_BREAK.finditer(text))]

    def point(self, offset: int) -> Point:
        """The position of an offset in characters."""
        line = bisect_right(self._starts, offset) - 1
        return Point(line, self._units(self.text[self._starts[line] : offset]))

    def offset(self, point: Point) -> int:
        """The offset of a position; behind the end of a line, that end."""
        if point.line >= len(self._starts):
            return len(self.text)
        start, end = self._starts[point.line], self._end(point.line)
        line = self.text[start:end]
        if self._units(line) <= point.character:
            return end
        size = _BYTES[self._encoding]
        raw = line.encode(_CODECS[self._encoding], errors="surrogatepass")
        before = raw[: point.character * size]
        return start + len(before.decode(_CODECS[self._encoding], errors="ignore"))

    def stretch(self, span: Span) -> tuple[int, int]:
        """The offsets of a span, kept within the text."""
        return self._offset(span.line, span.column), self._offset(span.end_line, span.end_column)

    def span(self, start: int, end: int) -> Span:
        """Two offsets as a span, which counts characters from 1."""
        first = bisect_right(self._starts, start)
        last = bisect_right(self._starts, end)
        column, end_column = start - self._starts[first - 1], end - self._starts[last - 1]
        return Span(first, column + 1, last, end_column + 1)

    def _offset(self, line: int, column: int) -> int:
        if line > len(self._starts):
            return len(self.text)
        return min(self._starts[line - 1] + column - 1, self._end(line - 1))

    def _end(self, line: int) -> int:
        """Where a line ends, before its line break."""
        if line + 1 == len(self._starts):
            return len(self.text)
        start, after = self._starts[line], self._starts[line + 1]
        return start + len(self.text[start:after].rstrip("\r\n"))

    def _units(self, text: str) -> int:
        if text.isascii() or self._encoding == "utf-32":
            return len(text)
        raw = text.encode(_CODECS[self._encoding], errors="surrogatepass")
        return len(raw) // _BYTES[self._encoding]
