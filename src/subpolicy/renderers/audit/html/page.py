"""The page: its head with what it may do, the verdict, the charts, the sections."""

from base64 import b64encode
from collections.abc import Iterable, Iterator, Sequence
from hashlib import sha256
from typing import Final, assert_never

from subpolicy.audit import Audit
from subpolicy.renderers.audit.blocks import Block, Chart, Matrix, Pairs, Prose, Section, Table
from subpolicy.renderers.audit.content import content, title
from subpolicy.renderers.audit.html.anchors import Anchors
from subpolicy.renderers.audit.html.assets import SCRIPT, STYLE
from subpolicy.renderers.audit.html.charts import figure
from subpolicy.renderers.audit.html.markup import Markup, identifier, join, prose, tag, text
from subpolicy.renderers.audit.html.matrix import matrix
from subpolicy.renderers.audit.html.summary import summary
from subpolicy.renderers.audit.html.tables import pairs, table

_FEW: Final = 6
"""Parts of a section up to which the table of contents names them."""
_WIDE: Final = 8
"""Columns of a table up to which an upright page will do."""
_TOP: Final = 2
"""Level of the headings of the sections."""
_LOWEST: Final = 6
"""HTML has no heading below this one."""


def render(audit: Audit) -> str:
    """The whole page, ending in a line break. It asks for nothing beyond itself.

    Its policy lets it run its own script and style alone, so that a text that slipped through as
    markup could do nothing.
    """
    return page_of(audit, content(audit, "html"))


def page_of(audit: Audit, parts: Sequence[Section]) -> str:
    """The page with the given sections, the verdict being the first of them."""
    first, *sections = parts
    anchors = Anchors.of((first, *sections))
    name = title(audit)
    body = [
        tag("a", Markup("Skip to the report"), href="#report", class_="skip"),
        summary(audit, name, first),
        Markup('<div class="columns">'),
        _navigation(sections),
        Markup('<main id="report" tabindex="-1">'),
        _overview(audit, sections),
        *(_section(section, _TOP, anchors) for section in sections),
        Markup("</main></div>"),
        Markup(f"<script>{SCRIPT}</script>"),
    ]
    head = join(list(_head(name)), "\n")
    inside = join(body, "\n")
    return (
        f'<!DOCTYPE html>\n<html lang="en">\n<head>\n{head}\n</head>\n'
        f"<body>\n{inside}\n</body>\n</html>\n"
    )


def digest(content: str) -> str:
    """What a content security policy calls an inline script or style."""
    return f"sha256-{b64encode(sha256(content.encode()).digest()).decode()}"


def _head(name: str) -> Iterator[Markup]:
    policy = (
        f"default-src 'none'; style-src '{digest(STYLE)}'; script-src '{digest(SCRIPT)}'; "
        "img-src data:; base-uri 'none'; form-action 'none'"
    )
    yield Markup('<meta charset="utf-8">')
    yield Markup(f'<meta http-equiv="Content-Security-Policy" content="{policy}">')
    yield Markup('<meta name="viewport" content="width=device-width, initial-scale=1">')
    yield Markup('<meta name="color-scheme" content="light dark">')
    yield Markup('<meta name="referrer" content="no-referrer">')
    yield Markup('<link rel="icon" href="data:,">')  # else a browser asks its server for one
    yield tag("title", text(name))
    yield Markup(f"<style>{STYLE}</style>")


def _navigation(sections: Iterable[Section]) -> Markup:
    entries = [_entry("overview", "At a glance")]
    for section in sections:
        parts = section.parts if len(section.parts) <= _FEW else ()
        inner = [_entry(part.anchor, part.title) for part in parts]
        below = tag("ol", *inner) if inner else Markup("")
        entries.append(_entry(section.anchor, section.title, below))
    heading = tag("h2", Markup("Contents"), id="contents")
    return tag("nav", heading, tag("ol", *entries), aria_labelledby="contents")


def _entry(anchor: str, words: str, below: Markup = Markup("")) -> Markup:  # noqa: B008 -- a str
    return tag("li", tag("a", text(words), href=f"#{identifier(anchor)}"), below)


def _overview(audit: Audit, sections: Sequence[Section]) -> Markup:
    """The charts of all sections, side by side; each section keeps the numbers behind its own."""
    charts = [
        figure(block, audit, section)
        for section in sections
        for block in section.blocks
        if isinstance(block, Chart)
    ]
    heading = tag("h2", Markup("At a glance"))
    return tag("section", heading, tag("div", *charts, class_="charts"), id="overview")


def _section(section: Section, level: int, anchors: Anchors) -> Markup:
    heading = tag(f"h{min(level, _LOWEST)}", text(section.title))
    return tag(
        "section",
        heading,
        *(_block(block, anchors, section.title) for block in section.blocks),
        *(_section(part, level + 1, anchors) for part in section.parts),
        id=anchors.place(section.anchor),
        class_="part" if level > _TOP else "broad" if _broad(section) else None,
    )


def _broad(section: Section) -> bool:
    """Whether it needs a page's length for its width, in print."""
    widest = max(
        (len(block.columns) for block in section.blocks if isinstance(block, Table)), default=0
    )
    crossed = any(isinstance(block, Matrix) for block in section.blocks)
    return crossed or widest > _WIDE or any(map(_broad, section.parts))


def _block(block: Block, anchors: Anchors, heading: str) -> Markup:
    match block:
        case Table():
            return table(block, anchors, heading)
        case Pairs():
            return pairs(block, anchors)
        case Prose():
            return tag("p", prose(block.text))
        case Matrix():
            return matrix(block, anchors)
        case Chart():
            return Markup("")  # stands in the overview
        case _:
            assert_never(block)
