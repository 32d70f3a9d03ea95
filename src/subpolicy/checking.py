"""The gate's way through the house: source → documents → registry → rules → report."""

import hashlib
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

from subpolicy import __version__, config, shipped
from subpolicy.config import Configuration
from subpolicy.documents import Document
from subpolicy.errors import RunError, RunErrors
from subpolicy.findings.finding import Finding, Severity
from subpolicy.findings.outcome import Broken, Evaluation
from subpolicy.findings.report import Member, Report, RuleCard, reading_order
from subpolicy.dates import add_months
from subpolicy.policy.evaluation import Judge
from subpolicy.policy.facts import facts_of
from subpolicy.policy.packs import Library, Shelf
from subpolicy.policy.rules import Rule
from subpolicy.policy.ruletests import RuleResult, Tester, orphans
from subpolicy.policy.selection import Selection, select
from subpolicy.policy.tables import Table
from subpolicy.policy.typecheck import TypeChecker
from subpolicy.registry import loading
from subpolicy.registry.registry import Registry
from subpolicy.registry.shape import Shape, shape_of
from subpolicy.schema import Schemas
from subpolicy.sources import Source, WorkingTree
from subpolicy.waivers import loading as accepting
from subpolicy.waivers.applying import Scope, apply
from subpolicy.waivers.loading import Acceptances


_JUDGE_SOMETHING = "name a record, or a folder with records; a check of nothing is no pass"


@dataclass(frozen=True, slots=True)
class Question:
    """What a run is asked."""

    as_of: str
    """ISO date on which the rules are judged."""
    rules: tuple[str, ...] = ()
    """Judge by these alone."""
    packs: tuple[str, ...] = ()
    """Judge by these alone."""
    paths: tuple[str, ...] = ()
    """Report on these alone: files and folders, relative to the registry's root."""
    strict: bool = False
    provenance: bool = True
    """Whether to find out revision, prefix and digests: git costs as much as 10 vendors."""


@dataclass(frozen=True, slots=True)
class Bench:
    """What judges: schemas, packs and tables, before any vendor is read."""

    schemas: Schemas
    library: Library
    shape: Shape
    """The shape of a vendor."""


def bench(source: Source, configuration: Configuration, schemas: Schemas) -> Bench:
    """The schemas and packs for a registry: its own before the shipped ones."""
    policies = configuration.paths.policies
    own = Shelf(source, policies, policies)
    shipped_shelf = Shelf(WorkingTree(shipped.policies_folder(), trusted=True), "", "policies/")
    library = Library(own, shipped_shelf, schemas)
    return Bench(schemas, library, shape_of(schemas.document("vendor"), "vendor"))


def configuration_of(source: Source) -> Configuration:
    """The registry's configuration.

    Raises:
        RunError: it is missing or broken.
    """
    return config.load(source, Schemas(shipped.schema_folder()))


def check(source: Source, question: Question) -> Report:
    """Judge a registry.

    Raises:
        RunError: the run cannot give a verdict (configuration, a rule, no vendors).
    """
    schemas = Schemas(shipped.schema_folder())
    configuration = config.load(source, schemas)
    tools = bench(source, configuration, schemas)
    selection = select(
        tools.library, configuration, rule_ids=question.rules, pack_names=question.packs
    )
    tables = tools.library.tables()
    used = require_sound(selection.rules, tools.shape, tables)
    registry = loading.load(source, configuration, schemas, tools.shape)
    facts = facts_of(registry.vendors, registry.flags, tables)
    evaluations = Judge(selection.rules, facts, question.as_of).judge(registry.vendors)
    acceptances = accepting.load(source, configuration, schemas)
    scope = Scope(
        rules={rule.id for rule in selection.rules},
        known_rules=tools.library.rule_ids(),
        vendors={vendor.id for vendor in registry.vendors},
    )
    applied = apply(evaluations, acceptances, configuration, scope, question.as_of)
    faults = (*registry.faults, *applied.faults, *stale(used, question.as_of))
    report = _report(
        source, question, registry, selection, acceptances, applied.evaluations, faults
    )
    return narrowed(report, question.paths) if question.paths else report


class TestOutcome(NamedTuple):
    """What the tests of the rules gave."""

    results: list[RuleResult]
    orphans: list[RunError]
    """Test files without a rule."""


