"""What is to be said of waivers and of the baseline's entries after a run."""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import NamedTuple

from subpolicy.dates import add_days
from subpolicy.findings.acceptance import KnownFault, Waiver
from subpolicy.findings.evaluations import Evaluations
from subpolicy.findings.finding import Finding, Severity
from subpolicy.findings.outcome import Failed, NotJudged
from subpolicy.suggestions import nearest
from subpolicy.waivers.baseline import BASELINE, entry_pointer, named
from subpolicy.waivers.faults import Where, fault
from subpolicy.waivers.loading import Acceptances

SOON = 30
"""Days before its end from which a waiver warns (SPEC §4)."""

Key = tuple[str, str | None, str | None]
"""Rule, vendor and item: what a finding is of, and what an acceptance speaks of."""


def key(of: Finding | Waiver | KnownFault) -> Key:
    """What a finding is of, or what an acceptance speaks of."""
    return (of.rule, of.vendor, of.item)


class Day(NamedTuple):
    """The day of the run, an ISO date, and the last one on which a known fault may be due."""

    as_of: str
    latest: str


class Scope(NamedTuple):
    """What the run looked at, so that an acceptance is only called unused where it was asked."""

    rules: Mapping[str, bool]
    """The rules judged, and whether each judges several values of a record (`for_each`)."""
    known_rules: Collection[str]
    """Every rule in reach, judged or not."""
    vendors: Collection[str]
    lapsed: Collection[str] = ()
    """Vendors that the change activates or widens: their known faults are no old ones."""


class _Run(NamedTuple):
    """What the rules said, as an acceptance asks it."""

    scope: Scope
    day: Day
    failing: Mapping[tuple[str, str], frozenset[str | None]]
    """Rule and vendor → the items that fail; None for the vendor as a whole."""
    unjudged: frozenset[tuple[str, str]]

    def answered(self, of: Waiver | KnownFault) -> bool:
        """Whether the run can say that the rule no longer fails there."""
        return of.rule in self.scope.rules and (of.rule, of.vendor) not in self.unjudged

    def fails(self, of: Waiver | KnownFault) -> bool:
        """Whether what is accepted is there."""
        return of.item in self.failing.get((of.rule, of.vendor), ())

    def other_items(self, of: Waiver | KnownFault) -> str:
        """The items on which the rule does fail, in a few words; empty when there are none."""
        items = sorted(item for item in self.failing.get((of.rule, of.vendor), ()) if item)
        return ", ".join(items)


def remarks(
    evaluations: Evaluations, acceptances: Acceptances, scope: Scope, day: Day
) -> Iterator[Finding]:
    """Findings on waivers and entries that are unused, misplaced or soon over.

    Args:
        evaluations: What the rules said, before anything was accepted.
        acceptances: The waivers and the baseline.
        scope: What was judged.
        day: When.
    """
    run = _run(evaluations, scope, day)
    documents = {document.path: document for document in acceptances.documents}
    same: dict[Key, list[Waiver]] = defaultdict(list)
    for waiver in acceptances.waivers:
        same[key(waiver)].append(waiver)
    for waiver in acceptances.waivers:
        others = [other for other in same[key(waiver)] if other is not waiver]
        yield from _on_waiver(waiver, Where(documents[waiver.path], "/rule"), run, others)
    times = Counter(key(entry) for entry in acceptances.baseline)
    for entry in {key(entry): entry for entry in acceptances.baseline}.values():
        where = Where(documents[BASELINE], entry_pointer(entry), named(entry))
        yield from _on_entry(entry, where, run, times[key(entry)])


def _run(evaluations: Evaluations, scope: Scope, day: Day) -> _Run:
    failing: dict[tuple[str, str], set[str | None]] = defaultdict(set)
    for rule, vendor, outcome in evaluations.having(Failed):
        failing[rule, vendor].add(outcome.finding.item)
    unjudged = {(rule, vendor) for rule, vendor, _ in evaluations.having(NotJudged)}
    frozen = {of: frozenset(items) for of, items in failing.items()}
    return _Run(scope, day, frozen, frozenset(unjudged))


