"""Folders to import into, and a page to import."""

import pytest

PAGE = """\
# Subprocessors of Example, Inc.

Entity: Example, Inc., a Delaware corporation

| Name | Purpose | Data | Location | Transfer | Status |
| --- | --- | --- | --- | --- | --- |
| Acme, Inc. | Sends e-mail | Email address | USA | N/A (US-based) | Active |
| Berlin GmbH | Counts visits | IP address | Germany | SCCs as applicable | Optional |
| Castle Ltd | Support | Tickets, widgets | UK | SCCs as applicable | Active |
"""


@pytest.fixture(autouse=True)
def plain_environment(monkeypatch, tmp_path):
    """Runs in this process see no colour, no CI and no git repository around the registry."""
    for name in ("NO_COLOR", "FORCE_COLOR", "CI", "PRE_COMMIT"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path.parent))
    monkeypatch.setenv("COLUMNS", "100")


@pytest.fixture
def empty(tmp_path, monkeypatch):
    """An empty folder, as the working directory."""
    folder = tmp_path / "empty"
    folder.mkdir()
    monkeypatch.chdir(folder)
    return folder


@pytest.fixture
def page(tmp_path):
    """A page with three vendors."""
    path = tmp_path / "subprocessors.md"
    path.write_text(PAGE, encoding="utf-8")
    return path
