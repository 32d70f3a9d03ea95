"""One registry judged by one set of rules, waivers and baseline."""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from functools import cache
from operator import itemgetter
from typing import TYPE_CHECKING, NamedTuple, Protocol

from subpolicy.dates import add_months
from subpolicy.errors import RunError
from subpolicy.findings.evaluations import Evaluations
from subpolicy.findings.finding import Finding, Severity
from subpolicy.findings.outcome import Evaluation, Failed, NotJudged
from subpolicy.policy.evaluation import Judge
from subpolicy.policy.facts import Dates, Dpa, dates_of, dpa_of, dpas_of, flags_of, law_of
from subpolicy.policy.functions import Facts
from subpolicy.policy.rules import Rule
from subpolicy.policy.selection import Selection, select
from subpolicy.policy.tables import Table
from subpolicy.registry.pending import as_it_will_be
from subpolicy.registry.registry import Registry, Vendor
from subpolicy.registry.shape import Shape
from subpolicy.tools import Tools, require_sound
from subpolicy.waivers import loading as accepting
from subpolicy.waivers.applying import Scope, apply
from subpolicy.waivers.loading import Acceptances

if TYPE_CHECKING:
    from subpolicy.comparison import Comparison  # loaded by runs that have a base

_BY_VENDOR = itemgetter(1, 0)
"""Evaluations are sorted by vendor, then rule."""


class Asked(NamedTuple):
    """What is to be judged by, and when."""

    as_of: str
    rules: tuple[str, ...] = ()
    packs: tuple[str, ...] = ()


class Judging(Protocol):
    """Says what the rules make of records: a `Judge`, or one who remembers."""

    def judge(self, vendors: Sequence[Vendor], /) -> list[Evaluation]:
        """See `Judge.judge`."""
        ...

    def judge_records(self, vendors: Sequence[Vendor], /) -> list[Evaluation]:
        """See `Judge.judge_records`."""
        ...

    def judge_changes(self, subjects: Sequence[Vendor], /) -> list[Evaluation]:
        """See `Judge.judge_changes`."""
        ...


class Judged(NamedTuple):
    """What the rules said, and what the waivers and the baseline made of it."""

    tools: Tools
    selection: Selection
    acceptances: Acceptances
    evaluations: Evaluations
    faults: tuple[Finding, ...]
    tables: tuple[Table, ...]
    """The reference tables that the rules look up."""


class Criteria(NamedTuple):
    """The rules of a run, found sound; made before any vendor is read."""

    tools: Tools
    as_of: str
    """The day on which they are judged, an ISO date."""
    selection: Selection
    tables: tuple[Table, ...]
    """The reference tables that they look up."""


def criteria_of(tools: Tools, asked: Asked, *, compared: bool = False) -> Criteria:
    """The rules to judge by.

    Args:
        tools: The packs in reach, and what is configured about them.
        asked: The day, and the rules if not all.
        compared: Whether there is a base, and so a change to judge.

    Raises:
        RunError: a rule is broken, or none is selected.
    """
    selection = select(
        tools.library, tools.configuration, rule_ids=asked.rules, pack_names=asked.packs
    )
    if not compared:
        selection = _without_change_rules(selection)
    return Criteria(tools, asked.as_of, selection, tuple(require_sound(selection.rules, tools)))


def judge(
    registry: Registry,
    criteria: Criteria,
    comparison: "Comparison | None" = None,
    weakened: Sequence[str] = (),
    judge_: Judging | None = None,
) -> Judged:
    """Judge a registry, and the change that it makes where there is a base.

    Args:
        registry: The records.
        criteria: The rules, made with ``compared`` where there is a comparison.
        comparison: The base and the changes since.
        weakened: How the change loosens the rules, for the rule that forbids it.
        judge_: Who says what the rules make of records, where there is somebody already.

    Raises:
        RunError: a rule cannot be evaluated on a valid record.
    """
    rules, as_of = criteria.selection.rules, criteria.as_of
    dpas = dpas_of(registry.vendors)
    facts = Facts(flags_of(registry.flags), dates_of(dpas), law_of(criteria.tables))
    judge_ = judge_ or Judge(rules, facts, as_of)
    said = Evaluations.of(sorted(judge_.judge(registry.vendors), key=_BY_VENDOR))
    later = Later(judge_, rules, facts, as_of, dpas)
    more = later.judged(registry.vendors, criteria.tools.shape, said)
    if comparison is not None:
        subjects = comparison.subjects(criteria.tools.configuration, weakened, as_of)
        more += judge_.judge_changes(subjects)
    vendors = {vendor.id for vendor in registry.vendors}
    lapsed = frozenset() if comparison is None else comparison.widened
    return accept(criteria, said.with_more(more), vendors, lapsed)


