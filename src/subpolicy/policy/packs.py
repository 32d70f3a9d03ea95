"""Packs: the folders of rules that are shipped, and those that a registry has of its own."""

from collections.abc import Iterable, Iterator
from functools import partial
from typing import NamedTuple

from subpolicy.documents import Document, read_sound
from subpolicy.errors import Place, RunError, RunErrors
from subpolicy.policy import verified
from subpolicy.policy.rules import Rule, rule_from
from subpolicy.policy.tables import Table, Tables, table_from
from subpolicy.schema import Schemas
from subpolicy.sources import Source, SourceFault

TABLES = "_tables"
TEST_SUFFIX = ".test.yaml"

PROTECTED = (
    "missing-dpa-date",
    "non-us-processing-without-scc",
    "optional-without-feature-flag",
)
"""The rules that the project exists for: never lowered, switched off or shadowed (SPEC §3)."""


class Pack(NamedTuple):
    """One folder of rules, read and well-formed; its expressions are not yet checked."""

    name: str
    folder: str
    """As shown to people: ``policies/core``."""
    rules: tuple[Rule, ...]


class Shelf(NamedTuple):
    """Where packs and tables come from: a source, and the folder in it."""

    source: Source
    folder: str
    shown: str
    """What the folder is called in messages and reports."""

    def names(self) -> list[str]:
        """The packs on this shelf, those with faulty files included.

        Raises:
            RunError: a file lies beside the packs, where nobody would read it.
        """
        prefix = self.folder + "/" if self.folder else ""
        names = set()
        for entry in self.source.files(self.folder):
            path = entry if isinstance(entry, str) else entry.path
            name, within, _ = path.removeprefix(prefix).partition("/")
            if not within:
                raise self._stray(entry)
            names.add(name)
        return sorted(names - {TABLES})

    def _stray(self, entry: str | SourceFault) -> RunError:
        if isinstance(entry, SourceFault):
            place = Place(self.label(entry.path))
            return RunError(entry.message, place=place, help_text=entry.remediation)
        return RunError(
            "this file is in no pack",
            place=Place(self.label(entry)),
            help_text="put it into the folder of a pack, or name another folder in paths.policies",
        )

    def path(self, *parts: str) -> str:
        """A path on this shelf, for its source."""
        return "/".join(part for part in (self.folder, *parts) if part)

    def label(self, path: str) -> str:
        """The same path as shown to people."""
        return self.shown + path.removeprefix(self.folder)

    def contents(self, pack: str) -> dict[str, bytes | SourceFault | None]:
        """What the rule files of a pack hold, by the names of the files."""
        paths = (path for path in self.source.files(self.path(pack)) if isinstance(path, str))
        rules = (path for path in paths if not path.endswith(TEST_SUFFIX))
        return {path.rpartition("/")[2]: self.source.read(path) for path in rules}


