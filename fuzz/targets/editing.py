"""The splicing editor: other data into the same text."""

import random

from shared import as_json

from subpolicy.documents import Document, read
from subpolicy.documents.editing import rewrite

SEED = 4
"""Bytes that say what is changed; the text follows."""
VALUES = [None, True, 0, 1.5, "", "x", "NO", "2025-01-15", "- a", "a: b", "#", "a\nb"]
VALUES += [[], {}, ["y"]]


def check(data: bytes) -> None:
    """Either the text cannot be spliced, or it holds exactly the new data."""
    document = read("x.yaml", data[SEED:])
    if not isinstance(document, Document):
        return
    assert rewrite(document, document.data) == document.raw
    changed = _changed(document.data, random.Random(data[:SEED]))
    written = rewrite(document, changed)
    if written is None:
        return
    got = read("x.yaml", written)
    assert isinstance(got, Document)
    assert as_json(got.data) == as_json(changed)
    assert rewrite(document, changed) == written


def _changed(data: object, chance: random.Random) -> object:
    """A copy in which some values, keys and items differ."""
    if chance.random() < 0.15:
        return chance.choice(VALUES)
    match data:
        case dict():
            kept = {key: _changed(inner, chance) for key, inner in data.items() if _stays(chance)}
            return kept if _stays(chance) else kept | {"added": chance.choice(VALUES)}
        case list():
            items = [_changed(inner, chance) for inner in data if _stays(chance)]
            return items if _stays(chance) else [*items, chance.choice(VALUES)]
        case _:
            return data


def _stays(chance: random.Random) -> bool:
    return chance.random() < 0.8
