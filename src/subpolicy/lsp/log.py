"""What the server tells of itself: on standard error, where editors keep it."""

import logging
from typing import TextIO

from subpolicy.printable import printable


class _Lines(logging.Formatter):
    """Messages without control characters: they may quote what is in a hostile file."""

    def format(self, record: logging.LogRecord) -> str:
        return "\n".join(map(printable, super().format(record).splitlines()))


def log_to(stream: TextIO) -> None:
    """Send warnings and faults to a stream, and nothing else."""
    handler = logging.StreamHandler(stream)
    handler.setFormatter(_Lines("%(name)s: %(levelname)s: %(message)s"))
    root = logging.getLogger()
    root.handlers[:] = [handler]
    root.setLevel(logging.WARNING)
