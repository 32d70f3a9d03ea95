"""Rules held against the types of what they name, before any vendor is read.

What is found is an error in the rule, with its place in the rule's file: a misspelt field can
never turn a rule into one that silently passes.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from subpolicy.errors import Place, RunError
from subpolicy.locations import tokens
from subpolicy.policy.descriptors import all_shapes, build_pool, local_name, message_name
from subpolicy.policy.expressions import CompileFault, Compiled, Environment
from subpolicy.policy.functions import SIGNATURES, Facts, library
from subpolicy.policy.literals import Literals, Remark
from subpolicy.policy.paths import PathFault, field_at
from subpolicy.policy.rules import Rule
from subpolicy.registry.shape import Field, Kind, Shape
from subpolicy.suggestions import nearest

_UNDEFINED_FIELD = re.compile(r"undefined field '(.*)' not found in struct '(.*)'")
_UNDECLARED = re.compile(r"undeclared reference to '(.*?)' \(in container '.*'\)")
_NO_OVERLOAD = re.compile(r"found no matching overload for '(.*?)' applied to '\((.*)\)'")
_EXPECTED = re.compile(r"^Syntax error: (.*?)(?: expecting .*)?$")
_OPERATORS = re.compile(r"^_(.*)_$")


class _Part(NamedTuple):
    """One expression of a rule."""

    pointer: str
    """Where it stands in the rule's file."""
    text: str
    returns: str
    names: tuple[str, ...]
    """The variables that it sees, beside ``params``."""


@dataclass(frozen=True, slots=True)
class _Names:
    """The variables of all rules, in one environment: a second one costs as much as 8 rules."""

    types: Mapping[str, str]
    shapes: Mapping[str, Shape]
    """Message name → shape."""


class TypeChecker:
    """Checks rules against the shape of a vendor and the tables that there are."""

    def __init__(self, vendor: Shape, tables: Sequence[str], rules: Sequence[Rule]) -> None:
        self._vendor = vendor
        self._rules = rules
        self._items = [self._item_field(rule) for rule in rules]
        params = [_params_shape(index, rule) for index, rule in enumerate(rules)]
        shapes = {message_name(s): s for root in (vendor, *params) for s in all_shapes(root)}
        self._environment = Environment(
            self._variables(params), library(Facts()), build_pool([vendor, *params])
        )
        self._literals = Literals(shapes, frozenset(tables))
        self._shapes = shapes

    def errors(self) -> list[RunError]:
        """All faults of all rules, in the order of the rules."""
        return [
            error for index, rule in enumerate(self._rules) for error in self._rule(index, rule)
        ]

    def _variables(self, params: Sequence[Shape]) -> dict[str, str]:
        vendor = message_name(self._vendor)
        variables = {
            "vendor": vendor,
            "group": f"list:{vendor}",
            "today": "string",
            "file": "string",
        }
        for index, (shape, item) in enumerate(zip(params, self._items, strict=True)):
            variables[f"p{index}"] = message_name(shape)
            if isinstance(item, Field):
                variables[f"i{index}"] = _type_of(item)
        return variables

    def _item_field(self, rule: Rule) -> Field | PathFault | None:
        """The common type of the values that a rule goes through."""
        if rule.for_each is None:
            return None
        found = [field_at(self._vendor, path) for path in rule.for_each.paths]
        for field in found:
            if isinstance(field, PathFault):
                return field
        fields = [field for field in found if isinstance(field, Field)]
        first = fields[0]
        if any(_type_of(field) != _type_of(first) for field in fields):
            return PathFault("the paths lead to values of different types", None)
        return first

    def _rule(self, index: int, rule: Rule) -> Iterator[RunError]:
        item = self._items[index]
        if isinstance(item, PathFault):
            yield RunError(
                item.message,
                place=rule.place(f"/for_each/{rule.for_each.name if rule.for_each else ''}"),
                help_text=item.help_text,
            )
            return
        for place, pointer in enumerate(rule.at):
            fault = self._pointer_fault(pointer)
            if fault is not None:
                where = "/at" if isinstance(rule.document.data["at"], str) else f"/at/{place}"
                yield RunError(fault.message, place=rule.place(where), help_text=fault.help_text)
        for part in _parts(rule):
            yield from self._expression(index, rule, part)

    def _pointer_fault(self, pointer: str) -> PathFault | None:
        if pointer == "":
            return None
        steps = [step for step in tokens(pointer) if not step.isdigit()]
        found = field_at(self._vendor, ".".join(["vendor", *steps]))
        return found if isinstance(found, PathFault) else None

    def _expression(self, index: int, rule: Rule, part: _Part) -> Iterator[RunError]:
        prefix, suffix = f"cel.bind(params, p{index}, ", "\n)"
        choices: dict[str, frozenset[str]] = {}
        item = self._items[index]
        if (
            rule.for_each is not None
            and isinstance(item, Field)
            and rule.for_each.name in part.names
        ):
            prefix += f"cel.bind({rule.for_each.name}, i{index}, "
            suffix += ")"
            choices = {rule.for_each.name: item.choices}
        try:
            compiled = self._environment.compile(prefix + part.text + suffix)
        except CompileFault as fault:
            yield self._compile_error(rule, part, fault, len(prefix))
            return
        for remark in self._remarks(compiled, part, choices):
            line, column = _line_and_column(part.text, remark.offset - len(prefix))
            yield RunError(
                remark.message,
                place=_place(rule, part, line, column),
                help_text=remark.help_text,
            )

    def _remarks(
        self, compiled: Compiled, part: _Part, choices: Mapping[str, frozenset[str]]
    ) -> Iterator[Remark]:
        tree = compiled.tree()
        inner = tree.root.comprehension_expr
        if inner.accu_var != "params":
            # Unbalanced brackets can close the binding around the expression.
            yield Remark(0, "unbalanced brackets", None)
            return
        if compiled.returns != part.returns:
            words = {"BOOL": "true or false", "STRING": "a text"}
            yield Remark(
                0,
                f"this gives {self._readable(compiled.returns)}, and must give "
                f"{words[part.returns]}",
                None,
            )
        names = set(part.names) | {"params"}
        yield from self._literals.remarks(tree, names, choices)

    def _compile_error(self, rule: Rule, part: _Part, fault: CompileFault, offset: int) -> RunError:
        line = fault.line
        column = fault.column - offset if line == 1 else fault.column
        lines = part.text.splitlines() or [""]
        if line > len(lines):
            # The fault is in what stands around the expression: it ends too early.
            place = _place(rule, part, len(lines), len(lines[-1]) + 1)
            return RunError("the expression is not complete", place=place)
        message, help_text, shift = self._in_words(fault.message, part)
        return RunError(
            message, place=_place(rule, part, line, max(column, 1) + shift), help_text=help_text
        )

    def _in_words(self, message: str, part: _Part) -> tuple[str, str | None, int]:
        """The compiler's message in the words of rules, with a suggestion and a column shift."""
        if match := _UNDEFINED_FIELD.search(message):
            shape = self._shapes.get(match[2])
            known = shape.fields if shape else {}
            name = "params" if shape and shape.name.startswith("params.") else shape and shape.name
            text = f'unknown field "{match[1]}" in {name}'
            return text, _did_you_mean(match[1], known), 1
        if match := _UNDECLARED.search(message):
            functions = [signature.name for signature in SIGNATURES]
            return (
                f'unknown name "{match[1]}"',
                _did_you_mean(match[1], [*part.names, "params", *functions]),
                0,
            )
        if match := _NO_OVERLOAD.search(message):
            operator = _OPERATORS.match(match[1])
            name = operator[1] if operator else match[1]
            return f"{name} cannot be applied to ({self._readable(match[2])})", None, 0
        if match := _EXPECTED.search(message):
            return f"this is no CEL: {match[1]}", None, 0
        return message[0].lower() + message[1:], None, 0

    def _readable(self, types: str) -> str:
        for name, shape in self._shapes.items():
            types = re.sub(rf"\b{re.escape(name)}\b", shape.name, types)
        return types.lower()


