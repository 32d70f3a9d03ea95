"""Every format of the report says the numbers that ``check --format json`` says."""

import csv
import io
import json
import re
from collections import Counter
from contextlib import closing
from typing import Any

import html5lib
import openpyxl
import pytest

from subpolicy import auditing, checking
from subpolicy.audit import Audit
from subpolicy.renderers import FORMATS
from subpolicy.renderers.audit import renderer
from subpolicy.revisions import History
from subpolicy.sources import WorkingTree
from support import injected
from support.checkout import ROOT

VERDICTS = ("passed", "failed", "waived", "baselined", "not_applicable", "not_judged")
KEYS = ("vendors", "files", "rules", "evaluations", *VERDICTS, "invalid")
"""The counts, in the order of the table of results."""
OUTCOMES = {"fail": "failed", "waived": "waived", "baselined": "baselined"}


@pytest.fixture(scope="module", params=["mielto", "dovetail", "everything"])
def both(request, tmp_path_factory) -> tuple[Audit, Any]:
    """An audit, and what a check of the same registry prints as JSON."""
    root = ROOT / "examples" / request.param
    if request.param == "everything":  # waived, known, not judged, not readable
        root = injected.unreadable(injected.valid(tmp_path_factory.mktemp("r"), "a text"))
    question = checking.Question(as_of=injected.AS_OF)
    with closing((history := History.of(root)).objects):
        audit = auditing.audit(WorkingTree(root), history, question)
    said = json.loads(FORMATS["json"](checking.check(WorkingTree(root), question)))
    assert all(said["counts"][key] for key in KEYS) or request.param != "everything"
    return audit, said


def of_rules(said: Any) -> Counter[tuple[Any, ...]]:
    """The findings: rule, vendor, place and outcome."""
    return Counter(
        (one["rule"], one["vendor"], one["path"], one["line"], OUTCOMES[one["outcome"]])
        for one in said["findings"]
    )


def test_json(both) -> None:
    audit, said = both
    report = json.loads(renderer("json")(audit))
    assert report["counts"] == said["counts"]
    assert report["exit_code"] == said["exit_code"]
    assert of_rules(report) == of_rules(said)
    told = Counter(one["outcome"] for one in report["evaluations"])
    assert told == +Counter({verdict: said["counts"][verdict] for verdict in VERDICTS})


def test_markdown(both) -> None:
    audit, said = both
    written = renderer("markdown")(audit)
    assert ("\nFAIL: " in written) == bool(said["exit_code"])
    (table,) = re.findall(r"\| What \| Number \|\n.*\n((?:\|.*\n)+)", written)
    numbers = [int(row.split("|")[-2]) for row in table.splitlines()]
    assert numbers[: len(KEYS)] == [said["counts"][key] for key in KEYS]
    for title, outcome in (("Open", "fail"), ("Known at adoption", "baselined")):
        part = written.partition(f"\n### {title}\n")[2].partition("\n##")[0]
        rows = [row for row in part.splitlines() if row.startswith("| ")][2:]
        assert len(rows) == sum(one["outcome"] == outcome for one in said["findings"])


def test_html(both) -> None:
    audit, said = both
    page = html5lib.parse(renderer("html")(audit), namespaceHTMLElements=False)
    tiles = {
        "".join(pair.find("dt").itertext()): "".join(pair.find("dd").itertext()).replace(",", "")
        for pair in page.findall(".//dl/div")
    }
    errors = [one for one in said["findings"] if one["severity"] == "error"]
    assert int(tiles["Vendors"]) == said["counts"]["vendors"]
    assert int(tiles["Evaluations"]) == said["counts"]["evaluations"]
    assert int(tiles["Passed"]) == said["counts"]["passed"]
    assert int(tiles["Open errors"]) == sum(one["outcome"] == "fail" for one in errors)
    assert int(tiles["Waived"]) == said["counts"]["waived"]
    rows = page.findall(".//*[@id='result']//table/tbody/tr")
    numbers = ["".join(row.findall("td")[-1].itertext()) for row in rows[: len(KEYS)]]
    assert [int(number.replace(",", "")) for number in numbers] == [
        said["counts"][key] for key in KEYS
    ]


def test_csv(both) -> None:
    audit, said = both
    written = renderer("csv")(audit).removeprefix("\ufeff")
    rows = list(csv.DictReader(io.StringIO(written, newline="")))
    told = Counter(row["verdict"] for row in rows if row["kind"] == "rule")
    assert told == +Counter({verdict: said["counts"][verdict] for verdict in VERDICTS})
    broken = Counter(
        (row["rule"], row["vendor"] or None, row["path"], int(row["line"]), row["verdict"])
        for row in rows
        if row["verdict"] in OUTCOMES.values()
    )
    assert broken == of_rules(said)


def test_xlsx(both) -> None:
    audit, said = both
    book = openpyxl.load_workbook(io.BytesIO(renderer("xlsx")(audit)))
    summary = list(book["Summary"].iter_rows(values_only=True))
    numbers = [value for part, _, value in summary if part == "Result"]
    assert numbers[: len(KEYS)] == [said["counts"][key] for key in KEYS]
    heads, *rows = book["Findings"].iter_rows(values_only=True)
    place = [heads.index(name) for name in ("Rule", "Path", "Line")]
    assert Counter(tuple(row[i] for i in place) for row in rows) == Counter(
        (one["rule"], one["path"], one["line"]) for one in said["findings"]
    )


def test_oscal(both) -> None:
    audit, said = both
    (result,) = json.loads(renderer("oscal")(audit))["assessment-results"]["results"]
    props = {prop["name"]: prop["value"] for prop in result["props"]}
    assert {key: int(props[key]) for key in KEYS} == {key: said["counts"][key] for key in KEYS}
    assert int(props["exit-code"]) == said["exit_code"]


def test_intoto(both) -> None:
    audit, said = both
    predicate = json.loads(renderer("intoto")(audit))["predicate"]
    assert (predicate["result"] == "FAILED") == bool(said["exit_code"])
    failing = {
        one["rule"]
        for one in said["findings"]
        if (one["outcome"], one["severity"]) == ("fail", "error") and "/" not in one["rule"]
    }
    assert failing <= set(predicate["failedTests"])
