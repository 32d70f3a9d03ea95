"""What CEL's own checker lets through, and rules must not contain.

A literal that is no member of the enumeration it is compared with; `has()` on a list or a
boolean, which is always present once records are filled in; an unknown table; a variable that
the expression's place does not have; a field that is read past the types.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from subpolicy.policy.syntax import Tree, nodes, parts
from subpolicy.registry.shape import Field, Shape
from subpolicy.suggestions import nearest

_TABLE_FUNCTIONS = {"in_table", "in_force"}
"""Functions whose first argument names a table."""
_LAW_TABLES = {"in_eea": {"eea"}, "adequate": {"adequacy", "eea"}}
"""Tables that functions look up by themselves."""
_SHOWN = 20
"""Members of an enumeration that a message lists."""


Scope = Mapping[str, frozenset[str]]
"""The variables in sight, each with the members of its enumeration; empty for anything else."""


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

    variables: frozenset[str]
    """All variables of the environment: those of other rules and places, too."""

    def remarks(self, tree: Tree, bound: Sequence[str], scope: Scope) -> Iterator[Remark]:
        """The faults of one expression.

        Args:
            tree: The checked expression, with its bindings around it.
            bound: The names of these bindings, from the outermost to the innermost.
            scope: The variables that the expression may name beside them, and what is known of
                some that are bound.
        """
        walk = _Walk(self, tree)
        node = tree.root
        for name in bound:
            loop = node.comprehension_expr
            scope = {name: walk.choices(loop.accu_init, scope), **scope}
            node = loop.result
        yield from walk.all(node, scope)


def tables_in(tree: Tree, text: str) -> set[str]:
    """The reference tables that an expression looks up; ``text`` is what it was compiled from."""
    tables: set[str] = set()
    if not any(name in text for name in (*_TABLE_FUNCTIONS, *_LAW_TABLES)):
        return tables
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

    def all(self, node: Any, scope: Scope) -> Iterator[Remark]:
        """The faults of an expression and of all within it."""
        match node.WhichOneof("expr_kind"):
            case "call_expr":
                yield from self._call(node, scope)
            case "select_expr":
                yield from self._selection(node)
            case "ident_expr":
                yield from self._name(node, scope)
            case "struct_expr" if node.struct_expr.message_name:
                yield Remark(self._offset(node), "a rule makes no objects of its own", None)
            case _:
                pass
        for part, inner in self._parts(node, scope):
            yield from self.all(part, inner)

    def _parts(self, node: Any, scope: Scope) -> Iterator[tuple[Any, Scope]]:
        """The expressions within one, each with the variables that it sees."""
        if node.WhichOneof("expr_kind") != "comprehension_expr":
            for part in parts(node):
                yield part, scope
            return
        loop = node.comprehension_expr
        result = {**scope, loop.accu_var: self.choices(loop.accu_init, scope)}
        yield loop.iter_range, scope
        yield loop.accu_init, scope
        yield loop.loop_step, {**result, loop.iter_var: self.choices(loop.iter_range, scope)}
        yield loop.result, result

    def _call(self, node: Any, scope: Scope) -> Iterator[Remark]:
        call = node.call_expr
        if call.function in {"_==_", "_!=_"}:
            left, right = call.args
            yield from self._compared(self.choices(left, scope), right)
            yield from self._compared(self.choices(right, scope), left)
        elif call.function == "@in":
            member, container = call.args
            yield from self._compared(self.choices(container, scope), member)
            for element in container.list_expr.elements:
                yield from self._compared(self.choices(member, scope), element)
        elif call.function == "dyn":
            yield Remark(self._offset(node), "dyn() would hide misspelt fields", None)
        elif call.function in _TABLE_FUNCTIONS and call.args[0].HasField("const_expr"):
            table = call.args[0].const_expr.string_value
            if table not in self.literals.tables:
                yield self._unknown(call.args[0], "table", table, self.literals.tables)

    def _selection(self, node: Any) -> Iterator[Remark]:
        field = self._field(node)
        if field is None:
            name = node.select_expr.field
            yield Remark(
                self._offset(node),
                f'"{name}" is read from something whose fields are not known',
                "read fields of vendor, group and params, and of the objects within them",
            )
            return
        if not node.select_expr.test_only or not (field.repeated or field.kind == "boolean"):
            return
        kind, instead = (
            ("list", f"{field.name}.size() > 0") if field.repeated else ("boolean", field.name)
        )
        yield Remark(
            self._offset(node),
            f'has() on the {kind} "{field.name}", which always reads as present',
            f"write `….{instead}`",
        )

    def _name(self, node: Any, scope: Scope) -> Iterator[Remark]:
        name = node.ident_expr.name
        if name in self.literals.variables and name not in scope:
            seen = sorted(known for known in scope if known[0].isalpha())
            yield Remark(
                self._offset(node),
                f'"{name}" is not to be seen here',
                "seen here: " + ", ".join(seen),
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

    def choices(self, node: Any, scope: Scope) -> frozenset[str]:
        """The members of the enumeration that an expression's value, or its items, belong to."""
        match node.WhichOneof("expr_kind"):
            case "select_expr":
                field = self._field(node)
                return frozenset() if field is None else field.choices
            case "ident_expr":
                return scope.get(node.ident_expr.name, frozenset())
            case _:
                return frozenset()

    def _field(self, node: Any) -> Field | None:
        select = node.select_expr
        shape = self.literals.shapes.get(self.tree.message_types.get(select.operand.id, ""))
        return None if shape is None else shape.fields.get(select.field)

    def _offset(self, node: Any) -> int:
        return self.tree.offset(node)
