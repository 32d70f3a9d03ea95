"""What to do about keys: unknown, missing or badly written ones."""

from collections.abc import Iterator, Mapping
from typing import Any

from subpolicy.schema.case import Case
from subpolicy.schema.wording import plain, shown
from subpolicy.suggestions import nearest

_FEW_KEYS = 12
_FEW_HOMES = 3
_LONG = 100


def for_unknown_key(case: Case) -> str | None:
    """The nearest known key, or where a key of this name belongs."""
    advice = []
    homes = list(_homes(case.root, case.key))
    if 0 < len(homes) <= _FEW_HOMES:
        advice.append(f"`{plain(case.key)}` belongs {' or '.join(homes)}")
    known = case.rejection.schema.get("properties", {})
    meant = nearest(case.key, known.keys() - case.siblings.keys())
    if meant:
        advice.append(f"did you mean `{meant}`?")
    if not advice and 0 < len(known) <= _FEW_KEYS:
        advice.append(f"known keys: {', '.join(known)}")
    return "; or ".join(advice) or None


def for_missing_key(case: Case) -> str:
    """The unknown key that is probably meant for it, else what the key is for."""
    unknown = [str(key) for key in case.siblings if key not in case.properties][:_FEW_KEYS]
    missing = case.properties.keys() - case.siblings.keys()
    misspelt = next((key for key in unknown if nearest(key, missing) == case.key), None)
    if misspelt:
        return f"rename {shown(misspelt)} to `{case.key}`"
    described = case.properties.get(case.key, {}).get("description")
    return f"add `{case.key}`: {_continued(described)}" if described else f"add `{case.key}`"


def for_bad_key(case: Case) -> str | None:
    """How such a key is written."""
    limit = case.rejection.limit
    described: str | None = limit.get("description") if isinstance(limit, dict) else None
    return _continued(described) if described else None


def _continued(text: str) -> str:
    """A description as the second half of a sentence, a long one up to its colon."""
    if len(text) > _LONG:
        text = text.partition(": ")[0]
    if not text[1:2].isupper():
        text = text[:1].lower() + text[1:]
    return text.removesuffix(".")


def _homes(root: Mapping[str, Any], key: str) -> Iterator[str]:
    """Where a key of this name may stand: at the top, or one level below it."""
    properties = root.get("properties", {})
    if key in properties:
        yield "at the top of the file"
    for name, part in properties.items():
        entry = _resolved(root, part)
        entry = _resolved(root, entry.get("items", entry))
        if key in entry.get("properties", {}):
            yield f"in `{name}`"


def _resolved(root: Mapping[str, Any], part: Mapping[str, Any]) -> Mapping[str, Any]:
    name = part.get("$ref", "").removeprefix("#/$defs/")
    found: Mapping[str, Any] = root.get("$defs", {}).get(name, part)
    return found
