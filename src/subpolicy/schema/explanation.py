"""Every fault of a file that the schema rejects, in plain words."""

from collections.abc import Iterable, Iterator
from itertools import islice
from typing import Any

from jsonschema.exceptions import ValidationError

from subpolicy.locations import Token
from subpolicy.schema.advice import advice
from subpolicy.schema.case import Case
from subpolicy.schema.giants import tamed
from subpolicy.schema.keywords import errors
from subpolicy.schema.rejection import Rejection, asks_for_one_key
from subpolicy.schema.violation import Violation
from subpolicy.schema.wording import pointer_of, worded

_TOLD = 100
"""Violations per file that are put into words."""
_COUNTED = 1000
"""Violations per file that are looked for; a hostile file could hold hundreds of thousands."""


def explain(schema: dict[str, Any], data: object) -> tuple[Violation, ...]:
    """What ``schema`` says against ``data``, at most 100 faults and a count of the rest.

    Args:
        schema: A valid JSON Schema, draft 2020-12.
        data: Plain data, as read from YAML.

    Returns:
        The faults in the schema's order; empty when there are none.
    """
    data = tamed(data)
    found = list(islice(_rejections(errors(schema, data), ()), _COUNTED))
    rejections = _without_echoes(found)
    violations = [_violation(schema, data, rejection) for rejection in rejections[:_TOLD]]
    rest = len(rejections) - len(violations)
    if rest:
        violations.append(_more(rest, complete=len(found) < _COUNTED))
    return tuple(violations)


def _more(rest: int, *, complete: bool) -> Violation:
    number = f"{rest}" if complete else f"at least {rest}"
    message = f"and {number} more {'fault' if rest == 1 else 'faults'} in this file"
    return Violation("schema/more", message, "", None, "mend the others first")


def _violation(schema: dict[str, Any], data: object, rejection: Rejection) -> Violation:
    code, message, item = worded(rejection)
    where = pointer_of(rejection)
    return Violation(f"schema/{code}", message, where, item, advice(Case(schema, data, rejection)))


def _rejections(found: Iterable[ValidationError], base: tuple[Token, ...]) -> Iterator[Rejection]:
    for error in found:
        # Relative to the branch for the errors of a branch, which are not at the top.
        path = (*base, *error.relative_path)
        branch = _best_branch(error.context or ())
        if branch and not asks_for_one_key(error.validator_value):
            yield from _rejections(branch, path)
        else:
            schema = error.schema if isinstance(error.schema, dict) else {}
            keyword = str(error.validator or "false")
            yield Rejection(keyword, path, error.instance, error.validator_value, schema)


def _best_branch(context: Iterable[ValidationError]) -> list[ValidationError]:
    """The alternative of anyOf or oneOf with the fewest faults; the first of several."""
    branches: dict[object, list[ValidationError]] = {}
    for error in context:
        # A branch that is `false` has no path.
        branches.setdefault(next(iter(error.relative_schema_path), None), []).append(error)
    return min(branches.values(), key=len, default=[])


def _without_echoes(rejections: Iterable[Rejection]) -> list[Rejection]:
    """One rejection per fault: a wrong type is also no member, an empty text also no slug."""
    by_place: dict[tuple[Token, ...], dict[str, Rejection]] = {}
    for rejection in rejections:
        by_place.setdefault(rejection.path, {}).setdefault(rejection.keyword, rejection)
    kept: list[Rejection] = []
    for place in by_place.values():
        kept += [place[keyword] for keyword in place if not _is_echo(keyword, place.keys())]
    return kept


_VALUE = frozenset({"enum", "const", "pattern", "format"})


def _is_echo(keyword: str, others: Iterable[str]) -> bool:
    beside = set(others) - {keyword}
    if keyword in _VALUE and beside & {"type", "minLength"}:
        return True
    return keyword == "pattern" and "format" in beside
