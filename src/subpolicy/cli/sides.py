"""Which revisions a command looks at: the working tree, a commit, a base, another's rules."""

import argparse
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from subpolicy.cli import options
from subpolicy.errors import RunError
from subpolicy.printable import printable
from subpolicy.question import Sides
from subpolicy.sources import Source

if TYPE_CHECKING:
    from subpolicy.revisions import History  # loaded by runs that ask git for commits


def add_rev(parser: "argparse._ActionsContainer") -> None:
    """``--rev``."""
    parser.add_argument(
        "--rev",
        metavar="REV",
        help="judge this git revision, configuration included, instead of the working tree; "
        "in a bare repository too",
    )


def add_base(parser: "argparse._ActionsContainer") -> None:
    """``--base``, ``--gate`` and ``--policies-from``."""
    parser.add_argument(
        "--base",
        metavar="REV",
        help="also judge the change since the commit where REV and this revision parted",
    )
    parser.add_argument(
        "--gate",
        choices=("state", "change"),
        default="state",
        help="what blocks: every finding (default), or only those absent at the base",
    )
    parser.add_argument(
        "--policies-from",
        metavar="REV",
        help="judge by the rules, waivers and baseline of REV, so that a change cannot approve "
        "itself",
    )


@contextmanager
def head_of(arguments: argparse.Namespace) -> Iterator[tuple[Source, "History"]]:
    """What the arguments say is to be judged, and the repository around it, if there is one.

    Raises:
        RunError: there is no registry, or no such revision.
    """
    from subpolicy.revisions import History  # noqa: PLC0415

    folder, inside = _folder(arguments)
    history = History.of(folder, inside)
    try:
        yield _head(arguments, folder, history), history
    finally:
        history.objects.close()


@contextmanager
def sides_of(arguments: argparse.Namespace) -> Iterator[tuple[Sides, Path]]:
    """The revisions that the arguments name, and the registry's root for paths.

    Raises:
        RunError: there is no registry, no repository, or no such revision.
    """
    base, policies = arguments.base, arguments.policies_from
    if arguments.rev is None and base is None and policies is None:
        root = options.root_of(arguments)
        yield Sides(options.tree_of(root, os.environ)), root
        return
    # Only a run that asks git for commits loads what reads them.
    from subpolicy.revisions import History  # noqa: PLC0415

    folder, inside = _folder(arguments)
    history = History.of(folder, inside)
    try:
        head = _head(arguments, folder, history)
        at = arguments.rev or "HEAD"
        yield (
            Sides(
                head,
                compared=base is not None,
                base=None if base is None else history.base(base, at),
                guarded=policies is not None,
                policies=None if policies is None else history.registry_or_none(policies),
            ),
            _root(folder / inside, history.prefix, head),
        )
    finally:
        history.objects.close()


def _head(arguments: argparse.Namespace, folder: Path, history: "History") -> Source:
    if arguments.rev is None:
        return options.tree_of(folder, os.environ)
    return history.registry(arguments.rev, exact=arguments.root is not None)


def _folder(arguments: argparse.Namespace) -> tuple[Path, str]:
    """Where git is asked, and the registry's folder below it where only commits have it."""
    if arguments.rev is None:
        return options.root_of(arguments), ""
    root = arguments.root
    if root is None:
        return Path.cwd(), ""
    if root.is_dir():
        return Path(os.path.abspath(root)), ""  # noqa: PTH100 -- links are kept as they are
    if root.is_absolute() or ".." in root.parts:
        raise RunError(f"there is no folder {printable(str(root))}")
    return Path.cwd(), root.as_posix() + "/"


def _root(folder: Path, prefix: str, head: Source) -> Path:
    """The registry's root on disk, where a commit's registry was found above the folder."""
    above = prefix.count("/") - head.prefix.count("/")
    return folder.parents[above - 1] if above > 0 else folder
