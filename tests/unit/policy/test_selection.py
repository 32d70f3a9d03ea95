"""Which rules a run judges by, and what cannot be chosen away."""

import pytest

from subpolicy import shipped
from subpolicy.errors import RunError
from subpolicy.findings.report import RuleOff
from subpolicy.policy.packs import PROTECTED
from subpolicy.policy.selection import select
from support.rulebook import configuration, library, rule_text, told, write

CORE = {path.name: path.read_bytes() for path in (shipped.policies_folder() / "core").iterdir()}
OWN = {
    "policies/mine/loud.yaml": rule_text(
        "params: {months: 12, words: [a], on: true}", rule_id="loud"
    )
}
MINE = "packs: [core, mine]\n"


def own_core(**changes):
    """A pack ``core`` of the registry's own: the shipped one with other files."""
    files = CORE | {f"{name}.yaml": text for name, text in changes.items()}
    return {f"policies/core/{name}": text for name, text in files.items() if text is not None}


def changed(rule_id, old, new):
    text = CORE[f"{rule_id}.yaml"].decode()
    assert old in text
    return text.replace(old, new, 1)


def refused(folder, text="", **options):
    with pytest.raises(RunError) as caught:
        select(library(folder), configuration(text), **options)
    return told(caught.value)


def selected(folder, text="", **options):
    return {one.id: one for one in select(library(folder), configuration(text), **options).rules}


def test_the_default_is_core_and_change(tmp_path):
    chosen = select(library(tmp_path), configuration())
    assert [pack.name for pack in chosen.packs] == ["core", "change"]
    assert [rule.id for rule in chosen.rules if rule.pack == "core"] == sorted(
        name.removesuffix(".yaml") for name in CORE if not name.endswith(".test.yaml")
    )
    assert chosen.off == ()


class TestProtectedRules:
    @pytest.mark.parametrize("rule_id", PROTECTED)
    def test_cannot_be_switched_off(self, tmp_path, rule_id):
        assert refused(tmp_path, f"rules: {{{rule_id}: {{off: we know better}}}}\n") == [
            (
                f"subpolicy.yaml:2:{len(rule_id) + 11}",
                f"{rule_id} cannot be switched off",
                "accept single cases with a waiver, which names a reason and ends",
            )
        ]

    @pytest.mark.parametrize("rule_id", PROTECTED)
    @pytest.mark.parametrize("severity", ["warning", "info"])
    def test_cannot_be_lowered(self, tmp_path, rule_id, severity):
        text = f"rules:\n  {rule_id}:\n    severity: {severity}\n"
        assert refused(tmp_path, text) == [
            ("subpolicy.yaml:3:3", f"{rule_id} is always an error", "")
        ]

    def test_may_be_called_an_error(self, tmp_path):
        rules = selected(tmp_path, "rules: {missing-dpa-date: {severity: error}}\n")
        assert rules["missing-dpa-date"].severity == "error"

    def test_are_not_lost_with_the_pack(self, tmp_path):
        ((place, message, _),) = refused(tmp_path, "packs: [assurance]\n")
        assert (place, message) == ("subpolicy.yaml:2:8", "the pack core cannot be left out")

    @pytest.mark.parametrize("rule_id", PROTECTED)
    def test_are_not_lost_in_a_pack_core_of_ones_own(self, tmp_path, rule_id):
        write(tmp_path, own_core(**{rule_id: None}))
        ((place, message, _),) = refused(tmp_path)
        assert (place, message) == ("policies/core", f"this pack lacks {rule_id}")

    @pytest.mark.parametrize(
        ("rule_id", "old", "new"),
        [
            ("missing-dpa-date", "<= today", '<= "9999"'),
            ("missing-dpa-date", '["planned", "retired"]', '["planned", "retired", "active"]'),
            ("missing-dpa-date", "severity: error", "severity: warning"),
            ("missing-dpa-date", "severity: error", "let: {signed: 'true'}\nseverity: error"),
            ("non-us-processing-without-scc", "params: {home: [US]}", "params: {home: [US], x: 1}"),
            ("non-us-processing-without-scc", ", vendor.processing.access]", "]"),
        ],
    )
    def test_judge_in_a_pack_of_ones_own_as_shipped(self, tmp_path, rule_id, old, new):
        write(tmp_path, own_core(**{rule_id: changed(rule_id, old, new)}))
        ((place, message, help_text),) = refused(tmp_path)
        assert place.startswith(f"policies/core/{rule_id}.yaml:")
        assert message == f"{rule_id} judges otherwise than the shipped rule"
        assert "under another id" in help_text

    def test_may_say_it_in_other_words_in_a_pack_of_ones_own(self, tmp_path):
        text = changed("missing-dpa-date", '"has no DPA"', '"hat keinen AVV"')
        write(tmp_path, own_core(**{"missing-dpa-date": text, "missing-purpose": None}))
        rules = selected(tmp_path)
        assert "hat keinen AVV" in rules["missing-dpa-date"].message
        assert "missing-purpose" not in rules

    def test_are_not_shadowed_from_another_pack(self, tmp_path):
        text = rule_text("require: 'true'", rule_id="missing-dpa-date")
        write(tmp_path, {"policies/mine/missing-dpa-date.yaml": text})
        assert refused(tmp_path, MINE) == [
            (
                "policies/mine/missing-dpa-date.yaml:1:5",
                'the rule "missing-dpa-date" is in two packs',
                "the other one is policies/core/missing-dpa-date.yaml; rename one of them",
            )
        ]

    def test_home_is_set_in_one_place_only(self, tmp_path):
        text = "rules: {non-us-processing-without-scc: {params: {home: [US, DE]}}}\n"
        assert refused(tmp_path, text) == [
            (
                "subpolicy.yaml:2:56",
                '"home" is set once for all rules',
                "change home: at the top of subpolicy.yaml",
            )
        ]


