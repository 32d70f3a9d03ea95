"""What an import tells at its end."""

import os
import shlex
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path

from subpolicy.config import FILE_NAME
from subpolicy.dates import add_days
from subpolicy.findings.finding import Severity
from subpolicy.findings.report import Report
from subpolicy.importing import Plan, Told
from subpolicy.printable import printable
from subpolicy.waivers.baseline import BASELINE

_MOST = 20
"""Lines of one list; ``--verbose`` shows all."""
_COMMONEST = 5
_MOST_NAMED = 3
"""Rows, and things not understood, that are named where a problem is the same."""
_LONGEST = 300
_DAYS = 90
"""How far ahead the hint puts the day of a baseline: a quarter, within any usual limit."""


def lines_of(plan: Plan, working_directory: Path, *, written: bool, all_: bool) -> Iterator[str]:
    """The end of an import, line by line, fit for a terminal.

    Args:
        plan: What was done, or would be.
        working_directory: Where the next commands will be typed.
        written: False after ``--dry-run``.
        all_: Whether every list is shown whole.
    """
    most = None if all_ else _MOST
    yield printable(_first(plan, working_directory, written=written))
    yield from _list(
        "left as they are",
        [f"{one.vendor} ({one.path}): {one.reason}" for one in plan.left],
        most,
    )
    kept = [f"{one.path}: {', '.join(one.kept)}" for one in plan.files if one.kept]
    yield from _list("kept as they were changed here, since the page says what it said", kept, most)
    gone = [f"{one.vendor} ({one.path})" for one in plan.gone]
    yield from _list("not on the page; where one is out of use, set status: retired", gone, most)
    yield from _list("no vendors, so not imported", [_told(one) for one in plan.skipped], most)
    yield from _problems(plan.problems, most)
    if plan.report is not None:
        yield ""
        yield from _verdict(plan.report)
    yield ""
    yield from _next(plan, working_directory, written=written)


def _first(plan: Plan, working_directory: Path, *, written: bool) -> str:
    folder = plan.destination.folder
    records = [file for file in plan.files if file.path.startswith(f"{folder}/")]
    added = sum(file.before is None for file in records)
    numbers = [
        f"{added} new",
        f"{len(plan.changed)} changed" if plan.changed else "",
        f"{len(plan.same)} up to date" if plan.same else "",
        f"{len(plan.left)} left alone" if plan.left else "",
    ]
    where = _short(plan.destination.root, working_directory)
    started = f", with a {FILE_NAME}" if plan.destination.configuration is None else ""
    if any(file.path.endswith(".schema.json") for file in plan.files):
        started += (" and" if started else ", with") + " schemas for editors"
    verb = "imported" if written else "would import"
    vendors = _count(len(plan.records), "vendor")
    return f"{verb} {vendors} into {where}: {', '.join(filter(None, numbers))}{started}"


def _list(title: str, entries: Sequence[str], most: int | None) -> Iterator[str]:
    if not entries:
        return
    yield ""
    yield f"{title} ({len(entries)}):"
    for entry in entries[:most]:
        shown = printable(" ".join(entry.split()))
        yield f"  {shown if len(shown) <= _LONGEST else shown[:_LONGEST] + '…'}"
    if most is not None and len(entries) > most:
        yield f"  and {len(entries) - most} more; --verbose lists them"


def _problems(problems: Sequence[Told], most: int | None) -> Iterator[str]:
    told = [*(map(_told, problems) if most is None else _grouped(problems))]
    yield from _list("not understood, or to be looked at", told, most)
    if most is not None and len(told) < len(problems) and len(told) <= most:
        yield "  --verbose lists every row by itself"


def _grouped(problems: Sequence[Told]) -> Iterator[str]:
    """What is the same in several rows once, with their names; in the order of the page."""
    alike: dict[tuple[str, str], list[Told]] = {}
    for told in problems:
        alike.setdefault((told.cell, told.reason.partition(": ")[0]), []).append(told)
    for (cell, problem), found in alike.items():
        rows = list(dict.fromkeys(told.where for told in found))
        what = list(dict.fromkeys(filter(None, (one.reason.partition(": ")[2] for one in found))))
        reason = f"{problem}: {_some(what)}" if what else problem
        where = f"{_count(len(rows), 'row')} ({_some(rows)})" if len(rows) > 1 else rows[0]
        yield _told(Told(where, cell, reason))


def _some(words: Sequence[str]) -> str:
    return ", ".join(words[:_MOST_NAMED]) + (", …" if words[_MOST_NAMED:] else "")


def _told(told: Told) -> str:
    where = ", ".join(filter(None, (told.where, told.cell)))
    return f"{where}: {told.reason}" if where else told.reason


def _verdict(report: Report) -> Iterator[str]:
    total = Counter(finding.severity for finding in report.findings)
    if not total:
        yield f"subpolicy check finds nothing, as of {report.as_of}"
        return
    counts = ", ".join(
        _count(total[severity], severity) for severity in Severity if total[severity]
    )
    yield f"subpolicy check finds {counts}, as of {report.as_of}; the most common:"
    titles = {card.id: card.title for card in report.rules}
    rules = Counter((finding.rule, finding.severity) for finding in report.findings)
    ranked = sorted(rules.items(), key=lambda entry: (-entry[1], entry[0]))[:_COMMONEST]
    for (rule, severity), number in ranked:
        title = f": {titles[rule]}" if rule in titles else ""
        yield printable(f"  {number:6,} {severity} {rule}{title}")


def _next(plan: Plan, working_directory: Path, *, written: bool) -> Iterator[str]:
    if not written:
        yield "nothing was written: this was a dry run"
        return
    steps = list(_steps(plan, working_directory))
    width = max((len(step) for step, _ in steps), default=0)
    yield "next:"
    for step, why in steps:
        yield printable(f"  {step:{width}}   {why}")


def _steps(plan: Plan, working_directory: Path) -> Iterator[tuple[str, str]]:
    root, report = plan.destination.root, plan.report
    option = "" if root == working_directory else f" --root {_short(root, working_directory)}"
    if plan.nameless:
        yield f"edit {FILE_NAME}", "the page does not say whose list it is: write your name"
    if plan.wanted:
        ids = ", ".join(plan.wanted[:_COMMONEST]) + (", …" if plan.wanted[_COMMONEST:] else "")
        yield f"edit {FILE_NAME}", f"declare the categories that the page has: {ids}"
    yield f"subpolicy check{option}", "every finding with its place and its remedy"
    if report is not None and report.exit_code and not os.path.lexists(root / BASELINE):
        days = _DAYS
        if (configuration := plan.destination.configuration) is not None:
            days = min(days, configuration.baseline_max_days)
        until = add_days(report.as_of, days)
        command = f"subpolicy baseline create{option} --until {until}"
        yield command, "schedule what is there, so that only new faults block"
    if report is not None and not report.faults:
        yield f"subpolicy publish page{option}", "the page again, from the records"


def _count(number: int, noun: str) -> str:
    return f"{number:,} {noun}" if number == 1 else f"{number:,} {noun}s"


def _short(root: Path, working_directory: Path) -> str:
    """A folder as it is typed from the working directory."""
    if root == working_directory:
        return "this folder"
    inside = root.is_relative_to(working_directory)
    return shlex.quote(str(root.relative_to(working_directory) if inside else root))
