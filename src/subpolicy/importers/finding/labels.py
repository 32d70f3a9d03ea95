"""Labels and what follows them: "**Location:** Berlin", "Location – Berlin", "Purpose: mail"."""

import re
from collections.abc import Iterator

from subpolicy.importers.blocks import Text
from subpolicy.importers.heads import column_of, exact_column, is_label
from subpolicy.importers.rows import Column

_MARK = re.compile(r"\s*(?::|：|\s[–—-]\s|\s=\s)\s*")
_MOST_WORDS = 6


def labelled(text: Text) -> Iterator[tuple[str, Text]]:
    """The labels of a text, each with its value; nothing where it has none.

    Args:
        text: One line with one label, or several lines with one each.
    """
    lines = text.plain.split("\n")
    if len(lines) > 1:
        found = [_of(text._replace(plain=line, lead="")) for line in lines]
        if sum(pair is not None for pair in found) > 1:
            yield from (pair for pair in _continued(lines, found) if pair is not None)
            return
    pair = _of(text)
    if pair is not None:
        yield pair


def _continued(
    lines: list[str], found: list[tuple[str, Text] | None]
) -> list[tuple[str, Text] | None]:
    """A line without a label goes on with the value of the line before."""
    pairs: list[tuple[str, Text] | None] = []
    for line, pair in zip(lines, found, strict=True):
        if pair is None and pairs and pairs[-1] is not None:
            label, value = pairs[-1]
            pairs[-1] = (label, value._replace(plain=f"{value.plain}\n{line}"))
        else:
            pairs.append(pair)
    return pairs


def _of(text: Text) -> tuple[str, Text] | None:
    lead = text.lead.strip()
    if lead and text.plain.startswith(lead) and _is_known(lead):
        label, rest = lead, text.plain[len(lead) :]
    else:
        mark = _MARK.search(text.plain)
        if mark is None or not _is_known(text.plain[: mark.start()]):
            return None
        label, rest = text.plain[: mark.start()], text.plain[mark.end() :]
    return label.strip(" :：-–—"), text._replace(plain=rest.strip(" :：-–—\n"), lead="")


def _is_known(words: str) -> bool:
    """Whether words are a label: known as a whole, or short and known in part."""
    words = words.strip(" :：-–—")
    if is_label(words):
        return True
    return len(words.split()) <= _MOST_WORDS and column_of(words) not in {None, Column.NAME}


def known_exactly(words: str) -> bool:
    """Whether words are one of the known labels to the letter."""
    return exact_column(words.strip(" :：-–—")) is not None
