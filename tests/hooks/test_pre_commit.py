"""The hook ``subpolicy`` in another repository, from ``git commit`` to the verdict."""

import pytest

from support.checkout import git
from support.registries import GERMAN, GREEN, SCCS

pytestmark = pytest.mark.slow


def stage(company, path, text):
    target = company / path
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_text(text, encoding="utf-8")
    git(company, "add", "--", path)


def commits(company):
    return int(git(company, "rev-list", "--count", "HEAD"))


def test_a_german_vendor_without_sccs_is_refused_and_the_place_shown(company, commit):
    stage(company, "vendors/berlin.yaml", GERMAN)

    refused = commit()

    assert refused.returncode == 1, refused.stdout
    assert "vendors/berlin.yaml:7:19: error: " in refused.stdout
    assert "[non-us-processing-without-scc]" in refused.stdout
    assert "  locations: [US, DE]" in refused.stdout
    assert commits(company) == 1


def test_the_commit_goes_through_once_the_record_is_fixed(company, commit):
    stage(company, "vendors/berlin.yaml", GERMAN)
    assert commit().returncode == 1

    stage(company, "vendors/berlin.yaml", GERMAN + SCCS)
    passed = commit()

    assert passed.returncode == 0, passed.stdout
    assert commits(company) == 2


def test_a_commit_that_only_deletes_a_file_is_checked_too(company, commit):
    stage(company, "vendors/other.yaml", GREEN.replace("acme", "other").replace("Acme", "Other"))
    covered = GREEN.replace("acme", "branch").replace("Acme", "Branch")
    covered = covered.replace("method: signed\n  signed_on: 2024-05-01", "{}").replace(
        "dpa:\n  {}", "dpa: {method: signed, same_as: other}"
    )
    stage(company, "vendors/branch.yaml", covered)
    added = commit()
    assert added.returncode == 0, added.stdout

    git(company, "rm", "--quiet", "vendors/other.yaml")
    refused = commit()

    assert refused.returncode == 1, refused.stdout
    assert "vendors/branch.yaml:" in refused.stdout
    assert "[missing-dpa-date]" in refused.stdout


def test_deleting_the_last_record_does_not_pass(company, commit):
    git(company, "rm", "--quiet", "vendors/acme.yaml")

    refused = commit()

    assert refused.returncode == 1, refused.stdout
    assert commits(company) == 1


def test_an_untracked_broken_file_does_not_fail_the_commit(company, commit):
    (company / "vendors" / "draft.yaml").write_text("id: [", encoding="utf-8")
    stage(company, "README.md", "# Registry\n")

    passed = commit()

    assert passed.returncode == 0, passed.stdout
    assert "draft.yaml" not in passed.stdout


def test_the_same_broken_file_fails_once_it_is_staged(company, commit):
    stage(company, "vendors/draft.yaml", "id: [")

    refused = commit()

    assert refused.returncode == 1, refused.stdout
    assert "vendors/draft.yaml:1:" in refused.stdout


def test_what_is_judged_is_what_is_staged(company, commit):
    stage(company, "vendors/berlin.yaml", GERMAN)
    (company / "vendors" / "berlin.yaml").write_text(GERMAN + SCCS, encoding="utf-8")

    refused = commit()

    assert refused.returncode == 1, refused.stdout
    assert "[non-us-processing-without-scc]" in refused.stdout
