"""The annex before any format, with what is still to be stated.

Commission Implementing Decision (EU) 2021/914, Annex III: name, address, contact person's name,
position and contact details, description of processing "including a clear delimitation of
responsibilities in case several sub-processors are authorised". It is for modules two and three
under specific authorisation (Clause 9(a), Option 1).
"""

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final, NamedTuple

from subpolicy.publish.listing import Listing, Record
from subpolicy.publish.news.telling import Teller
from subpolicy.publish.page.facets import name_words
from subpolicy.publish.words import Words

_IN_USE: Final = frozenset({"active", "optional", "suspended"})
"""A suspended vendor may still hold data (GDPR Art. 4(2): storage is processing)."""
_DESCRIBED: Final = (
    *("purpose", "data_categories", "data_subjects", "processing", "access", "transfers"),
    *("applies_to", "tenants"),
)
_BARE_CONTACT = re.compile(r"\S+@\S+|https?://\S+|[+(]?[\d ()./-]{6,}")
"""A way to reach somebody without the name of anybody."""


class Blank(NamedTuple):
    """A place that the records leave open, marked and never empty."""

    what: str
    """What is to be stated there."""
    known: str = ""
    """What the record does say."""


Value = str | Blank


class Entry(NamedTuple):
    """One sub-processor."""

    name: str
    fields: tuple[tuple[str, Value], ...]
    """Name, address, contact."""
    description: tuple[tuple[str, Value], ...]
    """The description of processing, line by line."""

    @property
    def open(self) -> tuple[str, ...]:
        """What is still to be stated."""
        lines = (*self.fields, *self.description)
        return tuple(value.what for _, value in lines if isinstance(value, Blank))


@dataclass(frozen=True, slots=True)
class Annex:
    """The whole annex. Nothing in it is escaped yet."""

    words: Words
    title: str
    subtitle: str
    lines: tuple[str, ...]
    """Whose annex it is, as of when, and on which authorisation it rests."""
    entries: tuple[Entry, ...]

    @property
    def open(self) -> tuple[tuple[str, tuple[str, ...]], ...]:
        """The sub-processors of which something is still to be stated, and what."""
        return tuple((entry.name, entry.open) for entry in self.entries if entry.open)


def annex_of(listing: Listing, words: Words) -> Annex:
    """The annex for the subprocessors that are in use, by name as on the page.

    Args:
        listing: The list, or the part of it that applies to a customer.
        words: The language.
    """
    vendors = [one for one in listing.vendors if _is_listed(one)]
    organisation = listing.organisation
    importer = ", ".join(
        str(organisation[key]) for key in ("name", "address") if key in organisation
    )
    writer, updated = _Writer(listing, words, vendors), listing.page.updated_on
    return Annex(
        words=words,
        title=words.say("annex-title"),
        subtitle=words.say("annex-subtitle"),
        lines=(
            words.say("annex-importer", name=importer),
            # The list's own day: that of the run would make every copy stale the day after.
            *([] if updated is None else [words.say("annex-as-of", day=words.day(updated))]),
            words.say(f"annex-{listing.authorisation}"),
        ),
        entries=tuple(map(writer.entry, vendors)),
    )


def _is_listed(vendor: Record) -> bool:
    return vendor["status"] in _IN_USE and vendor.get("role", "subprocessor") == "subprocessor"


class _Writer:
    def __init__(self, listing: Listing, words: Words, vendors: list[Record]) -> None:
        self._listing = listing
        self._words = words
        self._groups = _by(vendors, "exclusive_group")
        self._categories = _by(vendors, "category")
        self._teller = Teller(listing, words)

    def entry(self, vendor: Record) -> Entry:
        words, entity = self._words, vendor.get("entity", {})
        name = entity.get("legal_name", vendor["name"])
        where = (
            entity.get("address"),
            words.place(entity["country"]) if "country" in entity else None,
        )
        fields: tuple[tuple[str, Value], ...] = (
            (words.say("annex-name"), str(name)),
            (words.say("annex-address"), self._address(*where)),
            (words.say("annex-contact"), self._contact(entity.get("contact"))),
        )
        return Entry(name_words(vendor), fields, tuple(self._description(vendor)))

    def _address(self, address: str | None, country: str | None) -> Value:
        if address is None:
            return Blank(self._words.say("annex-address"), country or "")
        known = country is None or country.casefold() in address.casefold()
        return address if known else f"{address}, {country}"

    def _contact(self, contact: str | None) -> Value:
        if contact is None:
            return Blank(self._words.say("annex-contact"))
        if _BARE_CONTACT.fullmatch(contact.strip()):
            return Blank(self._words.say("annex-person"), contact)
        return contact

    def _description(self, vendor: Record) -> Iterator[tuple[str, Value]]:
        for name in _DESCRIBED:
            label, value = self._teller.label(name), self._teller.fact(name, vendor)
            if value:
                yield label, value
            elif name in {"purpose", "data_categories", "data_subjects"}:
                yield label, Blank(label)
        yield self._words.say("annex-delimitation"), self._delimitation(vendor)

    def _delimitation(self, vendor: Record) -> str:
        """What it does alone, and what others of its kind do."""
        words = self._words
        sentences = [words.say("annex-alone", name=name_words(vendor))]
        group = self._groups.get(vendor.get("exclusive_group", ""), ())
        instead = [name_words(one) for one in group if one["id"] != vendor["id"]]
        if instead:
            sentences.append(words.say("annex-instead", names=words.either(instead)) + ".")
        category = self._listing.category_of(vendor)
        if category is not None:
            others = self._categories.get(category.id, ())
            alike = [_with_purpose(words, one) for one in others if one["id"] != vendor["id"]]
            if alike:
                shown = words.say("annex-others", group=category.title, others="; ".join(alike))
                sentences.append(shown + ".")
        return " ".join(sentences)


def _by(vendors: list[Record], field: str) -> dict[str, list[Record]]:
    """The vendors by what they have in a field, so that each looks at its own kind alone."""
    kinds: dict[str, list[Record]] = defaultdict(list)
    for vendor in vendors:
        kinds[vendor.get(field, "")].append(vendor)
    kinds.pop("", None)
    return kinds


def _with_purpose(words: Words, vendor: Record) -> str:
    name = name_words(vendor)
    if "purpose" not in vendor:
        return name
    return words.say("and-more", text=name, note=vendor["purpose"])
