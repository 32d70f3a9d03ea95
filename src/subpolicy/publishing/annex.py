"""Annex III of the SCCs as one of the files that a registry publishes."""

from typing import Protocol

from subpolicy.publish.annex import annex_of
from subpolicy.publish.annex.formats import FORMATS
from subpolicy.publish.listing import Listing
from subpolicy.publish.words import words
from subpolicy.publishing.outputs import Output


class Registry(Protocol):
    """What `output` needs to know of a registry that is published."""

    @property
    def listing(self) -> Listing:
        """What of it is published."""
        ...


def output(registry: Registry, wanted: Output) -> str:
    """What one of the files in ``page.outputs`` has to hold."""
    return annex_text(registry.listing, wanted.format, wanted.lang)


def annex_text(listing: Listing, format_: str, lang: str | None = None) -> str:
    """The annex of a list.

    Args:
        listing: The list, or the part of it that applies to a customer.
        format_: ``markdown`` or ``html``.
        lang: A language of `words.LANGUAGES`; by default the page's.
    """
    return FORMATS[format_](annex_of(listing, words(lang or listing.page.lang)))
