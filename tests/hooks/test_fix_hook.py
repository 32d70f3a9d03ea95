"""The hook ``subpolicy-fix`` in another repository: what it mends refuses the commit once."""

import pytest

from support.checkout import git
from support.registries import GREEN

pytestmark = pytest.mark.slow


def test_a_slip_is_mended_and_the_next_commit_goes_through(company, commit):
    hooks = company / ".pre-commit-config.yaml"
    text = hooks.read_text(encoding="utf-8")
    hooks.write_text(
        text.replace("{id: subpolicy}", "{id: subpolicy-fix}, {id: subpolicy}"), encoding="utf-8"
    )
    record = company / "vendors/acme.yaml"
    slip = GREEN.replace("Sends e-mail", "Sends letters").replace("purpose:", "purpos:")
    record.write_text(slip, encoding="utf-8")
    git(company, "add", "--all")

    refused = commit()

    assert refused.returncode == 1, refused.stdout
    assert "vendors/acme.yaml: fixed: `purpos` to `purpose`" in refused.stdout
    assert "files were modified by this hook" in refused.stdout
    assert record.read_text(encoding="utf-8") == slip.replace("purpos:", "purpose:")
    git(company, "add", "--all")
    assert commit().returncode == 0
