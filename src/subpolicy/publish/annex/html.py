"""The annex as one HTML page, to be printed and signed."""

from collections.abc import Iterator

from subpolicy.publish.annex.annex import Annex, Blank, Entry, Value
from subpolicy.publish.escaping import html

_STYLE = (
    "body{margin:0 auto;max-width:48rem;padding:1rem;font:1rem/1.5 system-ui,sans-serif;"
    "color-scheme:light dark}"
    "h1{font-size:1.6rem;line-height:1.25}h2{font-size:1.15rem;margin:2rem 0 .5rem}"
    "dl{margin:0}dt{font-weight:600;margin-top:.6rem}dd{margin:0;overflow-wrap:anywhere}"
    "dd dl{margin-left:1rem}mark{font-weight:600}"
    "section{break-inside:avoid}"
    "@page{margin:2cm}@media print{body{max-width:none;padding:0}}"
)


def render(annex: Annex) -> str:
    """A whole document, without scripts."""
    return "\n".join(_lines(annex)) + "\n"


def _lines(annex: Annex) -> Iterator[str]:
    words, title = annex.words, html(annex.title)
    yield "<!DOCTYPE html>"
    yield f'<html lang="{html(words.tag)}">'
    yield "<head>"
    yield '<meta charset="utf-8">'
    yield '<meta name="viewport" content="width=device-width, initial-scale=1">'
    yield f"<title>{title}</title>"
    yield f"<style>{_STYLE}</style>"
    yield "</head>"
    yield "<body>"
    yield "<main>"
    yield f"<h1>{title}</h1>"
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
    yield "</body>"
    yield "</html>"


def _open(annex: Annex) -> Iterator[str]:
    words = annex.words
    yield f"<h2>{html(words.say('annex-open'))}</h2>"
    yield f"<p>{html(words.say('annex-open-text'))}</p>"
    yield "<ul>"
    for name, missing in annex.open:
        yield f"<li><strong>{html(name)}</strong>: {html('; '.join(missing))}</li>"
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
