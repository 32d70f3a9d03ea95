"""The list as it is published: what the company says, and what of its vendors may be shown."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from subpolicy.config import Category

Record = Mapping[str, Any]
"""A vendor as `public` leaves it: the record's own fields, as written."""


class Section(NamedTuple):
    """One of the company's own texts."""

    id: str
    title: str
    text: str
    """Markdown."""
    place: str | None = None
    """``before`` or ``after`` the list; None where the configuration leaves it open."""


class Link(NamedTuple):
    """A document that belongs to the list."""

    title: str
    url: str
    """Absolute, or relative to the page."""


class Switch(NamedTuple):
    """What turns a vendor on. Its owner is nobody's business outside."""

    key: str
    kind: str
    """``feature``, ``plan``, ``integration`` or ``contract``."""
    default: str
    """``on`` or ``off``."""
    description: str | None = None


@dataclass(frozen=True, slots=True)
class Page:
    """The company's words for its page (``page`` in subpolicy.yaml)."""

    title: str | None = None
    subtitle: str | None = None
    list_title: str | None = None
    updated_on: str | None = None
    """The day that the page names as its last update, an ISO date."""
    sections: tuple[Section, ...] = ()
    columns: Mapping[str, str] = field(default_factory=dict)
    """Heads of columns, by field."""
    status_labels: Mapping[str, str] = field(default_factory=dict)
    documents: tuple[Link, ...] = ()
    base_url: str | None = None
    front_matter: Mapping[str, Any] = field(default_factory=dict)
    subscribe_url: str | None = None
    lang: str = "en"
    """The language where none is asked for: one of `words.LANGUAGES`, or with a region."""


@dataclass(frozen=True, slots=True)
class Listing:
    """Everything that a published output is made of, and nothing else."""

    organisation: Mapping[str, Any]
    """``organisation`` in subpolicy.yaml: name, legal_form, address, contact, home_country."""
    page: Page
    notice: Mapping[str, Any]
    """``notice`` in subpolicy.yaml, as written: days, objection_contact, channels …"""
    authorisation: str
    """``general`` or ``specific`` (GDPR Art. 28(2))."""
    categories: tuple[Category, ...]
    data_subjects: tuple[str, ...]
    """Whose data it is, for vendors that do not say otherwise."""
    vendors: tuple[Record, ...]
    """Every vendor of the registry, retired ones too, sorted by id."""
    switches: Mapping[str, Switch]
    """The declared flags by key."""
    labels: Mapping[str, str]
    """The words of the vocabulary for categories of data, in English, by slug."""
    areas: Mapping[str, frozenset[str]]
    """The countries of EU and EEA on the as-of date."""
    as_of: str
    """ISO date."""

    def switch_of(self, vendor: Record) -> Switch | None:
        """What turns a vendor on; None where it names nothing, or nothing that is declared."""
        return self.switches.get(vendor.get("feature_flag", ""))

    def category_of(self, vendor: Record) -> Category | None:
        """A vendor's group on the page; None where it has none that is declared."""
        wanted = vendor.get("category")
        return next((category for category in self.categories if category.id == wanted), None)

    def only_where_enabled(self, vendor: Record) -> bool:
        """Whether a vendor is used only for tenants that turn it on."""
        category = self.category_of(vendor)
        return (
            vendor["status"] == "optional"
            or bool(vendor.get("tenant_enabled"))
            or (category is not None and category.tenant_enabled)
        )
