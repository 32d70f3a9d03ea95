"""Packs and tables as files: what is read, what is refused, and which copy counts."""

import hashlib
import os

import pytest

from subpolicy.errors import RunError
from subpolicy.policy.facts import facts_of
from support.rulebook import library, rule_text, told, write

RULE = rule_text("", rule_id="loud")
TABLE = "id: {id}\ntitle: T\nsource: S\nverified_on: 2026-01-01\nrows: [{{code: XX}}]\n"


def refused(folder, name="mine"):
    with pytest.raises(RunError) as caught:
        library(folder).pack(name)
    return told(caught.value)


def test_a_pack_of_another_name_is_added(tmp_path):
    packs = library(write(tmp_path, {"policies/mine/loud.yaml": RULE}))
    assert {"core", "mine"} < {*packs.names(), "mine"}
    pack = packs.pack("mine")
    assert (pack.name, pack.folder) == ("mine", "policies/mine")
    assert [(rule.id, rule.pack, rule.document.path) for rule in pack.rules] == [
        ("loud", "mine", "policies/mine/loud.yaml")
    ]
    assert (packs.owns("mine"), packs.owns("core")) == (True, False)
    assert packs.rule_ids() > {"loud", "missing-dpa-date"}


def test_a_pack_of_the_same_name_replaces_the_shipped_one(tmp_path):
    packs = library(write(tmp_path, {"policies/assurance/loud.yaml": RULE}))
    assert [rule.id for rule in packs.pack("assurance").rules] == ["loud"]
    assert packs.owns("assurance")


def test_the_digest_of_a_rule_is_that_of_its_file(tmp_path):
    pack = library(write(tmp_path, {"policies/mine/loud.yaml": RULE})).pack("mine")
    assert pack.rules[0].sha256 == hashlib.sha256(RULE.encode()).hexdigest()


def test_a_pack_that_nobody_has_is_none(tmp_path):
    assert library(tmp_path).pack("mine") is None
    assert library(tmp_path).pack("_tables") is None


def test_a_test_is_no_rule(tmp_path):
    case = "rule: loud\ncases: [{name: a, expect: pass}]\n"
    files = {"policies/mine/loud.yaml": RULE, "policies/mine/loud.test.yaml": case}
    packs = library(write(tmp_path, files))
    assert len(packs.pack("mine").rules) == 1
    assert packs.tests("mine")["loud"].data["rule"] == "loud"
    assert "loud.test" not in packs.rule_ids()


class TestWhatDoesNotBelong:
    def test_a_folder_within_a_pack(self, tmp_path):
        write(tmp_path, {"policies/mine/deep/loud.yaml": RULE})
        assert refused(tmp_path) == [
            (
                "policies/mine/deep/loud.yaml",
                "a pack holds no folders",
                "put rules and their tests directly into policies/<pack>/",
            )
        ]

    @pytest.mark.parametrize("name", ["loud.yml", "loud.YAML"])
    def test_a_file_of_another_ending(self, tmp_path, name):
        write(tmp_path, {f"policies/mine/{name}": RULE})
        ((place, _, help_text),) = refused(tmp_path)
        assert place == f"policies/mine/{name}"
        assert "loud.yaml" in help_text

    def test_a_file_of_another_ending_does_not_bring_the_shipped_pack_back(self, tmp_path):
        write(tmp_path, {"policies/core/missing-dpa-date.yml": RULE})
        assert refused(tmp_path, "core")[0][0] == "policies/core/missing-dpa-date.yml"

    def test_a_file_beside_the_packs(self, tmp_path):
        write(tmp_path, {"policies/loud.yaml": RULE})
        with pytest.raises(RunError, match="this file is in no pack") as caught:
            library(tmp_path)
        assert str(caught.value.place) == "policies/loud.yaml"

    @pytest.mark.skipif(os.name == "nt", reason="links need a privilege there")
    def test_a_linked_pack_does_not_bring_the_shipped_one_back(self, tmp_path):
        write(tmp_path, {"elsewhere/loud.yaml": RULE, "registry/policies/mine/loud.yaml": RULE})
        (tmp_path / "registry/policies/core").symlink_to(tmp_path / "elsewhere")
        with pytest.raises(RunError) as caught:
            library(tmp_path / "registry")
        assert str(caught.value.place) == "policies/core"


