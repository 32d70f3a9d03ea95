"""What stays inside: a canary in every field that is not published, and no output that sings."""

import io
import json
import zipfile

import pytest

from subpolicy import shipped
from subpolicy.publish.page.facets import COLUMNS
from subpolicy.publish.public import PUBLISHED
from support.checkout import repository
from support.publications import CONFIGURATION, FLAGS, commit_on, subpolicy

CANARY = "CANARY"
DAY = "1999-09-19"
"""The canary among dates."""
DIGEST = "c" * 64
INSIDE = {
    "internal": {"a": [CANARY]},
    "notes": CANARY,
    "tia": {"completed_on": DAY, "reference": CANARY},
    "baa": {"signed_on": DAY},
    "review": {
        "owner": CANARY,
        "criticality": "critical",
        "last_on": DAY,
        "conclusion": CANARY,
        "approved_by": CANARY,
        "evidence": CANARY,
    },
    "detect": {"packages": ["canary"], "hosts": ["canary.example"], "env": [CANARY]},
    "source": {
        "url": "https://canary.example",
        "retrieved_on": DAY,
        "text": CANARY,
        "assumed": ["/status"],
    },
    "data_deleted_on": DAY,
}
"""Fields of which nothing is published."""
TRANSFER = {"mechanism": "scc", "signed_on": DAY, "verified_on": DAY}
DPA = {
    "method": "signed",
    "signed_on": "2024-01-01",
    "reference": CANARY,
    "document_sha256": DIGEST,
}
NOTICE = {
    "kind": "added",
    "announced_on": "2026-01-10",
    "channels": ["page"],
    "evidence": CANARY,
    "emergency": {"reason": CANARY, "approved_by": CANARY},
    "objections": {"received": 7, "open": 7, "reference": CANARY},
}
CARRIED = {
    key: value for key, value in INSIDE.items() if key not in {"internal", "notes", "source"}
}


def vendor(name, **more):
    whole = {
        "id": name,
        "name": name.title(),
        "status": "active",
        "purpose": "Sends e-mail",
        "data_categories": ["email"],
        "processing": {"locations": ["US"]},
        "transfers": [TRANSFER],
        "dpa": DPA,
        "notices": [NOTICE],
        **INSIDE,
    }
    pending = {
        "effective_on": "2026-06-01",
        "set": {"processing": {"locations": ["US", "JP"]}, "transfers": [TRANSFER], **CARRIED},
    }
    return json.dumps(whole | {"pending": [pending]} | more)


PAGE = f"""\
waivers: {{approvers: [{CANARY}@example.com]}}
page: {{columns: {{{", ".join(f"{name}: {name}" for name in COLUMNS)}}}, """
"""A page with every column that there can be."""
WAIVER = {
    "id": CANARY.lower(),
    "rule": "missing-owner",
    "vendor": "acme",
    "reason": CANARY,
    "approved_by": CANARY,
    "approved_on": DAY,
    "expires_on": DAY,
}


@pytest.fixture(scope="module")
def repo(tmp_path_factory):
    folder = repository(tmp_path_factory.mktemp("canaries") / "repo")
    shared = {
        "subpolicy.yaml": CONFIGURATION.replace("page: {", PAGE),
        "flags.yaml": FLAGS.replace("SECRET-owner", CANARY),
        "waivers/canary.yaml": json.dumps(WAIVER),
        "baseline.yaml": json.dumps(
            {"entries": [{"rule": "missing-owner", "vendor": "acme", "owner": CANARY, "due": DAY}]}
        ),
    }
    commit_on(folder, "2026-01-01", shared | {"vendors/acme.yaml": vendor("acme", pending=[])})
    moved = vendor("acme", processing={"locations": ["US", "DE"]})
    switched = {"status": "optional", "feature_flag": "ai-x"}
    added = vendor("beta", **switched)
    commit_on(folder, "2026-02-01", {"vendors/acme.yaml": moved, "vendors/beta.yaml": added})
    return folder


def resolved(schema, part):
    """A part of the schema behind its references, and of a list its items."""
    while "$ref" in part or "items" in part:
        target = part.get("items")
        if "$ref" in part:
            target = schema
            for step in part["$ref"].removeprefix("#/").split("/"):
                target = target[step]
        part = target
    return part


def unpublished(schema, part, shape):
    """Names of fields, below a part of the schema, that are not published."""
    for name, inner in resolved(schema, part).get("properties", {}).items():
        if name not in shape:
            yield name
        elif shape[name] is not None:
            yield from unpublished(schema, inner, shape[name])


def keys_of(value):
    match value:
        case dict():
            for key, inner in value.items():
                yield key
                yield from keys_of(inner)
        case list():
            for inner in value:
                yield from keys_of(inner)


def test_every_field_that_is_not_published_has_a_canary():
    schema = json.loads((shipped.schema_folder() / "vendor.schema.json").read_text("utf-8"))
    inside = set(unpublished(schema, schema, PUBLISHED))
    assert inside >= {"internal", "notes", "review", "detect", "source", "tia", "evidence"}
    assert inside <= set(keys_of(json.loads(vendor("acme"))))


OUTPUTS = [
    *(
        ("publish", "page", "--layout", layout, "--format", format_)
        for format_ in ("html", "markdown", "json", "json-ld")
        for layout in ("tables", "cards")
    ),
    ("publish", "page", "--fragment"),
    ("publish", "page", "--enabled", "ai-x", "--lang", "de"),
    *(("publish", "feed", "--format", format_) for format_ in ("atom", "json")),
    *(
        ("publish", "notice", "--base", "HEAD~1", "--format", format_)
        for format_ in ("text", "html", "eml", "json")
    ),
    *(("publish", "annex", "--format", format_) for format_ in ("markdown", "html")),
    *(
        ("list", "--since", "HEAD~1", "--format", format_)
        for format_ in ("text", "json", "csv", "markdown")
    ),
    ("list", "--format", "json"),
    ("list", "--as-of", "2026-07-01", "--format", "json"),
]


@pytest.mark.parametrize("command", OUTPUTS, ids=" ".join)
def test_no_output_sings(repo, command):
    run = subpolicy(*command, cwd=repo)
    assert run.returncode == 0, run.stderr
    said = run.stdout + run.stderr
    assert "Acme" in said
    for canary in (CANARY.lower(), DAY, "1999", DIGEST[:20], "canary"):
        assert canary not in said.lower()


def test_no_workbook_sings(repo, tmp_path):
    file = tmp_path / "v.xlsx"
    run = subpolicy("list", "--since", "HEAD~1", "--output", str(file), cwd=repo)
    assert run.returncode == 0, run.stderr
    with zipfile.ZipFile(io.BytesIO(file.read_bytes())) as archive:
        whole = b"".join(map(archive.read, archive.namelist())).lower()
    assert b"acme" in whole
    assert b"canary" not in whole
    assert b"1999" not in whole
