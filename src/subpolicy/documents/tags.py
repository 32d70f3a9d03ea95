"""Tags: the seven of the core schema are honoured where the value fits, all others refused."""

from typing import Final

from subpolicy.documents.faults import quoted
from subpolicy.documents.scalars import Scalar, UnusableNumberError, plain

_PREFIX: Final = "tag:yaml.org,2002:"
SEQUENCE: Final = _PREFIX + "seq"
MAPPING: Final = _PREFIX + "map"

_TYPES: Final[dict[str, type]] = {
    _PREFIX + "null": type(None),
    _PREFIX + "bool": bool,
    _PREFIX + "int": int,
    _PREFIX + "float": float,
}


class UnfitTagError(ValueError):
    """A tag that is unknown, or that its value does not fit; the message says which."""


def tagged(tag: str, text: str) -> Scalar:
    """The value of a scalar with a tag.

    Raises:
        UnfitTagError: the tag is none of the core schema, or the text does not fit it.
        UnusableNumberError: the text is a number that cannot be held.
    """
    if tag == _PREFIX + "str":
        return text
    wanted = _TYPES.get(tag)
    if wanted is None:
        raise refused(tag)
    value = plain(text)
    if wanted is float and type(value) is int:
        return _as_float(value)
    if type(value) is not wanted:
        raise UnfitTagError(f"{quoted(text)} does not fit its tag {_shown(tag)}")
    return value


def refused(tag: str) -> UnfitTagError:
    """The error for a tag that has no business where it stands."""
    return UnfitTagError(f"the tag {_shown(tag)} is not supported")


def _as_float(value: int) -> float:
    try:
        return float(value)
    except OverflowError:
        raise UnusableNumberError("the number is too large") from None


def _shown(tag: str) -> str:
    return quoted("!!" + tag.removeprefix(_PREFIX) if tag.startswith(_PREFIX) else tag)
