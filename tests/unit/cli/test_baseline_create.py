"""``subpolicy baseline create``: what is there is scheduled, what is new blocks at once."""

import errno
import os
import shutil

import pytest
import yaml

from subpolicy.cli.main import main
from support.checkout import ROOT
from support.exceptions import judged, shares
from support.registries import GERMAN, GREEN, registry

TODAY = "2026-06-15"
UNTIL = "2026-08-01"
POSIX = pytest.mark.skipif(os.name == "nt", reason="POSIX permissions and links")


def create(root, *options, until=UNTIL):
    start = ["baseline", "create", "--root", str(root), "--as-of", TODAY]
    return main([*start, "--until", until, *options])


def check(root, as_of=TODAY):
    return main(["check", "--root", str(root), "--as-of", as_of])


def entries(root):
    text = (root / "baseline.yaml").read_text(encoding="utf-8")
    return yaml.load(text, Loader=yaml.BaseLoader)["entries"]  # noqa: S506 -- dates stay text


def test_it_writes_one_entry_for_each_failure_and_says_how_many(red, capsys):
    assert create(red, "--owner", "privacy@example.com") == 0
    assert capsys.readouterr() == ("", f"wrote baseline.yaml: 1 known failure, due by {UNTIL}\n")
    assert entries(red) == [
        {
            "rule": "non-us-processing-without-scc",
            "vendor": "berlin",
            "item": "DE",
            "owner": "privacy@example.com",
            "due": UNTIL,
        }
    ]


def test_the_file_reads_well_and_says_what_it_is_for(red):
    create(red)
    assert (red / "baseline.yaml").read_text(encoding="utf-8") == (
        "# Faults known when this registry was adopted: scheduled, not accepted. Each blocks again "
        "after\n# its day. Only ever shorten this list; a new exception is a waiver, with a reason "
        "and an approver.\nentries:\n"
        "  - {rule: non-us-processing-without-scc, vendor: berlin, item: DE, due: 2026-08-01}\n"
    )


def test_after_it_the_gate_is_green_through_the_day_and_red_after_it(red, capsys):
    assert check(red) == 1
    create(red)
    assert [check(red, day) for day in (TODAY, UNTIL, "2026-08-02")] == [0, 0, 1]


def test_warnings_are_listed_too_so_that_a_strict_run_is_green(tmp_path):
    record = GREEN + "transfers: [{mechanism: scc, as_applicable: true}]\n"
    root = registry(tmp_path / "registry", acme=record)
    create(root)
    assert judged(root, strict=True).exit_code == 0


def test_entries_are_sorted_and_one_stands_for_equal_failures(tmp_path):
    text = GERMAN.replace("[US, DE]", "[DE, CN]\n  access: [DE]")
    other = text.replace("id: berlin", "id: aachen")
    root = registry(tmp_path / "registry", berlin=text, aachen=other)
    create(root)
    listed = [(e["vendor"], e["item"]) for e in entries(root) if e["rule"].startswith("non-us")]
    assert listed == [("aachen", "CN"), ("aachen", "DE"), ("berlin", "CN"), ("berlin", "DE")]


ODD = [
    "http://x.example/a, b: [c] {d} #e",
    "http://x.example/" + "long/" * 60,
    "ftp://x.example/'single' \\\"double\\\" \\\\",
    "//x.example/%0A\\u2028\\x85\\t",
    "0o17",
    "NO",
    "~",
    "2026-01-01",
    "- a",
    "株式会社",
]


@pytest.mark.parametrize("item", ODD)
def test_items_that_need_quoting_come_back_as_they_are(tmp_path, item):
    root = registry(tmp_path / "registry", acme=f'{GREEN}website: "{item}"\n')
    rules = ("insecure-or-relative-url",)
    before = judged(root, rules=rules)
    assert before.counts.failed == 1
    create(root, "--owner", item[:256])
    assert shares(judged(root, rules=rules)) == (0, 0, 1)
    assert not [fault for fault in judged(root).faults if fault.path == "baseline.yaml"]


# -- what cannot be listed


def test_faults_of_files_are_not_listed_and_still_block(red, capsys):
    (red / "vendors" / "broken.yaml").write_text("id: [", encoding="utf-8")
    assert create(red) == 0
    assert "1 fault of a file cannot be listed and still blocks" in capsys.readouterr().err
    assert {entry["vendor"] for entry in entries(red)} == {"berlin"}
    assert check(red) == 1


def test_failures_of_a_record_whose_id_cannot_be_named_are_not_listed(red, capsys):
    text = GERMAN.replace("id: berlin", "id: Not a slug")
    (red / "vendors" / "odd.yaml").write_text(text, encoding="utf-8")
    assert create(red) == 0
    assert "still blocks" in capsys.readouterr().err
    assert {entry["vendor"] for entry in entries(red)} == {"berlin"}
    assert not [fault for fault in judged(red).faults if fault.path == "baseline.yaml"]


def test_without_a_failure_nothing_is_written(green, capsys):
    assert create(green) == 0
    assert "wrote nothing" in capsys.readouterr().err
    assert not (green / "baseline.yaml").exists()


def test_a_waived_failure_is_not_listed(red):
    from support.exceptions import configure, waive  # noqa: PLC0415

    configure(red)
    waive(red)
    create(red)
    assert not (red / "baseline.yaml").exists()


# -- what is refused


@pytest.mark.parametrize("text", ["entries: []\n", "", "entries: ["])
def test_a_baseline_that_is_there_is_never_overwritten(red, text, capsys):
    (red / "baseline.yaml").write_text(text, encoding="utf-8")
    assert create(red) == 2
    error = capsys.readouterr().err
    assert error.startswith("baseline.yaml: error: there is a baseline already\n")
    assert "accept a new fault with a waiver" in error
    assert (red / "baseline.yaml").read_text(encoding="utf-8") == text


