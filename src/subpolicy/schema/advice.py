"""What to write instead of what the schema rejects."""

from collections.abc import Callable
from types import MappingProxyType
from typing import Final

from subpolicy.schema import key_advice, value_advice
from subpolicy.schema.case import Case


def advice(case: Case) -> str | None:
    """What to do about the fault, short and without a full stop; None if nothing helps."""
    advise = _ADVICE.get(case.rejection.keyword)
    return advise(case) if advise else None


_ADVICE: Final = MappingProxyType[str, Callable[[Case], str | None]](
    {
        "additionalProperties": key_advice.for_unknown_key,
        "const": value_advice.for_const,
        "enum": value_advice.for_enum,
        "format": value_advice.for_date,
        "maximum": value_advice.for_range,
        "minimum": value_advice.for_range,
        "minItems": lambda _: "write at least one entry",
        "minLength": lambda _: "write a value, or leave the key out",
        "minProperties": lambda _: "write at least one key",
        "maxLength": lambda _: "shorten it",
        "pattern": value_advice.for_pattern,
        "propertyNames": key_advice.for_bad_key,
        "required": key_advice.for_missing_key,
        "type": value_advice.for_type,
        "uniqueItems": lambda _: "remove one of them",
    }
)
