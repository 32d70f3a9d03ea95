"""Running text put together piece by piece, with the links, the bold lead and the checkbox."""

import re

from subpolicy.importers.blocks import Link, Text

_SPACES = re.compile(r"[ \t\f\v\u00a0\u2007\u202f\u200b\ufeff]+")
_SPECIAL = re.compile(r"[\n\r\u2028\u200b\ufeff]")
_CHECKBOX = {"[ ]": False, "[x]": True, "[X]": True, "☐": False, "☑": True, "☒": True, "✅": True}
_BOXES = {mark[0] for mark in _CHECKBOX}


class Writer:
    """Collects what a reader meets in a paragraph or a cell, and gives the `Text` of it."""

    def __init__(self) -> None:
        self._parts: list[str] = []
        self._links: list[Link] = []
        self._open_links: list[tuple[str, int]] = []
        self._bold = 0
        self._lead: list[str] = []
        self._lead_is_over = False
        self._struck = 0
        self._unstruck = False

    def text(self, words: str) -> None:
        """Plain words."""
        self._parts.append(words)
        if not words.strip():
            if self._bold and not self._lead_is_over:
                self._lead.append(words)
            return
        if self._bold and not self._lead_is_over:
            self._lead.append(words)
        else:
            self._lead_is_over = True
        if not self._struck:
            self._unstruck = True

    def line_break(self) -> None:
        """A line break that the page shows."""
        self._parts.append("\n")

    def bold(self, step: int) -> None:
        """Bold begins (1) or ends (-1)."""
        self._bold = max(0, self._bold + step)

    def struck(self, step: int) -> None:
        """Struck-through text begins (1) or ends (-1)."""
        self._struck = max(0, self._struck + step)

    def link(self, url: str) -> None:
        """A link begins."""
        self._open_links.append((url, len(self._parts)))

    def end_link(self) -> None:
        """The innermost link ends."""
        if self._open_links:
            url, start = self._open_links.pop()
            words = collapsed("".join(self._parts[start:]))
            if url:
                self._links.append(Link(words, url.strip()))

    def finish(self) -> Text:
        """The text as its reader sees it."""
        plain = collapsed("".join(self._parts))
        checked = None
        if plain[:1] in _BOXES:
            plain, checked = _checkbox(plain)
        return Text(
            plain=plain,
            links=tuple(self._links),
            lead=collapsed("".join(self._lead)) if self._lead else "",
            checked=checked,
            struck=bool(plain) and not self._unstruck,
        )


def _checkbox(plain: str) -> tuple[str, bool | None]:
    for mark, value in _CHECKBOX.items():
        if plain == mark or plain.startswith(f"{mark} "):
            return plain[len(mark) :].strip(), value
    return plain, None


def plain_text(words: str) -> Text:
    """A text without markup."""
    writer = Writer()
    writer.text(words)
    return writer.finish()


def collapsed(words: str) -> str:
    """Words with single spaces, without empty lines, trimmed; line breaks stay."""
    if _SPECIAL.search(words) is None:
        return " ".join(words.split())
    lines = (_SPACES.sub(" ", line).strip() for line in re.split(r"\r\n|\r|\n|\u2028", words))
    return "\n".join(line for line in lines if line)
