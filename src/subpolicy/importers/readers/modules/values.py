"""What a module's literals and constants are worth, worked out without running anything."""

import re
from collections.abc import Callable, Mapping, Sequence
from enum import Enum
from typing import TYPE_CHECKING, ClassVar, Final

from subpolicy.importers.readers.modules.strings import number, string
from subpolicy.importers.readers.modules.syntax import JSX, text_of, walk

if TYPE_CHECKING:
    from tree_sitter import Node


class Unknown(Enum):
    """What only running the module would tell."""

    UNKNOWN = "unknown"


UNKNOWN: Final = Unknown.UNKNOWN
_DEEPEST: Final = 64
_MOST: Final = 200_000
"""Values that are worked out; constants that refer to constants could multiply without end."""
_LONGEST: Final = 50_000
"""Characters of a text that is put together."""
_WRAPPED: Final = frozenset(
    [
        "as_expression",
        "satisfies_expression",
        "parenthesized_expression",
        "non_null_expression",
        "type_assertion",
        "await_expression",
    ]
)
_PASSING: Final = re.compile(
    r"(?:Object\.(?:freeze|values|seal)|Array\.from|define\w*|reactive|ref|readonly|shallowRef"
    r"|markRaw|deepFreeze|freeze|(?:React\.)?useMemo)$"
)
"""Functions that give back what they are given."""
_KEEPING: Final = frozenset(
    ["sort", "toSorted", "slice", "filter", "concat", "flat", "reverse", "toReversed"]
)
_TRANSLATING: Final = frozenset({"_", "t", "gettext", "__", "msg", "tr", "$t", "i18n"})
_CONSTANTS: Final = {"true": True, "false": False, "null": None, "undefined": None}


