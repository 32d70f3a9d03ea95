"""A registry's files as they are in a commit, without a checkout."""

import posixpath
import stat
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from subpolicy.printable import printable
from subpolicy.sources import faults
from subpolicy.sources.clashes import portable
from subpolicy.sources.source import SourceFault
from subpolicy.sources.working_tree import LIMIT

if TYPE_CHECKING:
    from subpolicy.git.objects import Objects, TreeEntry  # loaded by runs that ask git for commits

_SUBMODULE = 0o160000
_LINKS = 40
"""Links followed in a row before they count as a loop, as Linux does."""
_LONGEST_LINK = 4096
"""Bytes that a link leads to, on Linux; longer ones could be made by hand."""


class Revision:
    """The folder ``prefix`` of a commit.

    Args:
        objects: Where files are read; several revisions may share it.
        entries: The commit's files below the prefix, from `Objects.files`.
        commit: The commit's id.
        prefix: The registry's folder: empty, or a POSIX path that ends in ``/``.
    """

    def __init__(
        self, objects: "Objects", entries: "dict[str, TreeEntry]", commit: str, prefix: str
    ) -> None:
        self._objects = objects
        self._commit = commit
        self._prefix = prefix
        self._folders: set[str] | None = None
        self._entries = {
            path.removeprefix(prefix): entry
            for path, entry in entries.items()
            if path.startswith(prefix)
        }

    @property
    def revision(self) -> str | None:
        """The commit's id."""
        return self._commit

    @property
    def clean(self) -> bool | None:
        """A commit is what it is."""
        return True

    @property
    def prefix(self) -> str:
        """The registry's folder in the repository."""
        return self._prefix

    @property
    def entries(self) -> "Mapping[str, TreeEntry]":
        """Every file, links and submodules included, by path from the registry's root."""
        return self._entries

    def files(self, folder: str) -> tuple[str | SourceFault, ...]:
        """See `Source.files`."""
        start = posixpath.normpath(folder) + "/" if folder not in {"", "."} else ""
        found = [
            judged
            for path, entry in self._entries.items()
            if path.startswith(start)
            for judged in self._judged(path, entry)
        ]
        return portable(found)

    def read(self, path: str) -> bytes | SourceFault | None:
        """See `Source.read`."""
        normal = posixpath.normpath(path)
        if normal.startswith(("/", "../")):
            return faults.outside(path)
        if normal not in self._entries:
            return faults.not_a_file(path) if self._is_folder(normal) else None
        target = self._followed(normal)
        if isinstance(target, SourceFault):
            return target
        return self._objects.blob(target.oid, LIMIT + 1)

    def _judged(self, path: str, entry: "TreeEntry") -> Iterator[str | SourceFault]:
        """The path of a record, or what is wrong with it; nothing for a file of another kind."""
        if entry.mode == _SUBMODULE:
            yield faults.submodule(path)
            return
        name = path.rpartition("/")[2]
        stem, dot, extension = name.rpartition(".")
        is_yaml = bool(dot) and extension.lower() in {"yaml", "yml"}
        if stat.S_ISLNK(entry.mode):
            target = self._followed(path)
            if isinstance(target, SourceFault) and (is_yaml or target.code == "file/linked-folder"):
                yield target
                return
        if not is_yaml:
            return
        if printable(path) != path:
            yield faults.name(path)
        elif extension != "yaml":
            yield faults.extension(path, stem)
        else:
            yield path

    def _followed(self, path: str) -> "TreeEntry | SourceFault":
        """The regular file that a path leads to, through links that stay in the registry."""
        at = path
        for _ in range(_LINKS):
            entry = self._entries.get(at)
            if entry is None:
                return faults.linked_folder(path) if self._is_folder(at) else faults.dangling(path)
            if entry.mode == _SUBMODULE:
                return faults.linked_folder(path)
            if not stat.S_ISLNK(entry.mode):
                return entry
            raw = self._objects.blob(entry.oid, _LONGEST_LINK + 1)
            if len(raw) > _LONGEST_LINK:
                return faults.dangling(path)
            target = raw.decode(errors="surrogateescape")
            at = posixpath.normpath(posixpath.join(posixpath.dirname(at), target))
            if at.startswith(("/", "..")):
                return faults.outside(path)
        return faults.loop(path)

    def _is_folder(self, path: str) -> bool:
        if self._folders is None:  # of a registry without links, nobody asks
            self._folders = {"."}
            for name in self._entries:
                while (name := posixpath.dirname(name)) and name not in self._folders:
                    self._folders.add(name)
        return path in self._folders
