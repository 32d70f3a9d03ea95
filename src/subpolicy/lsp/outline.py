"""An unfinished YAML text as its author sees it: which key or value stands where.

The parser gives up at the first fault; while somebody types there always is one. This reads the
text line by line, never fails, and on sound texts sees what the parser sees.
"""

import re
from collections.abc import Iterator
from typing import NamedTuple

from subpolicy.lsp.brackets import bracketed
from subpolicy.lsp.frames import Frames
from subpolicy.lsp.scalars import scalar
from subpolicy.lsp.words import Path, Slot, TooDeep, Where, Word

_LINE_BREAK = re.compile(r"\r\n|\r|\n")
_PROPERTIES = re.compile(r"(?:[&!][^\s,\[\]{}]*(?:[ \t]+|\Z))*")
_COLON = re.compile(r":(?=[ \t\r\n]|\Z)|[ \t]#")


class Outline(NamedTuple):
    """What could be seen of a text."""

    words: tuple[Word, ...]
    slot: Slot | None
    """None in a comment, or where nothing can begin."""

    def at(self, offset: int) -> Word | None:
        """The key or value at an offset; the end of a word belongs to it."""
        found = (word for word in self.words if word.start <= offset <= word.end)
        return next(found, None)

    def within(self, path: Path) -> Iterator[Word]:
        """The keys of a mapping, or the scalars of a list."""
        for word in self.words:
            if (
                word.path
                and word.path[:-1] == path
                and (word.is_key or isinstance(word.path[-1], int))
            ):
                yield word


def outline(text: str) -> Outline:
    """What stands in a text, and where it ends; never raises."""
    scanner = _Scanner(text)
    try:
        scanner.run()
    except TooDeep:
        return Outline(tuple(scanner.words), None)
    return Outline(tuple(scanner.words), scanner.slot)


class _Scanner:
    """One way through a text."""

    def __init__(self, text: str) -> None:
        self.words: list[Word] = []
        self.slot: Slot | None = None
        self._text = text
        self._frames = Frames()
        self._block: int | None = None
        """The indentation that the lines of an open block of text exceed."""

    def run(self) -> None:
        at, text = 0, self._text
        while True:
            end = self._line_end(at)
            after = self._line(at, end)
            if after > end:  # brackets or quotes went on
                end = self._line_end(after)
            if end >= len(text):
                return
            broken = _LINE_BREAK.match(text, end)
            at = end if broken is None else broken.end()

    def _line_end(self, at: int) -> int:
        found = _LINE_BREAK.search(self._text, at)
        return len(self._text) if found is None else found.start()

    def _line(self, start: int, end: int) -> int:
        """Read one line; the offset up to which something was read."""
        text = self._text
        first = start
        while first < end and text[first] == " ":
            first += 1
        indent = first - start
        if self._block is not None:
            if indent > self._block or (first == end < len(text)):
                return end
            self._block = None
        if first == end:
            self._end_of_text(end, indent, first)
            return end
        if text[first] == "#" or text.startswith(("---", "...", "%"), start):
            return end
        return self._entry(start, first, end)

    def _end_of_text(self, end: int, column: int, start: int) -> None:
        """The text ends at the beginning of a line, or in its first word."""
        if end == len(self._text):
            path = self._frames.owner(column)
            if path is not None:
                self.slot = Slot(path, Where.LINE, start, self._text[start:end])

    def _entry(self, start: int, at: int, end: int) -> int:
        text = self._text
        while text[at] == "-" and (at + 1 == end or text[at + 1] in " \t"):
            self._frames.item(at - start)
            at += 1
            while at < end and text[at] in " \t":
                at += 1
            if at == end:
                self._end_of_text(end, at - start, at)
                return end
        column = at - start
        at = self._behind_properties(at, end)
        if at < end and text[at] not in "[{#":
            name = self._key_at(at, end)
            if name is not None:
                return self._pair(column, name, end)
        return self._bare(column, at, end)

    def _behind_properties(self, at: int, end: int) -> int:
        found = _PROPERTIES.match(self._text, at, end)
        return at if found is None else found.end()

    def _key_at(self, at: int, end: int) -> Word | None:
        text = self._text
        begin = scalar(text, at, end).end if text[at] in "\"'" else at
        colon = _COLON.search(text, begin, end)
        if colon is None or colon[0] != ":" or (begin > at and text[begin : colon.start()].strip()):
            return None
        last = begin if begin > at else at + len(text[at : colon.start()].rstrip())
        return Word(True, (), at, last, scalar(text, at, last).text)  # noqa: FBT003 -- a key

    def _pair(self, column: int, name: Word, end: int) -> int:
        text = self._text
        path = self._frames.key(column, name.text)
        self.words.append(name._replace(path=path))
        at = text.index(":", name.end) + 1
        while at < end and text[at] in " \t":
            at += 1
        at = self._behind_properties(at, end)
        if at == end:
            if end == len(text):
                self.slot = Slot(path, Where.VALUE, end, "")
            return end
        return self._value(path, at, end)

    def _bare(self, column: int, at: int, end: int) -> int:
        """No key: the value of what is open, a text that goes on, or a key that is being typed."""
        path = self._frames.owner(column)
        is_value = path is not None and self._frames.is_open(column)
        if path is not None and is_value and at < end and self._text[at] in "[{|>":
            return self._value(path, at, end)
        self._end_of_text(end, column, at)
        if path and is_value and at < end:
            slot = self.slot
            self._value(path, at, end)
            self.slot = slot
        return end

    def _value(self, path: Path, at: int, end: int) -> int:
        text = self._text
        if text[at] == "#":
            return end
        self._frames.fill()
        if text[at] in "|>":
            self._block = self._frames.indent()
            return end
        if text[at] in "[{":
            found_there = bracketed(text, at, path, self._frames.indent())
            self.words += found_there.words
            self.slot = found_there.slot
            return found_there.end
        found = scalar(text, at, end)
        self.words.append(Word(False, path, at, found.end, found.text))  # noqa: FBT003
        if end == len(text) and found.is_open:
            self.slot = Slot(path, Where.VALUE, at, found.text)
        return end
