"""The feed as Atom (RFC 4287)."""

import re
from collections.abc import Iterator
from xml.sax.saxutils import escape, quoteattr

from subpolicy.publish.escaping import line
from subpolicy.publish.feed.feed import Feed, Item
from subpolicy.publish.news.told import rows_html

_NO_CHARACTER = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""What XML 1.0 allows in no document (its production 2)."""


def render(feed: Feed) -> str:
    """The document; texts are plain text, contents are HTML that nothing of a record can leave."""
    return "\n".join(_lines(feed)) + "\n"


def _lines(feed: Feed) -> Iterator[str]:
    yield '<?xml version="1.0" encoding="utf-8"?>'
    yield f'<feed xmlns="http://www.w3.org/2005/Atom" xml:lang={_attribute(feed.lang)}>'
    yield f"  <id>{feed.id}</id>"
    yield f"  <title>{_text(feed.title)}</title>"
    yield f"  <updated>{_moment(feed.updated)}</updated>"
    yield f"  <author><name>{_text(feed.author)}</name></author>"
    if feed.self_url is not None:
        url = _attribute(feed.self_url)
        yield f'  <link rel="self" type="application/atom+xml" href={url}/>'
    if feed.home_url is not None:
        yield f'  <link rel="alternate" type="text/html" href={_attribute(feed.home_url)}/>'
    for item in feed.items:
        yield from (f"  {row}" for row in _entry(item, feed))
    yield "</feed>"


def _entry(item: Item, feed: Feed) -> Iterator[str]:
    yield "<entry>"
    yield f"  <id>{item.id}</id>"
    yield f"  <title>{_text(item.told.heading)}</title>"
    yield f"  <published>{_moment(item.day)}</published>"
    yield f"  <updated>{_moment(item.day)}</updated>"
    if feed.home_url is not None:
        yield f'  <link rel="alternate" type="text/html" href={_attribute(feed.home_url)}/>'
    yield from (f"  <category term={_attribute(term)}/>" for term in item.terms)
    content = "".join(rows_html(item.told.rows))
    yield f'  <content type="html">{_xml(content)}</content>'
    yield "</entry>"


def _moment(day: str) -> str:
    """The beginning of a day in UTC (RFC 3339)."""
    return f"{day}T00:00:00Z"


def _text(text: str) -> str:
    return _xml(line(text))


def _xml(text: str) -> str:
    return escape(_NO_CHARACTER.sub("\ufffd", text))


def _attribute(text: str) -> str:
    return quoteattr(_NO_CHARACTER.sub("\ufffd", line(text)))
