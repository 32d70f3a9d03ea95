"""The page in Markdown (CommonMark with tables), for a site generator or a repository."""

from collections.abc import Iterator, Mapping
from typing import Any, assert_never

from subpolicy.documents.writing import write
from subpolicy.publish.escaping import markdown as text
from subpolicy.publish.escaping import markdown_link, markdown_paragraph, plain
from subpolicy.publish.page.blocks import (
    Block,
    Cell,
    Content,
    Facts,
    Links,
    Paragraph,
    Part,
    Phrase,
    Prose,
    Table,
    Terms,
)
from subpolicy.publish.page.template import Template, fill
from subpolicy.publish.prose import to_markdown


def render(
    content: Content,
    *,
    front_matter: Mapping[str, Any] | None = None,
    template: Template | None = None,
    fragment: bool = False,
) -> str:
    """The page.

    Args:
        content: What it says.
        front_matter: Keys for the site generator, which then prints the title.
        template: The company's frame; None for ours.
        fragment: Give the content without title and front matter.

    Raises:
        RunError: the template has a place for what there is not.
    """
    if template is not None and not fragment:
        return fill(template, _slots(content, front_matter)).rstrip("\n") + "\n"
    pieces = [_parts(content.sections, content.colon), *_footer(content)]
    if not fragment:
        pieces = [_front_matter(content, front_matter), *_header(content, front_matter), *pieces]
    return "\n\n".join(piece for piece in pieces if piece) + "\n"


def _slots(content: Content, front_matter: Mapping[str, Any] | None) -> dict[str, str]:
    return (
        {name: _parts(group, content.colon) for name, group in content.groups.items()}
        | {f"section:{part.anchor}": _part(part, 2, content.colon) for part in content.own}
        | {
            "lang": content.lang,
            "front_matter": _front_matter(content, front_matter),
            "title": text(content.title),
            "subtitle": text(content.subtitle or ""),
            "updated": _updated(content),
            "subscribe": "" if content.subscribe is None else _phrase(content.subscribe),
            "header": "\n\n".join(_header(content, front_matter)),
            "sections": _parts(content.sections, content.colon),
            "footer": "\n\n".join(_footer(content)),
        }
    )


def _front_matter(content: Content, given: Mapping[str, Any] | None) -> str:
    """Title, date, and what the company gives, which wins."""
    if not given:
        return ""
    data: dict[str, Any] = {"title": content.title}
    if content.updated is not None:
        data["date"] = content.updated[1]
    return f"---\n{write(plain(data | dict(given)))}---"


def _header(content: Content, front_matter: Mapping[str, Any] | None) -> Iterator[str]:
    if not front_matter:
        yield f"# {text(content.title)}"
    if content.subtitle:
        yield markdown_paragraph(content.subtitle)
    if content.updated:
        yield _updated(content)
    if content.subscribe:
        yield _phrase(content.subscribe)


def _updated(content: Content) -> str:
    if content.updated is None:
        return ""
    label, _, day = content.updated
    return f"{text(label)} {text(day)}"


def _footer(content: Content) -> Iterator[str]:
    if content.footer:
        yield "---"
    for line in content.footer:
        yield markdown_paragraph(line)


def _parts(parts: tuple[Part, ...], colon: str) -> str:
    return "\n\n".join(_part(part, 2, colon) for part in parts)


def _part(part: Part, level: int, colon: str) -> str:
    pieces = [] if part.title is None else [f"{'#' * level} {text(part.title)}"]
    pieces += ["\n".join(_block(block, colon)) for block in part.blocks]
    pieces += [_part(inner, level + 1, colon) for inner in part.parts]
    return "\n\n".join(pieces)


def _block(block: Block, colon: str) -> Iterator[str]:
    match block:
        case Table(columns=columns, rows=rows):
            yield "| " + " | ".join(text(column.head) for column in columns) + " |"
            yield "|" + " --- |" * len(columns)
            for row in rows:
                yield "| " + " | ".join(_cell(cell, "<br>") or "–" for cell in row.cells) + " |"
        case Facts(pairs=pairs):
            for head, cell in pairs:
                yield f"- **{text(head)}{colon}** {_cell(cell, '; ')}"
        case Prose(markdown=markdown, label=label):
            yield (f"**{text(label)}{colon}** " if label else "") + to_markdown(markdown)
        case Paragraph(phrases=phrases):
            first, *rest = phrases
            start = markdown_paragraph(first.text) if first.target is None else _phrase(first)
            yield "; ".join([start, *map(_phrase, rest)])
        case Terms(label=label, pairs=pairs):
            meanings = (f"**{text(word)}** = {text(meaning)}" for word, meaning in pairs)
            yield f"{text(label)} {'; '.join(meanings)}."
        case Links(phrases=phrases):
            for phrase in phrases:
                yield f"- {_phrase(phrase)}"
        case _ as never:
            assert_never(never)


def _cell(cell: Cell, between: str) -> str:
    return between.join(_phrase(phrase) for phrase in cell)


def _phrase(phrase: Phrase) -> str:
    return text(phrase.text) if phrase.target is None else markdown_link(phrase.text, phrase.target)
