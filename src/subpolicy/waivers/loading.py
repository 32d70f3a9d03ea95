"""From ``waivers/*.yaml`` and ``baseline.yaml`` to what they accept, with every fault of theirs."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, NamedTuple

from subpolicy.config import Configuration
from subpolicy.dates import days_between
from subpolicy.documents import Broken, Document, read
from subpolicy.findings.acceptance import KnownFault, Waiver
from subpolicy.findings.finding import Finding, Severity
from subpolicy.locations import START, Span, pointer, tokens
from subpolicy.schema import Schemas, Violation
from subpolicy.sources import Source, SourceFault

BASELINE = "baseline.yaml"

NEVER_ACCEPTED = frozenset({"baseline-grown", "policy-weakened"})
"""Rules that can be neither waived nor baselined, beside those of files (SPEC §4)."""


@dataclass(frozen=True, slots=True)
class Acceptances:
    """What is accepted or known, and what is wrong with how it is written."""

    waivers: tuple[Waiver, ...] = ()
    baseline: tuple[KnownFault, ...] = ()
    faults: tuple[Finding, ...] = ()
    documents: tuple[Document, ...] = ()
    """The files that could be read, for positions and digests."""

    def document(self, path: str) -> Document:
        """The file at a path, which must be one that could be read."""
        return next(document for document in self.documents if document.path == path)


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
        found = list(_waiver_faults(document, configuration, schemas))
        faults += found
        if not found:
            waivers.append(_waiver(document))
    baseline: list[KnownFault] = []
    if (document := _document(source, BASELINE, faults)) is not None:
        documents.append(document)
        baseline = _baseline(document, schemas, faults)
    return Acceptances(tuple(waivers), tuple(baseline), tuple(faults), tuple(documents))


class Where(NamedTuple):
    """A place in a waiver or in the baseline."""

    document: Document
    pointer: str
    item: str | None = None
    """What tells entries of one file apart."""


def fault(rule: str, severity: Severity, where: Where, message: str, fix: str) -> Finding:
    """A finding on a waiver or on the baseline."""
    document = where.document
    data: Any = document.data
    vendor = data.get("vendor") if isinstance(data, dict) else None
    return Finding(
        rule=rule,
        severity=severity,
        vendor=vendor if isinstance(vendor, str) else None,
        message=message,
        path=document.path,
        span=document.locate(where.pointer),
        pointer=where.pointer,
        item=where.item or document.path,
        remediation=fix,
    )


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


def _waiver_faults(
    document: Document, configuration: Configuration, schemas: Schemas
) -> Iterator[Finding]:
    violations = schemas.violations("waiver", document.data)
    if violations:
        for violation in violations:
            yield _malformed(document, violation)
        return
    data = document.data
    yield from _identity_faults(document)
    terms = configuration.waivers
    if data["approved_by"] not in terms.approvers:
        named = ", ".join(terms.approvers) or "nobody so far"
        yield fault(
            "waiver/unknown-approver",
            Severity.ERROR,
            Where(document, "/approved_by"),
            f"{data['approved_by']} may not approve waivers",
            f"have it approved by one of waivers.approvers in subpolicy.yaml ({named})",
        )
    days = days_between(data["approved_on"], data["expires_on"])
    if days < 0:
        yield fault(
            "waiver/malformed",
            Severity.ERROR,
            Where(document, "/expires_on"),
            f"expires on {data['expires_on']}, before it was approved",
            "give the last day on which the exception holds",
        )
    elif days > terms.max_days:
        yield fault(
            "waiver/too-long",
            Severity.ERROR,
            Where(document, "/expires_on"),
            f"runs for {days} days, longer than the {terms.max_days} that waivers.max_days allows",
            "let it end sooner, and renew it with a new approval if it is still needed",
        )


def _identity_faults(document: Document) -> Iterator[Finding]:
    data = document.data
    stem = document.path.rpartition("/")[2].removesuffix(".yaml")
    if data["id"] != stem:
        yield fault(
            "waiver/malformed",
            Severity.ERROR,
            Where(document, "/id"),
            f'the id "{data["id"]}" differs from the file\'s name',
            f"call the file {data['id']}.yaml, or the waiver {stem}",
        )
    if data["rule"] in NEVER_ACCEPTED:
        yield fault(
            "waiver/not-waivable",
            Severity.ERROR,
            Where(document, "/rule"),
            f"{data['rule']} cannot be waived",
            "mend what it found; this rule guards the rules themselves",
        )


def _malformed(document: Document, violation: Violation) -> Finding:
    unbounded = violation.pointer == "/expires_on" and violation.code == "schema/missing-key"
    return Finding(
        rule="waiver/unbounded" if unbounded else "waiver/malformed",
        severity=Severity.ERROR,
        vendor=None,
        message="has no day on which it ends" if unbounded else violation.message,
        path=document.path,
        span=document.locate(violation.pointer),
        pointer=violation.pointer,
        item=document.path if violation.item is None else f"{document.path} {violation.item}",
        remediation="add expires_on, the last day on which the exception holds"
        if unbounded
        else violation.remediation,
    )


def _baseline(document: Document, schemas: Schemas, faults: list[Finding]) -> list[KnownFault]:
    """The entries without faults; none where the list itself is at fault."""
    violations = schemas.violations("baseline", document.data)
    faults += [_malformed_entry(document, violation) for violation in violations]
    broken = {_entry_index(violation.pointer) for violation in violations}
    if None in broken:
        return []
    known = [
        _known_fault(entry, index)
        for index, entry in enumerate(document.data["entries"])
        if index not in broken
    ]
    faults += [
        fault(
            "baseline/not-allowed",
            Severity.ERROR,
            Where(document, entry_pointer(entry, "rule"), entry.rule),
            f"{entry.rule} cannot be known at adoption",
            "mend what it found; this rule guards the rules themselves",
        )
        for entry in known
        if entry.rule in NEVER_ACCEPTED
    ]
    return [entry for entry in known if entry.rule not in NEVER_ACCEPTED]


def _entry_index(place: str) -> int | None:
    """The entry in which a place lies; None for one outside them."""
    match tokens(place):
        case ["entries", index, *_]:
            return int(index)
        case _:
            return None


def _malformed_entry(document: Document, violation: Violation) -> Finding:
    index = _entry_index(violation.pointer)
    entry: Any = {} if index is None else document.data["entries"][index]
    named = (
        [entry.get(name) for name in ("rule", "vendor", "item")] if isinstance(entry, dict) else []
    )
    item = " ".join(str(part) for part in (*named, violation.item) if part is not None)
    return Finding(
        rule="baseline/malformed",
        severity=Severity.ERROR,
        vendor=None,
        message=violation.message,
        path=document.path,
        span=document.locate(violation.pointer),
        pointer=violation.pointer,
        item=item or None,
        remediation=violation.remediation,
    )


def _waiver(document: Document) -> Waiver:
    data = document.data
    return Waiver(
        id=data["id"],
        rule=data["rule"],
        vendor=data["vendor"],
        item=data.get("item"),
        reason=data["reason"],
        evidence=data.get("evidence"),
        approved_by=data["approved_by"],
        approved_on=data["approved_on"],
        expires_on=data["expires_on"],
        path=document.path,
    )


def _known_fault(entry: Mapping[str, Any], index: int) -> KnownFault:
    return KnownFault(
        rule=entry["rule"],
        vendor=entry["vendor"],
        item=entry.get("item"),
        owner=entry.get("owner"),
        due=entry["due"],
        index=index,
    )


def entry_pointer(entry: KnownFault, *keys: str) -> str:
    """Where an entry of the baseline stands in its file."""
    return pointer("entries", entry.index, *keys)
