"""The registry as the rules see it."""

from collections.abc import Mapping
from typing import Any, NamedTuple

from subpolicy.config import Configuration
from subpolicy.documents import Document
from subpolicy.findings.finding import Finding
from subpolicy.findings.report import Member


class Vendor(NamedTuple):
    """One record, as data that rules can judge and a document that knows positions."""

    id: str
    """The record's own id; the file's stem where it has none that is usable."""
    path: str
    document: Document | None
    """None when the file could not be read as YAML."""
    data: Mapping[str, Any]
    """Filled in for the rules (see `filling`); empty when the file could not be read."""
    valid: bool
    """True when schema and file have no fault."""

    @property
    def stem(self) -> str:
        """The file's name without ``.yaml``."""
        return stem(self.path)


class Flag(NamedTuple):
    """A named switch that turns a vendor on."""

    key: str
    kind: str
    default: str
    """``on`` or ``off``."""


class Registry(NamedTuple):
    """Everything that was read, with the faults found while reading."""

    configuration: Configuration
    vendors: tuple[Vendor, ...]
    """Sorted by id, then path."""
    flags: Mapping[str, Flag]
    population: tuple[Member, ...]
    """Every file that was looked at, sorted by path."""
    faults: tuple[Finding, ...]
    raw: dict[str, bytes]
    """The bytes of every file that could be read, by path."""

    def bytes_of(self, path: str) -> bytes | None:
        """What a file holds; None for one that is not there or could not be read."""
        return self.raw.get(path)


def stem(path: str) -> str:
    """The name of a file without folders and ``.yaml``."""
    return path.rpartition("/")[2].removesuffix(".yaml")
