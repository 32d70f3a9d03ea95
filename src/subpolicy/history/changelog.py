"""What became of a registry's vendors, commit by commit, along the first parents."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import NamedTuple

from subpolicy import config
from subpolicy.changes import compare
from subpolicy.changes.difference import VendorChange
from subpolicy.changes.weighing import Scales, weighed
from subpolicy.comparison import areas
from subpolicy.config import FILE_NAME, Configuration
from subpolicy.errors import RunError
from subpolicy.registry import loading
from subpolicy.registry.registry import Registry, Vendor
from subpolicy.revisions import History
from subpolicy.sources import Source
from subpolicy.tools import Tools

_WHOLE = "fetch the whole history: fetch-depth: 0 in CI, or git fetch --unshallow"
_BEGINNING = "1970-01-01"
"""For a commit whose date no calendar has, where no commit before it has one either."""


class Entry(NamedTuple):
    """One vendor's change in one commit."""

    commit: str | None
    """Commit id; None for what is not committed yet."""
    date: str
    """The committer's day in UTC, an ISO date; never before that of an earlier commit."""
    configuration: Configuration
    """What the registry promised then."""
    change: VendorChange


@dataclass(frozen=True, slots=True)
class Changelog:
    """The changes since the first commit that held a registry."""

    origin: Configuration
    """That of the first registry."""
    start: str
    """The commit of the first registry."""
    started_on: str
    """Its day, an ISO date."""
    commits: tuple[str, ...]
    """Those that were looked at, oldest first."""
    entries: tuple[Entry, ...]
    """Oldest first; within a commit by vendor id."""


class _State(NamedTuple):
    """The registry as it was last readable."""

    configuration: Configuration
    vendors: tuple[Vendor, ...]
    """As the commit has them."""
    known: Mapping[str, Vendor]
    """The last valid record of every vendor that is still there, by id."""


def changelog(
    history: History, tools: Tools, revision: str = "HEAD", now: tuple[Source, str] | None = None
) -> Changelog:
    """Every change of a vendor, held against the commit before it on the line of first parents.

    A record that is invalid in a commit counts as what it last was; a commit whose
    ``subpolicy.yaml`` is broken is passed over, and what it changed counts from the next one. The
    vendors of the first registry are the start, and no changes.

    Args:
        history: The repository.
        tools: Those of the registry as it is now.
        revision: The newest commit.
        now: The working tree on top of it and its day, where that is asked for.

    Raises:
        RunError: there is no such revision, no registry in it, or the clone is a shallow one.
    """
    walk = _Walk(tools)
    last = _BEGINNING
    repository = history.repository
    newest = repository.commit(revision)
    for commit in reversed(repository.ancestors(newest, paths=_paths(tools))):
        if commit.boundary:
            raise RunError(
                "the history of this shallow clone ends before the registry's does",
                help_text=_WHOLE,
            )
        last = max(last, commit.date or last)
        source = history.at(commit.id)
        if source is not None:
            walk.step(source, commit.id, last)
    if now is not None:
        walk.step(now[0], None, max(last, now[1]))
    return walk.log()


def _paths(tools: Tools) -> tuple[str, ...]:
    """What touches a record, from the repository's top."""
    vendors = tools.configuration.paths.vendors
    return tuple(tools.source.prefix + path for path in (vendors, FILE_NAME))


class _Walk:
    """Goes from the oldest commit to the newest."""

    def __init__(self, tools: Tools) -> None:
        self._tools = tools
        self._state: _State | None = None
        self._first: tuple[Configuration, str | None, str] | None = None
        self._commits: list[str] = []
        self._entries: list[Entry] = []

    def step(self, source: Source, commit: str | None, day: str) -> None:
        """Look at the registry of one commit."""
        state = self._read(source)
        if state is None:
            return
        if self._state is None:
            self._first = (state.configuration, commit, day)
        else:
            before = self._state.known
            self._entries += self._changes(before, state, commit, day)
        self._state = state
        if commit is not None:
            self._commits.append(commit)

    def log(self) -> Changelog:
        """Everything that was found."""
        if self._first is None:
            raise RunError(
                "no commit holds this registry yet",
                help_text="commit it: what has changed is read from git's history",
            )
        origin, start, day = self._first
        return Changelog(origin, start or "", day, tuple(self._commits), tuple(self._entries))

    def _changes(
        self, before: Mapping[str, Vendor], state: _State, commit: str | None, day: str
    ) -> Iterator[Entry]:
        in_area = areas(self._tools, day)
        scales = Scales(state.configuration.notice, self._tools.shape, in_area, day)
        for change in compare([*before.values()], [*state.known.values()], in_area):
            yield Entry(commit, day, state.configuration, weighed(change, scales))

    def _read(self, source: Source) -> _State | None:
        tools, state = self._tools, self._state
        try:
            configuration = config.load(source, tools.schemas)
        except RunError:
            return None
        like = _registry(configuration, () if state is None else state.vendors)
        vendors = loading.load_vendors(source, like, configuration, tools.schemas, tools.shape)
        known = {} if state is None else state.known
        kept = {
            vendor.id: vendor if vendor.valid else known[vendor.id]
            for vendor in vendors
            if vendor.valid or vendor.id in known
        }
        return _State(configuration, vendors, kept)


def _registry(configuration: Configuration, vendors: tuple[Vendor, ...]) -> Registry:
    """What `load_vendors` compares with, so that a record that stays is read once."""
    raw = {one.path: one.document.raw for one in vendors if one.document is not None}
    return Registry(configuration, vendors, {}, (), (), raw)
