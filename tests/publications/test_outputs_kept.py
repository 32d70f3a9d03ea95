"""The feed and the annex among the files that a registry keeps up to date."""

import shutil
from pathlib import Path

import pytest

from support.publications import ACME, CONFIGURATION, MENDED, commit_on, record, subpolicy, told

OUTPUTS = """\
  updated_on: 2026-08-01
  outputs:
    - {file: public/feed.atom, what: feed}
    - {file: public/feed.json, what: feed}
    - {file: public/annex.md, what: annex}
    - {file: public/annex.html, what: annex, lang: de}
"""
CONFIGURED = CONFIGURATION.replace(
    'page: {base_url: "https://example.com/subprocessors"}\n',
    f'page:\n  base_url: "https://example.com/subprocessors"\n{OUTPUTS}',
)
FILES = ["annex.html", "annex.md", "feed.atom", "feed.json"]


@pytest.fixture(scope="module")
def original(tmp_path_factory):
    folder = told(tmp_path_factory.mktemp("history") / "repo")
    commit_on(folder, "2026-08-02", {"subpolicy.yaml": CONFIGURED})
    return folder


@pytest.fixture
def repo(original, tmp_path):
    return Path(shutil.copytree(original, tmp_path / "repo"))


def publish(folder, *arguments, as_of="2026-09-01"):
    return subpolicy("publish", *arguments, "--as-of", as_of, cwd=folder)


def test_they_are_written_and_up_to_date_from_then_on(repo):
    assert publish(repo, "--check").returncode == 1
    assert publish(repo).returncode == 0
    assert sorted(path.name for path in (repo / "public").iterdir()) == FILES
    commit_on(repo, "2026-09-01", {})
    for day in ("2026-09-01", "2030-01-01"):
        checked = publish(repo, "--check", as_of=day)
        assert (checked.returncode, checked.stdout) == (0, "")


def test_a_change_makes_them_stale_until_they_are_written_beside_it(repo):
    publish(repo)
    commit_on(repo, "2026-09-01", {})
    text = record(ACME, MENDED, {"processing": {"locations": ["JP"]}})
    (repo / "vendors" / "acme.yaml").write_text(text, encoding="utf-8")
    stale = publish(repo, "--check", as_of="2026-09-05")
    assert stale.returncode == 1
    for name in FILES:
        assert f"public/{name}: is stale" in stale.stderr
    assert publish(repo, as_of="2026-09-05").returncode == 0
    commit_on(repo, "2026-09-07", {})  # merged two days later
    assert publish(repo, "--check", as_of="2026-10-01").returncode == 0


@pytest.mark.parametrize("kind", ["feed", "annex"])
def test_one_kind_is_checked_alone(repo, kind):
    publish(repo)
    for other in {"feed.atom", "annex.md"} - {f"{kind}.atom", f"{kind}.md"}:
        (repo / "public" / other).write_text("", encoding="utf-8")
    assert publish(repo, kind, "--check").returncode == 0
    for name in FILES:
        if name.startswith(kind):
            (repo / "public" / name).write_text("", encoding="utf-8")
    assert publish(repo, kind, "--check").returncode == 1


@pytest.mark.parametrize("kind", ["feed", "annex", "notice"])
def test_a_check_without_a_file_is_a_wrong_run(repo, kind):
    commit_on(repo, "2026-09-01", {"subpolicy.yaml": CONFIGURATION})
    more = ("--base", "HEAD~1") if kind == "notice" else ()
    run = publish(repo, kind, "--check", *more)
    assert run.returncode == 2
    assert "--check has no file to look at" in run.stderr


def test_the_annex_of_one_customer(repo):
    whole, part = (publish(repo, "annex", *more).stdout for more in ((), ("--enabled", "")))
    assert "## 2. Beta GmbH" in whole
    assert "Beta" not in part
    assert "## 1. Acme, Inc." in part
    assert publish(repo, "annex", "--format", "html", "--lang", "es").stdout.startswith("<!doc")
