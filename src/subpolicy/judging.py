"""One registry judged by one set of rules, waivers and baseline."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, NamedTuple, Protocol

from subpolicy.dates import add_months
from subpolicy.errors import RunError
from subpolicy.findings.finding import Finding, Severity
from subpolicy.findings.outcome import Evaluation, Failed
from subpolicy.policy.evaluation import Judge
from subpolicy.policy.facts import facts_of
from subpolicy.policy.functions import Facts
from subpolicy.policy.rules import Rule
from subpolicy.policy.selection import Selection, select
from subpolicy.policy.tables import Table
from subpolicy.registry.pending import as_it_will_be
from subpolicy.registry.registry import Registry, Vendor
from subpolicy.tools import Tools, require_sound
from subpolicy.waivers import loading as accepting
from subpolicy.waivers.applying import Scope, apply
from subpolicy.waivers.loading import Acceptances

if TYPE_CHECKING:
    from subpolicy.comparison import Comparison  # loaded by runs that have a base


@dataclass(frozen=True, slots=True)
class Asked:
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


@dataclass(frozen=True, slots=True)
class Judged:
    """What the rules said, and what the waivers and the baseline made of it."""

    tools: Tools
    selection: Selection
    acceptances: Acceptances
    evaluations: tuple[Evaluation, ...]
    faults: tuple[Finding, ...]
    tables: tuple[Table, ...]
    """The reference tables that the rules look up."""


@dataclass(frozen=True, slots=True)
class Criteria:
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
    tools, selection, as_of = criteria.tools, criteria.selection, criteria.as_of
    facts = facts_of(registry.vendors, registry.flags, criteria.tables)
    judge_ = judge_ or Judge(selection.rules, facts, as_of)
    acceptances = accepting.load(tools.source, tools.configuration, tools.schemas)
    evaluations = judge_.judge(registry.vendors)
    later = _Later(judge_, selection.rules, facts, as_of)
    evaluations += _pending(later, registry, tools, evaluations)
    if comparison is not None:
        subjects = comparison.subjects(tools.configuration, weakened, as_of)
        evaluations += judge_.judge_changes(subjects)
    evaluations.sort(key=lambda evaluation: (evaluation.vendor, evaluation.rule))
    scope = Scope(
        rules={rule.id: rule.for_each is not None for rule in selection.rules},
        known_rules=tools.library.rule_ids(),
        vendors={vendor.id for vendor in registry.vendors},
        lapsed=frozenset() if comparison is None else comparison.widened,
    )
    applied = apply(evaluations, acceptances, tools.configuration, scope, as_of)
    faults = (*applied.faults, *_stale(criteria.tables, as_of))
    return Judged(tools, selection, acceptances, applied.evaluations, faults, criteria.tables)


def _without_change_rules(selection: Selection) -> Selection:
    """Without a base there is no change to judge; the report says so."""
    rules = tuple(rule for rule in selection.rules if rule.scope != "change")
    if not rules:
        raise RunError(
            "every selected rule judges changes, and there is no base to compare with",
            help_text="name the revision that the change starts from: --base main",
        )
    return replace(selection, rules=rules)


class _Later(NamedTuple):
    """What records are judged with as they will be."""

    judge: Judging
    rules: Sequence[Rule]
    facts: Facts
    as_of: str

    def by(self, vendors: Iterable[Vendor]) -> Judging:
        """The judge for vendors as they will be: another one where another DPA will cover them."""
        dates = facts_of([*vendors], {}, ()).dpa_dates
        if dates == self.facts.dpa_dates:
            return self.judge
        return Judge(self.rules, replace(self.facts, dpa_dates=dates), self.as_of)


def _pending(
    later: _Later, registry: Registry, tools: Tools, now: Sequence[Evaluation]
) -> list[Evaluation]:
    """The records as they will be once their announced changes are true (SPEC §2, `pending`).

    What fails now, or fails from an earlier day on, is not said again.
    """
    future = as_it_will_be(registry.vendors, tools.shape)
    known = {e.outcome.finding.fingerprint for e in now if isinstance(e.outcome, Failed)}
    vendors = {vendor.id: vendor for vendor in registry.vendors}
    evaluations = []
    judge_ = later.judge
    for vendor, announced in sorted(future, key=lambda one: one.effective_on):
        before = vendors.get(vendor.id)
        vendors[vendor.id] = vendor
        if before is None or before.data.get("dpa") != vendor.data.get("dpa"):
            judge_ = later.by(vendors.values())
        for evaluation in judge_.judge_records([vendor]):
            outcome = evaluation.outcome
            if isinstance(outcome, Failed):
                finding = outcome.finding
                if finding.fingerprint in known:
                    continue
                known.add(finding.fingerprint)
                message = f"{finding.message} (from {announced} on)"
                evaluations.append(
                    evaluation._replace(outcome=Failed(replace(finding, message=message)))
                )
            else:
                evaluations.append(evaluation)
    return evaluations


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
