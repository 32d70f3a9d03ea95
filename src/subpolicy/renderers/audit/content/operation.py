"""The registry over time: the changes of the period, its commits, and the trend."""

from collections import Counter

from subpolicy.audit import Audit, JudgedCommit, LoggedChange, Moment, Period
from subpolicy.renderers.audit.blocks import Block, Cell, Chart, Prose, Section
from subpolicy.renderers.audit.content import cells
from subpolicy.renderers.audit.content.cells import columns, many, table


def changes(period: Period) -> Section:
    """What happened to vendors in the period, and how customers were told."""
    found = period.changes
    if not found:
        return Section("changes", "Changes in the period", (Prose("No record changed."),))
    material = [change for change in found if change.material]
    standings = Counter(change.standing for change in found if change.standing)
    words = (
        f"{many(len(found), 'change')} of vendors; customers would want to know of {len(material)} "
        "(material changes)."
    )
    if standings:
        said = ", ".join(f"{count} {_STANDINGS[name]}" for name, count in sorted(standings.items()))
        words += f" Notice: {said}."
    return Section("changes", "Changes in the period", (Prose(words), _log(found)))


def operation(period: Period) -> Section:
    """Every commit of the period; those that bypassed their gate first."""
    commits = period.commits
    bypassed = period.bypassed
    unjudged = [commit for commit in commits if commit.passed is None]
    passed = len(commits) - len(bypassed) - len(unjudged)
    words = (
        f"{many(len(commits), 'commit')} of the main line from {period.since} to {period.until}, "
        "each judged by the rules of its first parent, so that no change approves itself (one of "
        "rules alone, which touches no record, is judged by its own and says so): "
        f"{passed} passed, {len(bypassed)} bypassed the gate, {len(unjudged)} could not be judged."
    )
    blocks: list[Block] = [Prose(words), *(Prose(f"Gap: {gap}") for gap in period.gaps)]
    if not period.gaps:
        blocks.append(Prose("No gaps: nothing of the period was left out."))
    if bypassed:
        blocks.append(_bypassed(bypassed))
    else:
        blocks.append(Prose("No commit bypassed its gate."))
    if commits:
        blocks.append(_commits(commits))
    return Section("operation", "Operation over the period", tuple(blocks))


def trend(audit: Audit) -> Section:
    """What the last commits left open."""
    note = [Prose(audit.trend_note)] if audit.trend_note else []
    if not audit.trend:
        return Section("trend", "Trend", tuple(note) or (Prose("No history to show."),))
    first, last = audit.trend[0], audit.trend[-1]
    words = (
        f"From {first.date} to {last.date}: open errors from {first.errors} to {last.errors}, "
        f"open warnings from {first.warnings} to {last.warnings}."
    )
    rows = (_moment(moment) for moment in reversed(audit.trend))
    head = columns(
        "Day", "Commit", "Vendors", "Errors", "Warnings", "Infos", "Waived", "Known at adoption"
    )
    blocks = (
        Chart("trend", "Open findings over the last commits", words),
        table("What each commit left, newest first", head, rows),
    )
    return Section("trend", "Trend", (*note, *blocks))


_STANDINGS = {
    "kept": "in time",
    "emergency": "in an emergency",
    "too-short": "too short",
    "missing": "missing",
}


def _log(found: tuple[LoggedChange, ...]) -> Block:
    head = columns(
        "Day",
        "Commit",
        "Vendor",
        "Change",
        "Material",
        "Why",
        "Notice",
        "Channels",
        "Holds from",
        "Days elapsed",
        "Days owed",
        "Standing",
        "Emergency",
        filters=("Change", "Material", "Standing"),
    )
    rows = (
        (
            cells.date(change.date),
            cells.commit(change.commit),
            Cell(change.vendor, note=change.name),
            Cell(change.kind),
            Cell("yes" if change.material else "no"),
            cells.text("; ".join(change.reasons) or ", ".join(f.pointer for f in change.fields)),
            cells.date(change.announced_on),
            cells.text(", ".join(change.channels)),
            cells.date(change.starts),
            cells.number(change.elapsed_days),
            cells.number(change.owed_days),
            cells.text(_STANDINGS.get(change.standing or "", change.standing)),
            cells.text(change.emergency),
        )
        for change in found
    )
    return table("Changes of vendors, newest first", head, rows)


def _bypassed(found: tuple[JudgedCommit, ...]) -> Block:
    rows = (
        (
            cells.date(commit.date),
            cells.commit(commit.commit),
            cells.text(commit.author),
            cells.text(commit.subject),
            cells.text(finding.vendor if finding else None),
            cells.code(finding.rule if finding else None),
            cells.text(finding.message if finding else commit.note),
        )
        for commit in found
        for finding in (commit.blocking or (None,))
    )
    head = columns("Day", "Commit", "Author", "Subject", "Vendor", "Rule", "What the gate stops at")
    return table("Bypassed: commits that are there although their gate fails", head, rows)


def _commits(found: tuple[JudgedCommit, ...]) -> Block:
    head = columns(
        "Day",
        "Commit",
        "Merge",
        "Author",
        "Subject",
        "Gate",
        "Errors left",
        "Warnings left",
        "Note",
        filters=("Gate", "Author"),
    )
    rows = (
        (
            cells.date(commit.date),
            cells.commit(commit.commit),
            Cell("yes" if commit.merge else "no"),
            cells.text(commit.author),
            cells.text(commit.subject),
            Cell(_gate(commit), "strong" if commit.passed is False else "text"),
            cells.number(commit.moment.errors if commit.moment else None),
            cells.number(commit.moment.warnings if commit.moment else None),
            cells.text(commit.note),
        )
        for commit in found
    )
    return table("Every commit of the period, newest first", head, rows)


def _gate(commit: JudgedCommit) -> str:
    match commit.passed:
        case None:
            return "not judged"
        case True:
            return "passed"
        case False:
            return "BYPASSED"


def _moment(moment: Moment) -> tuple[Cell, ...]:
    return (
        cells.date(moment.date),
        cells.commit(moment.commit),
        *(
            cells.number(count)
            for count in (
                moment.vendors,
                moment.errors,
                moment.warnings,
                moment.infos,
                moment.waived,
                moment.baselined,
            )
        ),
    )