def accept(
    criteria: Criteria,
    evaluations: Evaluations,
    vendors: Collection[str],
    lapsed: Collection[str] = (),
) -> Judged:
    """What waivers and the baseline make of what the rules said.

    Args:
        criteria: The rules.
        evaluations: What they said.
        vendors: The ids of all vendors.
        lapsed: Those whose known faults are no old ones.
    """
    tools, selection, as_of = criteria.tools, criteria.selection, criteria.as_of
    acceptances = accepting.load(tools.source, tools.configuration, tools.schemas)
    scope = Scope(
        rules={rule.id: rule.for_each is not None for rule in selection.rules},
        known_rules=tools.library.rule_ids(),
        vendors=vendors,
        lapsed=lapsed,
    )
    applied = apply(evaluations, acceptances, tools.configuration, scope, as_of)
    faults = (*applied.faults, *_stale(criteria.tables, as_of), *_unjudged(evaluations))
    return Judged(tools, selection, acceptances, applied.evaluations, faults, criteria.tables)


def _without_change_rules(selection: Selection) -> Selection:
    """Without a base there is no change to judge; the report says so."""
    rules = tuple(rule for rule in selection.rules if rule.scope != "change")
    if not rules:
        raise RunError(
            "every selected rule judges changes, and there is no base to compare with",
            help_text="name the revision that the change starts from: --base main",
        )
    return selection._replace(rules=rules)


class Later(NamedTuple):
    """Judges records as they will be, once their announced changes are true (SPEC §2)."""

    judge: Judging
    rules: Sequence[Rule]
    facts: Facts
    as_of: str
    dpas: Mapping[str, Dpa]
    """Those of today."""

    def judged(self, vendors: Sequence[Vendor], shape: Shape, now: Evaluations) -> list[Evaluation]:
        """What the rules will say, each by the first day on which they do.

        What fails now, or fails from an earlier day on, is not said again.

        Args:
            vendors: Those that announce changes; others may be among them.
            shape: The shape of a vendor.
            now: What the rules say today.
        """
        future = as_it_will_be(vendors, shape)
        if not future:
            return []
        known = {failed.finding.fingerprint for _, _, failed in now.having(Failed)}
        dpas = dict(self.dpas)
        evaluations = []
        judge_ = self.judge
        then = self._with(dpas)
        for vendor, announced in sorted(future, key=lambda one: one.effective_on):
            if dpa_of(vendor.data) != dpas.get(vendor.id):
                dpas |= dpas_of([vendor])
                judge_ = then()
            for evaluation in judge_.judge_records([vendor]):
                outcome = evaluation.outcome
                if not isinstance(outcome, Failed):
                    evaluations.append(evaluation)
                elif outcome.finding.fingerprint not in known:
                    known.add(outcome.finding.fingerprint)
                    evaluations.append(evaluation._replace(outcome=_from(announced, outcome)))
        return evaluations

    def _with(self, dpas: Mapping[str, Dpa]) -> Callable[[], Judging]:
        """A judge who knows these DPAs, also when they change; made when first wanted."""
        return cache(
            lambda: Judge(self.rules, self.facts._replace(dpa_dates=Dates(dpas)), self.as_of)
        )


def _from(day: str, failed: Failed) -> Failed:
    finding = failed.finding
    return Failed(finding._replace(message=f"{finding.message} (from {day} on)"))


def _unjudged(evaluations: Evaluations) -> Iterator[Finding]:
    """What blocks in place of verdicts, each once: a group's is that of all its members."""
    outcomes = {id(outcome): outcome for _, _, outcome in evaluations.having(NotJudged)}
    yield from dict.fromkeys(one.fault for one in outcomes.values() if one.fault is not None)


def _stale(tables: Iterable[Table], as_of: str) -> Iterator[Finding]:
    """One finding for each table that nobody has held against its source for a year."""
    for table in tables:
        if add_months(table.verified_on, 12) < as_of:
            yield Finding(
                rule="table/stale",
                severity=Severity.INFO,
                vendor=None,
                message=f"the table {table.id} was last verified on {table.verified_on}",
                path=table.document.path,
                span=table.document.locate("/verified_on"),
                pointer="/verified_on",
                remediation="take a newer subpolicy, or verify a table of your own against its "
                "source and set verified_on",
            )