class TestUnknownNames:
    @pytest.mark.parametrize(
        ("text", "place", "message", "help_text"),
        [
            ("packs: [core, asurance]\n", "2:8", 'no pack "asurance"', "did you mean `assurance`?"),
            (
                "rules: {missing-dpa-dat: {off: x}}\n",
                "2:26",
                'rules: names no rule "missing-dpa-dat"',
                "did you mean `missing-dpa-date`?",
            ),
        ],
    )
    def test_in_the_configuration(self, tmp_path, text, place, message, help_text):
        assert refused(tmp_path, text) == [(f"subpolicy.yaml:{place}", message, help_text)]

    def test_on_the_command_line(self, tmp_path):
        assert refused(tmp_path, pack_names=["cor"]) == [
            ("", 'no pack "cor"', "did you mean `core`?")
        ]
        assert refused(tmp_path, rule_ids=["missing-purpos"]) == [
            ("", 'no rule "missing-purpos"', "did you mean `missing-purpose`?")
        ]

    def test_without_a_likeness_all_are_listed(self, tmp_path):
        ((_, _, help_text),) = refused(tmp_path, pack_names=["zzzzz"])
        assert help_text.startswith("known: ")
        assert "core" in help_text

    def test_a_rule_of_a_pack_that_is_not_enabled_may_be_configured(self, tmp_path):
        assert selected(write(tmp_path, OWN), "rules: {loud: {off: not ours}}\n")


