"""How far long work is: on a terminal, once it takes long, and never in CI or a hook."""

import os
import sys
import time
from types import TracebackType
from typing import Self

_PATIENCE = 1.0
"""Seconds without a word."""
_STEP = 0.1
"""Seconds between two words."""


class Progress:
    """A line on standard error that is overwritten, and gone at the end.

    Args:
        what: What is counted: ``commits judged``.
    """

    def __init__(self, what: str) -> None:
        self._what = what
        stream = sys.stderr
        quiet = os.environ.get("CI") or os.environ.get("PRE_COMMIT")
        self._stream = stream if stream is not None and stream.isatty() and not quiet else None
        self._next = time.monotonic() + _PATIENCE
        self._shown = False

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if self._shown:
            self._write("\r\x1b[K")

    def __call__(self, done: int, total: int) -> None:
        """Say how much is done, if somebody looks."""
        now = time.monotonic()
        if self._stream is not None and now >= self._next:
            self._next = now + _STEP
            self._shown = True
            self._write(f"\r\x1b[K{done} of {total} {self._what}")

    def _write(self, text: str) -> None:
        if self._stream is not None:
            try:
                self._stream.write(text)
                self._stream.flush()
            except OSError:  # the terminal is gone; the report is not
                self._stream = None
