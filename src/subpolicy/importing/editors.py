"""The schema that editors hold a registry's files against, named in their first line."""

import os
from collections.abc import Mapping
from pathlib import Path

from subpolicy import shipped
from subpolicy.schema_copies import FOLDER, VENDOR, folder_of

_FILES = (VENDOR, "config.schema.json")


def editor_schemas(root: Path) -> tuple[str, Mapping[str, bytes]]:
    """Where the schemas are, and the files by which they get there.

    Args:
        root: The registry's root.

    Returns:
        The path of their folder from the root, and what has to be written for it to hold them:
        nothing where they are in the registry, in the repository that it is a part of, or where
        their place is taken by something else.
    """
    folder = folder_of(root, root)
    if folder is not None:
        return folder, {}
    if _is_taken(root / FOLDER):
        return FOLDER, {}
    shipped_folder = shipped.schema_folder()
    return FOLDER, {f"{FOLDER}/{name}": (shipped_folder / name).read_bytes() for name in _FILES}


def _is_taken(folder: Path) -> bool:
    if folder.is_symlink() or (folder.exists() and not folder.is_dir()):
        return True
    return any(os.path.lexists(folder / name) for name in _FILES)
