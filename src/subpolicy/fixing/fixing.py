"""From a registry to the files that would mend it; nothing is written here."""

from collections.abc import Iterator

from subpolicy.checking import Found, Question, Sides, examine
from subpolicy.config import Paths
from subpolicy.documents import Document, read
from subpolicy.documents.editing import is_same, rewrite
from subpolicy.findings.finding import Finding
from subpolicy.findings.outcome import Failed
from subpolicy.fixing.edits import edits
from subpolicy.fixing.fix import Fixed, Left, Plan, Risky
from subpolicy.fixing.pending import due
from subpolicy.fixing.spelling import said, spelt, written
from subpolicy.fixing.stale import mended
from subpolicy.schema import Schemas
from subpolicy.sources import Source
from subpolicy.sources.overlay import Overlay
from subpolicy.tools import tools_of
from subpolicy.waivers.baseline import BASELINE

_ENTANGLED = (
    "its text cannot be changed there without touching other values (an anchor that is used "
    "elsewhere, or several things on one line); edit it by hand"
)
_INVALID = "the record would break its schema; mend what the entry sets"
_NO_HTTPS = "insecure-or-relative-url"


def fixes(source: Source, as_of: str, *, unsafe: bool = False) -> tuple[Fixed | Left | Risky, ...]:
    """Everything that can be mended, by path.

    First what is misspelt, so that what is announced in a record can be read; then the addresses;
    at the end what the records' own dates ask for.

    Args:
        source: The registry.
        as_of: The day, an ISO date.
        unsafe: Whether to make the edits too that may change what a record says; else they are
            among the answers as `Risky`.

    Raises:
        RunError: the registry cannot be judged.
    """
    work = _Work(source, as_of, unsafe=unsafe)
    work.spell()
    work.secure()
    work.keep_time()
    return work.results()


class _Work:
    """A registry that is mended step by step."""

    def __init__(self, source: Source, as_of: str, *, unsafe: bool) -> None:
        self._source, self._as_of, self._unsafe = source, as_of, unsafe
        self._now: dict[str, bytes] = {}
        self._did: dict[str, list[str]] = {}
        self._others: list[Left | Risky] = []

    def spell(self) -> None:
        """Mend what is misspelt."""
        tools = tools_of(self._source)
        for path, schema in _files(self._source, tools.configuration.paths):
            raw = self._source.read(path)
            if isinstance(raw, bytes):
                result = spelt(path, raw, schema, tools.schemas, unsafe=self._unsafe)
                self._write(path, result.raw, result.did)
                self._others += result.risky

    def secure(self) -> None:
        """Turn http into https, where a rule asks for it."""
        for finding in _failed(self._examine()):
            raw = self._read(finding.path) if finding.rule == _NO_HTTPS else None
            document = None if raw is None else read(finding.path, raw)
            if isinstance(document, Document):
                self._secure(document, finding)

    def _secure(self, document: Document, finding: Finding) -> None:
        for edit in edits(document, finding):
            what = said(document, edit)
            if self._unsafe:
                self._write(document.path, written(document.raw, edit), (what,))
            else:
                self._others.append(Risky(document.path, finding.span.line, what))

    def keep_time(self) -> None:
        """Apply what is announced and due, and take off the baseline what is mended."""
        found = self._examine()
        plans = [
            *due(found.registry.vendors, self._as_of),
            *mended(found.judged.faults, found.judged.acceptances.documents),
        ]
        for plan in plans:
            result = _result(plan, found.judged.tools.schemas)
            if isinstance(result, Left):
                self._others.append(result)
            else:
                self._write(plan.document.path, result, plan.did)

    def results(self) -> tuple[Fixed | Left | Risky, ...]:
        """What was done and what was left, by path."""
        fixed = [
            Fixed(path, raw, self._now[path], tuple(did))
            for path, did in self._did.items()
            if isinstance(raw := self._source.read(path), bytes)
        ]
        return tuple(sorted([*fixed, *self._others], key=_place))

    def _examine(self) -> Found:
        question = Question(as_of=self._as_of, provenance=False)
        return examine(Sides(Overlay(self._source, self._now)), question)

    def _read(self, path: str) -> bytes | None:
        raw = self._now.get(path) or self._source.read(path)
        return raw if isinstance(raw, bytes) else None

    def _write(self, path: str, raw: bytes, did: tuple[str, ...]) -> None:
        if did:
            self._now[path] = raw
            self._did.setdefault(path, []).extend(did)


def _place(result: Fixed | Left | Risky) -> tuple[str, int]:
    return result.path, 0 if isinstance(result, Fixed) else result.line


def _files(source: Source, paths: Paths) -> Iterator[tuple[str, str]]:
    """The files that people write records into, each with its schema."""
    for folder, schema in ((paths.vendors, "vendor"), (paths.waivers, "waiver")):
        for path in source.files(folder):
            if isinstance(path, str):
                yield path, schema
    yield paths.flags, "flags"
    yield BASELINE, "baseline"


def _failed(found: Found) -> Iterator[Finding]:
    """What blocks or warns, from the end of each file: an edit moves only what is behind it."""
    failed = [e.outcome.finding for e in found.judged.evaluations if isinstance(e.outcome, Failed)]
    yield from sorted(failed, key=lambda one: (one.path, one.span), reverse=True)


def _result(plan: Plan, schemas: Schemas) -> bytes | Left:
    if schemas.violations(plan.schema, plan.data):
        return _left(plan, _INVALID)
    after = rewrite(plan.document, plan.data)
    return _left(plan, _ENTANGLED) if after is None else after


def _left(plan: Plan, why: str) -> Left:
    """Where to edit by hand: the first key that differs."""
    old, document = plan.document.data, plan.document
    key = next(
        (key for key in old if key not in plan.data or not is_same(old[key], plan.data[key])), ""
    )
    return Left(document.path, document.locate(f"/{key}").line, plan.did, why)
