"""From a registry to its audit."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from subpolicy import shipped
from subpolicy.assembly import Found, Question, assemble
from subpolicy.audit.audit import Audit
from subpolicy.audit.controls import supports
from subpolicy.audit.evidence import evidence
from subpolicy.audit.transfers import flows
from subpolicy.checking import Sides, examine
from subpolicy.findings.report import Report
from subpolicy.history import first_seen
from subpolicy.policy.facts import facts_of
from subpolicy.sources import Source


def audit(source: Source, root: Path, question: Question) -> Audit:
    """Judge a registry, and gather what an auditor reads beside the verdict.

    Args:
        source: The registry.
        root: Its folder on disk, where git is asked for its history.
        question: The day, and the rules if not all.

    Raises:
        RunError: the run cannot give a verdict (configuration, a rule, no vendors).
    """
    found = examine(Sides(source), question)
    report = assemble(source, question, found)
    report = replace(report, first_seen=first_seen(root, report, found))
    tools, registry = found.judged.tools, found.registry
    configuration = registry.configuration
    facts = facts_of(registry.vendors, registry.flags, list(tools.tables.values()))
    labels = {str(row["code"]): str(row["label"]) for row in tools.tables["countries"].rows}
    home, regimes = configuration.home, configuration.exporter_regimes
    return Audit(
        report=report,
        vendors=registry.vendors,
        raw=registry.raw,
        policies=dict(_policies(found)),
        command=command(report, question),
        home=home,
        regimes=regimes,
        flows=flows(registry.vendors, home, regimes, facts.law, labels, question.as_of),
        evidence=evidence(registry.vendors, facts.dpa_dates, question.as_of),
        controls=supports(report),
    )


def command(report: Report, question: Question) -> tuple[str, ...]:
    """The command line that gives the same report again, but for its format."""
    words = ["subpolicy", "report"]
    if report.revision is not None:
        words += ["--rev", report.revision]
    words += ["--as-of", report.as_of]
    for option, values in (("--rule", question.rules), ("--pack", question.packs)):
        for value in values:
            words += [option, value]
    return (*words, *(["--strict"] if question.strict else []))


def _policies(found: Found) -> Iterator[tuple[str, bytes]]:
    """What was judged by: the rules, the tables, the schemas, the configuration."""
    for rule in found.judged.selection.rules:
        yield rule.document.path, rule.document.raw
    for table in found.judged.tools.tables.values():
        yield table.document.path, table.document.raw
    for path in sorted(shipped.schema_folder().iterdir()):
        yield f"schema/{path.name}", path.read_bytes()
    configuration = found.registry.configuration.document
    yield configuration.path, configuration.raw
