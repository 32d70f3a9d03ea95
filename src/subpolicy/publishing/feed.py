"""The feed of what has changed, from a registry and its history."""

from collections.abc import Callable, Mapping
from pathlib import Path
from types import MappingProxyType
from typing import NamedTuple, Protocol

from subpolicy.dates import is_date
from subpolicy.history.changelog import Entry, changelog
from subpolicy.publish.escaping import web_address
from subpolicy.publish.feed import Event, Feed, feed_of
from subpolicy.publish.feed.feed import Frame
from subpolicy.publish.feed.formats import FORMATS
from subpolicy.publish.feed.published import days_of
from subpolicy.publish.listing import Listing
from subpolicy.publish.news import news_of
from subpolicy.publish.words import words
from subpolicy.publishing.loading import listing_of
from subpolicy.publishing.outputs import Output
from subpolicy.revisions import History
from subpolicy.sources import Source
from subpolicy.tools import tools_of

_LONGEST = 1 << 24
"""Bytes of a published feed that are read."""


class Wanted(NamedTuple):
    """What is asked of a feed."""

    revision: str = "HEAD"
    since: str | None = None
    """An ISO date, or a revision: what it holds already is left out."""
    uncommitted: bool = True
    """Whether the working tree counts as what the next commit will hold."""
    lang: str | None = None
    """A language of `words.LANGUAGES`; by default the page's."""
    self_url: str | None = None
    """Where the feed will be."""
    known: Mapping[str, str] = MappingProxyType({})
    """The days that a feed published before gives its items, by id."""


def feed_for(head: Source, history: History, as_of: str, wanted: Wanted) -> Feed:
    """The feed of what has changed.

    Args:
        head: The registry as it is now.
        history: The repository around it.
        as_of: The day of what is not committed yet, an ISO date.
        wanted: Which part of the history, and how it is told.

    Raises:
        RunError: a file is broken, there is no history, or a shallow clone cuts it short.
    """
    tools, listing = tools_of(head), listing_of(head, as_of)
    shown = _shown(wanted, history)
    log = changelog(history, tools, wanted.revision, (head, as_of) if wanted.uncommitted else None)
    events = [
        Event(entry.date, news, entry.configuration.notice.objection_days, shown(entry))
        for entry in log.entries
        for news in news_of(entry.change)
    ]
    frame = Frame(
        origin=str(log.origin.organisation["name"]),
        started_on=log.started_on,
        home_url=_home(listing),
        self_url=wanted.self_url,
        known=wanted.known,
    )
    return feed_of(listing, words(wanted.lang or listing.page.lang), events, frame)


def _shown(wanted: Wanted, history: History) -> Callable[[Entry], bool]:
    """Whether an entry belongs to the part of the history that is asked for."""
    if wanted.since is None:
        return lambda _entry: True
    since, repository = history.since(wanted.since), history.repository
    if is_date(since):
        return lambda entry: entry.date >= since
    newest = repository.commit(wanted.revision)
    later = {None, *(one.id for one in repository.ancestors(newest, without=since))}
    return lambda entry: entry.commit in later


def _home(listing: Listing) -> str | None:
    """Where the list is, as far as it is an address of the web."""
    url = listing.page.base_url
    return None if url is None else web_address(url)


class Registry(Protocol):
    """What `output` needs to know of a registry that is published."""

    @property
    def source(self) -> Source:
        """Its files."""
        ...

    @property
    def root(self) -> Path:
        """Its folder."""
        ...

    @property
    def listing(self) -> Listing:
        """What of it is published."""
        ...


def output(registry: Registry, wanted: Output) -> str:
    """What one of the files in ``page.outputs`` has to hold.

    Raises:
        RunError: see `feed_for`.
    """
    history = History.of(registry.root)
    known = known_days(registry.root / wanted.file)
    try:
        asked = Wanted(lang=wanted.lang, known=known)
        feed = feed_for(registry.source, history, registry.listing.as_of, asked)
    finally:
        history.objects.close()
    return FORMATS[wanted.format](feed)


def known_days(path: Path) -> Mapping[str, str]:
    """The days that a published feed gives its items; nothing where there is none to be read."""
    try:
        with path.open("rb") as file:
            return days_of(file.read(_LONGEST).decode(errors="replace"))
    except OSError:
        return {}
