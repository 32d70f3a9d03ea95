"""Options that several commands share, and what they mean."""
# ruff: noqa: PTH100, PTH118 (pathlib has no name for a path whose links are kept)

import argparse
import os
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path
from time import time
from typing import NamedTuple

from subpolicy.dates import is_date
from subpolicy.errors import RunError
from subpolicy.printable import printable
from subpolicy.root import FILE_NAME, HOW_TO_START, find_root
from subpolicy.sources import WorkingTree
from subpolicy.suggestions import nearest

_MOST_JOBS = 256


class Target(NamedTuple):
    """A file to write one format to."""

    format: str
    path: Path


def add_root(parser: "argparse._ActionsContainer") -> None:
    """``--root``."""
    parser.add_argument(
        "--root",
        metavar="DIR",
        type=Path,
        help="folder of subpolicy.yaml (default: searched upward from here)",
    )


def add_as_of(parser: "argparse._ActionsContainer") -> None:
    """``--as-of``."""
    parser.add_argument(
        "--as-of",
        metavar="DATE",
        type=date,
        default=None,
        help="the day on which the rules are judged, YYYY-MM-DD (default: today, UTC)",
    )


def add_selection(parser: "argparse._ActionsContainer", verb: str = "judge by") -> None:
    """``--rule`` and ``--pack``."""
    parser.add_argument(
        "--rule",
        metavar="ID",
        action="append",
        default=[],
        help=f"{verb} this rule alone; repeatable",
    )
    parser.add_argument(
        "--pack",
        metavar="NAME",
        action="append",
        default=[],
        help=f"{verb} this pack alone, enabled or not; repeatable",
    )


def add_output(parser: "argparse._ActionsContainer", formats: Sequence[str]) -> None:
    """``--output FORMAT=FILE``."""
    parser.add_argument(
        "--output",
        metavar="FORMAT=FILE",
        action="append",
        default=[],
        type=lambda text: _target(text, formats),
        help="also write a format to a file; repeatable",
    )


def add_strict(parser: "argparse._ActionsContainer") -> None:
    """``--strict``."""
    parser.add_argument("--strict", action="store_true", help="warnings block too")


def add_cost(parser: "argparse._ActionsContainer") -> None:
    """``--no-cache`` and ``--jobs``."""
    parser.add_argument(
        "--no-cache",
        action="store_true",
        help="judge anew, and keep nothing; else a run that would read the same as an earlier one "
        "gives what that one gave",
    )
    parser.add_argument(
        "--jobs",
        metavar="N",
        type=_count,
        default=None,
        help="judge in so many processes (default: one, and for thousands of records as many as "
        "there are processors); the output does not depend on it",
    )


def root_of(arguments: argparse.Namespace) -> Path:
    """The registry's root, absolute: ``--root``, or found upward from the working directory.

    Raises:
        RunError: there is no ``subpolicy.yaml``.
    """
    if arguments.root is None:
        return find_root(Path.cwd())
    root = Path(os.path.abspath(arguments.root))
    if not os.path.isfile(root / FILE_NAME):  # noqa: PTH113 -- pathlib's raises
        raise RunError(
            f"no {FILE_NAME} in {printable(str(arguments.root))}",
            help_text=HOW_TO_START,
        )
    return root


def tree_of(root: Path, environment: Mapping[str, str]) -> WorkingTree:
    """The working tree; under pre-commit without files that are not part of the commit."""
    return WorkingTree(root, tracked_only=environment.get("PRE_COMMIT") == "1")


def today() -> str:
    """The current day in UTC. The clock is read here and nowhere else.

    Raises:
        RunError: the clock says what is no day of the years 1 to 9999.
    """
    try:
        return datetime.now(UTC).date().isoformat()
    except (ValueError, OverflowError, OSError):
        raise RunError(
            f"the clock says {time():.0f} seconds after 1970, which is in no year from 1 to 9999",
            help_text="set it, or name the day with --as-of",
        ) from None


def relative_paths(paths: Sequence[str], root: Path) -> tuple[str, ...]:
    """Paths as given on the command line → relative to the root.

    Raises:
        RunError: a path lies outside the registry.
    """
    relative = []
    for path in paths:
        if not path:
            raise RunError(
                "a PATH is empty", help_text="leave it out to report on the whole registry"
            )
        inside = _inside(path, root)
        if inside is None:
            raise RunError(
                f"{printable(path)} lies outside the registry",
                help_text=f"the registry is {printable(str(root))}, and a PATH counts from the "
                "folder that you are in",
            )
        relative.append(inside)
    return tuple(relative)


def _inside(path: str, root: Path) -> str | None:
    """The path from ``root``: as written, or else with the links on its way resolved."""
    full = os.path.abspath(path)
    parent, name = os.path.split(full)
    real = os.path.realpath(root)
    for target, base in (
        (full, root),
        (os.path.join(os.path.realpath(parent), name), real),
        (os.path.realpath(full), real),
    ):
        try:
            inside = os.path.relpath(target, base).replace(os.sep, "/")
        except ValueError:  # another drive
            continue
        if inside != ".." and not inside.startswith("../"):
            return inside
    return None


def date(text: str) -> str:
    """An argument that is a calendar date."""
    if not is_date(text):
        raise argparse.ArgumentTypeError(
            f"{printable(text)!r} is no date; write it like 2026-11-21"
        )
    return text


def _count(text: str) -> int:
    """An argument that is a positive number."""
    if not text.isdecimal() or not 0 < int(text) <= _MOST_JOBS:
        raise argparse.ArgumentTypeError(
            f"{printable(text)!r} is no number of processes from 1 to {_MOST_JOBS}"
        )
    return int(text)


def _target(text: str, formats: Sequence[str]) -> Target:
    name, equals, path = text.partition("=")
    if not equals or not path:
        raise argparse.ArgumentTypeError("write it like json=report.json")
    if name not in formats:
        near = nearest(name, formats)
        hint = f"did you mean {near}?" if near else "known: " + ", ".join(formats)
        raise argparse.ArgumentTypeError(f"no format {printable(name)!r}; {hint}")
    return Target(name, Path(path))
