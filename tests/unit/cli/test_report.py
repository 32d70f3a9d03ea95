"""``report``: what it judges, and where it writes."""

import json
import os
import subprocess
import zipfile
from pathlib import Path

import pytest

from subpolicy.cli import report as command
from subpolicy.cli.main import main
from subpolicy.cli.progress import Progress
from support.checkout import git
from support.command import COMMAND, subpolicy, surroundings
from support.histories import bare, commit, history, vendor
from support.registries import GERMAN, GREEN, SCCS

TODAY = "2026-06-15"
POSIX = pytest.mark.skipif(os.name == "nt", reason="a pseudo-terminal")


def report(folder: Path, *arguments: str, **environment: str):
    return subpolicy("report", "--as-of", TODAY, *arguments, cwd=folder, **environment)


@pytest.fixture
def repo(tmp_path: Path) -> Path:
    """Two commits: one with a fault, and the one that mends it."""
    folder = history(tmp_path / "repo", acme=GREEN, berlin=GERMAN)
    commit(folder, {"vendors/berlin.yaml": GERMAN + SCCS})
    return folder


def test_html_is_the_default(green) -> None:
    run = report(green)
    assert run.returncode == 0, run.stderr
    assert run.stdout.lower().startswith("<!doctype html>")


def test_files_are_written_and_standard_output_stays_empty(green, tmp_path) -> None:
    one, two = tmp_path / "report.json", tmp_path / "report.md"
    run = report(green, "--output", f"json={one}", "--output", f"markdown={two}")
    assert (run.returncode, run.stdout, run.stderr) == (0, "", "")
    assert json.loads(one.read_text(encoding="utf-8"))["as_of"] == TODAY
    assert two.read_text(encoding="utf-8").startswith("#")


def test_the_gate_is_shut_only_where_it_is_asked(red) -> None:
    assert report(red, "--format", "json").returncode == 0
    assert report(red, "--format", "json", "--gate").returncode == 1


@pytest.mark.parametrize("format_", ["markdown", "json"])
def test_a_revision_gives_the_report_of_its_checkout(repo, tmp_path, format_) -> None:
    old = git(repo, "rev-parse", "HEAD~1").strip()
    clone = tmp_path / "clone"
    git(tmp_path, "clone", "--quiet", str(repo), str(clone))
    git(clone, "switch", "--quiet", "--detach", old)
    checked_out = report(clone, "--format", format_, "--since", "2026-01-01")
    by_name = report(repo, "--format", format_, "--since", "2026-01-01", "--rev", "HEAD~1")
    assert checked_out.stdout == by_name.stdout
    assert old in checked_out.stdout
    assert "without SCCs" in checked_out.stdout
    assert (checked_out.stderr, by_name.stderr) == ("", "")


@pytest.mark.parametrize("format_", ["markdown", "json"])
def test_a_bare_repository_gives_the_same(repo, tmp_path, format_) -> None:
    store = bare(repo, tmp_path / "bare.git")
    assert (
        report(store, "--rev", "main", "--format", format_).stdout
        == report(repo, "--format", format_).stdout
    )


def test_the_command_in_the_report_gives_the_report_again(tmp_path) -> None:
    folder = history(tmp_path / "repo", "legal/list")
    commit(folder, vendor("bell", status="planned"))
    made = report(folder / "legal" / "list", "--format", "json", "--since", "HEAD~1")
    words = json.loads(made.stdout)["command"]
    again = subpolicy(*words[1:], "--format", "json", cwd=folder)
    assert again.stdout == made.stdout
    store = bare(folder, tmp_path / "bare.git")
    assert subpolicy(*words[1:], "--format", "json", cwd=store).stdout == made.stdout


def test_a_report_does_not_depend_on_where_the_sun_stands(repo) -> None:
    arguments = ("--format", "json", "--since", "2026-01-01")
    east = report(repo, *arguments, TZ="Pacific/Kiritimati", LC_ALL="C", PYTHONHASHSEED="1")
    west = report(repo, *arguments, TZ="Pacific/Pago_Pago", LANG="de_DE", PYTHONHASHSEED="99")
    assert east.stdout == west.stdout
    assert east.stdout


def test_a_period_that_starts_after_its_end_is_a_wrong_run(repo) -> None:
    run = report(repo, "--since", "2026-02-01", "--as-of", "2026-01-31")
    assert (run.returncode, run.stdout) == (2, "")
    assert "error: --since 2026-02-01 lies after the as-of date, 2026-01-31" in run.stderr


