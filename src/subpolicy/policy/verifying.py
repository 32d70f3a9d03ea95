"""Writes `verified.json` and `parsed.json`, or says whether they are stale (``--check``)."""

import hashlib
import sys
from collections.abc import Iterator, Sequence
from typing import Any

from subpolicy import shipped
from subpolicy.documents import Document, read_sound
from subpolicy.policy import verified
from subpolicy.policy.packs import TABLES, TEST_SUFFIX, Library, Shelf
from subpolicy.policy.typecheck import TypeChecker
from subpolicy.registry.shape import shape_of
from subpolicy.schema import Schemas
from subpolicy.sources import Nothing, WorkingTree

_SCHEMAS = ("rule", "table")


def found() -> tuple[str, str]:
    """The texts of the two files, by the shipped schemas, rules and tables."""
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
    schema = (folder / "vendor.schema.json").read_bytes()
    return verified.render(schema, tables), _parsed(shelf, schemas)


def _parsed(shelf: Shelf, schemas: Schemas) -> str:
    data: dict[str, dict[str, Any]] = {schema: {} for schema in _SCHEMAS}
    for document in _documents(shelf):
        schema = "table" if f"/{TABLES}/" in document.path else "rule"
        if not schemas.violations(schema, document.data):
            data[schema][hashlib.sha256(document.raw).hexdigest()] = document.data
    return verified.render_parsed({name: schemas.digest(name) for name in _SCHEMAS}, data)


def _documents(shelf: Shelf) -> Iterator[Document]:
    for path in shelf.source.files(""):
        raw = shelf.source.read(path) if isinstance(path, str) else None
        if isinstance(path, str) and isinstance(raw, bytes) and not path.endswith(TEST_SUFFIX):
            yield read_sound(shelf.label(path), raw)


def main(arguments: Sequence[str]) -> int:
    """Write the files; with ``--check``, return 1 where they are not what they were to be."""
    fresh = True
    for path, text in zip((verified.FILE, verified.PARSED), found(), strict=True):
        if "--check" not in arguments:
            path.write_text(text, encoding="utf-8")
        elif not (path.exists() and path.read_text(encoding="utf-8") == text):
            sys.stderr.write(f"{path.name} is stale; run python -m subpolicy.policy.verifying\n")
            fresh = False
    return 0 if fresh else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
