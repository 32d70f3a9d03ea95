"""Faults against the schema that are a slip of the pen, mended one by one in one file."""

import copy
from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple

from subpolicy.documents import JSON, Document, read
from subpolicy.documents.editing import is_same
from subpolicy.findings.finding import Finding
from subpolicy.fixing.edits import Edit, edits
from subpolicy.fixing.fix import Risky
from subpolicy.locations import pointer, tokens
from subpolicy.registry.files import parsed
from subpolicy.rewording import UNKNOWN_KEY
from subpolicy.schema import Schemas, Violation

_PASSES = 32
"""An edit may bring another fault to light, as a key does with its value; few come in a row."""
_MARK = "\ufeff"


class Spelt(NamedTuple):
    """A file whose slips are mended."""

    raw: bytes
    did: tuple[str, ...]
    risky: tuple[Risky, ...]
    """What could be mended too, were it asked for."""


def spelt(path: str, raw: bytes, schema: str, schemas: Schemas, *, unsafe: bool) -> Spelt:
    """A file without its slips. Each edit changes one key or one value, and nothing else.

    Args:
        path: The file's path.
        raw: What it holds.
        schema: The name of its schema.
        schemas: What it is held against.
        unsafe: Whether to make the edits too that may change what it says.
    """
    did: list[str] = []
    risky: list[Risky] = []
    for _ in range(_PASSES):
        possible = [*_possible(path, raw, schema, schemas)]
        wanted = {one.edit.start: one for one in possible if one.edit.safe or unsafe}
        chosen = [*wanted.values()]  # one at each place
        risky = [Risky(path, o.line, o.said) for o in possible if not (o.edit.safe or unsafe)]
        if not chosen:
            break
        for those in (chosen, chosen[:1]):  # two of them may want to be the same key
            after = raw
            for one in sorted(those, key=lambda one: one.edit.start, reverse=True):
                after = written(after, one.edit)
            if isinstance(read(path, after), Document):
                raw = after
                did += [one.said for one in those]
                break
    return Spelt(raw, tuple(did), tuple(risky))


class _Possible(NamedTuple):
    edit: Edit
    line: int
    said: str


def said(document: Document, edit: Edit) -> str:
    """What an edit does, in words for the user."""
    return f"`{document.text[edit.start : edit.end]}` to `{edit.text}`"


def written(raw: bytes, edit: Edit) -> bytes:
    """A file's bytes after an edit of its text, which has no byte order mark."""
    text = raw.decode()
    mark, text = text[: text.startswith(_MARK)], text.removeprefix(_MARK)
    return (mark + edit.apply(text)).encode()


def _possible(path: str, raw: bytes, schema: str, schemas: Schemas) -> Iterator[_Possible]:
    file = parsed(path, raw, schema, schemas)
    if file is None or file.document is None:
        return
    for finding in file.faults:
        for edit in edits(file.document, finding):
            after = read(path, written(raw, edit))
            if isinstance(after, Document):
                place = _mended(file.document.data, after.data, finding)
                if place is None:
                    continue
                # A key that is a slip is no other key; what stands behind it comes next.
                is_key = edit.safe and finding.rule == UNKNOWN_KEY
                if is_key or _is_right(place, schemas.violations(schema, after.data)):
                    yield _Possible(edit, finding.span.line, said(file.document, edit))


def _is_right(place: str, violations: Iterable[Violation]) -> bool:
    """Whether what stands at a place now is what may stand there; inside it, more may be wrong."""
    return all(one.pointer != place or one.code == "schema/missing-key" for one in violations)


def _mended(before: JSON, after: JSON, finding: Finding) -> str | None:
    """Where the key or value stands that an edit changed.

    None if that is not the one at fault, or if something else is changed: by an alias, say.
    """
    *parents, last = tokens(finding.pointer) or [""]
    one, other = copy.deepcopy(before), copy.deepcopy(after)
    mine, yours = _inner(one, parents), _inner(other, parents)
    match mine, yours:
        case dict(), dict() if last not in yours and len(new := yours.keys() - mine.keys()) == 1:
            [place] = new
            yours[last] = yours.pop(place)
        case (dict(), dict()) | (list(), list()):
            place = last
            key: Any = last if isinstance(mine, dict) else int(last)
            if (isinstance(mine, dict) and not (key in mine and key in yours)) or is_same(
                mine[key], yours[key]
            ):
                return None
            yours[key] = mine[key]
        case _:
            return None
    return pointer(*parents, place) if is_same(one, other) else None


def _inner(data: JSON, steps: list[str]) -> JSON:
    for step in steps:
        match data:
            case dict():
                data = data.get(step)
            case list():
                data = data[int(step)] if int(step) < len(data) else None
            case _:
                return None
    return data
