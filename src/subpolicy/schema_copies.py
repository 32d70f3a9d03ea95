"""Copies of the JSON Schemas in a registry, for editors; ``check`` judges by the shipped ones."""

import os
from collections.abc import Iterator
from pathlib import Path

FOLDER = "schema"
"""Where the copies lie, below the registry's root or a folder above it."""
VENDOR = "vendor.schema.json"
_MARK = '"urn:subpolicy:schema:'
"""The beginning of every schema's ``$id``."""
_BEGINNING = 4096
"""Bytes among which it stands."""


def is_copy(path: Path, name: str = "") -> bool:
    """Whether a file is one of our schemas.

    Args:
        path: The file; need not exist.
        name: Which one, like ``vendor``; any where it is left out.
    """
    mark = f"{_MARK}{name}:" if name else _MARK
    try:
        with path.open("rb") as file:
            return mark.encode() in file.read(_BEGINNING)
    except OSError:
        return False


def folder_of(root: Path, start: Path) -> str | None:
    """The folder with the copies that serve a registry, as a POSIX path from a folder in it.

    Args:
        root: The registry's root; outside git, nothing above it is looked at.
        start: The folder from which the path is to lead.

    Returns:
        None where neither the registry nor the repository that it is a part of has copies.
    """
    for above in _upwards(root):
        if is_copy(above / FOLDER / VENDOR, "vendor"):
            return os.path.relpath(above / FOLDER, start).replace(os.sep, "/")
    return None


def _upwards(root: Path) -> Iterator[Path]:
    """The root, and what is above it in the same repository."""
    folders = (root, *root.parents)
    within = [index for index, folder in enumerate(folders) if (folder / ".git").exists()]
    return iter(folders[: within[0] + 1 if within else 1])
