"""Shipped rules and tables that are known to be sound, so that a check need not find it out again.

Two generated files travel with the package. `verified.json` lists the digests of the shipped rule
files that the type checker has accepted against the shipped vendor schema, each with the tables
that it looks up. `parsed.json` holds what the YAML of shipped rules and tables says, by the digest
of its bytes: as many files as a registry of 70 vendors are not parsed at every commit. A file with
one changed byte, or another schema, is read and checked as ever. Written by
``python -m subpolicy.policy.verifying``; ``--check`` fails when they are stale.
"""

import hashlib
import json
from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

from subpolicy.policy.rules import Rule

FILE = Path(__file__).with_suffix(".json")
PARSED = Path(__file__).with_name("parsed.json")


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


class Parsed(NamedTuple):
    """What files say that are valid."""

    schemas: Mapping[str, str]
    """Name of a schema → SHA-256 of its file."""
    data: Mapping[str, Mapping[str, Any]]
    """Name of a schema → SHA-256 of a file that is valid under it → its data."""

    def of(self, raw: bytes, schema: str, schema_digest: str) -> Any | None:
        """The data of a file; None where it is to be read, and held against the schema."""
        if self.schemas.get(schema) != schema_digest:
            return None
        return self.data[schema].get(hashlib.sha256(raw).hexdigest())


def load() -> Verified:
    """What the installed package knows; nothing where the file is missing or broken."""
    try:
        data = json.loads(FILE.read_bytes())
        return Verified(data["schema"], data["rules"])
    except (OSError, ValueError, KeyError, TypeError):
        return Verified("", {})


@cache
def parsed() -> Parsed:
    """What the installed package has read before; nothing where the file is missing or broken."""
    try:
        data = json.loads(PARSED.read_bytes())
        return Parsed(data["schemas"], {name: data[name] for name in data["schemas"]})
    except (OSError, ValueError, KeyError, TypeError):
        return Parsed({}, {})


def render(schema: bytes, tables: Mapping[str, frozenset[str]]) -> str:
    """`verified.json` for rules that are sound: digest of a rule's file → the tables it names."""
    rules = {digest: sorted(names) for digest, names in sorted(tables.items())}
    data = {"schema": hashlib.sha256(schema).hexdigest(), "rules": rules}
    return json.dumps(data, indent=1) + "\n"


def render_parsed(schemas: Mapping[str, str], data: Mapping[str, Mapping[str, Any]]) -> str:
    """`parsed.json`, a line for each file."""
    lines = ["{", f'"schemas": {json.dumps(schemas)}']
    for schema in schemas:
        lines[-1] += ","
        lines.append(f"{json.dumps(schema)}: {{")
        files = sorted(data[schema].items())
        lines.append(",\n".join(f"{json.dumps(key)}: {json.dumps(one)}" for key, one in files))
        lines.append("}")
    return "\n".join([*lines, "}"]) + "\n"