class TestBrokenRules:
    def test_all_are_reported_at_once_with_their_places(self, tmp_path):
        write(
            tmp_path,
            {
                "policies/mine/a.yaml": "id: a\nid: a\n",
                "policies/mine/b.yaml": rule_text("colour: red\nrefrences: []", rule_id="b"),
                "policies/mine/c.yaml": rule_text("", rule_id="other"),
                "policies/mine/d.yaml": "",
                "policies/mine/loud.yaml": RULE,
            },
        )
        found = refused(tmp_path)
        assert [place for place, _, _ in found] == [
            "policies/mine/a.yaml:2:1",
            "policies/mine/b.yaml:7:9",
            "policies/mine/b.yaml:8:12",
            "policies/mine/c.yaml:1:5",
            "policies/mine/d.yaml:1:1",
        ]
        assert found[2][2] == "did you mean `references`?"
        assert found[3][1:] == (
            'the id "other" differs from the file\'s name',
            "call the file other.yaml, or the rule c",
        )

    @pytest.mark.skipif(os.name == "nt", reason="links need a privilege there")
    def test_a_file_that_cannot_be_read(self, tmp_path):
        write(tmp_path, {"secret.yaml": RULE, "registry/policies/mine/a.yaml": RULE})
        (tmp_path / "registry/policies/mine/loud.yaml").symlink_to(tmp_path / "secret.yaml")
        ((place, _, _),) = refused(tmp_path / "registry")
        assert place == "policies/mine/loud.yaml"

    def test_a_file_that_goes_away_while_it_is_read_is_empty(self, tmp_path):
        packs = library(write(tmp_path, {"policies/mine/loud.yaml": RULE}))
        packs._shelf["mine"].source.read = lambda _: None
        with pytest.raises(RunError) as caught:
            packs.pack("mine")
        assert told(caught.value)[0][:2] == ("policies/mine/loud.yaml:1:1", "the file is empty")

    def test_a_source_that_refuses_a_file_says_why(self, tmp_path):
        packs = library(write(tmp_path, {"policies/mine/loud.yaml": RULE}))
        source = packs._shelf["mine"].source
        (tmp_path / "policies/mine/loud.yaml").unlink()
        (tmp_path / "policies/mine/loud.yaml").mkdir()
        source.files = lambda _: ("policies/mine/loud.yaml",)
        with pytest.raises(RunError) as caught:
            packs.pack("mine")
        assert told(caught.value)[0][0] == "policies/mine/loud.yaml"

    @pytest.mark.parametrize("text", ["rule: loud\n", "rule: loud\ncases: []\n", "a: 1\n"])
    def test_a_broken_test_ends_the_run(self, tmp_path, text):
        packs = library(
            write(tmp_path, {"policies/mine/loud.yaml": RULE, "policies/mine/loud.test.yaml": text})
        )
        with pytest.raises(RunError) as caught:
            packs.tests("mine")
        assert told(caught.value)[0][0].startswith("policies/mine/loud.test.yaml:")


class TestTables:
    def test_the_shipped_ones_are_there(self, tmp_path):
        tables = library(tmp_path).tables()
        assert {"countries", "data-categories"} <= tables.keys()
        assert facts_of([], {}, tables.values()).law.in_table("countries", "DE")

    def test_ones_own_replaces_the_shipped_one_and_adds_others(self, tmp_path):
        write(
            tmp_path,
            {
                "policies/_tables/countries.yaml": TABLE.format(id="countries"),
                "policies/_tables/colours.yaml": TABLE.format(id="colours"),
            },
        )
        tables = library(tmp_path).tables()
        law = facts_of([], {}, tables.values()).law
        assert [law.in_table("countries", code) for code in ("XX", "DE")] == [True, False]
        assert law.in_table("colours", "XX")
        assert "data-categories" in tables
        assert tables["countries"].document.path == "policies/_tables/countries.yaml"
        assert (tables["countries"].title, tables["countries"].verified_on) == ("T", "2026-01-01")

    @pytest.mark.parametrize(
        ("text", "place"), [("id: other\n", "1"), (TABLE.format(id="other"), "1:5"), ("", "1:1")]
    )
    def test_a_broken_one_ends_the_run(self, tmp_path, text, place):
        write(tmp_path, {"policies/_tables/colours.yaml": text})
        with pytest.raises(RunError) as caught:
            library(tmp_path).tables()["colours"]
        assert told(caught.value)[0][0].startswith(f"policies/_tables/colours.yaml:{place}")

    def test_a_folder_among_them_ends_the_run(self, tmp_path):
        write(tmp_path, {"policies/_tables/old/colours.yaml": TABLE.format(id="colours")})
        with pytest.raises(RunError, match="a pack holds no folders"):
            library(tmp_path).tables()
