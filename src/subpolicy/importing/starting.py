"""The configuration of a registry that an import starts."""

from collections.abc import Mapping
from typing import Any

from subpolicy.documents.writing import write_record

_NAMELESS = "(your organisation)"
_FILL_IN = "# The page does not say whose list it is: write your organisation's name.\n"


def configuration_file(found: Mapping[str, Any], modeline: str, *, nameless: bool) -> bytes:
    """``subpolicy.yaml`` as it is to be written.

    Args:
        found: Its data.
        modeline: The path of the configuration's schema, for editors.
        nameless: Whether the organisation's name is a guess: a blank to be filled in is better
            than a name that nobody has.
    """
    data = dict(found)
    if nameless:
        data["organisation"] = dict(found["organisation"]) | {"name": _NAMELESS}
    first, newline, rest = write_record(data, modeline).partition("\n")
    return (first + newline + (_FILL_IN if nameless else "") + rest).encode()
