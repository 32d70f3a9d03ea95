"""Options that several commands share, and what they mean."""

import argparse
import os
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import NamedTuple

from subpolicy import config
from subpolicy.errors import RunError
from subpolicy.printable import printable
from subpolicy.sources import WorkingTree
from subpolicy.suggestions import nearest


class Target(NamedTuple):
    """A file to write one format to."""

    format: str
    path: Path


def add_root(parser: argparse.ArgumentParser) -> None:
    """``--root``."""
    parser.add_argument(
        "--root",
        metavar="DIR",
        type=Path,
        help="folder of subpolicy.yaml (default: searched upward from here)",
    )


def add_as_of(parser: argparse.ArgumentParser) -> None:
    """``--as-of``."""
    parser.add_argument(
        "--as-of",
        metavar="DATE",
        type=_date,
        default=None,
        help="the day on which the rules are judged, YYYY-MM-DD (default: today, UTC)",
    )


def add_selection(parser: argparse.ArgumentParser) -> None:
    """``--rule`` and ``--pack``."""
    parser.add_argument(
        "--rule",
        metavar="ID",
        action="append",
        default=[],
        help="judge by this rule alone; repeatable",
    )
    parser.add_argument(
        "--pack",
        metavar="NAME",
        action="append",
        default=[],
        help="judge by this pack alone, enabled or not; repeatable",
    )


def add_output(parser: argparse.ArgumentParser, formats: Sequence[str]) -> None:
    """``--output FORMAT=FILE``."""
    parser.add_argument(
        "--output",
        metavar="FORMAT=FILE",
        action="append",
        default=[],
        type=lambda text: _target(text, formats),
        help="also write a format to a file; repeatable",
    )


def add_strict(parser: argparse.ArgumentParser) -> None:
    """``--strict``."""
    parser.add_argument("--strict", action="store_true", help="warnings block too")


def root_of(arguments: argparse.Namespace) -> Path:
    """The registry's root, absolute: ``--root``, or found upward from the working directory.

    Raises:
        RunError: there is no ``subpolicy.yaml``.
    """
    if arguments.root is None:
        return config.find_root(Path.cwd())
    root = Path(os.path.abspath(arguments.root))  # noqa: PTH100 -- links are kept as they are
    if not (root / config.FILE_NAME).is_file():
        raise RunError(
            f"no {config.FILE_NAME} in {printable(str(arguments.root))}",
            help_text='a registry starts with a subpolicy.yaml that holds organisation: {name: "…"}',
        )
    return root


def tree_of(root: Path, environment: Mapping[str, str]) -> WorkingTree:
    """The working tree; under pre-commit without files that are not part of the commit."""
    return WorkingTree(root, tracked_only=environment.get("PRE_COMMIT") == "1")


def today() -> str:
    """The current day in UTC. The clock is read here and nowhere else."""
    return datetime.now(UTC).date().isoformat()


def relative_paths(paths: Sequence[str], root: Path) -> tuple[str, ...]:
    """Paths as given on the command line → relative to the root.

    Raises:
        RunError: a path lies outside the registry.
    """
    relative = []
    for path in paths:
        inside = os.path.relpath(os.path.abspath(path), root).replace(os.sep, "/")  # noqa: PTH100
        if inside == ".." or inside.startswith("../"):
            raise RunError(
                f"{printable(path)} lies outside the registry",
                help_text=f"the registry is {printable(str(root))}",
            )
        relative.append(inside)
    return tuple(relative)


def _date(text: str) -> str:
    try:
        day = datetime.strptime(text, "%Y-%m-%d").date()  # noqa: DTZ007 -- a day has no zone
    except ValueError:
        raise argparse.ArgumentTypeError(
            f"{printable(text)!r} is no date; write it like 2026-11-21"
        ) from None
    return day.isoformat()


def _target(text: str, formats: Sequence[str]) -> Target:
    name, equals, path = text.partition("=")
    if not equals or not path:
        raise argparse.ArgumentTypeError("write it like json=report.json")
    if name not in formats:
        near = nearest(name, formats)
        hint = f"did you mean {near}?" if near else "known: " + ", ".join(formats)
        raise argparse.ArgumentTypeError(f"no format {printable(name)!r}; {hint}")
    return Target(name, Path(path))
