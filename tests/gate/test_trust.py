"""``--policies-from``: a change is judged by the rules of its base, so it cannot approve itself."""

from pathlib import Path

import pytest

from support.checkout import git
from support.histories import CONFIGURATION, branch, check, commit, found, refused, vendor
from support.ownrules import BASELINE, OWN, PLAIN, RULE, SHORT, TEST, WAIVER, with_own_rule
from support.registries import GERMAN, SCCS

LOOSENINGS = {
    "a lowered severity": (
        {"subpolicy.yaml": OWN + "rules: {no-plain-names: {severity: warning}}\n"},
        "no-plain-names lowered from error to warning",
    ),
    "a rule switched off": (
        {"subpolicy.yaml": OWN + "rules: {no-plain-names: {off: a reason}}\n"},
        "no-plain-names switched off",
    ),
    "other parameters": (
        {"subpolicy.yaml": OWN + "rules: {no-plain-names: {params: {least: 2}}}\n"},
        "no-plain-names given other parameters",
    ),
    "a waiver": ({"waivers/short-bell.yaml": WAIVER}, "no-plain-names waived by waivers/"),
    "an entry on the baseline": ({"baseline.yaml": BASELINE}, "no-plain-names put on the baseline"),
    "an edited rule": ({RULE: PLAIN.replace(">=", ">= 0 * ")}, "no-plain-names changed"),
    "a rule edited to a warning": (
        {RULE: PLAIN.replace("severity: error", "severity: warning")},
        "no-plain-names lowered from error to warning",
    ),
    "a pack left out": (
        {"subpolicy.yaml": OWN.replace(", own", "")},
        "no-plain-names removed",
    ),
    "a rule replaced": (
        {
            RULE: None,
            TEST: None,
            "policies/own/other.yaml": PLAIN.replace("no-plain-names", "other").replace(
                ">=", ">= 0 *"
            ),
        },
        "no-plain-names removed",
    ),
}


@pytest.fixture
def repo(tmp_path: Path) -> Path:
    return with_own_rule(tmp_path / "repo")


def loosened(repo: Path, name: str) -> str:
    """A branch that loosens a rule and adds a vendor that it would stop; what is to be said."""
    files, said = LOOSENINGS[name]
    branch(repo, files | SHORT)
    return said


@pytest.mark.parametrize("name", LOOSENINGS)
def test_a_branch_that_loosens_a_rule_is_judged_by_the_base(repo: Path, name: str) -> None:
    loosened(repo, name)
    assert check(repo).returncode == 0
    guarded = ("--base", "main", "--policies-from", "main")
    for gate in ("state", "change"):
        run = check(repo, *guarded, "--gate", gate)
        assert "error: its purpose is too short [no-plain-names]" in run.stdout
        assert run.returncode == 1, run.stderr


@pytest.mark.parametrize("name", LOOSENINGS)
def test_policy_weakened_says_what_was_loosened_and_who_profits(repo: Path, name: str) -> None:
    said = loosened(repo, name)
    run = check(repo, "--base", "main", "--policies-from", "main")
    told = [line for line in run.stdout.splitlines() if line.endswith("[policy-weakened]")]
    assert len(told) == 1, run.stdout + run.stderr
    assert said in told[0]
    assert "bell" in told[0]
    assert told[0].startswith("subpolicy.yaml:")
    assert " error: " in told[0]


def test_in_a_bare_repository_a_branch_is_judged_by_the_base_too(repo: Path) -> None:
    loosened(repo, "a waiver")
    guarded = ("--rev", "topic", "--base", "main", "--policies-from", "main")
    git_folder = repo / ".git"
    assert ("no-plain-names", "fail", "bell") in found(git_folder, *guarded)


def test_without_the_option_a_branch_is_judged_by_its_own_rules(repo: Path) -> None:
    loosened(repo, "a waiver")
    assert ("no-plain-names", "waived", "bell") in found(repo, "--base", "main")


