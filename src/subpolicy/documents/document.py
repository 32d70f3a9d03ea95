"""A file that was read: its data, and where in the text each value stands."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple, TypeAlias

from subpolicy.documents.encoding import checked
from subpolicy.documents.faults import Fault
from subpolicy.errors import Place, RunError, RunErrors
from subpolicy.locations import Span, tokens

if TYPE_CHECKING:
    from subpolicy.documents.positions import Positions

JSON: TypeAlias = Any
"""Plain data: None, booleans, numbers, texts, lists and mappings of these. What shape it has, the
schema says, not the type checker. Integers have any size up to 4300 digits; floats are finite."""


class Document:
    """One YAML file without faults.

    Positions are computed by a second parse, when the first one is asked for.
    """

    __slots__ = ("_positions", "data", "path", "raw")

    def __init__(self, path: str, raw: bytes, data: JSON) -> None:
        self.path = path
        self.raw = raw
        self.data = data
        self._positions: Positions | None = None

    def __reduce__(self) -> tuple[type[Document], tuple[str, bytes, JSON]]:
        """Another process computes the positions anew, if it needs them."""
        return Document, (self.path, self.raw, self.data)

    @property
    def text(self) -> str:
        """The file as text, without a byte order mark; ``splitlines`` counts as spans do."""
        return self.raw.decode("utf-8-sig")

    def exists(self, pointer: str) -> bool:
        """Whether the data has a value at this JSON Pointer.

        Raises:
            ValueError: ``pointer`` is no JSON Pointer.
        """
        value = self.data
        for token in tokens(pointer):
            match value:
                case dict() if token in value:
                    value = value[token]
                case list() if _is_index(token, len(value)):
                    value = value[int(token)]
                case _:
                    return False
        return True

    def locate(self, pointer: str) -> Span:
        """Where to point for a JSON Pointer.

        A scalar or a collection on a single line is its own place. Other collections are where
        their key is, and as items of a list where their first key is; so is the root. A value
        that does not exist is where its nearest existing ancestor's key is. What an alias
        stands for is located at the anchor, the alias itself at the alias.

        Raises:
            ValueError: ``pointer`` is no JSON Pointer.
        """
        return self._marked().locate(pointer)

    def locate_key(self, pointer: str) -> Span:
        """Where the key of a value is; for the item of a list or a missing value, as `locate`.

        Raises:
            ValueError: ``pointer`` is no JSON Pointer.
        """
        return self._marked().locate_key(pointer)

    def _marked(self) -> Positions:
        if self._positions is None:
            from subpolicy.documents.positions import positions  # noqa: PLC0415 only for findings

            self._positions = positions(self.text)
        return self._positions


class Broken(NamedTuple):
    """A file that cannot be used, and why."""

    path: str
    raw: bytes
    faults: tuple[Fault, ...]
    """At least one, in the order of the text."""


def read(path: str, raw: bytes) -> Document | Broken:
    """Reads one YAML file; never raises for what the file holds.

    Args:
        path: Relative POSIX path, kept for the findings.
        raw: The file's bytes, hostile until proven otherwise.

    Raises:
        RunError: PyYAML lacks libyaml.
    """
    from subpolicy.documents.building import build  # noqa: PLC0415 loads PyYAML, 20 ms

    content = checked(raw)
    if isinstance(content, Fault):
        return Broken(path, raw, (content,))
    data, faults = build(content)
    return Broken(path, raw, faults) if faults else Document(path, raw, data)


def _is_index(token: str, length: int) -> bool:
    """RFC 6901, section 4: ASCII digits without a leading zero."""
    if not (token.isascii() and token.isdigit() and len(token) <= len(str(length))):
        return False
    return str(int(token)) == token and int(token) < length


def read_sound(path: str, raw: bytes) -> Document:
    """Read a file that the run itself rests on: the configuration, a rule, a table.

    Raises:
        RunErrors: all its faults, each at its place.
    """
    result = read(path, raw)
    if isinstance(result, Broken):
        raise RunErrors(
            [
                RunError(
                    fault.message,
                    place=Place(path, fault.span.line, fault.span.column),
                    help_text=fault.remediation,
                )
                for fault in result.faults
            ]
        )
    return result
