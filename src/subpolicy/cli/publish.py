"""``subpolicy publish``: what customers read, from the same records."""

import argparse
import importlib
import os

from subpolicy.cli import options

PUBLICATIONS = ("page", "feed", "notice", "annex")
"""Each is a module of `publications` with ``add_to``, in the order of the help."""

_EPILOG = """\
examples:
  subpolicy publish                              write every file of page.outputs
  subpolicy publish --check                      exit 1 when one of them is stale
  subpolicy publish page > subprocessors.html
  subpolicy publish page --layout cards --format markdown --output subprocessors.md
"""


def add_to(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Declare the command."""
    parser = commands.add_parser(
        "publish",
        help="the public page, the feed, the notice and the annex",
        description="Write the files that `page.outputs` in subpolicy.yaml names, or one output.\n"
        "Where readers would see a change, the page's date becomes the as-of date.",
        epilog=_EPILOG,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    options.add_root(parser)
    options.add_as_of(parser)
    add_check(parser)
    parser.set_defaults(run=run)
    kinds = parser.add_subparsers(title="outputs", metavar="OUTPUT")
    for name in PUBLICATIONS:
        importlib.import_module(f"subpolicy.cli.publications.{name}").add_to(kinds)


def add_check(parser: argparse.ArgumentParser) -> None:
    """``--check``."""
    parser.add_argument(
        "--check",
        action="store_true",
        help="write nothing; exit with 1 and show the difference when a file is stale",
    )


def run(arguments: argparse.Namespace) -> int:
    """Write or check every configured output."""
    # ruff: noqa: PLC0415 (loaded when used)
    from subpolicy.cli.publications import shared
    from subpolicy.cli.publications.delivering import deliver
    from subpolicy.errors import Place, RunError
    from subpolicy.publishing.keeping import keep, outputs_of, read_registry

    root = options.root_of(arguments)
    source = options.tree_of(root, os.environ)
    published = read_registry(source, root, arguments.as_of or options.today())
    shared.warn_of_the_future(published.listing)
    outputs = outputs_of(published)
    if not outputs:
        raise RunError(
            "no output is configured",
            place=Place("subpolicy.yaml"),
            help_text="name the files in page.outputs, such as [{file: public/subprocessors.html}],"
            " or name an output: subpolicy publish page",
        )
    return deliver(keep(published, outputs), check=arguments.check, folders=True)
