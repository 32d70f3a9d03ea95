"""The report of a run, put together from what the stages found out."""

import hashlib
import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from subpolicy import __version__, shipped
from subpolicy.documents import Document
from subpolicy.findings.finding import Finding, Severity
from subpolicy.findings.outcome import Broken
from subpolicy.findings.report import Deviation, Member, Report, RuleCard, reading_order
from subpolicy.judging import Judged
from subpolicy.policy.deviations import deviations
from subpolicy.policy.rules import Rule
from subpolicy.policy.selection import Selection
from subpolicy.registry.registry import Registry
from subpolicy.sources import Source

if TYPE_CHECKING:
    from subpolicy.comparison import Comparison  # loaded by runs that have a base


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
    gate: Literal["state", "change"] = "state"
    """What blocks: everything, or only what is absent at the base."""
    provenance: bool = True
    """Whether to find out revision, prefix and digests: git costs as much as 10 vendors."""


@dataclass(frozen=True, slots=True)
class Found:
    """What the stages of a run found out."""

    registry: Registry
    judged: Judged
    comparison: "Comparison | None"
    notes: tuple[str, ...]
    known_at_base: frozenset[str]


def assemble(source: Source, question: Question, found: Found) -> Report:
    """The report of a run."""
    registry, judged = found.registry, found.judged
    selection, evaluations = judged.selection, judged.evaluations
    faults = [*registry.faults, *judged.faults]
    documents = [*judged.acceptances.documents, registry.configuration.document]
    broken = [e.outcome.finding for e in evaluations if isinstance(e.outcome, Broken)]
    own = {rule.id: rule for pack in selection.packs for rule in pack.rules}
    faulty = {fault.path for fault in faults if fault.severity is Severity.ERROR}
    members = [_member(document, faulty) for document in judged.acceptances.documents]
    raw = registry.raw | {document.path: document.raw for document in documents}
    return Report(
        tool=f"subpolicy {__version__}",
        as_of=question.as_of,
        revision=source.revision if question.provenance else None,
        clean=source.clean if question.provenance else None,
        prefix=source.prefix if question.provenance else "",
        organisation=registry.configuration.organisation,
        strict=question.strict,
        rules=tuple(card(rule, own[rule.id]) for rule in selection.rules),
        rules_off=selection.off,
        digests=_digests(selection) if question.provenance else {},
        population=tuple(sorted([*registry.population, *members])),
        faults=tuple(sorted(faults, key=reading_order)),
        evaluations=tuple(evaluations),
        not_selected=tuple(_not_selected(found)),
        notes=found.notes,
        known_at_base=found.known_at_base,
        sources=_source_lines(raw, [*faults, *broken]),
        deviations=_deviations(judged) if question.provenance else (),
    )


def _member(document: Document, faulty: Collection[str]) -> Member:
    digest = hashlib.sha256(document.raw).hexdigest()
    return Member(document.path, digest, None, None, None, judged=document.path not in faulty)


def card(rule: Rule, own: Rule) -> RuleCard:
    """A rule as reports show it.

    Args:
        rule: As configured.
        own: As its file says.
    """
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
        own_severity=own.severity,
        own_params=own.params,
        path=rule.document.path,
        sha256=rule.sha256,
    )


def _deviations(judged: Judged) -> tuple[Deviation, ...]:
    tools = judged.tools
    return deviations(judged.selection, tools.configuration, tools.library)


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


def _not_selected(found: Found) -> Iterator[str]:
    """What this run did not look at, so that silence is never taken for a verdict."""
    if found.comparison is None:
        yield "change rules (no --base)"
    if not found.judged.tools.configuration.exporter_regimes:
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
