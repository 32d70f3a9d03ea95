"""What targets share: a registry that is never on disk, and what holds for every place."""

import json
import re
from collections.abc import Iterator, Mapping

from subpolicy.locations import Span, pointer
from subpolicy.sources import Nothing
from subpolicy.sources.overlay import Overlay

START = b"organisation: {name: Example}\n"
"""The least that a configuration says."""


def registry(files: Mapping[str, bytes]) -> Overlay:
    """A source with these files."""
    return Overlay(Nothing(), {"subpolicy.yaml": START, **files})


def assert_inside(raw: bytes, span: Span) -> None:
    """A place is in its file; for what is missing at the end, just behind the last character."""
    lines = re.split(r"\r\n|\r|\n", raw.decode("utf-8-sig", "replace"))
    assert 1 <= span.line <= span.end_line <= len(lines), span
    assert 1 <= span.column <= len(lines[span.line - 1]) + 1, span
    assert 1 <= span.end_column <= len(lines[span.end_line - 1]) + 2, span
    assert (span.line, span.column) <= (span.end_line, span.end_column), span


def pointers(data: object, *path: str | int) -> Iterator[str]:
    """The pointers of a value and of all in it."""
    yield pointer(*path)
    if isinstance(data, dict):
        for key, inner in data.items():
            yield from pointers(inner, *path, key)
    elif isinstance(data, list):
        for index, inner in enumerate(data):
            yield from pointers(inner, *path, index)


def as_json(data: object) -> str:
    """Data in one text, so that 1, 1.0 and true differ; refuses what is no JSON."""
    return json.dumps(data, allow_nan=False)
