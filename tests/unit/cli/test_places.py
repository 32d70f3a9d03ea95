"""Where the registry is, what lies around it, and which files count."""

import json
import os
import shutil

import pytest

from subpolicy.cli.main import main
from support.checkout import git, repository
from support.command import subpolicy
from support.registries import GERMAN, GREEN, registry

POSIX = pytest.mark.skipif(os.name == "nt", reason="links need a privilege on Windows")


@pytest.fixture
def nested(tmp_path):
    """A registry in a sub-folder of its repository, committed."""
    top = repository(tmp_path / "repository")
    root = registry(top / "lists" / "eu", acme=GREEN, berlin=GERMAN)
    git(top, "add", "--all")
    git(top, "commit", "--quiet", "--message=Registry")
    return root


def test_without_git_on_the_path_everything_else_works(nested):
    done = subpolicy("check", "--format", "json", cwd=nested, PATH="")
    report = json.loads(done.stdout)
    assert (done.returncode, done.stderr) == (1, "")
    assert report["revision"] is None
    assert report["counts"]["vendors"] == 2


def test_a_commit_hook_without_git_judges_every_file(nested):
    done = subpolicy("check", cwd=nested, PATH="", PRE_COMMIT="1")
    assert (done.returncode, done.stderr) == (1, "")


def test_the_revision_is_that_of_the_repository_around(nested):
    done = subpolicy("check", "--format", "json", cwd=nested)
    assert json.loads(done.stdout)["revision"] == git(nested, "rev-parse", "HEAD").strip()


def test_annotations_count_paths_from_the_top_of_the_repository(nested):
    done = subpolicy("check", "--format", "github", cwd=nested)
    assert "::error file=lists/eu/vendors/berlin.yaml,line=7," in done.stdout


def test_other_formats_count_paths_from_the_registry(nested):
    text = subpolicy("check", cwd=nested)
    assert text.stdout.startswith("vendors/berlin.yaml:7:19: error: ")
    report = json.loads(subpolicy("check", "--format", "json", cwd=nested).stdout)
    assert {finding["path"] for finding in report["findings"]} == {"vendors/berlin.yaml"}


def test_a_report_tells_a_clean_tree_from_a_changed_one(nested):
    arguments = ("report", "--format", "markdown")
    assert "| Working tree | clean: " in subpolicy(*arguments, cwd=nested).stdout
    (nested / "vendors" / "acme.yaml").write_text(GREEN + "notes: x\n", encoding="utf-8")
    assert "| Working tree | not clean: " in subpolicy(*arguments, cwd=nested).stdout


def test_under_pre_commit_untracked_files_are_ignored(nested):
    (nested / "vendors" / "draft.yaml").write_text("id: [", encoding="utf-8")
    hook = subpolicy("check", cwd=nested, PRE_COMMIT="1")
    assert "draft.yaml" not in hook.stdout
    assert hook.stdout.splitlines()[-1].startswith("FAIL 2 vendors, ")
    by_hand = subpolicy("check", cwd=nested)
    assert "vendors/draft.yaml:1:5: error: " in by_hand.stdout


def test_under_pre_commit_a_staged_file_counts(nested):
    (nested / "vendors" / "draft.yaml").write_text("id: [", encoding="utf-8")
    git(nested, "add", "vendors/draft.yaml")
    assert "draft.yaml" in subpolicy("check", cwd=nested, PRE_COMMIT="1").stdout


def test_the_nearest_registry_above_is_taken(nested, monkeypatch, capsys):
    registry(nested / "vendors" / "inner")
    monkeypatch.chdir(nested / "vendors" / "inner" / "vendors")
    assert main(["check"]) == 0
    assert capsys.readouterr().out.startswith("PASS 1 vendor, ")


@POSIX
@pytest.mark.parametrize("root", ["registry", "link"])
@pytest.mark.parametrize("path", ["registry/vendors/acme.yaml", "link/vendors/acme.yaml"])
def test_a_path_may_lead_through_a_link_to_the_registry(green, tmp_path, root, path, capsys):
    (tmp_path / "link").symlink_to(green, target_is_directory=True)
    assert main(["check", "--root", str(tmp_path / root), str(tmp_path / path)]) == 0
    assert capsys.readouterr().out.startswith("PASS 1 vendor, ")


@POSIX
def test_a_path_may_be_a_link_to_the_registry_itself(green, tmp_path):
    (tmp_path / "link").symlink_to(green, target_is_directory=True)
    assert main(["check", "--root", str(green), str(tmp_path / "link")]) == 0


@POSIX
def test_a_path_may_name_a_record_that_is_a_link(green, capsys):
    (green / "shared.yaml").write_text(GREEN.replace("acme", "shared"), encoding="utf-8")
    (green / "vendors" / "shared.yaml").symlink_to("../shared.yaml")
    rule = ["--rule", "missing-dpa-date"]
    assert main(["check", "--root", str(green), *rule, str(green / "vendors" / "shared.yaml")]) == 0
    assert capsys.readouterr().out.startswith("PASS 1 vendor, ")


@pytest.mark.parametrize("path", ["..", "../elsewhere/acme.yaml", "/", os.devnull])
def test_a_path_outside_the_registry_is_a_wrong_run(green, path, monkeypatch, capsys):
    monkeypatch.chdir(green)
    assert main(["check", path]) == 2
    error = capsys.readouterr().err
    assert f"error: {path} lies outside the registry" in error
    assert str(green) in error


def test_a_root_without_a_configuration_is_a_wrong_run(tmp_path, capsys):
    assert main(["check", "--root", str(tmp_path)]) == 2
    assert "no subpolicy.yaml in " in capsys.readouterr().err


def test_vendors_and_flags_may_lie_elsewhere(green, capsys):
    (green / "vendors").rename(green / "third parties")
    shutil.copy(green / "third parties" / "acme.yaml", green / "third parties" / "zenith.yaml")
    record = GREEN.replace("acme", "zenith").replace("Acme", "Zenith").replace("active", "optional")
    record += "feature_flag: zenith\n"
    (green / "third parties" / "zenith.yaml").write_text(record, encoding="utf-8")
    (green / "switches.yaml").write_text(
        'flags: [{key: zenith, kind: plan, default: "off"}]\n', encoding="utf-8"
    )
    (green / "subpolicy.yaml").write_text(
        "organisation: {name: Test}\npaths: {vendors: third parties, flags: switches.yaml}\n",
        encoding="utf-8",
    )
    assert main(["check", "--root", str(green)]) == 0
    assert capsys.readouterr().out.startswith("PASS 2 vendors, ")