@POSIX
def test_nothing_is_written_through_a_link(red, tmp_path):
    (red / "baseline.yaml").symlink_to(tmp_path / "elsewhere.yaml")
    assert create(red) == 2
    assert not (tmp_path / "elsewhere.yaml").exists()


@pytest.mark.parametrize(
    ("until", "code"),
    [("2026-06-14", 2), ("2026-06-15", 0), ("2026-12-12", 0), ("2026-12-13", 2)],
)
def test_the_day_lies_within_max_days(red, until, code, capsys):
    assert create(red, until=until) == code
    error = capsys.readouterr().err
    assert (red / "baseline.yaml").exists() is (code == 0)
    if code:
        assert f"--until must lie between 2026-06-15 and 2026-12-12, not on {until}" in error
        assert "baseline.max_days is 180; subpolicy.yaml can set another" in error


def test_the_configuration_sets_max_days(red):
    text = "organisation: {name: Test}\nbaseline: {max_days: 400}\n"
    (red / "subpolicy.yaml").write_text(text, encoding="utf-8")
    assert create(red, until="2027-07-01") == 0
    assert check(red, "2027-07-01") == 0


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["--until", "soon"], "'soon' is no date"),
        ([], "the following arguments are required: --until"),
        (["--until", UNTIL, "--owner", " "], "must have 1 to 256 characters"),
        (["--until", UNTIL, "--owner", "x" * 257], "must have 1 to 256 characters"),
    ],
)
def test_wrong_usage_is_told(red, arguments, message, capsys):
    with pytest.raises(SystemExit) as stopped:
        main(["baseline", "create", "--root", str(red), *arguments])
    assert stopped.value.code == 2
    assert message in capsys.readouterr().err


def test_a_folder_that_may_not_be_written_is_a_wrong_run(red, monkeypatch, capsys):
    def refused(*_arguments, **_options):
        raise PermissionError(errno.EACCES, "Permission denied")

    monkeypatch.setattr(os, "fdopen", refused)
    assert create(red) == 2
    assert "baseline.yaml: permission denied" in capsys.readouterr().err
    assert not (red / "baseline.yaml").exists()


# -- a company that starts with a page full of faults


@pytest.fixture
def mielto(tmp_path):
    root = tmp_path / "mielto"
    shutil.copytree(ROOT / "examples" / "mielto", root)
    return root


def test_mielto_is_green_until_the_day_and_red_after_it(mielto, capsys):
    assert check(mielto) == 1
    create(mielto)
    assert [check(mielto, day) for day in (TODAY, UNTIL, "2026-08-02")] == [0, 0, 1]
    report = judged(mielto)
    assert report.counts.failed == 0
    assert report.counts.baselined > 100
    assert report.faults == ()


SCCS = "transfers:\n  - mechanism: scc\n    as_applicable: true\n"
NEW_FAULTS = {
    "clauses that are gone": ("vendors/okta.yaml", SCCS, ""),
    "a rule on another vendor": ("vendors/okta.yaml", "name:", "website: http://x.example\nname:"),
    "a key that nobody knows": ("vendors/okta.yaml", "name:", "nmae: x\nname:"),
}


@pytest.mark.parametrize(("path", "old", "new"), NEW_FAULTS.values(), ids=NEW_FAULTS)
def test_mielto_is_red_at_once_for_a_fault_that_was_not_there(mielto, path, old, new):
    create(mielto)
    file = mielto / path
    text = file.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new, 1), encoding="utf-8")
    report = judged(mielto, strict=True)
    assert report.exit_code == 1
    new_ones = {f.path for f in report.blocking if f.rule != "baseline-stale"}
    assert new_ones == {path}


def test_mielto_is_red_at_once_for_a_new_vendor_with_faults(mielto):
    create(mielto)
    (mielto / "vendors" / "berlin.yaml").write_text(GERMAN, encoding="utf-8")
    report = judged(mielto)
    assert report.exit_code == 1
    assert {finding.vendor for finding in report.blocking} == {"berlin"}


# -- the first run


def failures(folder, count):
    """A registry with so many failures."""
    texts = {f"v{n}": GERMAN.replace("id: berlin", f"id: v{n}") for n in range(count)}
    texts = {name: text.replace("Berlin GmbH", f"Name {name}") for name, text in texts.items()}
    return registry(folder / "registry", **texts)


@pytest.mark.parametrize(("count", "hinted"), [(10, False), (11, True)])
def test_a_first_run_with_many_failures_names_the_command(tmp_path, count, hinted, capsys):
    root = failures(tmp_path, count)
    assert judged(root).counts.failed == count
    assert check(root) == 1
    streams = capsys.readouterr()
    assert ("`subpolicy baseline create --until DATE`" in streams.err) is hinted
    assert "baseline create" not in streams.out


def test_with_a_baseline_it_is_no_first_run(tmp_path, capsys):
    root = failures(tmp_path, 11)
    create(root)
    capsys.readouterr()
    arguments = ["check", "--root", str(root), "--as-of", "2026-08-02"]
    assert main(arguments) == 1
    assert main([*arguments, str(root / "vendors")]) == 1
    assert capsys.readouterr().err == ""


def test_formats_for_machines_come_without_the_hint(tmp_path, capsys):
    root = failures(tmp_path, 11)
    assert main(["check", "--root", str(root), "--format", "json"]) == 1
    assert capsys.readouterr().err == ""
