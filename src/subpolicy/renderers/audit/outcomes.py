"""Every outcome of a run as one flat row: what the spreadsheets are made of."""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import NamedTuple

from subpolicy.audit import Audit
from subpolicy.findings.finding import Finding
from subpolicy.findings.outcome import Baselined, Broken, Failed, Waived
from subpolicy.findings.report import Member, Report, RuleCard
from subpolicy.renderers.audit.content.findings import owners


class Row(NamedTuple):
    """One evaluation, or one fault that no rule found. Dates are ISO dates; None: nothing to say.

    The names of the fields are the heads of the columns.
    """

    kind: str
    """``rule``: an evaluation. ``file``: a fault of a file (YAML, schema). ``registry``: a fault
    of what the rules rest on, such as a waiver or a table."""
    vendor: str | None
    name: str | None
    status: str | None
    rule: str
    title: str | None = None
    pack: str | None = None
    severity: str | None = None
    verdict: str = "failed"
    """`Verdict` by its value; faults are ``failed``."""
    blocks: str | None = None
    """``yes`` or ``no`` where something is at fault."""
    item: str | None = None
    message: str | None = None
    path: str | None = None
    line: int | None = None
    column: int | None = None
    first_seen: str | None = None
    first_seen_commit: str | None = None
    age_days: int | None = None
    cause: str | None = None
    owner: str | None = None
    waiver: str | None = None
    reason: str | None = None
    evidence: str | None = None
    approved_by: str | None = None
    approved_on: str | None = None
    expires_on: str | None = None
    due: str | None = None
    remediation: str | None = None
    controls: str | None = None
    fingerprint: str | None = None
    as_of: str | None = None
    revision: str | None = None


def outcomes(audit: Audit) -> Iterator[Row]:
    """Every fault, then every evaluation, in the report's own order."""
    lookup = _Lookup.of(audit)
    report = audit.report
    for fault in report.faults:
        yield lookup.broken(Failed(fault), fault.vendor)
    for evaluation in report.evaluations:
        match evaluation.outcome:
            case Failed() | Waived() | Baselined() as broken:
                yield lookup.broken(broken, evaluation.vendor)
            case outcome:
                yield lookup.sound(evaluation.rule, evaluation.vendor, outcome.verdict.value)


def findings(audit: Audit) -> Iterator[Row]:
    """Everything that is at fault, accepted or not, in the order in which a person reads it."""
    lookup = _Lookup.of(audit)
    return (lookup.broken(broken, broken.finding.vendor) for broken in audit.report.broken)


@dataclass(frozen=True, slots=True)
class _Lookup:
    """What a row says beside the outcome itself, by id."""

    report: Report
    members: Mapping[str, Member]
    """By vendor; without the ids that several files claim, as nobody knows whose they are."""
    owners: Mapping[str, str]
    cards: Mapping[str, RuleCard]
    controls: Mapping[str, str]
    blocking: frozenset[str]

    @classmethod
    def of(cls, audit: Audit) -> "_Lookup":
        report = audit.report
        files = Counter(member.vendor for member in report.population)
        return cls(
            report=report,
            members={m.vendor: m for m in report.population if m.vendor and files[m.vendor] == 1},
            owners=owners(audit),
            cards={card.id: card for card in report.rules},
            controls={card.id: controls(card) for card in report.rules},
            blocking=frozenset(finding.fingerprint for finding in report.blocking),
        )

    def sound(self, rule: str, vendor: str, verdict: str) -> Row:
        """A rule that is kept, or that does not say."""
        member, card = self.members.get(vendor), self.cards[rule]
        return Row(
            "rule",
            vendor,
            member.name if member else None,
            member.status if member else None,
            rule,
            card.title,
            card.pack,
            card.severity.value,
            verdict,
            path=member.path if member else None,
            controls=self.controls[rule],
            as_of=self.report.as_of,
            revision=self.report.revision,
        )

    def broken(self, broken: Broken, vendor: str | None) -> Row:
        """A finding, and what became of it."""
        finding = broken.finding
        member, card = self.members.get(vendor or ""), self.cards.get(finding.rule)
        row = Row(
            kind_of(finding),
            vendor,
            member.name if member else None,
            member.status if member else None,
            finding.rule,
            card.title if card else None,
            card.pack if card else None,
            finding.severity.value,
            broken.verdict.value,
            blocks=self._blocks(broken),
            item=finding.item,
            message=finding.message,
            path=finding.path,
            line=finding.span.line,
            column=finding.span.column,
            owner=self.owners.get(vendor or ""),
            remediation=finding.remediation,
            controls=self.controls.get(finding.rule),
            fingerprint=finding.fingerprint,
            as_of=self.report.as_of,
            revision=self.report.revision,
        )
        return self._accepted(self._dated(row), broken)

    def _blocks(self, broken: Broken) -> str:
        blocks = isinstance(broken, Failed) and broken.finding.fingerprint in self.blocking
        return "yes" if blocks else "no"

    def _dated(self, row: Row) -> Row:
        seen = self.report.first_seen.get(row.fingerprint or "")
        if seen is None:
            return row
        return row._replace(
            first_seen=seen.date,
            first_seen_commit=seen.commit,
            age_days=seen.age_days,
            cause=seen.cause,
        )

    @staticmethod
    def _accepted(row: Row, broken: Broken) -> Row:
        match broken:
            case Waived(waiver=waiver):
                return row._replace(
                    waiver=waiver.id,
                    reason=waiver.reason,
                    evidence=waiver.evidence,
                    approved_by=waiver.approved_by,
                    approved_on=waiver.approved_on,
                    expires_on=waiver.expires_on,
                )
            case Baselined(entry=entry):
                return row._replace(owner=entry.owner or row.owner, due=entry.due)
            case _:
                return row


def kind_of(finding: Finding) -> str:
    """``rule``, ``file`` or ``registry``, as `Row` says."""
    family, slash, _ = finding.rule.partition("/")
    if not slash:
        return "rule"
    return "file" if family in {"yaml", "schema", "file"} else "registry"


def controls(card: RuleCard) -> str:
    """The controls that a rule supports, on one line."""
    return "; ".join(f"{control.framework} {control.id}" for control in card.controls)
