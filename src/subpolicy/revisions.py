"""Finding the registry in a commit, and the base that a change is held against."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from subpolicy.dates import is_date
from subpolicy.errors import RunError
from subpolicy.git.objects import Objects, TreeEntry
from subpolicy.git.repository import Repository
from subpolicy.root import FILE_NAME, HOW_TO_START
from subpolicy.sources import Revision

_HOW = "name a day like 2026-01-31, or a branch, a tag or a commit"


@dataclass(frozen=True, slots=True)
class History:
    """A repository whose commits are read as registries.

    Attributes:
        repository: Where the commits are.
        objects: One reader for all of them; to be closed by whoever made this.
        prefix: The registry's folder in the working tree; empty at the top, or in a bare one.
    """

    repository: Repository
    objects: Objects
    prefix: str

    @classmethod
    def of(cls, folder: Path, inside: str = "") -> "History":
        """The history around a folder, or of the bare repository that it is.

        Args:
            folder: A folder of a working tree, or a bare repository.
            inside: The registry's folder below it, where only the commits have one.
        """
        repository = Repository(folder)
        return cls(repository, repository.objects(), repository.prefix() + inside)

    def registry(self, revision: str, *, exact: bool = False) -> Revision:
        """The registry of a revision, found from the prefix upward.

        Args:
            revision: A branch, a tag or a commit.
            exact: Whether it must lie at the prefix itself, since the user named that folder.

        Raises:
            RunError: there is no such revision, or no ``subpolicy.yaml`` in it.
        """
        registry = self.registry_or_none(revision)
        if registry is None or (exact and registry.prefix != self.prefix):
            where = f"{self.prefix} of " if self.prefix else ""
            raise RunError(f"no {FILE_NAME} in {where}{revision}", help_text=HOW_TO_START)
        return registry

    def registry_or_none(self, revision: str) -> Revision | None:
        """The registry of a revision; None where that commit has none.

        Raises:
            RunError: there is no such revision.
        """
        return self.at(self.repository.commit(revision))

    def at(self, commit: str) -> Revision | None:
        """The same for a commit's id; of several in a row, what they share is read once.

        Raises:
            RunError: there is no such commit here, or it holds more than can be read.
        """
        return self._in(self.objects.files(commit), commit)

    def since(self, named: str) -> str:
        """What ``--since`` names: a date as it is, or the full id of a commit.

        Raises:
            RunError: it is neither.
        """
        if is_date(named):
            return named
        try:
            return self.repository.commit(named)
        except RunError as error:
            raise RunError(
                f'--since "{named}" is no date, and git knows no such revision here',
                help_text=f"{_HOW}; {(error.help_text or '').rpartition('; ')[2]}",
            ) from None

    def _in(self, entries: dict[str, TreeEntry], commit: str) -> Revision | None:
        prefix = _nearest(entries, self.prefix)
        return None if prefix is None else Revision(self.objects, entries, commit, prefix)

    def base(self, revision: str, head: str) -> Revision | None:
        """The registry at the commit where a revision and the head parted; None if it had none.

        Raises:
            RunError: there is no such revision, or the two share no commit.
        """
        commit = self.repository.merge_base(
            self.repository.commit(revision), self.repository.commit(head)
        )
        return self.at(commit)


def _nearest(entries: Mapping[str, TreeEntry], prefix: str) -> str | None:
    """The folder at or above ``prefix`` that holds a configuration."""
    while True:
        if prefix + FILE_NAME in entries:
            return prefix
        if not prefix:
            return None
        prefix = prefix.rstrip("/").rpartition("/")[0]
        prefix = f"{prefix}/" if prefix else ""
