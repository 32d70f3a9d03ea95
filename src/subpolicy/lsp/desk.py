"""One registry on an editor's desk: judged again and again, as little as has changed."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from subpolicy import shipped
from subpolicy.config import FILE_NAME, Configuration, Paths
from subpolicy.documents import Document
from subpolicy.errors import RunError
from subpolicy.findings.finding import Finding
from subpolicy.judging import Judged, judge
from subpolicy.lsp.governing import Governing, govern
from subpolicy.lsp.kinds import Kind, kind_of
from subpolicy.lsp.open_files import OpenFiles
from subpolicy.lsp.remark import Remarks
from subpolicy.lsp.remarks import remarks_of
from subpolicy.registry import loading
from subpolicy.registry.registry import Registry
from subpolicy.registry.shape import shape_of
from subpolicy.schema import Schemas
from subpolicy.tools import Tools


@dataclass(frozen=True, slots=True)
class View:
    """What a look at the registry showed."""

    root: Path
    schemas: Schemas
    tools: Tools | None
    """None while no rules have been sound yet."""
    registry: Registry | None
    """None where there is no record."""
    judged: Judged | None
    remarks: Remarks

    @property
    def paths(self) -> Paths:
        """Where the registry keeps its parts."""
        return Paths() if self.tools is None else self.tools.configuration.paths

    def kind(self, path: str) -> Kind | None:
        """What kind of file a path is."""
        return kind_of(path, self.paths)


class Desk:
    """A registry that is being edited.

    Args:
        root: Its root.
        today: Gives the day on which is judged, an ISO date.
    """

    def __init__(self, root: Path, today: Callable[[], str]) -> None:
        self.root = root
        self.files = OpenFiles(root)
        self._today = today
        self._schemas = Schemas(shipped.schema_folder())
        self._governing: Governing | None = None
        self._governed_by: object = None
        self._errors: tuple[Finding | RunError, ...] = ()
        self._registry: Registry | None = None

    def look(self) -> View:
        """Judge the registry as it is now. What is at fault in it is in the view, never raised."""
        self._govern()
        errors = [*self._errors]
        registry = self._load(errors)
        judged = None
        governing = self._governing
        if registry is not None and governing is not None:
            try:
                governing.judge.turn_to(registry)
                judged = judge(registry, governing.criteria, judge_=governing.judge)
            except RunError as error:
                errors.append(error)
        remarks = remarks_of(registry, judged, errors, self.files)
        tools = None if governing is None else governing.tools
        return View(self.root, self._schemas, tools, registry, judged, remarks)

    def _govern(self) -> None:
        """The rules, where anything has changed that they are made of."""
        day = self._today()
        folder = "policies" if self._governing is None else self._policies(self._governing)
        policies = self.files.files(folder)
        contents = [self.files.read(path) for path in policies if isinstance(path, str)]
        made_of = (day, self.files.read(FILE_NAME), policies, contents)
        if made_of != self._governed_by:
            self._governed_by = made_of
            last = self._governing
            self._governing, self._errors = govern(self.files, self._schemas, day, last)

    def _policies(self, governing: Governing) -> str:
        return governing.tools.configuration.paths.policies

    def _load(self, errors: list[Finding | RunError]) -> Registry | None:
        if self._governing is None:
            # Without a sound configuration, records can still be held against their schema.
            empty = Document(FILE_NAME, b"", {})
            configuration = Configuration(empty, {})
            shape = shape_of(self._schemas.document("vendor"), "vendor")
        else:
            tools = self._governing.tools
            configuration, shape = tools.configuration, tools.shape
        try:
            before = self._registry
            found = loading.load(self.files, configuration, self._schemas, shape, before)
        except RunError as error:
            errors.append(error)
            return None
        self._registry = found
        return found