def _on_waiver(
    waiver: Waiver, where: Where, run: _Run, same: Sequence[Waiver]
) -> Iterator[Finding]:
    rule, vendor, as_of = waiver.rule, waiver.vendor, run.day.as_of
    if rule not in run.scope.known_rules:
        message = f'there is no rule "{rule}"'
        fix = _correct("rule", rule, run.scope.known_rules)
        yield fault("waiver/unknown-rule", Severity.WARNING, where, message, fix)
    elif vendor not in run.scope.vendors:
        where = where._replace(pointer="/vendor")
        message = f'there is no vendor "{vendor}"'
        fix = _correct("vendor", vendor, run.scope.vendors)
        yield fault("waiver/unknown-vendor", Severity.WARNING, where, message, fix)
    elif rule in run.scope.rules and (waiver.item is not None) != run.scope.rules[rule]:
        yield _misplaced(waiver, where, run)
    elif run.answered(waiver) and not run.fails(waiver):
        message = f"{rule} does not fail on {_there(waiver, run)}"
        yield fault("waiver/unused", Severity.WARNING, where, message, "remove the waiver")
    else:
        yield from _on_dates(waiver, where._replace(pointer="/expires_on"), as_of, same)


def _correct(noun: str, word: str, known: Collection[str]) -> str:
    near = nearest(word, known)
    hint = f" (did you mean `{near}`?)" if near else ""
    return f"correct the {noun}'s id{hint}, or remove the waiver"


def _on_dates(
    waiver: Waiver, where: Where, as_of: str, same: Sequence[Waiver]
) -> Iterator[Finding]:
    """A waiver of what is there: is it over, or soon?"""
    heir = next((other for other in same if other.in_force(as_of)), None)
    if waiver.expires_on < as_of and heir is not None:
        message = f"expired on {waiver.expires_on}, and {heir.id} has taken its place"
        yield fault("waiver/unused", Severity.WARNING, where, message, "remove the waiver")
    soon = waiver.in_force(as_of) and waiver.expires_on <= add_days(as_of, SOON)
    if soon and not any(_succeeds(other, waiver) for other in same):
        message, fix = f"expires on {waiver.expires_on}", "mend the fault, or renew the waiver"
        yield fault("waiver/expires-soon", Severity.WARNING, where, message, fix)


def _succeeds(other: Waiver, waiver: Waiver) -> bool:
    """Whether one waiver goes on where another ends."""
    follows = other.approved_on <= add_days(waiver.expires_on, 1)
    return follows and other.expires_on > waiver.expires_on


def _misplaced(waiver: Waiver, where: Where, run: _Run) -> Finding:
    """A waiver without the item that its rule judges, or with one for a rule that judges none."""
    if waiver.item is not None:
        where = where._replace(pointer="/item")
        message = f"{waiver.rule} judges the vendor as a whole, so there is no item to accept"
        return fault("waiver/item-needless", Severity.ERROR, where, message, "leave item out")
    items = run.other_items(waiver)
    message = f"{waiver.rule} judges each value by itself, and this waiver names none"
    fix = "name the value in item, one waiver for each"
    return fault(
        "waiver/item-missing",
        Severity.ERROR,
        where,
        message,
        f"{fix}; it fails for {items}" if items else fix,
    )


def _on_entry(entry: KnownFault, where: Where, run: _Run, times: int) -> Iterator[Finding]:
    latest = run.day.latest
    if entry.due > latest:
        yield fault(
            "baseline/too-long",
            Severity.ERROR,
            where._replace(pointer=entry_pointer(entry, "due")),
            f"due on {entry.due}, later than {latest}, the last day that baseline.max_days allows",
            "set an earlier day; what needs longer needs a waiver with a reason",
        )
    if times > 1:
        yield fault(
            "baseline/duplicate",
            Severity.ERROR,
            where,
            f"{entry.rule} on {entry.vendor} is listed {times} times",
            "keep the entry with the earliest day",
        )
    unknown = entry.rule not in run.scope.known_rules or entry.vendor not in run.scope.vendors
    if unknown or (run.answered(entry) and not run.fails(entry)):
        yield fault(
            "baseline-stale",
            Severity.WARNING,
            where,
            f"{entry.rule} does not fail on {_there(entry, run)}",
            "remove the entry",
        )


def _there(of: Waiver | KnownFault, run: _Run) -> str:
    """Where an acceptance looks, and where its rule does fail."""
    item = "" if of.item is None else f" for {of.item}"
    others = run.other_items(of)
    return f"{of.vendor}{item}" + (f"; it does for {others}" if others else "")
