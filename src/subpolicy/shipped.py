"""The schema and the policies that travel with subpolicy."""

from pathlib import Path

from subpolicy.errors import RunError

_PACKAGE = Path(__file__).parent


def schema_folder() -> Path:
    """The folder of the shipped JSON Schemas (``vendor.schema.json`` and its siblings).

    Raises:
        RunError: the installation lacks it.
    """
    return _shipped("schema", _PACKAGE)


def policies_folder() -> Path:
    """The folder of the shipped packs and, in ``_tables``, of the tables they look up.

    Raises:
        RunError: the installation lacks it.
    """
    return _shipped("policies", _PACKAGE)


def _shipped(name: str, package: Path) -> Path:
    """In a wheel below the package; in a checkout or editable install beside ``src``."""
    for folder in (package / "_shipped" / name, package.parents[1] / name):
        if folder.is_dir():
            return folder
    raise RunError(
        f"this installation of subpolicy lacks its {name} folder",
        help_text="install subpolicy again, from a wheel or from a whole checkout",
    )