def test_home_and_packs_come_from_the_base_and_categories_from_the_branch(repo: Path) -> None:
    wider = OWN.replace("[core, change, own]", "[core, own]") + "home: [US, DE]\n"
    wider += "categories: [{id: mail, title: Mail}]\n"
    record = GERMAN.replace("berlin", "bell").replace("status: active", "status: planned")
    branch(repo, {"subpolicy.yaml": wider, "vendors/bell.yaml": record + "category: mail\n"})
    seen = found(repo, "--base", "main", "--policies-from", "main")
    assert ("non-us-processing-without-scc", "fail", "bell") in seen
    assert "unknown-category" not in {rule for rule, _, _ in seen}


def test_flags_come_from_the_branch(repo: Path) -> None:
    flag = "flags: [{key: mail, kind: feature, description: Mail, default: 'off', owner: a}]\n"
    used = vendor("acme", status="optional", feature_flag="mail")
    branch(repo, {"flags.yaml": flag} | used)
    seen = {rule for rule, _, _ in found(repo, "--base", "main", "--policies-from", "main")}
    assert not seen & {"optional-without-feature-flag", "unknown-feature-flag"}


def test_where_the_base_has_no_registry_the_shipped_defaults_serve(tmp_path: Path) -> None:
    git(tmp_path, "init", "--quiet", "--initial-branch=main", "repo")
    folder = tmp_path / "repo"
    commit(folder, {"README.md": "Nothing yet.\n"})
    lax = CONFIGURATION + "home: [US, DE]\nrules: {missing-purpose: {off: not wanted}}\n"
    bare_purpose = GERMAN.replace("purpose: Counts visits\n", "")
    branch(folder, {"subpolicy.yaml": lax, "vendors/berlin.yaml": bare_purpose})
    assert found(folder, "--base", "main") == []
    seen = found(folder, "--base", "main", "--policies-from", "main")
    assert ("non-us-processing-without-scc", "fail", "berlin") in seen
    assert "missing-purpose" in {rule for rule, _, _ in seen}


@pytest.mark.parametrize(
    "broken",
    [
        {RULE: PLAIN.replace("vendor.purpose", "vendor.porpoise")},
        {RULE: PLAIN.replace("params.least", "params.")},
        {RULE: "id: [\n"},
        {"subpolicy.yaml": "organisation: {nome: Test}\n"},
        {"policies/core/own.yaml": PLAIN.replace("no-plain-names", "own")},
    ],
)
def test_a_rule_broken_on_the_branch_stops_the_run(repo: Path, broken) -> None:
    branch(repo, broken | vendor("bell", status="planned"))
    refused(repo, "--base", "main", "--policies-from", "main")
    refused(repo, "--policies-from", "main")


def test_rules_broken_at_the_base_are_told_as_the_bases(repo: Path) -> None:
    commit(repo, {RULE: "id: [\n"})
    branch(repo, {RULE: PLAIN} | vendor("bell"))
    said = refused(repo, "--policies-from", "main")
    assert RULE in said
    assert not said.startswith("Traceback")


def test_a_configuration_broken_at_the_base_is_told_as_the_bases(repo: Path) -> None:
    sound = git(repo, "rev-parse", "HEAD").strip()
    commit(repo, {"subpolicy.yaml": "organisation: {nome: Test}\n"})
    branch(repo, {"subpolicy.yaml": OWN} | vendor("bell"))
    said = refused(repo, "--base", sound, "--policies-from", "main")
    assert "error: of the revision to judge by: " in said


def test_a_waiver_that_is_malformed_on_the_branch_blocks(repo: Path) -> None:
    """Merged, it would block everyone's next change."""
    branch(repo, {"waivers/short-bell.yaml": WAIVER.replace("dpo@", "me@")} | vendor("corn"))
    seen = found(repo, "--base", "main", "--policies-from", "main")
    assert [rule for rule, _, _ in seen if rule.startswith("waiver/")] == [
        "waiver/unknown-approver"
    ]


def test_a_protected_rule_cannot_be_loosened_at_all(repo: Path) -> None:
    lax = OWN + "rules: {missing-dpa-date: {off: not wanted}}\n"
    branch(repo, {"subpolicy.yaml": lax, "vendors/bell.yaml": GERMAN + SCCS})
    assert "cannot be switched off" in refused(repo, "--base", "main", "--policies-from", "main")
