"""The notice and the annex in a browser: nothing is loaded, and axe-core has no complaint."""

import pytest

from support.browsing import inspect
from support.publications import subpolicy, told


@pytest.mark.parametrize(
    "command",
    [("notice", "--base", "HEAD~9", "--lang", "de"), ("annex",)],
    ids=["notice", "annex"],
)
def test_it_is_accessible_and_asks_for_nothing(tmp_path, command):
    folder = told(tmp_path / "repo")
    path = tmp_path / "page.html"
    run = subpolicy("publish", *command, "--format", "html", "--as-of", "2026-09-01", cwd=folder)
    path.write_text(run.stdout, encoding="utf-8")

    assert inspect(path, scripts=False).faults == []
