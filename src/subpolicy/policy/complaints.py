"""What the CEL compiler says, in the words of rules and with a suggestion."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import NamedTuple

from subpolicy.policy.functions import SIGNATURES
from subpolicy.registry.shape import Shape
from subpolicy.suggestions import nearest

_UNDEFINED_FIELD = r"undefined field '(.*)' not found in struct '(.*)'"
_UNDECLARED = r"undeclared reference to '(.*?)' \(in container '.*'\)"
_NO_OVERLOAD = r"found no matching overload for '(.*?)' applied to '\((.*)\)'"
_SYNTAX = r"^Syntax error: (.*?)(?: expecting .*)?$"
_TOO_DEEP = r"recursion (?:depth|limit)"
_OPERATOR = r"^[_@]?(.*?)_?$"
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
        if match := re.search(_UNDEFINED_FIELD, message):
            return self._unknown_field(match[1], match[2])
        if match := re.search(_UNDECLARED, message):
            functions = [signature.name for signature in SIGNATURES]
            help_text = did_you_mean(match[1], [*names, *functions])
            return Complaint(f'unknown name "{match[1]}"', help_text, match[1])
        if match := re.search(_NO_OVERLOAD, message):
            name = _ODD_OPERATORS.get(match[1]) or re.sub(_OPERATOR, r"\1", match[1])
            return Complaint(f"{name} cannot be applied to ({self.readable(match[2])})", None)
        if match := re.search(_SYNTAX, message):
            return Complaint(f"this is no CEL: {match[1]}", None)
        if re.search(_TOO_DEEP, message):
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
