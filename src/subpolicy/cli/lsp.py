"""``subpolicy lsp``: the language server."""

import argparse
import gc

from subpolicy.cli import options
from subpolicy.errors import RunError

_EPILOG = """\
examples:
  subpolicy lsp             what an editor runs

An editor starts it; docs/editors.md says how, for VS Code, Neovim, Helix and Zed.
It speaks the Language Server Protocol on standard input and output, and logs to
standard error.
"""


def add_to(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Declare the command."""
    parser = commands.add_parser(
        "lsp",
        help="diagnostics, completion and hover in an editor",
        description="Runs the language server for an editor.",
        epilog=_EPILOG,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--stdio", action="store_true", help="accepted, and always so")
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Serve until the editor goes.

    Raises:
        RunError: the extra ``lsp`` is not installed.
    """
    del arguments
    try:
        from subpolicy.lsp.server import serve  # noqa: PLC0415 (loaded when used)
    except ModuleNotFoundError as error:
        if (error.name or "").partition(".")[0] not in {"pygls", "lsprotocol"}:
            raise
        raise RunError(
            "the language server needs pygls, which is not installed",
            help_text="pip install 'subpolicy[lsp]'",
        ) from error
    gc.enable()  # main has switched it off, for runs that end at once
    serve(options.today)
    return 0
