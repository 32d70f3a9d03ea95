"""What to do about values: of the wrong type, form, size, or no member of a list."""

import re
from collections.abc import Collection, Mapping
from datetime import date

from subpolicy.schema.case import Case
from subpolicy.schema.giants import is_giant
from subpolicy.schema.wording import plain, shown
from subpolicy.suggestions import nearest

_FEW_VALUES = 12
"""So many allowed values are listed whole; more would hide the point."""
_LONGEST_SLUG = 64
_YES = frozenset({"yes", "on", "true", "y", "1"})
_NO = frozenset({"no", "off", "false", "n", "0"})
_ALMOST_A_DATE = re.compile(r"([1-9][0-9]{3})[-/.]([0-9]{1,2})[-/.]([0-9]{1,2})(?![0-9])")


def for_type(case: Case) -> str | None:
    """How to write the value that was probably meant."""
    limit, value = case.rejection.limit, case.rejection.value
    wanted = {limit} if isinstance(limit, str) else set(limit)
    if value is None:
        return "write a value, or leave the key out" if case.rejection.path else _shape(case)
    if isinstance(value, dict | list) or is_giant(value):
        return _shape(case) if "object" in wanted else None
    if "enum" in case.rejection.schema:
        return _listed(case.rejection.schema["enum"]) or case.description
    if "string" in wanted:
        return f'put it in quotes: "{plain(value)}"'
    return _from_text(wanted, plain(value)) or (_shape(case) if "object" in wanted else None)


def _from_text(wanted: Collection[str], text: str) -> str | None:
    if "boolean" in wanted and text.casefold() in _YES | _NO:
        return f"write {str(text.casefold() in _YES).lower()}, without quotes"
    if "integer" in wanted and re.fullmatch(r"-?[0-9]{1,18}", text):
        return f"write {int(text)}, without quotes"
    if "array" in wanted:
        return f"write a list: [{text}]"
    return None


def _shape(case: Case) -> str | None:
    keys = [*case.rejection.schema.get("properties", {})]
    more = ", …" if len(keys) > _FEW_VALUES else ""
    return f"its keys are: {', '.join(keys[:_FEW_VALUES])}{more}" if keys else None


def for_const(case: Case) -> str | None:
    """Why only this value may stand here."""
    return case.description


def for_enum(case: Case) -> str | None:
    """The allowed value that was probably meant, and all of them where they are few."""
    allowed, value = case.rejection.limit, case.rejection.value
    listed = _listed(allowed)
    meant = None
    if isinstance(value, str):
        meant = _meant(case.root.get("x-hints", {}), allowed, value)
    if meant and listed:
        return f"did you mean `{meant}`? ({listed})"
    return f"did you mean `{meant}`?" if meant else listed or case.description


def _listed(allowed: Collection[object]) -> str | None:
    return f"allowed: {', '.join(map(plain, allowed))}" if len(allowed) <= _FEW_VALUES else None


def _meant(hints: Mapping[str, str], allowed: Collection[str], value: str) -> str | None:
    fitting = {word: target for word, target in hints.items() if target in allowed}
    word = nearest(value, {*allowed, *fitting})
    return fitting.get(word, word) if word else None


def for_date(case: Case) -> str:
    """The ISO date that was probably meant."""
    text = str(case.rejection.value)
    found = _ALMOST_A_DATE.match(text)
    try:
        meant = date(*map(int, found.groups())).isoformat() if found else text
    except ValueError:
        meant = text
    return "write a day that exists, as YYYY-MM-DD" if meant == text else f"did you mean `{meant}`?"


def for_pattern(case: Case) -> str | None:
    """The same text in the form that is asked for, else a description of the form."""
    if case.rejection.schema.get("format") == "date":
        return for_date(case)
    text = str(case.rejection.value)[:_LONGEST_SLUG]
    slug = re.sub(r"[^a-z0-9]+", "-", text.lower()).strip("-")
    if slug and slug != text and re.search(case.rejection.limit, slug):
        return f"did you mean `{slug}`?"
    examples = ", ".join(shown(example) for example in case.rejection.schema.get("examples", ()))
    described = case.description
    return f"{described} Example: {examples}" if described and examples else described


def for_range(case: Case) -> str | None:
    """The range that is allowed, where it is short enough to help."""
    least, most = (case.rejection.schema.get(key) for key in ("minimum", "maximum"))
    if least is None or most is None or is_giant(most + 1):
        return None
    return f"write a number from {least} to {most}"
