"""Whether two versions of an output show a reader the same, but for the date of the update."""

import re
from collections.abc import Iterator, Sequence
from html.parser import HTMLParser
from typing import Final

_UNSEEN: Final = frozenset({"script", "style", "head"})
_INLINE: Final = frozenset(
    {"a", "abbr", "b", "code", "em", "i", "small", "span", "strong", "sub", "sup", "time", "wbr"}
)
"""Elements that do not end a line of text."""
_LINE: Final = re.compile(r"\r\n|\r|\n")


def visible(text: str, format_: str) -> list[str]:
    """What a reader sees of an output, line by line; the links of a page belong to it.

    Args:
        text: The whole output.
        format_: ``html``, ``markdown`` or another, of which everything counts as seen.
    """
    if format_ == "html":
        reader = _Reader()
        reader.feed(text)
        reader.close()
        return [" ".join(line.split()) for line in reader.lines() if line.strip()]
    if format_ == "markdown":
        text = re.sub(r"\A---\r?\n.*?^---\r?$", "", text, count=1, flags=re.DOTALL | re.MULTILINE)
    return [line.rstrip() for line in _LINE.split(text) if line.strip()]


def same_but_for_date(old: str, one_day: str, another_day: str, format_: str) -> bool:
    """Whether an output shows what it should, whatever date it names.

    Args:
        old: The output as it is.
        one_day: As it should be, with one date of the last update.
        another_day: The same with another date; where the two differ, the date stands.
        format_: Its format.
    """
    texts = [visible(text, format_) for text in (old, one_day, another_day)]
    if len({len(text) for text in texts}) != 1:
        return False
    return all(was == one or one != other for was, one, other in zip(*texts, strict=True))


class _Reader(HTMLParser):
    """Collects the texts and link targets of a page."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self._pieces: list[list[str]] = [[]]
        self._hidden: list[str] = []

    def lines(self) -> Iterator[str]:
        """The lines in their order."""
        return map("".join, self._pieces)

    def handle_starttag(self, tag: str, attrs: Sequence[tuple[str, str | None]]) -> None:
        """Note where a link leads, and where what nobody sees begins."""
        self._break_at(tag)
        if tag in _UNSEEN:
            self._hidden.append(tag)
        for name, value in attrs:
            if name == "href" and value and tag == "a":
                self._pieces[-1].append(f"<{value}>")

    def handle_endtag(self, tag: str) -> None:
        """Note where what nobody sees ends."""
        self._break_at(tag)
        if tag in self._hidden:
            del self._hidden[self._hidden.index(tag) :]

    def handle_data(self, data: str) -> None:
        """Note a text that is seen."""
        if not self._hidden:
            self._pieces[-1].append(data)

    def _break_at(self, tag: str) -> None:
        if tag not in _INLINE:
            self._pieces.append([])
