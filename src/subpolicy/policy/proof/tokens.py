"""The tokens of CEL (CEL specification, "Syntax"), with their offsets."""

import re
from typing import Literal, NamedTuple

Kind = Literal["name", "number", "text", "sign", "end"]

_TOKEN = re.compile(
    r"""
      (?P<blank> (?: \s | //[^\n]* )+ )
    | (?P<text>
          [bB]?[rR][bB]? (?: \"{3}.*?\"{3} | '{3}.*?'{3} | "[^"\n]*" | '[^'\n]*' )
        | [bB]? (?: \"{3}(?:\\.|[^\\])*?\"{3} | '{3}(?:\\.|[^\\])*?'{3}
                  | "(?:\\.|[^"\\\n])*" | '(?:\\.|[^'\\\n])*' ) )
    | (?P<number> 0[xX][0-9a-fA-F]+[uU]? | (?: \d+\.\d+ | \.\d+ | \d+ ) (?:[eE][-+]?\d+)? [uU]? )
    | (?P<name> [A-Za-z_][A-Za-z0-9_]* | `[^`\n]+` )
    | (?P<sign> && | \|\| | == | != | <= | >= | [-+*/%!<>?:.,()\[\]{}] )
    """,
    re.VERBOSE | re.DOTALL,
)


class Token(NamedTuple):
    """A word, a literal or a sign of an expression. Offsets count characters from 0."""

    kind: Kind
    text: str
    start: int
    end: int


def tokens(text: str) -> list[Token]:
    """The tokens of an expression, closed by one of kind ``end``; blanks and comments are left out.

    Raises:
        ValueError: a character that begins no token.
    """
    found: list[Token] = []
    offset = 0
    while offset < len(text):
        match = _TOKEN.match(text, offset)
        if match is None:
            raise ValueError(f"no CEL from character {offset}: {text[offset : offset + 10]!r}")
        kinds: dict[str, Kind] = {"text": "text", "number": "number", "name": "name"}
        if match.lastgroup != "blank":
            kind = kinds.get(match.lastgroup or "", "sign")
            found.append(Token(kind, match[0], offset, match.end()))
        offset = match.end()
    found.append(Token("end", "", len(text), len(text)))
    return found
