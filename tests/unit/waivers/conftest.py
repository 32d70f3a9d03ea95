"""A registry with one failure, and an approver who may waive it."""

from pathlib import Path

import pytest

from support.exceptions import configure
from support.registries import GERMAN, GREEN, registry


@pytest.fixture
def red(tmp_path: Path) -> Path:
    """A registry whose only failure is Berlin's location DE."""
    root = registry(tmp_path / "registry", acme=GREEN, berlin=GERMAN)
    configure(root)
    return root
