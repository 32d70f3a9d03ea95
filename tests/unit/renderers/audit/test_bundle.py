"""The bundle: everything is in it, its manifest is right, and any system unpacks it."""

import hashlib
import io
import json
import os
import re
import shutil
import subprocess
import zipfile
from pathlib import Path
from urllib.parse import unquote_to_bytes

import pytest

from subpolicy.audit import Audit
from subpolicy.findings.report import Member
from subpolicy.renderers.audit import bundle, oscal, renderer
from subpolicy.renderers.audit.bundle_names import safe_names
from support.audits import audit, shared_audit
from support.reports import DIGEST, report

SAFE = re.compile(r"[A-Za-z0-9%_~-][A-Za-z0-9%._~-]*(/[A-Za-z0-9%_~-][A-Za-z0-9%._~-]*)*")


def opened(some: Audit) -> zipfile.ZipFile:
    return zipfile.ZipFile(io.BytesIO(bundle.render(some)))


def files(some: Audit) -> dict[str, bytes]:
    archive = opened(some)
    return {name: archive.read(name) for name in archive.namelist()}


def registry(*paths: str) -> Audit:
    """An audit of files with these paths, each of which holds its own path."""
    population = tuple(Member(path, DIGEST, None, None, None, judged=True) for path in paths)
    raw = {path: os.fsencode(path) for path in paths}
    return audit(report=report(population=population), raw=raw)


def test_it_holds_reports_records_rules_and_what_proves_them() -> None:
    assert list(files(shared_audit())) == [
        "README.txt",
        "SHA256SUMS",
        "attestation.intoto.json",
        "oscal-assessment-plan.json",
        "oscal-assessment-results.json",
        "policies/core/non-us-processing-without-scc.yaml",
        "records/subpolicy.yaml",
        "records/vendors/acme.yaml",
        "records/vendors/hostile.yaml",
        "records/vendors/pinecone.yaml",
        "report.csv",
        "report.html",
        "report.json",
        "report.md",
        "schema/vendor.schema.json",
    ]


def test_records_and_rules_are_the_bytes_that_were_judged() -> None:
    some = shared_audit()
    content = files(some)
    for path, raw in some.raw.items():
        assert content[f"records/{path}"] == raw
    assert content["schema/vendor.schema.json"] == some.policies["schema/vendor.schema.json"]


@pytest.mark.parametrize("form", ["csv", "html", "json"])
def test_reports_are_the_ones_that_the_command_prints(form: str) -> None:
    printed = renderer(form)(shared_audit())
    content = printed if isinstance(printed, bytes) else printed.encode()
    assert files(shared_audit())[f"report.{form}"] == content


def test_oscal_finds_the_records_and_the_plan_where_they_are() -> None:
    some = registry("vendors/acme.yaml", "vendors/Zürich.yaml", "vendors/ACME.yaml")
    content = files(some)
    resources = json.loads(oscal.render(some))["assessment-results"]["back-matter"]["resources"]
    places = [link["href"] for one in resources for link in one.get("rlinks", [])]
    assert len(places) == 4
    assert {*places} <= content.keys()


def test_the_manifest_has_every_other_file() -> None:
    content = files(shared_audit())
    listed = dict(
        reversed(line.split("  ")) for line in content.pop("SHA256SUMS").decode().splitlines()
    )
    assert listed == {name: hashlib.sha256(raw).hexdigest() for name, raw in content.items()}


def test_the_statement_speaks_for_every_file_that_was_there_before_it() -> None:
    content = files(shared_audit())
    subjects = json.loads(content["attestation.intoto.json"])["subject"]
    named = {subject["name"]: subject["digest"] for subject in subjects}
    assert named.pop("revision") == {"gitCommit": shared_audit().report.revision}
    others = content.keys() - {"attestation.intoto.json", "SHA256SUMS"}
    assert named == {name: {"sha256": hashlib.sha256(content[name]).hexdigest()} for name in others}


