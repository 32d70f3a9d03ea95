"""``subpolicy schema``: the JSON Schemas for editors."""

import json

import pytest

from subpolicy.cli.main import main
from subpolicy.shipped import schema_folder


def names(folder):
    return sorted(path.name for path in folder.iterdir())


def test_it_lists_every_schema(capsys):
    assert main(["schema"]) == 0
    listed = capsys.readouterr().out.split()
    assert [f"{name}.schema.json" for name in listed] == names(schema_folder())


def test_it_prints_one(capsys):
    assert main(["schema", "vendor"]) == 0
    assert json.loads(capsys.readouterr().out)["$id"] == "urn:subpolicy:schema:vendor:1"


@pytest.mark.parametrize(("name", "hint"), [("vendors", "vendor"), ("../vendor", "vendor")])
def test_one_that_does_not_exist_is_suggested_away(capsys, name, hint):
    assert main(["schema", name]) == 2
    assert f"did you mean {hint}?" in capsys.readouterr().err


def test_an_empty_folder_gets_them_all(tmp_path):
    assert main(["schema", "--to", str(tmp_path / "schema")]) == 0
    assert names(tmp_path / "schema") == names(schema_folder())


def test_copies_are_brought_up_to_date_and_no_others_added(tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    assert main(["init", "--yes"]) == 0
    before = names(tmp_path / "schema")
    stale = tmp_path / "schema/vendor.schema.json"
    stale.write_text('{"$id": "urn:subpolicy:schema:vendor:0"}', encoding="utf-8")
    assert main(["schema", "--to", "schema"]) == 0
    assert names(tmp_path / "schema") == before
    assert stale.read_bytes() == (schema_folder() / stale.name).read_bytes()


def test_a_file_of_somebody_else_is_left(tmp_path, capsys):
    mine = tmp_path / "vendor.schema.json"
    mine.write_text("{}", encoding="utf-8")
    assert main(["schema", "--to", str(tmp_path)]) == 2
    assert "is no schema of subpolicy" in capsys.readouterr().err
    assert names(tmp_path) == ["vendor.schema.json"]
    assert mine.read_text(encoding="utf-8") == "{}"
