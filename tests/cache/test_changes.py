"""Whatever changes, a run gives what it would give without a cache: no failure becomes a pass."""

import os
import random
import shutil

import pytest

from support.histories import commit, put, vendor
from support.hostile import lock
from support.ownrules import PLAIN, RULE, WAIVER
from support.registries import GERMAN, GREEN

from .conftest import FLAGS, LISTED, MATCH, TABLE, entries

DUE = "pending: [{effective_on: 2026-07-01, set: {purpose: Mail}}]\n"
UNNAMED = [
    ("edit a record", {"vendors/berlin.yaml": GERMAN}),
    ("edit what is not judged", {"vendors/acme.yaml": GREEN + "# a comment\n"}),
    ("break a record", {"vendors/acme.yaml": "id: [\n"}),
    ("a record that is invalid", {"vendors/acme.yaml": GREEN + "colour: blue\n"}),
    ("announce a change", {"vendors/acme.yaml": GREEN + DUE}),
    ("add a record", vendor("new", purpose="Mail")),
    ("add a second record with the same id", {"vendors/twin.yaml": GREEN}),
    ("add a record below", {"vendors/sub/v.yaml": GERMAN.replace("berlin", "v")}),
    ("add a file that is no record", {"vendors/notes.txt": "nothing\n"}),
    ("add a .yml", {"vendors/new.yml": GREEN}),
    ("add a name that is refused", {"vendors/a\x1bb.yaml": GREEN}),
    ("delete a record", {"vendors/bell.yaml": None}),
    ("delete the flags", {"flags.yaml": None}),
    ("edit the flags", {"flags.yaml": FLAGS.replace("switch", "other")}),
    ("turn a flag on", {"flags.yaml": FLAGS.replace("'off'", "'on'")}),
    ("edit a rule", {RULE: PLAIN.replace("least: 10", "least: 20") + MATCH}),
    ("loosen a rule", {RULE: PLAIN.replace("severity: error", "severity: info") + MATCH}),
    ("delete a rule", {RULE: None}),
    ("add a rule", {"policies/own/more.yaml": LISTED.replace("listed\n", "more\n", 1)}),
    ("break a rule", {RULE: "id: no-plain-names\n"}),
    ("a pack in place of a shipped one", {"policies/core/listed.yaml": LISTED}),
    ("edit a table", {"policies/_tables/known.yaml": TABLE.replace("code: US", "code: FR")}),
    ("a table that grew old", {"policies/_tables/known.yaml": TABLE.replace("2026", "2020")}),
    ("delete a table", {"policies/_tables/known.yaml": None}),
    ("edit a waiver", {"waivers/short-bell.yaml": WAIVER.replace("2026-09-01", "2026-06-02")}),
    ("delete a waiver", {"waivers/short-bell.yaml": None}),
    ("delete the baseline", {"baseline.yaml": None}),
    ("empty the baseline", {"baseline.yaml": "entries: []\n"}),
    ("another record under a waiver", vendor("bell", purpose="Mail", website="b.example")),
]
"""Each as the files that it writes; None deletes one."""


def configured(root, old, new):
    path = root / "subpolicy.yaml"
    path.write_text(path.read_text("utf-8").replace(old, new), encoding="utf-8")


def linked(root, target):
    path = root / "vendors" / "acme.yaml"
    path.unlink()
    path.symlink_to(target)


OTHERS = {
    "rename a record": lambda root: (root / "vendors/acme.yaml").rename(root / "vendors/b.yaml"),
    "swap two records": lambda root: swapped(
        root / "vendors/acme.yaml", root / "vendors/bell.yaml"
    ),
    "leave out a pack": lambda root: configured(root, "core, change, own", "core, change"),
    "add a pack": lambda root: configured(root, "core, change", "core, gdpr, change"),
    "another organisation": lambda root: configured(root, "name: Test", "name: Another"),
    "nobody approves": lambda root: configured(root, "dpo@", "who@"),
    "another folder of records": lambda root: configured(root, "packs:", PATHS),
    "no configuration": lambda root: (root / "subpolicy.yaml").write_bytes(b"packs: 7\n"),
    "a link to another record": lambda root: linked(root, "berlin.yaml"),
    "a link out of the registry": lambda root: linked(root, root.parent / "outside.yaml"),
    "a link to nothing": lambda root: linked(root, "nothing.yaml"),
    "a folder in place of a record": lambda root: foldered(root / "vendors/acme.yaml"),
    "no record": lambda root: shutil.rmtree(root / "vendors"),
    "the same bytes, later": lambda root: os.utime(root / "vendors/acme.yaml", (1, 1)),
    "another mode": lambda root: (root / "vendors/acme.yaml").chmod(0o600),
}
PATHS = "paths: {vendors: policies/_tables}\npacks:"


def swapped(one, other):
    first, second = one.read_bytes(), other.read_bytes()
    one.write_bytes(second)
    other.write_bytes(first)


def foldered(path):
    path.unlink()
    path.mkdir()


CHANGES = {name: lambda root, files=files: put(root, files) for name, files in UNNAMED} | OTHERS
UNSEEN = {"add a file that is no record", "the same bytes, later", "another mode"}
"""What no verdict depends on, so that a run is remembered all the same."""


@pytest.fixture
def renew(root, tmp_path):
    """Lays the registry out again as it was."""
    (tmp_path / "outside.yaml").write_text(GREEN, encoding="utf-8")
    shutil.copytree(root, tmp_path / "pristine")

    def again():
        for entry in root.iterdir():
            shutil.rmtree(entry) if entry.is_dir() else entry.unlink()
        shutil.copytree(tmp_path / "pristine", root, dirs_exist_ok=True)

    return again