@pytest.mark.skipif(
    not (shutil.which("unzip") and shutil.which("sha256sum")), reason="needs unzip and sha256sum"
)
def test_unzip_and_sha256sum_take_it(tmp_path: Path) -> None:
    paths = ("vendors/a b.yaml", "vendors/new\nline.yaml", "vendors/\udc80.yaml", "../up.yaml")
    (tmp_path / "audit.zip").write_bytes(bundle.render(registry(*paths)))
    for command in ("unzip -q audit.zip -d audit", "sha256sum --check --strict SHA256SUMS"):
        folder = tmp_path / "audit" if command.startswith("sha") else tmp_path
        done = subprocess.run(
            command.split(), cwd=folder, env=os.environ | {"LC_ALL": "C"},
            capture_output=True, encoding="utf-8", check=False,
        )  # fmt: skip
        assert done.returncode == 0, done.stdout + done.stderr
    assert done.stdout.count(": OK\n") == len(files(registry(*paths))) - 1
    assert {path.name for path in tmp_path.iterdir()} == {"audit", "audit.zip"}


HOSTILE = (
    "../up.yaml",
    "/etc/passwd.yaml",
    "./vendors//x.yaml",
    "vendors/../../x.yaml",
    "vendors/.hidden.yaml",
    "vendors/back\\slash.yaml",
    "vendors/C:\\x.yaml",
    "vendors/new\nline.yaml",
    "vendors/\udcff\udc80.yaml",
    "vendors/株式会社.yaml",
    "vendors/\u202e.yaml",
    "vendors/a%2Fb.yaml",
    "vendors/acme.yaml",
    "vendors/Acme.yaml",
    "vendors/" + "x" * 250 + ".yaml",
    "vendors/" + "é" * 100 + ".yaml",
    "SHA256SUMS",
    "",
)


def test_names_are_safe_and_unlike_each_other_whatever_the_paths_are() -> None:
    names = safe_names("records", HOSTILE)
    assert names.keys() == {*HOSTILE}
    for name in names.values():
        assert SAFE.fullmatch(name), name
        assert name.startswith("records/")
        assert max(map(len, name.split("/"))) <= 200
    assert len({name.casefold() for name in names.values()}) == len(HOSTILE)


def test_every_hostile_name_is_in_the_zip_once_with_its_content() -> None:
    some = registry(*filter(None, HOSTILE))
    archive = opened(some)
    assert archive.testzip() is None
    records = [name for name in archive.namelist() if name.startswith("records/")]
    assert len(records) == len({*records}) == len(HOSTILE) - 1
    assert {archive.read(name) for name in records} == {os.fsencode(p) for p in some.raw}


def test_a_name_can_be_turned_back_into_its_path() -> None:
    paths = ("vendors/Zürich.yaml", "vendors/a%2Fb.yaml", "vendors/.x.yaml", "vendors/\udc80.yaml")
    names = safe_names("", paths)
    assert {unquote_to_bytes(name): path for path, name in names.items()} == {
        os.fsencode(path): path for path in paths
    }


def test_rules_from_any_folder_come_below_policies() -> None:
    some = audit(policies={"governance/own/x.yaml": b"1", "policies/core/x.yaml": b"2"})
    content = files(some)
    assert content["policies/governance/own/x.yaml"] == b"1"
    assert content["policies/core/x.yaml"] == b"2"


def test_the_configuration_lies_with_the_registry_that_it_belongs_to() -> None:
    member = Member("subpolicy.yaml", DIGEST, None, None, None, judged=True)
    some = audit(report=report(population=(member,)), policies={"subpolicy.yaml": b"x"})
    content = files(some)
    assert content["records/subpolicy.yaml"] == b"x"
    assert "subpolicy.yaml" not in content


def test_an_unreadable_file_is_left_out_and_named_in_the_report() -> None:
    member = Member("vendors/gone.yaml", None, None, None, None, judged=False)
    content = files(audit(report=report(population=(member,))))
    assert "records/vendors/gone.yaml" not in content
    assert b"vendors/gone.yaml" in content["report.md"]


def test_nothing_in_the_zip_depends_on_the_machine() -> None:
    for entry in opened(shared_audit()).infolist():
        assert entry.date_time == (2026, 1, 1, 0, 0, 0)
        assert entry.compress_type == zipfile.ZIP_STORED
        assert entry.create_system == 3
        assert entry.external_attr >> 16 == 0o100644
        assert entry.filename.isascii()
    assert bundle.render(shared_audit()) == bundle.render(shared_audit())


@pytest.mark.parametrize(("day", "year"), [("1970-03-04", 1980), ("2200-03-04", 2107)])
def test_a_day_that_no_zip_can_hold_becomes_the_nearest_year(day: str, year: int) -> None:
    entry = opened(audit(report=report(as_of=day))).infolist()[0]
    assert entry.date_time == (year, 3, 4, 0, 0, 0)