def _parts(rule: Rule) -> Iterator[_Part]:
    item = () if rule.for_each is None else (rule.for_each.name,)
    one = ("vendor", "today", "file", *item)
    judged = one if rule.scope == "vendor" else ("group", "today")
    if "match" in rule.document.data:
        yield _Part("/match", rule.match, "BOOL", one)
    if rule.group_by is not None:
        yield _Part("/group_by", rule.group_by, "STRING", one)
    yield _Part("/require", rule.require, "BOOL", judged)
    yield _Part("/message", rule.message, "STRING", judged)


def _params_shape(index: int, rule: Rule) -> Shape:
    fields = {}
    for name, value in rule.params.items():
        repeated = isinstance(value, list)
        example = (value[0] if value else "") if isinstance(value, list) else value
        kinds: dict[type, Kind] = {bool: "boolean", int: "integer", str: "string"}
        kind = kinds[type(example)]
        fields[name] = Field(name, kind, repeated, required=True, choices=frozenset(), shape=None)
    return Shape(f"params.r{index}", fields)


def _type_of(field: Field) -> str:
    if field.shape is not None:
        return message_name(field.shape)
    return {"string": "string", "integer": "int", "boolean": "bool", "object": "string"}[field.kind]


def _line_and_column(text: str, offset: int) -> tuple[int, int]:
    offset = max(offset, 0)
    line = text.count("\n", 0, offset) + 1
    return line, offset - (text.rfind("\n", 0, offset) + 1) + 1


def _place(rule: Rule, part: _Part, line: int, column: int) -> Place:
    """The place in the file of a place in an expression; exact where that has one line."""
    span = rule.document.locate(part.pointer)
    source = rule.document.text.splitlines()[span.line - 1][span.column - 1 :]
    if source[:1] in {"|", ">"}:
        return Place(rule.document.path, span.line + line)
    if span.line != span.end_line:
        return Place(rule.document.path, span.line)
    quoted = source[:1] in {"'", '"'}
    return Place(rule.document.path, span.line, span.column + column - 1 + quoted)


def _did_you_mean(word: str, known: "Sequence[str] | Mapping[str, object]") -> str:
    near = nearest(word, known)
    if near is not None:
        return f"did you mean `{near}`?"
    return "known here: " + ", ".join(sorted(known)) if known else "there are none here"
