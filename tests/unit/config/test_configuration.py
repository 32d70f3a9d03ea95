"""``subpolicy.yaml``: its defaults, its faults with their places, and where it is."""

import os

import pytest

from subpolicy import __version__, config
from subpolicy.config import Category, Override, Paths
from subpolicy.errors import RunError
from subpolicy.root import find_root
from subpolicy.sources import WorkingTree
from support.rulebook import SCHEMAS, configuration, told, write


def refused(keys):
    with pytest.raises(RunError) as caught:
        configuration(keys)
    return told(caught.value)


class TestDefaults:
    def test_everything_but_the_name_has_one(self):
        plain = configuration()
        assert plain.organisation == {"name": "Test"}
        assert plain.home == ("US",)
        assert plain.exporter_regimes == ()
        assert plain.categories == ()
        assert plain.data_subjects == ()
        assert plain.packs[0] == "core"
        assert plain.rules == {}
        assert (plain.waivers.max_days, plain.waivers.approvers) == (180, ())
        assert plain.baseline_max_days == 180
        assert plain.paths == Paths("vendors", "policies", "waivers", "flags.yaml")

    def test_of_what_is_said_in_part(self):
        part = configuration(
            "paths: {vendors: suppliers}\ncategories: [{id: ai, title: AI}]\n"
            "rules: {a: {severity: info}, b: {off: later}, c: {params: {n: 1}}}\n"
            "waivers: {max_days: 30}\n"
        )
        assert part.paths == Paths(vendors="suppliers")
        assert part.categories == (Category("ai", "AI", None, tenant_enabled=False),)
        assert part.rules == {
            "a": Override(severity="info"),
            "b": Override(off="later"),
            "c": Override(params={"n": 1}),
        }
        assert (part.waivers.max_days, part.waivers.approvers) == (30, ())

    def test_give_way_to_what_is_said(self):
        whole = configuration(
            "home: [DE, FR]\nexporter_regimes: [EU, CH]\npacks: [core, mine]\n"
            "data_subjects: [customers]\nbaseline: {max_days: 90}\n"
            "categories: [{id: ai, title: AI, note: N, tenant_enabled: true}]\n"
            "paths: {policies: rules, waivers: exceptions, flags: switches.yaml}\n"
            "waivers: {approvers: [dpo@example.com]}\n"
        )
        assert (whole.home, whole.exporter_regimes) == (("DE", "FR"), ("EU", "CH"))
        assert (whole.packs[:2], whole.data_subjects) == (("core", "mine"), ("customers",))
        assert whole.baseline_max_days == 90
        assert whole.categories == (Category("ai", "AI", "N", tenant_enabled=True),)
        assert whole.paths == Paths("vendors", "rules", "exceptions", "switches.yaml")
        assert whole.waivers.approvers == ("dpo@example.com",)

    def test_home_may_be_empty(self):
        assert configuration("home: []\n").home == ()

    def test_the_place_of_a_key(self):
        assert str(configuration("rules:\n  a:\n    off: x\n").place("rules", "a", "off")) == (
            "subpolicy.yaml:4:10"
        )


class TestFaults:
    @pytest.mark.parametrize(
        ("keys", "place", "message", "help_text"),
        [
            ("hme: [US]\n", "2:6", 'unknown key "hme"', "did you mean `home`?"),
            ("home: US\n", "2:7", "", ""),
            ("home: [USA]\n", "2:8", "", "did you mean `US`?"),
            ("exporter_regimes: [EU, US]\n", "2:24", "", ""),
            ("packs: [core, core]\n", "2:15", "", ""),
            ("categories: [{id: a}]\n", "2:14", "", ""),
            ("rules: {a: {severity: fatal}}\n", "2:23", "", ""),
            ("rules: {A_b: {off: x}}\n", "2:", "", ""),
            ("rules: {a: {off: ''}}\n", "2:18", "", ""),
            ("waivers: {max_days: 0}\n", "2:21", "", ""),
            ("baseline: {max_days: ten}\n", "2:22", "", ""),
            ("paths: {vendor: v}\n", "2:17", 'unknown key "vendor"', "did you mean `vendors`?"),
            ("paths: {vendors: ''}\n", "2:18", "", ""),
            ("home: [US]\nhome: [DE]\n", "3:1", "", ""),
            ("home: [US\n", "2:7", "", ""),
            ("\tx: 1\n", "2:1", "", ""),
        ],
    )
    def test_have_a_place(self, keys, place, message, help_text):
        found = refused(keys)
        assert found[0][0].startswith(f"subpolicy.yaml:{place}")
        assert message in found[0][1]
        assert found[0][1]
        assert help_text in found[0][2]

    def test_are_reported_together(self):
        assert [place for place, _, _ in refused("home: US\npacks: core\nx: 1\n")] == [
            *("subpolicy.yaml:2:7", "subpolicy.yaml:3:8", "subpolicy.yaml:4:4")
        ]

    @pytest.mark.parametrize(
        ("text", "message"),
        [
            ("", "the file is empty"),
            ("- a\n", ""),
            ("home: [US]\n", "organisation"),
            ("organisation: {}\n", "name"),
            ("organisation: {name: ''}\n", ""),
        ],
    )
    def test_of_the_whole_file(self, tmp_path, text, message):
        tree = WorkingTree(write(tmp_path, {"subpolicy.yaml": text}))
        with pytest.raises(RunError) as caught:
            config.load(tree, SCHEMAS)
        assert message in told(caught.value)[0][1]
        assert told(caught.value)[0][0].startswith("subpolicy.yaml:1:")

    def test_a_missing_file(self, tmp_path):
        with pytest.raises(RunError, match=r"no subpolicy\.yaml") as caught:
            config.load(WorkingTree(tmp_path), SCHEMAS)
        assert "organisation" in caught.value.help_text

    def test_a_file_that_cannot_be_read(self, tmp_path):
        (tmp_path / "subpolicy.yaml").mkdir()
        with pytest.raises(RunError) as caught:
            config.load(WorkingTree(tmp_path), SCHEMAS)
        assert str(caught.value.place) == "subpolicy.yaml"


