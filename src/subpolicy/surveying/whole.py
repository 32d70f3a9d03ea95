"""Judges a registry record by record, and puts together what only all records say."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from contextlib import closing
from hashlib import sha256
from itertools import chain
from operator import itemgetter
from typing import NamedTuple

from subpolicy.config import Configuration
from subpolicy.findings.evaluations import Evaluations, Row, Verdicts
from subpolicy.findings.finding import Finding
from subpolicy.findings.outcome import Outcome
from subpolicy.findings.report import Member, by_path
from subpolicy.judging import Criteria, Judged, Later, accept
from subpolicy.policy.facts import Dpa
from subpolicy.registry import loading
from subpolicy.registry.registry import Vendor
from subpolicy.sources import Source
from subpolicy.surveying.crew import Progress, crew_of
from subpolicy.surveying.sheet import Said, Sheet
from subpolicy.surveying.surveyor import Surveyor, changed

_Combination = tuple[int, tuple[Outcome, ...]]


class Survey(NamedTuple):
    """A registry without the content of its records, and what was judged."""

    configuration: Configuration
    population: tuple[Member, ...]
    """Every file that was looked at, sorted by path."""
    faults: tuple[Finding, ...]
    judged: Judged
    source: Source
    digests: Mapping[str, str]
    """SHA-256 of the files that could be read, by path."""

    def bytes_of(self, path: str) -> bytes | None:
        """What a file holds, read again; None for one that could not be read before.

        Raises:
            RunError: it is not what it was.
        """
        if path not in self.digests:
            return None
        raw = self.source.read(path)
        if not isinstance(raw, bytes) or sha256(raw).hexdigest() != self.digests[path]:
            raise changed(path)
        return raw


def survey(
    source: Source, criteria: Criteria, jobs: int | None, progress: Progress | None
) -> Survey | None:
    """Judge the registry in a source, as `judging.judge` does with all of it in memory.

    Args:
        source: The registry.
        criteria: The rules, and the day.
        jobs: Processes; by default as many as the machine and the registry are worth.
        progress: Is told how many records are done.

    Returns:
        None where two records share an id: whose DPA is meant then, only all records tell.

    Raises:
        RunError: there is no record, a rule cannot be evaluated on a valid one, or a file changes
            while it is read.
    """
    tools = criteria.tools
    entries = loading.entries_of(source, tools.configuration)
    beside = loading.beside_records(source, tools.configuration, tools.schemas)
    surveyor = Surveyor(source, criteria, beside.flags)
    with closing(crew_of(surveyor, source, entries, jobs, progress)) as crew:
        sheets = crew.sheets()
        if not sheets:
            raise loading.no_records(tools.configuration)
        dpas = {sheet.vendor: sheet.dpa for sheet in sheets if sheet.dpa is not None}
        if len({sheet.vendor for sheet in sheets}) < len(sheets):
            return None
        surveyor.know(dpas)
        if any(sheet.said is None for sheet in sheets):
            for index, said in crew.rest(dpas).items():
                sheets[index] = sheets[index]._replace(said=said)
    sheets.sort(key=itemgetter(0))
    population = by_path([*(sheet.member for sheet in sheets), *beside.members])
    return Survey(
        configuration=tools.configuration,
        population=population,
        faults=(*(fault for sheet in sheets for fault in sheet.faults), *beside.faults),
        judged=_judged(_Together(surveyor, sheets), criteria, dpas),
        source=source,
        digests={one.path: one.sha256 for one in population if one.sha256 is not None},
    )


def _judged(together: "_Together", criteria: Criteria, dpas: Mapping[str, Dpa]) -> Judged:
    """What all rules say, today and later, and what waivers and the baseline make of it."""
    surveyor, sheets = together.surveyor, together.sheets
    now = together.evaluations()
    announcing = [together.opened(sheet) for sheet in sheets if sheet.announces]
    rules, as_of = criteria.selection.rules, criteria.as_of
    later = Later(surveyor.judge, rules, surveyor.facts, as_of, dpas)
    evaluations = now.with_more(later.judged(announcing, criteria.tools.shape, now))
    return accept(criteria, evaluations, {sheet.vendor for sheet in sheets})


class _Together:
    """What the rules of scope ``registry`` say, and with the others all rules, of every vendor."""

    def __init__(self, surveyor: Surveyor, sheets: Sequence[Sheet]) -> None:
        self.surveyor = surveyor
        self.sheets = sheets
        self._joined: dict[_Combination, Verdicts] = {}

    def evaluations(self) -> Evaluations:
        """Of all rules on all vendors."""
        rules = self.surveyor.judge.registry_rules
        columns = [self._column(rule) for rule in range(len(rules))]
        rows = []
        for sheet, *outcomes in zip(self.sheets, *columns, strict=True):
            verdicts = self._row(_said(sheet).verdicts, rules, tuple(outcomes))
            rows.append(Row(sheet.vendor, verdicts))
        return Evaluations(rows)

    def opened(self, sheet: Sheet) -> Vendor:
        """The record with its content, read again where it was let go.

        Raises:
            RunError: it is not what it was.
        """
        if sheet.record is not None:
            return self.surveyor.unpacked(sheet.record, sheet.member)
        return self.surveyor.again(sheet.member)

    def _column(self, rule: int) -> list[Outcome]:
        """What a rule says of each vendor."""
        groups: dict[str, list[int]] = defaultdict(list)
        for place, sheet in enumerate(self.sheets):
            key = _said(sheet).keys[rule]
            if isinstance(key, str):
                groups[key].append(place)
        column = [_said(sheet).alone[rule] for sheet in self.sheets]
        asked = {
            key: places
            for key, places in groups.items()
            if len(places) > 1 or column[places[0]] is None
        }
        members = (
            (key, [self.opened(self.sheets[place]) for place in places])
            for key, places in asked.items()
        )
        outcomes = self.surveyor.judge.together(rule, members)
        for place, (_, outcome) in zip(chain(*asked.values()), outcomes, strict=True):
            column[place] = outcome
        return [outcome for outcome in column if outcome is not None]  # as all are, by now

    def _row(
        self, verdicts: Verdicts, rules: Sequence[str], outcomes: tuple[Outcome, ...]
    ) -> Verdicts:
        """The verdicts of all rules, sorted; the same object for the same ones."""
        combination = (id(verdicts), outcomes)
        if combination not in self._joined:
            both = [*verdicts, *zip(rules, outcomes, strict=True)]
            self._joined[combination] = tuple(sorted(both, key=itemgetter(0)))
        return self._joined[combination]


def _said(sheet: Sheet) -> Said:
    assert sheet.said is not None  # noqa: S101 -- by now every record is judged
    return sheet.said
