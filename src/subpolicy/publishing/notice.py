"""The notice for a change, from the two revisions of a registry."""

from collections.abc import Iterator
from typing import NamedTuple

from subpolicy.changes.owed import Standing
from subpolicy.changes.weighing import Scales, weighed
from subpolicy.comparison import Comparison, areas, compare_with
from subpolicy.publish.news import News, news_of
from subpolicy.publish.notice import Notice, notice_of
from subpolicy.publish.words import words
from subpolicy.publishing.loading import listing_from
from subpolicy.registry import loading
from subpolicy.registry.registry import Registry
from subpolicy.sources import Source
from subpolicy.tools import tools_of


class Composed(NamedTuple):
    """A notice, and what its sender has to know."""

    notice: Notice
    remarks: tuple[str, ...]


def notice_for(head: Source, base: Source | None, as_of: str, lang: str | None = None) -> Composed:
    """The customer notice for the change from one revision to another.

    Args:
        head: The registry with the change.
        base: The registry that it starts from; None where that commit has none.
        as_of: The day on which the notice is given, an ISO date.
        lang: A language of `words.LANGUAGES`; by default the page's.

    Raises:
        RunError: a file is broken, on either side.
    """
    tools = tools_of(head)
    registry = loading.load(head, tools.configuration, tools.schemas, tools.shape)
    listing = listing_from(head, tools, registry, as_of)
    news, remarks = list[News](), list[str]()
    if base is None:
        remarks.append("the base has no registry: the list begins here, and nothing changes")
    else:
        comparison = compare_with(base, registry, tools, as_of)
        scales = Scales(tools.configuration.notice, tools.shape, areas(tools, as_of), as_of)
        for change in comparison.changes:
            news += news_of(weighed(change, scales))
        remarks += _uncompared(comparison, registry)
    notice = notice_of(listing, words(lang or listing.page.lang), news, tools.configuration)
    return Composed(notice, (*remarks, *_remarks(news, notice)))


def _uncompared(comparison: Comparison, registry: Registry) -> Iterator[str]:
    before = {vendor.id for vendor in comparison.vendors if not vendor.valid}
    for vendor in registry.vendors:
        if vendor.id in before:
            yield f"{vendor.path} is invalid at the base, so what changed in it is not told"


def _remarks(news: list[News], notice: Notice) -> Iterator[str]:
    as_of = notice.as_of
    for one in news:
        if one.is_gone:
            yield f"{one.vendor}: no notice is owed of what ends; the page and the feed tell it"
        elif not one.owed:
            yield f"{one.vendor}: no notice is owed, as the vendor is no subprocessor"
        elif one.standing in {Standing.MISSING, Standing.TOO_SHORT}:
            yield (
                f"{one.vendor}: in effect from {one.effective_on(as_of)}, and the earliest day "
                f"that keeps the promised days is {one.earliest}"
            )
        elif one.effective_on(as_of) is None:
            yield f"{one.vendor}: the record names no day (active_from)"
    if notice.entries and "objection_contact" not in notice.listing.notice:
        yield "subpolicy.yaml names no notice.objection_contact, so neither does the notice"
