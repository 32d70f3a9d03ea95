# ruff: noqa: SIM905 -- lists of words are easier to read and edit as one text
"""Blocks as Markdown, and copied text with its headings and lists found again."""

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import pairwise

from subpolicy.importers.blocks import (
    Block,
    Bullets,
    Heading,
    Item,
    Page,
    Pairs,
    Paragraph,
    Table,
    Text,
)
from subpolicy.importers.readers.inline import plain_text

_RULE = re.compile(r"^\s*(?:[-*_=]\s*){3,}$")
_SMALL = frozenset(
    "a an and or of for in on to the with by vs e g und oder der die das des von zu für et ou"
    " de du la"
    " le les des en y o los las del van het een".split()
)
_COMPONENT = re.compile(r"\s*</?[A-Z][\w.]*[\s/>]")
"""A component of MDX, which says nothing on a page of another maker."""
_LONG_TITLE = 90
_LONGEST = 70_000
"""Characters of a text: somewhat more than the configuration takes, so that a cut is told."""
_CONNECTED = re.compile(r"(?:,|;|\band/or|\band|\bor|\bund|\boder|\bet|\bou|\ben|\bof|\by|\bo)$")
_LABEL = re.compile(r"^[^:]{1,50}:\s+\S")


def outlined(page: Page) -> tuple[Block, ...]:
    """The page's blocks; lines of copied text that are titles or items become such."""
    if not _is_copied(page):
        return page.blocks
    blocks: list[Block] = []
    run: list[Paragraph] = []
    for block in page.blocks:
        if isinstance(block, Paragraph):
            run.append(block)
            continue
        blocks.extend(_titled(run))
        run = []
        blocks.append(block)
    return (*blocks, *_titled(run))


def markdown_of(page: Page, blocks: Sequence[Block]) -> str:
    """Blocks as Markdown: as they stand in the source where that is Markdown, else written anew."""
    kept = _is_markdown(page)
    parts: list[str] = []
    length = 0
    for index, block in enumerate(blocks):
        following = blocks[index + 1 : index + 2]
        if part := _quoted(page, block, following) if kept else _written(block):
            parts.append(part)
            length += len(part)
        if length > _LONGEST:
            break
    return "\n\n".join(parts)


def line_of(block: Block) -> int | None:
    """The line on which a block begins."""
    match block:
        case Heading(line=line) | Paragraph(line=line) | Pairs(line=line):
            return line
        case Bullets(items=items):
            return items[0].line if items else None
        case Table(lines=lines):
            first = lines[0] if lines else None
            return None if first is None else max(first - 2, 1)


def _is_copied(page: Page) -> bool:
    """Whether paragraphs stand on lines right behind each other, as in text without markup."""
    lines = [block.line for block in page.blocks if isinstance(block, Paragraph)]
    known = [line for line in lines if line is not None]
    following = sum(after - before == 1 for before, after in pairwise(known))
    return following > len(known) // 3 and not any(isinstance(b, Bullets) for b in page.blocks)


def _is_markdown(page: Page) -> bool:
    return bool(page.source) and not _is_copied(page)


def _titled(run: Sequence[Paragraph]) -> Iterator[Block]:
    at = 0
    while at < len(run):
        block, words = run[at], run[at].text.flat
        after = run[at + 1].text.flat if at + 1 < len(run) else ""
        at += 1
        if _is_title(words, after):
            yield Heading(2, block.text, block.line)
            continue
        yield block
        if words.endswith(":"):
            items = _items(run[at:])
            if items:
                yield Bullets(tuple(Item(item.text, (), item.line) for item in items))
                at += len(items)


def _items(run: Sequence[Paragraph]) -> list[Paragraph]:
    """The lines of a list: until a title, or the line that ends a list joined by "and"."""
    items: list[Paragraph] = []
    joined = False
    for index, block in enumerate(run):
        words = block.text.flat
        after = run[index + 1].text.flat if index + 1 < len(run) else ""
        if _is_title(words, after):
            break
        items.append(block)
        if joined and words.endswith("."):
            break
        joined = joined or bool(_CONNECTED.search(words.lower()))
    return items


def _is_title(words: str, after: str) -> bool:
    """Whether a line is a title: short, no sentence, in capitals or before a longer text."""
    if not after or len(words) > _LONG_TITLE or "@" in words or _LABEL.match(words):
        return False
    if words.endswith("?"):
        return True
    if words.endswith((".", ":", ";", ",", "!")) or _CONNECTED.search(words):
        return False
    large = [word for word in re.findall(r"[^\W\d_]+", words) if word.lower() not in _SMALL]
    return bool(large) and all(word[0].isupper() for word in large)


@lru_cache(maxsize=1)
def _source_lines(source: str) -> tuple[str, ...]:
    return tuple(source.replace("\r\n", "\n").split("\n"))


def _quoted(page: Page, block: Block, following: Sequence[Block]) -> str:
    """The lines from a block to the next, as they are."""
    start = line_of(block)
    if start is None:
        return _written(block)
    after = (line_of(other) for other in following)
    end = next((line for line in after if line is not None and line > start), None)
    if end is None:
        later = (line_of(other) for other in page.blocks)
        end = min((line for line in later if line is not None and line > start), default=None)
    lines = _source_lines(page.source)[start - 1 : None if end is None else end - 1]
    if any(_COMPONENT.match(line) for line in lines):
        return _written(block)
    return "\n".join(line for line in lines if not _RULE.match(line)).strip("\n").rstrip()


def _written(block: Block) -> str:
    match block:
        case Heading(level=level, text=text):
            return f"{'#' * min(level, 6)} {_linked(text)}"
        case Paragraph(text=text):
            return _linked(text)
        case Bullets(items=items):
            return "\n".join(_item_lines(items, ""))
        case Table(head=head, rows=rows):
            lines = [_table_line(head), "|" + " --- |" * len(head), *map(_table_line, rows)]
            return "\n".join(lines)
        case Pairs(pairs=pairs):
            return "\n".join(f"- **{label}:** {_linked(text)}" for label, text in pairs)


def _item_lines(items: Sequence[Item], indent: str) -> Iterator[str]:
    for item in items:
        box = "" if item.text.checked is None else f"[{'x' if item.text.checked else ' '}] "
        yield f"{indent}- {box}{_linked(item.text)}"
        yield from _item_lines(item.items, f"{indent}  ")


def _table_line(cells: Sequence[Text]) -> str:
    return "| " + " | ".join(_linked(cell).replace("|", "\\|") for cell in cells) + " |"


def _linked(text: Text) -> str:
    """A text on one line, its links written out."""
    words = re.sub(r"([\\`*<\[\]])", r"\\\1", text.flat)
    for link in text.links:
        shown = re.sub(r"([\\`*<\[\]])", r"\\\1", plain_text(link.words).flat)
        if shown and link.url and not re.search(r"[\s<>()]", link.url):
            words = words.replace(shown, f"[{shown}]({link.url})", 1)
    return words
