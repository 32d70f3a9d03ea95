"""The report: everything that a run found out, from which every output is made."""

from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property
from operator import attrgetter
from types import MappingProxyType
from typing import NamedTuple

from subpolicy.findings.evaluations import Evaluations
from subpolicy.findings.finding import Finding, Severity
from subpolicy.findings.first_seen import FirstSeen
from subpolicy.findings.outcome import Broken, Evaluation, Failed, Verdict


class Reference(NamedTuple):
    """A source that a rule rests on."""

    title: str
    url: str | None = None


class Control(NamedTuple):
    """A control of a published framework that a rule supports (never: satisfies)."""

    framework: str
    id: str


class RuleCard(NamedTuple):
    """A rule as a reader sees it: everything but its expressions' inner form."""

    id: str
    pack: str
    title: str
    severity: Severity
    scope: str
    rationale: str
    remediation: str
    references: tuple[Reference, ...]
    controls: tuple[Control, ...]
    params: Mapping[str, object]
    """Effective values: the rule's own, changed by the configuration."""
    own_severity: Severity
    """As the rule's file says, whatever the configuration makes of it."""
    own_params: Mapping[str, object]
    path: str
    """Where the rule's file is, for the reader; the same on every machine."""
    sha256: str


class RuleOff(NamedTuple):
    """A rule that the configuration switches off."""

    id: str
    reason: str


class Deviation(NamedTuple):
    """One way in which a registry judges otherwise than the shipped defaults."""

    subject: str
    """A rule's id, ``pack <name>``, or a key of the configuration."""
    what: str
    """``severity``, ``parameter <name>``, ``switched off``; empty for a key or a pack itself."""
    shipped: object
    here: object


class Member(NamedTuple):
    """One file of the population."""

    path: str
    sha256: str | None
    """None when the file could not be read."""
    vendor: str | None
    name: str | None
    status: str | None
    judged: bool
    """True when the record is valid and every selected rule could see it."""


class Counts(NamedTuple):
    """The numbers of SPEC's JSON output; ``evaluations`` is the sum of the six verdicts."""

    vendors: int
    files: int
    rules: int
    evaluations: int
    passed: int
    failed: int
    waived: int
    baselined: int
    not_applicable: int
    not_judged: int
    invalid: int
    """Faults of files: YAML, schema and file findings, counted apart from evaluations."""


class _Content(NamedTuple):
    """What a report holds; see `Report`."""

    tool: str
    """``subpolicy 0.1.0``."""
    as_of: str
    """ISO date on which the rules were judged."""
    revision: str | None
    """Commit id; None outside git."""
    clean: bool | None
    """False when the working tree differs from the revision; None outside git."""
    prefix: str
    """The registry's folder in its git repository: empty, or a POSIX path that ends in ``/``.

    CI systems count paths from the repository's top.
    """
    organisation: Mapping[str, object]
    strict: bool
    rules: tuple[RuleCard, ...]
    rules_off: tuple[RuleOff, ...]
    digests: Mapping[str, str]
    """SHA-256 of the schema folder and of each pack, by name."""
    population: tuple[Member, ...]
    faults: tuple[Finding, ...]
    """Findings that no rule made: of files (``yaml/``, ``schema/``, ``file/``), and of what the
    rules rest on (``table/``). Sorted."""
    evaluations: Sequence[Evaluation]
    """Sorted by vendor, then rule, then item."""
    not_selected: tuple[str, ...]
    """What this run could not look at, each in a few words, for the last line."""
    notes: tuple[str, ...]
    """What a reader must know of how this run judged."""
    known_at_base: frozenset[str]
    """Fingerprints of what is open at the base as well, which blocks no change (--gate change)."""
    sources: Mapping[str, Mapping[int, str]]
    """Source lines of the findings: path → line number → text."""
    deviations: tuple[Deviation, ...] = ()
    """Where the rules of this run are not the shipped ones; empty without provenance."""
    first_seen: Mapping[str, FirstSeen] = MappingProxyType({})
    """Since when and why findings are open, by fingerprint; empty where nobody asked, or no git."""


class Report(_Content):
    """One run over one registry at one revision on one as-of date, and what follows from it."""

    @cached_property
    def findings(self) -> tuple[Finding, ...]:
        """What is open: failures and faults, in the order in which a person reads them."""
        return tuple(broken.finding for broken in self.broken if isinstance(broken, Failed))

    @cached_property
    def broken(self) -> tuple[Broken, ...]:
        """Every finding with what became of it, waived and baselined ones among them."""
        faults: list[Broken] = [Failed(fault) for fault in self.faults]
        judged = Evaluations.of(self.evaluations).broken()
        return tuple(sorted([*faults, *judged], key=lambda broken: reading_order(broken.finding)))

    @cached_property
    def counts(self) -> Counts:
        """The totals that every output prints."""
        verdicts = Evaluations.of(self.evaluations).tally()
        return Counts(
            vendors=len({m.vendor for m in self.population if m.vendor is not None}),
            files=len(self.population),
            rules=len(self.rules),
            evaluations=len(self.evaluations),
            passed=verdicts[Verdict.PASSED],
            failed=verdicts[Verdict.FAILED],
            waived=verdicts[Verdict.WAIVED],
            baselined=verdicts[Verdict.BASELINED],
            not_applicable=verdicts[Verdict.NOT_APPLICABLE],
            not_judged=verdicts[Verdict.NOT_JUDGED],
            invalid=sum(fault.rule.startswith(_FILE_FAULTS) for fault in self.faults),
        )

    @cached_property
    def blocking(self) -> tuple[Finding, ...]:
        """The findings for which the gate stays shut."""
        weights = {Severity.ERROR, Severity.WARNING} if self.strict else {Severity.ERROR}
        return tuple(
            finding
            for finding in self.findings
            if finding.severity in weights
            and not (self.known_at_base and finding.fingerprint in self.known_at_base)
        )

    @property
    def exit_code(self) -> int:
        """0 when nothing blocks, 1 otherwise; the same for every output format."""
        return 1 if self.blocking else 0


_FILE_FAULTS = ("yaml/", "schema/", "file/")


def by_path(members: Iterable[Member]) -> tuple[Member, ...]:
    """The population in the order of its paths; one file may be two things."""
    return tuple(sorted(members, key=attrgetter("path")))


def reading_order(finding: Finding) -> tuple[str, int, int, str, str]:
    """The order in which a person reads findings: by file, from top to bottom."""
    return (finding.path, finding.span.line, finding.span.column, finding.rule, finding.item or "")
