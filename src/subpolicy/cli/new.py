"""``subpolicy new``: start a record or a rule."""

import argparse
import os
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from subpolicy.cli import options
from subpolicy.cli.output import Terminal, write_stdout
from subpolicy.errors import RunError
from subpolicy.printable import printable

if TYPE_CHECKING:
    from subpolicy.scaffolding import NewRule, NewVendor

KINDS = ("vendor", "rule")

_VENDOR_EXAMPLES = """\
examples:
  subpolicy new stripe                  the record of a well-known vendor, with blanks
  subpolicy new vendor acme-mail        the same for any other
  subpolicy new stripe --edit           and open it in $VISUAL or $EDITOR
  subpolicy new vendor --list           which vendors are well known
"""
_RULE_EXAMPLES = """\
examples:
  subpolicy new rule own/missing-website
"""


def add_to(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Declare the command."""
    parser = commands.add_parser(
        "new",
        help="start a record or a rule",
        usage="subpolicy new [-h] {ID,vendor ID,rule PACK/ID} ...",
        description="Start something new, ready to be changed into what is meant. "
        "`subpolicy new ID` is short for\n`subpolicy new vendor ID`.",
        epilog=f"{_VENDOR_EXAMPLES}{_RULE_EXAMPLES.removeprefix('examples:' + chr(10))}",
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    kinds = parser.add_subparsers(title="what", metavar="WHAT", required=True)
    _add_vendor(kinds)
    _add_rule(kinds)


def spelt_out(argv: Sequence[str]) -> list[str]:
    """The arguments, with the word ``vendor`` where ``new ID`` leaves it out."""
    after = argv[1:]
    if not after or after[0] in {*KINDS, "-h", "--help"}:
        return [*argv]
    return [argv[0], "vendor", *after]


def _add_vendor(kinds: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    vendor = kinds.add_parser(
        "vendor",
        prog="subpolicy new vendor",
        help="a record, with what is publicly known of the vendor",
        description="Write the record of a vendor: what is publicly known of it, from a small "
        "catalogue of\nwell-known vendors, and blanks marked `# to fill` for what only you know. "
        "The date of a DPA is\nnever guessed. Until the blanks are filled, `subpolicy check` fails "
        "at each of them.",
        epilog=_VENDOR_EXAMPLES,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    vendor.add_argument("id", metavar="ID", nargs="?", help="its id, which names the file: stripe")
    vendor.add_argument("--list", action="store_true", help="list the well-known vendors")
    vendor.add_argument("--edit", action="store_true", help="open the record in $VISUAL or $EDITOR")
    options.add_root(vendor)
    vendor.set_defaults(run=run_vendor)


def _add_rule(kinds: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    rule = kinds.add_parser(
        "rule",
        prog="subpolicy new rule",
        help="a rule of your own, with its test",
        description="Write a rule and its test into your registry. Both already pass `subpolicy\n"
        "test`; change them into the rule that you mean.",
        epilog=_RULE_EXAMPLES,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    rule.add_argument("name", metavar="PACK/ID", help="like own/missing-website")
    options.add_root(rule)
    rule.set_defaults(run=run_rule)


def run_vendor(arguments: argparse.Namespace) -> int:
    """Write the record, open it if asked, and say what is still to be filled in."""
    # ruff: noqa: PLC0415 (loaded when used)
    from subpolicy import catalogue, scaffolding
    from subpolicy.cli.editor import edit, editor_of
    from subpolicy.cli.placing import place

    if arguments.list:
        width = max(map(len, catalogue.load()))
        rows = (f"{one.id:{width}}  {one.name}\n" for one in catalogue.load().values())
        write_stdout("".join(rows))
        return 0
    if arguments.id is None:
        raise RunError(
            "which vendor?", help_text="subpolicy new stripe; --list names the known ones"
        )
    editor = editor_of(os.environ) if arguments.edit else None
    root = options.root_of(arguments)
    new = scaffolding.new_vendor(options.tree_of(root, os.environ), root, arguments.id)
    place(root, {new.path: new.text})
    terminal = Terminal.of(sys.stderr)
    for line in _vendor_lines(new):
        terminal.print(line)
    if editor is not None:
        edit(editor, root / new.path)
    for line in _missing(root, new):
        terminal.print(line)
    return 0


def _vendor_lines(new: "NewVendor") -> Iterator[str]:
    yield f"wrote {printable(new.path)}"
    if new.known is not None:
        yield (
            f"from the catalogue of {new.known.recorded_on}: verify name, entity and addresses "
            "against your contract"
        )
    elif new.similar is not None:
        yield f"it is not in the catalogue; if you mean {new.similar}: subpolicy new {new.similar}"


def _missing(root: Path, new: "NewVendor") -> Iterator[str]:
    """What ``check`` finds in the new record."""
    from subpolicy.checking import Question, check
    from subpolicy.sources import WorkingTree

    question = Question(as_of=options.today(), paths=(new.path,), provenance=False)
    report = check(WorkingTree(root), question)
    places = {
        finding.span.line: f"{finding.path}:{finding.span.line}: {finding.message}"
        for finding in reversed(report.findings)
    }
    yield ""
    if places:
        yield "still to fill:"
        yield from (f"  {printable(places[line])}" for line in sorted(places))
        yield ""
        yield f"then: subpolicy check {printable(new.path)}"
    else:
        yield "subpolicy check finds nothing in it"


def run_rule(arguments: argparse.Namespace) -> int:
    """Write both files, and say what comes next."""
    from subpolicy import scaffolding
    from subpolicy.cli.placing import place

    root = options.root_of(arguments)
    new = scaffolding.new_rule(options.tree_of(root, os.environ), arguments.name)
    place(root, new.files)
    terminal = Terminal.of(sys.stderr)
    for line in (*(f"wrote {printable(path)}" for path in new.files), "", *_steps(new)):
        terminal.print(line)
    return 0


def _steps(new: "NewRule") -> list[str]:
    packs = ", ".join(new.packs)
    steps = [
        "write the rule that you mean into both files",
        f"subpolicy test --rule {new.id}    proves it on its own examples",
        f"subpolicy check --rule {new.id}   shows what it finds in your registry",
    ]
    if new.pack not in new.packs:
        steps.append(f"packs: [{packs}, {new.pack}] in subpolicy.yaml makes it part of the gate")
    return ["next:", *(f"  {number}. {step}" for number, step in enumerate(steps, start=1))]
