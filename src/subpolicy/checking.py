"""The gate's way through the house: source → documents → registry → rules → waivers → report."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from subpolicy.assembly import Found, Parts, assemble
from subpolicy.cache.tracing import Traced
from subpolicy.errors import RunError
from subpolicy.findings.evaluations import Evaluations
from subpolicy.findings.finding import Finding
from subpolicy.findings.outcome import OVER_BUDGET, Broken, Evaluation, Failed, NotJudged
from subpolicy.findings.report import Report
from subpolicy.judging import Asked, Criteria, Judged, criteria_of, judge
from subpolicy.question import Question, Sides
from subpolicy.registry import loading
from subpolicy.registry.registry import Registry
from subpolicy.sources import Source, WorkingTree
from subpolicy.surveying.crew import Progress
from subpolicy.surveying.whole import survey
from subpolicy.tools import Tools, tools_of, trusted_tools

if TYPE_CHECKING:
    from subpolicy.comparison import Comparison  # loaded by runs that have a base

__all__ = ["Found", "Question", "Sides", "check", "examine"]

_SOUND_RULES = "mend its rules and its subpolicy.yaml first, or name another revision"
_JUDGE_SOMETHING = "name a record, or a folder with records; a check of nothing is no pass"


def check(
    sides: Sides | Source,
    question: Question,
    jobs: int | None = 1,
    progress: Progress | None = None,
) -> Report:
    """Judge a registry, and the change that it makes where there is a base.

    Args:
        sides: The revisions.
        question: What is asked of them.
        jobs: Processes that judge a registry without a base; None for as many as are worth it.
            The report does not depend on it.
        progress: Is told how many records are judged, and how many there are.

    Raises:
        RunError: the run cannot give a verdict (configuration, a rule, no vendors).
    """
    sides = sides if isinstance(sides, Sides) else Sides(sides)
    parts = _surveyed(sides, question, jobs, progress) or examine(sides, question).parts
    report = assemble(sides.head, question, parts)
    return _narrowed(report, question.paths) if question.paths else report


def _surveyed(
    sides: Sides, question: Question, jobs: int | None, progress: Progress | None
) -> Parts | None:
    """What the report is made of where nobody asks for the records themselves."""
    if sides.compared or sides.guarded or question.gate == "change":
        return None
    asked = Asked(question.as_of, question.rules, question.packs)
    criteria = criteria_of(tools_of(sides.head), asked)
    if not isinstance(sides.head, WorkingTree | Traced):
        jobs = 1  # commits are read through one git, which several processes cannot share
    surveyed = survey(sides.head, criteria, jobs, progress)
    return None if surveyed is None else Parts(surveyed, surveyed.judged)


def examine(sides: Sides, question: Question, like: Registry | None = None) -> Found:
    """What `check` makes its report of.

    Args:
        sides: The revisions.
        question: What is asked of them.
        like: Another revision that was read, whose sound records are not read again.

    Raises:
        RunError: the run cannot give a verdict (configuration, a rule, no vendors).
    """
    tools = tools_of(sides.head)
    asked = Asked(question.as_of, question.rules, question.packs)
    own = criteria_of(tools, asked, compared=sides.base is not None)
    registry = loading.load(sides.head, tools.configuration, tools.schemas, tools.shape, like)
    comparison = None
    if sides.base is not None:
        from subpolicy.comparison import compare_with  # noqa: PLC0415

        comparison = compare_with(sides.base, registry, tools, question.as_of)
    judged, notes = _judged(sides, registry, own, asked, comparison)
    known: frozenset[str] = frozenset()
    if question.gate == "change":
        known = _known_at_base(_required(sides, comparison), judged, registry, asked)
    return Found(registry, judged, comparison, tuple(notes), known)


def _judged(
    sides: Sides, registry: Registry, own: Criteria, asked: Asked, comparison: "Comparison | None"
) -> tuple[Judged, list[str]]:
    """The verdict, by the rules that the run is to trust."""
    notes = []
    if sides.compared and sides.base is None:
        notes.append("the base has no registry: every vendor is taken as it is")
    if not sides.guarded:
        return judge(registry, own, comparison), notes
    if comparison is not None and not comparison.touches_vendors:
        notes.append("governance change: judged by its own rules, so it needs a code owner")
        return judge(registry, own, comparison), notes
    from subpolicy.trust import loosenings  # noqa: PLC0415

    trusted = criteria_of(_trusted(sides, own.tools), asked, compared=comparison is not None)
    verdict = judge(registry, trusted, comparison)
    mine = judge(registry, own, comparison)
    if comparison is not None and (weakened := loosenings(verdict, mine)):
        verdict = judge(registry, trusted, comparison, weakened)
    # Merged, the change's own rules would not judge this: better said before.
    unjudged = [fault for fault in mine.faults if fault.rule == OVER_BUDGET]
    return _with_faults(verdict, [*mine.acceptances.faults, *unjudged]), notes


def _trusted(sides: Sides, own: Tools) -> Tools:
    try:
        return trusted_tools(own, sides.policies)
    except RunError as error:
        from subpolicy.comparison import of_revision  # noqa: PLC0415

        raise of_revision(error, "of the revision to judge by", _SOUND_RULES) from error


def _with_faults(verdict: Judged, faults: Sequence[Finding]) -> Judged:
    """With what is wrong in the change's own waivers, baseline, rules: merged, it would block."""
    known = {_at(fault) for fault in verdict.faults}
    more = [fault for fault in faults if _at(fault) not in known]
    return verdict._replace(faults=(*verdict.faults, *more)) if more else verdict


