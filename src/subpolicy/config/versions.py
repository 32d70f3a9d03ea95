"""Version ranges of ``requires``: the part of PEP 440 that release numbers need.

The package `packaging` would cost every commit 20 ms for this.
"""

import operator
import re
from collections.abc import Callable

_CLAUSE = re.compile(r"\s*(>=|<=|==|!=|>|<)\s*([0-9]+(?:\.[0-9]+){0,3})\s*")
_COMPARISONS: dict[str, Callable[[tuple[int, ...], tuple[int, ...]], bool]] = {
    ">=": operator.ge,
    "<=": operator.le,
    "==": operator.eq,
    "!=": operator.ne,
    ">": operator.gt,
    "<": operator.lt,
}


def satisfies(version: str, wanted: str) -> bool:
    """Whether a release such as ``0.1.0`` is within a range such as ``>=0.1,<1``.

    Raises:
        ValueError: ``wanted`` is not a comma-separated list of comparisons.
    """
    accepted = True
    for clause in wanted.split(","):
        match = _CLAUSE.fullmatch(clause)
        if match is None:
            raise ValueError(wanted)
        accepted &= _COMPARISONS[match[1]](_release(version), _release(match[2]))
    return accepted


def _release(version: str) -> tuple[int, ...]:
    numbers = [int(part) for part in re.match(r"[0-9.]+", version)[0].strip(".").split(".")]  # type: ignore[index]
    return tuple(numbers + [0] * (4 - len(numbers)))
