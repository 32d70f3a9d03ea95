"""Other data into the same file: only the bytes of what differs change, comments stay."""

import codecs
import json
from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from subpolicy.documents.document import JSON, Broken, Document, read
from subpolicy.documents.positions import Place, places
from subpolicy.documents.removing import Gap, dash_of, end_of, is_alias, removals
from subpolicy.documents.splices import CannotSplice, Page, Splice, spliced

_WIDEST = 100


def rewrite(document: Document, data: JSON) -> bytes | None:
    """The bytes of a file with other data.

    The result has been read again, and holds exactly ``data``.

    Args:
        document: The file as it is.
        data: What it is to hold.

    Returns:
        None where the text has a form in which that cannot be done, such as an anchor in what
        goes away that is needed elsewhere.
    """
    page = Page(document.text)
    splicer = _Splicer(page)
    try:
        splicer.change(_Slot(places(page.text), 0, 0, flow=True), document.data, data)
        text = spliced(page.text, splicer.splices)
    except CannotSplice:
        return None
    mark = codecs.BOM_UTF8 if document.raw.startswith(codecs.BOM_UTF8) else b""
    raw = mark + text.encode()
    again = read(document.path, raw)
    if isinstance(again, Broken) or not is_same(again.data, data):
        return None
    return raw


def is_same(one: JSON, other: JSON) -> bool:
    """Whether two values are the same data: 1 is neither true nor 1.0, order counts in lists."""
    return json.dumps(one, sort_keys=True) == json.dumps(other, sort_keys=True)


class _Slot(NamedTuple):
    """Where a value stands."""

    place: Place
    lead: int
    """Just after the colon or the dash before it."""
    indent: int
    """The column of its key or its dash."""
    flow: bool
    """Whether it stands between brackets."""


class _Splicer:
    """Collects what has to change in one text."""

    __slots__ = ("_page", "splices")

    def __init__(self, page: Page) -> None:
        self._page = page
        self.splices: list[Splice] = []

    def change(self, slot: _Slot, old: Any, new: Any) -> None:
        """Turn a value into another."""
        if is_same(old, new):
            return
        if is_alias(slot.place, self._page.text):
            self._replace(slot, new)
        elif isinstance(old, dict) and isinstance(new, dict) and old.keys() & new.keys():
            self._change_mapping(slot.place, old, new)
        elif not (
            isinstance(old, list) and isinstance(new, list) and self._change_list(slot, old, new)
        ):
            self._replace(slot, new)

    def _change_mapping(self, place: Place, old: Mapping[str, Any], new: Mapping[str, Any]) -> None:
        page, flow = self._page, not place.is_block
        gaps = [
            Gap(place.keys[key].start, end_of(child, page.text))
            for key, child in place.children.items()
        ]
        column = page.column(gaps[0].start)
        for key, child in place.children.items():
            if key in new:
                slot = _Slot(child, self._after_colon(place.keys[key].end), column, flow)
                self.change(slot, old[key], new[key])
        kept = [key in new for key in place.children]
        last = max(index for index, stays in enumerate(kept) if stays)
        for key in [key for key in new if key not in old]:
            if flow:
                self._insert(gaps[last].end, ", " + page.inline_pair(key, new[key]))
            else:
                self._insert_line(gaps[last].end, column, page.block({key: new[key]}, column))
        self.splices += removals(page, gaps, kept, flow=flow)

    def _change_list(self, slot: _Slot, old: Sequence[Any], new: Sequence[Any]) -> bool:
        """Whether the one list becomes the other by items that change, go, or come at the end."""
        place, text = slot.place, self._page.text
        if not old:
            return False
        children = list(place.children.values())
        starts = self._item_starts(place)
        pairs = zip(starts, children, strict=True)
        gaps = [Gap(start, end_of(child, text)) for start, child in pairs]
        same = [is_same(one, other) for one, other in zip(old, new, strict=False)]
        kept, added = _aligned(old, new)
        if len(old) == len(new) and sum(same) >= sum(kept) and isinstance(old[0], dict):
            for index, child in enumerate(children):
                lead = starts[index] + place.is_block
                inner = _Slot(child, lead, self._page.column(starts[index]), not place.is_block)
                self.change(inner, old[index], new[index])
            return True
        return self._trim_list(slot, gaps, kept, added)

    def _trim_list(
        self, slot: _Slot, gaps: Sequence[Gap], kept: Sequence[bool], added: Sequence[Any]
    ) -> bool:
        """Whether a list could be changed by taking items out, and adding others at the end."""
        page, flow = self._page, not slot.place.is_block
        if not any(kept):
            if flow or added:
                return False
            self._insert(slot.lead, " []")
        column = page.column(gaps[0].start)
        for item in added:
            last = max(index for index, stays in enumerate(kept) if stays)
            if flow:
                self._insert(gaps[last].end, ", " + page.inline(item))
            else:
                self._insert_line(gaps[last].end, column, page.block([item], column))
        self.splices += removals(page, gaps, kept, flow=flow)
        return True

    def _item_starts(self, place: Place) -> list[int]:
        """Where each item begins: at its dash, or between brackets at itself."""
        if not place.is_block:
            return [child.stretch.start for child in place.children.values()]
        starts, at = [], place.stretch.start
        for child in place.children.values():
            starts.append(dash_of(self._page.text, at))
            at = max(end_of(child, self._page.text), starts[-1] + 1)
        return starts

    def _replace(self, slot: _Slot, new: Any) -> None:
        place, page = slot.place, self._page
        start, end = place.stretch.start, end_of(place, page.text)
        written = page.inline(new)
        is_lines = place.is_block or page.text[start : start + 1] in {"|", ">"}
        fits = page.column(start) + len(written) <= _WIDEST or not isinstance(new, dict | list)
        if slot.flow or (fits and not is_lines):
            gap = " " if start == end else ""
            self.splices.append(Splice(start, end, gap + written))
        elif fits and not isinstance(new, dict | list):
            self.splices.append(Splice(slot.lead, end, " " + written))
        else:
            key = page.block({"k": new}, slot.indent)
            self.splices.append(Splice(slot.lead, end, key.removeprefix("k:")))

    def _after_colon(self, key_end: int) -> int:
        colon = self._page.text.find(":", key_end)
        between = self._page.text[key_end:colon]
        if colon < 0 or between.strip(" \t"):
            raise CannotSplice
        return colon + 1

    def _insert(self, at: int, text: str) -> None:
        self.splices.append(Splice(at, at, text))

    def _insert_line(self, after: int, column: int, text: str) -> None:
        """A line of its own, below the line on which something ends."""
        at = self._page.line_end(after)
        self._insert(at, self._page.line_break + " " * column + text)


def _aligned(old: Sequence[Any], new: Sequence[Any]) -> tuple[list[bool], list[Any]]:
    """Which items stay, in their order, and those that come behind them."""
    kept, rest = [], list(new)
    for item in old:
        stays = bool(rest) and is_same(item, rest[0])
        kept.append(stays)
        if stays:
            rest.pop(0)
    return kept, rest
