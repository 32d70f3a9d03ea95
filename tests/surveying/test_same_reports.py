"""A registry comes to the same whether its records are together in memory, or in processes."""

import os
import shutil
from pathlib import Path

import pytest
import yaml

from subpolicy.question import Question
from subpolicy.surveying import surveyor
from support.checkout import ROOT, git, repository
from support.histories import put
from support.hostile import KINDS, make
from support.registries import GERMAN, GREEN, registry

from .conftest import OWN, assert_the_same, generated, in_memory, surveyed

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="one process judges all")

TODAY = "2026-06-15"
CASES = ROOT / "tests" / "acceptance"
SIGNED = OWN.format(
    id="signed",
    scope="registry",
    body="group_by: vendor.name\nmatch: 'dpa_signed_on(vendor.id) != \"\"'\n"
    "require: group.all(v, dpa_signed_on(v.id) == dpa_signed_on(group[0].id))\n"
    "message: '\"differs from \" + dpa_signed_on(group[0].id)'",
)
NESTED = "vendor.detect.hosts.all(a, vendor.detect.hosts.all(b, a.size() == b.size()))"
KEY = f'match: has(vendor.detect)\ngroup_by: \'{NESTED} ? "a" : "b"\'\nrequire: group.size() == 1'
HOSTS = ", ".join(f"h{number:04}.example" for number in range(101))


def laid_out(folder, root, monkeypatch):
    """The registry of an acceptance case."""
    command = yaml.load((folder / "command.yaml").read_bytes(), Loader=yaml.BaseLoader)  # noqa: S506
    root.mkdir()
    base = command.get("base")
    if base is not None:
        own = CASES / "bases" / base
        shutil.copytree(own if own.is_dir() else ROOT / base, root, dirs_exist_ok=True)
    if (folder / "registry").is_dir():
        shutil.copytree(folder / "registry", root, dirs_exist_ok=True)
    for path, kind in command.get("make", {}).items():
        make(kind, root / path, monkeypatch)


def test_the_registries_of_the_acceptance_tests(tmp_path, monkeypatch):
    """Each under its own rules; one that does not get as far as a record says so in any way."""
    seen = []
    for folder in sorted(path.parent for path in (CASES / "cases").glob("*/command.yaml")):
        if not (folder / "registry" / "vendors").is_dir() and b"make:" not in (
            (folder / "command.yaml").read_bytes()
        ):
            continue  # a base as it is
        root = tmp_path / folder.name
        laid_out(folder, root, monkeypatch)
        if (root / "subpolicy.yaml").is_file():
            seen.append(assert_the_same(root, Question(TODAY, provenance=False), jobs=(2,)))
    assert len(seen) > 30
    assert len([one for one in seen if one.outputs]) > 25


@pytest.mark.parametrize("name", ["mielto", "dovetail"])
def test_the_examples(name):
    seen = assert_the_same(ROOT / "examples" / name, Question(TODAY))
    assert seen.evaluations


def test_a_small_selection_on_one_path(tmp_path):
    root = generated(tmp_path / "registry", 20, 1)
    rules = ("exclusive-group-conflict", "missing-dpa-date")
    assert_the_same(root, Question(TODAY, rules=rules, strict=True))
    narrow = Question(TODAY, rules=rules, paths=("vendors/sub",))
    seen = surveyed(root, narrow, 1)
    assert surveyed(root, narrow, 3) == seen
    assert {one.vendor for one in seen.evaluations} < {f"v{number:03}" for number in range(20)}


@pytest.mark.parametrize(("count", "seed"), [(70, 1), (31, 2), (3, 4)])
def test_generated_registries(tmp_path, monkeypatch, count, seed):
    """Chains and cycles of DPAs, groups, changes to come and broken files, over all borders."""
    if count < 64:
        monkeypatch.setattr(surveyor, "_TOGETHER", 4)
    root = generated(tmp_path / "registry", count, seed, own=", own")
    put(root, {"policies/own/signed.yaml": SIGNED})
    seen = assert_the_same(root, Question(TODAY, provenance=False), jobs=(1, 3))
    assert len(seen.evaluations) > count * 40
    assert count < 30 or "from 2026-07-01 on" in seen.outputs[1]


def test_chains_of_dpas_over_every_border(tmp_path):
    """Each record is covered by the next; the last is signed, or covers the first again."""
    for last in ("method: signed, signed_on: 2024-05-01", "method: incorporated, same_as: v00"):
        vendors = {}
        for number in range(12):
            covered = f"method: incorporated, same_as: v{number + 1:02}" if number < 11 else last
            dpa = f"dpa: {{{covered}}}"
            start = GREEN.partition("dpa:")[0].replace("acme", f"v{number:02}")
            vendors[f"v{number:02}"] = start.replace("Acme", f"Acme {number}") + dpa + "\n"
        vendors["v05"] += "colour: blue\n"  # invalid, and covers the first five
        root = registry(tmp_path / last[8:14], **vendors)
        seen = assert_the_same(root, Question(TODAY), jobs=(1, 3, 12))
        assert seen.outputs[1].count("[missing-dpa-date]") == (0 if "signed," in last else 12)


