"""The entry point: one place that turns faults into messages and exit codes."""

import argparse
import gc
import importlib
import sys
from collections.abc import Sequence

from subpolicy import __version__
from subpolicy.cli.output import Terminal
from subpolicy.cli.stopping import listening
from subpolicy.errors import RunError, RunErrors
from subpolicy.printable import printable
from subpolicy.suggestions import nearest

COMMANDS = (
    "check",
    "init",
    "import",
    "report",
    "rules",
    "test",
    "new",
    "baseline",
    "diff",
    "fix",
    "publish",
    "list",
    "schema",
    "completion",
    "lsp",
)
"""Each is a module beside this one with ``add_to``, in the order of the help."""
_MODULES = {"import": "importing"}
"""Modules that cannot be called as their command is: a keyword."""

EXIT_WRONG_RUN = 2
EXIT_BUG = 3
EXIT_INTERRUPTED = 130

_EPILOG = """\
examples:
  subpolicy init                          start a registry, with hook and workflow
  subpolicy new stripe                    start the record of a vendor
  subpolicy import subprocessors.md       start a registry from the page that you have
  subpolicy check                         judge the registry here; exit 1 when something blocks
  subpolicy check vendors/acme.yaml       report on one record only
  subpolicy check --as-of 2027-01-01      judge as of another day
  subpolicy check --format github         annotations for a pull request
  subpolicy diff main                     what this branch changes, and the notice it owes
  subpolicy fix                           apply what is due, and mend slips of the pen
  subpolicy report --format markdown      what an auditor reads
  subpolicy publish page                  the page that customers read
  subpolicy rules missing-dpa-date        explain a rule
  subpolicy test                          run the tests of the rules

exit codes:
  0 nothing blocks   1 something blocks   2 the run itself is wrong
  3 a bug in subpolicy   130 interrupted
"""


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command.

    Args:
        argv: The arguments after the program's name; those of the process by default.

    Returns:
        The exit code (SPEC: 0, 1, 2, 3 or 130).
    """
    if argv is not None:
        return _interruptible(argv)
    gc.disable()  # the process ends with the run, and collecting is a tenth of it
    with listening():
        return _interruptible(sys.argv[1:])


def _interruptible(argv: Sequence[str]) -> int:
    try:
        return _run(argv)
    except KeyboardInterrupt:
        return EXIT_INTERRUPTED


def _run(argv: Sequence[str]) -> int:
    try:
        arguments = parsed(argv)
        code: int = arguments.run(arguments)
    except RunError as error:
        _print_error(error)
        return EXIT_WRONG_RUN
    except MemoryError:
        return _out_of_memory()
    except Exception:  # noqa: BLE001 -- a bug: say what to report, whatever it is
        try:
            _print_bug()
        except MemoryError:
            return _out_of_memory()
        return EXIT_BUG
    return code


def _out_of_memory() -> int:
    _print_error(RunError("there is no memory left", help_text="`--jobs 1` needs the least"))
    return EXIT_WRONG_RUN


def parsed(argv: Sequence[str]) -> argparse.Namespace:
    """The arguments of a command line; ``run`` is the command itself."""
    if argv[:1] == ["new"]:
        argv = importlib.import_module("subpolicy.cli.new").spelt_out(argv)
    # To import what the others need would take as long as to judge 100 vendors.
    named = [command for command in COMMANDS if command in argv[:1]]
    parser = program(named or COMMANDS)
    if argv and not named and (near := nearest(argv[0], COMMANDS)):
        parser.error(f'no command "{printable(argv[0])}"; did you mean `{near}`?')
    return parser.parse_args(argv)


def program(names: Sequence[str] = COMMANDS) -> argparse.ArgumentParser:
    """The arguments of the program and of some commands."""
    parser = argparse.ArgumentParser(
        prog="subpolicy",
        description="The subprocessor list as code: one YAML file per vendor, judged by rules.",
        epilog=_EPILOG,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--version", action="version", version=f"subpolicy {__version__}")
    commands = parser.add_subparsers(title="commands", metavar="COMMAND", required=True)
    for name in names:
        module = _MODULES.get(name, name)
        importlib.import_module(f"subpolicy.cli.{module}").add_to(commands)
    return parser


def _print_error(error: RunError) -> None:
    terminal = Terminal.of(sys.stderr)
    errors = error.errors if isinstance(error, RunErrors) else [error]
    for one in sorted(errors, key=_reading_order):
        place = f"{one.place}: " if one.place is not None else ""
        terminal.print(f"{printable(place)}{terminal.red('error')}: {printable(one.message)}")
        if one.help_text is not None:
            terminal.print(f"  = help: {printable(one.help_text)}")


def _reading_order(error: RunError) -> tuple[str, int, int]:
    place = error.place
    return (place.path, place.line or 0, place.column or 0) if place is not None else ("", 0, 0)


def _print_bug() -> None:
    import traceback  # noqa: PLC0415 (only when something broke)

    terminal = Terminal.of(sys.stderr)
    for line in traceback.format_exc().splitlines():
        terminal.print(printable(line))  # an exception may quote a hostile record
    terminal.print(
        f"\nThis is a bug in subpolicy {__version__}, not in your registry. Please report it with "
        "the lines above,\nthe command you ran, and the record it names, if it names one.\n"
        f"Python {sys.version.split()[0]} on {sys.platform}"
    )
