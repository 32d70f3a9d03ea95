"""The program is part of the question: what another one made of it counts for nothing."""

import os
import sys

import pytest

from subpolicy import shipped
from subpolicy.cache.installation import installation


@pytest.fixture
def installed(tmp_path, monkeypatch):
    """An installation that may be changed, in place of this one."""
    names = ("code", "schema", "policies", "packages")
    for name in names:
        (tmp_path / name).mkdir()
    (tmp_path / "code" / "shipped.py").write_text("x = 1\n", encoding="utf-8")
    (tmp_path / "schema" / "vendor.json").write_text("{}", encoding="utf-8")
    (tmp_path / "policies" / "core").mkdir()
    (tmp_path / "policies" / "core" / "rule.yaml").write_text("id: rule\n", encoding="utf-8")
    (tmp_path / "packages" / "engine-1.0.dist-info").mkdir()
    monkeypatch.setattr(shipped, "__file__", str(tmp_path / "code" / "shipped.py"))
    monkeypatch.setattr(shipped, "schema_folder", lambda: tmp_path / "schema")
    monkeypatch.setattr(shipped, "policies_folder", lambda: tmp_path / "policies")
    monkeypatch.setattr(sys, "path", [str(tmp_path / "packages"), str(tmp_path / "gone")])
    return tmp_path


CHANGES = {
    "an edited rule": lambda top: (top / "policies/core/rule.yaml").write_bytes(b"id: rulf\n"),
    "a rule more": lambda top: (top / "policies/core/more.yaml").write_bytes(b""),
    "a renamed rule": lambda top: (top / "policies/core/rule.yaml").rename(
        top / "policies/core/r.yaml"
    ),
    "another schema": lambda top: (top / "schema/vendor.json").write_bytes(b"[]"),
    "longer code": lambda top: (top / "code/shipped.py").write_bytes(b"x = 10\n"),
    "later code": lambda top: os.utime(top / "code/shipped.py", (1, 1)),
    "code more": lambda top: (top / "code/more.py").write_bytes(b""),
    "another engine": lambda top: (top / "packages/engine-1.0.dist-info").rename(
        top / "packages/engine-1.1.dist-info"
    ),
    "an engine more": lambda top: (top / "packages/more-1.0.dist-info").mkdir(),
}


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES)
def test_whatever_changes_in_it_makes_another_key(installed, change):
    before = installation()
    assert installation() == before
    change(installed)
    assert installation() != before


@pytest.mark.usefixtures("plain")
def test_another_version_does_not_take_over_what_this_one_kept(run, monkeypatch):
    first = run()
    monkeypatch.setattr("subpolicy.cache.installation.__version__", "99.0.0")
    assert run() == first
    monkeypatch.undo()
    assert run.judged == 2
