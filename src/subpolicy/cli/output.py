"""Writing results: to standard output, or to files, whole or not at all."""

import contextlib
import errno
import os
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import NamedTuple, TextIO

from subpolicy.errors import RunError
from subpolicy.printable import printable

COLOR_CHOICES = ("auto", "always", "never")

_ELSEWHERE = "name a file in a folder that exists and that you may write to"
_HELP = {
    errno.ENOSPC: "make room on the disk, and run it again",
    errno.EDQUOT: "make room within your quota, and run it again",
    errno.EFBIG: "raise the limit on the size of files (ulimit -f), and run it again",
    errno.EROFS: "name a file on a disk that can be written",
}
"""What to do about it, by what is wrong."""

_READER_GONE = {errno.EPIPE, errno.EINVAL}
"""The reader has seen enough, as after ``| head`` (Windows says EINVAL)."""


class Terminal(NamedTuple):
    """A stream, None where it is closed, and whether it takes colour."""

    stream: TextIO | None
    color: bool

    @classmethod
    def of(cls, stream: TextIO | None, choice: str = "auto") -> "Terminal":
        """A stream as it is: colour on a terminal, NO_COLOR and FORCE_COLOR honoured."""
        return cls(stream, wants_color(stream, choice, os.environ))

    def print(self, text: str) -> None:
        """Print one line. Where it cannot be written, the exit code has to say it alone."""
        if self.stream is not None:
            try:
                print(text, file=self.stream, flush=True)
            except OSError:
                _discard(self.stream)

    def red(self, text: str) -> str:
        """The text, red where there is colour."""
        return f"\x1b[1;31m{text}\x1b[0m" if self.color else text


def wants_color(stream: TextIO | None, choice: str, environment: Mapping[str, str]) -> bool:
    """Whether to colour what goes to a stream (no-color.org, force-color.org)."""
    if choice != "auto":
        return choice == "always"
    if environment.get("NO_COLOR"):
        return False
    if environment.get("FORCE_COLOR"):
        return True
    return stream is not None and stream.isatty() and environment.get("TERM") != "dumb"


def write_stdout(content: str | bytes) -> None:
    """Write a result to standard output, text as UTF-8 whatever the locale is.

    Raises:
        RunError: standard output is closed, or takes no more.
    """
    if sys.stdout is None:
        raise RunError("cannot write to standard output: it is closed")
    with contextlib.suppress(AttributeError):  # a test's own stream
        sys.stdout.reconfigure(encoding="utf-8", newline="\n")  # type: ignore[union-attr]
    try:
        if isinstance(content, bytes):
            sys.stdout.flush()  # what was written as text comes first
            sys.stdout.buffer.write(content)
        else:
            sys.stdout.write(content)
        sys.stdout.flush()
    except OSError as error:
        _discard(sys.stdout)
        if error.errno not in _READER_GONE:
            raise RunError(f"cannot write to standard output: {_reason(error)}") from None


def _discard(stream: TextIO) -> None:
    """Lead a stream nowhere: what is left in its buffer must not fail again at the very end."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())


def require_distinct(paths: Sequence[Path]) -> None:
    """No output may overwrite another one of the same run; devices take several.

    Raises:
        RunError: two outputs are one file.
    """
    seen = set()
    for path in paths:
        target = os.path.realpath(path)
        if target in seen and (path.is_file() or not path.exists()):
            raise RunError(
                f"two outputs go to {printable(str(path))}", help_text="name a file for each"
            )
        seen.add(target)


def write_file(path: Path, content: str | bytes) -> None:
    """Write a file whole: see `write_files`."""
    write_files([(path, content)])


def write_files(files: Sequence[tuple[Path, str | bytes]]) -> None:
    """Write files, each whole, and none before all of them have found room.

    Each is written beside its place and then moved there: a full disk changes nothing, and a run
    that is killed leaves files of before and files of now, but no half ones. A file that is there
    keeps its mode; a link stays a link, and a device or pipe what it is.

    Raises:
        RunError: a folder does not exist or cannot be written.
    """
    staged: list[tuple[Path, Path]] = []
    path = Path()
    try:
        streams = []
        for path, content in files:
            raw = content.encode() if isinstance(content, str) else content
            if path.is_dir():
                raise IsADirectoryError(errno.EISDIR, "it is a folder")
            if path.exists() and not path.is_file():
                streams.append((path, raw))
            else:
                _stage(Path(os.path.realpath(path)), raw, staged)
        for path, raw in streams:
            path.write_bytes(raw)
        for path, temporary in staged:
            temporary.replace(path)
    except OSError as error:
        raise RunError(
            f"cannot write {printable(str(path))}: {_reason(error)}",
            help_text=_HELP.get(error.errno or 0, _ELSEWHERE),
        ) from None
    finally:
        for _, temporary in staged:
            with contextlib.suppress(OSError):
                temporary.unlink(missing_ok=True)


def _stage(path: Path, content: bytes, staged: list[tuple[Path, Path]]) -> None:
    """Write what a file is to hold beside it, under a name that nothing reads."""
    temporary = path.with_name(f".subpolicy-{os.urandom(6).hex()}")
    staged.append((path, temporary))
    flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)
    with os.fdopen(os.open(temporary, flags, 0o666), "wb") as file:
        file.write(content)
        if path.exists():
            temporary.chmod(path.stat().st_mode & 0o777)
            file.flush()
            os.fsync(file.fileno())  # a power cut must not cost what was there; new files can wait


def _reason(error: OSError) -> str:
    return (error.strerror or str(error)).lower()
