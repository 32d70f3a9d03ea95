"""The notice as HTML: one page without scripts, images or links that a record could give."""

from collections.abc import Iterator

from subpolicy.publish.escaping import html
from subpolicy.publish.frame import PAPER, document
from subpolicy.publish.news.told import as_html
from subpolicy.publish.notice.notice import Notice

_STYLE = (
    PAPER
    + """
dl{display:grid;grid-template-columns:minmax(9rem,1fr) 3fr;gap:0}
dt{grid-column:1;border-top:1px solid var(--line);padding:.4rem 1.25rem .4rem 0}
dd{grid-column:2;padding:0 0 .4rem}dt+dd{border-top:1px solid var(--line);padding-top:.4rem}
@media(max-width:32rem){dl{display:block}dt{padding-bottom:0}dt+dd{border:0;padding-top:0}}
"""
)


def render(notice: Notice) -> str:
    """A whole document; in mail programs that drop its style it still reads in order."""
    return "\n".join(_lines(notice)) + "\n"


def _lines(notice: Notice) -> Iterator[str]:
    return document(notice.title, notice.words.tag, _STYLE, _whole(notice))


def _whole(notice: Notice) -> Iterator[str]:
    yield "<main>"
    yield f"<h1>{html(notice.title)}</h1>"
    if notice.entries:
        yield from _body(notice)
    else:
        yield f"<p>{html(notice.words.say('notice-none'))}</p>"
    yield "</main>"
    yield "<footer>"
    yield from (f"<p>{html(part)}</p>" for part in notice.closing)
    yield "</footer>"


def _body(notice: Notice) -> Iterator[str]:
    yield f"<p>{html(notice.introduction)}</p>"
    for entry in notice.entries:
        yield from as_html(entry.told)
    yield f"<h2>{html(notice.words.say('objection-title'))}</h2>"
    yield f"<p>{html(' '.join(notice.objection))}</p>"