def test_two_records_with_one_id(tmp_path):
    root = generated(tmp_path / "registry", 12, 6)
    put(root, {"vendors/a-twin.yaml": GREEN.replace("acme", "v007"), "vendors/z.yaml": GREEN})
    put(root, {"vendors/zz.yaml": GREEN})
    assert "file/duplicate-id" in assert_the_same(root, Question(TODAY)).outputs[1]


def test_rules_and_groups_that_take_too_many_steps(tmp_path):
    vendors = {f"v{n:03}": GREEN.replace("acme", f"v{n:03}") for n in range(105)}
    hosts = "detect: {hosts: [" + HOSTS + "]}\n"
    vendors |= {f"h{n}": GREEN.replace("acme", f"h{n}") + hosts for n in range(2)}
    root = registry(tmp_path / "registry", **vendors)
    asked = {
        "greedy": ("vendor", f"match: has(vendor.detect)\nrequire: {NESTED}"),
        "group": (
            "registry",
            "group_by: vendor.name\nrequire: group.all(a, group.all(b, a.name == b.name))",
        ),
        "key": ("registry", KEY),
    }
    for name, (scope, body) in asked.items():
        text = OWN.format(id=name, scope=scope, body=f"{body}\nmessage: '\"is wrong\"'")
        put(root, {f"policies/own/{name}.yaml": text})
    put(root, {"subpolicy.yaml": "organisation: {name: Test}\npacks: [core, own]\n"})
    seen = assert_the_same(root, Question(TODAY), jobs=(1, 3))
    assert seen.outputs[1].count("[rule/over-budget]") >= 4


@pytest.mark.parametrize("scope", ["vendor", "registry"])
def test_a_rule_that_cannot_be_evaluated_names_the_same_record(tmp_path, scope):
    """The first of those on which it fails, whichever process comes to its own first."""
    root = generated(tmp_path / "registry", 0, 0, own=", own")
    group = "" if scope == "vendor" else "group_by: vendor.purpose\n"
    body = f'{group}require: {"vendor.purpose" if scope == "vendor" else "group[0].id"} != ""'
    text = OWN.format(id="blind", scope=scope, body=f"{body}\nmessage: '\"is wrong\"'")
    put(root, {"policies/own/blind.yaml": text})
    for number in range(9):
        record = GREEN.replace("acme", f"v{number}")
        if number in {4, 7}:
            record = record.replace("purpose: Sends e-mail\n", "")
        put(root, {f"vendors/v{number}.yaml": record})
    seen = assert_the_same(root, Question(TODAY), jobs=(1, 3, 9))
    (error,) = seen.errors
    assert "vendors/v4.yaml" in error[0]


def test_a_rule_that_fails_for_want_of_a_date_is_no_error_until_all_are_known(tmp_path):
    body = 'require: dpa_signed_on("z")[0:1] != "x"\nmessage: \'"is wrong"\''
    rule = OWN.format(id="early", scope="vendor", body=body.replace("[0:1]", ".substring(0, 4)"))
    root = registry(tmp_path / "registry", a=GREEN, z=GREEN.replace("acme", "z"))
    put(root, {"vendors/a.yaml": GREEN.replace("acme", "a"), "policies/own/early.yaml": rule})
    put(root, {"subpolicy.yaml": "organisation: {name: Test}\npacks: [core, own]\n"})
    assert assert_the_same(root, Question(TODAY), jobs=(1, 2)).errors == ()
    put(root, {"vendors/z.yaml": None})
    assert assert_the_same(root, Question(TODAY), jobs=(1, 2)).errors


def test_links_and_files_of_every_kind(tmp_path, monkeypatch):
    root = generated(tmp_path / "registry", 20, 8)
    put(root, {"vendors/acme.yaml": GREEN, "vendors/berlin.yaml": GERMAN})
    for number, kind in enumerate(kind for kind in KINDS if kind != "too-large"):
        make(kind, root / "vendors" / f"k{number}.yaml", monkeypatch)
    (root / "vendors" / "linked.yaml").symlink_to("acme.yaml")
    put(root, {"vendors/x.yml": GREEN})
    assert_the_same(root, Question(TODAY))


def test_a_hook_judges_what_is_tracked(tmp_path):
    root = generated(repository(tmp_path / "registry"), 20, 9)
    git(root, "add", "--all")
    put(root, {"vendors/new.yaml": GERMAN})
    seen = assert_the_same(root, Question(TODAY), tracked=True)
    assert "berlin" not in seen.outputs[0]
    assert "berlin" in surveyed(root, Question(TODAY), 3).outputs[0]
    assert in_memory(root, Question(TODAY)) != seen


def test_a_registry_without_records(tmp_path):
    root = generated(tmp_path / "registry", 0, 0)
    assert assert_the_same(root, Question(TODAY)).errors
    Path(root / "vendors").mkdir()
    assert "no vendor files" in assert_the_same(root, Question(TODAY)).errors[0][0]
