"""What other Python programs may call: `check` and `load_registry`."""

import datetime as dt
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from os import PathLike
from pathlib import Path

from subpolicy import checking
from subpolicy.dates import is_date
from subpolicy.errors import RunError
from subpolicy.findings.report import Report
from subpolicy.question import Question, Sides
from subpolicy.registry import loading
from subpolicy.registry.registry import Registry
from subpolicy.root import find_root
from subpolicy.sources import WorkingTree
from subpolicy.tools import tools_of

__all__ = ["check", "load_registry"]

Folder = str | PathLike[str]


def check(  # noqa: PLR0913 -- one for each option of the command
    root: Folder = ".",
    *,
    as_of: str | dt.date | None = None,
    rules: Iterable[str] = (),
    packs: Iterable[str] = (),
    strict: bool = False,
    base: str | None = None,
    rev: str | None = None,
) -> Report:
    """Judge a registry, as ``subpolicy check`` does.

    Args:
        root: The folder of ``subpolicy.yaml``, or one below it.
        as_of: The day on which the rules are judged; today (UTC) by default.
        rules: Judge by these alone, by their ids.
        packs: Judge by these alone, enabled or not.
        strict: Whether warnings block too.
        base: A git revision; also judge the change since the commit where it and the registry
            parted.
        rev: Judge this git revision instead of the working tree.

    Returns:
        The report: ``exit_code`` is 0 when nothing blocks and 1 when something does;
        ``findings`` are what was found, ``counts`` the numbers.

    Raises:
        RunError: the run cannot give a verdict: no registry, a broken configuration or rule, an
            unknown rule or revision, no vendor files.
    """
    question = Question(_day(as_of), _names(rules), _names(packs), strict=strict)
    with _sides(_root(root, rev), base, rev) as sides:
        return checking.check(sides, question)


def load_registry(root: Folder = ".") -> Registry:
    """Read a registry without judging it by rules.

    Args:
        root: The folder of ``subpolicy.yaml``, or one below it.

    Returns:
        Its ``vendors``, ``flags`` and ``configuration``, and as ``faults`` what is wrong with the
        files themselves.

    Raises:
        RunError: there is no registry, no vendor file, or the configuration is broken.
    """
    source = WorkingTree(_root(root, None))
    tools = tools_of(source)
    return loading.load(source, tools.configuration, tools.schemas, tools.shape)


def _root(root: Folder, rev: str | None) -> Path:
    folder = Path(root).absolute()
    return folder if rev is not None else find_root(folder)


def _names(names: Iterable[str]) -> tuple[str, ...]:
    return (names,) if isinstance(names, str) else tuple(names)


def _day(day: str | dt.date | None) -> str:
    """A day as the rules see it. The clock is read here, where a program begins."""
    if day is None:
        try:
            return dt.datetime.now(dt.UTC).date().isoformat()
        except (ValueError, OverflowError, OSError):  # no day of the years 1 to 9999
            fix = "set it, or name the day with as_of"
            raise RunError("the clock is in no year from 1 to 9999", help_text=fix) from None
    if isinstance(day, dt.date):
        return dt.date(day.year, day.month, day.day).isoformat()
    if not is_date(day):
        raise RunError(f"{day!r} is no date", help_text="write it like 2026-11-21")
    return day


@contextmanager
def _sides(folder: Path, base: str | None, rev: str | None) -> Iterator[Sides]:
    if base is None and rev is None:
        yield Sides(WorkingTree(folder))
        return
    from subpolicy.revisions import History  # noqa: PLC0415 (only runs that ask git for commits)

    history = History.of(folder)
    try:
        yield Sides(
            WorkingTree(folder) if rev is None else history.registry(rev),
            compared=base is not None,
            base=None if base is None else history.base(base, rev or "HEAD"),
        )
    finally:
        history.objects.close()
