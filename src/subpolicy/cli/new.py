"""``subpolicy new rule``: start a rule of one's own."""

import argparse
import os
import sys
from pathlib import Path

from subpolicy import scaffolding
from subpolicy.cli import options
from subpolicy.cli.output import Terminal, write_file
from subpolicy.errors import RunError
from subpolicy.printable import printable
from subpolicy.scaffolding import NewRule

_EPILOG = """\
examples:
  subpolicy new rule own/missing-website
"""


def add_to(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Declare the command."""
    parser = commands.add_parser(
        "new",
        help="start a rule",
        description="Start something new, ready to be changed into what is meant.",
        epilog=_EPILOG,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    kinds = parser.add_subparsers(title="what", metavar="WHAT", required=True)
    rule = kinds.add_parser(
        "rule",
        help="a rule of your own, with its test",
        description="Write a rule and its test into your registry. Both already pass `subpolicy\n"
        "test`; change them into the rule that you mean.",
        epilog=_EPILOG,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    rule.add_argument("name", metavar="PACK/ID", help="like own/missing-website")
    options.add_root(rule)
    rule.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Write both files, and say what comes next."""
    root = options.root_of(arguments)
    new = scaffolding.new_rule(options.tree_of(root, os.environ), arguments.name)
    for path, text in new.files.items():
        _make_folder(root, (root / path).parent)
        write_file(root / path, text)
    terminal = Terminal.of(sys.stderr)
    for line in (*(f"wrote {printable(path)}" for path in new.files), "", *_steps(new)):
        terminal.print(line)
    return 0


def _make_folder(root: Path, folder: Path) -> None:
    if not folder.resolve().is_relative_to(root.resolve()):
        raise RunError(
            f"{printable(str(folder))} leads out of the registry",
            help_text="rules are read from within the registry alone",
        )
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        reason = (error.strerror or str(error)).lower()
        raise RunError(f"cannot make {printable(str(folder))}: {reason}") from None


def _steps(new: NewRule) -> list[str]:
    packs = ", ".join(new.packs)
    steps = [
        "write the rule that you mean into both files",
        f"subpolicy test --rule {new.id}    proves it on its own examples",
        f"subpolicy check --rule {new.id}   shows what it finds in your registry",
    ]
    if new.pack not in new.packs:
        steps.append(f"packs: [{packs}, {new.pack}] in subpolicy.yaml makes it part of the gate")
    return ["next:", *(f"  {number}. {step}" for number, step in enumerate(steps, start=1))]
