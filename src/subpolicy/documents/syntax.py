"""libyaml's complaints in plain words, with what to do.

The texts on the left are those of libyaml 0.2.5, ``scanner.c`` and ``parser.c``.
"""

from typing import Final, NamedTuple

from subpolicy.documents.events import MarkedYAMLError, YAMLError
from subpolicy.documents.faults import Fault
from subpolicy.documents.spans import Mark, at_offset, one_character
from subpolicy.locations import START


class _Advice(NamedTuple):
    message: str
    remediation: str
    code: str = "yaml/syntax"
    at_beginning: bool = False
    """Point to where the broken construct begins, not to where libyaml gave up."""


_TAB: Final = _Advice("a tab stands where spaces indent", "indent with spaces", "yaml/tab")
_TAG: Final = _Advice(
    "a value that begins with ! is a tag, and this one is malformed",
    "put the value between quotes",
    "yaml/tag",
    at_beginning=True,
)
_DIRECTIVE: Final = _Advice(
    "a line that begins with % is a directive, and this one is unknown or malformed",
    "remove the line, or put the value between quotes",
    at_beginning=True,
)
_VERSION: Final = _Advice(
    "the %YAML directive asks for another version than 1.2",
    "remove the line, or write %YAML 1.2",
    "yaml/version",
    at_beginning=True,
)
_UNQUOTED: Final = _Advice(
    "a value cannot begin with this character", "put the value between quotes"
)
_END: Final = _Advice(
    "the file ends where more was expected", "close what is open: a bracket, or a brace"
)
_ESCAPE: Final = "write two backslashes for one, or use single quotes"

_ADVICE: Final[dict[str, _Advice]] = {
    "could not find expected ':'": _Advice(
        "this is neither a key with a value nor a list item",
        'write "key: value", or indent the line so that it continues the one above',
        at_beginning=True,
    ),
    "mapping values are not allowed in this context": _Advice(
        'this ":" belongs to no key',
        'put a value that holds ": " between quotes, or correct the indentation of the line',
    ),
    "found unexpected ':'": _Advice(
        'a ":" stands before a comma or a bracket',
        'put the value between quotes, or write a space after the ":" of a key',
    ),
    "block sequence entries are not allowed in this context": _Advice(
        "a list item cannot begin here",
        "begin the list on a line of its own, or put the value between quotes",
    ),
    "mapping keys are not allowed in this context": _Advice(
        'a "?" cannot stand here', "put the value between quotes"
    ),
    "did not find expected key": _Advice(
        "a key was expected here",
        "check the indentation of this line, and the quotes of the value before it",
    ),
    "did not find expected '-' indicator": _Advice(
        "a list item was expected here",
        'begin the line with "- ", or indent it like the key that it belongs with',
    ),
    "did not find expected ',' or ']'": _Advice(
        'the list that begins here lacks a comma or its "]"',
        'add the comma or the "]"',
        at_beginning=True,
    ),
    "did not find expected ',' or '}'": _Advice(
        'the mapping that begins here lacks a comma or its "}"',
        'add the comma or the "}"',
        at_beginning=True,
    ),
    "did not find expected node content": _Advice(
        "a value was expected here", "remove the stray character, or put the value between quotes"
    ),
    "did not find expected <document start>": _Advice(
        "this line does not continue what stands above it",
        'check the indentation; after a % directive, begin the record with "---"',
    ),
    "found unexpected end of stream": _Advice(
        "this quote is never closed", "add the closing quote", at_beginning=True
    ),
    "found unexpected document indicator": _Advice(
        "this quote is not closed before the end of the document",
        "add the closing quote",
        at_beginning=True,
    ),
    "found unknown escape character": _Advice("there is no such escape", _ESCAPE),
    "did not find expected hexdecimal number": _Advice(
        r"\x, \u and \U need 2, 4 and 8 hexadecimal digits", _ESCAPE
    ),
    "found invalid Unicode character escape code": _Advice(
        "this escape names half a character or none",
        r"write the character itself, or \U and its eight digits",
    ),
    "did not find expected alphabetic or numeric character": _Advice(
        "a value that begins with & or * is an anchor or an alias, and this one is malformed",
        "put the value between quotes",
        at_beginning=True,
    ),
    "did not find expected comment or line break": _Advice(
        "nothing but a comment may follow here", "begin the text on the next line, indented"
    ),
    "found an indentation indicator equal to 0": _Advice(
        "a block of text cannot be indented by 0", "remove the 0"
    ),
    **dict.fromkeys(
        (
            "found a tab character where an indentation space is expected",
            "found a tab character that violates indentation",
        ),
        _TAB,
    ),
    **dict.fromkeys(
        (
            "did not find expected '!'",
            "did not find expected tag URI",
            "did not find expected whitespace or line break",
            "did not find URI escaped octet",
            "did not find the expected '>'",
            "found an incorrect leading UTF-8 octet",
            "found an incorrect trailing UTF-8 octet",
            "found undefined tag handle",
        ),
        _TAG,
    ),
    **dict.fromkeys(
        (
            "could not find expected directive name",
            "found unexpected non-alphabetical character",
            "found unknown directive name",
            "found duplicate %YAML directive",
        ),
        _DIRECTIVE,
    ),
    **dict.fromkeys(
        (
            "did not find expected digit or '.' character",
            "did not find expected version number",
            "found extremely long version number",
            "found incompatible YAML document",
        ),
        _VERSION,
    ),
}


def fault_of(error: YAMLError, text: str) -> Fault:
    """What libyaml found wrong with ``text``, where its author should look, and what to do."""
    if not isinstance(error, MarkedYAMLError) or error.problem_mark is None:
        return Fault("yaml/syntax", "the file is not YAML", START)
    mark: Mark = error.problem_mark
    advice = _advice(str(error.problem), text[mark.index : mark.index + 1])
    if advice.at_beginning and error.context_mark is not None:
        mark = error.context_mark
    span = one_character(mark)
    if mark.index >= len(text):
        advice, span = _END, at_offset(text, max(len(text.rstrip()) - 1, 0))
    return Fault(advice.code, advice.message, span, advice.remediation)


def _advice(problem: str, character: str) -> _Advice:
    if problem == "found character that cannot start any token":
        return _TAB if character == "\t" else _UNQUOTED
    known = _ADVICE.get(problem)
    return known or _Advice(f"the YAML is malformed: {problem}", "compare the line with a record")


def undecodable_tag(text: str) -> Fault:
    """For a tag whose %-escapes are not UTF-8, which libyaml lets through."""
    offset = max(text.find("%", text.find("!")), 0)
    return Fault(_TAG.code, _TAG.message, at_offset(text, offset), _TAG.remediation)


def wrong_version(mark: Mark) -> Fault:
    """For a ``%YAML 1.1`` directive at ``mark``."""
    span = one_character(mark)._replace(end_column=mark.column + 1 + len("%YAML 1.1"))
    return Fault(_VERSION.code, _VERSION.message, span, _VERSION.remediation)
