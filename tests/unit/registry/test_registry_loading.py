"""From files to a registry: every fault is kept, and none hides another."""

import hashlib
import os
from pathlib import Path

import pytest

from subpolicy import config
from subpolicy.errors import RunError
from subpolicy.registry import loading
from subpolicy.registry.registry import Flag
from subpolicy.sources import WorkingTree
from support.rulebook import CONFIGURATION, SCHEMAS, SHAPE, evaluations, rule, write

ACME = "id: acme\nname: Acme\nstatus: active\nprocessing: {locations: [US]}\n"
FLAGS = "flags:\n  - {key: chat, kind: feature, default: 'off'}\n"


def load(folder: Path, files, keys=""):
    tree = WorkingTree(write(folder, {"subpolicy.yaml": CONFIGURATION + keys} | files))
    return loading.load(tree, config.load(tree, SCHEMAS), SCHEMAS, SHAPE)


def faults(registry):
    return [(one.rule, one.path, one.span[:2], one.vendor) for one in registry.faults]


def test_a_record_becomes_a_vendor(tmp_path):
    registry = load(tmp_path, {"vendors/deep/er/acme.yaml": ACME})
    (vendor,) = registry.vendors
    assert (vendor.id, vendor.path, vendor.stem) == ("acme", "vendors/deep/er/acme.yaml", "acme")
    assert vendor.valid
    assert registry.faults == ()
    assert vendor.document is not None
    assert registry.raw == {"vendors/deep/er/acme.yaml": ACME.encode()}


def test_vendors_are_sorted_by_id(tmp_path):
    files = {f"vendors/{n}.yaml": ACME.replace("acme", name) for n, name in enumerate("cab")}
    assert [vendor.id for vendor in load(tmp_path, files).vendors] == ["a", "b", "c"]


@pytest.mark.parametrize("files", [{}, {"vendors/readme.md": "x"}, {"records/acme.yaml": ACME}])
def test_without_a_vendor_file_there_is_no_verdict(tmp_path, files):
    with pytest.raises(RunError, match="no vendor files in vendors/") as caught:
        load(tmp_path, files)
    assert str(caught.value.place) == "vendors"


def test_the_folders_are_those_of_the_configuration(tmp_path):
    files = {"a/b/acme.yaml": ACME, "c/switches.yaml": FLAGS}
    registry = load(tmp_path, files, "paths: {vendors: ./a/b/, flags: c//switches.yaml}\n")
    assert [vendor.path for vendor in registry.vendors] == ["a/b/acme.yaml"]
    assert registry.flags == {"chat": Flag("chat", "feature", "off")}
    assert [member.path for member in registry.population][1] == "c/switches.yaml"


