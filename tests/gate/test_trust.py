"""``--policies-from``: a change is judged by the rules of its base, so it cannot approve itself."""

from pathlib import Path

import pytest

from support.checkout import git
from support.histories import CONFIGURATION, branch, check, commit, found, history, refused, vendor
from support.registries import GERMAN, GREEN, SCCS

OWN = CONFIGURATION + "packs: [core, change, own]\nwaivers: {approvers: [dpo@example.com]}\n"
PLAIN = """\
id: no-plain-names
title: A vendor's purpose is plain
severity: error
scope: vendor
rationale: So that a test has a rule of its own.
remediation: Say more.
params: {least: 10}
require: vendor.purpose.size() >= params.least
message: '"its purpose is too short"'
"""
PLAIN_TEST = """\
rule: no-plain-names
base: {id: acme, name: "Acme, Inc.", status: active, processing: {locations: [US]}}
cases:
  - {name: long, vendor: {purpose: Sends e-mail}, expect: pass}
  - {name: short, vendor: {purpose: Mail}, expect: fail}
"""
RULE = "policies/own/no-plain-names.yaml"
SHORT = vendor("bell", purpose="Mail", status="planned")
WAIVER = """\
id: short-bell
rule: no-plain-names
vendor: bell
reason: It is what it is
approved_by: dpo@example.com
approved_on: 2026-06-01
expires_on: 2026-09-01
"""
BASELINE = """\
entries:
  - {rule: no-plain-names, vendor: bell, owner: dpo@example.com, due: 2026-09-01}
"""

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
            RULE.replace(".yaml", ".test.yaml"): None,
            "policies/own/other.yaml": PLAIN.replace("no-plain-names", "other").replace(
                ">=", ">= 0 *"
            ),
        },
        "no-plain-names removed",
    ),
}


@pytest.fixture
def repo(tmp_path: Path) -> Path:
    folder = history(tmp_path / "repo")
    own = {"subpolicy.yaml": OWN, RULE: PLAIN, RULE.replace(".yaml", ".test.yaml"): PLAIN_TEST}
    commit(folder, own)
    return folder


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


class TestGovernanceChanges:
    """A change that touches no record is judged by its own rules, and says so."""

    NOTE = "governance change: judged by its own rules, so it needs a code owner"

    @pytest.fixture
    def red(self, repo: Path) -> Path:
        """A main that is red since a waiver expired."""
        commit(repo, SHORT | {"waivers/short-bell.yaml": WAIVER.replace("09-01", "06-14")})
        assert check(repo).returncode == 1
        return repo

    def test_a_red_main_is_mended_by_a_change_to_the_waiver_alone(self, red: Path) -> None:
        branch(red, {"waivers/short-bell.yaml": WAIVER})
        run = check(red, "--base", "main", "--policies-from", "main")
        assert run.returncode == 0, run.stdout + run.stderr
        assert self.NOTE in run.stdout.splitlines()[-1]

    def test_the_same_with_a_vendor_beside_is_blocked(self, red: Path) -> None:
        branch(red, {"waivers/short-bell.yaml": WAIVER} | vendor("acme", purpose="Sends letters"))
        run = check(red, "--base", "main", "--policies-from", "main")
        assert run.returncode == 1, run.stdout + run.stderr
        assert self.NOTE not in run.stdout

    def test_even_a_comment_in_a_record_makes_it_no_governance_change(self, red: Path) -> None:
        touched = {"vendors/acme.yaml": GREEN + "# a comment\n"}
        branch(red, {"waivers/short-bell.yaml": WAIVER} | touched)
        run = check(red, "--base", "main", "--policies-from", "main")
        assert self.NOTE not in run.stdout
        assert run.returncode == 1, run.stderr

    @pytest.mark.parametrize("moved", ["vendors/old/acme.yaml", "vendors/acme.yml"])
    def test_a_moved_record_makes_it_no_governance_change(self, red: Path, moved: str) -> None:
        files = {"vendors/acme.yaml": None, moved: GREEN, "waivers/short-bell.yaml": WAIVER}
        branch(red, files)
        assert self.NOTE not in check(red, "--base", "main", "--policies-from", "main").stdout

    def test_a_deleted_record_makes_it_no_governance_change(self, red: Path) -> None:
        branch(red, {"vendors/bell.yaml": None, "waivers/short-bell.yaml": WAIVER})
        assert self.NOTE not in check(red, "--base", "main", "--policies-from", "main").stdout

    def test_records_of_another_folder_make_it_no_governance_change(self, red: Path) -> None:
        elsewhere = OWN + "paths: {vendors: list}\n"
        branch(red, {"subpolicy.yaml": elsewhere, "list/acme.yaml": GREEN})
        run = check(red, "--base", "main", "--policies-from", "main")
        assert self.NOTE not in run.stdout, run.stderr

    def test_without_trust_in_another_revision_it_is_not_marked(self, red: Path) -> None:
        branch(red, {"waivers/short-bell.yaml": WAIVER})
        assert self.NOTE not in check(red, "--base", "main").stdout


