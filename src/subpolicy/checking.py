"""The gate's way through the house: source → documents → registry → rules → waivers → report."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from subpolicy.assembly import Found, Question, assemble
from subpolicy.dates import add_months
from subpolicy.errors import RunError
from subpolicy.findings.finding import Finding, Severity
from subpolicy.findings.outcome import Broken, Evaluation
from subpolicy.findings.report import Report
from subpolicy.policy.evaluation import Judge
from subpolicy.policy.facts import facts_of
from subpolicy.policy.selection import select
from subpolicy.policy.tables import Table
from subpolicy.registry import loading
from subpolicy.sources import Source
from subpolicy.tools import require_sound, tools_of
from subpolicy.waivers import loading as accepting
from subpolicy.waivers.applying import Scope, apply

__all__ = ["Question", "check"]

_JUDGE_SOMETHING = "name a record, or a folder with records; a check of nothing is no pass"


def check(source: Source, question: Question) -> Report:
    """Judge a registry.

    Raises:
        RunError: the run cannot give a verdict (configuration, a rule, no vendors).
    """
    tools = tools_of(source)
    configuration, library = tools.configuration, tools.library
    selection = select(library, configuration, rule_ids=question.rules, pack_names=question.packs)
    used = require_sound(selection.rules, tools)
    registry = loading.load(source, configuration, tools.schemas, tools.shape)
    facts = facts_of(registry.vendors, registry.flags, tools.tables)
    evaluations = Judge(selection.rules, facts, question.as_of).judge(registry.vendors)
    acceptances = accepting.load(source, configuration, tools.schemas)
    scope = Scope(
        rules={rule.id: rule.for_each is not None for rule in selection.rules},
        known_rules=library.rule_ids(),
        vendors={vendor.id for vendor in registry.vendors},
    )
    applied = apply(evaluations, acceptances, configuration, scope, question.as_of)
    faults = [*registry.faults, *applied.faults, *_stale(used, question.as_of)]
    found = Found(registry, selection, acceptances, applied.evaluations, faults)
    report = assemble(source, question, found)
    return _narrowed(report, question.paths) if question.paths else report


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


def _narrowed(report: Report, paths: Sequence[str]) -> Report:
    """The part of a report that concerns some files and folders.

    Raises:
        RunError: a path matches no file of the registry, or all of them no record.
    """
    known = {member.path for member in report.population}
    known |= {finding.path for finding in report.findings}
    for path in paths:
        if not any(_within(file, path) for file in known):
            raise RunError(f"{path} matches no file of the registry", help_text=_JUDGE_SOMETHING)

    def kept(path: str) -> bool:
        return any(_within(path, wanted) for wanted in paths)

    population = tuple(member for member in report.population if kept(member.path))
    vendors = {member.vendor for member in population}

    def shown(evaluation: Evaluation) -> bool:
        if isinstance(evaluation.outcome, Broken):  # two records may share an id
            return kept(evaluation.outcome.finding.path)
        return evaluation.vendor in vendors

    faults = tuple(fault for fault in report.faults if kept(fault.path))
    evaluations = tuple(filter(shown, report.evaluations))
    if not evaluations and not faults:
        raise RunError(
            f"{' '.join(paths)} holds no record, so nothing is judged", help_text=_JUDGE_SOMETHING
        )
    return replace(report, population=population, faults=faults, evaluations=evaluations)


def _within(path: str, wanted: str) -> bool:
    return wanted in {"", "."} or path == wanted or path.startswith(wanted.rstrip("/") + "/")