def test_rules(source: Source, packs: Sequence[str], rules: Sequence[str]) -> TestOutcome:
    """Compile rules and run their tests.

    Args:
        source: The registry, whose own packs come before the shipped ones.
        packs: These alone; all in reach when empty.
        rules: These alone; all of the packs when empty.

    Raises:
        RunError: an unknown pack or rule, or a rule that does not compile.
    """
    schemas = Schemas(shipped.schema_folder())
    configuration = config.load(source, schemas)
    tools = bench(source, configuration, schemas)
    selection = select(
        tools.library, configuration, rule_ids=rules, pack_names=packs or tools.library.names()
    )
    chosen = set(rules) or {rule.id for pack in selection.packs for rule in pack.rules}
    tables = tools.library.tables()
    tested = [rule for pack in selection.packs for rule in pack.rules if rule.id in chosen]
    require_sound(tested, tools.shape, tables)
    tester = Tester(schemas, tools.shape, tables)
    outcome = TestOutcome([], [])
    for pack in selection.packs:
        tests = tools.library.tests(pack.name)
        outcome.results.extend(
            tester.run((rule for rule in pack.rules if rule.id in chosen), tests)
        )
        outcome.orphans.extend([] if rules else orphans(pack, tests))
    return outcome


def require_sound(rules: Sequence[Rule], shape: Shape, tables: Mapping[str, Table]) -> list[Table]:
    """Hold the rules against the types of what they name.

    Returns:
        The tables that they look up.

    Raises:
        RunErrors: all faults of all rules.
    """
    checked = TypeChecker(shape, list(tables), rules).check()
    if checked.errors:
        raise RunErrors(checked.errors)
    return [tables[name] for name in sorted(checked.tables)]


def stale(tables: Iterable[Table], as_of: str) -> Iterator[Finding]:
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


def narrowed(report: Report, paths: Sequence[str]) -> Report:
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
        if isinstance(evaluation.outcome, Failed):  # two records may share an id
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


def _report(
    source: Source,
    question: Question,
    registry: Registry,
    selection: Selection,
    acceptances: Acceptances,
    evaluations: Sequence[Evaluation],
    faults: Sequence[Finding],
) -> Report:
    broken = [e.outcome.finding for e in evaluations if isinstance(e.outcome, Broken)]
    members = [_member(document) for document in acceptances.documents]
    raw = registry.raw | {document.path: document.raw for document in acceptances.documents}
    return Report(
        tool=f"subpolicy {__version__}",
        as_of=question.as_of,
        revision=source.revision if question.provenance else None,
        clean=source.clean if question.provenance else None,
        prefix=source.prefix if question.provenance else "",
        organisation=registry.configuration.organisation,
        strict=question.strict,
        rules=tuple(card(rule) for rule in selection.rules),
        rules_off=selection.off,
        digests=_digests(selection) if question.provenance else {},
        population=tuple(sorted([*registry.population, *members])),
        faults=tuple(sorted(faults, key=reading_order)),
        evaluations=tuple(evaluations),
        not_selected=tuple(_not_selected(registry.configuration)),
        sources=_source_lines(raw, [*faults, *broken]),
    )


def _member(document: Document) -> Member:
    digest = hashlib.sha256(document.raw).hexdigest()
    return Member(document.path, digest, None, None, None, judged=True)


def card(rule: Rule) -> RuleCard:
    """A rule as reports show it."""
    return RuleCard(
        id=rule.id,
        pack=rule.pack,
        title=rule.title,
        severity=rule.severity,
        scope=rule.scope,
        rationale=rule.rationale,
        remediation=rule.remediation,
        references=rule.references,
        controls=rule.controls,
        params=rule.params,
        path=rule.document.path,
        sha256=rule.sha256,
    )


def _digests(selection: Selection) -> dict[str, str]:
    """SHA-256 over the files of the schema and of each pack, names included."""
    folder = shipped.schema_folder()
    digests = {"schema": _digest((path.name, path.read_bytes()) for path in folder.iterdir())}
    for pack in selection.packs:
        files = ((rule.document.path, rule.document.raw) for rule in pack.rules)
        digests[f"policies/{pack.name}"] = _digest(files)
    return digests


def _digest(files: Iterable[tuple[str, bytes]]) -> str:
    lines = (f"{hashlib.sha256(raw).hexdigest()}  {name}\n" for name, raw in sorted(files))
    return hashlib.sha256("".join(lines).encode()).hexdigest()


def _not_selected(configuration: Configuration) -> Iterator[str]:
    """What this run did not look at, so that silence is never taken for a verdict."""
    yield "change rules (no --base)"
    if not configuration.exporter_regimes:
        yield "transfer law (no exporter_regimes)"


def _source_lines(
    raw: Mapping[str, bytes], findings: Sequence[Finding]
) -> dict[str, dict[int, str]]:
    """The lines at which findings point."""
    wanted: dict[str, set[int]] = defaultdict(set)
    for finding in findings:
        wanted[finding.path].add(finding.span.line)
    lines: dict[str, dict[int, str]] = {}
    for path, numbers in wanted.items():
        if path in raw:
            text = raw[path].decode("utf-8-sig", errors="replace")
            split = re.split(r"\r\n|\r|\n", text)
            lines[path] = {n: split[n - 1] for n in sorted(numbers) if n <= len(split)}
    return lines
