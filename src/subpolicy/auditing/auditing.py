"""From a registry to its audit."""

from collections.abc import Iterator
from dataclasses import replace

from subpolicy import shipped
from subpolicy.assembly import Found, assemble
from subpolicy.audit.audit import Audit
from subpolicy.audit.controls import supports
from subpolicy.audit.evidence import evidence
from subpolicy.audit.period import Period
from subpolicy.audit.transfers import flows
from subpolicy.auditing.commits import CommitJudge
from subpolicy.auditing.period import Progress, period_of
from subpolicy.auditing.since import require_before, span_of
from subpolicy.auditing.trend import trend_of, trend_over
from subpolicy.checking import Sides, examine
from subpolicy.findings.report import Report
from subpolicy.history import first_seen
from subpolicy.policy.facts import facts_of
from subpolicy.question import Question
from subpolicy.revisions import History
from subpolicy.sources import Source


def audit(
    source: Source,
    history: History,
    question: Question,
    since: str | None = None,
    progress: Progress | None = None,
) -> Audit:
    """Judge a registry, and gather what an auditor reads beside the verdict.

    Args:
        source: The registry.
        history: The repository around it, if there is one.
        question: The day, and the rules if not all.
        since: What starts the period to look at: an ISO date, or a revision.
        progress: Is told how many commits of the period are judged, and of how many.

    Raises:
        RunError: the run cannot give a verdict (configuration, a rule, no vendors), or there is
            nothing that ``since`` names, or it is a day after the as-of date.
    """
    require_before(since, question.as_of)
    start = None if since is None else history.since(since)
    found = examine(Sides(source), question)
    report = assemble(source, question, found.parts)
    history = replace(history, prefix=source.prefix)
    report = report._replace(first_seen=first_seen(history, report, found))
    period = None
    if start is not None:
        span = span_of(start, report.revision, history)
        judge = CommitJudge(question, found.judged.tools.schemas)
        period = period_of(span, history, judge, report, progress or _unseen)
        trend, trend_note = trend_over(period, report)
    else:
        trend, trend_note = trend_of(history, report, found)
    bare = _audit(found, report, question.as_of)
    return replace(
        bare,
        command=command(report, question, period),
        trend=trend,
        trend_note=trend_note,
        period=period,
    )


def _unseen(done: int, total: int) -> None:
    """Progress that nobody asked for."""


def _audit(found: Found, report: Report, day: str) -> Audit:
    """What the registry tells as it is, whatever came before."""
    tools, registry = found.judged.tools, found.registry
    configuration = registry.configuration
    facts = facts_of(registry.vendors, registry.flags, list(tools.tables.values()))
    labels = {str(row["code"]): str(row["label"]) for row in tools.tables["countries"].rows}
    home, regimes = configuration.home, configuration.exporter_regimes
    return Audit(
        report=report,
        vendors=registry.vendors,
        raw=dict(sorted({**registry.raw, **dict(_accepted(found))}.items())),
        policies=dict(sorted(_policies(found))),
        command=(),
        home=home,
        regimes=regimes,
        flows=flows(registry.vendors, home, regimes, facts.law, labels, day),
        evidence=evidence(registry.vendors, facts.dpa_dates, day),
        controls=supports(report),
    )


def command(report: Report, question: Question, period: Period | None) -> tuple[str, ...]:
    """The command line that gives the same report again, but for its format.

    It is run at the top of the repository, or in a bare one.
    """
    words = ["subpolicy", "report"]
    if report.prefix:
        words += ["--root", report.prefix.rstrip("/")]
    if report.revision is not None:
        words += ["--rev", report.revision]
    words += ["--as-of", report.as_of]
    if period is not None:
        words += ["--since", period.since]
    for option, values in (("--rule", question.rules), ("--pack", question.packs)):
        for value in values:
            words += [option, value]
    return (*words, *(["--strict"] if question.strict else []))


def _accepted(found: Found) -> Iterator[tuple[str, bytes]]:
    """The files of the population that hold no records: waivers, baseline, configuration."""
    configuration = found.registry.configuration.document
    for document in (*found.judged.acceptances.documents, configuration):
        yield document.path, document.raw


def _policies(found: Found) -> Iterator[tuple[str, bytes]]:
    """What was judged by: the packs, the tables, the schemas, the configuration.

    Packs are whole, rules that are switched off included, as their digests are.
    """
    for pack in found.judged.selection.packs:
        for rule in pack.rules:
            yield rule.document.path, rule.document.raw
    for table in found.judged.tools.tables.values():
        yield table.document.path, table.document.raw
    for path in sorted(shipped.schema_folder().iterdir()):
        yield f"schema/{path.name}", path.read_bytes()
    configuration = found.registry.configuration.document
    yield configuration.path, configuration.raw
