"""What a registry is judged by while it is edited, and all that is wrong with it."""

from collections.abc import Iterator
from dataclasses import dataclass

from subpolicy.config import FILE_NAME, Paths
from subpolicy.errors import RunError, RunErrors
from subpolicy.findings.finding import Finding
from subpolicy.judging import Asked, Criteria, criteria_of
from subpolicy.lsp.kinds import kind_of
from subpolicy.lsp.open_files import OpenFiles
from subpolicy.lsp.remembering import Remembering
from subpolicy.policy.packs import Library
from subpolicy.registry.files import data_file
from subpolicy.schema import Schemas
from subpolicy.tools import Tools, require_sound, tools_of


@dataclass(frozen=True, slots=True)
class Governing:
    """Sound rules, and who judges by them."""

    criteria: Criteria
    judge: Remembering
    identity: object
    """Equal where the same rules say the same."""

    @property
    def tools(self) -> Tools:
        """What the rules were selected from."""
        return self.criteria.tools


def govern(
    files: OpenFiles, schemas: Schemas, day: str, last: Governing | None
) -> tuple[Governing | None, tuple[Finding | RunError, ...]]:
    """The rules of a registry, else those that were sound last; and every fault.

    A fault of a file's form is a finding, which knows its place better than an error does.

    Args:
        files: The registry.
        schemas: The shipped schemas.
        day: On which is judged, an ISO date.
        last: What was made of it before; rules that have not changed are not made ready again.
    """
    governing, errors = _governed(files, schemas, day, last)
    paths = Paths() if governing is None else governing.tools.configuration.paths
    policies = (path for path in files.files(paths.policies) if isinstance(path, str))
    forms = [
        fault for path in (FILE_NAME, *policies) for fault in _form(path, paths, files, schemas)
    ]
    ill_formed = {fault.path for fault in forms}
    rest = [e for e in errors if e.place is None or e.place.path not in ill_formed]
    return governing, (*forms, *_distinct(rest))


def _form(path: str, paths: Paths, files: OpenFiles, schemas: Schemas) -> tuple[Finding, ...]:
    kind = kind_of(path, paths)
    file = None if kind is None else data_file(files, path, kind, schemas)
    return () if file is None else file.faults


def _governed(
    files: OpenFiles, schemas: Schemas, day: str, last: Governing | None
) -> tuple[Governing | None, list[RunError]]:
    errors: list[RunError] = []
    try:
        tools = tools_of(files, schemas)
    except RunError as error:
        return last, _each(error)
    errors += _faults_of_files(tools)
    try:
        criteria = criteria_of(tools, Asked(day))
    except RunError as error:
        return _with_tools(last, tools), [*_each(error), *errors]
    identity = _identity(criteria)
    if last is not None and last.identity == identity:
        judge = last.judge
    else:
        judge = Remembering(criteria.selection.rules, criteria.tables, day)
    return Governing(criteria, judge, identity), errors


def _with_tools(last: Governing | None, tools: Tools) -> Governing | None:
    """The rules that were sound last, with the configuration as it is now."""
    if last is None:
        return None
    criteria = last.criteria
    now = Criteria(tools, criteria.as_of, criteria.selection, criteria.tables)
    return Governing(now, last.judge, last.identity)


def _faults_of_files(tools: Tools) -> Iterator[RunError]:
    """What is wrong with the registry's own rules, tests and tables, of packs not enabled too."""
    library = tools.library
    for name in library.names():
        if library.owns(name):
            yield from _faults_of_pack(library, name, tools)
    for table in tools.tables:
        try:
            tools.tables[table]
        except RunError as error:
            yield from _each(error)


def _faults_of_pack(library: Library, name: str, tools: Tools) -> Iterator[RunError]:
    try:
        pack = library.pack(name)
        require_sound(() if pack is None else pack.rules, tools)
    except RunError as error:
        yield from _each(error)
    try:
        library.tests(name)
    except RunError as error:
        yield from _each(error)


def _identity(criteria: Criteria) -> object:
    rules = criteria.selection.rules
    tables = tuple(table.document.raw for table in criteria.tables)
    each = tuple((rule.sha256, rule.severity, repr(rule.params)) for rule in rules)
    return (criteria.as_of, each, tables)


def _each(error: RunError) -> list[RunError]:
    return error.errors if isinstance(error, RunErrors) else [error]


def _distinct(errors: list[RunError]) -> tuple[RunError, ...]:
    """Each once: a rule is read for its pack, and again where its pack is enabled."""
    return tuple({(str(error.place), error.message): error for error in errors}.values())