def test_a_remembered_run_gives_what_a_judged_one_gives(root, run, renew):
    """Each change is made, and taken back: a failure follows a pass, and a pass a failure."""
    passed = run()
    assert (passed.code, passed.err) == (0, "")
    codes = []
    for name, change in CHANGES.items():
        change(root)
        fresh = run("--no-cache")
        run.judged = 0
        assert run() == fresh, name
        assert run.judged == (0 if name in UNSEEN else 1), name
        assert run() == fresh, name
        codes.append(fresh.code)
        renew()
        assert run() == passed, name
    assert {0, 1, 2} == {*codes}
    assert codes.count(1) > len(CHANGES) / 3  # most of them turn a pass into a failure


def test_changes_on_changes_are_seen(root, run, renew):
    chance = random.Random(9)  # noqa: S311 -- the same on every machine
    for _ in range(25):
        name, change = chance.choice([*CHANGES.items(), ("as it was", lambda _: renew())])
        try:
            change(root)
        except OSError:  # what it is about is gone already
            continue
        assert run("--format", "json") == run("--format", "json", "--no-cache"), name


def test_another_day_is_another_question(root, run):
    days = ["2026-06-15", "2026-09-01", "2026-09-02"]
    fresh = [run("--no-cache", as_of=day) for day in days]
    for day, expected in zip(days, fresh, strict=True):
        assert run(as_of=day) == run(as_of=day) == expected
    assert [seen.code for seen in fresh] == [0, 0, 1]


def test_another_root_with_the_same_content_is_judged_by_itself(plain, run, tmp_path, cache):
    shutil.copytree(plain, tmp_path / "copy")
    first = run()
    assert run("--root", str(tmp_path / "copy")) == first
    assert (run.judged, len(entries(cache))) == (2, 2)
    put(tmp_path / "copy", {"vendors/berlin.yaml": GERMAN})
    assert run("--root", str(tmp_path / "copy")).code == 1
    assert run() == first


def test_a_run_without_a_verdict_is_not_kept(plain, run, cache):
    put(plain, {"subpolicy.yaml": "packs: 7\n"})
    assert run().code == run().code == 2
    assert run.judged == 2
    assert entries(cache) == []


def test_a_file_that_can_no_longer_be_read_is_seen(plain, run, monkeypatch):
    passed = run("--rule", "missing-dpa-date")
    with monkeypatch.context() as locking:
        lock(plain / "vendors" / "acme.yaml", locking)
        assert run("--rule", "missing-dpa-date").code == 1
    (plain / "vendors" / "acme.yaml").chmod(0o600)
    assert run("--rule", "missing-dpa-date") == passed


def test_a_file_that_changes_while_it_is_judged_is_not_remembered(plain, run, cache, monkeypatch):
    """It is read for the report a second time: neither reading alone is what was judged."""
    from subpolicy import checking  # noqa: PLC0415 -- as the fixture has it, counted

    judged = checking.check

    def disturbed(sides, *arguments, **options):
        report = judged(sides, *arguments, **options)
        put(plain, {"vendors/acme.yaml": GERMAN})
        sides.head.read("vendors/acme.yaml")
        return report

    monkeypatch.setattr(checking, "check", disturbed)
    run()
    assert entries(cache) == []


class TestGit:
    """What an output says of git is part of what was read."""

    @pytest.fixture(autouse=True)
    def repository(self, plain):
        from support.checkout import repository  # noqa: PLC0415

        commit(repository(plain))

    def test_a_new_commit_and_a_dirty_tree_are_seen(self, plain, run):
        asked = ("--format", "json")
        clean = run(*asked)
        assert run(*asked) == clean
        assert run.judged == 1
        put(plain, {"subpolicy.yaml": "organisation: {name: Test}\n# the same\n"})
        dirty = run(*asked)
        commit(plain)
        committed = run(*asked)
        commit(plain)  # without any change of a file
        again = run(*asked)
        assert len({clean.out, dirty.out, committed.out, again.out}) == 3  # it names the commit
        assert again == run(*asked) == run(*asked, "--no-cache")
        assert run.judged == 5

    def test_text_says_nothing_of_git_and_is_remembered(self, plain, run):
        run()
        commit(plain)
        run()
        assert run.judged == 1

    def test_a_hook_sees_what_is_tracked_alone(self, plain, run, monkeypatch):
        put(plain, {"vendors/new.yaml": GERMAN.replace("berlin", "new")})
        assert run().out.count("[non-us-processing-without-scc]") == 2
        monkeypatch.setenv("PRE_COMMIT", "1")
        assert run().out.count("[non-us-processing-without-scc]") == 1
        monkeypatch.delenv("PRE_COMMIT")
        assert run().out.count("[non-us-processing-without-scc]") == 2

    @pytest.mark.parametrize("option", ["--rev", "--base", "--policies-from"])
    def test_what_commits_say_is_not_remembered(self, run, cache, option):
        assert run(option, "main") == run(option, "main")
        assert run.judged == 2
        assert entries(cache) == []


@pytest.mark.parametrize("name", ["flags.yaml", "baseline.yaml"])
def test_a_file_that_comes_is_seen_whatever_it_holds(plain, run, name):
    """Not even what a program prints for a file that is not there is taken for one."""
    before = run()
    put(plain, {name: "None"})
    after = run()
    assert after == run("--no-cache")
    assert after != before
