"""Texts, code and tables in Markdown (CommonMark with tables) that stay what they are."""

import re
from collections.abc import Iterable, Iterator, Sequence
from urllib.parse import quote

from subpolicy.printable import printable, unsafe

_SPECIAL = re.compile(r"([\\`*_{}\[\]<>#|~!&])")


def text(value: object) -> str:
    """Anything as Markdown text that stays text: one line, nothing in it is markup."""
    return (
        _SPECIAL.sub(r"\\\1", printable(str(value))).replace("\\<", "&lt;").replace("\\>", "&gt;")
    )


def prose(value: str) -> str:
    """A text of a rule, in which backticks mark code, on one line."""
    pieces = " ".join(value.split()).split("`")
    if len(pieces) % 2 == 0:
        return text(value)
    return "".join(
        (code(piece) if piece else "") if index % 2 else text(piece)
        for index, piece in enumerate(pieces)
    )


def code(value: str) -> str:
    """A code span for a table or a text; a backtick in it cannot end it."""
    if "\\|" in value:  # in a table, GFM knows no code span that holds this pair
        return text(value)
    content = printable(value).replace("|", "\\|")
    longest = max((len(run) for run in re.findall(r"`+", content)), default=0)
    if not longest:
        return f"`{content}`"
    fence = "`" * (longest + 1)
    return f"{fence} {content} {fence}"


def link(words: str, url: str) -> str:
    """A link where the address is one of the web, else words and address as text."""
    if not url.startswith(("https://", "http://")):
        return f"{prose(words)}: {text(url)}"
    address = "".join(quote(char) if unsafe(char) or char in "<>\\ " else char for char in url)
    return f"[{prose(words)}](<{address}>)"


def block(language: str, content: str) -> Iterator[str]:
    """A fenced block that its content cannot close."""
    fence = "```"
    while fence in content:
        fence += "`"
    yield fence + language
    yield from (printable(line) for line in content.strip("\n").splitlines())
    yield fence


def table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> Iterator[str]:
    """A pipe table; the cells are Markdown already."""
    yield "| " + " | ".join(head) + " |"
    yield "|" + " --- |" * len(head)
    for row in rows:
        yield "| " + " | ".join(row) + " |"


def shown(value: object) -> str:
    """A parameter's value in words: a list by its members, ``true`` and ``false`` as in YAML."""
    if isinstance(value, list | tuple):
        return ", ".join(map(shown, value)) or "none"
    return str(value).lower() if isinstance(value, bool) else str(value)
