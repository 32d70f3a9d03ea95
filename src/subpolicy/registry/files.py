"""One file of the registry: read, and held against its schema; its faults are findings."""

from collections.abc import Iterator
from typing import NamedTuple

from subpolicy.documents import Broken, Document, read
from subpolicy.findings.finding import Finding, Severity
from subpolicy.locations import START
from subpolicy.registry.registry import stem
from subpolicy.schema import Schemas
from subpolicy.sources import Source, SourceFault

_LONGEST_ID = 64
"""Characters of an id, as the schema allows."""

_KEY_FAULTS = frozenset({"schema/key-name", "schema/unknown-key"})
"""Faults of a key, whatever its value is."""


class File(NamedTuple):
    """One file, read as far as it could be."""

    path: str
    raw: bytes | None
    document: Document | None
    faults: tuple[Finding, ...]


def data_file(source: Source, path: str, schema: str, schemas: Schemas) -> File | None:
    """A file read and held against its schema; None when it does not exist."""
    return parsed(path, source.read(path), schema, schemas)


def parsed(
    path: str, raw: bytes | SourceFault | None, schema: str, schemas: Schemas
) -> File | None:
    """The same for what a source has given for the file already."""
    vendor = stem(path) if schema == "vendor" else None
    if raw is None:
        return None
    if isinstance(raw, SourceFault):
        return unreadable(raw, vendor)
    result = read(path, raw)
    if isinstance(result, Broken):
        faults = (
            Finding(
                rule=fault.code,
                severity=Severity.ERROR,
                vendor=vendor,
                message=fault.message,
                path=path,
                span=fault.span,
                pointer="",
                remediation=fault.remediation,
            )
            for fault in result.faults
        )
        return File(path, raw, None, tuple(faults))
    return File(path, raw, result, tuple(_violations(result, vendor, schema, schemas)))


def _violations(
    document: Document, vendor: str | None, schema: str, schemas: Schemas
) -> Iterator[Finding]:
    for violation in schemas.violations(schema, document.data):
        about_key = violation.code in _KEY_FAULTS
        locate = document.locate_key if about_key else document.locate
        yield Finding(
            rule=violation.code,
            severity=Severity.ERROR,
            vendor=record_id(document) if vendor is not None else None,
            message=violation.message,
            path=document.path,
            span=locate(violation.pointer),
            pointer=violation.pointer,
            item=violation.item,
            remediation=violation.remediation,
        )


def unreadable(fault: SourceFault, vendor: str | None) -> File:
    """A file that the source could not give."""
    finding = Finding(
        rule=fault.code,
        severity=Severity.ERROR,
        vendor=vendor,
        message=fault.message,
        path=fault.path,
        span=START,
        pointer="",
        remediation=fault.remediation,
    )
    return File(fault.path, None, None, (finding,))


def record_id(document: Document) -> str:
    """The record's id where it has one that can be printed, else the file's stem."""
    match document.data:
        case {"id": str(value)} if value and len(value) <= _LONGEST_ID and value.isprintable():
            return value
        case _:
            return stem(document.path)
