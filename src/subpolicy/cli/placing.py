"""Putting new files in their places: all of them, or none, and never over another."""

import contextlib
import os
from collections.abc import Mapping
from pathlib import Path

from subpolicy.cli.output import write_file
from subpolicy.errors import RunError
from subpolicy.printable import printable


def place(top: Path, files: Mapping[str, str]) -> None:
    """Write new files, or leave everything as it was.

    Args:
        top: The folder that none of them may leave, whatever a link says; made if need be.
        files: POSIX path from there → text.

    Raises:
        RunError: a file is there already, a folder is a link out of ``top``, or none can be made.
    """
    made: list[Path] = []
    done: list[Path] = []
    try:
        for path, text in files.items():
            target = top / path
            _make_folder(top, target.parent, made)
            _require_free(target, path)
            write_file(target, text)
            done.append(target)
    except BaseException:
        for target in done:
            with contextlib.suppress(OSError):
                target.unlink()
        for folder in reversed(made):
            with contextlib.suppress(OSError):
                folder.rmdir()
        raise


def _make_folder(top: Path, folder: Path, made: list[Path]) -> None:
    if not folder.resolve().is_relative_to(top.resolve()):
        raise RunError(
            f"{printable(str(folder))} leads out of {printable(str(top))}",
            help_text="replace the link by a folder",
        )
    missing = [one for one in (folder, *folder.parents) if not one.exists()]
    try:
        for one in reversed(missing):
            one.mkdir()
            made.append(one)
    except OSError as error:
        reason = (error.strerror or str(error)).lower()
        raise RunError(f"cannot make {printable(str(folder))}: {reason}") from None


def _require_free(target: Path, path: str) -> None:
    if os.path.lexists(target):
        raise RunError(f"{printable(path)} is there already")
