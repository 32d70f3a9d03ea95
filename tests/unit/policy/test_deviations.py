"""The report names every way in which a registry judges otherwise than the shipped defaults."""

import shutil

import pytest

from subpolicy.renderers.audit import renderer
from support.audits import audit
from support.checkout import ROOT
from support.exceptions import judged
from support.registries import GREEN, registry


@pytest.fixture
def root(tmp_path):
    return registry(tmp_path / "registry", acme=GREEN)


def configured(root, text):
    start = "organisation: {name: Test}\n"
    (root / "subpolicy.yaml").write_text(start + text, encoding="utf-8")
    return judged(root)


def found(root, text):
    return [tuple(deviation) for deviation in configured(root, text).deviations]


def own_pack(root, name):
    """A copy of a shipped pack in the registry."""
    folder = root / "policies" / name
    shutil.copytree(ROOT / "policies" / name, folder)
    return folder


def test_a_registry_as_shipped_deviates_in_nothing(root):
    assert found(root, "") == []


def test_what_a_registry_says_of_itself_is_no_deviation(root):
    text = "categories: [{id: ai, title: AI}]\ndata_subjects: [customers]\n"
    assert found(root, text) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "rules: {planned-overdue: {severity: info}}\n",
            ("planned-overdue", "severity", "error", "info"),
        ),
        (
            "rules: {unresolved-location: {off: 'we know'}}\n",
            ("unresolved-location", "switched off", "on", "off: we know"),
        ),
        ("home: [US, CA]\n", ("home", "", ("US",), ("US", "CA"))),
        ("waivers: {max_days: 365}\n", ("waivers.max_days", "", 180, 365)),
        ("baseline: {max_days: 30}\n", ("baseline.max_days", "", 180, 30)),
    ],
)
def test_each_kind_of_deviation_is_named_once(root, text, expected):
    assert [d for d in found(root, text) if d[0] == expected[0]] == [expected]


def test_parameters_are_named_one_by_one(root):
    text = "packs: [core, assurance]\nrules: {overdue-review: {params: {months: 6}}}\n"
    assert ("overdue-review", "parameter months", 12, 6) in found(root, text)


def test_an_override_that_changes_nothing_is_no_deviation(root):
    assert found(root, "rules: {planned-overdue: {severity: error}}\n") == []


def test_a_pack_in_the_place_of_a_shipped_one_is_a_deviation(root):
    folder = own_pack(root, "core")
    assert found(root, "") == []  # the same files
    (folder / "missing-purpose.yaml").unlink()
    (folder / "missing-purpose.test.yaml").unlink()
    assert found(root, "") == [("pack core", "", "as shipped", "own files in policies/core")]


def test_a_changed_test_is_no_deviation(root):
    folder = own_pack(root, "core")
    with (folder / "missing-purpose.test.yaml").open("a", encoding="utf-8") as file:
        file.write("# more\n")
    assert found(root, "") == []


def test_a_pack_of_ones_own_beside_the_shipped_ones_shows_among_the_packs(root):
    (root / "policies" / "own").mkdir(parents=True)
    rule = (ROOT / "policies" / "core" / "missing-purpose.yaml").read_text(encoding="utf-8")
    text = rule.replace("id: missing-purpose", "id: own")
    (root / "policies" / "own" / "own.yaml").write_text(text, encoding="utf-8")
    (deviation,) = found(root, "packs: [core, change, own]\n")
    assert (deviation[0], deviation[3]) == ("packs", ("core", "change", "own"))


def test_the_cards_of_the_report_hold_both_severities(root):
    report = configured(root, "rules: {planned-overdue: {severity: info}}\n")
    (card,) = [card for card in report.rules if card.id == "planned-overdue"]
    assert (card.severity.value, card.own_severity.value) == ("info", "error")


def test_the_auditors_report_lists_them_under_a_heading_of_their_own(root):
    text = "home: [US, CA]\nrules: {unresolved-location: {off: 'a | b <i>'}}\n"
    report = renderer("markdown")(audit(report=configured(root, text)))
    section = report.partition("## Deviations from the shipped defaults")[2].partition("\n## ")[0]
    assert "| `home` | US | US, CA |" in section
    assert "| `unresolved-location`: switched off | on | off: a \\| b &lt;i&gt; |" in section
    off = report.partition("## Rules switched off")[2].partition("\n## ")[0]
    assert "| `unresolved-location` | a \\| b &lt;i&gt; |" in off


def test_without_any_the_report_says_so(root):
    report = renderer("markdown")(audit(report=configured(root, "")))
    for heading in (
        "Known at adoption",
        "Waived",
        "Rules switched off",
        "Deviations from the shipped defaults",
        "Open",
    ):
        assert f"# {heading}\n\nNone.\n" in report, heading


def test_a_rule_that_this_run_does_not_judge_by_is_named_as_well(root):
    """Rules on changes are not judged without a base; lowering one is a deviation all the same."""
    text = "rules: {activated-without-notice: {severity: warning}}\n"
    assert found(root, text) == [("activated-without-notice", "severity", "error", "warning")]
