"""One scalar of an unfinished text: where it ends, and what it says."""

import re
from typing import NamedTuple

_DOUBLE = re.compile(r'"((?:[^"\\\r\n]|\\.)*)(")?')
_SINGLE = re.compile(r"'((?:[^'\r\n]|'')*)(')?")
_PLAIN = re.compile(r"(?:(?![ \t]#)[^\r\n])*")
_PLAIN_IN_FLOW = re.compile(r"(?:(?![ \t]#|:[ \t\r\n,\]}]|:\Z)[^\r\n,\[\]{}])*")


class Scalar(NamedTuple):
    """What was found."""

    end: int
    text: str
    """Without quotes and escapes."""
    is_open: bool
    """Whether more can be typed to it: not behind its closing quote."""


def scalar(text: str, at: int, end: int, *, in_flow: bool = False) -> Scalar:
    """The scalar that begins at an offset, on one line.

    Args:
        text: The whole text.
        at: Its first character, a quote included.
        end: Where it ends at the latest.
        in_flow: Whether it stands between brackets.
    """
    if text[at : at + 1] == '"':
        return _quoted(_DOUBLE, text, at, end)
    if text[at : at + 1] == "'":
        return _quoted(_SINGLE, text, at, end)
    pattern = _PLAIN_IN_FLOW if in_flow else _PLAIN
    found = pattern.match(text, at, end)
    written = "" if found is None else found[0].rstrip(" \t")
    return Scalar(at + len(written), written, is_open=found is None or found.end() == end)


def _quoted(pattern: re.Pattern[str], text: str, at: int, end: int) -> Scalar:
    found = pattern.match(text, at, end)
    if found is None:  # a quote always matches
        return Scalar(end, "", is_open=True)
    inner = found[1].replace("''", "'") if text[at] == "'" else _unescaped(found[1])
    return Scalar(found.end(), inner, is_open=found[2] is None)


def _unescaped(text: str) -> str:
    """The escapes of names and values that people write: quotes and backslashes."""
    return re.sub(r'\\(["\\/])', r"\1", text)
