"""Text from a hostile file, made fit to be printed on a terminal or into a CI log."""

import re

_UNSAFE = frozenset({"Cc", "Cf", "Cs", "Zl", "Zp"})
"""Unicode categories that steer a terminal, reorder or hide text, or break a line."""
_BYTES = range(0xDC80, 0xDD00)
"""What ``os.fsdecode`` puts in place of a byte from 0x80 that is not UTF-8."""
_COMMAND = re.compile(r"##(?=\w*\[)")
"""``##vso[`` (Azure) and ``##[`` (GitHub) are obeyed anywhere in a line of a job's log."""


def printable(text: str) -> str:
    r"""``text`` on one line, with everything unsafe written out as an escape.

    Escapes are those of Python's string literals; a byte of a file name that is not UTF-8
    (``os.fsdecode``) is shown as ``\xNN``. Commands of CI systems are broken up.
    """
    if not text.isprintable():
        text = "".join(escape(char) if unsafe(char) else char for char in text)
    if text.lstrip().startswith("::"):  # a GitHub command, where it stands first in a line
        text = text.replace("::", r"\x3a:", 1)
    return _COMMAND.sub(r"#\\x23", text)


def unsafe(char: str) -> bool:
    """Whether one character must not reach a terminal as it is."""
    if char.isprintable():
        return False
    from unicodedata import category  # noqa: PLC0415 (most texts never need it)

    return category(char) in _UNSAFE


def escape(char: str) -> str:
    """One character as an escape of a Python string literal, printable ones too."""
    code = ord(char)
    if code in _BYTES:
        return f"\\x{code - _BYTES.start + 0x80:02x}"
    if char.isprintable() and char.isascii():
        return f"\\x{code:02x}"
    return char.encode("unicode_escape").decode("ascii")


def command_marks(text: str) -> frozenset[int]:
    """Indices of the characters to escape so that no CI system sees a command in ``text``."""
    return frozenset(match.start() + 1 for match in _COMMAND.finditer(text))
