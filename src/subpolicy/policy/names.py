"""Names that a rule gives: to its items, and to the parts of its expressions."""

import re
from collections.abc import Iterator

from subpolicy.errors import RunError
from subpolicy.policy.rules import Rule

_VARIABLES = frozenset({"vendor", "group", "change", "today", "file", "params"})
_RESERVED = frozenset(
    [
        *("as", "break", "const", "continue", "else", "false", "for", "function", "if", "import"),
        *("in", "let", "loop", "namespace", "null", "package", "return", "true", "var", "void"),
        "while",
    ]
)
"""Words that CEL keeps for itself (CEL specification, syntax)."""


_BIND = re.compile(r"\bcel\s*\.\s*bind\b")


def name_faults(rule: Rule) -> Iterator[RunError]:
    """Names that the rule gives and cannot have: CEL's own, and those of what it sees."""
    yield from _bindings(rule)
    item = [] if rule.for_each is None else [rule.for_each.name]
    if rule.for_each is not None and rule.scope == "registry":
        yield RunError(
            "for_each is not for scope registry",
            place=rule.place("/for_each"),
            help_text="a rule on groups judges each group as a whole",
        )
    for key, names, taken in (
        ("for_each", item, _VARIABLES),
        ("let", list(rule.let), _VARIABLES.union(item)),
    ):
        for name in names:
            if name in taken | _RESERVED:
                yield RunError(
                    f'the name "{name}" is taken',
                    place=rule.place(f"/{key}/{name}"),
                    help_text="choose another name",
                )


def _bindings(rule: Rule) -> Iterator[RunError]:
    """Where a rule binds names by itself: the runtime (0.1.3) can take them for others."""
    texts = {"/match": rule.match, "/require": rule.require, "/message": rule.message}
    texts |= {f"/let/{name}": text for name, text in rule.let.items()}
    for pointer, text in texts.items():
        if _BIND.search(text):
            yield RunError(
                "cel.bind is not for rules",
                place=rule.place(pointer),
                help_text="name the part in let",
            )
