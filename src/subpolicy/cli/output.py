"""Writing results: to standard output, or to files, whole or not at all."""

import os
import sys
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TextIO

from subpolicy.errors import Place, RunError
from subpolicy.printable import printable

COLOR_CHOICES = ("auto", "always", "never")


@dataclass(frozen=True, slots=True)
class Terminal:
    """A stream and whether it takes colour."""

    stream: TextIO
    color: bool

    @classmethod
    def of(cls, stream: TextIO, choice: str = "auto") -> "Terminal":
        """A stream as it is: colour on a terminal, NO_COLOR and FORCE_COLOR honoured."""
        return cls(stream, wants_color(stream, choice, os.environ))

    def print(self, text: str) -> None:
        """Print one line, keeping escapes of our own only."""
        print(text, file=self.stream)

    def red(self, text: str) -> str:
        """The text, red where there is colour."""
        return f"\x1b[1;31m{text}\x1b[0m" if self.color else text


def wants_color(stream: TextIO, choice: str, environment: Mapping[str, str]) -> bool:
    """Whether to colour what goes to a stream (no-color.org, force-color.org)."""
    if choice != "auto":
        return choice == "always"
    if environment.get("NO_COLOR"):
        return False
    if environment.get("FORCE_COLOR"):
        return True
    return stream.isatty() and environment.get("TERM") != "dumb"


def write_stdout(text: str) -> None:
    """Write a result to standard output, as UTF-8 whatever the locale is."""
    try:
        sys.stdout.reconfigure(encoding="utf-8", newline="\n")  # type: ignore[union-attr]
    except AttributeError:
        pass  # a test's own stream
    try:
        sys.stdout.write(text)
        sys.stdout.flush()
    except BrokenPipeError:
        # The reader has seen enough; the exit code still tells the verdict.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def write_file(path: Path, text: str) -> None:
    """Write a file whole: first beside its place, then moved there.

    Raises:
        RunError: the folder does not exist or cannot be written.
    """
    try:
        handle, name = tempfile.mkstemp(prefix=f".{path.name}.", dir=path.parent)
        temporary = Path(name)
        try:
            with os.fdopen(handle, "wb") as file:
                file.write(text.encode())
            temporary.chmod(0o666 & ~_umask())
            temporary.replace(path)
        except BaseException:
            temporary.unlink(missing_ok=True)
            raise
    except OSError as error:
        raise RunError(
            f"cannot write {printable(str(path))}: {(error.strerror or str(error)).lower()}",
            place=Place(printable(str(path))),
            help_text="name a file in a folder that exists and that you may write to",
        ) from None


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask
