"""Integers over 64 bits, which neither validator can be trusted with.

jsonschema-rs 0.60 lets integers of more than 4,300 digits through any bound, and jsonschema
cannot print them (Python's limit on the length of integer texts).
"""

from typing import Any

_LEAST, _GREATEST = -(2**63), 2**63 - 1
_STAND_IN = 2**64
"""Beyond every bound of the schemas, and short enough to print."""


def is_giant(value: object) -> bool:
    """True for an integer that does not fit 64 bits."""
    return type(value) is int and not _LEAST <= value <= _GREATEST


def has_giant(data: object) -> bool:
    """True when an integer over 64 bits is anywhere in ``data``."""
    values: list[Any] = [data]
    for value in values:  # grows as it goes; a loop costs half of what recursion does
        kind = type(value)
        if kind is dict:
            values += value.values()
        elif kind is list:
            values += value
        elif kind is int and is_giant(value):
            return True
    return False


def tamed(data: object) -> object:
    """A copy of ``data`` in which a short stand-in takes the place of each such integer."""
    if isinstance(data, dict):
        return {key: tamed(value) for key, value in data.items()}
    if isinstance(data, list):
        return [tamed(value) for value in data]
    if type(data) is int and is_giant(data):
        return _STAND_IN if data > 0 else -_STAND_IN
    return data
