"""All files of an import, or none."""

import errno
import os
from pathlib import Path

import pytest

from subpolicy.errors import RunError
from subpolicy.importing import Planned, carry_out


def files_in(folder):
    return {
        p.relative_to(folder).as_posix(): p.read_bytes() for p in folder.rglob("*") if p.is_file()
    }


NEW = [Planned("subpolicy.yaml", None, b"a"), Planned("vendors/x.yaml", None, b"b")]


def test_folders_and_files_are_made(tmp_path):
    root = tmp_path / "deep" / "registry"
    carry_out(root, NEW)
    assert files_in(root) == {"subpolicy.yaml": b"a", "vendors/x.yaml": b"b"}
    assert (root / "vendors/x.yaml").stat().st_mode & 0o600 == 0o600


def test_nothing_to_write_makes_nothing(tmp_path):
    carry_out(tmp_path / "registry", [])
    assert not (tmp_path / "registry").exists()


@pytest.mark.parametrize("failing", [1, 2, 3])
def test_a_full_disk_leaves_everything_as_it_was(tmp_path, monkeypatch, failing):
    root = tmp_path / "registry"
    (root / "vendors").mkdir(parents=True)
    (root / "vendors/old.yaml").write_bytes(b"before")
    files = [*NEW, Planned("vendors/old.yaml", b"before", b"after")]
    moves = iter(range(1, 10))
    replace = Path.replace

    def full(self, target):
        if next(moves) == failing:
            raise OSError(errno.ENOSPC, "No space left on device")
        return replace(self, target)

    monkeypatch.setattr(Path, "replace", full)
    with pytest.raises(RunError, match="no space left on device"):
        carry_out(root, files)
    assert files_in(root) == {"vendors/old.yaml": b"before"}
    assert sorted(path.name for path in root.iterdir()) == ["vendors"]


def test_folders_that_were_made_go_again(tmp_path, monkeypatch):
    def interrupted(self, target):
        raise KeyboardInterrupt

    monkeypatch.setattr(Path, "replace", interrupted)
    with pytest.raises(KeyboardInterrupt):
        carry_out(tmp_path / "a" / "b", NEW)
    assert list(tmp_path.iterdir()) == []


def test_a_file_that_came_meanwhile_is_not_overwritten(tmp_path):
    (tmp_path / "vendors").mkdir()
    (tmp_path / "vendors/x.yaml").write_bytes(b"mine")
    with pytest.raises(RunError, match="written by something else meanwhile"):
        carry_out(tmp_path, NEW)
    assert files_in(tmp_path) == {"vendors/x.yaml": b"mine"}


def test_a_file_that_changed_meanwhile_is_not_overwritten(tmp_path):
    (tmp_path / "x.yaml").write_bytes(b"mine")
    with pytest.raises(RunError, match="meanwhile"):
        carry_out(tmp_path, [Planned("x.yaml", b"read", b"after")])
    assert files_in(tmp_path) == {"x.yaml": b"mine"}


def test_a_folder_that_is_a_link_is_refused(tmp_path):
    outside, root = tmp_path / "outside", tmp_path / "registry"
    outside.mkdir()
    root.mkdir()
    (root / "vendors").symlink_to(outside, target_is_directory=True)
    with pytest.raises(RunError, match="is a link to a folder"):
        carry_out(root, NEW)
    assert list(outside.iterdir()) == []
    assert not (root / "subpolicy.yaml").exists()


def test_a_record_that_is_a_link_stays_one(tmp_path):
    (tmp_path / "real.yaml").write_bytes(b"before")
    (tmp_path / "x.yaml").symlink_to("real.yaml")
    carry_out(tmp_path, [Planned("x.yaml", b"before", b"after")])
    assert (tmp_path / "x.yaml").is_symlink()
    assert (tmp_path / "real.yaml").read_bytes() == b"after"


def test_the_mode_of_a_changed_file_stays(tmp_path):
    path = tmp_path / "x.yaml"
    path.write_bytes(b"before")
    path.chmod(0o640)
    carry_out(tmp_path, [Planned("x.yaml", b"before", b"after")])
    assert os.stat(path).st_mode & 0o777 == 0o640  # noqa: PTH116 -- as the test above
