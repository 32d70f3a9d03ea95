"""What is no list, no page or no place to write to: exit 2, in words, and nothing written."""

import errno
import sys
from pathlib import Path

import pytest

from subpolicy.cli.main import main


def refused(capsys, *arguments):
    assert main(["import", *map(str, arguments)]) == 2
    streams = capsys.readouterr()
    assert streams.out == ""
    return streams.err


@pytest.fixture(autouse=True)
def nothing_written(empty):
    yield
    assert [path.name for path in empty.iterdir()] == []


def test_prose_is_told_what_a_list_looks_like(tmp_path, capsys):
    page = tmp_path / "policy.md"
    page.write_text("# Privacy\n\nWe value your privacy, and work with vendors.\n")
    error = refused(capsys, page)
    assert "no list of vendors was found" in error
    assert "a table with a column of names" in error


def test_the_nearest_thing_is_named(tmp_path, capsys):
    page = tmp_path / "history.md"
    page.write_text("# Terms\n\n| Version | Change |\n|---|---|\n| 1.0 | First |\n| 1.1 | Typo |\n")
    assert '1 table, none with a head that names vendors ("Version | Change")' in refused(
        capsys, page
    )


def test_a_missing_file_suggests_the_nearest(tmp_path, page, capsys):
    error = refused(capsys, tmp_path / "subprocesors.md")
    assert "there is no file" in error
    assert f"did you mean {page}?" in error


def test_a_missing_file_in_a_missing_folder(tmp_path, capsys):
    assert "there is no file" in refused(capsys, tmp_path / "no" / "page.md")


def test_a_folder_is_no_page(tmp_path, capsys):
    assert "is a folder" in refused(capsys, tmp_path)


def test_an_address_is_not_fetched(capsys):
    assert "curl -fsSL ADDRESS | subpolicy import -" in refused(capsys, "https://example.com/x")


def test_a_name_that_no_system_takes(capsys):
    assert "cannot read" in refused(capsys, "a\0b")


def test_an_empty_file(tmp_path, capsys):
    page = tmp_path / "page.md"
    page.write_bytes(b" \n")
    assert "the file is empty" in refused(capsys, page)


def test_into_a_file(page, capsys):
    assert "is not a folder" in refused(capsys, page, "--into", page)


def test_a_closed_standard_input(capsys, monkeypatch):
    monkeypatch.setattr(sys, "stdin", None)
    assert "standard input is closed" in refused(capsys, "-")


def test_a_folder_that_cannot_be_written(page, capsys, monkeypatch):
    def denied(*_arguments, **_options):
        raise PermissionError(errno.EACCES, "Permission denied")

    monkeypatch.setattr("tempfile.mkdtemp", denied)
    error = refused(capsys, page)
    assert "permission denied" in error
    assert "nothing was changed" in error


def test_a_full_disk(page, capsys, monkeypatch):
    opened = Path.open

    def full(path, mode="r", *arguments, **options):
        if "w" in mode:
            raise OSError(errno.ENOSPC, "No space left on device")
        return opened(path, mode, *arguments, **options)

    monkeypatch.setattr(Path, "open", full)
    assert "no space left on device" in refused(capsys, page)


def test_an_unknown_format(page):
    with pytest.raises(SystemExit) as stopped:
        main(["import", str(page), "--format", "pdf"])
    assert stopped.value.code == 2
