"""Commits of a repository, bare or not, read without a checkout."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from subpolicy.errors import RunError
from subpolicy.git.plumbing import OPTIONS, environment, executable, run
from subpolicy.git.trails import COMMAND, Trails

if TYPE_CHECKING:
    import subprocess

_FETCH = "fetch the whole history: fetch-depth: 0 in CI, or git fetch --unshallow"


class TreeEntry(NamedTuple):
    """One file of a commit."""

    mode: int
    """As in git's trees: 0o100644 and 0o100755 files, 0o120000 links, 0o160000 submodules."""
    oid: str


class Repository:
    """The repository around a folder, or a bare one in it.

    Args:
        cwd: A folder in a working tree, or the folder of a bare repository.
    """

    def __init__(self, cwd: Path) -> None:
        self._cwd = cwd
        # Git is told to take no bare repository for one (a pull request can contain a fake);
        # the folder that the user names is one by the user's own word.
        self._place = ["--git-dir=."] if is_bare(cwd) else []

    def commit(self, revision: str) -> str:
        """The commit id that a revision such as ``main`` or ``HEAD~2`` names.

        Raises:
            RunError: there is no such revision here, or no repository.
        """
        args = ["rev-parse", "--verify", "--quiet", "--end-of-options", f"{revision}^{{commit}}"]
        answer = self._ask(args)
        if answer is None or answer.startswith(b"^"):  # "^main" is all that main has not
            raise RunError(
                f'git knows no revision "{revision}" here',
                help_text=f"name a branch, a tag or a commit of this repository; {_FETCH}",
            )
        return answer.decode("ascii").strip()

    def merge_base(self, one: str, other: str) -> str:
        """The commit at which two revisions parted.

        Raises:
            RunError: they share no commit that this clone knows.
        """
        answer = self._ask(["merge-base", "--end-of-options", one, other])
        if answer is None:
            shallow = self._is_shallow()
            known = " that this shallow clone knows" if shallow else ""
            raise RunError(
                f"{one} and {other} share no commit{known}",
                help_text=_FETCH
                if shallow
                else "name the branch that the change is to be merged into",
            )
        return answer.decode("ascii").strip()

    def tree(self, commit: str) -> dict[str, TreeEntry]:
        """Every file of a commit, by POSIX path from the repository's top."""
        listing = self._run(["ls-tree", "-r", "-z", "--full-tree", "--end-of-options", commit])
        entries = {}
        for line in listing.split(b"\0"):
            if line:
                head, _, name = line.partition(b"\t")
                mode, _kind, oid = head.decode("ascii").split(" ")
                entries[name.decode(errors="surrogateescape")] = TreeEntry(int(mode, 8), oid)
        return entries

    def prefix(self) -> str:
        """The folder in the working tree: a path that ends in ``/``; empty at the top or bare."""
        answer = self._ask(["rev-parse", "--show-prefix"])
        return answer.removesuffix(b"\n").decode(errors="surrogateescape") if answer else ""

    def trails(self, paths: Sequence[str]) -> Trails:
        """What became of files along the first parents of HEAD.

        Args:
            paths: Files and folders, relative to where this repository is asked.

        Raises:
            RunError: there is no commit, no repository, or a partial clone lacks contents.
        """
        return Trails(self._run([*COMMAND, *paths]), shallow=self._is_shallow())

    def _is_shallow(self) -> bool:
        return self._ask(["rev-parse", "--is-shallow-repository"]) == b"true\n"

    def objects(self) -> "Objects":
        """A reader of this repository's objects."""
        return Objects(self._cwd, self._place)

    def _run(self, args: list[str]) -> bytes:
        return run([*self._place, *args], self._cwd)

    def _ask(self, args: list[str]) -> bytes | None:
        try:
            return self._run(args)
        except RunError:
            return None


def is_bare(folder: Path) -> bool:
    """Whether a folder is a bare repository rather than a working tree or a registry."""
    return (
        (folder / "HEAD").is_file()
        and (folder / "objects").is_dir()
        and (folder / "refs").is_dir()
        and not (folder / ".git").exists()
        and not (folder / "subpolicy.yaml").exists()
    )


class Objects:
    """Reads objects through one ``git cat-file --batch``, started at the first use."""

    def __init__(self, cwd: Path, place: list[str]) -> None:
        self._cwd = cwd
        self._place = place
        self._process: subprocess.Popen[bytes] | None = None

    def blob(self, oid: str, limit: int) -> bytes:
        """The first ``limit`` bytes of a file's content.

        Raises:
            RunError: the object is not here (a partial clone), or git ended.
        """
        process = self._process = self._process or _start_batch(self._cwd, self._place)
        stdin, stdout = process.stdin, process.stdout
        assert stdin is not None  # noqa: S101 -- opened as pipes
        assert stdout is not None  # noqa: S101
        try:
            stdin.write(oid.encode("ascii") + b"\n")
            stdin.flush()
            head = stdout.readline().split()
            if len(head) != 3:  # noqa: PLR2004 -- oid, type, size
                raise RunError(
                    f"the object {oid} is not in this clone",
                    help_text="fetch it: git fetch, without a filter",
                )
            size = int(head[2])
            content = stdout.read(min(size, limit))
            rest = size - len(content) + 1  # and the line break behind it
            while rest > 0:
                rest -= len(stdout.read(min(rest, 1 << 16))) or rest
        except OSError as error:
            raise RunError("git cat-file ended early") from error
        return content

    def close(self) -> None:
        """End the process, if there is one."""
        if self._process is not None:
            self._process.communicate()
            self._process = None


def _start_batch(cwd: Path, place: list[str]) -> "subprocess.Popen[bytes]":
    import subprocess  # noqa: PLC0415 (only runs that read commits pay for it)

    command = [executable(), *OPTIONS, *place, "cat-file", "--batch"]
    try:
        return subprocess.Popen(
            command,
            cwd=cwd,
            env=environment(),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
        )
    except OSError as error:
        raise RunError(f"git cat-file could not be run: {error}") from error
