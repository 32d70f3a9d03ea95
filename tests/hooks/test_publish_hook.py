"""The hook ``subpolicy-publish`` in another repository: a stale page refuses the commit."""

import pytest

from support.checkout import git
from support.registries import GREEN

pytestmark = pytest.mark.slow


def test_a_stale_page_is_written_anew_and_refuses_the_commit(company, commit):
    hooks = company / ".pre-commit-config.yaml"
    hooks.write_text(
        hooks.read_text(encoding="utf-8").replace("{id: subpolicy}", "{id: subpolicy-publish}"),
        encoding="utf-8",
    )
    configuration = company / "subpolicy.yaml"
    configuration.write_text(
        "organisation: {name: Test}\npage: {outputs: [{file: page.md}]}\n", encoding="utf-8"
    )
    git(company, "add", "--all")

    refused = commit()

    assert refused.returncode == 1, refused.stdout
    assert "page.md: written" in refused.stdout
    git(company, "add", "--all")
    assert commit().returncode == 0

    record = GREEN.replace("Sends e-mail", "Sends letters")
    (company / "vendors/acme.yaml").write_text(record, encoding="utf-8")
    git(company, "add", "--all")
    assert commit().returncode == 1
    assert "Sends letters" in (company / "page.md").read_text(encoding="utf-8")
    git(company, "add", "--all")
    assert commit().returncode == 0
