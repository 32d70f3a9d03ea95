from pathlib import Path

import pytest

from subpolicy.schema import Schemas

FOLDER = Path(__file__).parents[3] / "schema"


@pytest.fixture(scope="session")
def folder():
    return FOLDER


@pytest.fixture(scope="session")
def schemas(folder):
    return Schemas(folder)


@pytest.fixture
def record():
    """The smallest valid vendor record."""
    return {
        "id": "acme",
        "name": "Acme, Inc.",
        "status": "active",
        "processing": {"locations": ["US"]},
    }


@pytest.fixture
def rule():
    """The smallest valid rule."""
    return {
        "id": "missing-purpose",
        "title": "No purpose",
        "severity": "error",
        "scope": "vendor",
        "rationale": "Customers want to know.",
        "remediation": "Write one.",
        "require": "has(vendor.purpose)",
        "message": '"has no purpose"',
    }