def test_two_outputs_in_one_file_are_a_wrong_run(green, tmp_path) -> None:
    path = tmp_path / "report.zip"
    run = report(green, "--output", f"json={path}", "--bundle", f"{tmp_path}/./report.zip")
    assert (run.returncode, run.stdout) == (2, "")
    assert f"error: two outputs go to {path}" in run.stderr
    assert not path.exists()


def test_a_start_that_does_not_exist_is_a_wrong_run(repo) -> None:
    run = report(repo, "--since", "v99")
    assert (run.returncode, run.stdout) == (2, "")
    assert 'error: --since "v99" is no date, and git knows no such revision here' in run.stderr
    assert "= help: name a day like 2026-01-31, or a branch, a tag or a commit" in run.stderr


def test_a_bundle_is_an_archive_and_standard_output_stays_empty(green, tmp_path) -> None:
    target = tmp_path / "evidence.zip"
    run = report(green, "--bundle", str(target))
    assert (run.returncode, run.stdout, run.stderr) == (0, "", "")
    with zipfile.ZipFile(target) as archive:
        assert archive.testzip() is None


def test_an_attestation_speaks_of_the_other_files_of_the_run(green, tmp_path) -> None:
    attestation, page = tmp_path / "report.intoto.json", tmp_path / "page.html"
    run = report(green, "--output", f"intoto={attestation}", "--output", f"html={page}")
    assert run.returncode == 0, run.stderr
    statement = json.loads(attestation.read_text(encoding="utf-8"))
    assert [subject["name"] for subject in statement["subject"]] == ["page.html"]


def test_two_files_of_one_name_are_attested_by_their_paths() -> None:
    made = [(Path("a/report"), b"1"), (Path("b/report"), b"2"), (Path("page.html"), b"3")]
    assert command._subjects(made) == {"a/report": b"1", "b/report": b"2", "page.html": b"3"}


def test_a_format_that_cannot_be_made_leaves_no_other_file(green, tmp_path, monkeypatch) -> None:
    def refused(_name):
        raise command.RunError("it cannot be made")

    monkeypatch.setattr(command, "renderer", refused)
    target = tmp_path / "report.json"
    assert main(["report", "--root", str(green), "--output", f"json={target}"]) == 2
    assert not target.exists()


def test_bytes_go_to_standard_output_as_they_are(green) -> None:
    run = subprocess.run(
        [*COMMAND, "report", "--as-of", TODAY, "--format", "xlsx"],
        cwd=green,
        env=surroundings(),
        capture_output=True,
        check=True,
    )
    assert run.stdout.startswith(b"PK\x03\x04")


@POSIX
def test_a_terminal_gets_no_bytes(green, capfd) -> None:
    import pty  # noqa: PLC0415 (POSIX alone has it)

    leader, follower = pty.openpty()
    run = subprocess.run(
        [*COMMAND, "report", "--format", "xlsx"],
        cwd=green,
        env=surroundings(),
        stdout=follower,
        stderr=subprocess.PIPE,
        check=False,
    )
    os.close(follower)
    os.close(leader)
    assert run.returncode == 2
    assert b"error: xlsx is no text, and standard output is a terminal" in run.stderr
    assert b"--output xlsx=report.xlsx" in run.stderr


class _Terminal:
    """A stream that says it is a terminal."""

    def __init__(self) -> None:
        self.text = ""

    def isatty(self) -> bool:
        return True

    def write(self, text: str) -> None:
        self.text += text

    def flush(self) -> None:
        pass


@pytest.fixture
def terminal(monkeypatch) -> _Terminal:
    monkeypatch.setattr("subpolicy.cli.progress._STEP", 0)
    return _Terminal()


def _judge(terminal: _Terminal, monkeypatch) -> None:
    monkeypatch.setattr("sys.stderr", terminal)  # the fixture's would be taken by pytest's own
    with Progress("commits judged") as progress:
        progress(3, 200)


def test_progress_of_long_work_is_shown_and_gone_at_the_end(terminal, monkeypatch) -> None:
    monkeypatch.setattr("subpolicy.cli.progress._PATIENCE", 0)
    _judge(terminal, monkeypatch)
    assert "3 of 200 commits judged" in terminal.text
    assert terminal.text.endswith("\r\x1b[K")


def test_progress_of_short_work_is_not_shown(terminal, monkeypatch) -> None:
    _judge(terminal, monkeypatch)
    assert terminal.text == ""


@pytest.mark.parametrize("name", ["CI", "PRE_COMMIT"])
def test_progress_is_never_shown_in_ci_or_a_hook(terminal, monkeypatch, name) -> None:
    monkeypatch.setenv(name, "1")
    monkeypatch.setattr("subpolicy.cli.progress._PATIENCE", 0)
    _judge(terminal, monkeypatch)
    assert terminal.text == ""