class TestFaults:
    def test_a_broken_file_does_not_hide_the_others(self, tmp_path):
        files = {
            "vendors/acme.yaml": ACME,
            "vendors/beta.yaml": "id: beta\nid: beta\n\tname: x\n",
            "vendors/empty.yaml": "",
            "vendors/gamma.yml": ACME,
            "vendors/delta.yaml": "id: delta\nnme: x\nstatus: active\n",
            "vendors/list.yaml": "- a\n",
        }
        registry = load(tmp_path, files)
        assert sorted(faults(registry)) == [
            ("file/extension", "vendors/gamma.yml", (1, 1), "gamma.yml"),
            ("schema/missing-key", "vendors/delta.yaml", (1, 1), "delta"),
            ("schema/missing-key", "vendors/delta.yaml", (1, 1), "delta"),
            ("schema/type", "vendors/list.yaml", (1, 3), "list"),
            ("schema/unknown-key", "vendors/delta.yaml", (2, 1), "delta"),
            ("yaml/duplicate-key", "vendors/beta.yaml", (2, 1), "beta"),
            ("yaml/empty", "vendors/empty.yaml", (1, 1), "empty"),
            ("yaml/tab", "vendors/beta.yaml", (3, 1), "beta"),
        ]
        assert [vendor.id for vendor in registry.vendors if vendor.valid] == ["acme"]
        assert len(registry.vendors) == 6
        assert all(one.severity == "error" for one in registry.faults)

    def test_what_has_no_data_is_judged_by_no_rule(self, tmp_path):
        registry = load(
            tmp_path, {"vendors/a.yaml": "- a\n", "vendors/b.yaml": "{", "vendors/c.yaml": "5"}
        )
        found = evaluations([rule("require: 'true'")], registry.vendors)
        assert [one.outcome.verdict for one in found] == ["not_judged"] * 3

    @pytest.mark.parametrize(
        ("text", "known_as"),
        [
            ("id: Other One\n", "Other One"),
            ("id: 5\n", "acme"),
            ("id: ''\n", "acme"),
            ('id: "a\\u202eb"\n', "acme"),
            (f"id: {'a' * 64}\n", "a" * 64),
            (f"id: {'a' * 65}\n", "acme"),
            ("name: x\n", "acme"),
        ],
    )
    def test_a_vendor_is_known_by_its_id_or_its_file(self, tmp_path, text, known_as):
        (vendor,) = load(tmp_path, {"vendors/acme.yaml": text}).vendors
        assert vendor.id == known_as

    def test_an_id_in_two_records_is_a_fault_of_the_later_ones(self, tmp_path):
        files = {f"vendors/{name}.yaml": "# a comment\n" + ACME for name in ("acme", "b", "c")}
        registry = load(tmp_path, files)
        assert faults(registry) == [
            ("file/duplicate-id", "vendors/b.yaml", (2, 5), "acme"),
            ("file/duplicate-id", "vendors/c.yaml", (2, 5), "acme"),
        ]
        assert registry.faults[0].message == 'the id "acme" is already that of vendors/acme.yaml'
        assert len({one.fingerprint for one in registry.faults}) == 2

    def test_an_unreadable_file_may_share_an_id_too(self, tmp_path):
        registry = load(tmp_path, {"vendors/a.yaml": ACME, "vendors/acme.yaml": "{"})
        assert ("file/duplicate-id", "vendors/acme.yaml", (1, 1), "acme") in faults(registry)

    @pytest.mark.skipif(os.name == "nt", reason="links need a privilege there")
    def test_a_link_out_of_the_registry(self, tmp_path):
        write(tmp_path, {"secret.yaml": ACME, "registry/vendors/acme.yaml": ACME})
        (tmp_path / "registry/vendors/b.yaml").symlink_to(tmp_path / "secret.yaml")
        registry = load(tmp_path / "registry", {})
        assert faults(registry) == [("file/link-outside", "vendors/b.yaml", (1, 1), "b")]
        assert "vendors/b.yaml" not in registry.raw

    def test_a_file_that_cannot_be_read_when_its_turn_comes(self, tmp_path):
        tree = WorkingTree(
            write(tmp_path, {"subpolicy.yaml": CONFIGURATION, "vendors/a.yaml/x": ""})
        )
        configuration = config.load(tree, SCHEMAS)
        tree.files = lambda _: ("vendors/a.yaml", "vendors/gone.yaml")
        registry = loading.load(tree, configuration, SCHEMAS, SHAPE)
        assert faults(registry) == [("file/not-a-file", "vendors/a.yaml", (1, 1), "a")]
        assert [member.path for member in registry.population] == [
            "subpolicy.yaml",
            "vendors/a.yaml",
        ]


