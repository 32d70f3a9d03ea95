"""The records that a registry has already, by what a page may call them."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, NamedTuple

from subpolicy.documents import Document
from subpolicy.errors import Place, RunError
from subpolicy.importing.destination import Destination
from subpolicy.registry.files import data_file
from subpolicy.registry.registry import stem
from subpolicy.schema import Schemas
from subpolicy.sources import Source, SourceFault

_ASTRAY = frozenset({"file/link-outside", "file/linked-folder", "file/not-a-folder"})


class Existing(NamedTuple):
    """A record that is there."""

    id: str
    path: str
    document: Document | None
    """None where the file is broken."""


@dataclass(frozen=True, slots=True)
class Records:
    """All of them."""

    all: tuple[Existing, ...]
    paths: Mapping[str, str]
    """Path in lower case → path: on many systems one file cannot have both names."""

    def of(self, record: Mapping[str, Any], ids: Iterable[str]) -> Existing | None:
        """The record of a vendor that was imported: by its id, else by its name.

        Args:
            record: As imported.
            ids: Those of all vendors of the page: a record that has one of them is none other's.
        """
        for one in self.all:
            if one.id == record["id"]:
                return one
        taken = {*ids}
        same = [one for one in self.all if one.id not in taken and _is_called(one, record)]
        return same[0] if len(same) == 1 else None


def records_in(source: Source, destination: Destination, schemas: Schemas) -> Records:
    """Read the records of a registry.

    Raises:
        RunError: their folder is a link, or leads out of the registry.
    """
    found, paths = list[Existing](), dict[str, str]()
    for entry in source.files(_folder(destination)):
        if isinstance(entry, SourceFault):
            if entry.code in _ASTRAY and _folder(destination).startswith(entry.path):
                raise RunError(entry.message, place=Place(entry.path), help_text=entry.remediation)
            paths[entry.path.casefold()] = entry.path
            continue
        paths[entry.casefold()] = entry
        file = data_file(source, entry, "vendor", schemas)
        document = None if file is None else file.document
        found.append(Existing(_id(entry, document), entry, document))
    return Records(tuple(found), paths)


def _folder(destination: Destination) -> str:
    """The folder of all records, of which that of the new ones may be a part."""
    configuration = destination.configuration
    return destination.folder if configuration is None else configuration.paths.vendors


def _id(path: str, document: Document | None) -> str:
    data = None if document is None else document.data
    found = data.get("id") if isinstance(data, dict) else None
    return found if isinstance(found, str) else stem(path)


def _is_called(one: Existing, record: Mapping[str, Any]) -> bool:
    data = None if one.document is None else one.document.data
    if not isinstance(data, dict):
        return False
    return all(
        str(data.get(key, "")).casefold() == str(record.get(key, "")).casefold()
        for key in ("name", "service")
    )
