"""The annex as one HTML page, to be printed and signed."""

from collections.abc import Iterator

from subpolicy.publish.annex.annex import Annex, Blank, Entry, Value
from subpolicy.publish.escaping import html
from subpolicy.publish.frame import PAPER, document

_STYLE = (
    PAPER
    + """
section{border-top:1px solid var(--line);margin-top:2rem}section h2{margin-top:1.5rem}
dt{margin-top:.6rem}dd dl{margin-left:1.25rem}ul{padding-left:1.25rem}
@media print{dt{break-after:avoid}}
"""
)


def render(annex: Annex) -> str:
    """A whole document, without scripts."""
    return "\n".join(_lines(annex)) + "\n"


def _lines(annex: Annex) -> Iterator[str]:
    return document(annex.title, annex.words.tag, _STYLE, _whole(annex))


def _whole(annex: Annex) -> Iterator[str]:
    words = annex.words
    yield "<main>"
    yield f"<h1>{html(annex.title)}</h1>"
    yield from (f"<p>{html(text)}</p>" for text in (annex.subtitle, *annex.lines))
    if annex.open:
        yield from _open(annex)
    if not annex.entries:
        yield f"<p>{html(words.say('annex-empty'))}</p>"
    for number, entry in enumerate(annex.entries, start=1):
        yield "<section>"
        yield f"<h2>{number}. {html(entry.name)}</h2>"
        yield from _entry(entry, annex)
        yield "</section>"
    yield "</main>"


def _open(annex: Annex) -> Iterator[str]:
    words = annex.words
    yield f"<h2>{html(words.say('annex-open'))}</h2>"
    yield f"<p>{html(words.say('annex-open-text'))}</p>"
    yield "<ul>"
    for name, missing in annex.open:
        yield f"<li><strong>{html(name)}</strong>{words.colon} {html('; '.join(missing))}</li>"
    yield "</ul>"


def _entry(entry: Entry, annex: Annex) -> Iterator[str]:
    yield "<dl>"
    for label, value in entry.fields:
        yield f"<dt>{html(label)}</dt><dd>{_value(value, annex)}</dd>"
    yield f"<dt>{html(annex.words.say('annex-description'))}</dt>"
    yield "<dd><dl>"
    for label, value in entry.description:
        yield f"<dt>{html(label)}</dt><dd>{_value(value, annex)}</dd>"
    yield "</dl></dd>"
    yield "</dl>"


def _value(value: Value, annex: Annex) -> str:
    if not isinstance(value, Blank):
        return html(value)
    mark = f"<mark>{html(annex.words.say('annex-blank'))}</mark>"
    return f"{html(value.known)} {mark}" if value.known else mark
