"""Rules that are known to be sound, so that a check does not compile their types again.

`verified.json` travels with the package and lists the digests of the shipped rule files that the
type checker has accepted against the shipped vendor schema, each with the tables that it looks up.
A rule with one changed byte, or another schema, is checked as ever. Written by
``python -m subpolicy.policy.verified``; ``--check`` fails when it is stale.
"""

import hashlib
import json
import sys
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import NamedTuple

from subpolicy.policy.rules import Rule

_FILE = Path(__file__).with_suffix(".json")


class Verified(NamedTuple):
    """What was found sound."""

    schema: str
    """SHA-256 of the vendor schema's file."""
    rules: Mapping[str, list[str]]
    """SHA-256 of a rule's file → the tables that it looks up."""

    def split(self, rules: Iterable[Rule], schema: bytes) -> tuple[set[str], list[Rule]]:
        """The tables of the rules that are known, and the rules that are not."""
        tables: set[str] = set()
        unknown: list[Rule] = []
        same = hashlib.sha256(schema).hexdigest() == self.schema
        for rule in rules:
            known = self.rules.get(rule.sha256) if same else None
            if known is None:
                unknown.append(rule)
            else:
                tables.update(known)
        return tables, unknown


def load() -> Verified:
    """What the installed package knows; nothing where the file is missing or broken."""
    try:
        data = json.loads(_FILE.read_bytes())
        return Verified(data["schema"], data["rules"])
    except (OSError, ValueError, KeyError, TypeError):
        return Verified("", {})


def render(schema: bytes, tables: Mapping[str, frozenset[str]]) -> str:
    """The file for rules that are sound: digest of a rule's file → the tables it looks up."""
    rules = {digest: sorted(names) for digest, names in sorted(tables.items())}
    data = {"schema": hashlib.sha256(schema).hexdigest(), "rules": rules}
    return json.dumps(data, indent=1) + "\n"


def _main(arguments: list[str]) -> int:
    from subpolicy import shipped  # noqa: PLC0415 -- the tool that writes the file, not a check
    from subpolicy.policy.packs import Library, Shelf  # noqa: PLC0415
    from subpolicy.policy.typecheck import TypeChecker  # noqa: PLC0415
    from subpolicy.registry.shape import shape_of  # noqa: PLC0415
    from subpolicy.schema import Schemas  # noqa: PLC0415
    from subpolicy.sources import Nothing, WorkingTree  # noqa: PLC0415

    folder = shipped.schema_folder()
    schemas = Schemas(folder)
    shelf = Shelf(WorkingTree(shipped.policies_folder(), trusted=True), "", "policies/")
    library = Library(Shelf(Nothing(), "policies", "policies"), shelf, schemas)
    shape = shape_of(schemas.document("vendor"), "vendor")
    tables = {}
    for name in library.names():
        pack = library.pack(name)
        for rule in pack.rules if pack is not None else ():
            checked = TypeChecker(shape, list(library.tables()), [rule]).check()
            if not checked.errors:
                tables[rule.sha256] = checked.tables
    text = render((folder / "vendor.schema.json").read_bytes(), tables)
    if "--check" in arguments:
        fresh = _FILE.exists() and _FILE.read_text(encoding="utf-8") == text
        if not fresh:
            sys.stderr.write(f"{_FILE.name} is stale; run python -m subpolicy.policy.verified\n")
        return 0 if fresh else 1
    _FILE.write_text(text, encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(_main(sys.argv[1:]))
