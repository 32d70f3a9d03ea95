"""``subpolicy fix``: the edits that need no decision."""

import argparse
import os
import sys
from collections.abc import Sequence
from typing import TYPE_CHECKING, assert_never

from subpolicy.cli import options
from subpolicy.cli.differences import unified
from subpolicy.cli.output import Terminal, write_files, write_stdout
from subpolicy.printable import printable

if TYPE_CHECKING:
    from subpolicy.fixing import Fixed, Left, Risky

_DESCRIPTION = """\
Moves announced changes whose day has come from `pending` into their records, takes mended faults
off the baseline, and mends slips of the pen: a key that is nearly right, a value in the wrong case
(Active), one that lacks its quotes or its brackets. Comments, line ends and all other bytes stay.
What may change the meaning of a record is named, and done with `--unsafe`: the nearest allowed
value, the date that was probably meant, https for http. Exits with 1 when something due has to be
edited by hand.
"""
_EPILOG = """\
examples:
  subpolicy fix --diff                 show what would change, and write nothing
  subpolicy fix
  subpolicy fix --unsafe --diff        and what may change the meaning of a record
  subpolicy fix --as-of 2027-01-01     what will be due by then
"""


def add_to(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Declare the command."""
    parser = commands.add_parser(
        "fix",
        help="mend what needs no decision",
        description=_DESCRIPTION,
        epilog=_EPILOG,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    options.add_root(parser)
    options.add_as_of(parser)
    parser.add_argument(
        "--diff", action="store_true", help="show what would change, and write nothing"
    )
    parser.add_argument(
        "--unsafe",
        action="store_true",
        help="make the edits too that may change what a record says; look at them with --diff",
    )
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Write the files, or show how they would change, and say what was done."""
    from subpolicy.fixing import Fixed, fixes  # noqa: PLC0415 (loaded when used)

    root = options.root_of(arguments)
    as_of = arguments.as_of or options.today()
    tree = options.tree_of(root, os.environ)
    results = fixes(tree, as_of, unsafe=arguments.unsafe)
    fixed = [result for result in results if isinstance(result, Fixed)]
    if arguments.diff:
        lines = (line for one in fixed for line in unified(one.path, one.before, one.after))
        write_stdout("".join(f"{line}\n" for line in lines))
    else:
        write_files([(root / one.path, one.after) for one in fixed])
    return _told(results, "would fix" if arguments.diff else "fixed")


def _told(results: "Sequence[Fixed | Left | Risky]", verb: str) -> int:
    """Say what was done and what was left; the exit code."""
    from subpolicy.fixing import Fixed, Left, Risky  # noqa: PLC0415 (loaded when used)

    terminal = Terminal.of(sys.stderr)
    counts = {Fixed: 0, Left: 0, Risky: 0}
    said = set()
    for result in sorted(results, key=lambda one: [*counts].index(type(one))):
        counts[type(result)] += 1
        what = result._replace(line=0) if isinstance(result, Risky) else result
        if what not in said:  # the same slip is named where it comes first
            said.add(what)
            terminal.print(printable(_line(result, verb)))
    terminal.print(_total(counts[Fixed], counts[Left], counts[Risky], verb))
    return 1 if counts[Left] else 0


def _line(result: "Fixed | Left | Risky", verb: str) -> str:
    from subpolicy.fixing import Fixed, Left, Risky  # noqa: PLC0415 (loaded when used)

    match result:
        case Fixed(path=path, did=did):
            return f"{path}: {verb}: {'; '.join(dict.fromkeys(did))}"
        case Left(path=path, line=at, wanted=wanted, why=why):
            return f"{path}:{at}: not fixed: {'; '.join(wanted)}: {why}"
        case Risky(path=path, line=at, did=what):
            return f"{path}:{at}: only with --unsafe: {what}"
        case _:
            assert_never(result)


def _total(fixed: int, left: int, risky: int, verb: str) -> str:
    noun = "file" if fixed == 1 else "files"
    parts = [f"{verb} {fixed} {noun}" if fixed or left else "nothing to fix"]
    if left:
        parts.append(f"{left} left to be edited by hand")
    if risky:
        parts.append(f"{risky} more with --unsafe")
    return ", ".join(parts)
