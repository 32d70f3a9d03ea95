"""A new record: what is publicly known of the vendor, and what only its customer can say."""

import re
from pathlib import Path
from typing import NamedTuple

from subpolicy import catalogue
from subpolicy.catalogue import Known
from subpolicy.errors import RunError
from subpolicy.scaffolding.blanks import record
from subpolicy.schema_copies import VENDOR, folder_of
from subpolicy.sources import Source, SourceFault
from subpolicy.suggestions import nearest
from subpolicy.tools import tools_of

_SLUG = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
_LONGEST = 64
"""Characters of an id, as the schema allows."""


class NewVendor(NamedTuple):
    """What is to be written, and what is known of it."""

    path: str
    """Relative to the registry's root, POSIX."""
    text: str
    known: Known | None
    """The catalogue's entry; None where it has none."""
    similar: str | None
    """An id of the catalogue that was perhaps meant, where it has none of this name."""


def new_vendor(source: Source, root: Path, vendor: str) -> NewVendor:
    """The record of a new vendor, with blanks.

    Args:
        source: The registry that gets it.
        root: Its folder, in or above which the schema for editors may be.
        vendor: The id.

    Raises:
        RunError: the id is none, or is taken.
    """
    if not _SLUG.fullmatch(vendor) or len(vendor) > _LONGEST:
        near = nearest(vendor, catalogue.load())
        example = f"did you mean {near}?" if near else "like acme-mail"
        raise RunError(
            f'"{vendor}" cannot be the id of a vendor',
            help_text=f"use lower-case letters, digits and single hyphens, 64 at most; {example}",
        )
    configuration = tools_of(source).configuration
    folder = configuration.paths.vendors
    _require_free(source, folder, vendor)
    known = catalogue.known(vendor)
    text = _modeline(root, folder) + record(vendor, known, configuration)
    similar = None if known else nearest(vendor, catalogue.load())
    return NewVendor(f"{folder}/{vendor}.yaml", text, known, similar)


def _require_free(source: Source, folder: str, vendor: str) -> None:
    for entry in source.files(folder):
        path = entry.path if isinstance(entry, SourceFault) else entry
        if path.rpartition("/")[2].rpartition(".")[0].casefold() == vendor:
            raise RunError(
                f"{path} is there already",
                help_text="an id names one vendor for ever; change that record, or choose another",
            )


def _modeline(root: Path, folder: str) -> str:
    """Names the schema for editors, where it lies in the registry or its repository."""
    copies = folder_of(root, root / folder)
    return "" if copies is None else f"# yaml-language-server: $schema={copies}/{VENDOR}\n"
