"""Loading schemas, and which of the two validators is asked what."""

import subprocess
import sys

import pytest

from subpolicy.errors import RunError
from subpolicy.schema import Disagreement, Schemas, explanation


def test_valid_data_has_no_violations(schemas, record):
    assert schemas.violations("vendor", record) == ()


def test_a_document_is_read_once(schemas):
    assert schemas.document("vendor") is schemas.document("vendor")


def test_a_schema_that_is_not_there_stops_the_run(tmp_path):
    with pytest.raises(RunError, match="no schema: No such file") as caught:
        Schemas(tmp_path).document("vendor")
    assert caught.value.place.path.endswith("vendor.schema.json")


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("{", "not JSON"),
        ("\xff", "not JSON"),
        ("[" * 100_000, "not JSON"),
        ("[]", "it is no object"),
        ('{"type": "objekt"}', "not a valid JSON Schema"),
        ('{"$ref": "#/nowhere"}', "not a valid JSON Schema"),
    ],
    ids=["syntax", "encoding", "nesting", "list", "type", "reference"],
)
def test_a_broken_schema_stops_the_run(tmp_path, text, message):
    (tmp_path / "vendor.schema.json").write_text(text, encoding="latin-1")
    with pytest.raises(RunError, match=message):
        Schemas(tmp_path).violations("vendor", {})


def test_an_unreadable_schema_stops_the_run(tmp_path):
    (tmp_path / "vendor.schema.json").mkdir()
    with pytest.raises(RunError, match="no schema"):
        Schemas(tmp_path).document("vendor")


def test_a_rejection_without_a_reason_is_a_bug_not_a_pass(schemas, monkeypatch):
    monkeypatch.setattr(explanation, "explain", lambda *_: ())
    with pytest.raises(Disagreement, match="differ on a file of kind 'vendor'"):
        schemas.violations("vendor", {})


@pytest.mark.parametrize("where", ["internal", "notes"])
@pytest.mark.parametrize(
    "value",
    [10**39, -(10**39), 10**5000, float("nan"), "\ud800", {"deep": [10**39]}],
    ids=["40 digits", "negative", "5001 digits", "nan", "surrogate", "deep"],
)
def test_free_fields_take_anything(schemas, record, where, value):
    assert schemas.violations("vendor", record | {where: value}) == ()


@pytest.mark.parametrize(
    "value",
    [2**63, -(2**63) - 1, 10**39, 10**5000, -(10**5000)],
    ids=["least", "least below", "40 digits", "5001 digits", "5001 digits below"],
)
def test_integers_over_64_bits_are_faults_elsewhere(schemas, record, value):
    record["ai"] = {"training": "opt-in", "retention_days": value}
    (violation,) = schemas.violations("vendor", record)
    assert violation.code == "schema/range"
    assert "a number of more than 64 bits" in violation.message


def test_the_largest_integer_is_none(schemas, record):
    record["ai"] = {"training": "opt-in", "retention_days": 2**63 - 1}
    assert schemas.violations("vendor", record) == ()


def test_what_jsonschema_rs_cannot_read_is_judged_by_jsonschema(schemas, record):
    assert schemas.violations("vendor", record | {"website": "\ud800"}) == ()
    (violation,) = schemas.violations("vendor", record | {"\ud800": 1})
    assert violation.message == 'unknown key "\\ud800"'


@pytest.mark.parametrize(
    ("code", "loaded"),
    [
        ("from subpolicy.schema import Schemas", "[]"),
        ("schemas.document('vendor')", "[]"),
        ("schemas.violations('vendor', valid)", "['jsonschema_rs']"),
        ("schemas.violations('vendor', {})", "['jsonschema', 'jsonschema_rs']"),
    ],
)
def test_libraries_are_loaded_when_they_are_needed(folder, code, loaded):
    program = f"""
import sys
from pathlib import Path
from subpolicy.schema import Schemas
schemas = Schemas(Path({str(folder)!r}))
valid = dict(id='a', name='A', status='active', processing=dict(locations=['US']))
{code}
print(sorted(sys.modules.keys() & {{'jsonschema', 'jsonschema_rs'}}))
"""
    done = subprocess.run(
        [sys.executable, "-c", program], check=True, capture_output=True, text=True
    )
    assert done.stdout.strip() == loaded
