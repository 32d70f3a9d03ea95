"""Labels and what follows them: "**Location:** Berlin", "Location – Berlin", "Purpose: mail"."""

import re
from collections.abc import Iterator
from typing import Final

from subpolicy.importers.blocks import Text
from subpolicy.importers.heads import column_of, exact_column, is_label, is_mostly_known
from subpolicy.importers.rows import Column

_MARK: Final = re.compile(r"\s*(?:[:：]|\s[–—-]\s|\s=\s)\s*")  # noqa: RUF001
_BAR: Final = re.compile(r"\s+[|•·]\s+")
_EDGES: Final = " :：-–—\n\u00a0"  # noqa: RUF001
_MOST_WORDS: Final = 6
_MOST_LINES: Final = 200


def labelled(text: Text) -> Iterator[tuple[str, Text]]:
    """The labels of a text, each with its value; nothing where it has none.

    Args:
        text: One line with one label, several lines with one each or with label and value in
            turn, or labels parted by bars.
    """
    lines = text.plain.split("\n")[:_MOST_LINES]
    if len(lines) == 1:
        parts = _BAR.split(lines[0])
        lines = parts if len(parts) > 1 and all(_of(Text(part)) for part in parts) else lines
    if len(lines) > 1:
        found = list(_of_lines(text, lines))
        if len(found) > 1 or (found and _is_alone(lines[0])):
            yield from found
            return
    pair = _of(text)
    if pair is not None:
        yield pair


def _of_lines(text: Text, lines: list[str]) -> Iterator[tuple[str, Text]]:
    """Labels of lines; a line without one goes on with the value of the line before."""
    label, values = "", list[str]()
    for line in lines:
        if label and not values and not line.rstrip().endswith((":", "：")):  # noqa: RUF001
            values.append(line)  # the value of a label that stands alone, whatever its words
            continue
        if _is_alone(line):
            found: tuple[str, Text] | None = (line.strip(_EDGES), Text(""))
        else:
            found = _of(text._replace(plain=line, lead=""))
        if found is None:
            values.append(line)
            continue
        if label:
            yield label, _value(text, values)
        label, values = found[0], [found[1].plain] if found[1].plain else []
    if label:
        yield label, _value(text, values)


def _value(text: Text, lines: list[str]) -> Text:
    words = "\n".join(lines)
    return Text(words, tuple(link for link in text.links if link.words in words))


def _is_alone(line: str) -> bool:
    """Whether a line is a label and nothing else, so that its value comes in the next."""
    return exact_column(line) is not None and is_label(line)


def _of(text: Text) -> tuple[str, Text] | None:
    lead = text.lead.strip()
    if lead and text.plain.startswith(lead) and is_known(lead):
        label, rest = lead, text.plain[len(lead) :]
    else:
        mark = _MARK.search(text.plain)
        if mark is None or not is_known(text.plain[: mark.start()]):
            return None
        label, rest = text.plain[: mark.start()], text.plain[mark.end() :]
    if not rest.strip(_EDGES) and not lead:
        return None
    return label.strip(_EDGES), text._replace(plain=rest.strip(_EDGES), lead="")


def is_known(words: str) -> bool:
    """Whether words are a label: known as a whole, or short and known in part."""
    words = words.strip(_EDGES)
    if is_label(words):
        return True
    if len(words.split()) > _MOST_WORDS or column_of(words) in {None, Column.NAME}:
        return False
    return is_mostly_known(words)  # "Amazon Web Services: storage" has no label
