"""The report of a run, put together from what the stages found out."""

import hashlib
import re
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, NamedTuple, Protocol

from subpolicy import __version__, shipped
from subpolicy.config import Configuration
from subpolicy.documents import Document
from subpolicy.findings.evaluations import Evaluations
from subpolicy.findings.finding import Finding, Severity
from subpolicy.findings.outcome import NotJudged
from subpolicy.findings.report import Deviation, Member, Report, RuleCard, by_path, reading_order
from subpolicy.judging import Judged
from subpolicy.policy.deviations import deviations
from subpolicy.policy.rules import Rule
from subpolicy.policy.selection import Selection
from subpolicy.question import Question
from subpolicy.registry.registry import Registry
from subpolicy.sources import Source

if TYPE_CHECKING:
    from subpolicy.comparison import Comparison  # loaded by runs that have a base


class Found(NamedTuple):
    """What the stages of a run found out."""

    registry: Registry
    judged: Judged
    comparison: "Comparison | None"
    notes: tuple[str, ...]
    known_at_base: frozenset[str]

    @property
    def parts(self) -> "Parts":
        """What a report of it is made of."""
        compared = self.comparison is not None
        return Parts(self.registry, self.judged, compared, self.notes, self.known_at_base)


class Inventory(Protocol):
    """What was read, whether the records are still in memory or not."""

    @property
    def configuration(self) -> Configuration:
        """See `Registry`."""
        ...

    @property
    def population(self) -> tuple[Member, ...]:
        """See `Registry`."""
        ...

    @property
    def faults(self) -> tuple[Finding, ...]:
        """See `Registry`."""
        ...

    def bytes_of(self, path: str) -> bytes | None:
        """See `Registry.bytes_of`."""
        ...


class Parts(NamedTuple):
    """What a report is made of."""

    inventory: Inventory
    judged: Judged
    compared: bool = False
    """Whether a change was judged, too."""
    notes: tuple[str, ...] = ()
    known_at_base: frozenset[str] = frozenset()


def assemble(source: Source, question: Question, parts: Parts) -> Report:
    """The report of a run."""
    registry, judged = parts.inventory, parts.judged
    selection, evaluations = judged.selection, judged.evaluations
    faults = [*registry.faults, *judged.faults]
    documents = [*judged.acceptances.documents, registry.configuration.document]
    broken = [outcome.finding for outcome in evaluations.broken()]
    own = {rule.id: rule for pack in selection.packs for rule in pack.rules}
    faulty = {fault.path for fault in faults if fault.severity is Severity.ERROR}
    members = [_member(document, faulty) for document in judged.acceptances.documents]
    raw = {document.path: document.raw for document in documents}

    def bytes_of(path: str) -> bytes | None:
        return raw[path] if path in raw else registry.bytes_of(path)

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
        population=by_path([*_seen(registry.population, evaluations), *members]),
        faults=tuple(sorted(faults, key=reading_order)),
        evaluations=evaluations,
        not_selected=tuple(_not_selected(parts)),
        notes=parts.notes,
        known_at_base=parts.known_at_base,
        sources=_source_lines(bytes_of, [*faults, *broken]),
        deviations=_deviations(judged) if question.provenance else (),
    )


def _seen(population: Iterable[Member], evaluations: Evaluations) -> Iterator[Member]:
    """The records, those among them marked that a rule could not judge though they are valid."""
    unseen = {
        vendor for _, vendor, outcome in evaluations.having(NotJudged) if outcome.fault is not None
    }
    for member in population:
        yield member._replace(judged=False) if member.vendor in unseen else member


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


def _not_selected(parts: Parts) -> Iterator[str]:
    """What this run did not look at, so that silence is never taken for a verdict."""
    if not parts.compared:
        yield "change rules (no --base)"
    if not parts.judged.tools.configuration.exporter_regimes:
        yield "transfer law (no exporter_regimes)"


def _source_lines(
    bytes_of: Callable[[str], bytes | None], findings: Sequence[Finding]
) -> dict[str, dict[int, str]]:
    """The lines at which findings point."""
    wanted: dict[str, set[int]] = defaultdict(set)
    for finding in findings:
        wanted[finding.path].add(finding.span.line)
    lines: dict[str, dict[int, str]] = {}
    for path, numbers in wanted.items():
        raw = bytes_of(path)
        if raw is not None:
            text = raw.decode("utf-8-sig", errors="replace")
            split = re.split(r"\r\n|\r|\n", text)
            lines[path] = {n: split[n - 1] for n in sorted(numbers) if n <= len(split)}
    return lines
