"""What can be typed at a place: keys, values, items. Text and offset in, suggestions out."""

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Literal, NamedTuple

from subpolicy.documents.writing import inline
from subpolicy.locations import Token
from subpolicy.lsp.fields import Node, field_at, items_of, keys_of, resolved
from subpolicy.lsp.kinds import Kind
from subpolicy.lsp.knowledge import Knowledge, Known
from subpolicy.lsp.outline import outline
from subpolicy.lsp.words import MOST_CHARACTERS, Slot, Where

_REST = re.compile(r"[\w./@:-]*")
_COLON = re.compile(r"[ \t]*:(?=[ \t\r\n,}]|\Z)")


class Suggestion(NamedTuple):
    """Something that can be typed, and the stretch of text that it replaces."""

    label: str
    kind: Literal["key", "value"]
    insert: str
    start: int
    end: int
    detail: str
    """In a few words."""
    text: str
    """More about it, in Markdown where `is_ours`."""
    is_ours: bool
    """Whether `text` is of the schema or a rule, not of the registry."""
    sought: str
    """What an editor holds against what was typed."""


class _Gap(NamedTuple):
    """Where something is to be typed, and how it has to be written there."""

    start: int
    end: int
    before: str
    """What goes in front: a space, a dash, a bracket."""
    after: str
    """What goes behind."""


def suggestions(text: str, offset: int, kind: Kind, knowledge: Knowledge) -> tuple[Suggestion, ...]:
    """What can be typed at an offset; empty where nothing can.

    Args:
        text: The document, finished or not.
        offset: In characters.
        kind: What the document is.
        knowledge: The registry.
    """
    if len(text) > MOST_CHARACTERS:
        return ()
    slot = outline(text[:offset]).slot
    if slot is None:
        return ()
    root = knowledge.view.schemas.document(kind)
    node = field_at(root, slot.path)
    if node is None:
        return ()
    typing = _Typing(text, offset, slot, kind, knowledge)
    return tuple(typing.suggestions(root, node))


class _Typing:
    """One place in one document."""

    def __init__(
        self, text: str, offset: int, slot: Slot, kind: Kind, knowledge: Knowledge
    ) -> None:
        self._text = text
        self._offset = offset
        self._slot = slot
        self._kind = kind
        self._knowledge = knowledge
        self._whole = outline(text)

    def suggestions(self, root: Node, node: Node) -> Iterator[Suggestion]:
        slot = self._slot
        items = items_of(root, node)
        if slot.where is Where.FLOW_KEY:
            yield from self._keys(root, node, slot.path, self._gap())
        elif slot.where is Where.VALUE:
            if items is None:
                yield from self._values(node, slot.path, self._gap())
            else:
                yield from self._items(items, self._gap("[", "]"))
        elif items is None:
            yield from self._keys(root, node, slot.path, self._gap())
            yield from self._values(node, slot.path, self._gap())
        else:
            gap = self._gap("- ")
            yield from self._keys(root, items, (*slot.path, -1), gap)
            yield from self._items(items, gap)

    def _gap(self, before: str = "", after: str = "") -> _Gap:
        slot, text = self._slot, self._text
        rest = _REST.match(text, self._offset)
        end = self._offset if rest is None else rest.end()
        if text[slot.start : slot.start + 1] in {'"', "'"} and text[end : end + 1] in {'"', "'"}:
            end += 1
        if text[end - 1 : end] == ":" and end > self._offset:
            end -= 1  # the colon of a key is not part of the word
        glued = slot.where is Where.VALUE and text[slot.start - 1 : slot.start] == ":"
        return _Gap(slot.start, end, " " * glued + before, after)

    def _keys(
        self, root: Node, node: Node, path: tuple[Token, ...], gap: _Gap
    ) -> Iterator[Suggestion]:
        present = self._present(path, keys=True)
        has_colon = _COLON.match(self._text, gap.end) is not None
        for key, field in keys_of(root, node).items():
            if key not in present:
                colon = "" if has_colon else self._colon(field)
                insert = f"{gap.before}{inline(key)}{colon}"
                text = field.get("description", "")
                yield self._suggestion(
                    Known(key, type_of(root, field), text), "key", insert, gap, is_ours=True
                )
        for known in self._knowledge.keys(self._kind, path):
            if known.word not in present:
                insert = f"{gap.before}{inline(known.word)}{'' if has_colon else ':'}"
                yield self._suggestion(known, "key", insert, gap, is_ours=False)

    def _colon(self, field: Node) -> str:
        in_lines = self._slot.where is Where.LINE and field.get("type") == "object"
        return ":" if in_lines else ": "

    def _items(self, items: Node, gap: _Gap) -> Iterator[Suggestion]:
        path = self._slot.path
        present = self._present(path, keys=False)
        for one in self._values(items, (*path, -1), gap):
            if one.label not in present:
                yield one

    def _values(self, node: Node, path: tuple[Token, ...], gap: _Gap) -> Iterator[Suggestion]:
        in_list = bool(path) and isinstance(path[-1], int) and self._slot.path == path
        taken = self._present(path[:-1], keys=False) if in_list else set()
        for known in self._known(node, path):
            if known.word not in taken:
                written = inline(known.word) if known.word not in _BARE else known.word
                insert = f"{gap.before}{written}{gap.after}"
                ours = known.word in node.get("enum", ()) or node.get("type") == "boolean"
                yield self._suggestion(known, "value", insert, gap, is_ours=ours)

    def _known(self, node: Node, path: tuple[Token, ...]) -> Iterable[Known]:
        if node.get("type") == "boolean":
            return [Known(word, "") for word in _BARE]
        if "enum" in node:
            meaning = self._knowledge.meaning
            described = str(node.get("description", ""))
            return [
                Known(word, meaning(word), described)
                for word in node["enum"]
                if isinstance(word, str)
            ]
        return self._knowledge.words(self._kind, path)

    def _present(self, path: tuple[Token, ...], *, keys: bool) -> set[str]:
        """What stands there already, but for the word that is being typed."""
        words = self._whole.within(path)
        return {w.text for w in words if w.is_key is keys and not w.start <= self._offset <= w.end}

    def _suggestion(
        self,
        known: Known,
        kind: Literal["key", "value"],
        insert: str,
        gap: _Gap,
        *,
        is_ours: bool,
    ) -> Suggestion:
        quote = self._text[gap.start : gap.start + 1]
        word = f"{quote}{known.word}" if quote in {'"', "'"} and gap.start < gap.end else known.word
        sought = f"{word} {known.label}" if known.label and kind == "value" else word
        return Suggestion(
            known.word,
            kind,
            insert,
            gap.start,
            gap.end,
            known.label,
            known.text,
            is_ours,
            sought,
        )


_BARE = ("true", "false")


def type_of(root: Node, field: Node) -> str:
    """What kind of value a field has, in a few words."""
    field = resolved(root, field)
    items = items_of(root, field)
    if items is not None:
        return f"list of {_kind(items)}"
    return _kind(field)


def _kind(field: Mapping[str, object]) -> str:
    if "enum" in field:
        return "choice"
    if field.get("format") == "date":
        return "date"
    kind = field.get("type")
    return _KINDS.get(kind, "value") if isinstance(kind, str) else "value"


_KINDS = {
    "array": "list",
    "boolean": "true or false",
    "integer": "number",
    "object": "mapping",
    "string": "text",
}
