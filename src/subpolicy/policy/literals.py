"""What CEL's own checker lets through, and rules must not contain.

A literal that is no member of the enumeration it is compared with; `has()` on a list or a
boolean, which is always present once records are filled in; an unknown table; a variable that
the expression's place does not have.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, NamedTuple

from subpolicy.policy.syntax import Tree, nodes
from subpolicy.registry.shape import Field, Shape
from subpolicy.suggestions import nearest

_TABLE_FUNCTIONS = {"in_table", "in_force"}
"""Functions whose first argument names a table."""
_LAW_TABLES = {"in_eea": {"eea"}, "adequate": {"adequacy", "eea"}}
"""Tables that functions look up by themselves."""
_SHOWN = 20
"""Members of an enumeration that a message lists."""


class Remark(NamedTuple):
    """A fault at a node of the tree."""

    offset: int
    """Characters from the start of the compiled text, counted from 0."""
    message: str
    help_text: str | None


@dataclass(frozen=True, slots=True)
class Literals:
    """Looks through checked expressions."""

    shapes: Mapping[str, Shape]
    """Message name → shape."""
    tables: frozenset[str]

    def remarks(
        self, tree: Tree, names: set[str], choices: Mapping[str, frozenset[str]]
    ) -> Iterator[Remark]:
        """The faults of one expression.

        Args:
            tree: The checked expression, with its bindings around it.
            names: The variables that it may name.
            choices: The enumerations of variables that hold an item.
        """
        walk = _Walk(self, tree, choices)
        for node in nodes(tree.root):
            match node.WhichOneof("expr_kind"):
                case "call_expr":
                    yield from walk.call(node)
                case "select_expr" if node.select_expr.test_only:
                    yield from walk.presence(node)
                case "ident_expr":
                    yield from walk.name(node, names)
                case _:
                    pass


def tables_in(tree: Tree) -> set[str]:
    """The reference tables that an expression looks up."""
    tables: set[str] = set()
    for node in nodes(tree.root):
        if node.WhichOneof("expr_kind") != "call_expr":
            continue
        call = node.call_expr
        tables |= _LAW_TABLES.get(call.function, set())
        if call.function in _TABLE_FUNCTIONS:
            tables.add(call.args[0].const_expr.string_value)
    return tables - {""}


@dataclass(frozen=True, slots=True)
class _Walk:
    literals: Literals
    tree: Tree
    choices: Mapping[str, frozenset[str]]

    def call(self, node: Any) -> Iterator[Remark]:
        call = node.call_expr
        if call.function in {"_==_", "_!=_"}:
            left, right = call.args
            yield from self._compared(self._choices(left), right)
            yield from self._compared(self._choices(right), left)
        elif call.function == "@in":
            member, container = call.args
            yield from self._compared(self._choices(container), member)
            for element in container.list_expr.elements:
                yield from self._compared(self._choices(member), element)
        elif call.function in _TABLE_FUNCTIONS and call.args[0].HasField("const_expr"):
            table = call.args[0].const_expr.string_value
            if table not in self.literals.tables:
                yield self._unknown(call.args[0], "table", table, self.literals.tables)

    def presence(self, node: Any) -> Iterator[Remark]:
        field = self._field(node)
        if field is None or not (field.repeated or field.kind == "boolean"):
            return
        kind, instead = (
            ("list", f"{field.name}.size() > 0") if field.repeated else ("boolean", field.name)
        )
        yield Remark(
            self._offset(node),
            f'has() on the {kind} "{field.name}", which always reads as present',
            f"write `….{instead}`",
        )

    def name(self, node: Any, names: set[str]) -> Iterator[Remark]:
        name = node.ident_expr.name
        if name in {"vendor", "group", "today", "file"} - names:
            yield Remark(
                self._offset(node),
                f'"{name}" is not to be seen here',
                "seen here: " + ", ".join(sorted(names)),
            )

    def _compared(self, choices: frozenset[str], literal: Any) -> Iterator[Remark]:
        if not choices or literal.WhichOneof("expr_kind") != "const_expr":
            return
        if literal.const_expr.WhichOneof("constant_kind") != "string_value":
            return
        value = literal.const_expr.string_value
        if value not in choices:
            yield self._unknown(literal, "value", value, choices)

    def _unknown(self, node: Any, what: str, value: str, known: frozenset[str]) -> Remark:
        near = nearest(value, known)
        listed = ", ".join(sorted(known)[:_SHOWN]) + (", …" if len(known) > _SHOWN else "")
        help_text = f"did you mean `{near}`?" if near is not None else f"known here: {listed}"
        return Remark(self._offset(node), f'unknown {what} "{value}"', help_text)

    def _choices(self, node: Any) -> frozenset[str]:
        match node.WhichOneof("expr_kind"):
            case "select_expr":
                field = self._field(node)
                return frozenset() if field is None else field.choices
            case "ident_expr":
                return self.choices.get(node.ident_expr.name, frozenset())
            case _:
                return frozenset()

    def _field(self, node: Any) -> Field | None:
        select = node.select_expr
        shape = self.literals.shapes.get(self.tree.message_types.get(select.operand.id, ""))
        return None if shape is None else shape.fields.get(select.field)

    def _offset(self, node: Any) -> int:
        return self.tree.positions.get(node.id, 0)
