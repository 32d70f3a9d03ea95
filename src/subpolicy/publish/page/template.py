"""A company's own frame for a page: text with places such as ``{{ list }}``; nothing in it runs."""

import re
from collections.abc import Mapping
from typing import Final, NamedTuple

from subpolicy.errors import Place, RunError
from subpolicy.suggestions import nearest

_PLACE: Final = re.compile(r"(\\?)\{\{(.*?)\}\}", re.DOTALL)
_MOST: Final = 256
"""Places that a template may have, so that its page stays of a size that people read."""


class Template(NamedTuple):
    """A frame."""

    path: str
    """For messages."""
    text: str


def fill(template: Template, slots: Mapping[str, str]) -> str:
    r"""A template with its places filled.

    What fills a place is not looked through for further places. ``\{{`` stands for itself.

    Args:
        template: The frame.
        slots: Finished, escaped parts by name.

    Raises:
        RunError: a place names no part, or there are too many places.
    """
    pieces, at, count = [], 0, 0
    for found in _PLACE.finditer(template.text):
        pieces.append(template.text[at : found.start()])
        at = found.end()
        if found[1]:
            pieces.append(found[0][1:])
            continue
        count += 1
        name = found[2].strip()
        if name not in slots or count > _MOST:
            raise _unknown(template, found, name, slots)
        pieces.append(slots[name])
    return "".join([*pieces, template.text[at:]])


def _unknown(
    template: Template, found: re.Match[str], name: str, slots: Mapping[str, str]
) -> RunError:
    before = template.text[: found.start()]
    place = Place(template.path, before.count("\n") + 1, len(before) - before.rfind("\n"))
    if name in slots:
        return RunError(
            f"a template has at most {_MOST} places", place=place, help_text="take some out"
        )
    near = nearest(name, slots)
    hint = f"did you mean {near}?" if near else "there are: " + ", ".join(sorted(slots))
    return RunError(f'there is no part "{name}" of the page', place=place, help_text=hint)
