"""Texts within data that are pages themselves: HTML or Markdown under a key."""

from collections.abc import Iterator
from dataclasses import replace

from subpolicy.importers.blocks import Block, Page, Paragraph
from subpolicy.importers.readers import html, markdown
from subpolicy.importers.readers.marked import HTML, is_marked


def expanded(page: Page) -> Page:
    """A page of data, with the blocks of its marked up texts in their place."""
    return replace(page, blocks=tuple(part for block in page.blocks for part in _parts(block)))


def _parts(block: Block) -> Iterator[Block]:
    if not isinstance(block, Paragraph) or not is_marked(words := block.text.plain):
        yield block
    elif HTML.search(words):
        yield from html.fragment(words)
    else:
        yield from markdown.read(words).blocks
