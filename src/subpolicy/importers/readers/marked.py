"""Texts within data: those that are marked up, and lists of them that are bullets."""

import re
from collections.abc import Sequence
from typing import Final

from subpolicy.importers.blocks import Block, Bullets, Item, Paragraph, Text
from subpolicy.importers.readers.inline import plain_text

HTML: Final = re.compile(r"<(?:table|ul|ol|dl|h[1-6])\b", re.IGNORECASE)
_MARKDOWN: Final = re.compile(r"^\s*\|?\s*:?-{1,200}:?\s*\|[\s|:-]*$|^#{1,6} ", re.MULTILINE)
_SHORTEST: Final = 40
_MOST: Final = 10_000
_APART: Final = re.compile(r"^[^:–—]{2,80}(?::\s|\s[–—-]\s)")


def is_marked(words: str) -> bool:
    """Whether a text is HTML or Markdown with a table, a list or headings."""
    if len(words) < _SHORTEST:
        return False
    return bool(HTML.search(words) or ("\n" in words and _MARKDOWN.search(words)))


def marked(words: str) -> Sequence[Block]:
    """A text that is marked up, as it is; nothing where it is plain. See `embedded.expanded`."""
    return (Paragraph(Text(words)),) if is_marked(words) else ()


def bullets(items: Sequence[object]) -> Sequence[Block]:
    """A list of texts as bullets, where each has a name set apart: "Acme: payments"."""
    texts = [item for item in items[:_MOST] if isinstance(item, str)]
    if len(texts) < len(items) or sum(map(bool, map(_APART.match, texts))) * 2 <= len(texts):
        return ()
    return (Bullets(tuple(Item(plain_text(text)) for text in texts)),)
