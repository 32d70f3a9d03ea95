"""A commit judged as it was then: the state that it left, and the gate that it had to pass."""

import stat
from collections.abc import Mapping
from typing import NamedTuple

from subpolicy import config
from subpolicy.assembly import Found, assemble
from subpolicy.audit.period import JudgedCommit, LoggedChange
from subpolicy.auditing.changelog import logged
from subpolicy.auditing.moments import moment_of
from subpolicy.checking import Sides, examine
from subpolicy.config import FILE_NAME, Paths
from subpolicy.errors import RunError, RunErrors
from subpolicy.findings.report import Report
from subpolicy.git.ancestry import Ancestor
from subpolicy.git.objects import TreeEntry
from subpolicy.question import Question
from subpolicy.registry.registry import Registry
from subpolicy.schema import Schemas
from subpolicy.sources import Revision
from subpolicy.waivers.baseline import BASELINE

NO_REGISTRY = "there is no registry in it"
BEGINNING = "the registry begins here, so there was no gate yet"
BOUNDARY = "this clone ends here, so that what it changed is not known"
NO_DAY = "its date is in no calendar"

Files = frozenset[tuple[str, TreeEntry]]


class Snapshot(NamedTuple):
    """The registry of a commit."""

    source: Revision
    rules: Files
    """What judges: rules, configuration, waivers, baseline."""
    files: Files
    """All that the verdict rests on, but for the day."""


class CommitJudge:
    """Judges the commits of a period, oldest first, none of them twice.

    Args:
        question: The rules if not all, and whether warnings block.
        schemas: Judge the configurations.
    """

    def __init__(self, question: Question, schemas: Schemas) -> None:
        self._question = question
        self._schemas = schemas
        self._paths: dict[TreeEntry, Paths] = {}
        self._last: tuple[Files, str, Report] | None = None
        self._known: Registry | None = None

    def snapshot(self, source: Revision | None) -> Snapshot | None:
        """What there is to judge in a commit; None where it has no registry."""
        if source is None:
            return None
        paths = self._paths_of(source)
        rules = _below(source.entries, paths.policies, paths.waivers, FILE_NAME, BASELINE)
        files = rules | _below(source.entries, paths.vendors, paths.flags)
        if any(not stat.S_ISREG(entry.mode) for _, entry in files):
            rules = files = frozenset(source.entries.items())  # a link can lead to any file
        return Snapshot(source, rules, files)

    def judged(
        self, commit: Ancestor, now: Snapshot | None, before: Snapshot | None
    ) -> tuple[JudgedCommit, tuple[LoggedChange, ...]]:
        """One commit, and what it did to vendors.

        Args:
            commit: The commit.
            now: Its registry.
            before: That of its first parent.
        """
        if now is None or commit.date is None:
            return unjudged(commit, NO_REGISTRY if now is None else NO_DAY), ()
        try:
            state = self._state(now, commit.date)
        except RunError as error:
            return unjudged(commit, said(error)), ()
        moment = moment_of(state, commit.id, commit.date)
        left = unjudged(commit, "")._replace(moment=moment, counts=state.counts)
        if before is None:
            return left._replace(note=BOUNDARY if commit.boundary else BEGINNING), ()
        if before.files == now.files:
            return left._replace(passed=True), ()
        return self._passage(left, now, before, commit)

    def _passage(
        self, left: JudgedCommit, now: Snapshot, before: Snapshot, commit: Ancestor
    ) -> tuple[JudgedCommit, tuple[LoggedChange, ...]]:
        """What the gate says of a commit that changes the registry."""
        assert left.moment is not None  # noqa: S101 -- its state is judged
        day = left.moment.date
        try:
            found, gate = self._gate(now, before, day)
        except RunError as error:
            return left._replace(note=f"its gate cannot be judged: {said(error)}"), ()
        changes = () if found.comparison is None else found.comparison.changes
        terms = found.registry.configuration.notice
        return (
            left._replace(
                passed=not gate.blocking, blocking=gate.blocking, note="; ".join(found.notes)
            ),
            tuple(logged(commit, day, changes, terms)),
        )

    def _state(self, now: Snapshot, day: str) -> Report:
        if self._last is None or self._last[:2] != (now.files, day):
            question = self._asked(day)
            found = examine(Sides(now.source), question, self._known)
            self._known = found.registry
            self._last = (now.files, day, assemble(now.source, question, found.parts))
        return self._last[2]

    def _gate(self, now: Snapshot, before: Snapshot, day: str) -> tuple[Found, Report]:
        """What the documented gate of a pull request says: by the rules of the first parent."""
        question = self._asked(day, gate=True)
        guarded = now.rules != before.rules  # the same rules need not judge twice
        sides = Sides(
            now.source,
            compared=True,
            base=before.source,
            guarded=guarded,
            policies=before.source if guarded else None,
        )
        found = examine(sides, question, self._known)
        return found, assemble(now.source, question, found.parts)

    def _asked(self, day: str, *, gate: bool = False) -> Question:
        asked = self._question
        return Question(
            as_of=day,
            rules=asked.rules,
            packs=asked.packs,
            strict=asked.strict,
            gate="change" if gate else "state",
            provenance=False,
        )

    def _paths_of(self, source: Revision) -> Paths:
        entry = source.entries[FILE_NAME]
        if entry not in self._paths:
            try:
                self._paths[entry] = config.load(source, self._schemas).paths
            except RunError:  # whoever judges it will say so
                self._paths[entry] = Paths()
        return self._paths[entry]


def unjudged(commit: Ancestor, note: str) -> JudgedCommit:
    """A commit without a verdict, and why."""
    return JudgedCommit(
        commit=commit.id,
        date=commit.date,
        subject=commit.subject,
        author=commit.author,
        merge=commit.merge,
        moment=None,
        counts=None,
        passed=None,
        blocking=(),
        note=note,
    )


def said(error: RunError) -> str:
    """What an error says, the first one where they are several."""
    if isinstance(error, RunErrors):
        return said(error.errors[0])
    return error.message if error.place is None else f"{error.place}: {error.message}"


def _below(entries: Mapping[str, TreeEntry], *places: str) -> Files:
    """The files that are one of these, or lie in one."""
    folders = tuple("" if place == "." else place + "/" for place in places)
    return frozenset(
        (path, entry)
        for path, entry in entries.items()
        if path in places or path.startswith(folders)
    )