def _at(fault: Finding) -> tuple[object, ...]:
    return (fault.rule, fault.path, fault.span, fault.item)


def _required(sides: Sides, comparison: "Comparison | None") -> "Comparison | None":
    """The comparison of a run with a base; None where that commit has no registry.

    Raises:
        RunError: the run has no base.
    """
    if not sides.compared:
        raise RunError(
            "--gate change has no base to compare with",
            help_text="name the revision that the change starts from: --base main",
        )
    return comparison


def _known_at_base(
    comparison: "Comparison | None", judged: Judged, registry: Registry, asked: Asked
) -> frozenset[str]:
    """The fingerprints of what is open at the base as well, by the same rules on the same day."""
    if comparison is None or not comparison.vendors or not _any_open(judged, registry):
        return frozenset()
    tools = judged.tools._replace(source=comparison.source)
    before = loading.load(comparison.source, comparison.configuration, tools.schemas, tools.shape)
    base = judge(before, criteria_of(tools, asked))
    # What was waived or on the baseline there was not open.
    open_ = [e.outcome.finding for e in base.evaluations if isinstance(e.outcome, Failed)]
    # What no rule has judged is never known: behind it may be what the change brings.
    faults = [fault for fault in base.faults if fault.rule != OVER_BUDGET]
    return frozenset(f.fingerprint for f in [*open_, *faults, *before.faults])


def _any_open(judged: Judged, registry: Registry) -> bool:
    if judged.faults or registry.faults:
        return True
    return any(isinstance(evaluation.outcome, Failed) for evaluation in judged.evaluations)


def _narrowed(report: Report, paths: Sequence[str]) -> Report:
    """The part of a report that concerns some files and folders.

    Raises:
        RunError: a path matches no file of the registry, or all of them no record.
    """
    known = {member.path for member in report.population}
    known |= {finding.path for finding in report.findings}
    for path in paths:
        if not any(_within(file, path) for file in known):
            raise RunError(f"{path} matches no file of the registry", help_text=_JUDGE_SOMETHING)

    def kept(path: str) -> bool:
        return any(_within(path, wanted) for wanted in paths)

    population = tuple(member for member in report.population if kept(member.path))
    vendors = {member.vendor for member in population}

    def shown(evaluation: Evaluation) -> bool:
        if isinstance(evaluation.outcome, Broken):  # two records may share an id
            return kept(evaluation.outcome.finding.path)
        return evaluation.vendor in vendors

    evaluations = Evaluations.of(filter(shown, report.evaluations))
    # Where a rule gives up on a group, the fault lies with one of its members, and holds for all.
    unjudged = {e.outcome.fault for e in evaluations if isinstance(e.outcome, NotJudged)}
    faults = tuple(f for f in report.faults if kept(f.path) or f in unjudged)
    if not evaluations and not faults:
        raise RunError(
            f"{' '.join(paths)} holds no record, so nothing is judged", help_text=_JUDGE_SOMETHING
        )
    return report._replace(population=population, faults=faults, evaluations=evaluations)


def _within(path: str, wanted: str) -> bool:
    return wanted in {"", "."} or path == wanted or path.startswith(wanted.rstrip("/") + "/")
