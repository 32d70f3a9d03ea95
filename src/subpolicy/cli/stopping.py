"""Ctrl-C, and the other ways in which a run is told to stop."""

import contextlib
import os
import signal
from collections.abc import Iterator
from types import FrameType
from typing import NoReturn

_SIGNALS = {
    "SIGINT": signal.default_int_handler,
    "SIGTERM": signal.SIG_DFL,
    "SIGHUP": signal.SIG_DFL,
}
"""What stops a run, and what Python does about it by itself. Windows has no SIGHUP."""

_NATIVE = (
    "subpolicy.policy",
    "subpolicy.schema",
    "cel_expr_python",
    "google.",
    "weasyprint",
    "importlib.",
    "_frozen_importlib",
)
"""Modules that native code calls, and imports, which it makes, too: it takes an exception for a
failed evaluation and goes on, or aborts. They write no file, so there is nothing to clean up."""


@contextlib.contextmanager
def listening() -> Iterator[None]:
    """Have this process end at a signal with 128 + its number, cleaned up and without a traceback.

    Behind it, a signal ends the process at once: Python would tell of it while it shuts down.

    What whoever started it wants ignored stays ignored (``nohup``), and what is handled stays so.
    """
    numbers = []
    for name, usual in _SIGNALS.items():
        number = getattr(signal, name, None)
        if number is not None and signal.getsignal(number) == usual:
            signal.signal(number, _stop)
            numbers.append(number)
    yield
    for number in numbers:
        signal.signal(number, signal.SIG_DFL)


def _stop(number: int, frame: FrameType | None) -> NoReturn:
    if _is_native(frame):
        os._exit(128 + number)
    if number == signal.SIGINT:
        raise KeyboardInterrupt
    raise SystemExit(128 + number)


def _is_native(frame: FrameType | None) -> bool:
    while frame is not None:
        if str(frame.f_globals.get("__name__")).startswith(_NATIVE):
            return True
        frame = frame.f_back
    return False
