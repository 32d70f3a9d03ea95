"""From ``waivers/*.yaml`` and ``baseline.yaml`` to what they accept, with every fault of theirs."""

from typing import NamedTuple

from subpolicy.config import Configuration
from subpolicy.documents import Broken, Document, read
from subpolicy.findings.acceptance import KnownFault, Waiver
from subpolicy.findings.finding import Finding, Severity
from subpolicy.locations import START, Span
from subpolicy.schema import Schemas
from subpolicy.sources import Source, SourceFault
from subpolicy.waivers.baseline import BASELINE, entries
from subpolicy.waivers.waiver import waiver_faults, waiver_of


class Acceptances(NamedTuple):
    """What is accepted or known, and what is wrong with how it is written."""

    waivers: tuple[Waiver, ...] = ()
    baseline: tuple[KnownFault, ...] = ()
    faults: tuple[Finding, ...] = ()
    documents: tuple[Document, ...] = ()
    """The files that could be read, for positions and digests."""


def load(source: Source, configuration: Configuration, schemas: Schemas) -> Acceptances:
    """Read all waivers and the baseline. What is faulty accepts nothing, and is a finding."""
    waivers: list[Waiver] = []
    documents: list[Document] = []
    faults: list[Finding] = []
    for path in source.files(configuration.paths.waivers):
        document = _document(source, path, faults)
        if document is None:
            continue
        documents.append(document)
        found = list(waiver_faults(document, configuration, schemas))
        faults += found
        if not found:
            waivers.append(waiver_of(document))
    baseline: list[KnownFault] = []
    if (document := _document(source, BASELINE, faults)) is not None:
        documents.append(document)
        baseline, found = entries(document, schemas)
        faults += found
    return Acceptances(tuple(waivers), tuple(baseline), tuple(faults), tuple(documents))


def _document(source: Source, path: str | SourceFault, faults: list[Finding]) -> Document | None:
    if isinstance(path, SourceFault):
        faults.append(_unread(path.code, path.path, START, path.message, path.remediation))
        return None
    raw = source.read(path)
    if raw is None:
        return None
    if isinstance(raw, SourceFault):
        faults.append(_unread(raw.code, raw.path, START, raw.message, raw.remediation))
        return None
    result = read(path, raw)
    if isinstance(result, Broken):
        faults += [_unread(f.code, path, f.span, f.message, f.remediation) for f in result.faults]
        return None
    return result


def _unread(rule: str, path: str, span: Span, message: str, fix: str | None) -> Finding:
    return Finding(rule, Severity.ERROR, None, message, path, span, "", None, fix)
