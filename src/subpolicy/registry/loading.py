"""From files to a `Registry`: read, check against the schema, fill in, keep every fault."""

import hashlib
from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple

from subpolicy.config import Configuration
from subpolicy.documents import Broken, Document, read
from subpolicy.errors import Place, RunError
from subpolicy.findings.finding import Finding, Severity
from subpolicy.findings.report import Member
from subpolicy.locations import START, pointer
from subpolicy.registry.filling import Filler, seen, tamed
from subpolicy.registry.registry import Flag, Registry, Vendor, stem
from subpolicy.registry.shape import Shape
from subpolicy.schema import Schemas
from subpolicy.sources import Source, SourceFault

_LONGEST_ID = 64
"""Characters of an id, as the schema allows."""


class _File(NamedTuple):
    """One file, read as far as it could be."""

    path: str
    raw: bytes | None
    document: Document | None
    faults: tuple[Finding, ...]


def load(source: Source, configuration: Configuration, schemas: Schemas, shape: Shape) -> Registry:
    """Read every record of the registry and the flags.

    Args:
        source: Where the files are.
        configuration: Says in which folders.
        schemas: Judge the files' form.
        shape: The shape of a vendor, by which records are filled in.

    Raises:
        RunError: there is not one vendor file: a run that judges nothing is no pass.
    """
    filler = Filler(shape)
    loaded = [_vendor(file, filler) for file in _vendor_files(source, configuration, schemas)]
    if not loaded:
        raise RunError(
            f"no vendor files in {configuration.paths.vendors}/",
            place=Place(configuration.paths.vendors),
            help_text="write one record per vendor, vendors/<id>.yaml, or set paths.vendors",
        )
    vendors = sorted((vendor for vendor, _ in loaded), key=lambda vendor: (vendor.id, vendor.path))
    flags_file = _data_file(source, configuration.paths.flags, "flags", schemas)
    flags, flag_faults = _flags(flags_file)
    faults = [fault for _, file in loaded for fault in file.faults]
    if flags_file is not None:
        faults += flags_file.faults
    files = [file for _, file in loaded] + ([] if flags_file is None else [flags_file])
    population = [_member(vendor, file) for vendor, file in loaded]
    population += _other_members(configuration, flags_file)
    return Registry(
        configuration=configuration,
        vendors=tuple(vendors),
        flags=flags,
        population=tuple(sorted(population)),
        faults=(*faults, *flag_faults, *_shared_ids(vendors)),
        raw={file.path: file.raw for file in files if file.raw is not None},
    )


def load_vendors(
    source: Source, like: Registry, configuration: Configuration, schemas: Schemas, shape: Shape
) -> tuple[Vendor, ...]:
    """The vendors of another revision of a registry.

    Args:
        source: The other revision.
        like: The registry as it is in this one: a record with the same bytes is not read again.
        configuration: That of the other revision, which says in which folder the records are.
        schemas: Judge the records' form.
        shape: The shape of a vendor.
    """
    filler = Filler(shape)
    known = {vendor.path: vendor for vendor in like.vendors}
    vendors = []
    for entry in source.files(configuration.paths.vendors):
        if isinstance(entry, SourceFault):
            vendors.append(_vendor(_unreadable(entry, stem(entry.path)), filler)[0])
            continue
        raw = source.read(entry)
        if isinstance(raw, bytes) and raw == like.raw.get(entry):
            vendors.append(known[entry])
        elif (file := _parsed(entry, raw, "vendor", schemas)) is not None:
            vendors.append(_vendor(file, filler)[0])
    return tuple(sorted(vendors, key=lambda vendor: (vendor.id, vendor.path)))


def _vendor_files(
    source: Source, configuration: Configuration, schemas: Schemas
) -> Iterator[_File]:
    for entry in source.files(configuration.paths.vendors):
        if isinstance(entry, SourceFault):
            yield _unreadable(entry, vendor=stem(entry.path))
            continue
        file = _data_file(source, entry, "vendor", schemas)
        if file is not None:
            yield file


def _data_file(source: Source, path: str, schema: str, schemas: Schemas) -> _File | None:
    """A file read and held against its schema; None when it does not exist."""
    return _parsed(path, source.read(path), schema, schemas)