class TestBaseline:
    """The list of known faults may only shrink."""

    @pytest.fixture
    def adopted(self, repo: Path) -> Path:
        commit(repo, SHORT | {"baseline.yaml": BASELINE})
        return repo

    @pytest.mark.parametrize("guard", [(), ("--policies-from", "main")])
    def test_a_later_day_is_growth(self, adopted: Path, guard) -> None:
        later = {"baseline.yaml": BASELINE.replace("09-01", "09-02")}
        branch(adopted, later | vendor("corn", status="planned"))
        run = check(adopted, "--base", "main", *guard)
        assert "due on 2026-09-02, no longer on 2026-09-01" in run.stdout
        assert "[baseline-grown]" in run.stdout
        assert run.returncode == 1

    @pytest.mark.parametrize("guard", [(), ("--policies-from", "main")])
    def test_an_entry_that_covers_nothing_yet_is_growth(self, adopted: Path, guard) -> None:
        more = BASELINE + BASELINE.splitlines()[1].replace("bell", "acme") + "\n"
        branch(adopted, {"baseline.yaml": more} | vendor("corn", status="planned"))
        run = check(adopted, "--base", "main", *guard)
        assert "no-plain-names on acme is new" in run.stdout
        assert run.returncode == 1

    def test_a_shorter_list_is_not(self, adopted: Path) -> None:
        branch(adopted, {"baseline.yaml": "entries: []\n"} | vendor("bell", status="planned"))
        run = check(adopted, "--base", "main", "--policies-from", "main")
        assert "[baseline-grown]" not in run.stdout

    def test_a_pack_switched_on_may_bring_its_known_faults_along(self, repo: Path) -> None:
        off = OWN.replace(", own", "")
        commit(repo, SHORT | {"subpolicy.yaml": off})
        branch(repo, {"subpolicy.yaml": OWN, "baseline.yaml": BASELINE})
        run = check(repo, "--base", "main", "--policies-from", "main")
        assert "[baseline-grown]" not in run.stdout
        assert run.returncode == 0, run.stdout + run.stderr

    def test_but_not_together_with_a_vendor(self, repo: Path) -> None:
        off = OWN.replace(", own", "")
        commit(repo, SHORT | {"subpolicy.yaml": off})
        branch(repo, {"subpolicy.yaml": OWN, "baseline.yaml": BASELINE} | vendor("corn"))
        run = check(repo, "--base", "main")
        assert "[baseline-grown]" in run.stdout

    def test_an_entry_lapses_when_its_vendor_goes_into_use(self, adopted: Path) -> None:
        branch(adopted, vendor("bell", purpose="Mail"))
        for arguments in ((), ("--policies-from", "main"), ("--gate", "change")):
            seen = found(adopted, "--base", "main", *arguments)
            assert ("no-plain-names", "fail", "bell") in seen
            assert check(adopted, "--base", "main", *arguments).returncode == 1


def test_a_protected_rule_cannot_be_loosened_at_all(repo: Path) -> None:
    lax = OWN + "rules: {missing-dpa-date: {off: not wanted}}\n"
    branch(repo, {"subpolicy.yaml": lax, "vendors/bell.yaml": GERMAN + SCCS})
    assert "cannot be switched off" in refused(repo, "--base", "main", "--policies-from", "main")
