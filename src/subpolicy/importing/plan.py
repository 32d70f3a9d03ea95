"""What an import is going to do, and what it has to tell."""

from dataclasses import dataclass
from typing import NamedTuple

from subpolicy.findings.report import Report
from subpolicy.importing.destination import Destination


class Planned(NamedTuple):
    """A file that is to be written."""

    path: str
    """Relative to the registry's root, POSIX."""
    before: bytes | None
    """As it is; None where there is none."""
    after: bytes
    kept: tuple[str, ...] = ()
    """Fields of a record that differ from the page, and stay as they are here."""


class Left(NamedTuple):
    """A vendor of the page whose record is not written, though the page says something else."""

    vendor: str
    path: str
    reason: str


class Gone(NamedTuple):
    """A record of the registry that the page does not list any more."""

    vendor: str
    path: str


class Told(NamedTuple):
    """Something that was not understood, or left out on purpose."""

    where: str
    """The vendor or row; empty for the page as a whole."""
    cell: str
    """The column, as the page calls it; empty where it is none's."""
    reason: str


@dataclass(frozen=True, slots=True)
class Plan:
    """Everything that an import is going to do."""

    destination: Destination
    files: tuple[Planned, ...]
    records: tuple[str, ...]
    """Ids of the vendors on the page, in its order."""
    same: tuple[str, ...]
    """Ids whose records say what the page says, or what was made of it here."""
    left: tuple[Left, ...]
    gone: tuple[Gone, ...]
    problems: tuple[Told, ...]
    """What was not understood."""
    skipped: tuple[Told, ...]
    """Rows that are no vendors."""
    wanted: tuple[str, ...]
    """Categories of the page that the registry's configuration does not declare."""
    nameless: bool
    """Whether the page did not say whose list it is, so that a name has to be filled in."""
    report: Report | None
    """The verdict on the registry as it will be; None where it holds no record."""

    @property
    def added(self) -> tuple[Planned, ...]:
        """Files that are not there yet."""
        return tuple(file for file in self.files if file.before is None)

    @property
    def changed(self) -> tuple[Planned, ...]:
        """Files that are going to change."""
        return tuple(file for file in self.files if file.before is not None)
