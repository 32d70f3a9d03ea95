"""The schema that editors hold a registry's files against, named in their first line."""

import os
from collections.abc import Iterator, Mapping
from pathlib import Path

from subpolicy import shipped

_FOLDER = "schema"
_FILES = ("vendor.schema.json", "config.schema.json")
_MARK = b'"urn:subpolicy:schema:vendor:'
_BEGINNING = 4096


def editor_schemas(root: Path) -> tuple[str, Mapping[str, bytes]]:
    """Where the schemas are, and the files by which they get there.

    Args:
        root: The registry's root.

    Returns:
        The path of their folder from the root, and what has to be written for it to hold them:
        nothing where they are in the registry, in the repository that it is a part of, or where
        their place is taken by something else.
    """
    for folder in _upwards(root):
        if _is_ours(folder / _FOLDER / _FILES[0]):
            return os.path.relpath(folder / _FOLDER, root).replace(os.sep, "/"), {}
    if _is_taken(root / _FOLDER):
        return _FOLDER, {}
    shipped_folder = shipped.schema_folder()
    return _FOLDER, {f"{_FOLDER}/{name}": (shipped_folder / name).read_bytes() for name in _FILES}


def _upwards(root: Path) -> Iterator[Path]:
    """The root, and what is above it in the same repository."""
    folders = (root, *root.parents)
    within = [index for index, folder in enumerate(folders) if (folder / ".git").exists()]
    return iter(folders[: within[0] + 1 if within else 1])


def _is_taken(folder: Path) -> bool:
    if folder.is_symlink() or (folder.exists() and not folder.is_dir()):
        return True
    return any(os.path.lexists(folder / name) for name in _FILES)


def _is_ours(path: Path) -> bool:
    try:
        with path.open("rb") as file:
            return _MARK in file.read(_BEGINNING)
    except OSError:
        return False
