"""From the files of a registry to the `Listing` that outputs are made of."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from subpolicy.config import Configuration
from subpolicy.documents import read_sound
from subpolicy.errors import Place, RunError, RunErrors
from subpolicy.locations import pointer
from subpolicy.policy.law import Law
from subpolicy.policy.tables import Table
from subpolicy.publish.listing import Link, Listing, Page, Record, Section, Switch
from subpolicy.publish.page.facets import COLUMNS
from subpolicy.publish.public import public
from subpolicy.registry import loading
from subpolicy.registry.registry import Registry
from subpolicy.sources import Source, SourceFault
from subpolicy.suggestions import nearest
from subpolicy.tools import Tools, tools_of

_AREAS = ("EU", "EEA")
_NO_FALSE_LIST = "a list with a vendor left out would be false; `subpolicy check` shows every fault"


def listing_of(source: Source, as_of: str) -> Listing:
    """Read a registry for publication.

    Args:
        source: Its files.
        as_of: The day, an ISO date.

    Raises:
        RunError: a file is broken: a page with a vendor missing would be false.
    """
    tools = tools_of(source)
    registry = loading.load(source, tools.configuration, tools.schemas, tools.shape)
    return listing_from(source, tools, registry, as_of)


def listing_from(source: Source, tools: Tools, registry: Registry, as_of: str) -> Listing:
    """The same for a registry that has been read already.

    Raises:
        RunError: as above.
    """
    _require_sound(registry)
    configuration = tools.configuration
    data: Mapping[str, Any] = configuration.document.data
    return Listing(
        organisation=configuration.organisation,
        page=_page(source, configuration),
        notice=data.get("notice", {}),
        authorisation=data.get("authorisation", "general"),
        categories=configuration.categories,
        data_subjects=configuration.data_subjects,
        vendors=tuple(published(registry)),
        switches=_switches(registry),
        labels={row["code"]: row["label"] for row in tools.tables["data-categories"].rows},
        areas=_areas(tools.tables["eea"], as_of),
        as_of=as_of,
    )


def published(registry: Registry) -> Iterator[Record]:
    """What may be published of every sound record, sorted by id."""
    for vendor in registry.vendors:
        if vendor.valid and vendor.document is not None:
            yield public(vendor.document.data)


def _require_sound(registry: Registry) -> None:
    errors: list[RunError] = [
        RunError(
            fault.message,
            place=Place(fault.path, fault.span.line, fault.span.column),
            help_text=fault.remediation or _NO_FALSE_LIST,
        )
        for fault in registry.faults
    ]
    if errors:
        raise RunErrors(errors)


def _page(source: Source, configuration: Configuration) -> Page:
    data: dict[str, Any] = dict(configuration.document.data.get("page", {}))
    _require_columns(configuration, data.get("columns", {}))
    sections = tuple(
        Section(
            section["id"],
            section["title"],
            _text(source, configuration, index, section),
            section.get("place"),
        )
        for index, section in enumerate(data.pop("sections", ()))
    )
    documents = tuple(Link(**document) for document in data.pop("documents", ()))
    given = {name: value for name, value in data.items() if name not in {"outputs", "template"}}
    return Page(sections=sections, documents=documents, **given)


def _require_columns(configuration: Configuration, columns: Iterable[str]) -> None:
    """Every head stands above something that a page can show."""
    for field in columns:
        if field not in COLUMNS:
            span = configuration.document.locate_key(pointer("page", "columns", field))
            near = nearest(field, COLUMNS)
            hint = f"did you mean {near}?" if near else f"there are: {', '.join(COLUMNS)}"
            raise RunError(
                f'a page has no column "{field}"',
                place=Place(configuration.document.path, span.line, span.column),
                help_text=hint,
            )


def _text(
    source: Source, configuration: Configuration, index: int, section: Mapping[str, Any]
) -> str:
    if "text" in section:
        return str(section["text"])
    place = pointer("page", "sections", index, "file")
    return text_file(source, configuration, place, section["file"])


def text_file(source: Source, configuration: Configuration, place: str, path: str) -> str:
    """A text that the configuration names.

    Args:
        source: The registry's files.
        configuration: The configuration, for positions.
        place: Where in it the file is named: a JSON Pointer.
        path: The file, relative to the registry's root.

    Raises:
        RunError: there is no such file, it is too long or no text, or it lies outside.
    """
    span = configuration.document.locate(place)
    at = Place(configuration.document.path, span.line, span.column)
    if path.lower().endswith((".yaml", ".yml")):
        raise RunError(
            f'"{path}" is no text for a page',
            place=at,
            help_text="records and configuration hold what is never published: name a text",
        )
    raw = source.read(path)
    if raw is None:
        raise RunError(
            f'there is no file "{path}"',
            place=at,
            help_text="the path counts from the folder of subpolicy.yaml",
        )
    if isinstance(raw, SourceFault):
        raise RunError(f"{path}: {raw.message}", place=at, help_text=raw.remediation)
    if len(raw) > _LONGEST:
        raise RunError(f"{path} is longer than 256 KiB", place=at, help_text="shorten it")
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise RunError(f"{path} is not UTF-8", place=at, help_text="save it as UTF-8") from None


_LONGEST = 1 << 18


def _switches(registry: Registry) -> dict[str, Switch]:
    """The declared flags with what they turn on."""
    raw = registry.raw.get(registry.configuration.paths.flags)
    if raw is None:
        return {}
    entries = read_sound(registry.configuration.paths.flags, raw).data["flags"]
    return {
        entry["key"]: Switch(
            entry["key"], entry["kind"], entry["default"], entry.get("description")
        )
        for entry in entries
    }


def _areas(table: Table, as_of: str) -> dict[str, frozenset[str]]:
    law = Law({"eea": table.periods()})
    codes = {row["code"] for row in table.rows}
    return {
        area: frozenset(code for code in codes if law.in_area(code, area, as_of)) for area in _AREAS
    }
