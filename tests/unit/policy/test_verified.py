"""Rules that are known to be sound are not compiled for their types again, and no others are."""

import json
from pathlib import Path

import pytest

from subpolicy import shipped
from subpolicy.cli.main import main
from subpolicy.documents.document import read_sound
from subpolicy.policy import verified, verifying
from subpolicy.policy.packs import Library, Shelf
from subpolicy.schema import Schemas
from subpolicy.sources import Nothing, WorkingTree

ROOT = Path(__file__).parents[3]
SCHEMA = (shipped.schema_folder() / "vendor.schema.json").read_bytes()


def shipped_rules():
    shelf = Shelf(WorkingTree(shipped.policies_folder(), trusted=True), "", "policies/")
    library = Library(
        Shelf(Nothing(), "policies", "policies"), shelf, Schemas(shipped.schema_folder())
    )
    return [rule for name in library.names() for rule in library.pack(name).rules]


def registry(tmp_path, rule=""):
    (tmp_path / "vendors").mkdir()
    (tmp_path / "subpolicy.yaml").write_text('organisation: {name: "Acme, Inc."}\n')
    (tmp_path / "vendors" / "acme.yaml").write_text(
        "id: acme\nname: Acme, Inc.\nstatus: planned\npurpose: Mail\n"
        "data_categories: [email]\nprocessing: {locations: [US]}\n"
    )
    if rule:
        (tmp_path / "policies" / "core").mkdir(parents=True)
        source = ROOT / "policies" / "core"
        for path in source.glob("*.yaml"):
            text = path.read_text(encoding="utf-8")
            (tmp_path / "policies" / "core" / path.name).write_text(
                text.replace("vendor.purpose", rule) if path.stem == "missing-purpose" else text
            )
    return tmp_path


def test_the_file_is_what_the_type_checker_says_of_the_shipped_rules(capsys):
    assert verifying.main(["--check"]) == 0
    assert not capsys.readouterr().err


def test_every_shipped_rule_is_known():
    tables, unknown = verified.load().split(shipped_rules(), SCHEMA)
    assert unknown == []
    assert {"data-categories", "eea", "adequacy"} <= tables


def test_a_rule_with_one_changed_word_is_checked(tmp_path, capsys):
    root = registry(tmp_path, rule="vendor.purpos")
    assert main(["check", "--root", str(root)]) == 2
    assert "did you mean `purpose`?" in capsys.readouterr().err


def test_with_another_schema_nothing_is_known():
    rules = shipped_rules()
    assert verified.load().split(rules, SCHEMA + b" ") == (set(), rules)


@pytest.mark.parametrize("content", [None, "", "{", "[]", "{}", '{"schema": 1}', '{"schemas": 1}'])
def test_without_the_files_every_rule_is_read_and_checked(tmp_path, monkeypatch, content):
    for name in ("FILE", "PARSED"):
        path = tmp_path / name
        if content is not None:
            path.write_text(content)
        monkeypatch.setattr(verified, name, path)
    verified.parsed.cache_clear()
    assert verified.load() == verified.Verified("", {})
    assert verified.parsed() == verified.Parsed({}, {})
    (tmp_path / "registry").mkdir()
    assert main(["check", "--root", str(registry(tmp_path / "registry"))]) == 0
    verified.parsed.cache_clear()


def test_what_is_not_parsed_again_is_what_a_parser_reads():
    schemas = Schemas(shipped.schema_folder())
    known = 0
    for path in sorted(shipped.policies_folder().rglob("*.yaml")):
        if path.name.endswith(".test.yaml"):
            continue
        schema = "table" if path.parent.name == "_tables" else "rule"
        raw = path.read_bytes()
        data = verified.parsed().of(raw, schema, schemas.digest(schema))
        assert data == read_sound(path.name, raw).data
        assert verified.parsed().of(raw + b" ", schema, schemas.digest(schema)) is None
        assert verified.parsed().of(raw, schema, "0" * 64) is None
        known += 1
    assert known > 60


def test_stale_files_are_named_and_written_anew(tmp_path, monkeypatch, capsys):
    for name in ("FILE", "PARSED"):
        (tmp_path / name).write_text("{}")
        monkeypatch.setattr(verified, name, tmp_path / name)
    assert verifying.main(["--check"]) == 1
    assert capsys.readouterr().err.count("stale") == 2
    assert verifying.main([]) == 0
    assert verifying.main(["--check"]) == 0
    rules = {rule.sha256 for rule in shipped_rules()}
    assert set(json.loads((tmp_path / "FILE").read_text())["rules"]) == rules
    assert set(json.loads((tmp_path / "PARSED").read_text())["rule"]) == rules
