"""Opening a file in the user's own editor."""

import os
import shlex
import signal
import subprocess
from collections.abc import Mapping
from pathlib import Path

from subpolicy.errors import RunError
from subpolicy.printable import printable


def editor_of(environment: Mapping[str, str]) -> list[str]:
    """The command of ``$VISUAL`` or ``$EDITOR``.

    Raises:
        RunError: neither is set, or it cannot be understood.
    """
    command = environment.get("VISUAL") or environment.get("EDITOR") or ""
    try:
        words = shlex.split(command, posix=os.name != "nt")
    except ValueError:
        words = []
    if not words:
        raise RunError("no editor", help_text="set EDITOR, or leave out --edit")
    return words


def edit(editor: list[str], path: Path) -> None:
    """Open a file, and wait until the editor is closed.

    Raises:
        RunError: the editor cannot be started.
    """
    # Ctrl-C on the terminal is the editor's, which gets it too.
    before = signal.signal(signal.SIGINT, lambda *_: None)
    try:
        subprocess.run([*editor, str(path)], check=False)  # noqa: S603 -- the user's own choice
    except OSError as error:
        reason = (error.strerror or str(error)).lower()
        raise RunError(f"cannot start {printable(editor[0])}: {reason}") from None
    finally:
        signal.signal(signal.SIGINT, before)
