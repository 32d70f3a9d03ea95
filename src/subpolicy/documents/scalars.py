"""Plain scalars by the core schema of YAML 1.2 (specification 1.2.2, section 10.3.2)."""

import math
import re
from typing import Final

Scalar = str | int | float | bool | None

_WORDS: Final[dict[str, bool | None]] = {
    "": None,
    "~": None,
    **dict.fromkeys(("null", "Null", "NULL"), None),
    **dict.fromkeys(("true", "True", "TRUE"), True),
    **dict.fromkeys(("false", "False", "FALSE"), False),
}
_NUMBER_STARTS: Final = frozenset("0123456789+-.")
_INTEGER = re.compile(r"[-+]?[0-9]+")
_BASED = re.compile(r"0o([0-7]+)|0x([0-9a-fA-F]+)")
_FLOAT = re.compile(r"[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?")
_NOT_FINITE = re.compile(r"[-+]?\.(?:inf|Inf|INF)|\.(?:nan|NaN|NAN)")

_MOST_DIGITS = 4300
"""Python's own bound on integers in text; JSON output must be able to print what was read."""
_MOST_BITS = 14_000


class UnusableNumberError(ValueError):
    """A number that JSON or Python cannot hold; the message says why."""


def plain(text: str) -> Scalar:
    """The value of a scalar without quotes.

    Raises:
        UnusableNumberError: infinite, not a number, or of too many digits.
    """
    if text in _WORDS:
        return _WORDS[text]
    if text[0] in _NUMBER_STARTS:
        return _number(text)
    return text


def _number(text: str) -> Scalar:
    if _INTEGER.fullmatch(text):
        return _integer(text)
    if _FLOAT.fullmatch(text):
        value = float(text)
        if math.isinf(value):
            raise UnusableNumberError("the number is too large")
        return value
    if (based := _BASED.fullmatch(text)) is not None:
        octal, hexadecimal = based.groups()
        return _bounded(int(octal, 8) if octal else int(hexadecimal, 16))
    if _NOT_FINITE.fullmatch(text):
        raise UnusableNumberError(f"{text} is no number that can be counted with")
    return text


def _integer(text: str) -> int:
    if len(text) <= _MOST_DIGITS:
        try:
            return int(text)
        except ValueError:  # PYTHONINTMAXSTRDIGITS sets a lower bound
            pass
    raise UnusableNumberError("the number has too many digits")


def _bounded(value: int) -> int:
    if value.bit_length() > _MOST_BITS:
        raise UnusableNumberError("the number has too many digits")
    return value
