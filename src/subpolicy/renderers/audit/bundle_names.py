"""What files of a registry are called inside a bundle, and where OSCAL documents look for them."""

import hashlib
import os
from collections.abc import Iterable
from urllib.parse import quote

ASSESSMENT_PLAN = "oscal-assessment-plan.json"
ASSESSMENT_RESULTS = "oscal-assessment-results.json"
STATEMENT = "attestation.intoto.json"
MANIFEST = "SHA256SUMS"

_LONGEST_NAME = 200
"""Characters of one part of a path; file systems take 255, and readers add their own."""


def safe_names(folder: str, paths: Iterable[str]) -> dict[str, str]:
    """Each path below a folder of the bundle, under a name that every system can unpack.

    Everything but ASCII letters, digits, ``-``, ``_``, ``.`` and ``~`` is percent-encoded, so that
    `unquote` gives the path back; so are leading dots. Names that differ in case alone, or that
    are too long, get a digest instead.

    Args:
        folder: Where they go, without a slash at the end; empty for the top.
        paths: Relative POSIX paths, as ``os.fsdecode`` gives them.
    """
    names: dict[str, str] = {}
    taken = {""}
    for path in sorted(set(paths)):
        parts = [_part(part) for part in path.split("/") if part]
        name = "/".join(parts)
        if name.casefold() in taken or any(len(part) > _LONGEST_NAME for part in parts):
            name = f"{hashlib.sha256(os.fsencode(path)).hexdigest()}.yaml"
        taken.add(name.casefold())
        names[path] = f"{folder}/{name}" if folder else name
    return names


def _part(part: str) -> str:
    bare = part.lstrip(".")
    return "%2E" * (len(part) - len(bare)) + quote(os.fsencode(bare), safe="")
