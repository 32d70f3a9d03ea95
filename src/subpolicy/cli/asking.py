"""Questions on a terminal, asked until there is an answer that fits."""

import sys
from collections.abc import Callable
from typing import TypeVar

from subpolicy.cli.output import Terminal
from subpolicy.errors import RunError
from subpolicy.printable import printable

Answer = TypeVar("Answer")


class NoAnswerError(Exception):
    """An answer that does not fit; its text says what would."""


def can_ask() -> bool:
    """Whether somebody sits at a terminal."""
    streams = (sys.stdin, sys.stderr)
    return all(stream is not None and stream.isatty() for stream in streams)


def ask(question: str, default: str, read: Callable[[str], Answer]) -> Answer:
    """One answer.

    Args:
        question: What is asked, without a question mark.
        default: What an empty line means.
        read: An answer → its value; raises `NoAnswerError` for one that does not fit.

    Raises:
        RunError: the input ended.
    """
    terminal = Terminal.of(sys.stderr)
    shown = f" [{printable(default)}]" if default else ""
    while True:
        sys.stderr.write(f"{question}{shown}: ")
        sys.stderr.flush()
        line = sys.stdin.readline()
        if not line:
            terminal.print("")
            raise RunError("no answer", help_text="answer, or give the options and --yes")
        try:
            return read(line.strip() or default)
        except NoAnswerError as fault:
            terminal.print(f"  {printable(str(fault))}")
