"""Published files: written, or shown to be stale."""

import contextlib
import os
import re
import sys
from collections.abc import Iterator, Sequence
from itertools import islice
from typing import TYPE_CHECKING

from subpolicy.cli.output import Terminal, write_files, write_stdout
from subpolicy.printable import printable

if TYPE_CHECKING:
    from subpolicy.publishing.keeping import Kept

_MOST_LINES = 400
"""Lines of a difference; what is stale shows in far fewer."""
_LONGEST_LINE = 400
_LINE_BREAK = re.compile(r"\r\n|\r|\n")


def deliver(files: "Sequence[Kept]", *, check: bool, folders: bool = False) -> int:
    """Write the files that are stale, or show how they differ.

    Args:
        files: As they are and as they should be.
        check: Write nothing.
        folders: Make the folders that the files lack.

    Returns:
        The exit code: 1 where a check finds something stale, and where a hook of pre-commit wrote
        a file, which the commit lacks.

    Raises:
        RunError: a file cannot be written.
    """
    terminal = Terminal.of(sys.stderr)
    stale = [file for file in files if file.stale]
    if check:
        write_stdout("".join(f"{line}\n" for file in stale for line in _difference(file)))
        for file in stale:
            what = "is missing" if file.before is None else "is stale"
            terminal.print(printable(f"{file.file}: {what}"))
        terminal.print(_checked(len(stale), len(files)))
        return 1 if stale else 0
    for file in stale:
        if folders:
            with contextlib.suppress(OSError):  # writing says why
                file.path.parent.mkdir(parents=True, exist_ok=True)
    write_files([(file.path, file.after) for file in stale])
    for file in stale:
        terminal.print(printable(f"{file.file}: written"))
    if not stale:
        terminal.print("nothing to write: every file is up to date")
    return 1 if stale and os.environ.get("PRE_COMMIT") == "1" else 0


def _checked(stale: int, files: int) -> str:
    if not stale:
        return f"up to date: {files} {'file' if files == 1 else 'files'}"
    return f"stale: {stale} of {files}; run `subpolicy publish` and commit what it writes"


def _difference(file: "Kept") -> Iterator[str]:
    """A unified diff of bounded length, with whatever a terminal would obey written out."""
    from difflib import unified_diff  # noqa: PLC0415 (loaded when used)

    before, after = _lines(file.before or ""), _lines(file.after)
    names = f"a/{file.file}", f"b/{file.file}"
    lines = unified_diff(before, after, *names, lineterm="")
    for line in islice(lines, _MOST_LINES):
        shown = printable(line)
        yield shown if len(shown) <= _LONGEST_LINE else shown[:_LONGEST_LINE] + "…"
    if next(lines, None) is not None:
        yield f"… more differences in {printable(file.file)}"


def _lines(text: str) -> list[str]:
    return _LINE_BREAK.split(text.removesuffix("\n"))
