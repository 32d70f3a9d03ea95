"""The page as one HTML file: nothing is loaded from elsewhere, and nothing runs."""

from collections.abc import Iterator
from html import escape
from typing import Final, assert_never

from subpolicy.publish.escaping import html as text
from subpolicy.publish.frame import security
from subpolicy.publish.page.blocks import (
    Alternate,
    Block,
    Content,
    Facts,
    Links,
    Paragraph,
    Part,
    Prose,
    Table,
    Terms,
)
from subpolicy.publish.page.html_tables import cell_text, phrase_text, table_lines
from subpolicy.publish.page.style import STYLE
from subpolicy.publish.page.template import Template, fill
from subpolicy.publish.prose import to_html

_FRAME: Final = Template(
    "the page's own template",
    """\
<!doctype html>
<html lang="{{ lang }}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
{{ security }}
<title>{{ window_title }}</title>{{ alternates }}
{{ style }}
{{ json_ld }}
</head>
<body>
{{ body }}
</body>
</html>
""",
)
_CONTENTS_FROM: Final = 4
"""A page with fewer titles needs no table of contents."""


def render(  # noqa: PLR0913 -- each is one decision about the frame
    content: Content,
    *,
    organisation: str,
    base_url: str | None = None,
    json_ld: str = "",
    alternates: tuple[Alternate, ...] = (),
    template: Template | None = None,
    fragment: bool = False,
) -> str:
    """The page.

    Args:
        content: What it says.
        organisation: Whose it is, for the window's title.
        base_url: What relative links in the company's texts start from.
        json_ld: The same for machines, as `json_ld.script` gives it.
        alternates: The other files that are published with it.
        template: The company's frame; None for ours.
        fragment: Give what stands between the body's tags alone.

    Raises:
        RunError: the template has a place for what there is not.
    """
    writer = _Writer(content, base_url)
    if fragment:
        return writer.body() + "\n"
    title = content.title
    window = title if organisation in title else f"{title} – {organisation}"
    slots = writer.slots() | {
        "window_title": text(window),
        "style": f"<style>{STYLE}</style>",
        "security": security(STYLE),
        "alternates": "".join(map(_alternate, alternates)),
        "json_ld": json_ld,
    }
    return fill(template or _FRAME, slots)


def _alternate(other: Alternate) -> str:
    lang = "" if other.lang is None else f' hreflang="{escape(other.lang)}"'
    href = escape(other.href)
    return f'\n<link rel="alternate" type="{escape(other.type)}"{lang} href="{href}">'


class _Writer:
    """Writes the parts of one page."""

    def __init__(self, content: Content, base_url: str | None) -> None:
        self._content = content
        self._base_url = base_url

    def slots(self) -> dict[str, str]:
        """Every part of the page by the name that a template calls it."""
        content = self._content
        parts = {name: self._parts(group) for name, group in content.groups.items()}
        sections = {f"section:{part.anchor}": self._part(part, 2) for part in content.own}
        return (
            parts
            | sections
            | {
                "lang": escape(content.lang),
                "title": text(content.title),
                "subtitle": text(content.subtitle or ""),
                "updated": self._updated(),
                "subscribe": "" if content.subscribe is None else phrase_text(content.subscribe),
                "skip": self._skip(),
                "header": self._header(),
                "contents": self._contents(),
                "sections": self._parts(content.sections),
                "footer": self._footer(),
                "body": self.body(),
            }
        )

    def body(self) -> str:
        """Everything between the body's tags."""
        pieces = [
            self._skip(),
            self._header(),
            self._contents(),
            f'<main id="main">\n{self._parts(self._content.sections)}\n</main>',
            self._footer(),
        ]
        return "\n".join(piece for piece in pieces if piece)

    def _skip(self) -> str:
        anchor, words = self._content.list.anchor, self._content.skip
        return f'<a class="skip" href="#{escape(anchor)}">{text(words)}</a>'

    def _header(self) -> str:
        content = self._content
        lines = ["<header>"]
        lines.append(f"<h1>{text(content.title)}</h1>")
        if content.subtitle:
            lines.append(f'<p class="subtitle">{text(content.subtitle)}</p>')
        if content.updated:
            lines.append(f'<p class="updated">{self._updated()}</p>')
        if content.subscribe:
            lines.append(f'<p class="subscribe">{phrase_text(content.subscribe)}</p>')
        return "\n".join([*lines, "</header>"])

    def _updated(self) -> str:
        if self._content.updated is None:
            return ""
        label, iso, day = self._content.updated
        return f'{text(label)} <time datetime="{escape(iso)}">{text(day)}</time>'

    def _contents(self) -> str:
        titled = [part for part in self._content.sections if part.title]
        if len(titled) < _CONTENTS_FROM:
            return ""
        items = "".join(f"<li>{_entry(part)}</li>" for part in titled)
        label = text(self._content.contents)
        return f'<nav aria-label="{label}">\n<h2>{label}</h2>\n<ul>{items}</ul>\n</nav>'

    def _footer(self) -> str:
        lines = "\n".join(f"<p>{text(line)}</p>" for line in self._content.footer)
        return f"<footer>\n{lines}\n</footer>" if lines else ""

    def _parts(self, parts: tuple[Part, ...]) -> str:
        return "\n".join(self._part(part, 2) for part in parts)

    def _part(self, part: Part, level: int) -> str:
        anchor = escape(part.anchor)
        lines = []
        if part.title is None:
            lines.append(f'<section id="{anchor}">')
        else:
            lines.append(f'<section id="{anchor}" aria-labelledby="{anchor}-title">')
            lines.append(f'<h{level} id="{anchor}-title">{text(part.title)}</h{level}>')
        for block in part.blocks:
            lines += self._block(block, level)
        if part.parts and part.parts[0].anchor.startswith("vendor-"):
            cards = "\n".join(self._part(inner, level + 1) for inner in part.parts)
            lines.append(f'<div class="cards">\n{cards}\n</div>')
        else:
            lines += [self._part(inner, level + 1) for inner in part.parts]
        return "\n".join([*lines, "</section>"])

    def _block(self, block: Block, level: int) -> Iterator[str]:
        match block:
            case Table():
                yield from table_lines(block)
            case Facts(pairs=pairs):
                rows = (
                    f"<div><dt>{text(head)}</dt><dd>{cell_text(cell)}</dd></div>"
                    for head, cell in pairs
                )
                yield "<dl>" + "\n".join(rows) + "</dl>"
            case Prose(markdown=markdown, label=label):
                yield from self._prose(markdown, label, level)
            case Paragraph(phrases=phrases, lead=lead):
                kind = ' class="lead"' if lead else ""
                yield f"<p{kind}>{cell_text(phrases)}</p>"
            case Terms(label=label, pairs=pairs):
                meanings = (
                    f"<strong>{text(word)}</strong> = {text(meaning)}" for word, meaning in pairs
                )
                yield f'<p class="legend">{text(label)} {"; ".join(meanings)}.</p>'
            case Links(phrases=phrases):
                items = "\n".join(f"<li>{phrase_text(phrase)}</li>" for phrase in phrases)
                yield f"<ul>\n{items}\n</ul>"
            case _ as never:
                assert_never(never)

    def _prose(self, markdown: str, label: str | None, level: int) -> Iterator[str]:
        shown = to_html(markdown, self._base_url, level + 1)
        if label is None:
            yield f'<div class="prose">{shown}</div>'
            return
        bold = f"<strong>{text(label)}{self._content.colon}</strong> "
        shown = shown.replace("<p>", f"<p>{bold}", 1) if shown.startswith("<p>") else bold + shown
        yield f'<div class="prose legend">{shown}</div>'


def _entry(part: Part) -> str:
    """A line of the table of contents, with the categories of the list below it."""
    link = f'<a href="#{escape(part.anchor)}">{text(part.title or "")}</a>'
    inner = [inner for inner in part.parts if not inner.anchor.startswith("vendor-")]
    if not inner:
        return link
    return link + "<ul>" + "".join(f"<li>{_entry(one)}</li>" for one in inner) + "</ul>"
