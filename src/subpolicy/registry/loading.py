"""From files to a `Registry`: read, check against the schema, fill in, keep every fault."""

import hashlib
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from types import MappingProxyType
from typing import Any, NamedTuple

from subpolicy.config import Configuration
from subpolicy.errors import Place, RunError
from subpolicy.findings.finding import Finding, Severity
from subpolicy.findings.report import Member, by_path
from subpolicy.locations import START
from subpolicy.registry.files import File, data_file, parsed, record_id, unreadable
from subpolicy.registry.filling import Filler, seen, tamed
from subpolicy.registry.flags import declared
from subpolicy.registry.registry import Flag, Registry, Vendor, stem
from subpolicy.registry.shape import Shape
from subpolicy.schema import Schemas
from subpolicy.sources import Source, SourceFault

_SHARED_ID = "file/duplicate-id"


def load(
    source: Source,
    configuration: Configuration,
    schemas: Schemas,
    shape: Shape,
    like: Registry | None = None,
) -> Registry:
    """Read every record of the registry and the flags.

    Args:
        source: Where the files are.
        configuration: Says in which folders.
        schemas: Judge the files' form.
        shape: The shape of a vendor, by which records are filled in.
        like: Another revision of it: a record with the same bytes is not read again.

    Raises:
        RunError: there is not one vendor file: a run that judges nothing is no pass.
    """
    known = {} if like is None else _known(like)
    entries = entries_of(source, configuration)
    loaded = [*records(source, entries, schemas, Filler(shape), known)]
    if not loaded:  # they went between being listed and being read
        raise no_records(configuration)
    vendors = sorted((vendor for vendor, _ in loaded), key=lambda vendor: (vendor.id, vendor.path))
    beside = beside_records(source, configuration, schemas)
    faults = [fault for _, file in loaded for fault in file.faults]
    population = [member(vendor, file) for vendor, file in loaded]
    raw = {file.path: file.raw for _, file in loaded if file.raw is not None}
    return Registry(
        configuration=configuration,
        vendors=tuple(vendors),
        flags=beside.flags,
        population=by_path([*population, *beside.members]),
        faults=(*faults, *beside.faults, *shared_ids(vendors)),
        raw={**raw, **beside.raw},
    )


def entries_of(source: Source, configuration: Configuration) -> tuple[str | SourceFault, ...]:
    """The records' files, sorted by path.

    Raises:
        RunError: there is not one: a run that judges nothing is no pass.
    """
    entries = source.files(configuration.paths.vendors)
    if not entries:
        raise no_records(configuration)
    return entries


def no_records(configuration: Configuration) -> RunError:
    """What a run says that has nothing to judge, which is no pass."""
    folder = configuration.paths.vendors
    return RunError(
        f"no vendor files in {folder}/",
        place=Place(folder),
        help_text="write one record per vendor, vendors/<id>.yaml, or set paths.vendors",
    )


class Beside(NamedTuple):
    """What a registry has beside its records."""

    flags: Mapping[str, Flag]
    members: tuple[Member, ...]
    faults: tuple[Finding, ...]
    raw: Mapping[str, bytes]


def beside_records(source: Source, configuration: Configuration, schemas: Schemas) -> Beside:
    """The flags, and the files that are no records."""
    file = data_file(source, configuration.paths.flags, "flags", schemas)
    flags, faults = declared(file)
    raw = {file.path: file.raw} if file is not None and file.raw is not None else {}
    own = file.faults if file is not None else ()
    return Beside(flags, tuple(_other_members(configuration, file)), (*own, *faults), raw)


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
    entries = source.files(configuration.paths.vendors)
    loaded = records(source, entries, schemas, Filler(shape), _known(like))
    return tuple(sorted((one for one, _ in loaded), key=lambda vendor: (vendor.id, vendor.path)))


def _known(registry: Registry) -> dict[str, tuple[Vendor, File]]:
    """The records that could be read, by path, with their files."""
    faults = defaultdict(list)
    for fault in registry.faults:
        if fault.rule != _SHARED_ID:  # which says something of two files
            faults[fault.path].append(fault)
    return {
        one.path: (one, File(one.path, raw, one.document, tuple(faults[one.path])))
        for one in registry.vendors
        if (raw := registry.raw.get(one.path)) is not None
    }


def records(
    source: Source,
    entries: Iterable[str | SourceFault],
    schemas: Schemas,
    filler: Filler,
    known: Mapping[str, tuple[Vendor, File]] = MappingProxyType({}),
) -> Iterator[tuple[Vendor, File]]:
    """Read records one after the other; a file that is gone by then is left out.

    Args:
        source: Where they are.
        entries: As `entries_of` lists them.
        schemas: Judge their form.
        filler: Of the shape of a vendor.
        known: Those that were read before, by path; with the same bytes, they are not read again.
    """
    for entry in entries:
        if isinstance(entry, SourceFault):
            yield _read(unreadable(entry, vendor=stem(entry.path)), filler)
            continue
        raw = source.read(entry)
        before = known.get(entry)
        if before is not None and raw == before[1].raw:
            yield before
        elif (file := parsed(entry, raw, "vendor", schemas)) is not None:
            yield _read(file, filler)


def _read(file: File, filler: Filler) -> tuple[Vendor, File]:
    return vendor_of(file, filler), file


def vendor_of(file: File, filler: Filler) -> Vendor:
    """A record as the rules see it."""
    document = file.document
    if document is None:
        return Vendor(stem(file.path), file.path, None, {}, valid=False)
    valid = not file.faults
    data: Any = document.data
    if isinstance(data, dict):
        record = seen(data)
        filled = filler.fill(record if valid else tamed(record))
    else:
        filled = {}
    return Vendor(record_id(document), file.path, document, filled, valid)


def member(vendor: Vendor, file: File) -> Member:
    """The record in the population."""

    def text(key: str) -> str | None:
        value = vendor.data.get(key)
        return value if isinstance(value, str) else None

    return Member(
        file.path, _sha256(file), vendor.id, text("name"), text("status"), judged=vendor.valid
    )


def _other_members(configuration: Configuration, flags: File | None) -> Iterator[Member]:
    document = configuration.document
    digest = hashlib.sha256(document.raw).hexdigest()
    yield Member(document.path, digest, None, None, None, judged=True)
    if flags is not None:
        yield Member(flags.path, _sha256(flags), None, None, None, judged=not flags.faults)


def _sha256(file: File) -> str | None:
    return None if file.raw is None else hashlib.sha256(file.raw).hexdigest()


def shared_ids(vendors: Iterable[Vendor]) -> Iterator[Finding]:
    """An id names one vendor for ever; two records with the same one cannot both be it.

    Args:
        vendors: Sorted by id, then path.
    """
    paths = defaultdict(list)
    for vendor in vendors:
        paths[vendor.id].append(vendor)
    for same in paths.values():
        for vendor in same[1:]:
            span = START if vendor.document is None else vendor.document.locate("/id")
            yield Finding(
                rule=_SHARED_ID,
                severity=Severity.ERROR,
                vendor=vendor.id,
                message=f'the id "{vendor.id}" is already that of {same[0].path}',
                path=vendor.path,
                span=span,
                pointer="/id",
                item=vendor.path,
                remediation="give each record an id of its own, equal to its file's name",
            )