class Library:
    """All packs and tables in reach: the registry's own shelf before the shipped one."""

    def __init__(self, own: Shelf, shipped: Shelf, schemas: Schemas) -> None:
        self._schemas = schemas
        self._shipped = shipped
        self._own_names = frozenset(own.names())
        # The first shelf that has a pack gives it.
        self._shelf = dict.fromkeys(shipped.names(), shipped) | dict.fromkeys(self._own_names, own)
        self._shelves = (own, shipped)

    def names(self) -> list[str]:
        """The packs in reach, sorted."""
        return sorted(self._shelf)

    def pack(self, name: str) -> Pack | None:
        """A pack, the registry's own where it has one of that name; None where nobody has it.

        Raises:
            RunError: a file in it is broken, or lies there that does not belong.
        """
        shelf = self._shelf.get(name)
        return None if shelf is None else self._load(shelf, name)

    def homes(self) -> dict[str, str]:
        """The pack of each rule in reach, by the names of the files; nothing is read."""
        return {
            path.rpartition("/")[2].removesuffix(".yaml"): name
            for name, shelf in self._shelf.items()
            for path in shelf.source.files(shelf.path(name))
            if isinstance(path, str) and not path.endswith(TEST_SUFFIX)
        }

    def rule_ids(self) -> set[str]:
        """The ids of all rules in reach."""
        return {*self.homes()}

    def tables(self) -> Tables:
        """All tables, by id; the registry's own replace the shipped ones of the same id.

        Raises:
            RunError: something else lies among them; a broken table, when it is looked up.
        """
        return Tables(
            {
                path.rpartition("/")[2].removesuffix(".yaml"): partial(self._table, shelf, path)
                for shelf in reversed(self._shelves)
                for path in _paths(shelf, TABLES)
            }
        )

    def shipped_rules(self, ids: Iterable[str]) -> dict[str, Rule]:
        """The rules of the shipped pack ``core`` with these ids."""
        paths = [self._shipped.path("core", f"{rule_id}.yaml") for rule_id in ids]
        rules = [rule_from(self._valid(self._shipped, path, "rule"), "core") for path in paths]
        return {rule.id: rule for rule in rules}

    def tests(self, name: str) -> dict[str, Document]:
        """The test files of a pack, by the id of the rule that each is named for.

        Raises:
            RunError: a file is broken, or breaks its schema.
        """
        shelf = self._shelf[name]
        tests = {}
        for path in _paths(shelf, name):
            if path.endswith(TEST_SUFFIX):
                document = self._valid(shelf, path, "rule-test")
                tests[path.rpartition("/")[2].removesuffix(TEST_SUFFIX)] = document
        return tests

    def replaced(self) -> list[str]:
        """The shipped packs in whose place the registry has other files."""
        own, shipped = self._shelves
        names = sorted(self._own_names & {*shipped.names()})
        return [name for name in names if own.contents(name) != shipped.contents(name)]

    def owns(self, name: str) -> bool:
        """Whether the registry has a folder of its own for this pack."""
        return name in self._own_names

    def _load(self, shelf: Shelf, name: str) -> Pack:
        rules: list[Rule] = []
        errors: list[RunError] = []
        for path in _paths(shelf, name):
            if path.endswith(TEST_SUFFIX):
                continue
            try:
                document = self._valid(shelf, path, "rule")
                _require_name(document, document.data["id"])
            except RunErrors as several:
                errors.extend(several.errors)
            except RunError as error:
                errors.append(error)
            else:
                rules.append(rule_from(document, name))
        if errors:
            raise RunErrors(errors)
        return Pack(name, shelf.label(shelf.path(name)), tuple(rules))

    def _table(self, shelf: Shelf, path: str) -> Table:
        document = self._valid(shelf, path, "table")
        table = table_from(document)
        _require_name(document, table.id)
        return table

    def _valid(self, shelf: Shelf, path: str, schema: str) -> Document:
        """A file that keeps its schema.

        Raises:
            RunErrors: all its faults.
        """
        raw = _raw(shelf, path)
        known = verified.parsed().of(raw, schema, self._schemas.digest(schema))
        if known is not None:
            return Document(shelf.label(path), raw, known)
        document = read_sound(shelf.label(path), raw)
        errors = []
        violations = self._schemas.violations(schema, document.data)
        placed = [(document.locate(violation.pointer), violation) for violation in violations]
        for span, violation in sorted(placed, key=lambda pair: pair[0]):
            place = Place(document.path, span.line, span.column)
            errors.append(RunError(violation.message, place=place, help_text=violation.remediation))
        if errors:
            raise RunErrors(errors)
        return document


def _paths(shelf: Shelf, folder: str) -> Iterator[str]:
    """The files of a pack. Anything else in its folder is an error, never passed over."""
    for path in shelf.source.files(shelf.path(folder)):
        if isinstance(path, SourceFault):
            raise RunError(
                f"{path.message}", place=Place(shelf.label(path.path)), help_text=path.remediation
            )
        if path.count("/") > shelf.path(folder).count("/") + 1:
            raise RunError(
                "a pack holds no folders",
                place=Place(shelf.label(path)),
                help_text="put rules and their tests directly into policies/<pack>/",
            )
        yield path


def _raw(shelf: Shelf, path: str) -> bytes:
    raw = shelf.source.read(path)
    if isinstance(raw, SourceFault):
        place = Place(shelf.label(path))
        raise RunError(raw.message, place=place, help_text=raw.remediation)
    return raw or b""


def _require_name(document: Document, name: str) -> None:
    expected = document.path.rpartition("/")[2].removesuffix(".yaml")
    if name != expected:
        span = document.locate("/id")
        raise RunError(
            f'the id "{name}" differs from the file\'s name',
            place=Place(document.path, span.line, span.column),
            help_text=f"call the file {name}.yaml, or the rule {expected}",
        )
