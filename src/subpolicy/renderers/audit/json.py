"""The audit as JSON: what ``check`` prints, and beside it everything that the report shows."""

from collections import Counter, defaultdict
from collections.abc import Mapping

from subpolicy.audit import Audit, Flow, JudgedCommit, LoggedChange, Moment, Period, Support
from subpolicy.findings.outcome import Failed, Verdict
from subpolicy.findings.report import Report, RuleCard
from subpolicy.markup.json import dumped
from subpolicy.renderers.json import finding_of, report_data


def render(audit: Audit) -> str:
    """One JSON object, as ``schema/report.schema.json`` says."""
    report = audit.report
    data = report_data(report, evaluations=True)
    data |= {
        "verdict": _verdict(report),
        "clean": report.clean,
        "command": list(audit.command),
        "digests": dict(sorted(report.digests.items())),
        "notes": list(report.notes),
        "home": list(audit.home),
        "exporter_regimes": list(audit.regimes),
        "rules": _rules(report),
        "rules_off": [{"id": off.id, "reason": off.reason} for off in report.rules_off],
        "deviations": [one._asdict() for one in report.deviations],
        "population": [member._asdict() for member in report.population],
        "transfers": [_flow(flow) for flow in audit.flows],
        "evidence": [one._asdict() for one in audit.evidence],
        "controls": [_support(support) for support in audit.controls],
        "trend": {
            "note": audit.trend_note,
            "commits": [_moment(moment) for moment in audit.trend],
        },
    }
    if audit.period is not None:
        data["period"] = _period(audit.period)
    return dumped(data)


def _verdict(report: Report) -> dict[str, object]:
    return {
        "result": "fail" if report.exit_code else "pass",
        "strict": report.strict,
        "blocking": [finding.fingerprint for finding in report.blocking],
    }


def _rules(report: Report) -> list[dict[str, object]]:
    tally: dict[str, Counter[Verdict]] = defaultdict(Counter)
    for evaluation in report.evaluations:
        tally[evaluation.rule][evaluation.outcome.verdict] += 1
    return [_rule(card) | {"outcomes": _outcomes(tally[card.id])} for card in report.rules]


def _rule(card: RuleCard) -> dict[str, object]:
    return {
        "id": card.id,
        "pack": card.pack,
        "title": card.title,
        "severity": card.severity.value,
        "own_severity": card.own_severity.value,
        "scope": card.scope,
        "rationale": card.rationale,
        "remediation": card.remediation,
        "references": [reference._asdict() for reference in card.references],
        "controls": [control._asdict() for control in card.controls],
        "params": dict(card.params),
        "own_params": dict(card.own_params),
        "path": card.path,
        "sha256": card.sha256,
    }


def _outcomes(said: Mapping[Verdict, int]) -> dict[str, object]:
    return {verdict.value: said.get(verdict, 0) for verdict in Verdict}


def _flow(flow: Flow) -> dict[str, object]:
    return flow._asdict() | {"mechanisms": list(flow.mechanisms), "law": dict(flow.law)}


def _support(support: Support) -> dict[str, object]:
    return {
        "framework": support.framework,
        "control": support.control,
        "rules": list(support.rules),
        "outcomes": _outcomes(support.verdicts),
    }


def _moment(moment: Moment) -> dict[str, object]:
    return moment._asdict()


def _period(period: Period) -> dict[str, object]:
    return {
        "since": period.since,
        "start": period.start,
        "until": period.until,
        "commits": [_commit(commit) for commit in period.commits],
        "changes": [_change(change) for change in period.changes],
        "gaps": list(period.gaps),
    }


def _commit(commit: JudgedCommit) -> dict[str, object]:
    return {
        "commit": commit.commit,
        "date": commit.date,
        "subject": commit.subject,
        "author": commit.author,
        "merge": commit.merge,
        "passed": commit.passed,
        "blocking": [finding_of(Failed(finding)) for finding in commit.blocking],
        "left": None if commit.moment is None else _moment(commit.moment),
        "counts": None if commit.counts is None else commit.counts._asdict(),
        "note": commit.note,
    }


def _change(change: LoggedChange) -> dict[str, object]:
    return change._asdict() | {
        "reasons": list(change.reasons),
        "fields": [field._asdict() for field in change.fields],
        "channels": list(change.channels),
    }
