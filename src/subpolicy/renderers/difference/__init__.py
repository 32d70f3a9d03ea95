"""What changed since a base, as text. A renderer is imported when its format is asked for."""

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from subpolicy.changes.difference import Difference


def _text(difference: "Difference") -> str:
    from subpolicy.renderers.difference import text  # noqa: PLC0415 (loaded when used)

    return text.render(difference)


def _markdown(difference: "Difference") -> str:
    from subpolicy.renderers.difference import markdown  # noqa: PLC0415 (loaded when used)

    return markdown.render(difference)


def _json(difference: "Difference") -> str:
    from subpolicy.renderers.difference import json  # noqa: PLC0415 (loaded when used)

    return json.render(difference)


DIFF_FORMATS: Final[Mapping[str, "Callable[[Difference], str]"]] = MappingProxyType(
    {"text": _text, "markdown": _markdown, "json": _json}
)
"""What ``diff --format`` knows."""
