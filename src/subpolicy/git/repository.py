"""Commits of a repository, bare or not, read without a checkout."""

import posixpath
from collections.abc import Sequence
from pathlib import Path

from subpolicy.errors import RunError
from subpolicy.git import ancestry
from subpolicy.git.ancestry import Ancestor
from subpolicy.git.objects import Objects
from subpolicy.git.plumbing import ask, commit_id, require_new, run
from subpolicy.git.trails import COMMAND, Trails

_CLONE = "run it in a clone of the repository that holds the registry"
_FETCH = "fetch the whole history: fetch-depth: 0 in CI, or git fetch --unshallow"


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
        self._prefix: str | None = None

    def commit(self, revision: str) -> str:
        """The commit id that a revision such as ``main`` or ``HEAD~2`` names.

        Raises:
            RunError: there is no such revision here, no repository, or no git that can say so.
        """
        args = ["rev-parse", "--verify", "--quiet", "--end-of-options", f"{revision}^{{commit}}"]
        answer = self._ask(args)
        if answer is None or answer.startswith(b"^"):  # "^main" is all that main has not
            self.require()
            raise RunError(
                f'git knows no revision "{revision}" here',
                help_text=f"name a branch, a tag or a commit of this repository; {_FETCH}",
            )
        return commit_id(answer)

    def require(self) -> None:
        """See that there is a repository, and a git that can read it.

        Raises:
            RunError: why not.
        """
        try:
            self._run(["rev-parse", "--git-dir"])
        except RunError as error:
            if "not a git repository" not in error.message:
                raise
            raise RunError("there is no git repository here", help_text=_CLONE) from None
        require_new(self._cwd)

    def merge_base(self, one: str, other: str) -> str:
        """The commit at which two revisions parted.

        Raises:
            RunError: they share no commit that this clone knows.
        """
        answer = self._ask(["merge-base", "--end-of-options", one, other])
        if answer is None:
            shallow = self.is_shallow()
            known = " that this shallow clone knows" if shallow else ""
            raise RunError(
                f"{one} and {other} share no commit{known}",
                help_text=_FETCH
                if shallow
                else "name the branch that the change is to be merged into",
            )
        return commit_id(answer)

    def prefix(self) -> str:
        """The folder in the working tree: a path that ends in ``/``; empty at the top or bare."""
        if self._prefix is None:
            answer = self._ask(["rev-parse", "--show-prefix"]) or b""
            self._prefix = answer.removesuffix(b"\n").decode(errors="surrogateescape")
        return self._prefix

    def trails(self, revision: str, paths: Sequence[str]) -> Trails:
        """What became of files along the first parents of a revision.

        Args:
            revision: A commit, as `commit` gives it, or ``HEAD``.
            paths: Files and folders, from the repository's top.

        Raises:
            RunError: there is no commit, no repository, or a partial clone lacks contents.
        """
        log = self._run([*COMMAND, revision, "--", *self._from_here(paths)])
        return Trails(log, shallow=self.is_shallow())

    def ancestors(
        self,
        revision: str,
        *,
        without: str | None = None,
        paths: Sequence[str] = (),
        most: int | None = None,
    ) -> list[Ancestor]:
        """The first parents of a commit, itself first.

        Args:
            revision: The commit's id.
            without: A commit; what it contains is left out.
            paths: Only commits that touch one of these, from the repository's top.
            most: So many at most, the newest.

        Raises:
            RunError: there is no such commit, or no repository.
        """
        args = [*ancestry.COMMAND, *([] if most is None else [f"--max-count={most}"])]
        args += ["--end-of-options", revision, *([] if without is None else [f"^{without}"]), "--"]
        log = self._run([*args, *self._from_here(paths)])
        return list(ancestry.read(log, shallow=self.is_shallow()))

    def is_shallow(self) -> bool:
        """Whether the clone holds only the newest part of its history."""
        return self._ask(["rev-parse", "--is-shallow-repository"]) == b"true\n"

    def objects(self) -> Objects:
        """A reader of this repository's objects."""
        return Objects(self._cwd, self._place)

    def _from_here(self, paths: Sequence[str]) -> list[str]:
        """Paths from the top as git takes them in the folder where it is asked."""
        return [posixpath.relpath(path, self.prefix() or ".") for path in paths]

    def _run(self, args: list[str]) -> bytes:
        return run([*self._place, *args], self._cwd)

    def _ask(self, args: list[str]) -> bytes | None:
        return ask([*self._place, *args], self._cwd)


def is_bare(folder: Path) -> bool:
    """Whether a folder is a bare repository rather than a working tree or a registry."""
    return (
        (folder / "HEAD").is_file()
        and (folder / "objects").is_dir()
        and (folder / "refs").is_dir()
        and not (folder / ".git").exists()
        and not (folder / "subpolicy.yaml").exists()
    )
