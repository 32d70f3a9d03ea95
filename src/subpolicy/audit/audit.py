"""The audit of a registry: its report, and everything else that the auditor's report shows."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import NamedTuple

from subpolicy.audit.period import Moment, Period
from subpolicy.findings.outcome import Verdict
from subpolicy.findings.report import Report
from subpolicy.registry.registry import Vendor


class Flow(NamedTuple):
    """Data of one vendor in one place, and on what its transfer rests."""

    vendor: str
    name: str
    status: str
    location: str
    """ISO 3166-1 alpha-2, or EU, EEA, GLOBAL, UNKNOWN."""
    label: str
    """The location in words."""
    access: bool
    """True for remote access, false for processing."""
    at_home: bool
    """Whether the registry's house rule asks for no SCCs there."""
    mechanisms: tuple[str, ...]
    """What the record claims, one text per entry of ``transfers``: ``scc 2021/914 (EU)``."""
    law: Mapping[str, str]
    """Declared regime → what its law says of the location on the as-of date, in a few words."""
    upcoming: str | None = None
    """The day from which it will be so, for an announced change (``pending``); an ISO date."""


class Evidence(NamedTuple):
    """A dated proof that a record names: a DPA, a certification, an assessment, a review."""

    vendor: str
    name: str
    status: str
    kind: str
    """``DPA``, ``certification``, ``TIA``, ``BAA``, ``DPF``, ``review``."""
    what: str
    """``signed``, ``soc-2 type 2``, …"""
    on: str | None
    """The day it bears, an ISO date; None where the record gives none."""
    until: str | None
    """The last day on which it holds, an ISO date; None where there is none."""
    standing: str
    """``current``, ``expired``, ``undated``, ``none``, or ``not yet`` on the as-of date."""
    reference: str | None
    """An address or a document's name."""


class Support(NamedTuple):
    """A control of a published framework, and the rules that support (never: satisfy) it."""

    framework: str
    control: str
    rules: tuple[str, ...]
    """Ids of the rules that were judged, sorted."""
    verdicts: Mapping[Verdict, int]
    """What those rules said, in all."""


@dataclass(frozen=True, slots=True)
class Audit:
    """Everything that the auditor's report shows; a pure function of a revision and a date."""

    report: Report
    vendors: tuple[Vendor, ...]
    """The records as judged, sorted by id, then path."""
    raw: Mapping[str, bytes]
    """The files of the population as they were read, by path."""
    policies: Mapping[str, bytes]
    """The files that it was judged by (rules, tables, schemas, subpolicy.yaml), by path."""
    command: tuple[str, ...]
    """The command line that gives this again, but for ``--format``."""
    home: tuple[str, ...]
    """Where the house rule asks for no SCCs."""
    regimes: tuple[str, ...]
    """The exporter regimes that the registry declares."""
    flows: tuple[Flow, ...]
    """By location, then vendor; retired vendors have none, suspended ones still hold data."""
    evidence: tuple[Evidence, ...]
    """By vendor, then kind."""
    controls: tuple[Support, ...]
    """By framework, then control."""
    trend: tuple[Moment, ...] = ()
    """The last commits, oldest first, ending with what the report judges; empty outside git."""
    trend_note: str = ""
    """By which rules the trend was judged, or why there is none."""
    period: Period | None = None
    """What ``--since`` asks for."""
