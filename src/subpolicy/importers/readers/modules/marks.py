"""Marks in a text where data stand, and the data in their place."""

import re
from collections.abc import Iterator, Sequence
from typing import Final

from subpolicy.importers.blocks import Block, Paragraph
from subpolicy.importers.readers import data
from subpolicy.importers.readers.inline import plain_text

_MARK: Final = re.compile("\ue000([0-9]{1,6})\ue001")


def mark(number: int) -> str:
    """What stands for data in a text: private characters that no page has."""
    return f"\ue000{number}\ue001"


def filled(blocks: Sequence[Block], found: Sequence[object]) -> Iterator[Block]:
    """Blocks, with those of the data in place of their marks."""
    for block in blocks:
        if not isinstance(block, Paragraph) or "\ue000" not in block.text.plain:
            yield block
            continue
        for index, part in enumerate(_MARK.split(block.text.plain)):
            if index % 2:
                yield from data.blocks(found[int(part)]) if int(part) < len(found) else ()
            elif part.strip():
                yield Paragraph(plain_text(part), block.line)
