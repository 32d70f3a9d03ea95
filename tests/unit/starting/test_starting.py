"""The files of a new registry, judged by those who read them."""

import json
import subprocess
import sys
from importlib.util import find_spec

import pytest
import yaml

from subpolicy import __version__
from subpolicy.checking import Question, check
from subpolicy.documents import Document, read
from subpolicy.schema import Schemas
from subpolicy.shipped import schema_folder
from subpolicy.sources import WorkingTree
from subpolicy.starting import PLATFORMS, Answers, place_of, plan
from support.checkout import repository

TODAY = "2026-11-22"
HOMES = [("US",), ("DE",), ("GB",), ("CH",), ("NO",), ("IN", "US")]
REGIMES = [(), ("EU",), ("UK",), ("CH",), ("EU", "UK", "CH")]
BUILTIN = {
    "github": [".github/workflows/subpolicy.yml"],
    "gitlab": [".gitlab/subpolicy.yml", ".gitlab-ci.yml"],
    "azure": [".azure-pipelines/subpolicy.yml"],
    "bitbucket": ["bitbucket-pipelines.yml"],
}
SCHEMAS = {
    "github": "vendor.github-workflows",
    "gitlab": "vendor.gitlab-ci",
    "azure": "vendor.azure-pipelines",
    "bitbucket": "vendor.bitbucket-pipelines",
}


def started(root, **answers):
    """A registry on disk."""
    root.mkdir(parents=True, exist_ok=True)
    place = place_of(root)
    planned = plan(place, Answers(**{"name": "Example, Inc."} | answers), TODAY)
    for file in planned.written:
        path = place.top / file.path
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(file.text, encoding="utf-8")
    return planned


@pytest.mark.parametrize("regimes", REGIMES, ids=lambda names: "+".join(names) or "none")
@pytest.mark.parametrize("home", HOMES, ids=lambda codes: codes[0])
def test_the_sample_passes_every_rule_at_home_anywhere(tmp_path, home, regimes):
    started(tmp_path, home=home, regimes=regimes)
    report = check(WorkingTree(tmp_path), Question(as_of=TODAY, strict=True))
    assert report.exit_code == 0
    assert not report.findings
    later = check(WorkingTree(tmp_path), Question(as_of="2035-01-01"))
    assert later.exit_code == 0


def test_the_sample_is_marked_as_one_and_announced_for_no_day(tmp_path):
    started(tmp_path)
    text = (tmp_path / "vendors/sample.yaml").read_text(encoding="utf-8")
    assert "# A SAMPLE: every value is invented" in text
    assert yaml.safe_load(text)["status"] == "planned"


@pytest.mark.parametrize("name", ["vendor", "config", "flags"])
def test_every_file_names_a_schema_that_is_there_and_keeps_it(tmp_path, name):
    started(tmp_path)
    files = {"vendor": "vendors/sample.yaml", "config": "subpolicy.yaml", "flags": "flags.yaml"}
    path = tmp_path / files[name]
    document = read(path.name, path.read_bytes())
    assert isinstance(document, Document)
    assert Schemas(schema_folder()).violations(name, document.data) == ()
    first = path.read_text(encoding="utf-8").splitlines()[0]
    schema = path.parent / first.removeprefix("# yaml-language-server: $schema=")
    assert schema.read_bytes() == (schema_folder() / f"{name}.schema.json").read_bytes()


def test_the_settings_map_every_schema_to_the_files_it_is_of(tmp_path):
    started(tmp_path)
    mapped = json.loads((tmp_path / ".vscode/settings.json").read_text(encoding="utf-8"))
    for schema, (pattern,) in mapped["yaml.schemas"].items():
        assert (tmp_path / schema).is_file()
        assert pattern.partition("/")[0].endswith((".yaml", "vendors", "waivers"))


@pytest.mark.parametrize("ci", [ci for ci in PLATFORMS if ci != "none"])
def test_a_workflow_judges_the_change_and_every_day_the_state(tmp_path, ci):
    started(tmp_path, ci=ci)
    text = (tmp_path / BUILTIN[ci][0]).read_text(encoding="utf-8")
    assert f'pip install "subpolicy=={__version__}"' in text
    assert "--gate change" in text
    assert "--policies-from" in text
    assert "--gate state" in text
    assert "__" not in text
    yaml.safe_load(text)


@pytest.mark.skipif(find_spec("check_jsonschema") is None, reason="needs check-jsonschema")
@pytest.mark.parametrize("ci", SCHEMAS)
def test_a_workflow_is_valid_where_it_runs(tmp_path, ci):
    repository(tmp_path)
    started(tmp_path / "a folder", ci=ci)
    for path in BUILTIN[ci]:
        done = subprocess.run(
            [
                *(sys.executable, "-m", "check_jsonschema", "--regex-variant=nonunicode"),
                *("--builtin-schema", SCHEMAS[ci], str(tmp_path / path)),
            ],
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.parametrize("ci", ["github", "gitlab", "bitbucket", "none"])
def test_code_owners_guard_whatever_judges_and_the_file_itself(tmp_path, ci):
    planned = started(tmp_path, ci=ci, owners=("@example/privacy",))
    (owners,) = [file for file in planned.written if file.path.endswith("CODEOWNERS")]
    guarded = {line.split()[0] for line in owners.text.splitlines() if line.startswith("/")}
    wanted = {"policies/", "schema/", "waivers/", "baseline.yaml", "subpolicy.yaml"}
    wanted |= {*BUILTIN.get(ci, ()), ".pre-commit-config.yaml", owners.path}
    assert guarded == {f"/{path}" for path in wanted}


def test_azure_keeps_reviewers_in_its_settings(tmp_path):
    planned = started(tmp_path, ci="azure")
    assert not [file for file in planned.written if "CODEOWNERS" in file.path]


def test_a_registry_without_records_gets_a_sample_for_its_own_home(tmp_path):
    (tmp_path / "subpolicy.yaml").write_text(
        "organisation: {name: X}\nhome: [DE]\nexporter_regimes: [EU]\npaths: {vendors: list/of}\n",
        encoding="utf-8",
    )
    started(tmp_path)
    sample = tmp_path / "list/of/sample.yaml"
    text = sample.read_text(encoding="utf-8")
    assert yaml.safe_load(text)["processing"]["locations"] == ["DE"]
    assert text.startswith("# yaml-language-server: $schema=../../schema/vendor.schema.json\n")
    assert check(WorkingTree(tmp_path), Question(as_of=TODAY, strict=True)).exit_code == 0
