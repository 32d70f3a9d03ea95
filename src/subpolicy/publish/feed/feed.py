"""The feed before any format: what happened when, with ids that stay."""

import json
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any, Final, NamedTuple
from uuid import NAMESPACE_URL, uuid5

from subpolicy.publish.listing import Listing, Record
from subpolicy.publish.news import News
from subpolicy.publish.news.telling import Teller
from subpolicy.publish.news.told import Told
from subpolicy.publish.words import Words

_NAMESPACE: Final = uuid5(NAMESPACE_URL, "urn:subpolicy:feed:1")
"""Our own, for ids of feeds and of what is in them (RFC 9562, version 5)."""


class Event(NamedTuple):
    """News of one day."""

    day: str
    """ISO date: that of the commit."""
    news: News
    objection_days: int
    """What was promised then."""
    shown: bool = True
    """Whether the feed holds it. Ids count it all the same."""


class Item(NamedTuple):
    """One entry of the feed."""

    id: str
    """``urn:uuid:…``, of the content alone: the same after a rebase, in every clone."""
    day: str
    """ISO date."""
    news: News
    told: Told
    objection_until: str | None
    """ISO date; None where no notice is owed."""

    @property
    def terms(self) -> tuple[str, ...]:
        """What it is about, for readers that sort: the phase, and the kinds of its reasons."""
        if self.news.is_gone:
            return (self.news.phase.value,)
        kinds = (reason.kind.value for reason in self.news.reasons)
        return tuple(dict.fromkeys([self.news.phase.value, *kinds]))


@dataclass(frozen=True, slots=True)
class Feed:
    """Everything that a format prints."""

    id: str
    title: str
    author: str
    lang: str
    updated: str
    """ISO date: the day of the newest item; without any, the one on which the list began."""
    home_url: str | None
    """Where the list is; an absolute address of the web, as is the next."""
    self_url: str | None
    items: tuple[Item, ...]
    """Newest first."""


class Frame(NamedTuple):
    """What surrounds the items."""

    origin: str
    """The organisation's first name, on which ids are built: it may rename itself."""
    started_on: str
    """ISO date: when the list began."""
    home_url: str | None = None
    self_url: str | None = None
    known: Mapping[str, str] = MappingProxyType({})
    """The days that a feed published before gives its items, by id: an item keeps its day, though
    a rebase or a squash made its commit a younger one."""


def feed_of(listing: Listing, words: Words, events: Iterable[Event], frame: Frame) -> Feed:
    """The feed of a list.

    Args:
        listing: The list as it is now, for names and labels.
        words: The language.
        events: All of them since the beginning, oldest first: what happens twice has two ids.
        frame: What surrounds them.
    """
    teller = Teller(listing, words)
    items = sorted(_items(events, teller, frame), key=lambda item: item.day)
    return Feed(
        id=_urn(frame.origin),
        title=words.say("feed-title", name=listing.organisation["name"]),
        author=listing.organisation["name"],
        lang=words.tag,
        updated=max((item.day for item in items), default=frame.started_on),
        home_url=frame.home_url,
        self_url=frame.self_url,
        items=tuple(reversed(items)),
    )


def _items(events: Iterable[Event], teller: Teller, frame: Frame) -> Iterator[Item]:
    seen: Counter[str] = Counter()
    for event in events:
        content = _content(event.news)
        seen[content] += 1
        if not event.shown:
            continue
        urn = _urn(frame.origin, content, seen[content])
        day, days = min(frame.known.get(urn, event.day), event.day), event.objection_days
        until = teller.objection_until(event.news, day, days)
        yield Item(urn, day, event.news, teller.told(event.news, day, days), until)


def _content(news: News) -> str:
    """What the news is, whatever the language, the words and the day of the commit."""
    content: dict[str, Any] = {
        "vendor": news.vendor,
        "phase": news.phase.value,
        "effective_on": news.stated_on,
        "reasons": [[reason.kind.value, reason.value] for reason in news.reasons],
        "before": _facts(news.before),
        "after": _facts(news.record),
    }
    return json.dumps(content, sort_keys=True, ensure_ascii=True)


_FACTS = (
    *("entity", "data_categories", "data_subjects", "processing", "transfers", "status"),
    *("tenant_enabled", "ai"),
)
"""What can make a change material; its wording may be mended later."""


def _facts(record: Record) -> Mapping[str, Any]:
    return {name: record[name] for name in _FACTS if name in record}


def _urn(*parts: object) -> str:
    return f"urn:uuid:{uuid5(_NAMESPACE, json.dumps(parts))}"
