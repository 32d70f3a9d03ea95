"""The auditor's report in a browser: accessible, self-contained, and it sorts and filters."""

from contextlib import closing

import pytest

from subpolicy import auditing
from subpolicy.checking import Question
from subpolicy.renderers.audit import renderer
from subpolicy.revisions import History
from subpolicy.sources import WorkingTree
from support import injected
from support.browsing import DESKTOP, LOOKS, inspect, step
from support.checkout import ROOT
from support.payloads import MIXED
from support.registries import registry

RECORD = """\
id: v{n}
name: Vendor {n}
status: active
purpose: Does a thing
data_categories: [email]
processing:
  locations: [{place}]
dpa: {{method: signed, signed_on: 2024-05-01}}
"""
PLACES = ("US", "DE", "IN", "GB")
FILES = '[aria-label="Every file that was read"]'
ROWS = f".scroll{FILES} tbody tr"
FILTERS = '.filters[aria-label="Filter: Every file that was read"]'
SIDEWAYS = step("measure")
"""How far the page is wider than the window."""


@pytest.fixture(scope="module")
def written(tmp_path_factory):
    """The page of a registry."""

    def write(root):
        with closing((history := History.of(root)).objects):
            question = Question(as_of="2026-01-01")
            audit = auditing.audit(WorkingTree(root), history, question)
        path = tmp_path_factory.mktemp("page") / "report.html"
        path.write_text(renderer("html")(audit), encoding="utf-8")
        return path

    return write


@pytest.fixture(scope="module")
def large(written, tmp_path_factory):
    """The page of 500 vendors."""
    records = {f"v{n}": RECORD.format(n=n, place=PLACES[n % 4]) for n in range(500)}
    return written(registry(tmp_path_factory.mktemp("large"), **records))


def test_the_report_has_no_fault_in_any_look(written):
    found = inspect(written(ROOT / "examples" / "dovetail"), LOOKS, [SIDEWAYS])

    assert found.faults == []
    assert found.answers == [[0]] * len(LOOKS)


def test_the_report_of_500_vendors_has_no_fault(large):
    found = inspect(large, [DESKTOP], [SIDEWAYS])

    assert found.faults == []
    assert found.answers == [[0]]


def test_tables_are_sorted_by_keyboard_and_by_mouse(large):
    head = f".scroll{FILES} thead button"
    steps = [
        step("focus", head),
        step("press", key="Enter"),
        step("attribute", f".scroll{FILES} thead th", name="aria-sort"),
        step("read", ROWS),
        step("click", head),
        step("read", ROWS),
    ]

    found = inspect(large, [DESKTOP], steps, judged=False)
    _, _, order, up, _, down = found.answers[0]

    assert found.faults == []
    assert order[0] == "ascending"
    assert len(up) >= 500
    assert up == list(reversed(down))
    assert up != down


def test_tables_are_filtered_by_keyboard_and_the_number_of_rows_is_told(large):
    field = f"{FILTERS} input[type=search]"
    steps = [
        step("focus", field),
        *(step("press", key=key) for key in "v123."),
        step("read", ROWS),
        step("read", f"{FILTERS} output"),
        step("fill", field, text=""),
        step("read", ROWS),
    ]

    found = inspect(large, [DESKTOP], steps, judged=False)
    *_, one, told, _, every = found.answers[0]

    assert found.faults == []
    assert ["v123.yaml" in row for row in one] == [True]
    assert told == [f"1 of {len(every)} rows"]
    assert len(every) >= 500


def test_without_scripts_everything_is_there_and_nothing_that_needs_them(large):
    steps = [step("read", ROWS), step("read", "button, input, select"), step("read", "h1")]

    found = inspect(large, [DESKTOP], steps, scripts=False)
    rows, controls, (title,) = found.answers[0]

    assert found.faults == []
    assert len(rows) >= 500
    assert controls == []
    assert "Test" in title


@pytest.mark.parametrize("name", MIXED)
def test_hostile_texts_do_nothing_in_a_browser(written, tmp_path, name):
    page = written(injected.valid(tmp_path, *MIXED[name]))

    assert inspect(page, [DESKTOP], judged=False).faults == []
