"""Writes a registry of 100 records of which some break one of the three protected rules.

python benchmarks/planted.py DIR

Each kind of fault is one way in which a record breaks a rule, so that a tool that cannot see one
of them can be named for it, and one that finds too much cannot hide behind what it overlooks.
"""

import sys
from collections import Counter
from collections.abc import Container
from pathlib import Path
from typing import NamedTuple

import registry

SIZE = 100
EACH = 2
"""So many records there are of each kind."""
SCC = "non-us-processing-without-scc"
FLAG = "optional-without-feature-flag"
DATE = "missing-dpa-date"
RULES = (SCC, FLAG, DATE)

_STATE = "status: active\n"
_PLACE = "processing:\n  locations: [US]\n"
_DPA = "dpa:\n  method: signed\n  signed_on: 2024-05-01\n"


class Kind(NamedTuple):
    name: str
    rule: str
    findings: int
    place: str = _PLACE
    state: str = _STATE
    dpa: str = _DPA


KINDS = (
    Kind("a place without any transfer", SCC, 1, place="processing:\n  locations: [US, DE]\n"),
    Kind(
        *("two places, and clauses of another kind", SCC, 2),
        place="processing:\n  locations: [DE, US, SG]\ntransfers:\n  - mechanism: uk-addendum\n",
    ),
    Kind("remote access", SCC, 1, place=f"{_PLACE}  access: [IN]\n"),
    Kind("a region", SCC, 1, place="processing:\n  locations: [EU]\n"),
    Kind("Norway, unquoted", SCC, 1, place="processing:\n  locations: [NO]\n"),
    Kind("optional without a flag", FLAG, 1, state="status: optional\n"),
    Kind("enabled per tenant without a flag", FLAG, 1, state=f"{_STATE}tenant_enabled: true\n"),
    Kind(
        *("an undeclared flag", FLAG, 1),
        state="status: optional\nfeature_flag: no-such-switch\n",
    ),
    Kind("no DPA", DATE, 1, dpa=""),
    Kind("a DPA without a date", DATE, 1, dpa="dpa:\n  method: signed\n"),
    Kind("February 30", DATE, 1, dpa="dpa:\n  method: signed\n  signed_on: 2024-02-30\n"),
    Kind("a day to come", DATE, 1, dpa="dpa:\n  method: signed\n  signed_on: 2999-01-01\n"),
    Kind(
        *("covered by a DPA without a date", DATE, 1),
        dpa="dpa:\n  method: incorporated\n  same_as: faulty-a-dpa-without-a-date-1\n",
    ),
)


def write(folder: Path) -> None:
    """Write a new registry with all packs; the records without faults are as elsewhere."""
    registry.write(folder, SIZE - EACH * len(KINDS), "all")
    for kind in KINDS:
        for number in range(1, EACH + 1):
            name = f"faulty-{kind.name.lower().replace(',', '').replace(' ', '-')}-{number}"
            path = folder / "vendors" / f"{name}.yaml"
            path.write_text(_record(name, kind), encoding="utf-8")


def expected(missed: Container[str] = (), *, one_per_record: bool = False) -> dict[str, int]:
    """Findings by rule, without those of the kinds that a tool misses."""
    counts = Counter(dict.fromkeys(RULES, 0))
    for kind in KINDS:
        findings = 1 if one_per_record else kind.findings
        counts[kind.rule] += 0 if kind.name in missed else findings * EACH
    return dict(counts)


TOTAL = sum(expected().values())


def _record(name: str, kind: Kind) -> str:
    head = f"id: {name}\nname: {name}, Inc.\ncategory: email\npurpose: Sends e-mail\n"
    return f"{head}data_categories: [email]\n{kind.place}{kind.dpa}{kind.state}"


if __name__ == "__main__":
    write(Path(sys.argv[1]))
