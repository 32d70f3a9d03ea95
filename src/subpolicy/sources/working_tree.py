"""A registry's files as they lie on disk."""
# ruff: noqa: PTH116, PTH118, PTH120, PTH206 (a Path per file costs more than reading the file)

import errno
import os
import posixpath
import stat
from collections.abc import Iterator
from functools import cached_property
from pathlib import Path

from subpolicy import git
from subpolicy.printable import printable
from subpolicy.sources import faults
from subpolicy.sources.clashes import portable
from subpolicy.sources.source import SourceFault

LIMIT = 1 << 20
"""Bytes that a file may have; of a longer one, one byte more is read."""

_FLAGS = (
    os.O_RDONLY
    | getattr(os, "O_NONBLOCK", 0)  # a pipe put in a file's place must not hang the run
    | getattr(os, "O_NOCTTY", 0)
    | getattr(os, "O_BINARY", 0)
)


class WorkingTree:
    """The folder ``root`` on disk.

    Args:
        root: The registry's root; nothing outside it is read, whatever a link says.
        tracked_only: Take only what git tracks, as a commit hook must. Outside git, everything.
        trusted: Follow links out of the root: for the installation's own folders, which some
            installers build of links.
    """

    def __init__(self, root: Path, *, tracked_only: bool = False, trusted: bool = False) -> None:
        self._root = os.path.realpath(root)
        self._tracked_only = tracked_only
        self._trusted = trusted
        self._inside: dict[str, bool] = {}

    @cached_property
    def revision(self) -> str | None:
        """The commit that is checked out; asked of git at the first use."""
        return git.head(Path(self._root))

    @cached_property
    def clean(self) -> bool | None:
        """Whether git sees no change below the root; asked at the first use."""
        return None if self.revision is None else git.is_clean(Path(self._root))

    @cached_property
    def prefix(self) -> str:
        """The root's folder in its repository; asked of git at the first use."""
        return git.prefix(Path(self._root))

    def files(self, folder: str) -> tuple[str | SourceFault, ...]:
        """See `Source.files`. Links to folders are faults and never followed."""
        top = _normal(folder)
        if isinstance(top, SourceFault):
            return (top,)
        try:
            fault = self._folder_fault(top)
        except OSError as error:
            return () if error.errno == errno.ENOENT else (faults.unreadable(top, error),)
        except ValueError:
            return (faults.name(top),)
        if fault:
            return (fault,)
        found: list[str | SourceFault] = []
        pending = [top]
        while pending:
            found += self._listed(pending.pop(), pending)
        return portable(found)

    def read(self, path: str) -> bytes | SourceFault | None:
        """See `Source.read`. A link is followed where it leads to a file inside the root."""
        normal = _normal(path)
        if isinstance(normal, SourceFault):
            return normal
        if not self._is_taken(normal):
            return None
        try:
            return self._content(normal)
        except OSError as error:
            return None if error.errno == errno.ENOENT else faults.unreadable(path, error)
        except ValueError:  # a NUL, or half a surrogate pair
            return faults.name(path)

    def _folder_fault(self, folder: str) -> SourceFault | None:
        full = self._full(folder)
        mode = os.lstat(full).st_mode
        if stat.S_ISLNK(mode):
            return self._link_fault(folder) or faults.not_a_folder(folder)
        if not self._is_inside(full):
            return faults.outside(folder)
        return None if stat.S_ISDIR(mode) else faults.not_a_folder(folder)

    def _listed(self, folder: str, pending: list[str]) -> Iterator[str | SourceFault]:
        """One folder's files; its sub-folders are added to ``pending``."""
        try:
            with os.scandir(self._full(folder)) as entries:
                for entry in entries:
                    path = f"{folder}/{entry.name}" if folder else entry.name
                    if entry.is_dir(follow_symlinks=False):
                        pending += [path] if entry.name.lower() != ".git" else []
                    elif self._is_taken(path) and (judged := self._judged(path, entry)):
                        yield judged
        except OSError as error:
            if self._holds_taken(folder):
                yield faults.unreadable(folder, error)

    def _judged(self, path: str, entry: "os.DirEntry[str]") -> str | SourceFault | None:
        """The path of a record, what is wrong with it, or None for a file of another kind."""
        stem, dot, extension = entry.name.rpartition(".")
        is_yaml = bool(dot) and extension.lower() in {"yaml", "yml"}
        if entry.is_symlink():
            fault = self._link_fault(path)
            if fault and (is_yaml or fault.code == "file/linked-folder"):
                return fault
        if not is_yaml:
            return None
        if printable(path) != path:
            return faults.name(path)
        if extension != "yaml":
            return faults.extension(path, stem)
        if not entry.is_symlink() and not entry.is_file(follow_symlinks=False):
            return faults.not_a_file(path)
        return path

    def _content(self, path: str) -> bytes | SourceFault:
        full = self._full(path)
        mode = os.lstat(full).st_mode
        if not self._is_inside(os.path.dirname(full)):
            return faults.outside(path)
        if stat.S_ISLNK(mode):
            fault = self._link_fault(path)
            if fault:
                return fault
        elif not stat.S_ISREG(mode):
            return faults.not_a_file(path)
        return _bytes(full)

    def _link_fault(self, path: str) -> SourceFault | None:
        """What is wrong with a link; None when it leads to a regular file inside the root."""
        full = self._full(path)
        mode, failure = 0, None
        try:
            mode = os.stat(full).st_mode
        except OSError as error:
            if error.errno == errno.ELOOP:
                return faults.unreadable(path, error)
            failure = error
        if stat.S_ISDIR(mode):
            return faults.linked_folder(path)
        target = os.path.realpath(full)  # after stat: it recurses along a chain without end
        if not self._is_within(target):
            return faults.outside(path)
        if failure and failure.errno not in {errno.ENOENT, errno.ENOTDIR}:
            return faults.unreadable(path, failure)
        if failure or not self._is_taken(self._relative(target)):
            return faults.dangling(path)
        return None if stat.S_ISREG(mode) else faults.not_a_file(path)

    def _full(self, path: str) -> str:
        return os.path.join(self._root, path)

    def _relative(self, full: str) -> str:
        return os.path.relpath(full, self._root).replace(os.sep, "/")

    def _is_inside(self, folder: str) -> bool:
        """Whether an existing folder, links resolved, is in the root; remembered."""
        if folder not in self._inside:
            self._inside[folder] = self._is_within(os.path.realpath(folder))
        return self._inside[folder]

    def _is_within(self, real: str) -> bool:
        """The folder ``.git`` is outside: it may hold a CI system's credentials."""
        prefix = self._root.rstrip(os.sep) + os.sep
        parts = real[len(prefix) :].lower().split(os.sep)
        if self._trusted or real == self._root:
            return True
        return real.startswith(prefix) and ".git" not in parts

    @cached_property
    def _tracked(self) -> frozenset[str] | None:
        """One question to git for the whole root; None means that everything is taken."""
        return git.tracked_files(Path(self._root), "") if self._tracked_only else None

    def _is_taken(self, path: str) -> bool:
        return self._tracked is None or path in self._tracked

    def _holds_taken(self, folder: str) -> bool:
        prefix = f"{folder}/" if folder else ""
        return self._tracked is None or any(path.startswith(prefix) for path in self._tracked)


def _normal(path: str) -> str | SourceFault:
    normal = posixpath.normpath(path) if path else "."
    if normal.startswith("/") or normal.split("/")[0] == "..":
        return faults.outside(path)
    return "" if normal == "." else normal


def _bytes(full: str) -> bytes | SourceFault:
    descriptor = os.open(full, _FLAGS)
    try:
        size = min(os.fstat(descriptor).st_size, LIMIT)
        data = os.read(descriptor, size + 1)
        while size < len(data) <= LIMIT:  # longer than it said: it grows, or is of /proc
            more = os.read(descriptor, LIMIT + 1 - len(data))
            if not more:
                break
            data += more
        return data
    finally:
        os.close(descriptor)
