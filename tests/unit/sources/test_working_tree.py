"""What a registry's folder may hold, and what is made of it."""

import os
import socket
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from subpolicy.sources import Source, SourceFault, WorkingTree
from subpolicy.sources.working_tree import LIMIT
from support.checkout import git, repository

POSIX = pytest.mark.skipif(os.name == "nt", reason="Windows has no such files or names")
LINUX = pytest.mark.skipif(sys.platform != "linux", reason="other systems refuse such names")


@pytest.fixture(autouse=True)
def _no_repository_above(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path))


@pytest.fixture
def root(tmp_path: Path) -> Path:
    root = tmp_path / "root"
    (root / "vendors").mkdir(parents=True)
    return root


def write(root: Path, *paths: str) -> None:
    for path in paths:
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_bytes(path.encode("utf-8", "surrogateescape"))


def outcome(root: Path, folder: str = "vendors", *, tracked_only: bool = False) -> list[str]:
    """Paths as they are; faults as ``code path``."""
    found = WorkingTree(root, tracked_only=tracked_only).files(folder)
    return [e if isinstance(e, str) else f"{e.code} {e.path}" for e in found]


def read(root: Path, path: str) -> str | bytes | None:
    got = WorkingTree(root).read(path)
    return f"{got.code} {got.path}" if isinstance(got, SourceFault) else got


def test_it_is_a_source(root: Path) -> None:
    tree: Source = WorkingTree(root)
    assert tree.files("vendors") == ()


def test_files_come_recursively_and_sorted(root: Path) -> None:
    write(root, "vendors/b.yaml", "vendors/a/z.yaml", "vendors/a.yaml", "vendors/.h/x.yaml")
    write(root, "vendors/README.md", "vendors/a.json", "vendors/a.yaml.bak", "vendors/yaml")
    assert outcome(root) == [
        "vendors/.h/x.yaml",
        "vendors/a.yaml",
        "vendors/a/z.yaml",
        "vendors/b.yaml",
    ]
    assert outcome(root, "vendors/a") == ["vendors/a/z.yaml"]
    assert outcome(root, "./vendors//a/") == ["vendors/a/z.yaml"]


@pytest.mark.parametrize("folder", ["", "."])
def test_the_root_itself_can_be_the_folder(root: Path, folder: str) -> None:
    write(root, "vendors/a.yaml", "b.yaml", ".git/config.yaml")
    assert outcome(root, folder) == ["b.yaml", "vendors/a.yaml"]


def test_a_missing_folder_holds_nothing(root: Path) -> None:
    assert outcome(root, "waivers") == []
    assert outcome(root, "waivers/deeper") == []


def test_a_folder_named_like_a_record_is_a_folder(root: Path) -> None:
    write(root, "vendors/x.yaml/a.yaml", "vendors/y.yml/b.yaml")
    assert outcome(root) == ["vendors/x.yaml/a.yaml", "vendors/y.yml/b.yaml"]
    assert read(root, "vendors/x.yaml") == "file/not-a-file vendors/x.yaml"


@pytest.mark.parametrize("name", ["x.yml", "x.YML", "X.Yml", "x.YAML", "x.Yaml"])
def test_an_extension_that_others_would_read_is_a_fault(root: Path, name: str) -> None:
    write(root, f"vendors/{name}")
    (fault,) = WorkingTree(root).files("vendors")
    assert isinstance(fault, SourceFault)
    assert fault.code == "file/extension"
    assert fault.remediation == f"rename it to {name[0]}.yaml"


@LINUX
@pytest.mark.parametrize(
    ("path", "shown"),
    [
        ("vendors/caf\udce9.yaml", r"vendors/caf\xe9.yaml"),
        ("vendors/a\nb.yaml", r"vendors/a\nb.yaml"),
        ("vendors/\x1b[2J.yml", r"vendors/\x1b[2J.yml"),
        ("vendors/\u202elmay.yaml", r"vendors/\u202elmay.yaml"),
        ("vendors/\udcff/a.yaml", r"vendors/\xff/a.yaml"),
    ],
)
def test_a_name_that_cannot_be_printed_is_a_fault(root: Path, path: str, shown: str) -> None:
    write(root, path)
    (fault,) = WorkingTree(root).files("vendors")
    assert isinstance(fault, SourceFault)
    assert (fault.code, fault.path) == ("file/name", shown)
    assert shown in fault.message


@LINUX
def test_a_strange_name_of_another_kind_of_file_is_no_fault(root: Path) -> None:
    write(root, "vendors/a\nb.txt", "vendors/\udcff/readme")
    assert outcome(root) == []


