"""``subpolicy completion``: what a shell needs to complete the command line."""

import argparse
import os
from collections.abc import Iterator
from typing import Any

from subpolicy.cli import options
from subpolicy.cli.output import write_stdout
from subpolicy.errors import RunError
from subpolicy.root import FILE_NAME, find_root

SHELLS = ("bash", "zsh", "tcsh")
KINDS = ("rules", "packs", "known")

_EPILOG = """\
examples:
  subpolicy completion bash > ~/.local/share/bash-completion/completions/subpolicy
  subpolicy completion zsh > ~/.zfunc/_subpolicy        with ~/.zfunc in $fpath
  subpolicy completion tcsh > ~/.subpolicy.tcsh         and `source` it in ~/.tcshrc
"""

_PREAMBLE = {
    "bash": """\
_subpolicy_values() {
  compgen -W "$(subpolicy completion --values "$1" 2>/dev/null)" -- "$2"
}
_subpolicy_rules() { _subpolicy_values rules "$1"; }
_subpolicy_packs() { _subpolicy_values packs "$1"; }
_subpolicy_known() { _subpolicy_values known "$1"; }
""",
    "zsh": """\
_subpolicy_values() {
  local -a found
  found=(${(f)"$(subpolicy completion --values $1 2>/dev/null)"})
  compadd -a found
}
_subpolicy_rules() { _subpolicy_values rules }
_subpolicy_packs() { _subpolicy_values packs }
_subpolicy_known() { _subpolicy_values known }
""",
}
_FILES = {"FILE", "PATH"}
_FOLDERS = {"DIR"}


def add_to(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Declare the command."""
    parser = commands.add_parser(
        "completion",
        help="completion for your shell",
        description="Print a script by which a shell completes commands, options, rule ids, packs "
        "and files.\nIt needs the extra: pip install 'subpolicy[completion]'.",
        epilog=_EPILOG,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("shell", metavar="SHELL", nargs="?", choices=SHELLS, help="bash, zsh, tcsh")
    parser.add_argument("--values", choices=KINDS, help=argparse.SUPPRESS)  # for the scripts
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Print the script of a shell, or the values that it asks for."""
    if arguments.values is not None:
        write_stdout("".join(f"{value}\n" for value in _values(arguments.values)))
        return 0
    if arguments.shell is None:
        raise RunError("for which shell?", help_text=f"subpolicy completion {'|'.join(SHELLS)}")
    write_stdout(_script(arguments.shell))
    return 0


def _script(shell: str) -> str:
    from subpolicy.cli.main import program

    try:
        import shtab
    except ImportError:
        raise RunError(
            "completion needs the package shtab", help_text="pip install 'subpolicy[completion]'"
        ) from None
    parser = program()
    _teach(parser, {"file": shtab.FILE, "folder": shtab.DIRECTORY})
    text: str = shtab.complete(parser, shell, preamble=_PREAMBLE.get(shell, ""))
    return text if text.endswith("\n") else text + "\n"


def _teach(parser: argparse.ArgumentParser, known: dict[str, Any]) -> None:
    """Tell each argument how its values are completed, in the words of shtab."""
    for action in parser._actions:  # noqa: SLF001 -- argparse has no public way to walk a parser
        if isinstance(action, argparse._SubParsersAction):  # noqa: SLF001
            for child in dict.fromkeys(action.choices.values()):
                _teach(child, known)
        elif (completed := _completed(parser, action, known)) is not None:
            action.complete = completed  # type: ignore[attr-defined]


def _completed(
    parser: argparse.ArgumentParser, action: argparse.Action, known: dict[str, Any]
) -> Any:
    if action.metavar in _FILES:
        return known["file"]
    if action.metavar in _FOLDERS:
        return known["folder"]
    command = parser.prog.partition(" ")[2]
    if action.dest == "rule" or (command, action.dest) == ("rules", "id"):
        return _asked("rules")
    if action.dest == "pack":
        return _asked("packs")
    if (command, action.dest) == ("new vendor", "id"):
        return _asked("known")
    return None


def _asked(kind: str) -> dict[str, str]:
    asked = f"`subpolicy completion --values {kind}`"
    return {"bash": f"_subpolicy_{kind}", "zsh": f"_subpolicy_{kind}", "tcsh": asked}


def _values(kind: str) -> Iterator[str]:
    """Ids of rules, packs or well-known vendors; of the shipped ones where there is no registry."""
    # ruff: noqa: PLC0415 (loaded when used)
    from subpolicy import catalogue

    if kind == "known":
        yield from catalogue.load()
        return
    library = _library()
    yield from library.names() if kind == "packs" else library.homes()


def _library() -> Any:
    from pathlib import Path

    from subpolicy import shipped
    from subpolicy.config import Configuration
    from subpolicy.documents import read_sound
    from subpolicy.schema import Schemas
    from subpolicy.sources import Nothing
    from subpolicy.tools import library_of, tools_of

    try:
        root = find_root(Path.cwd())
        return tools_of(options.tree_of(root, os.environ)).library
    except RunError:  # nowhere near a registry, or a broken one
        document = read_sound(FILE_NAME, b"organisation: {name: none}\n")
        configuration = Configuration(document, document.data["organisation"])
        return library_of(Nothing(), configuration, Schemas(shipped.schema_folder()))
