"""The difference between a file as it is and as it will be, for a terminal."""

import re
from collections.abc import Iterator
from itertools import islice

from subpolicy.printable import printable

_MOST_LINES = 2000
"""Lines of one file's difference; a record has a few dozen."""
_LONGEST_LINE = 1000
_LINE_BREAK = re.compile(r"\r\n|\r|\n")
_NOWHERE = "/dev/null"


def unified(path: str, before: bytes | None, after: bytes) -> Iterator[str]:
    """A unified diff of bounded length, with whatever a terminal would obey written out.

    Args:
        path: The file's, relative and POSIX.
        before: As it is, UTF-8; None where there is none.
        after: As it will be, UTF-8.
    """
    from difflib import unified_diff  # noqa: PLC0415 (loaded when used)

    old = [] if before is None else _lines(before)
    names = (_NOWHERE if before is None else f"a/{path}"), f"b/{path}"
    lines = unified_diff(old, _lines(after), *names, lineterm="")
    for line in islice(lines, _MOST_LINES):
        shown = printable(line)
        yield shown if len(shown) <= _LONGEST_LINE else shown[:_LONGEST_LINE] + "…"
    if next(lines, None) is not None:
        yield f"… more differences in {printable(path)}"


def _lines(raw: bytes) -> list[str]:
    text = raw.decode("utf-8-sig", "replace")
    return _LINE_BREAK.split(text.removesuffix("\n").removesuffix("\r"))
