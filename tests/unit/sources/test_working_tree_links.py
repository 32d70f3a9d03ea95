"""Links: followed to files inside the root, and nowhere else."""

import os
from pathlib import Path

import pytest

from subpolicy.sources import SourceFault, WorkingTree

pytestmark = pytest.mark.skipif(os.name == "nt", reason="links need a privilege on Windows")


@pytest.fixture
def root(tmp_path: Path) -> Path:
    root = tmp_path / "root"
    for folder in ("vendors", "shared", ".git"):
        (root / folder).mkdir(parents=True)
    (root / "shared" / "a.yaml").write_text("inside")
    (root / ".git" / "config").write_text("token")
    (tmp_path / "secret").mkdir()
    (tmp_path / "secret" / "s.yaml").write_text("outside")
    os.mkfifo(root / "shared" / "pipe")
    return root


def link(root: Path, target: str, path: str = "vendors/x.yaml") -> None:
    (root / path).symlink_to(target)


def both(root: Path, path: str = "vendors/x.yaml") -> str:
    """The code on which listing and reading agree."""
    (listed,) = WorkingTree(root).files("vendors")
    got = WorkingTree(root).read(path)
    assert isinstance(listed, SourceFault)
    assert isinstance(got, SourceFault)
    assert listed == got
    assert listed.path == path
    return listed.code


@pytest.mark.parametrize("absolute", [False, True])
def test_a_link_to_a_file_inside_is_followed(root: Path, absolute: bool) -> None:
    link(root, str(root / "shared/a.yaml") if absolute else "../shared/a.yaml")
    assert WorkingTree(root).files("vendors") == ("vendors/x.yaml",)
    assert WorkingTree(root).read("vendors/x.yaml") == b"inside"


@pytest.mark.parametrize(
    ("target", "code"),
    [
        ("../../secret/s.yaml", "file/link-outside"),
        ("../../secret/none.yaml", "file/link-outside"),
        ("/etc/passwd", "file/link-outside"),
        ("/dev/zero", "file/link-outside"),
        ("../../root-of-another/x.yaml", "file/link-outside"),
        ("../.git/config", "file/link-outside"),
        ("none.yaml", "file/dangling-link"),
        ("../shared/a.yaml/b.yaml", "file/dangling-link"),
        ("x.yaml", "file/loop"),
        ("../shared", "file/linked-folder"),
        ("../../secret", "file/linked-folder"),
        (".", "file/linked-folder"),
        ("../shared/pipe", "file/not-a-file"),
        ("y" * 300, "file/unreadable"),
    ],
)
def test_a_link_astray_is_a_fault(root: Path, target: str, code: str) -> None:
    link(root, target)
    assert both(root) == code


def test_a_chain_of_links_without_end_is_a_loop(root: Path) -> None:
    for number in range(2000):
        (root / "shared" / f"l{number}").symlink_to(f"l{number + 1}")
    link(root, "../shared/l0")
    assert both(root) == "file/loop"
    link(root, "shared/l0", "top")
    assert WorkingTree(root).read("top/x.yaml") == WorkingTree(root).files("top/x")[0]._replace(
        path="top/x.yaml"
    )


def test_a_loop_of_two_is_a_loop(root: Path) -> None:
    link(root, "y", "vendors/x.yaml")
    link(root, "x.yaml", "vendors/y")
    assert both(root) == "file/loop"


def test_a_linked_folder_is_a_fault_and_not_followed(root: Path) -> None:
    link(root, "../shared", "vendors/sub")
    link(root, "..", "vendors/up")
    found = WorkingTree(root).files("vendors")
    assert [(f.code, f.path) for f in found if isinstance(f, SourceFault)] == [
        ("file/linked-folder", "vendors/sub"),
        ("file/linked-folder", "vendors/up"),
    ]


def test_links_of_other_names_to_files_are_none_of_ours(root: Path) -> None:
    link(root, "../../secret/s.yaml", "vendors/README")
    link(root, "nowhere", "vendors/lock")
    link(root, "loop", "vendors/loop")
    assert WorkingTree(root).files("vendors") == ()


def test_a_link_with_the_wrong_extension_is_a_fault(root: Path) -> None:
    link(root, "../shared/a.yaml", "vendors/x.yml")
    (fault,) = WorkingTree(root).files("vendors")
    assert isinstance(fault, SourceFault)
    assert fault.code == "file/extension"


@pytest.mark.parametrize(
    ("target", "code"),
    [
        ("shared", "file/linked-folder"),
        ("../secret", "file/linked-folder"),
        ("../nowhere", "file/link-outside"),
        ("nowhere", "file/dangling-link"),
        ("top", "file/loop"),
        ("shared/a.yaml", "file/unreadable"),
    ],
)
def test_the_folder_itself_may_not_be_a_link(root: Path, target: str, code: str) -> None:
    link(root, target, "top")
    (fault,) = WorkingTree(root).files("top")
    assert isinstance(fault, SourceFault)
    assert (fault.code, fault.path) == (code, "top")


def test_a_file_behind_a_linked_folder_is_read_only_inside(root: Path) -> None:
    link(root, "shared", "in")
    link(root, "../secret", "out")
    assert WorkingTree(root).read("in/a.yaml") == b"inside"
    for fault in (WorkingTree(root).read("out/s.yaml"), *WorkingTree(root).files("out/../out")):
        assert isinstance(fault, SourceFault)


def test_a_folder_behind_a_link_out_is_not_listed(root: Path) -> None:
    (root.parent / "secret" / "deep").mkdir()
    link(root, "../secret", "out")
    (fault,) = WorkingTree(root).files("out/deep")
    assert isinstance(fault, SourceFault)
    assert (fault.code, fault.path) == ("file/link-outside", "out/deep")


def test_a_root_behind_a_link_is_fine(root: Path) -> None:
    link(root, "../shared/a.yaml")
    (root.parent / "alias").symlink_to("root")
    tree = WorkingTree(root.parent / "alias")
    assert tree.files("vendors") == ("vendors/x.yaml",)
    assert tree.read("vendors/x.yaml") == b"inside"
