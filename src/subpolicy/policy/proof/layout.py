"""The cases of rule tests, laid out as small registries once for all that is proven with them."""

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal, NamedTuple

from subpolicy.changes import Change, subject_of
from subpolicy.documents import Document, read
from subpolicy.errors import Place, RunError
from subpolicy.locations import pointer
from subpolicy.policy.facts import facts_of
from subpolicy.policy.functions import Facts
from subpolicy.policy.law import Law
from subpolicy.policy.proof.altered import change_between, registry_change
from subpolicy.policy.rules import Param, Rule
from subpolicy.policy.selection import CONFIGURED_PARAMS
from subpolicy.policy.tables import Table
from subpolicy.registry.filling import Filler, seen, tamed
from subpolicy.registry.registry import Flag, Vendor
from subpolicy.registry.shape import Shape
from subpolicy.schema import Schemas

Expectation = Literal["pass", "fail", "not-applicable"]
_PAIR = re.compile(r"\\ud[89ab][0-9a-f]{2}\\ud[c-f][0-9a-f]{2}")
DEFAULT_DAY = "2026-01-01"
_SIDES = ("before", "after")


class Case(NamedTuple):
    """One case as a registry: the vendor that it is about, the others, and what they look up."""

    name: str
    expected: Expectation
    findings: Sequence[Mapping[str, str]] | None
    """Those that the case lists; None where it lists none."""
    place: Place
    vendors: tuple[Vendor, ...]
    """The first is the one that the case is about; none where nothing changes."""
    facts: Facts
    day: str
    params: Mapping[str, Param]
    """Parameters with another value than the rule's own."""
    faults: tuple[str, ...]
    """What is wrong with the records."""
    change: Change | None = None
    """For scope ``change``, what becomes of a vendor: the first of the vendors stands for it."""

    @property
    def valid(self) -> bool:
        """Whether all records keep the schema."""
        return all(vendor.valid for vendor in self.vendors)


class Setting(Mapping[str, str]):
    """What functions look up: they are bound to an environment once, the case on stage changes."""

    def __init__(self) -> None:
        self.now: Mapping[str, str] = {}

    def __getitem__(self, key: str) -> str:
        return self.now[key]

    def __iter__(self) -> Iterator[str]:
        return iter(self.now)

    def __len__(self) -> int:
        return len(self.now)


class Stage:
    """Where cases are laid out, and one at a time is played.

    Args:
        schemas: Judge the records.
        shape: The shape of a vendor.
        tables: What rules look up.
    """

    def __init__(self, schemas: Schemas, shape: Shape, tables: Mapping[str, Table]) -> None:
        self._schemas = schemas
        self._filler = Filler(shape)
        self._flags = Setting()
        self._dpa_dates = Setting()
        law = Law({table.id: table.periods() for table in tables.values()})
        self.facts = Facts(flags=self._flags, dpa_dates=self._dpa_dates, law=law)
        """The facts of the case that is set."""

    def set(self, facts: Facts) -> None:
        """Let the functions look up what a case holds."""
        self._flags.now = facts.flags
        self._dpa_dates.now = facts.dpa_dates

    def lay_out(self, rule: Rule, document: Document) -> tuple[Case, ...]:
        """The cases of a test file that the schema has accepted.

        Raises:
            RunError: a record cannot be read.
        """
        builder = _Builder(self._schemas, self._filler, self.facts.law, rule, document)
        return tuple(builder.case(index) for index in range(len(document.data["cases"])))

    def vendor(self, record: Mapping[str, Any]) -> Vendor | None:
        """A record without a file; None where it breaks the schema."""
        if self._schemas.violations("vendor", record):
            return None
        name = str(record["id"])
        filled = self._filler.fill(seen(record))
        path = f"vendors/{name}.yaml"
        return Vendor(name, path, Document(path, b"", dict(record)), filled, valid=True)


class _Played(NamedTuple):
    """Who is in a case."""

    vendors: tuple[Vendor, ...]
    """What is judged."""
    records: tuple[Vendor, ...]
    """What the case holds."""
    change: Change | None


@dataclass(frozen=True, slots=True)
class _Builder:
    schemas: Schemas
    filler: Filler
    law: Law
    rule: Rule
    document: Document

    def case(self, index: int) -> Case:
        test = self.document.data
        case = test["cases"][index]
        span = self.document.locate(pointer("cases", index, "name"))
        day = case.get("as_of", test.get("as_of", DEFAULT_DAY))
        if self.rule.scope == "change":
            played = self._change(case, day)
        else:
            keys = [case.get("vendor", {}), *case.get("others", ())]
            files = [case.get("file"), *(None for _ in keys[1:])]
            records = tuple(map(self._vendor, keys, files))
            played = _Played(records, records, None)
        flags = {
            flag["key"]: Flag(flag["key"], flag.get("kind", "feature"), flag.get("default", "off"))
            for flag in case.get("flags", ())
        }
        return Case(
            name=case["name"],
            expected=case["expect"],
            findings=case.get("findings"),
            place=Place(self.document.path, span.line, span.column),
            vendors=played.vendors,
            facts=facts_of(played.records, flags, ()),
            day=day,
            params=_params(case),
            faults=tuple(self._faults(case, played)),
            change=played.change,
        )

    def _change(self, case: Mapping[str, Any], day: str) -> "_Played":
        """What a case of scope ``change`` is about: the registry itself, or a vendor."""
        if "change" in case:
            return _Played((registry_change(case["change"]),), (), None)
        before, after = (
            self._vendor(case[side], case.get("file")) if side in case else None for side in _SIDES
        )
        records = tuple(side for side in (before, after) if side is not None)
        change = change_between(before, after, self.law, day)
        return _Played(() if change is None else (subject_of(change),), records, change)

    def _vendor(self, record: Mapping[str, Any], file: str | None) -> Vendor:
        data = {**self.document.data.get("base", {}), **record}
        name = file or str(data.get("id", "vendor"))
        path = f"vendors/{name}.yaml"
        document = read(path, _yaml(data))
        if not isinstance(document, Document):
            raise RunError(f"{self.rule.id}: {document.faults[0].message}")
        valid = not self.schemas.violations("vendor", document.data)
        visible = seen(document.data)
        filled = self.filler.fill(visible if valid else tamed(visible))
        return Vendor(str(data.get("id", name)), path, document, filled, valid)

    def _faults(self, case: Mapping[str, Any], played: _Played) -> Iterator[str]:
        if case.get("invalid"):
            if all(vendor.valid for vendor in played.records):
                yield "the record is valid, though the case says invalid: true"
            return
        for vendor in played.records:
            if vendor.valid or vendor.document is None:
                continue
            for violation in self.schemas.violations("vendor", vendor.document.data):
                yield f"the record {vendor.id} is not valid: {violation.message}"
        if not played.vendors and all(vendor.valid for vendor in played.records):
            yield "nothing changes: give before, after or change"


def _yaml(data: Mapping[str, Any]) -> bytes:
    """The data as JSON that YAML reads the same: no pairs of escapes, no DEL by itself."""
    text = json.dumps(data).replace("\x7f", "\\u007f")
    return _PAIR.sub(lambda pair: json.loads(f'"{pair[0]}"'), text).encode()


def _params(case: Mapping[str, Any]) -> dict[str, Param]:
    """What the case changes, and what it says that the configuration sets."""
    configured = {name: case[name] for name in CONFIGURED_PARAMS if name in case}
    return {**case.get("params", {}), **configured}