class TestFlags:
    def test_are_known_by_their_key(self, tmp_path):
        registry = load(tmp_path, {"vendors/acme.yaml": ACME, "flags.yaml": FLAGS})
        assert registry.flags == {"chat": Flag("chat", "feature", "off")}
        assert registry.faults == ()

    def test_may_be_missing(self, tmp_path):
        registry = load(tmp_path, {"vendors/acme.yaml": ACME})
        assert registry.flags == {}
        assert [member.path for member in registry.population] == [
            *("subpolicy.yaml", "vendors/acme.yaml")
        ]

    def test_declared_twice(self, tmp_path):
        text = FLAGS + "  - {key: chat, kind: plan, default: 'on'}\n"
        registry = load(tmp_path, {"vendors/acme.yaml": ACME, "flags.yaml": text})
        assert faults(registry) == [("schema/duplicate-flag", "flags.yaml", (3, 11), None)]
        (fault,) = registry.faults
        assert (fault.pointer, fault.item) == ("/flags/1/key", "chat")
        assert fault.message == 'the flag "chat" is declared twice'
        assert registry.flags["chat"].default == "off"

    @pytest.mark.parametrize(
        ("text", "rule_id", "known"),
        [
            ("{", "yaml/syntax", set()),
            ("- a\n", "schema/type", set()),
            ("flags: 5\n", "schema/type", set()),
            (FLAGS + "  - {key: b, kind: feature}\n", "schema/missing-key", {"chat"}),
            (FLAGS + "  - {key: 5, kind: feature, default: 'on'}\n", "schema/type", {"chat"}),
            (FLAGS + "  - text\n", "schema/type", {"chat"}),
        ],
    )
    def test_with_faults_declare_what_can_be_read(self, tmp_path, text, rule_id, known):
        registry = load(tmp_path, {"vendors/acme.yaml": ACME, "flags.yaml": text})
        assert {one.rule for one in registry.faults} == {rule_id}
        assert all((one.path, one.vendor) == ("flags.yaml", None) for one in registry.faults)
        assert registry.flags.keys() == known
        (member,) = [one for one in registry.population if one.path == "flags.yaml"]
        assert not member.judged

    def test_in_a_file_that_cannot_be_read(self, tmp_path):
        registry = load(tmp_path, {"vendors/acme.yaml": ACME, "flags.yaml/x.md": ""})
        assert faults(registry) == [("file/not-a-file", "flags.yaml", (1, 1), None)]


class TestPopulation:
    def test_names_every_file_with_its_digest(self, tmp_path):
        files = {"vendors/acme.yaml": ACME, "vendors/broken.yaml": "{", "flags.yaml": FLAGS}
        registry = load(tmp_path, files)
        texts = files | {"subpolicy.yaml": CONFIGURATION}
        assert [(one.path, one.sha256) for one in registry.population] == [
            (path, hashlib.sha256(text.encode()).hexdigest())
            for path, text in sorted(texts.items())
        ]
        assert [one[2:] for one in registry.population] == [
            (None, None, None, True),
            (None, None, None, True),
            ("acme", "Acme", "active", True),
            ("broken", None, None, False),
        ]

    def test_has_no_digest_of_what_could_not_be_read(self, tmp_path):
        registry = load(tmp_path, {"vendors/acme.yml": ACME})
        assert [one.sha256 for one in registry.population][1] is None

    def test_shows_names_and_states_that_are_texts_only(self, tmp_path):
        text = ACME.replace("Acme", "[a]").replace("active", "5")
        (member,) = load(tmp_path, {"vendors/acme.yaml": text}).population[1:]
        assert (member.name, member.status, member.judged) == (None, None, False)


class TestWhatRulesSee:
    def test_neither_internal_nor_notes(self, tmp_path):
        text = ACME + "internal: {password: x}\nnotes: [a, {b: 1}]\n"
        registry = load(tmp_path, {"vendors/acme.yaml": text})
        assert registry.faults == ()
        assert not registry.vendors[0].data.keys() & {"internal", "notes"}

    def test_integers_of_any_size_out_of_sight_are_no_fault(self, tmp_path):
        registry = load(tmp_path, {"vendors/acme.yaml": ACME + f"internal: {10**40}\n"})
        assert registry.faults == ()
        (one,) = evaluations([rule("require: vendor.name == 'Acme'")], registry.vendors)
        assert one.outcome.verdict == "passed"

    @pytest.mark.parametrize("number", [2**63, -(2**63) - 1, 10**40, 10**400])
    def test_an_integer_over_64_bits_is_a_finding_and_other_rules_still_judge(
        self, tmp_path, number
    ):
        text = ACME + f"ai: {{training: prohibited, retention_days: {number}}}\n"
        registry = load(tmp_path, {"vendors/acme.yaml": text})
        assert [one.path for one in registry.faults] == ["vendors/acme.yaml"]
        rules = [
            rule("require: vendor.name == 'Acme'", rule_id="a"),
            rule("require: vendor.ai.training == 'allowed'", rule_id="b"),
            rule("require: vendor.ai.retention_days < 9", rule_id="c"),
        ]
        found = evaluations(rules, registry.vendors)
        assert [one.outcome.verdict for one in found] == ["passed", "failed", "not_judged"]
