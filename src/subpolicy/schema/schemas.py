"""The schemas of a folder, each loaded and compiled when it is first asked for."""

import hashlib
import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

from subpolicy.errors import Place, RunError
from subpolicy.schema.giants import has_giant
from subpolicy.schema.violation import Violation

if TYPE_CHECKING:
    from jsonschema_rs import Draft202012Validator


class Disagreement(Exception):
    """The two validators differ on one file: a bug, never a pass."""


class Schemas:
    """JSON Schemas (draft 2020-12) by name.

    Args:
        folder: Holds ``<name>.schema.json``.
    """

    __slots__ = ("_digests", "_documents", "_folder", "_validators")

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._digests: dict[str, str] = {}
        self._documents: dict[str, dict[str, Any]] = {}
        self._validators: dict[str, Draft202012Validator] = {}

    def document(self, name: str) -> dict[str, Any]:
        """The parsed schema ``name``: vendor, rule, rule-test, config and so on.

        Raises:
            RunError: There is no such schema, or it is no JSON object.
        """
        if name not in self._documents:
            self._documents[name] = _load(self._folder / f"{name}.schema.json")
        return self._documents[name]

    def digest(self, name: str) -> str:
        """SHA-256 of the file of a schema; empty where there is none."""
        if name not in self._digests:
            try:
                raw = (self._folder / f"{name}.schema.json").read_bytes()
            except OSError:
                raw = b""
            self._digests[name] = hashlib.sha256(raw).hexdigest() if raw else ""
        return self._digests[name]

    def violations(self, name: str, data: object) -> tuple[Violation, ...]:
        """All that the schema ``name`` says against ``data``; empty when ``data`` is valid.

        Args:
            name: As for :meth:`document`.
            data: Plain data, as read from YAML.

        Raises:
            RunError: There is no such schema, or it is broken.
            Disagreement: jsonschema-rs rejects what jsonschema finds no fault with.
        """
        verdict = self._verdict(name, data)
        if verdict:
            return ()
        # Costs 80 ms, which only a rejected file needs to pay.
        from subpolicy.schema.explanation import explain  # noqa: PLC0415

        found = explain(self.document(name), data)
        if verdict is False and not found:
            raise Disagreement(f"the two validators differ on a file of kind {name!r}")
        return found

    def _verdict(self, name: str, data: object) -> bool | None:
        """What jsonschema-rs says; None for data that it cannot judge."""
        validator = self._validator(name)
        if has_giant(data):
            return None
        try:
            return validator.is_valid(data)
        except ValueError:  # a lone surrogate, or a key that is no string
            return None

    def _validator(self, name: str) -> "Draft202012Validator":
        if name not in self._validators:
            document = self.document(name)
            import jsonschema_rs  # noqa: PLC0415 - 26 ms, not needed to read a schema

            try:
                compiled = jsonschema_rs.Draft202012Validator(document, validate_formats=True)
            except jsonschema_rs.ValidationError as error:
                raise RunError(
                    f"not a valid JSON Schema: {error.message}",
                    place=Place(str(self._folder / f"{name}.schema.json")),
                ) from error
            self._validators[name] = compiled
        return self._validators[name]


def _load(path: Path) -> dict[str, Any]:
    try:
        document = json.loads(path.read_bytes())
    except OSError as error:
        reason = error.strerror or "cannot be read"
        raise RunError(f"no schema: {reason}", place=Place(str(path))) from error
    except (ValueError, RecursionError) as error:
        raise RunError(f"not JSON: {error}", place=Place(str(path))) from error
    if not isinstance(document, dict):
        raise RunError("not a JSON Schema: it is no object", place=Place(str(path)))
    return document
