"""What other Python programs may call."""

import datetime as dt
import subprocess
import sys
from pathlib import Path

import pytest

import subpolicy
from subpolicy import RunError, check, load_registry
from support.checkout import git, repository
from support.command import surroundings
from support.registries import GERMAN, GREEN, SCCS, registry

TODAY = "2026-11-22"


@pytest.fixture
def red(tmp_path):
    return registry(tmp_path / "registry", acme=GREEN, berlin=GERMAN)


def found(report):
    return [finding.rule for finding in report.findings]


def test_a_registry_is_judged_as_on_the_command_line(red):
    report = check(red, as_of=TODAY)
    assert isinstance(report, subpolicy.Report)
    assert report.exit_code == 1
    assert found(report) == ["non-us-processing-without-scc"]
    (finding,) = report.findings
    assert isinstance(finding, subpolicy.Finding)
    assert (finding.path, finding.span.line, finding.item) == ("vendors/berlin.yaml", 7, "DE")
    assert report.counts.vendors == 2


@pytest.mark.parametrize("where", ["", "vendors", "vendors/below"])
def test_it_is_found_upward_and_by_any_path(red, where, monkeypatch):
    (red / "vendors/below").mkdir()
    assert check(str(red / where), as_of=TODAY).exit_code == 1
    monkeypatch.chdir(red / where)
    assert check(as_of=TODAY).exit_code == 1
    assert len(load_registry().vendors) == 2


@pytest.mark.parametrize(
    "day", [TODAY, dt.date(2026, 11, 22), dt.datetime(2026, 11, 22, 23, 59, tzinfo=dt.UTC)]
)
def test_a_day_is_a_date_or_its_text(red, day):
    assert check(red, as_of=day).as_of == TODAY


def test_without_a_day_it_is_today(red):
    assert check(red).as_of >= TODAY


def test_a_clock_outside_the_calendar_is_a_wrong_run(red, monkeypatch):
    class Clock(dt.datetime):
        @classmethod
        def now(cls, tz=None):
            return dt.datetime.fromtimestamp(1e15, tz)

    monkeypatch.setattr(dt, "datetime", Clock)
    with pytest.raises(RunError, match="the clock is in no year from 1 to 9999"):
        check(red)
    assert check(red, as_of=TODAY).as_of == TODAY


@pytest.mark.parametrize("day", ["22.11.2026", "2026-02-30", ""])
def test_a_day_that_is_none_is_refused(red, day):
    with pytest.raises(RunError, match="is no date"):
        check(red, as_of=day)


def test_rules_and_packs_narrow_the_judgement(red):
    assert check(red, as_of=TODAY, rules=["missing-dpa-date"]).exit_code == 0
    assert check(red, as_of=TODAY, rules="non-us-processing-without-scc").exit_code == 1
    assert check(red, as_of=TODAY, packs=("gdpr",)).counts.rules > 0
    with pytest.raises(RunError, match="no-such-rule"):
        check(red, as_of=TODAY, rules=["no-such-rule"])


def test_strict_blocks_on_warnings(red):
    (red / "vendors/berlin.yaml").write_text(
        GREEN.replace("[US]", "[UNKNOWN]").replace("acme", "berlin").replace("Acme", "B") + SCCS,
        encoding="utf-8",
    )
    assert found(check(red, as_of=TODAY)) == ["unresolved-location"]
    assert check(red, as_of=TODAY).exit_code == 0
    assert check(red, as_of=TODAY, strict=True).exit_code == 1


def test_a_base_and_a_revision_are_those_of_git(red):
    repository(red)
    git(red, "add", "--all")
    git(red, "commit", "--quiet", "--message=Red")
    git(red, "branch", "start")
    (red / "vendors/berlin.yaml").unlink()
    git(red, "commit", "--quiet", "--all", "--message=Green")
    assert check(red, as_of=TODAY).exit_code == 0
    assert check(red, as_of=TODAY, rev="start").exit_code == 1
    report = check(red, as_of=TODAY, base="start")
    assert "vendor-deleted" in found(report)
    with pytest.raises(RunError, match="nowhere"):
        check(red, rev="nowhere")


def test_a_run_that_cannot_judge_raises(tmp_path):
    with pytest.raises(RunError, match=r"no subpolicy\.yaml"):
        check(tmp_path)
    with pytest.raises(RunError, match=r"no subpolicy\.yaml"):
        load_registry(tmp_path)


def test_a_registry_is_read_with_its_faults(red):
    (red / "vendors/broken.yaml").write_text("id: [", encoding="utf-8")
    loaded = load_registry(red)
    assert isinstance(loaded, subpolicy.Registry)
    assert [vendor.id for vendor in loaded.vendors] == ["acme", "berlin", "broken"]
    assert isinstance(loaded.vendors[0], subpolicy.Vendor)
    assert loaded.vendors[0].data["name"] == "Acme, Inc."
    assert [fault.path for fault in loaded.faults] == ["vendors/broken.yaml"]
    assert loaded.configuration.organisation["name"] == "Test"


def test_names_that_are_not_there_are_an_ordinary_error():
    with pytest.raises(AttributeError, match="has no attribute 'judge'"):
        subpolicy.judge  # noqa: B018
    assert {*subpolicy.__all__} <= {*dir(subpolicy)}


def test_importing_the_package_loads_nothing_of_it():
    program = (
        "import sys, subpolicy; print([m for m in sys.modules if m.startswith('subpolicy.')]); "
        "subpolicy.check; print('subpolicy.api' in sys.modules)"
    )
    done = subprocess.run(
        [sys.executable, "-c", program],
        env=surroundings(),
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout == "[]\nTrue\n"


def test_every_public_name_has_a_type():
    stub = Path(subpolicy.__file__).with_suffix(".pyi").read_text(encoding="utf-8")
    assert all(f"{name} as {name}\n" in stub or f"{name}: " in stub for name in subpolicy.__all__)
