"""Where entries lie, how they are written whole, and how many are kept."""
# ruff: noqa: PTH103, PTH105, PTH108, PTH118, PTH120 (pathlib costs a warm run 5 %)

import hashlib
import os
import stat
import sys
from collections.abc import Mapping
from contextlib import suppress

LONGEST = 32 << 20
"""Bytes that an entry may have; a longer one is not kept."""
_MOST = 128 << 20
"""Bytes that all entries of one kind may have together."""
_DIGITS = 64
_HEXADECIMAL = frozenset("0123456789abcdef")
_MARK = b"subpolicy-cache/1 "
_CI = ("CI", "TF_BUILD", "JENKINS_URL", "TEAMCITY_VERSION", "CODEBUILD_BUILD_ID")
"""What CI systems set; all but some set the first."""
_READING = (
    os.O_RDONLY
    | getattr(os, "O_NONBLOCK", 0)  # a pipe put in an entry's place must not hang the run
    | getattr(os, "O_BINARY", 0)
)


class Folder:
    """A folder of entries of one kind. Whatever is wrong with it, it just holds nothing.

    Args:
        path: Made when something is first kept; private to the user.
    """

    def __init__(self, path: str) -> None:
        self._path = path

    def read(self, key: str) -> bytes | None:
        """What is kept under a key; None where that is nothing, or not whole.

        Args:
            key: Hexadecimal digits.
        """
        try:
            if not _is_private(os.lstat(self._path)):
                return None
            descriptor = os.open(os.path.join(self._path, key), _READING)
            with os.fdopen(descriptor, "rb") as file:
                status = os.fstat(descriptor)
                if not _is_private(status) or status.st_size > LONGEST:
                    return None
                raw = file.read(LONGEST)
        except OSError:
            return None
        header, _, body = raw.partition(b"\n")
        return body if header == _header(key, body) else None

    def write(self, key: str, body: bytes) -> None:
        """Keep an entry, whole or not at all, and drop the oldest ones beyond what may be kept."""
        if len(body) > LONGEST - 256:
            return
        temporary = os.path.join(self._path, f".{key}.{os.getpid()}")
        try:
            os.makedirs(self._path, mode=0o700, exist_ok=True)
            if not _is_private(os.lstat(self._path)):
                return
            flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)
            try:
                with os.fdopen(os.open(temporary, flags, 0o600), "wb") as file:
                    file.write(_header(key, body) + b"\n" + body)
                os.replace(temporary, os.path.join(self._path, key))
            except BaseException:
                with suppress(OSError):  # not made yet, or moved already
                    os.unlink(temporary)
                raise
            self._prune()
        except OSError:
            return  # a full disk or a folder that cannot be written costs time, not the verdict

    def _prune(self) -> None:
        """Drop the oldest entries, and what killed runs have left."""
        with os.scandir(self._path) as entries:
            ours = [entry for entry in entries if _is_ours(entry.name)]
            found = [(entry.stat().st_mtime, entry.stat().st_size, entry.path) for entry in ours]
        room = _MOST
        for _, size, path in sorted(found, reverse=True):
            room -= size
            if room < 0:
                with suppress(OSError):  # a folder of that name, or another run was faster
                    os.unlink(path)


def folder_of(kind: str, root: str, environment: Mapping[str, str]) -> Folder | None:
    """The folder of a user for one kind of entry.

    Args:
        kind: The name of the folder.
        root: The registry's root: a cache inside it, or in the checkout around it, could be part
            of a pull request, so it is none.
        environment: ``SUBPOLICY_CACHE_DIR`` names the folder above. Without it, in CI nothing is
            kept: what an earlier job has left there, another branch may have written.

    Returns:
        None where nothing is to be kept.
    """
    top = environment.get("SUBPOLICY_CACHE_DIR")
    if not top:
        above = None if any(map(environment.get, _CI)) else _user_folder(environment)
        if above is None:
            return None
        top = os.path.join(above, "subpolicy")
    path = os.path.realpath(os.path.join(top, kind))
    checkout = _checkout(os.path.realpath(root)).rstrip(os.sep)
    return None if f"{path}{os.sep}".startswith(checkout + os.sep) else Folder(path)


def _checkout(root: str) -> str:
    """The nearest folder at or above a registry's root that is a repository; else the root."""
    folder = root
    while not os.path.lexists(os.path.join(folder, ".git")):
        above = os.path.dirname(folder)
        if above == folder:
            return root
        folder = above
    return folder


def _user_folder(environment: Mapping[str, str]) -> str | None:
    """Where programs keep what can be made anew (XDG Base Directory Specification 0.8)."""
    if sys.platform == "win32":
        return environment.get("LOCALAPPDATA") or None
    named = environment.get("XDG_CACHE_HOME", "")
    if os.path.isabs(named):  # noqa: PTH117
        return named
    home = environment.get("HOME", "")
    if not os.path.isabs(home):  # noqa: PTH117
        return None
    return os.path.join(home, *(("Library", "Caches") if sys.platform == "darwin" else (".cache",)))


def _is_ours(name: str) -> bool:
    """Whether a file is an entry or was to become one: a user may name any folder."""
    key = name.removeprefix(".").partition(".")[0]
    return len(key) == _DIGITS and set(key) <= _HEXADECIMAL


def _is_private(status: os.stat_result) -> bool:
    """Whether nobody but the user can have written it."""
    if not hasattr(os, "getuid"):
        return True
    return status.st_uid == os.getuid() and not stat.S_IMODE(status.st_mode) & 0o022


def _header(key: str, body: bytes) -> bytes:
    """What stands above an entry: under another key, or with another body, it is none."""
    return _MARK + hashlib.sha256(key.encode() + b"\n" + body).hexdigest().encode()
