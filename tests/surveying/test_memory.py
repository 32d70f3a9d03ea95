"""A record is let go once it is judged: a registry may be larger than the memory."""

import gc

import pytest

from subpolicy import checking
from subpolicy.documents import Document
from subpolicy.judging import Asked, criteria_of
from subpolicy.question import Question
from subpolicy.registry import loading
from subpolicy.registry.registry import Vendor
from subpolicy.sources import WorkingTree
from subpolicy.surveying import surveyor
from subpolicy.surveying.whole import survey
from subpolicy.tools import tools_of
from support.registries import GREEN, registry

TODAY = "2026-06-15"
FAILING = GREEN.replace("[US]", "[US, DE]")
BATCH = 5


class Counted:
    """Counts the records in memory, as data or as a document, without keeping any of them there."""

    def __init__(self) -> None:
        self._before = 0
        self._before = self.alive
        self.read = self.most = 0

    @property
    def alive(self) -> int:
        kept = {id(one) for one in gc.get_objects() if type(one) in {Vendor, Document}}
        return len(kept) - self._before

    def note(self) -> None:
        self.read += 1
        self.most = max(self.most, self.alive)


@pytest.fixture
def records(monkeypatch, source):
    """Those that are read; a cycle would hold them, as nothing is collected meanwhile."""
    checking.check(source, Question(TODAY))  # what is loaded once is there
    gc.collect()
    gc.disable()
    counted = Counted()
    read = loading.records

    def noted(*arguments):
        for pair in read(*arguments):
            counted.note()
            yield pair
            del pair

    monkeypatch.setattr(loading, "records", noted)
    monkeypatch.setattr(surveyor, "_TOGETHER", BATCH)
    yield counted
    gc.enable()


@pytest.fixture
def source(tmp_path):
    """23 records, of which one fails, one is not valid and one shares a group."""
    vendors = {
        f"v{n:02}": GREEN.replace("acme", f"v{n:02}").replace("Acme", f"A{n}") for n in range(20)
    }
    more = {"failing": FAILING.replace("acme", "failing").replace("Acme", "F")}
    more["invalid"] = GREEN.replace("acme", "invalid").replace("Acme", "I") + "colour: blue\n"
    more["twin"] = GREEN.replace("acme", "twin").replace("Acme", "A3")
    return WorkingTree(registry(tmp_path / "registry", **vendors, **more))


def test_no_record_is_in_memory_once_it_is_judged(source, records):
    criteria = criteria_of(tools_of(source), Asked(TODAY))
    rules = records.alive
    surveyed = survey(source, criteria, 1, None)
    assert surveyed is not None
    assert len(surveyed.judged.evaluations) > 23 * 20
    assert records.read >= 23
    # One lot is read while the last is let go; of each record, its data and its document.
    assert records.most - rules <= 2 * (2 * BATCH + 2)
    assert records.alive - rules <= 1  # subpolicy.yaml


def test_a_report_holds_no_record_either(source, records):
    report = checking.check(source, Question(TODAY), 1)
    assert report.exit_code == 1
    assert records.read >= 23
    assert records.alive == 0


def test_in_memory_all_of_them_are_there(source, records):
    """What is measured can be more: this test counts as the others do."""
    found = checking.examine(checking.Sides(source), Question(TODAY))
    assert len(found.registry.vendors) == 23
    assert records.alive > 2 * 23
