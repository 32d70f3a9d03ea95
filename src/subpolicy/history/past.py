"""What records once said, judged by today's rules."""

from collections import ChainMap
from collections.abc import Collection
from typing import NamedTuple

from subpolicy.errors import RunError
from subpolicy.findings.outcome import Evaluation, Failed, NotJudged
from subpolicy.git.objects import Objects
from subpolicy.git.trails import Touch
from subpolicy.judging import Judged
from subpolicy.policy.evaluation import Judge, environment_of
from subpolicy.policy.facts import facts_of
from subpolicy.registry import loading
from subpolicy.registry.pending import as_it_will_be
from subpolicy.registry.registry import Registry, Vendor
from subpolicy.sources import SourceFault
from subpolicy.sources.working_tree import LIMIT
from subpolicy.tools import require_sound

JUDGEMENTS = 5_000
"""Contents judged per report; what would take more is told as "at least"."""


class Verdict(NamedTuple):
    """What today's rules say of a content."""

    failing: frozenset[str]
    """Fingerprints."""
    undecided: frozenset[str]
    """Rules that the content, being invalid, gives no answer to."""


class OneFile:
    """A source with one file, taken from a commit."""

    revision: str | None = None
    clean: bool | None = None
    prefix: str = ""

    def __init__(self, path: str, raw: bytes) -> None:
        self._path = path
        self._raw = raw

    def files(self, folder: str) -> tuple[str | SourceFault, ...]:  # noqa: ARG002 -- the one
        """The one file."""
        return (self._path,)

    def read(self, path: str) -> bytes | SourceFault | None:
        """Its content; no other file is there."""
        return self._raw if path == self._path else None


class Past:
    """Judges contents one by one, none of them twice.

    Args:
        registry: The records of today, whose DPAs may cover the one that is judged.
        judged: Today's verdict, for its rules and tools.
        rules: Ids of the rules to judge by, of scope ``vendor``.
        objects: Where contents are read.
        prefix: The registry's folder in the repository.
    """

    def __init__(
        self,
        registry: Registry,
        judged: Judged,
        rules: Collection[str],
        objects: Objects,
        prefix: str,
    ) -> None:
        self._registry = registry
        self._tools = judged.tools
        self._objects = objects
        self._prefix = prefix
        self._rules = [rule for rule in judged.selection.rules if rule.id in rules]
        facts = facts_of(registry.vendors, registry.flags, require_sound(self._rules, self._tools))
        self._dpas = {vendor.id: vendor.data.get("dpa") for vendor in registry.vendors}
        # Compiled rules keep the facts that they were compiled with; this one changes with the
        # record that is judged.
        self._dpa_dates = ChainMap[str, str]({}, dict(facts.dpa_dates))
        self._facts = facts._replace(dpa_dates=self._dpa_dates)
        self._environment = environment_of(self._rules, self._facts)
        self._judges: dict[str, Judge] = {}
        self._verdicts: dict[tuple[str, str, str], Verdict | None] = {}

    @property
    def exhausted(self) -> bool:
        """Whether as much was judged as a report may cost."""
        return len(self._verdicts) >= JUDGEMENTS

    def content(self, touch: Touch) -> bytes | None:
        """What a commit left in a file; None where this clone lacks it."""
        try:
            return self._objects.blob(touch.oid, LIMIT + 1)
        except RunError:
            return None

    def verdict(self, touch: Touch, day: str) -> Verdict | None:
        """What the rules say of a content on a day; None where they cannot tell."""
        key = (touch.oid, touch.path, day)
        if key not in self._verdicts:
            self._verdicts[key] = None if self.exhausted else self._judged(touch, day)
        return self._verdicts[key]

    def _judged(self, touch: Touch, day: str) -> Verdict | None:
        raw = self.content(touch)
        if raw is None:
            return None
        tools = self._tools
        source = OneFile(touch.path.removeprefix(self._prefix), raw)
        try:
            past = loading.load(source, tools.configuration, tools.schemas, tools.shape)
            future = as_it_will_be(past.vendors, tools.shape)
            records = [*past.vendors, *(vendor for vendor, _ in future)]
            found = [one for record in records for one in self._evaluations(record, day)]
        except RunError:  # a rule that stumbles over what records once were
            return None
        failed = [one.outcome.finding for one in found if isinstance(one.outcome, Failed)]
        return Verdict(
            frozenset(finding.fingerprint for finding in (*past.faults, *failed)),
            frozenset(one.rule for one in found if isinstance(one.outcome, NotJudged)),
        )

    def _evaluations(self, vendor: Vendor, day: str) -> list[Evaluation]:
        self._cover(vendor)
        if day not in self._judges:
            self._judges[day] = Judge(self._rules, self._facts, day, environment=self._environment)
        return self._judges[day].judge_records([vendor])

    def _cover(self, vendor: Vendor) -> None:
        """Let the record's own DPA of that time count, beside the others' of today."""
        dates = self._dpa_dates.maps[0]
        dates.clear()
        if vendor.data.get("dpa") != self._dpas.get(vendor.id):
            others = [other for other in self._registry.vendors if other.id != vendor.id]
            then = facts_of([*others, vendor], {}, ()).dpa_dates
            dates.update({one: then.get(one, "") for one in {*then, *self._dpa_dates}})