class TestParameters:
    @pytest.mark.parametrize(
        ("params", "place", "message"),
        [
            ("{months: six}", "3:33", "loud: months must be a number, not a text"),
            ("{months: true}", "3:33", "loud: months must be a number, not true or false"),
            ("{months: [1]}", "3:33", "loud: months must be a number, not a list of numbers"),
            ("{words: [1]}", "3:32", "loud: words must be a list of texts, not a list of numbers"),
            ("{words: a}", "3:32", "loud: words must be a list of texts, not a text"),
            ("{on: 1}", "3:29", "loud: on must be true or false, not a number"),
            ("{month: 1}", "3:32", 'loud has no parameter "month"'),
        ],
    )
    def test_of_the_wrong_kind(self, tmp_path, params, place, message):
        text = f"{MINE}rules: {{loud: {{params: {params}}}}}\n"
        ((found, said, help_text),) = refused(write(tmp_path, OWN), text)
        assert (found, said) == (f"subpolicy.yaml:{place}", message)
        assert help_text == ("did you mean `months`?" if "month:" in params else "")

    def test_replace_the_rules_own(self, tmp_path):
        text = f"{MINE}rules: {{loud: {{params: {{months: 6, words: []}}}}}}\n"
        rules = selected(write(tmp_path, OWN), text)
        assert rules["loud"].params == {"months": 6, "words": [], "on": True}

    def test_that_the_configuration_sets(self, tmp_path):
        body = (
            "params: {home: [], categories: [], exporter_regimes: [], data_subjects: [], other: 1}"
        )
        write(tmp_path, {"policies/mine/all.yaml": rule_text(body, rule_id="all")})
        text = (
            f"{MINE}home: [DE]\nexporter_regimes: []\ndata_subjects: [customers]\n"
            "categories: [{id: ai, title: AI}]\n"
        )
        assert selected(tmp_path, text)["all"].params == {
            "home": ["DE"],
            "categories": ["ai"],
            "exporter_regimes": [],
            "data_subjects": ["customers"],
            "other": 1,
        }


class TestChoices:
    def test_a_rule_off_is_listed_with_its_reason(self, tmp_path):
        chosen = select(
            library(tmp_path), configuration("rules: {missing-purpose: {off: later}}\n")
        )
        assert chosen.off == (RuleOff("missing-purpose", "later"),)
        assert "missing-purpose" not in {rule.id for rule in chosen.rules}

    def test_a_rule_asked_for_is_judged_though_it_is_off(self, tmp_path):
        text = "rules: {missing-purpose: {off: later}}\n"
        assert [*selected(tmp_path, text, rule_ids=["missing-purpose"])] == ["missing-purpose"]

    def test_a_severity_may_be_changed(self, tmp_path):
        rules = selected(tmp_path, "rules: {missing-purpose: {severity: info}}\n")
        assert rules["missing-purpose"].severity == "info"

    def test_a_rule_of_a_pack_that_is_not_enabled_may_be_asked_for(self, tmp_path):
        chosen = select(library(write(tmp_path, OWN)), configuration(), rule_ids=["loud"])
        assert [rule.id for rule in chosen.rules] == ["loud"]
        assert [pack.name for pack in chosen.packs] == ["core", "change", "mine"]

    def test_a_pack_may_be_asked_for_without_core(self, tmp_path):
        assert [*selected(write(tmp_path, OWN), pack_names=["mine"])] == ["loud"]

    def test_a_pack_or_rule_asked_for_twice_is_taken_once(self, tmp_path):
        write(tmp_path, OWN)
        assert [*selected(tmp_path, pack_names=["mine", "mine"])] == ["loud"]
        assert [*selected(tmp_path, rule_ids=["loud", "loud"])] == ["loud"]

    def test_without_any_rule_there_is_no_verdict(self, tmp_path):
        text = "rules: {loud: {off: too loud}}\n"
        ((_, message, _),) = refused(write(tmp_path, OWN), text, pack_names=["mine"])
        assert message == "no rule is selected"

    def test_all_faults_of_the_configuration_are_reported_together(self, tmp_path):
        text = (
            "rules:\n  missing-dpa-date: {off: x, severity: info}\n"
            "  missing-purpose: {params: {a: 1, b: 2}}\n"
        )
        assert [place for place, _, _ in refused(tmp_path, text)] == [
            *("subpolicy.yaml:3:21", "subpolicy.yaml:3:21"),
            *("subpolicy.yaml:4:33", "subpolicy.yaml:4:39"),
        ]
