"""The configuration as the later stages read it."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any, NamedTuple

from subpolicy.documents import Document
from subpolicy.errors import Place
from subpolicy.findings.finding import Severity
from subpolicy.locations import pointer


class Category(NamedTuple):
    """A heading of the public page, to which vendors belong."""

    id: str
    title: str
    note: str | None = None
    tenant_enabled: bool = False


class Override(NamedTuple):
    """What the configuration changes about one rule."""

    severity: Severity | None = None
    params: Mapping[str, object] = MappingProxyType({})
    off: str | None = None
    """The reason for which the rule is switched off."""


class WaiverTerms(NamedTuple):
    """What a waiver must keep to."""

    max_days: int = 180
    """The longest time from approval to expiry."""
    approvers: tuple[str, ...] = ()
    """Who may approve; nobody where the list is empty."""


class Notice(NamedTuple):
    """What customers are promised before the list changes."""

    days: int = 30
    """Days from the announcement to the first use."""
    objection_days: int = 30
    emergencies: bool = True
    """Whether a vendor may go into use sooner in an emergency."""
    all_of: tuple[str, ...] = ("page",)
    """Channels that every notice goes through."""
    any_of: tuple[str, ...] = ()
    """Channels of which every notice goes through one."""


class Paths(NamedTuple):
    """Where the parts of the registry are, relative to its root."""

    vendors: str = "vendors"
    policies: str = "policies"
    waivers: str = "waivers"
    flags: str = "flags.yaml"


class Configuration(NamedTuple):
    """``subpolicy.yaml`` with its defaults filled in."""

    document: Document
    """The file as it was read."""
    organisation: Mapping[str, Any]
    home: tuple[str, ...] = ("US",)
    """Where processing needs no SCCs (ISO 3166-1 alpha-2)."""
    exporter_regimes: tuple[str, ...] = ()
    """Whose transfer law governs the data: of EU, UK, CH."""
    categories: tuple[Category, ...] = ()
    data_subjects: tuple[str, ...] = ()
    """Whose data it is, for vendors that do not say otherwise."""
    packs: tuple[str, ...] = ("core", "change")
    """A declared regime adds ``gdpr``."""
    rules: Mapping[str, Override] = MappingProxyType({})
    notice: Notice = Notice()
    page_updated_on: str | None = None
    """The day that the public page names as its last update, an ISO date."""
    waivers: WaiverTerms = WaiverTerms()
    baseline_max_days: int = 180
    """How far ahead the day may be by which a known fault is due."""
    paths: Paths = Paths()

    def place(self, *tokens: str) -> Place:
        """Where in the file a key stands."""
        span = self.document.locate(pointer(*tokens))
        return Place(self.document.path, span.line, span.column)
