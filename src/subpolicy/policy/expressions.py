"""CEL, the Common Expression Language: the only module that touches its runtime.

Values of the runtime never leave it: what comes out is plain data, or `Undecided`.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

from cel_expr_python import cel
from cel_expr_python.ext import ext_bindings, ext_strings

if TYPE_CHECKING:
    from google.protobuf.descriptor_pool import DescriptorPool

    from subpolicy.policy.syntax import Tree

_ERROR = re.compile(r"ERROR: <input>:(\d+):(\d+): (.*)")
_STATUS = re.compile(r"^[A-Z_]+: (.*?)(?: \[[A-Z_]+\])?$", re.DOTALL)


_SINGLE = (cel.Type.BOOL, cel.Type.STRING, cel.Type.INT, cel.Type.DOUBLE)


STEPS = 9_999
"""Turns that the loops of one expression may take in all; the runtime has no setting for it."""
_BREACH = "Iteration budget exceeded"


class Undecided(NamedTuple):
    """An expression that could not be evaluated on the data it was given."""

    reason: str
    over_budget: bool = False
    """Whether it needed more than `STEPS`; another expression on the same data may not."""


class Function(NamedTuple):
    """A function that expressions may call."""

    name: str
    parameters: tuple[str, ...]
    """Types, as in `Environment`."""
    returns: str
    implementation: Callable[..., Any]


class Flaw(NamedTuple):
    """One thing that the compiler has against an expression. Line and column count from 1."""

    line: int
    column: int
    message: str


class CompileFault(Exception):
    """An expression that does not compile, and everything the compiler has against it."""

    def __init__(self, flaws: Sequence[Flaw]) -> None:
        super().__init__(flaws[0].message)
        self.flaws = flaws


class Environment:
    """What expressions may name.

    Args:
        variables: Name → type: ``string``, ``int``, ``bool``, ``dyn``, the full name of a
            message in ``pool``, or ``list:`` before one of these.
        functions: The functions beside CEL's own and its string extension's.
        pool: The messages that types name.
    """

    def __init__(
        self,
        variables: Mapping[str, str],
        functions: Sequence[Function],
        pool: "DescriptorPool | None" = None,
    ) -> None:
        self._env = cel.NewEnv(
            pool,
            variables={name: _type(kind) for name, kind in variables.items()},
            functions=[_declaration(function) for function in functions],
            extensions=[ext_bindings.ExtBindings(), ext_strings.ExtStrings()],
        )
        self._compiled: dict[str, Compiled] = {}

    def compile(self, text: str) -> "Compiled":
        """Parse and check an expression; one that was compiled before is not compiled again.

        Raises:
            CompileFault: it is no CEL, or names or types in it are wrong.
        """
        known = self._compiled.get(text)
        if known is not None:
            return known
        try:
            compiled = Compiled(self._env.compile(text), text)
        except RuntimeError as error:
            raise CompileFault(_flaws(str(error))) from None
        self._compiled[text] = compiled
        return compiled


class Compiled:
    """An expression ready to be evaluated."""

    def __init__(self, expression: cel.Expression, text: str) -> None:
        self._expression = expression
        self.text = text

    @property
    def returns(self) -> str:
        """The type of its value, in CEL's words: ``BOOL``, ``STRING``, ``DYN``."""
        return str(self._expression.return_type().name())

    def tree(self) -> "Tree":
        """Its syntax tree."""
        from subpolicy.policy.syntax import parse  # noqa: PLC0415 (protobuf: for the checker only)

        return parse(self._expression.serialize())

    def evaluate(self, data: Mapping[str, Any]) -> str | int | float | bool | Undecided:
        """Its text, number or truth; `Undecided` when the data allows none of them."""
        value = self._value(data)
        if isinstance(value, Undecided):
            return value
        if value.type() not in _SINGLE:
            # The runtime (0.1.3) gives away a reference to None with each null that it carries
            # out, alone or in a list; that ends a Python 3.11 process after some thousands.
            return Undecided(f"the value is {value.type().name().lower()}")
        plain: str | int | float | bool = value.plain_value()
        return plain

    def evaluate_numbers(self, data: Mapping[str, Any]) -> list[Any] | Undecided:
        """The list of numbers, or of lists of numbers, that the expression is known to give."""
        return self._list(data)

    def evaluate_texts(self, data: Mapping[str, Any]) -> list[str] | Undecided:
        """The list of texts that the expression is known to give."""
        return self._list(data)

    def _list(self, data: Mapping[str, Any]) -> list[Any] | Undecided:
        value = self._value(data)
        return value if isinstance(value, Undecided) else list(value.plain_value())

    def _value(self, data: Mapping[str, Any]) -> Any:
        try:
            value = self._expression.eval(data=data)
        except RuntimeError as error:
            # The runtime raises for a breach of its iteration budget, and gives other errors away.
            reason = _reason(str(error))
            return Undecided(reason, over_budget=reason == _BREACH)
        if value.type() == cel.Type.ERROR:
            return Undecided(_reason(str(value.value())))
        return value


def _type(kind: str) -> cel.Type:
    if kind.startswith("list:"):
        return cel.Type.List(_type(kind.removeprefix("list:")))
    named = {"string": cel.Type.STRING, "int": cel.Type.INT, "bool": cel.Type.BOOL}
    return cel.Type.DYN if kind == "dyn" else named.get(kind) or cel.Type(kind)


def _declaration(function: Function) -> cel.FunctionDecl:
    overload = cel.Overload(
        "_".join([function.name, *(kind.replace(":", "_") for kind in function.parameters)]),
        return_type=_type(function.returns),
        parameters=[_type(kind) for kind in function.parameters],
        is_member=False,
        impl=function.implementation,
    )
    return cel.FunctionDecl(function.name, [overload])


def _flaws(text: str) -> list[Flaw]:
    found = [
        Flaw(int(line), int(column), message.removesuffix(" [INVALID_ARGUMENT]"))
        for line, column, message in _ERROR.findall(text)
    ]
    # What follows from another flaw: all behind an error of syntax, and types that it spoilt.
    if "Syntax error" in text:
        found = found[:1]
    own = [flaw for flaw in found if "*error*" not in flaw.message]
    return own or found or [Flaw(1, 1, _reason(text))]


def _reason(text: str) -> str:
    match = _STATUS.match(text)
    return match[1] if match else text
