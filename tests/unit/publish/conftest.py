"""Lists and pages made of registries."""

from pathlib import Path

import pytest
import yaml

from subpolicy.publish.page.rendering import Asked, page
from subpolicy.publishing import listing_of
from subpolicy.sources import WorkingTree

AS_OF = "2026-11-21"


@pytest.fixture
def listed(tmp_path):
    """Writes a registry of records, and gives its list."""

    def made(*vendors, flags=(), as_of=AS_OF, **configuration):
        (tmp_path / "vendors").mkdir(exist_ok=True)
        data = {"organisation": {"name": "Test, Inc."}} | configuration
        (tmp_path / "subpolicy.yaml").write_text(yaml.safe_dump(data), encoding="utf-8")
        if flags:
            (tmp_path / "flags.yaml").write_text(yaml.safe_dump({"flags": flags}), encoding="utf-8")
        for vendor in vendors:
            record = {"name": vendor["id"].title(), "status": "active"} | vendor
            record = {"processing": {"locations": ["US"]}} | record
            path = tmp_path / "vendors" / f"{vendor['id']}.yaml"
            path.write_text(yaml.safe_dump(record), encoding="utf-8")
        return listing_of(WorkingTree(tmp_path), as_of)

    return made


@pytest.fixture
def shown():
    """A page of a list."""

    def made(listing, format_="markdown", **asked):
        return page(listing, Asked(format=format_, **asked))

    return made


@pytest.fixture
def example():
    """The list of a registry in this repository."""

    def made(folder):
        return listing_of(WorkingTree(Path(__file__).parents[3] / folder), AS_OF)

    return made