class TestPaths:
    @pytest.mark.parametrize(
        "path",
        [
            *("..", "../vendors", "a/../../b", "/etc", "//a", "C:/x", "c:x", "a\\b", "\\\\a\\b"),
            *(".", "./", "a/..", "vendors/.."),
        ],
    )
    @pytest.mark.parametrize("key", ["vendors", "policies", "waivers", "flags"])
    def test_outside_the_registry(self, key, path):
        ((place, message, help_text),) = refused(f"paths: {{{key}: '{path}'}}\n")
        assert place == f"subpolicy.yaml:2:{len(key) + 11}"
        assert message == f'"{path}" does not lie within the registry'
        assert "forward slashes" in help_text

    def test_all_of_them_are_reported(self):
        assert (
            len(refused("paths: {vendors: .., policies: /x, flags: f.yaml, waivers: '.'}\n")) == 3
        )

    @pytest.mark.parametrize(
        ("path", "normal"),
        [("./v", "v"), ("v/", "v"), ("a//b/./c", "a/b/c"), ("..v", "..v"), ("é", "é")],
    )
    def test_within_it_have_one_form(self, path, normal):
        assert configuration(f"paths: {{vendors: '{path}'}}\n").paths.vendors == normal


class TestRequires:
    def test_a_range_that_fits(self):
        assert configuration(f'requires: "=={__version__}"\n')

    @pytest.mark.parametrize("wanted", [">=99", "<0.0.1", f"!={__version__}", ">=0.1,<0.1"])
    def test_a_range_that_does_not(self, wanted):
        ((place, message, help_text),) = refused(f'requires: "{wanted}"\n')
        assert place == "subpolicy.yaml:2:11"
        assert message == f"this registry asks for subpolicy {wanted}; this is {__version__}"
        assert help_text.endswith(f'pip install "subpolicy{wanted}"')

    @pytest.mark.parametrize(
        "wanted", ["0.1", "latest", ">=", ">=0.1,", "~=0.1", ">=0.1; rm -rf", ">=1.x"]
    )
    def test_what_is_no_range(self, wanted):
        ((place, message, _),) = refused(f'requires: "{wanted}"\n')
        assert (place, message) == ("subpolicy.yaml:2:11", f'"{wanted}" is no version range')


class TestRoot:
    def test_is_the_nearest_folder_with_the_file(self, tmp_path):
        write(tmp_path, {"subpolicy.yaml": "", "a/subpolicy.yaml": "", "a/b/c/x": ""})
        assert find_root(tmp_path / "a/b/c") == tmp_path / "a"
        assert find_root(tmp_path / "a") == tmp_path / "a"
        assert find_root(tmp_path) == tmp_path

    def test_is_no_folder_of_that_name(self, tmp_path):
        write(tmp_path, {"subpolicy.yaml": "", "a/subpolicy.yaml/x": ""})
        assert find_root(tmp_path / "a") == tmp_path

    def test_may_be_nowhere(self, tmp_path):
        if any((folder / config.FILE_NAME).is_file() for folder in tmp_path.parents):
            pytest.skip("a folder above the temporary one is a registry")
        with pytest.raises(RunError, match="here or in any folder above") as caught:
            find_root(tmp_path)
        assert str(caught.value.place) == str(tmp_path)
        assert "--root" in caught.value.help_text

    @pytest.mark.skipif(os.name == "nt", reason="links need a privilege there")
    def test_may_hold_the_file_as_a_link(self, tmp_path):
        write(tmp_path, {"real.yaml": "", "a/x": ""})
        (tmp_path / "a/subpolicy.yaml").symlink_to(tmp_path / "real.yaml")
        assert find_root(tmp_path / "a") == tmp_path / "a"
