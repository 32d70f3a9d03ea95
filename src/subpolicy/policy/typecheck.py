"""Rules held against the types of what they name, before any vendor is read.

What is found is an error in the rule, with its place in the rule's file: a misspelt field can
never turn a rule into one that silently passes.
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from subpolicy.changes import change_shape, place_shape
from subpolicy.errors import RunError
from subpolicy.locations import tokens
from subpolicy.policy.complaints import Complaints
from subpolicy.policy.descriptors import all_shapes, build_pool, message_name
from subpolicy.policy.expressions import Compiled, CompileFault, Environment, Flaw
from subpolicy.policy.functions import Facts, library
from subpolicy.policy.literals import Literals, Remark, tables_in
from subpolicy.policy.names import name_faults
from subpolicy.policy.paths import PathFault, field_at, field_behind
from subpolicy.policy.places import line_and_column, place_in, start_of
from subpolicy.policy.rules import Rule
from subpolicy.policy.syntax import Tree
from subpolicy.registry.shape import Field, Kind, Shape

_RETURNS = {"BOOL": "true or false", "STRING": "a text"}


class _Part(NamedTuple):
    """One expression of a rule."""

    pointer: str
    """Where it stands in the rule's file."""
    text: str
    returns: str | None
    """The type that it must have; None where any will do."""
    names: tuple[str, ...]
    """The variables that it sees, beside ``params`` and what is bound."""
    bindings: tuple[tuple[str, str], ...] = ()
    """Names that it sees, each with the expression that it stands for."""


class Checked(NamedTuple):
    """What became of the check."""

    errors: list[RunError]
    """All faults of all rules."""
    tables: frozenset[str]
    """The reference tables that the rules look up."""


