"""The syntax tree of a checked expression, as CEL's runtime serialises it.

The messages are those of ``cel/expr/checked.proto`` and ``syntax.proto`` (CEL specification,
version 1), reduced to the fields that are read here; protobuf skips the others.
"""

from collections.abc import Iterator
from functools import cache
from typing import Any, NamedTuple

from google.protobuf import descriptor_pb2, descriptor_pool, message_factory

_SCALARS = {"int64": 3, "int32": 5, "bool": 8, "string": 9}
_MESSAGES: dict[str, dict[str, tuple[int, str]]] = {
    "Constant": {"bool_value": (2, "bool"), "string_value": (6, "string")},
    "Ident": {"name": (1, "string")},
    "Select": {"operand": (1, "Expr"), "field": (2, "string"), "test_only": (3, "bool")},
    "Call": {"target": (1, "Expr"), "function": (2, "string"), "args": (3, "Expr*")},
    "CreateList": {"elements": (1, "Expr*")},
    "Entry": {"map_key": (3, "Expr"), "value": (4, "Expr")},
    "CreateStruct": {"message_name": (1, "string"), "entries": (2, "Entry*")},
    "Comprehension": {
        "iter_var": (1, "string"),
        "iter_range": (2, "Expr"),
        "accu_var": (3, "string"),
        "accu_init": (4, "Expr"),
        "loop_condition": (5, "Expr"),
        "loop_step": (6, "Expr"),
        "result": (7, "Expr"),
    },
    "Expr": {
        "id": (2, "int64"),
        "const_expr": (3, "Constant"),
        "ident_expr": (4, "Ident"),
        "select_expr": (5, "Select"),
        "call_expr": (6, "Call"),
        "list_expr": (7, "CreateList"),
        "struct_expr": (8, "CreateStruct"),
        "comprehension_expr": (9, "Comprehension"),
    },
    "Type": {"message_type": (9, "string")},
    "TypeEntry": {"key": (1, "int64"), "value": (2, "Type")},
    "PositionEntry": {"key": (1, "int64"), "value": (2, "int32")},
    "SourceInfo": {"positions": (4, "PositionEntry*")},
    "CheckedExpr": {
        "type_map": (3, "TypeEntry*"),
        "expr": (4, "Expr"),
        "source_info": (5, "SourceInfo"),
    },
    # google.protobuf.Any: what it holds is written like a field of that type.
    "Any": {"value": (2, "CheckedExpr")},
}


_ONE_OF = {"Expr": "expr_kind", "Constant": "constant_kind"}


class Tree(NamedTuple):
    """A checked expression: its root node, the messages' names by node, where the nodes stand."""

    root: Any
    message_types: dict[int, str]
    source: Any

    def offset(self, node: Any) -> int:
        """Where a node stands in the text: characters from its start."""
        for entry in self.source.positions:  # asked for faults only
            if entry.key == node.id:
                return int(entry.value)
        return 0


def parse(serialized: bytes) -> Tree:
    """Read what ``Expression.serialize()`` gives."""
    checked = _any_checked().FromString(serialized).value
    message_types = {}
    for entry in checked.type_map:
        if name := entry.value.message_type:
            message_types[entry.key] = name
    return Tree(checked.expr, message_types, checked.source_info)


def nodes(expression: Any) -> Iterator[Any]:
    """An expression and all expressions within it."""
    yield expression
    for part in parts(expression):
        yield from nodes(part)


def parts(expression: Any) -> Iterator[Any]:
    """The expressions directly within an expression."""
    match expression.WhichOneof("expr_kind"):
        case "select_expr":
            yield expression.select_expr.operand
        case "call_expr":
            call = expression.call_expr
            if call.HasField("target"):
                yield call.target
            yield from call.args
        case "list_expr":
            yield from expression.list_expr.elements
        case "struct_expr":
            for entry in expression.struct_expr.entries:
                yield entry.map_key
                yield entry.value
        case "comprehension_expr":
            loop = expression.comprehension_expr
            yield from (loop.iter_range, loop.accu_init, loop.loop_step, loop.result)
        case _:
            return


@cache
def _any_checked() -> Any:
    file = descriptor_pb2.FileDescriptorProto(
        name="checked.proto", package="cel.expr", syntax="proto3"
    )
    for name, fields in _MESSAGES.items():
        message = file.message_type.add(name=name)
        if name in _ONE_OF:
            message.oneof_decl.add(name=_ONE_OF[name])
        for field, (number, kind) in fields.items():
            added = message.field.add(name=field, number=number, label=3 if "*" in kind else 1)
            if kind in _SCALARS:
                added.type = _SCALARS[kind]  # type: ignore[assignment]
            else:
                added.type = 11  # type: ignore[assignment]
                added.type_name = ".cel.expr." + kind.rstrip("*")
            if name in _ONE_OF and field != "id":
                added.oneof_index = 0
    pool = descriptor_pool.DescriptorPool()
    pool.AddSerializedFile(file.SerializeToString())
    return message_factory.GetMessageClass(pool.FindMessageTypeByName("cel.expr.Any"))