class Values:
    """Works out the values of a module's expressions."""

    def __init__(self, root: "Node") -> None:
        self._constants: dict[str, Node] = {}
        self._known: dict[str, tuple[object, int]] = {}
        self._open: set[str] = set()
        self._spent = 0
        for node in walk(root, into=lambda one: True):  # noqa: ARG005
            if node.type == "variable_declarator":
                name, value = node.child_by_field_name("name"), node.child_by_field_name("value")
                if name is not None and name.type == "identifier" and value is not None:
                    self._constants.setdefault(text_of(name), value)

    def of(self, node: "Node | None", depth: int = 0) -> object:
        """The value of an expression: lists, dicts, texts, numbers, booleans, None; or `UNKNOWN`.

        The value of a constant is the same object wherever it is referred to.
        """
        self._spent += 1
        if node is None or depth > _DEEPEST or self._spent > _MOST:
            return UNKNOWN
        kind = node.type
        if kind in _CONSTANTS:
            return _CONSTANTS[kind]
        if kind in _WRAPPED:
            return self.of(_first(node), depth + 1)
        if kind in JSX:
            return self._words(node)
        read = self._READERS.get(kind)
        return UNKNOWN if read is None else read(self, node, depth)

    def named(self, name: str) -> object:
        """The value of a constant."""
        return self._constant(name, 0)

    def _identifier(self, node: "Node", depth: int) -> object:
        return self._constant(text_of(node), depth)

    def _constant(self, name: str, depth: int) -> object:
        if name == "undefined":
            return None
        if name in self._known:
            value, spent = self._known[name]
            self._spent += spent
            return value if self._spent <= _MOST else UNKNOWN
        if name in self._open or name not in self._constants:
            return UNKNOWN
        self._open.add(name)
        before = self._spent
        value = self.of(self._constants[name], depth + 1)
        self._open.discard(name)
        self._known[name] = value, self._spent - before
        return value

    def _string(self, node: "Node", depth: int) -> object:  # noqa: ARG002
        return string(node)

    def _number(self, node: "Node", depth: int) -> object:  # noqa: ARG002
        return number(text_of(node))

    def _template(self, node: "Node", depth: int) -> object:
        parts: list[str] = []
        for child in node.named_children:
            if child.type == "template_substitution":
                value = self.of(_first(child), depth + 1)
                if not isinstance(value, str | int | float):
                    return UNKNOWN
                parts.append(str(value))
            else:
                parts.append(string(child))
        return UNKNOWN if sum(map(len, parts)) > _LONGEST else "".join(parts)

    def _array(self, node: "Node", depth: int) -> object:
        items: list[object] = []
        for child in node.named_children:
            value = self.of(_first(child) if child.type == "spread_element" else child, depth + 1)
            if child.type == "spread_element":
                more = value if isinstance(value, list) else []
                self._spent += len(more)
                items.extend(more if self._spent <= _MOST else [])
            elif value is not UNKNOWN and child.type != "comment":
                items.append(value)
        return items

    def _object(self, node: "Node", depth: int) -> object:
        found: dict[str, object] = {}
        for child in node.named_children:
            if child.type == "pair":
                value = self.of(child.child_by_field_name("value"), depth + 1)
                if value is not UNKNOWN:
                    found[_key(child)] = value
            elif child.type == "shorthand_property_identifier":
                value = self._identifier(child, depth + 1)
                if value is not UNKNOWN:
                    found[text_of(child)] = value
            elif child.type == "spread_element":
                value = self.of(_first(child), depth + 1)
                more = value if isinstance(value, dict) else {}
                self._spent += len(more)
                found.update(more if self._spent <= _MOST else {})
        return found

    def _binary(self, node: "Node", depth: int) -> object:
        operator = text_of(node.child_by_field_name("operator"))
        left = self.of(node.child_by_field_name("left"), depth + 1)
        if operator in {"??", "||"} and left is not UNKNOWN and left:
            return left
        right = self.of(node.child_by_field_name("right"), depth + 1)
        if operator == "+" and isinstance(left, str) and isinstance(right, str):
            return left + right if len(left) + len(right) <= _LONGEST else UNKNOWN
        return right if operator in {"??", "||"} else UNKNOWN

    def _unary(self, node: "Node", depth: int) -> object:
        value = self.of(node.child_by_field_name("argument"), depth + 1)
        minus = text_of(node.child_by_field_name("operator")) == "-"
        return -value if minus and isinstance(value, int | float) else UNKNOWN

    def _member(self, node: "Node", depth: int) -> object:
        whole = self.of(node.child_by_field_name("object"), depth + 1)
        name = text_of(node.child_by_field_name("property"))
        return whole.get(name, UNKNOWN) if isinstance(whole, dict) else UNKNOWN

    def _subscript(self, node: "Node", depth: int) -> object:
        whole = self.of(node.child_by_field_name("object"), depth + 1)
        index = self.of(node.child_by_field_name("index"), depth + 1)
        if isinstance(whole, dict):
            return whole.get(str(index), UNKNOWN)
        inside = isinstance(whole, list) and isinstance(index, int) and 0 <= index < len(whole)
        return whole[index] if inside else UNKNOWN  # type: ignore[index]

    def _call(self, node: "Node", depth: int) -> object:
        function = node.child_by_field_name("function")
        given = arguments(node)
        if function is None:
            return UNKNOWN
        name = text_of(function) if function.end_byte - function.start_byte < 60 else ""  # noqa: PLR2004
        if given and _PASSING.match(name):
            value = self.of(given[0], depth + 1)
            return list(value.values()) if "values" in name and isinstance(value, dict) else value
        if given and name.rpartition(".")[2] in _TRANSLATING:
            value = self.of(given[0], depth + 1)
            return value if isinstance(value, str) and " " in value else UNKNOWN
        if function.type == "member_expression":
            return self._method(function, given, depth)
        return UNKNOWN

    def _method(self, function: "Node", given: "Sequence[Node]", depth: int) -> object:
        name = text_of(function.child_by_field_name("property"))
        if name not in _KEEPING and name != "join":
            return UNKNOWN
        whole = self.of(function.child_by_field_name("object"), depth + 1)
        if not isinstance(whole, list):
            return UNKNOWN
        if name == "join":
            return ", ".join(str(one) for one in whole)
        if name == "concat":
            more = [self.of(one, depth + 1) for one in given]
            joined = [*whole, *(item for one in more if isinstance(one, list) for item in one)]
            self._spent += len(joined)
            return joined if self._spent <= _MOST else UNKNOWN
        if name == "flat":
            return [item for one in whole for item in (one if isinstance(one, list) else [one])]
        return whole

    def _words(self, node: "Node") -> str:
        """The text of JSX that stands as a value."""
        found = []
        for one in walk(node, into=lambda inner: not inner.type.endswith("ing_element")):
            if one.type == "jsx_text":
                found.append(text_of(one))
            elif one.type == "string":
                found.append(string(one))
        return " ".join(" ".join(found).split())

    _READERS: ClassVar[Mapping[str, "Callable[[Values, Node, int], object]"]] = {
        "identifier": _identifier,
        "string": _string,
        "template_string": _template,
        "number": _number,
        "array": _array,
        "object": _object,
        "binary_expression": _binary,
        "unary_expression": _unary,
        "member_expression": _member,
        "subscript_expression": _subscript,
        "call_expression": _call,
    }


def arguments(call: "Node") -> "list[Node]":
    """What a function is called with."""
    given = call.child_by_field_name("arguments")
    return [] if given is None else [one for one in given.named_children if one.type != "comment"]


def _first(node: "Node") -> "Node | None":
    return next((child for child in node.named_children if child.type != "comment"), None)


def _key(pair: "Node") -> str:
    key = pair.child_by_field_name("key")
    if key is not None and key.type == "computed_property_name":
        return text_of(key).strip("[]\"'` ")
    return string(key) if key is not None and key.type == "string" else text_of(key)
