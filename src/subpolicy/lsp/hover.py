"""What is to be said of the word under the cursor, and of what was found there."""

import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from subpolicy.findings.finding import Finding
from subpolicy.lsp.completion import type_of
from subpolicy.lsp.fields import Node, field_at
from subpolicy.lsp.kinds import Kind
from subpolicy.lsp.knowledge import Knowledge, Known
from subpolicy.lsp.outline import outline
from subpolicy.lsp.sheet import Sheet
from subpolicy.lsp.words import MOST_CHARACTERS, Word
from subpolicy.printable import printable

_SPECIAL = re.compile(r"([\\`*_{}\[\]()<>#|~!&:])")
_FEW = 12


class Told(NamedTuple):
    """What is shown in a small window, and the stretch of text that it is about."""

    paragraphs: tuple[str, ...]
    """Markdown; what comes from the registry is escaped."""
    start: int
    end: int


def told(
    text: str, offset: int, kind: Kind, knowledge: Knowledge, findings: Iterable[Finding] = ()
) -> Told | None:
    """What is to be said at an offset; None where there is nothing to say.

    Args:
        text: The document, finished or not.
        offset: In characters.
        kind: What the document is.
        knowledge: The registry.
        findings: What was found in the document.
    """
    if len(text) > MOST_CHARACTERS:
        return None
    word = outline(text).at(offset)
    sheet = Sheet(text)
    here = [one for one in findings if _holds(sheet.stretch(one.span), offset)]
    paragraphs = [*_of_findings(here, knowledge)]
    if word is not None:
        paragraphs += _of_word(word, kind, knowledge)
    if not paragraphs:
        return None
    start, end = (word.start, word.end) if word is not None else sheet.stretch(here[0].span)
    return Told(tuple(dict.fromkeys(paragraphs)), start, end)


def _holds(stretch: tuple[int, int], offset: int) -> bool:
    return stretch[0] <= offset <= stretch[1]


def _of_findings(findings: Iterable[Finding], knowledge: Knowledge) -> Iterator[str]:
    for finding in findings:
        rule = knowledge.rules().get(finding.rule)
        if rule is not None:
            yield from of_rule(
                Known(rule.id, rule.title, f"{rule.rationale}\n\n{rule.remediation}")
            )


def of_rule(known: Known) -> Iterator[str]:
    """A rule in a few sentences; its words are trusted no more than the registry's."""
    yield f"**{escaped(known.label)}** (`{known.word}`)"
    for paragraph in known.text.split("\n\n"):
        if paragraph.strip():
            yield _prose(paragraph)


def _of_word(word: Word, kind: Kind, knowledge: Knowledge) -> Iterator[str]:
    root = knowledge.view.schemas.document(kind)
    field = field_at(root, word.path)
    if word.is_key:
        for known in knowledge.keys(kind, word.path[:-1]):
            if known.word == word.text:
                yield from of_rule(known) if known.text else (escaped(known.label),)
                return
    if field is None:
        return
    if not word.is_key:
        yield from _of_value(word, kind, knowledge)
    yield from of_field(root, field, word)


def _of_value(word: Word, kind: Kind, knowledge: Knowledge) -> Iterator[str]:
    words = knowledge.words(kind, word.path)
    known = next((one for one in words if one.word == word.text), None)
    if known is not None and known.text and known.word in knowledge.rules():
        yield from of_rule(known)
    elif known is not None:
        yield (
            f"**{escaped(known.word)}**: {escaped(known.label)}"
            if known.label
            else (f"**{escaped(known.word)}**")
        )
        if known.text:
            yield escaped(known.text)
    elif meaning := knowledge.meaning(word.text) if word.text.isupper() else "":
        yield f"**{escaped(word.text)}**: {escaped(meaning)}"


def of_field(root: Node, field: Node, word: Word) -> Iterator[str]:
    """What the schema says of a field."""
    name = word.path[-1] if word.path else ""
    described = str(field.get("description", ""))
    head = f"`{name}` ({type_of(root, field)})" if isinstance(name, str) else ""
    if described:
        yield f"{head}: {described}" if head else described
    choices = [str(choice) for choice in field.get("enum", ())]
    if 0 < len(choices) <= _FEW:
        yield f"One of: {', '.join(f'`{choice}`' for choice in choices)}"
    if "default" in field:
        yield f"Default: `{str(field['default']).lower()}`"
    examples = [one for one in field.get("examples", ()) if isinstance(one, str | int)]
    if word.is_key and examples:
        yield f"Example: `{examples[0]}`"


def escaped(text: str) -> str:
    """A text of the registry as Markdown in which nothing is markup, on one line."""
    return _SPECIAL.sub(r"\\\1", printable(" ".join(text.split())))


def _prose(text: str) -> str:
    """A text of a rule, in which backticks mark code."""
    pieces = printable(" ".join(text.split())).split("`")
    if len(pieces) % 2 == 0:
        return escaped(text)
    return "".join(
        f"`{piece}`" if index % 2 else _SPECIAL.sub(r"\\\1", piece)
        for index, piece in enumerate(pieces)
    )
