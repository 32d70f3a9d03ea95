"""What the CEL compiler says, in the words of rules and with a suggestion."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import NamedTuple

from subpolicy.policy.functions import SIGNATURES
from subpolicy.registry.shape import Shape
from subpolicy.suggestions import nearest

_UNDEFINED_FIELD = re.compile(r"undefined field '(.*)' not found in struct '(.*)'")
_UNDECLARED = re.compile(r"undeclared reference to '(.*?)' \(in container '.*'\)")
_NO_OVERLOAD = re.compile(r"found no matching overload for '(.*?)' applied to '\((.*)\)'")
_SYNTAX = re.compile(r"^Syntax error: (.*?)(?: expecting .*)?$")
_TOO_DEEP = re.compile(r"recursion (?:depth|limit)")
_OPERATOR = re.compile(r"^[_@]?(.*?)_?$")
_ODD_OPERATORS = {"_[_]": "[ ]", "_?_:_": "? :"}


class Complaint(NamedTuple):
    """One fault of an expression, for people."""

    message: str
    help_text: str | None
    word: str = ""
    """The word at fault, where the compiler points beside it."""


@dataclass(frozen=True, slots=True)
class Complaints:
    """Translates the compiler's messages (cel-cpp, as cel-expr-python 0.1 passes them on)."""

    shapes: Mapping[str, Shape]
    """Message name → shape."""

    def of(self, message: str, names: Iterable[str]) -> Complaint:
        """The compiler's message in our words; ``names`` are the variables in sight."""
        if match := _UNDEFINED_FIELD.search(message):
            return self._unknown_field(match[1], match[2])
        if match := _UNDECLARED.search(message):
            functions = [signature.name for signature in SIGNATURES]
            help_text = did_you_mean(match[1], [*names, *functions])
            return Complaint(f'unknown name "{match[1]}"', help_text, match[1])
        if match := _NO_OVERLOAD.search(message):
            name = _ODD_OPERATORS.get(match[1]) or _OPERATOR.sub(r"\1", match[1])
            return Complaint(f"{name} cannot be applied to ({self.readable(match[2])})", None)
        if match := _SYNTAX.search(message):
            return Complaint(f"this is no CEL: {match[1]}", None)
        if _TOO_DEEP.search(message):
            help_text = "give parts of it a name in `let`; the expression may have 32 levels"
            return Complaint("the expression is nested too deeply", help_text)
        return Complaint(message[0].lower() + message[1:], None)

    def readable(self, types: str) -> str:
        """Type names as rules know them: ``subpolicy.Vendor_Dpa`` → ``vendor.dpa``."""
        for name, shape in self.shapes.items():
            types = re.sub(rf"\b{re.escape(name)}\b", shape.name, types)
        return types.lower()

    def _unknown_field(self, field: str, message_name: str) -> Complaint:
        shape = self.shapes.get(message_name)
        known = shape.fields if shape is not None else {}
        name = message_name if shape is None else shape.name
        shown = "params" if name.startswith("params.") else name
        return Complaint(f'unknown field "{field}" in {shown}', did_you_mean(field, known), field)


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """A suggestion, or everything that is known where nothing is near."""
    choices = sorted(known)
    near = nearest(word, choices)
    if near is not None:
        return f"did you mean `{near}`?"
    return "known here: " + ", ".join(choices) if choices else "there are none here"
