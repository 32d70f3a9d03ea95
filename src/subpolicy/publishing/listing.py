"""The vendors that apply to somebody, and what is new of them."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any, Protocol

from subpolicy.changes.difference import VendorChange
from subpolicy.changes.weighing import Scales, weighed
from subpolicy.comparison import areas, compare_with
from subpolicy.dates import is_date
from subpolicy.errors import RunError
from subpolicy.publish.listing import Listing, Record
from subpolicy.publish.news import Phase, news_of
from subpolicy.publish.news.telling import Teller
from subpolicy.publish.words import Words
from subpolicy.registry.registry import Registry
from subpolicy.revisions import History
from subpolicy.sources import Revision, Source
from subpolicy.tools import Tools


def on(listing: Listing, day: str) -> Listing:
    """The list as it is on a day, an ISO date: announced changes are true from their day on."""
    return replace(listing, vendors=tuple(_on(vendor, day) for vendor in listing.vendors))


def _on(vendor: Record, as_of: str) -> Record:
    due = [entry for entry in vendor.get("pending", ()) if entry["effective_on"] <= as_of]
    record: Mapping[str, Any] = vendor
    for entry in sorted(due, key=lambda entry: str(entry["effective_on"])):
        record = {**record, **entry["set"]}
    return record


class Published(Protocol):
    """What is to be known of a registry."""

    @property
    def source(self) -> Source:
        """Its files."""
        ...

    @property
    def tools(self) -> Tools:
        """What it is read with."""
        ...

    @property
    def registry(self) -> Registry:
        """Its records."""
        ...

    @property
    def listing(self) -> Listing:
        """What of it is published."""
        ...


def changes_since(
    since: str, published: Published, history: History, words: Words
) -> Mapping[str, Sequence[str]]:
    """What customers were to be told of each vendor since a day or a revision, by vendor id.

    Args:
        since: An ISO date, whose own changes count, or a revision.
        published: The registry as it is now.
        history: The repository around it.
        words: The language.

    Raises:
        RunError: it is neither, there is no history, or a shallow clone cuts it short.
    """
    tools, listing = published.tools, published.listing
    base = _base(since, published.source, history)
    if base is None:
        added = words.say("reason-new-vendor")
        return {vendor["id"]: (added,) for vendor in listing.vendors}
    comparison = compare_with(base, published.registry, tools, listing.as_of)
    terms, as_of = tools.configuration.notice, listing.as_of
    scales = Scales(terms, tools.shape, areas(tools, as_of), as_of)
    teller = Teller(listing, words)
    told = {
        change.id: tuple(_told(weighed(change, scales), teller, words))
        for change in comparison.changes
    }
    return {vendor: lines for vendor, lines in told.items() if lines}


def _told(change: VendorChange, teller: Teller, words: Words) -> Iterator[str]:
    for news in news_of(change):
        reasons = "; ".join(dict.fromkeys(map(teller.reason, news.reasons)))
        if news.phase in {Phase.UPCOMING, Phase.PLANNED} and news.stated_on is not None:
            day = words.day(news.stated_on)
            reasons = words.say("pair", label=f"{words.say('effective')} {day}", value=reasons)
        if news.is_gone:
            reasons = words.say("news-withdrawn", name=reasons) if reasons else teller.heading(news)
        yield reasons


def _base(since: str, source: Source, history: History) -> Revision | None:
    """The registry that the changes are held against; None where it begins later."""
    since = history.since(since)
    if not is_date(since):
        return history.at(since)
    newest = history.repository.commit(source.revision or "HEAD")
    line = history.repository.ancestors(newest)
    before = next((one for one in line if one.date is not None and one.date < since), None)
    if before is None and line and line[-1].boundary:
        raise RunError(
            f"this shallow clone does not reach back to {since}",
            help_text="fetch the whole history: fetch-depth: 0 in CI, or git fetch --unshallow",
        )
    return None if before is None else history.at(before.id)
