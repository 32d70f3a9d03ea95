"""``subpolicy fix``: the edits that need no decision."""

import argparse
import os
import re
import sys
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from subpolicy.cli import options
from subpolicy.cli.output import Terminal, write_file, write_stdout
from subpolicy.printable import printable

if TYPE_CHECKING:
    from subpolicy.fixing import Fixed

_LINE_BREAK = re.compile(r"\r\n|\r|\n")

_EPILOG = """\
examples:
  subpolicy fix --diff                 show what would change, and write nothing
  subpolicy fix
  subpolicy fix --as-of 2027-01-01     what will be due by then
"""


def add_to(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Declare the command."""
    parser = commands.add_parser(
        "fix",
        help="mend what needs no decision",
        description="Moves announced changes whose day has come from `pending` into their "
        "records, and takes\nmended faults off the baseline. Comments, line ends and all other "
        "bytes stay as they are.\nExits with 1 when something is left that has to be edited by "
        "hand.",
        epilog=_EPILOG,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    options.add_root(parser)
    options.add_as_of(parser)
    parser.add_argument(
        "--diff", action="store_true", help="show what would change, and write nothing"
    )
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Write the files, or show how they would change, and say what was done."""
    from subpolicy.fixing import Fixed, Left, fixes  # noqa: PLC0415 (loaded when used)

    root = options.root_of(arguments)
    results = fixes(options.tree_of(root, os.environ), arguments.as_of or options.today())
    fixed = [result for result in results if isinstance(result, Fixed)]
    left = [result for result in results if isinstance(result, Left)]
    if arguments.diff:
        write_stdout("".join(f"{line}\n" for one in fixed for line in _difference(one)))
    else:
        for one in fixed:
            write_file(root / one.path, one.after.decode())
    terminal = Terminal.of(sys.stderr)
    verb = "would fix" if arguments.diff else "fixed"
    for one in fixed:
        terminal.print(printable(f"{one.path}: {verb}: {'; '.join(one.did)}"))
    for rest in left:
        wanted = "; ".join(rest.wanted)
        terminal.print(printable(f"{rest.path}:{rest.line}: not fixed: {wanted}: {rest.why}"))
    terminal.print(_total(len(fixed), len(left), verb))
    return 1 if left else 0


def _total(fixed: int, left: int, verb: str) -> str:
    if not fixed and not left:
        return "nothing to fix"
    noun = "file" if fixed == 1 else "files"
    rest = f", {left} left to be edited by hand" if left else ""
    return f"{verb} {fixed} {noun}{rest}"


def _difference(fixed: "Fixed") -> Iterator[str]:
    """A unified diff, with whatever a terminal would obey written out."""
    from difflib import unified_diff  # noqa: PLC0415 (loaded when used)

    before, after = _lines(fixed.before), _lines(fixed.after)
    names = f"a/{fixed.path}", f"b/{fixed.path}"
    yield from map(printable, unified_diff(before, after, *names, lineterm=""))


def _lines(raw: bytes) -> Sequence[str]:
    text = raw.decode("utf-8-sig")
    return _LINE_BREAK.split(text.removesuffix("\n").removesuffix("\r"))
