"""What stands between brackets in an unfinished text, over as many lines as it takes."""

import re
from typing import NamedTuple

from subpolicy.lsp.scalars import scalar
from subpolicy.lsp.words import MOST_NESTED, Path, Slot, TooDeep, Where, Word

_LINE_END = re.compile(r"[^\r\n]*")
_ENTRY = re.compile(r"- |-\r|-\n|-\Z|(?:[\w.-]+|\"[^\"\n]*\"):(?=\s|\Z)")
"""The beginning of a line that cannot belong to an open bracket further left."""


class Bracketed(NamedTuple):
    """What was read."""

    words: list[Word]
    end: int
    """Behind the last bracket, or at the line break where one is missing."""
    slot: Slot | None
    """Where the text ends, if it ends between the brackets."""


def bracketed(text: str, at: int, path: Path, indent: int) -> Bracketed:
    """Read a list or mapping between brackets.

    Args:
        text: The whole text.
        at: Of the first bracket.
        path: Of the value that it is.
        indent: The column of the key or dash that it belongs to; -1 at the top.

    Raises:
        TooDeep: there are more brackets in each other than a document may have.
    """
    reader = _Reader(text, path, indent)
    end = reader.read(at)
    return Bracketed(reader.words, end, reader.slot)


class _Flow:
    """An open bracket."""

    __slots__ = ("count", "is_mapping", "key", "path")

    def __init__(self, path: Path, *, is_mapping: bool) -> None:
        self.path = path
        self.is_mapping = is_mapping
        self.count = 0
        self.key: str | None = None

    def inside(self) -> Path:
        """The path of the value that comes next."""
        return (*self.path, self.key or "" if self.is_mapping else self.count)


class _Reader:
    """One way through the brackets of one value."""

    def __init__(self, text: str, path: Path, indent: int) -> None:
        self.words: list[Word] = []
        self.slot: Slot | None = None
        self._text = text
        self._path = path
        self._indent = indent
        self._opened: list[_Flow] = []

    def read(self, at: int) -> int:
        """Read until the first bracket is closed; where that is."""
        text, opened = self._text, self._opened
        while at < len(text):
            sign = text[at]
            if sign in "[{":
                self._open(sign)
            elif sign in "]}":
                opened.pop()
                if not opened:
                    return at + 1
            elif sign == ",":
                opened[-1].count += 1
                opened[-1].key = None
            elif sign in "\r\n" and self._is_entry(at):
                return at
            elif sign not in " \t:\r\n":
                at = self._word_or_comment(at)
                continue
            at += 1
        self._end(opened[-1])
        return at

    def _open(self, sign: str) -> None:
        opened = self._opened
        if len(opened) == MOST_NESTED:
            raise TooDeep
        inner = opened[-1].inside() if opened else self._path
        opened.append(_Flow(inner, is_mapping=sign == "{"))

    def _is_entry(self, at: int) -> bool:
        """Whether the line after a line break cannot be within brackets, so that one is missing."""
        text = self._text
        first = at + 1
        while first < len(text) and text[first] == " ":
            first += 1
        in_reach = first - at - 1 <= self._indent
        return in_reach and first < len(text) and _ENTRY.match(text, first) is not None

    def _word_or_comment(self, at: int) -> int:
        text, flow = self._text, self._opened[-1]
        if text[at] == "#" and text[at - 1] in " \t\r\n":
            line = _LINE_END.match(text, at)
            return len(text) if line is None else line.end()
        found = scalar(text, at, len(text), in_flow=True)
        is_key = flow.is_mapping and flow.key is None
        if is_key:
            flow.key = found.text
        self.words.append(Word(is_key, flow.inside(), at, found.end, found.text))
        return max(found.end, at + 1)

    def _end(self, flow: _Flow) -> None:
        """The text ends between the brackets."""
        text = self._text
        last = self.words[-1] if self.words and self.words[-1].end == len(text) else None
        start = len(text) if last is None else last.start
        if flow.is_mapping and (flow.key is None or (last is not None and last.is_key)):
            self.slot = Slot(flow.path, Where.FLOW_KEY, start, text[start:])
        elif last is not None:
            self.slot = Slot(flow.inside(), Where.VALUE, start, last.text)
        elif text.rstrip(" \t\r\n")[-1:] in {"[", ",", ":"}:
            self.slot = Slot(flow.inside(), Where.VALUE, start, "")
