"""The notice before any format: who is told what, and until when they can object."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import NamedTuple

from subpolicy.config import Configuration
from subpolicy.publish.escaping import web_address
from subpolicy.publish.listing import Listing
from subpolicy.publish.news import News
from subpolicy.publish.news.telling import Teller
from subpolicy.publish.news.told import Told
from subpolicy.publish.words import Words


class Entry(NamedTuple):
    """One change in the notice."""

    news: News
    told: Told
    reasons: tuple[str, ...]
    """Why it is material, in words."""
    announced_on: str
    """The day from which the objection's days count: that of the first recorded notice, or the
    as-of date."""
    objection_until: str


@dataclass(frozen=True, slots=True)
class Notice:
    """Everything that a format prints. Days are ISO dates."""

    listing: Listing
    words: Words
    title: str
    introduction: str
    entries: tuple[Entry, ...]
    """Nothing where no notice is owed."""
    objection: tuple[str, ...]
    """How to object, in sentences."""
    closing: tuple[str, ...]
    objection_days: int
    as_of: str

    @property
    def sender(self) -> str:
        """The name under which it is sent."""
        return str(self.listing.organisation["name"])


def notice_of(
    listing: Listing, words: Words, news: Iterable[News], configuration: Configuration
) -> Notice:
    """The notice of a change.

    Args:
        listing: The list as it is after the change.
        words: The language.
        news: What is new; what owes no notice is left out.
        configuration: For the days within which customers can object.
    """
    days, as_of = configuration.notice.objection_days, listing.as_of
    teller = Teller(listing, words)
    entries = tuple(
        Entry(
            news=one,
            told=teller.told(one, as_of, days),
            reasons=tuple(dict.fromkeys(map(teller.reason, one.reasons))),
            announced_on=one.announced_on or as_of,
            objection_until=until,
        )
        for one in news
        if (until := teller.objection_until(one, as_of, days)) is not None
    )
    name = listing.organisation["name"]
    return Notice(
        listing=listing,
        words=words,
        title=words.say("notice-title", name=name),
        introduction=words.say("notice-introduction", name=name),
        entries=entries,
        objection=tuple(_objection(listing, words, entries, days)),
        closing=tuple(_closing(listing, words)),
        objection_days=days,
        as_of=as_of,
    )


def _objection(
    listing: Listing, words: Words, entries: tuple[Entry, ...], days: int
) -> Iterable[str]:
    """Until when, from which day, to whom, and what then."""
    contact = listing.notice.get("objection_contact")
    to = "" if contact is None else "-to"
    spans = {(entry.announced_on, entry.objection_until) for entry in entries}
    if len(spans) == 1:
        start, until = spans.pop()
        yield words.say(f"objection-until{to}", day=words.day(until), contact=contact)
        yield words.say("objection-days", days=days, day=words.day(start))
    elif spans:
        yield words.say(f"objection-each{to}", contact=contact)
        yield words.say("objection-days-each", days=days)
    if "objection_text" in listing.notice:
        yield str(listing.notice["objection_text"])


def _closing(listing: Listing, words: Words) -> Iterable[str]:
    url = listing.page.base_url
    if url is not None and web_address(url) is not None:
        yield words.say("notice-list", url=url)
    if "contact" in listing.organisation:
        yield words.say("notice-questions", contact=listing.organisation["contact"])
    address = (listing.organisation["name"], listing.organisation.get("address"))
    yield ", ".join(part for part in address if part)
