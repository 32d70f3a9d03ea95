"""The feed as JSON Feed, version 1.1 (jsonfeed.org)."""

from typing import Any

from subpolicy.markup.json import dumped
from subpolicy.publish.escaping import line
from subpolicy.publish.feed.feed import Feed, Item
from subpolicy.publish.news.told import as_text, rows_html


def render(feed: Feed) -> str:
    """One JSON object; ``_subpolicy`` holds what a program wants to know of an item."""
    content = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": line(feed.title),
        "home_page_url": feed.home_url,
        "feed_url": feed.self_url,
        "language": feed.lang,
        "authors": [{"name": line(feed.author)}],
        "items": [_item(item, feed) for item in feed.items],
    }
    return dumped(_stated(content))


def _item(item: Item, feed: Feed) -> dict[str, Any]:
    news = item.news
    moment = f"{item.day}T00:00:00Z"
    content = {
        "id": item.id,
        "url": feed.home_url,
        "title": line(item.told.heading),
        "content_html": "".join(rows_html(item.told.rows)),
        "content_text": "\n".join(as_text(item.told)),
        "date_published": moment,
        "date_modified": moment,
        "tags": list(item.terms),
        "_subpolicy": {
            "vendor": news.vendor,
            "phase": news.phase.value,
            "reasons": [reason.kind.value for reason in news.reasons],
            "effective_on": news.effective_on(item.day),
            "objection_until": item.objection_until,
        },
    }
    return _stated(content)


def _stated(content: dict[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in content.items() if value is not None}