@POSIX
def test_a_pipe_or_socket_is_a_fault_and_does_not_hang(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    os.mkfifo(root / "vendors" / "pipe.yaml")
    monkeypatch.chdir(root / "vendors")  # a socket's path is short
    with socket.socket(socket.AF_UNIX) as server:
        server.bind("socket.yaml")
    assert outcome(root) == [
        "file/not-a-file vendors/pipe.yaml",
        "file/not-a-file vendors/socket.yaml",
    ]
    assert read(root, "vendors/pipe.yaml") == "file/not-a-file vendors/pipe.yaml"


def test_a_file_in_place_of_a_folder_is_a_fault(root: Path) -> None:
    write(root, "flags.yaml")
    assert outcome(root, "flags.yaml") == ["file/unreadable flags.yaml"]
    assert outcome(root, "flags.yaml/deeper") == ["file/unreadable flags.yaml/deeper"]
    assert read(root, "flags.yaml/x.yaml") == "file/unreadable flags.yaml/x.yaml"


def test_a_path_that_is_too_long_is_a_fault(root: Path) -> None:
    long = "a" * 5000
    assert read(root, f"{long}.yaml") == f"file/unreadable {long}.yaml"
    assert outcome(root, long) == [f"file/unreadable {long}"]


def dig(root: Path) -> None:
    """Folders so deep in ``vendors`` that their path cannot be opened."""
    descriptor = os.open(root / "vendors", os.O_RDONLY)
    for _ in range(30):
        os.mkdir("d" * 200, dir_fd=descriptor)
        deeper = os.open("d" * 200, os.O_RDONLY, dir_fd=descriptor)
        os.close(descriptor)
        descriptor = deeper
    os.close(descriptor)


@LINUX
def test_folders_deeper_than_a_path_can_be_are_a_fault(root: Path) -> None:
    dig(root)
    (found,) = outcome(root)
    assert found.startswith("file/unreadable vendors/ddd")


@pytest.mark.parametrize("path", ["a\0b.yaml", "\ud800.yaml"])
def test_a_path_that_no_file_system_knows_is_a_fault(root: Path, path: str) -> None:
    for found in (WorkingTree(root).read(path), *WorkingTree(root).files(path)):
        assert isinstance(found, SourceFault)
        assert found.code == "file/name"
        assert found.path.isprintable()


def test_read_gives_bytes_or_none(root: Path) -> None:
    write(root, "vendors/a.yaml")
    (root / "empty.yaml").touch()
    assert read(root, "vendors/a.yaml") == b"vendors/a.yaml"
    assert read(root, "./vendors/../vendors/a.yaml") == b"vendors/a.yaml"
    assert read(root, "empty.yaml") == b""
    assert read(root, "vendors/none.yaml") is None
    assert read(root, "none/none.yaml") is None


@pytest.mark.parametrize(("size", "expected"), [(LIMIT, LIMIT), (3 * LIMIT, LIMIT + 1)])
def test_no_more_is_read_than_shows_that_it_is_too_long(
    root: Path, size: int, expected: int
) -> None:
    (root / "big.yaml").write_bytes(b"x" * size)
    got = WorkingTree(root).read("big.yaml")
    assert isinstance(got, bytes)
    assert len(got) == expected


@pytest.mark.skipif(not Path("/proc/meminfo").is_file(), reason="needs Linux's /proc")
def test_a_file_longer_than_it_says_is_read_whole() -> None:
    got = WorkingTree(Path("/proc")).read("meminfo")
    assert isinstance(got, bytes)
    assert got.endswith(b"kB\n")


def test_a_root_that_is_the_file_system_works(root: Path) -> None:
    write(root, "vendors/a.yaml")
    assert read(Path(root.anchor), (root / "vendors/a.yaml").as_posix().lstrip("/"))


@pytest.mark.parametrize("path", ["../x.yaml", "/etc/passwd", "..", "vendors/../../x.yaml"])
def test_a_path_out_of_the_root_is_a_fault(root: Path, path: str) -> None:
    write(root.parent, "x.yaml")
    assert read(root, path) == f"file/link-outside {path}"
    assert outcome(root, path) == [f"file/link-outside {path}"]


def test_the_folder_of_git_is_out_of_the_root(root: Path) -> None:
    write(root, ".git/config")
    assert read(root, ".git/config") == "file/link-outside .git/config"
    assert outcome(root, ".git") == ["file/link-outside .git"]


@pytest.fixture
def locked() -> Iterator[Path]:
    """A registry in which nothing may be read but by a user who is not us (nor root)."""
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        write(root, "vendors/file.yaml", "vendors/folder/a.yaml", "vendors/open.yaml")
        write(root, "vendors/listed/b.yaml")
        root.chmod(0o755)
        (root / "vendors" / "file.yaml").chmod(0)
        (root / "vendors" / "folder").chmod(0)
        is_root = os.geteuid() == 0
        if is_root:
            os.seteuid(65534)
        yield root
        if is_root:
            os.seteuid(0)
        (root / "vendors" / "folder").chmod(0o755)


@POSIX
def test_what_may_not_be_read_is_a_fault(locked: Path) -> None:
    tree = WorkingTree(locked)
    assert outcome(locked) == [
        "vendors/file.yaml",
        "file/unreadable vendors/folder",
        "vendors/listed/b.yaml",
        "vendors/open.yaml",
    ]
    fault = tree.read("vendors/file.yaml")
    assert isinstance(fault, SourceFault)
    assert (fault.code, fault.message) == ("file/unreadable", "cannot be read: permission denied")
    assert tree.read("vendors/open.yaml") == b"vendors/open.yaml"
    assert read(locked, "vendors/folder/a.yaml") == "file/unreadable vendors/folder/a.yaml"


@POSIX
def test_a_link_to_what_may_not_be_seen_is_a_fault(locked: Path) -> None:
    if os.geteuid() == 65534:
        os.seteuid(0)
    (locked / "vendors" / "link.yaml").symlink_to("folder/a.yaml")
    if os.getuid() == 0:
        os.seteuid(65534)
    assert "file/unreadable vendors/link.yaml" in outcome(locked)


def test_outside_git_there_is_no_revision(root: Path) -> None:
    tree = WorkingTree(root, tracked_only=True)
    write(root, "vendors/a.yaml")
    assert tree.revision is None
    assert tree.clean is None
    assert tree.files("vendors") == ("vendors/a.yaml",)


@pytest.fixture
def registry(root: Path) -> Path:
    """A registry in a sub-folder of its repository."""
    repository(root)
    folder = root / "lists" / "eu"
    write(folder, "vendors/a.yaml", "flags.yaml", "vendors/old.yaml")
    git(root, "add", "--all")
    git(root, "commit", "--quiet", "--message", "m")
    return folder


def test_revision_and_clean_are_those_of_git(registry: Path) -> None:
    assert WorkingTree(registry).revision == git(registry, "rev-parse", "HEAD").strip()
    assert WorkingTree(registry).clean is True
    write(registry, "vendors/new.yaml")
    assert WorkingTree(registry).clean is False


def test_git_is_asked_only_when_needed(registry: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    tree = WorkingTree(registry)
    monkeypatch.setenv("PATH", "")  # from here on, there is no git
    assert tree.files("vendors") == ("vendors/a.yaml", "vendors/old.yaml")
    assert tree.read("flags.yaml") == b"flags.yaml"
    assert tree.revision is None


def test_tracked_only_leaves_out_what_git_does_not_track(registry: Path) -> None:
    write(registry, "vendors/new.yaml", "vendors/new.yml", "vendors/sub/new.yaml", "local.yaml")
    (registry / "vendors" / "old.yaml").unlink()
    assert outcome(registry, tracked_only=True) == ["vendors/a.yaml"]
    tree = WorkingTree(registry, tracked_only=True)
    assert tree.read("flags.yaml") == b"flags.yaml"
    assert tree.read("local.yaml") is None
    assert tree.read("vendors/old.yaml") is None


@LINUX
def test_tracked_only_passes_over_untracked_folders(registry: Path) -> None:
    dig(registry)
    assert len(outcome(registry)) == 3
    assert outcome(registry, tracked_only=True) == ["vendors/a.yaml", "vendors/old.yaml"]


@POSIX
def test_tracked_only_passes_over_untracked_faults(registry: Path) -> None:
    os.mkfifo(registry / "vendors" / "pipe.yaml")
    (registry / "vendors" / "away.yaml").symlink_to("/etc/passwd")
    assert outcome(registry, tracked_only=True) == ["vendors/a.yaml", "vendors/old.yaml"]


@POSIX
def test_a_tracked_link_to_an_untracked_file_dangles(registry: Path) -> None:
    (registry / "vendors" / "link.yaml").symlink_to("../local.yaml")
    git(registry, "add", "--all")
    write(registry, "local.yaml")
    assert "vendors/link.yaml" in outcome(registry)
    found = outcome(registry, tracked_only=True)
    assert "file/dangling-link vendors/link.yaml" in found
