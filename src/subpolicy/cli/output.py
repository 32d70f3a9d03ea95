"""Writing results: to standard output, or to files, whole or not at all."""

import contextlib
import errno
import os
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TextIO

from subpolicy.errors import RunError
from subpolicy.printable import printable

COLOR_CHOICES = ("auto", "always", "never")

_READER_GONE = {errno.EPIPE, errno.EINVAL}
"""The reader has seen enough, as after ``| head`` (Windows says EINVAL)."""


@dataclass(frozen=True, slots=True)
class Terminal:
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
    """Write a file whole: first beside its place, then moved there.

    A link stays a link, and a device or pipe what it is.

    Raises:
        RunError: the folder does not exist or cannot be written.
    """
    raw = content.encode() if isinstance(content, str) else content
    try:
        if path.is_dir():
            raise IsADirectoryError(errno.EISDIR, "it is a folder")
        if path.exists() and not path.is_file():
            path.write_bytes(raw)
        else:
            _replace(Path(os.path.realpath(path)), raw)
    except OSError as error:
        raise RunError(
            f"cannot write {printable(str(path))}: {_reason(error)}",
            help_text="name a file in a folder that exists and that you may write to",
        ) from None


def _replace(path: Path, content: bytes) -> None:
    import tempfile  # noqa: PLC0415 (3 ms, and most runs write no file)

    handle, name = tempfile.mkstemp(prefix=".subpolicy-", dir=path.parent)
    temporary = Path(name)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
        temporary.chmod(0o666 & ~_umask())
        temporary.replace(path)
    except BaseException:
        temporary.unlink(missing_ok=True)
        raise


def _reason(error: OSError) -> str:
    return (error.strerror or str(error)).lower()


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask
