"""Registries to run the command on."""

from pathlib import Path

import pytest

from support.registries import GERMAN, GREEN, registry


@pytest.fixture(autouse=True)
def plain_environment(monkeypatch, tmp_path):
    """Runs in this process see no colour, no CI and no git repository around the registry."""
    for name in ("NO_COLOR", "FORCE_COLOR", "CI", "PRE_COMMIT"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path.parent))
    monkeypatch.setenv("COLUMNS", "100")


@pytest.fixture
def green(tmp_path: Path) -> Path:
    """A registry that passes."""
    return registry(tmp_path / "registry")


@pytest.fixture
def red(tmp_path: Path) -> Path:
    """A registry with one fault, in vendors/berlin.yaml."""
    return registry(tmp_path / "registry", acme=GREEN, berlin=GERMAN)