def _parsed(
    path: str, raw: bytes | SourceFault | None, schema: str, schemas: Schemas
) -> _File | None:
    vendor = stem(path) if schema == "vendor" else None
    if raw is None:
        return None
    if isinstance(raw, SourceFault):
        return _unreadable(raw, vendor)
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
        return _File(path, raw, None, tuple(faults))
    return _File(path, raw, result, tuple(_violations(result, vendor, schema, schemas)))


def _violations(
    document: Document, vendor: str | None, schema: str, schemas: Schemas
) -> Iterator[Finding]:
    for violation in schemas.violations(schema, document.data):
        yield Finding(
            rule=violation.code,
            severity=Severity.ERROR,
            vendor=_id(document) if vendor is not None else None,
            message=violation.message,
            path=document.path,
            span=document.locate(violation.pointer),
            pointer=violation.pointer,
            item=violation.item,
            remediation=violation.remediation,
        )


def _unreadable(fault: SourceFault, vendor: str | None) -> _File:
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
    return _File(fault.path, None, None, (finding,))


def _id(document: Document) -> str:
    """The record's id where it has one that can be printed, else the file's stem."""
    match document.data:
        case {"id": str(value)} if value and len(value) <= _LONGEST_ID and value.isprintable():
            return value
        case _:
            return stem(document.path)


def _vendor(file: _File, filler: Filler) -> tuple[Vendor, _File]:
    document = file.document
    if document is None:
        return Vendor(stem(file.path), file.path, None, {}, valid=False), file
    valid = not file.faults
    data: Any = document.data
    if isinstance(data, dict):
        record = seen(data)
        filled = filler.fill(record if valid else tamed(record))
    else:
        filled = {}
    return Vendor(_id(document), file.path, document, filled, valid), file


def _member(vendor: Vendor, file: _File) -> Member:
    def text(key: str) -> str | None:
        value = vendor.data.get(key)
        return value if isinstance(value, str) else None

    return Member(
        file.path, _sha256(file), vendor.id, text("name"), text("status"), judged=vendor.valid
    )


def _other_members(configuration: Configuration, flags: _File | None) -> Iterator[Member]:
    document = configuration.document
    digest = hashlib.sha256(document.raw).hexdigest()
    yield Member(document.path, digest, None, None, None, judged=True)
    if flags is not None:
        yield Member(flags.path, _sha256(flags), None, None, None, judged=not flags.faults)


def _sha256(file: _File) -> str | None:
    return None if file.raw is None else hashlib.sha256(file.raw).hexdigest()


def _flags(file: _File | None) -> tuple[dict[str, Flag], list[Finding]]:
    """The declared flags, by key. A file with faults still declares what can be read of it."""
    flags: dict[str, Flag] = {}
    faults: list[Finding] = []
    if file is None or file.document is None or not isinstance(file.document.data, dict):
        return flags, faults
    entries = file.document.data.get("flags")
    for index, entry in enumerate(entries if isinstance(entries, list) else ()):
        match entry:
            case {"key": str(key), "kind": str(kind), "default": str(default)}:
                if key in flags:
                    faults.append(_duplicate_flag(file.document, index, key))
                else:
                    flags[key] = Flag(key, kind, default)
            case _:
                pass  # the schema's findings say what is wrong with it
    return flags, faults


def _duplicate_flag(document: Document, index: int, key: str) -> Finding:
    place = pointer("flags", index, "key")
    return Finding(
        rule="schema/duplicate-flag",
        severity=Severity.ERROR,
        vendor=None,
        message=f'the flag "{key}" is declared twice',
        path=document.path,
        span=document.locate(place),
        pointer=place,
        item=key,
        remediation="keep one of the two, or give the second its own key",
    )


def _shared_ids(vendors: Iterable[Vendor]) -> Iterator[Finding]:
    """An id names one vendor for ever; two records with the same one cannot both be it."""
    paths = defaultdict(list)
    for vendor in vendors:
        paths[vendor.id].append(vendor)
    for same in paths.values():
        for vendor in same[1:]:
            span = START if vendor.document is None else vendor.document.locate("/id")
            yield Finding(
                rule="file/duplicate-id",
                severity=Severity.ERROR,
                vendor=vendor.id,
                message=f'the id "{vendor.id}" is already that of {same[0].path}',
                path=vendor.path,
                span=span,
                pointer="/id",
                item=vendor.path,
                remediation="give each record an id of its own, equal to its file's name",
            )
