"""Taking members out of a collection's text: whole lines, or what stands between two commas."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from subpolicy.documents.positions import Place
from subpolicy.documents.splices import CannotSplice, Page, Splice


class Gap(NamedTuple):
    """A member of a collection: where it begins, with its key or dash, and where it ends."""

    start: int
    end: int


def removals(
    page: Page, gaps: Sequence[Gap], kept: Sequence[bool], *, flow: bool
) -> Iterator[Splice]:
    """What takes the members out that are not kept.

    Args:
        page: The text.
        gaps: All members, in order.
        kept: Which of them stay.
        flow: Whether they stand between brackets; then one has to stay.

    Raises:
        CannotSplice: a member shares its line with something else.
    """
    for index, gap in enumerate(gaps):
        if kept[index]:
            continue
        if not flow:
            yield _lines(page, gap)
        elif any(kept[index + 1 :]):
            yield Splice(gap.start, gaps[index + 1].start, "")
        else:
            yield _tail(page, gaps[index - 1].end, gap)


def _lines(page: Page, gap: Gap) -> Splice:
    start = page.line_start(gap.start)
    if page.text[start : gap.start].strip(" "):
        raise CannotSplice
    return Splice(start, page.next_line(gap.end), "")


def _tail(page: Page, before: int, gap: Gap) -> Splice:
    """The last member; where a comment stands before it, the comma before the comment stays."""
    if "#" in page.text[before : gap.start]:
        return Splice(gap.start, gap.end, "")
    return Splice(before, gap.end, "")


def is_alias(place: Place, text: str) -> bool:
    """Whether a value is written as ``*name``, and stands elsewhere."""
    return text[place.stretch.start : place.stretch.start + 1] == "*"


def end_of(place: Place, text: str) -> int:
    """After the last character of a value.

    For libyaml a block ends where the next thing begins, behind comments and empty lines.
    """
    while place.is_block and place.children and not is_alias(place, text):
        place = list(place.children.values())[-1]
    start, end = place.stretch
    return start + len(text[start:end].rstrip(" \t\r\n"))


def dash_of(text: str, at: int) -> int:
    """The dash of a list's next item, behind spaces, comments, an anchor or a tag.

    Raises:
        CannotSplice: something else stands there.
    """
    while at < len(text):
        char = text[at]
        if char == "-":
            return at
        if char == "#":
            while at < len(text) and text[at] not in "\r\n":
                at += 1
        elif char in "&!":
            while at < len(text) and not text[at].isspace():
                at += 1
        elif char.isspace():
            at += 1
        else:
            break
    raise CannotSplice
