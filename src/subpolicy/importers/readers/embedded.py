"""Texts within data that are pages themselves: HTML or Markdown under a key."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import Final

from subpolicy.importers.blocks import Block, Page, Paragraph
from subpolicy.importers.readers import html, markdown
from subpolicy.importers.readers.marked import HTML, is_marked

_MOST: Final = 1_000_000
"""Characters of marked up texts that are read; the longest known page has a tenth of it."""


def expanded(page: Page) -> Page:
    """A page of data, with the blocks of its marked up texts in their place."""
    return replace(page, blocks=tuple(_blocks(page.blocks)))


def _blocks(blocks: Iterable[Block]) -> Iterator[Block]:
    left = _MOST
    for block in blocks:
        if isinstance(block, Paragraph) and is_marked(block.text.plain):
            left -= len(block.text.plain)
            if left >= 0:
                yield from _read(block.text.plain)
        else:
            yield block


def _read(words: str) -> Iterable[Block]:
    return html.fragment(words) if HTML.search(words) else markdown.read(words).blocks
