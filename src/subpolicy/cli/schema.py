"""``subpolicy schema``: the JSON Schemas, for editors and other programs."""

import argparse
import sys
from pathlib import Path

from subpolicy import shipped
from subpolicy.cli.output import Terminal, write_files, write_stdout
from subpolicy.errors import RunError
from subpolicy.printable import printable
from subpolicy.schema_copies import is_copy
from subpolicy.suggestions import nearest

_SUFFIX = ".schema.json"

_EPILOG = """\
examples:
  subpolicy schema                      list the schemas
  subpolicy schema vendor               print the one of a record
  subpolicy schema --to schema          bring the copies of a registry up to date
"""


def add_to(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Declare the command."""
    parser = commands.add_parser(
        "schema",
        help="the JSON Schemas, for editors",
        description="List the JSON Schemas, print one, or copy them into a folder, for editors "
        "that complete\nand check by them. `subpolicy check` judges by its own, not by the copies.",
        epilog=_EPILOG,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("name", metavar="NAME", nargs="?", help="print this schema")
    parser.add_argument(
        "--to",
        metavar="DIR",
        type=Path,
        help="update the copies in this folder, or write them all where it has none",
    )
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """List, print or copy."""
    files = {
        path.name.removesuffix(_SUFFIX): path
        for path in sorted(shipped.schema_folder().glob(f"*{_SUFFIX}"))
    }
    wanted = [*files] if arguments.name is None else [arguments.name]
    for name in wanted:
        if name not in files:
            near = nearest(name, files)
            hint = f"did you mean {near}?" if near else "known: " + ", ".join(files)
            raise RunError(f"no schema {printable(name)!r}", help_text=hint)
    if arguments.to is not None:
        _copy({name: files[name] for name in wanted}, arguments.to)
    elif arguments.name is None:
        write_stdout("".join(f"{name}\n" for name in files))
    else:
        write_stdout(files[arguments.name].read_text(encoding="utf-8"))
    return 0


def _copy(files: dict[str, Path], folder: Path) -> None:
    """Write the schemas that a folder has; all of them where it has none of them.

    Raises:
        RunError: a file of that name is something else, or cannot be written.
    """
    there = {name: folder / path.name for name, path in files.items()}
    present = [name for name, target in there.items() if target.exists()]
    for name in present:
        if not is_copy(there[name]):
            raise RunError(
                f"{printable(str(there[name]))} is no schema of subpolicy",
                help_text="name another folder",
            )
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        reason = (error.strerror or str(error)).lower()
        raise RunError(f"cannot make {printable(str(folder))}: {reason}") from None
    terminal = Terminal.of(sys.stderr)
    written = present or [*files]
    write_files([(there[name], files[name].read_bytes()) for name in written])
    for name in written:
        terminal.print(f"wrote {printable(str(there[name]))}")