class TypeChecker:
    """Checks rules against the shape of a vendor and the tables that there are."""

    def __init__(self, vendor: Shape, tables: Sequence[str], rules: Sequence[Rule]) -> None:
        self._vendor = vendor
        self._change = change_shape(vendor)
        self._rules = rules
        self._items = [self._item_field(rule) for rule in rules]
        params = [_params_shape(index, rule) for index, rule in enumerate(rules)]
        roots = (self._change, *params)
        shapes = {message_name(s): s for root in roots for s in all_shapes(root)}
        # One environment for all rules: a second one costs as much as eight rules.
        variables = self._variables(params)
        self._environment = Environment(variables, library(Facts()), build_pool(roots))
        self._literals = Literals(shapes, frozenset(tables), frozenset(variables))
        self._complaints = Complaints(shapes)
        self._tables: set[str] = set()

    def check(self) -> Checked:
        """Check all rules, in their order."""
        errors = [
            error for index, rule in enumerate(self._rules) for error in self._rule(index, rule)
        ]
        return Checked(errors, frozenset(self._tables))

    def accepts(self, index: int, variant: Rule, pointer: str) -> bool:
        """Whether one expression of a changed rule is sound where the others are the rule's own.

        Args:
            index: Of the unchanged rule, among the rules that this was made for.
            variant: The changed rule; its parameters keep their types.
            pointer: Which expression is changed.
        """
        part = next(part for part in _parts(index, variant) if part.pointer == pointer)
        return next(self._expression(index, variant, part), None) is None

    def _variables(self, params: Sequence[Shape]) -> dict[str, str]:
        vendor = message_name(self._vendor)
        variables = {
            "vendor": vendor,
            "group": f"list:{vendor}",
            "change": message_name(self._change),
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
        fields: list[Field] = []
        for path in rule.for_each.paths:
            root = self._change if rule.scope == "change" else self._vendor
            field = field_at(root, path)
            if isinstance(field, PathFault):
                return field
            fields.append(field)
        if len({_type_of(field) for field in fields}) > 1:
            return PathFault("the paths lead to values of different types", None)
        return fields[0]

    def _rule(self, index: int, rule: Rule) -> Iterator[RunError]:
        item = self._items[index]
        if rule.for_each is not None and isinstance(item, PathFault):
            yield RunError(
                item.message,
                place=rule.place(f"/for_each/{rule.for_each.name}"),
                help_text=item.help_text,
            )
            return
        names = list(name_faults(rule))
        if names:
            yield from names
            return
        yield from self._places(rule)
        for part in _parts(index, rule):
            errors = list(self._expression(index, rule, part))
            yield from errors
            if errors and part.returns is None:
                # Whatever uses the name would only say the same again.
                return

    def _places(self, rule: Rule) -> Iterator[RunError]:
        root = place_shape(self._vendor) if rule.scope == "change" else self._vendor
        for index, pointer in enumerate(rule.at):
            steps = [step for step in tokens(pointer) if not step.isdigit()]
            found = field_behind(root, steps) if steps else None
            if isinstance(found, PathFault):
                where = "/at" if isinstance(rule.document.data["at"], str) else f"/at/{index}"
                yield RunError(found.message, place=rule.place(where), help_text=found.help_text)

    def _expression(self, index: int, rule: Rule, part: _Part) -> Iterator[RunError]:
        bindings = (("params", f"p{index}"), *part.bindings)
        # The expression has lines of its own, so its positions need no arithmetic.
        prefix = "".join(f"cel.bind({name}, {text}\n, " for name, text in bindings) + "\n"
        try:
            compiled = self._environment.compile(prefix + part.text + "\n" + ")" * len(bindings))
        except CompileFault as fault:
            for flaw in fault.flaws:
                shifted = flaw._replace(line=flaw.line - prefix.count("\n"))
                yield self._compile_error(rule, part, shifted)
            return
        for remark in self._remarks(index, compiled, part, [name for name, _ in bindings]):
            line, column = line_and_column(part.text, max(remark.offset - len(prefix), 0))
            place = place_in(rule, part.pointer, line, column)
            yield RunError(remark.message, place=place, help_text=remark.help_text)

    def _remarks(
        self, index: int, compiled: Compiled, part: _Part, bound: Sequence[str]
    ) -> Iterator[Remark]:
        tree = compiled.tree()
        self._tables |= tables_in(tree, compiled.text)
        start = compiled.text.index("\n" + part.text + "\n") + 1
        if not _is_bound(tree, bound):
            # Brackets in the expression close those around it: `a) || (b`.
            yield Remark(start, "unbalanced brackets", None)
            return
        if part.returns is not None and compiled.returns != part.returns:
            given = self._complaints.readable(compiled.returns)
            wanted = _RETURNS[part.returns]
            yield Remark(start, f"this gives {given}, and must give {wanted}", None)
        item, rule = self._items[index], self._rules[index]
        scope: dict[str, frozenset[str]] = dict.fromkeys(part.names, frozenset())
        if rule.for_each is not None and rule.for_each.name in bound and isinstance(item, Field):
            scope[rule.for_each.name] = item.choices
        yield from self._literals.remarks(tree, bound, scope)

    def _compile_error(self, rule: Rule, part: _Part, flaw: Flaw) -> RunError:
        lines = part.text.rstrip("\n").split("\n")
        if flaw.line > len(lines):
            # The fault is in what stands behind the expression: it ends too early.
            place = place_in(rule, part.pointer, len(lines), len(lines[-1]) + 1)
            return RunError("the expression is not complete", place=place)
        known = [*part.names, *(name for name, _ in part.bindings), "params"]
        complaint = self._complaints.of(flaw.message, known)
        # A fault of the expression as a whole has no place of its own.
        line, column = (flaw.line, flaw.column) if flaw.line > 0 else (1, 1)
        column = start_of(complaint.word, lines[line - 1], column)
        return RunError(
            complaint.message,
            place=place_in(rule, part.pointer, line, column),
            help_text=complaint.help_text,
        )


def _parts(index: int, rule: Rule) -> Iterator[_Part]:
    items: tuple[tuple[str, str], ...] = ()
    if rule.for_each is not None:
        items = ((rule.for_each.name, f"i{index}"),)
    one = ("change", "today") if rule.scope == "change" else ("vendor", "today", "file")
    judged = ("group", "today") if rule.scope == "registry" else one
    bindings = () if rule.scope == "registry" else items
    if "match" in rule.document.data:
        yield _Part("/match", rule.match, "BOOL", one, items)
    if rule.group_by is not None:
        yield _Part("/group_by", rule.group_by, "STRING", one)
    for name, text in rule.let.items():
        yield _Part(f"/let/{name}", text, None, judged, bindings)
        bindings = (*bindings, (name, text))
    yield _Part("/require", rule.require, "BOOL", judged, bindings)
    yield _Part("/message", rule.message, "STRING", judged, bindings)


def _is_bound(tree: Tree, names: Sequence[str]) -> bool:
    """Whether the bindings enclose the whole expression, one within the other."""
    node = tree.root
    for name in names:
        if node.comprehension_expr.accu_var != name:
            return False
        node = node.comprehension_expr.result
    return True


def _params_shape(index: int, rule: Rule) -> Shape:
    fields = {}
    for name, value in rule.params.items():
        repeated = isinstance(value, list)
        example = (value[0] if value else "") if isinstance(value, list) else value
        kinds: Mapping[type, Kind] = {bool: "boolean", int: "integer", str: "string"}
        kind = kinds[type(example)]
        fields[name] = Field(
            name, kind, repeated=repeated, required=True, choices=frozenset(), shape=None
        )
    return Shape(f"params.r{index}", fields)


def _type_of(field: Field) -> str:
    if field.shape is not None:
        return message_name(field.shape)
    return {"string": "string", "integer": "int", "boolean": "bool", "object": "string"}[field.kind]
