"""Every shape that YAML 1.2 can take, chapter by chapter: the data it is read as, or its fault.

A case in ``shapes/*.txt`` begins with ``# `` and its name. Then come

- ``| `` and a line of the file; ``. `` and a line without a break at its end; ``«A0»`` in a line
  stands for the character U+00A0;
- ``~ `` and why the outcome is another than YAML 1.2 has it: a row of the table in
  ``docs/decisions/yaml-conformance.md``;
- ``= `` and the data as JSON, or ``! `` with the code and the span of each fault;
- ``@ `` with a pointer, the span of its value and, where that is another, the span of its key.
"""

import json
import re
from pathlib import Path
from typing import NamedTuple

import pytest

from subpolicy.documents import Broken, read
from subpolicy.locations import Span

FOLDER = Path(__file__).parent / "shapes"
DECISION = Path(__file__).parents[3] / "docs" / "decisions" / "yaml-conformance.md"


class Case(NamedTuple):
    chapter: str
    name: str
    text: str
    outcome: list[str]
    differences: list[str]


def cases() -> list[Case]:
    found = []
    for path in sorted(FOLDER.glob("*.txt")):
        _, *parts = re.split(r"^# ", path.read_text("utf-8"), flags=re.MULTILINE)
        found += [case(path.stem, *part.rstrip("\n").split("\n")) for part in parts]
    return found


def case(chapter: str, name: str, *lines: str) -> Case:
    shown = "".join(line[2:] + "\n" * (line[0] == "|") for line in lines if line[0] in "|.")
    text = re.sub("«([0-9A-F]+)»", lambda found: chr(int(found[1], 16)), shown)
    outcome = [line for line in lines if line[0] in "=!@"]
    return Case(chapter, name, text, outcome, [line[2:] for line in lines if line[0] == "~"])


CASES = cases()


for_each_shape = pytest.mark.parametrize(
    "case", CASES, ids=[f"{case.chapter}: {case.name}" for case in CASES]
)


def shown(span: Span) -> str:
    return f"{span.line}:{span.column}-{span.end_line}:{span.end_column}"


@for_each_shape
def test_shape_is_read_as(case: Case) -> None:
    got = read("x.yaml", case.text.encode())
    if isinstance(got, Broken):
        assert [f"! {fault.code} {shown(fault.span)}" for fault in got.faults] == case.outcome
        return
    data, *places = case.outcome
    # As text, in which 1, 1.0 and true differ.
    assert json.dumps(got.data) == json.dumps(json.loads(data.removeprefix("= ")))
    for place in places:
        pointer, *expected = re.split(r" (?:key )?(?=\d+:\d+-)", place.removeprefix("@ "))
        assert [shown(got.locate(pointer)), shown(got.locate_key(pointer))] == [
            expected[0],
            expected[-1],
        ]


@for_each_shape
def test_fault_of_a_shape_is_told_in_our_own_words(case: Case) -> None:
    got = read("x.yaml", case.text.encode())
    for fault in got.faults if isinstance(got, Broken) else ():
        assert "the YAML is malformed" not in fault.message
        assert fault.remediation


def test_every_difference_from_yaml_is_explained_once() -> None:
    rows = re.findall(r"^\| `([a-z-]+)` \|", DECISION.read_text("utf-8"), re.MULTILINE)
    assert sorted({reason for case in CASES for reason in case.differences}) == sorted(rows)


def test_no_two_cases_are_the_same() -> None:
    assert len(CASES) > 400
    assert len({case.text for case in CASES}) == len(CASES)
