"""Objects of a repository, read through one git process."""

import hashlib
import os
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import IO, TYPE_CHECKING, NamedTuple

from subpolicy.errors import RunError
from subpolicy.git import plumbing
from subpolicy.git.plumbing import OPTIONS, HungError, environment, executable, unreadable

if TYPE_CHECKING:
    import subprocess

_FETCH = "fetch it: git fetch, without a filter; git fsck says whether the repository is sound"
_FOLDER = 0o040000
_MOST_FILES = 1_000_000
"""Files and folders of a commit; trees that name each other over and over hold more than a disk."""
_LARGEST_TREE = 1 << 28
_SMALL = 1 << 16
"""Bytes of a content that is kept, as the next commit most likely has it too."""
_KEPT = 1 << 26
"""Bytes kept in all."""


class TreeEntry(NamedTuple):
    """One file of a commit."""

    mode: int
    """As in git's trees: 0o100644 and 0o100755 files, 0o120000 links, 0o160000 submodules."""
    oid: str


class Objects:
    """Reads objects through one ``git cat-file --batch``, started at the first use."""

    def __init__(self, cwd: Path, place: list[str]) -> None:
        self._cwd = cwd
        self._place = place
        self._process: subprocess.Popen[bytes] | None = None
        self._blobs: dict[str, bytes] = {}
        self._size = 0
        self._trees: dict[str, list[tuple[str, TreeEntry]]] = {}

    def blob(self, oid: str, limit: int) -> bytes:
        """The first ``limit`` bytes of a file's content.

        Raises:
            RunError: the object is not here (a partial clone), or git ended.
        """
        known = self._blobs.get(oid)
        if known is not None:
            return known[:limit]
        content = self._read(oid, limit)
        if len(content) < min(limit, _SMALL) and self._size < _KEPT:
            self._blobs[oid] = content
            self._size += len(content)
        return content

    def know(self, contents: Iterable[bytes]) -> None:
        """Contents that are at hand, so that git need not be asked for them."""
        for content in contents:
            # As git names them; where it uses SHA-256, nothing is found under these names.
            head = b"blob %d\0" % len(content)
            self._blobs[hashlib.sha1(head + content, usedforsecurity=False).hexdigest()] = content

    def files(self, commit: str) -> dict[str, TreeEntry]:
        """Every file of a commit, by POSIX path from the repository's top.

        Of commits that are asked for one after the other, only the folders that differ are read.

        Raises:
            RunError: an object is not here, there are too many, or git ended.
        """
        found: dict[str, TreeEntry] = {}
        used: dict[str, list[tuple[str, TreeEntry]]] = {}
        pending = [("", f"{commit}^{{tree}}")]
        seen = 0
        while pending:
            folder, oid = pending.pop()
            known = self._trees if oid in self._trees else used  # a folder may be empty
            used[oid] = known[oid] if oid in known else self._tree(oid, len(commit) // 2)
            for name, entry in used[oid]:
                if entry.mode == _FOLDER:
                    pending.append((f"{folder}{name}/", entry.oid))
                else:
                    found[folder + name] = entry
            # Folders count as well: empty ones within one another are endless, too.
            seen += 1 + len(used[oid])
            if seen > _MOST_FILES:
                raise RunError(f"{commit} has more files than can be read")
        self._trees = used
        return found

    def close(self) -> None:
        """End the process, if there is one. It only reads, so nothing is lost with it."""
        if self._process is not None:
            self._process.kill()  # one that hangs would not see that nobody asks any more
            self._process.communicate()
            self._process = None

    def _tree(self, oid: str, size: int) -> list[tuple[str, TreeEntry]]:
        """The entries of a tree, which git keeps as ``<mode> <name>`` NUL ``<binary id>``."""
        raw = self._read(oid, _LARGEST_TREE)
        try:
            return list(_entries(raw, size))
        except ValueError:
            raise RunError(f"the object {oid} is no tree") from None

    def _read(self, name: str, limit: int) -> bytes:
        process = self._process = self._process or _start_batch(self._cwd, self._place)
        stdin, stdout = process.stdin, process.stdout
        assert stdin is not None  # noqa: S101 -- opened as pipes
        assert stdout is not None  # noqa: S101
        try:
            stdin.write(name.encode("ascii") + b"\n")
            stdin.flush()
            _await(stdout)
            line = stdout.readline()
            head = line.split()
            if not line.endswith(b"\n"):  # as it ends where it would have to fetch
                raise RunError(f"git ended at {name}: it is not in this clone", help_text=_FETCH)
            if line.endswith(b" missing\n"):
                raise RunError(f"the object {name} is not in this clone", help_text=_FETCH)
            if len(head) != 3 or not head[2].isdigit():  # noqa: PLR2004 -- oid, type, size
                raise unreadable("cat-file")
            size = int(head[2])
            content = stdout.read(min(size, limit))
            rest = size - len(content) + 1  # and the line break behind it
            while rest > 0:
                rest -= len(stdout.read(min(rest, 1 << 16))) or rest
        except OSError as error:
            raise RunError("git cat-file ended early", help_text=_FETCH) from error
        return content


def _entries(raw: bytes, size: int) -> Iterator[tuple[str, TreeEntry]]:
    at = 0
    while at < len(raw):
        end = raw.index(b"\0", at)
        mode, _, name = raw[at:end].partition(b" ")
        at = end + 1 + size
        # As git's own check of a repository has it; no checkout could make such a file.
        if not mode.isdigit() or at > len(raw) or b"/" in name or name in {b"", b".", b".."}:
            raise ValueError
        entry = TreeEntry(int(mode, 8), raw[end + 1 : at].hex())
        yield name.decode(errors="surrogateescape"), entry


def _await(stdout: "IO[bytes]") -> None:
    """Wait for an answer, but not for ever; on Windows, whose pipes cannot be waited for, do."""
    if os.name == "nt":
        return
    import select  # noqa: PLC0415 (only runs that read commits pay for it)

    waiting = select.poll()  # select.select takes no descriptor over 1023
    waiting.register(stdout, select.POLLIN)
    if not waiting.poll(plumbing.TIMEOUT * 1000):
        raise HungError(["cat-file"])


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
