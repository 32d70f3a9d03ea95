"""Where an import goes: the registry, and the folder of its records."""

import os
from dataclasses import dataclass
from pathlib import Path

from subpolicy import config, shipped
from subpolicy.config import Configuration, Paths
from subpolicy.errors import RunError
from subpolicy.printable import printable
from subpolicy.root import FILE_NAME, find_root
from subpolicy.schema import Schemas
from subpolicy.sources import WorkingTree


@dataclass(frozen=True, slots=True)
class Destination:
    """A registry that is there, or that an import starts."""

    root: Path
    """Absolute; need not exist yet."""
    folder: str
    """Where new records go, relative to the root."""
    configuration: Configuration | None
    """None where the registry is started."""


def destination(into: Path | None, working_directory: Path) -> Destination:
    """The registry that an import goes into.

    Args:
        into: ``--into``. A folder with a ``subpolicy.yaml``, one that becomes a registry, or one
            within the folder of a registry's records. None: the registry around the working
            directory, or else a new one right there.
        working_directory: Absolute.

    Raises:
        RunError: ``into`` is no folder, or the configuration is broken.
    """
    if into is None:
        found = _found(working_directory)
        return _started(working_directory) if found is None else _there(found)
    full = Path(os.path.abspath(working_directory / into))  # noqa: PTH100 -- keeps links
    if os.path.lexists(full) and not full.is_dir():
        raise RunError(
            f"{printable(str(into))} is not a folder",
            help_text="--into names the folder of a registry, or one that becomes it",
        )
    if os.path.lexists(full / FILE_NAME):
        return _there(full)
    around = _found(full)
    if around is not None and (below := _records_below(around, full)) is not None:
        return Destination(around, below, _configuration(around))
    return _started(full)


def _found(start: Path) -> Path | None:
    try:
        return find_root(start)
    except RunError:
        return None


def _started(root: Path) -> Destination:
    return Destination(root, Paths().vendors, None)


def _there(root: Path) -> Destination:
    configuration = _configuration(root)
    return Destination(root, configuration.paths.vendors, configuration)


def _configuration(root: Path) -> Configuration:
    return config.load(WorkingTree(root), Schemas(shipped.schema_folder()))


def _records_below(root: Path, folder: Path) -> str | None:
    """The path of a folder from the root where it lies in that of the records."""
    vendors = _configuration(root).paths.vendors
    inside = folder.relative_to(root)
    return inside.as_posix() if inside.is_relative_to(vendors) else None
