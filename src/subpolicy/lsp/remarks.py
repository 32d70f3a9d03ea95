"""From what a look found out to what is shown in which file."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence

from subpolicy.config import FILE_NAME
from subpolicy.errors import RunError
from subpolicy.findings.finding import Finding, Severity
from subpolicy.findings.outcome import Baselined, Broken, Evaluation, Failed, Waived
from subpolicy.judging import Judged
from subpolicy.locations import START, Span
from subpolicy.lsp.remark import Elsewhere, Remark, Remarks, Weight
from subpolicy.registry.registry import Registry
from subpolicy.sources import Source

_WEIGHTS = {
    Severity.ERROR: Weight.ERROR,
    Severity.WARNING: Weight.WARNING,
    Severity.INFO: Weight.INFO,
}
_WORD = re.compile(r"\"[^\"]*\"|'[^']*'|[\w.-]+|\S")
_MOST_RELATED = 20


def remarks_of(
    registry: Registry | None,
    judged: Judged | None,
    errors: Iterable[Finding | RunError],
    files: Source,
) -> Remarks:
    """Everything that is to be shown, by file, in the order of the text.

    Args:
        registry: The records; None where there are none.
        judged: The verdict; None where the rules gave none.
        errors: What is wrong with the configuration and the rules.
        files: The registry's files.
    """
    found = [
        _remark(_fault(error, files) if isinstance(error, RunError) else error) for error in errors
    ]
    if registry is not None:
        shared = _shared(registry)
        found += [_remark(fault, shared.get(fault.path, ())) for fault in registry.faults]
    if judged is not None:
        found += _verdict(judged)
    by_path: dict[str, list[Remark]] = defaultdict(list)
    for remark in found:
        path = remark.finding.path
        # A shipped table that is old lies outside the registry, where nobody can mend it.
        if not remark.finding.rule.startswith("table/") or files.read(path) is not None:
            by_path[path].append(remark)
    return {path: tuple(sorted(ones, key=_order)) for path, ones in by_path.items()}


def _order(remark: Remark) -> tuple[Span, str, str]:
    return (remark.finding.span, remark.finding.rule, remark.finding.message)


def _remark(finding: Finding, related: Sequence[Elsewhere] = ()) -> Remark:
    others = [other for other in related if other.path != finding.path]
    return Remark(finding, _WEIGHTS[finding.severity], tuple(others[:_MOST_RELATED]))


def _verdict(judged: Judged) -> Iterator[Remark]:
    together = {rule.id for rule in judged.selection.rules if rule.scope == "registry"}
    groups: dict[tuple[str, str], list[Elsewhere]] = defaultdict(list)
    broken = [evaluation for evaluation in judged.evaluations if _is_broken(evaluation)]
    for evaluation in broken:
        if evaluation.rule in together and isinstance(evaluation.outcome, Broken):
            one = evaluation.outcome.finding
            # The members of a group have one message, as it is made from the group.
            groups[one.rule, one.message].append(Elsewhere(one.path, one.span, one.message))
    for evaluation in broken:
        match evaluation.outcome:
            case Failed(finding=finding):
                yield _remark(finding, groups.get((finding.rule, finding.message), ()))
            case Waived(finding=finding, waiver=waiver):
                by = f"waived by {waiver.id} until {waiver.expires_on}"
                yield _accepted(finding, by, waiver.path)
            case Baselined(finding=finding, entry=entry):
                yield _accepted(finding, f"known at adoption, due by {entry.due}", "baseline.yaml")
            case _:
                pass
    yield from map(_remark, judged.faults)


def _is_broken(evaluation: Evaluation) -> bool:
    return isinstance(evaluation.outcome, Broken)


def _accepted(finding: Finding, by: str, path: str) -> Remark:
    return Remark(finding, Weight.ACCEPTED, (Elsewhere(path, START, by),))


def _shared(registry: Registry) -> Mapping[str, list[Elsewhere]]:
    """For each record of an id that another has too: all of them."""
    same: dict[str, list[Elsewhere]] = defaultdict(list)
    for vendor in registry.vendors:
        if vendor.document is not None:
            span = vendor.document.locate("/id") if _is_double(registry, vendor.id) else START
            same[vendor.id].append(Elsewhere(vendor.path, span, f'the id "{vendor.id}"'))
    doubles = [ones for ones in same.values() if len(ones) > 1]
    return {one.path: ones for ones in doubles for one in ones}


def _is_double(registry: Registry, vendor: str) -> bool:
    return any(f.rule == "file/duplicate-id" and f.vendor == vendor for f in registry.faults)


def _fault(error: RunError, files: Source) -> Finding:
    """A fault of the run as a finding at its place; without one, at the top of the settings."""
    path, span, message = FILE_NAME, START, error.message
    if error.place is not None:
        raw = files.read(error.place.path)
        if isinstance(raw, bytes):
            path = error.place.path
            span = _word_at(raw, error.place.line, error.place.column)
        else:
            message = f"{error.place}: {message}"
    return Finding(
        rule="configuration" if path == FILE_NAME else "rule",
        severity=Severity.ERROR,
        vendor=None,
        message=message,
        path=path,
        span=span,
        pointer="",
        remediation=error.help_text,
    )


def _word_at(raw: bytes, line: int | None, column: int | None) -> Span:
    """The word that begins at a place; lines and columns count from 1."""
    lines = re.split(r"\r\n|\r|\n", raw.decode("utf-8-sig", errors="replace"))
    if line is None or not 1 <= line <= len(lines):
        return START
    text = lines[line - 1]
    start = len(text) - len(text.lstrip()) if column is None else column - 1
    word = _WORD.match(text, start)
    end = len(text.rstrip()) if column is None else (word.end() if word else start + 1)
    return Span(line, start + 1, line, max(end, start) + 1)
