"""The notice as HTML: one page without scripts, images or links that a record could give."""

from collections.abc import Iterator

from subpolicy.publish.escaping import html
from subpolicy.publish.news.told import as_html
from subpolicy.publish.notice.notice import Notice

_STYLE = (
    "body{margin:0 auto;max-width:44rem;padding:1rem;font:1rem/1.5 system-ui,sans-serif;"
    "color-scheme:light dark}"
    "h1{font-size:1.5rem;line-height:1.25}h2{font-size:1.15rem;margin:2rem 0 .5rem}"
    "dl{margin:0;display:grid;grid-template-columns:minmax(8rem,1fr) 3fr;gap:.3rem 1rem}"
    "dt{font-weight:600;grid-column:1}dd{margin:0;grid-column:2;overflow-wrap:anywhere}"
    "footer{margin-top:2rem;border-top:1px solid GrayText;padding-top:1rem}"
    "@media(max-width:32rem){dl{display:block}dt{margin-top:.6rem}}"
)


def render(notice: Notice) -> str:
    """A whole document; in mail programs that drop its style it still reads in order."""
    return "\n".join(_lines(notice)) + "\n"


def _lines(notice: Notice) -> Iterator[str]:
    title = html(notice.title)
    yield "<!DOCTYPE html>"
    yield f'<html lang="{html(notice.words.tag)}">'
    yield "<head>"
    yield '<meta charset="utf-8">'
    yield '<meta name="viewport" content="width=device-width, initial-scale=1">'
    yield f"<title>{title}</title>"
    yield f"<style>{_STYLE}</style>"
    yield "</head>"
    yield "<body>"
    yield "<main>"
    yield f"<h1>{title}</h1>"
    if notice.entries:
        yield from _body(notice)
    else:
        yield f"<p>{html(notice.words.say('notice-none'))}</p>"
    yield "</main>"
    yield "<footer>"
    yield from (f"<p>{html(part)}</p>" for part in notice.closing)
    yield "</footer>"
    yield "</body>"
    yield "</html>"


def _body(notice: Notice) -> Iterator[str]:
    yield f"<p>{html(notice.introduction)}</p>"
    for entry in notice.entries:
        yield from as_html(entry.told)
    yield f"<h2>{html(notice.words.say('objection-title'))}</h2>"
    yield f"<p>{html(' '.join(notice.objection))}</p>"
