"""``subpolicy publish annex``: Annex III of the Standard Contractual Clauses."""

import argparse
from typing import TYPE_CHECKING

from subpolicy.cli.output import write_stdout
from subpolicy.cli.publications import shared
from subpolicy.errors import RunError

if TYPE_CHECKING:
    from subpolicy.publish.listing import Listing
    from subpolicy.publish.selection import Selection
    from subpolicy.publishing.keeping import Published

FORMATS = ("markdown", "html")
_BY_ENDING = {".html": "html", ".htm": "html"}

_EPILOG = """\
examples:
  subpolicy publish annex > annex-iii.md
  subpolicy publish annex --lang de --output anhang-iii.html
  subpolicy publish annex --enabled ai-openai --output annex.html   for one customer
  subpolicy publish annex --output annex-iii.md --check             is it up to date?
"""


def add_to(kinds: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Declare the output."""
    parser = kinds.add_parser(
        "annex",
        help="Annex III of the SCCs: the list of sub-processors of a contract",
        description="The list in the form of Annex III of the Standard Contractual Clauses "
        "(2021/914, modules 2\nand 3). What the records do not say is listed at the top and marked "
        "in its place.",
        epilog=_EPILOG,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    shared.add_common(parser)
    parser.add_argument(
        "--format", choices=FORMATS, help="default: by the file's ending, else markdown"
    )
    shared.add_lang(parser)
    shared.add_delivery(parser)
    shared.add_narrowing(parser)
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Print the annex, or write or check a file."""
    # ruff: noqa: PLC0415 (loaded when used)
    from subpolicy.cli.publications.delivering import deliver
    from subpolicy.publishing.annex import annex_text
    from subpolicy.publishing.keeping import Kept, text_at

    published = shared.read(arguments)
    selection = shared.narrowing_of(arguments, published)
    path = arguments.output
    if path is None and arguments.check:
        return _check_configured(published, selection)
    ending = "" if path is None else path.suffix.lower()
    format_ = arguments.format or _BY_ENDING.get(ending, "markdown")
    text = annex_text(_narrowed(published.listing, selection), format_, arguments.lang)
    if path is None:
        write_stdout(text)
        return 0
    file = path.as_posix()
    return deliver([Kept(file, path, text_at(path, file), text)], check=arguments.check)


def _narrowed(listing: "Listing", selection: "Selection") -> "Listing":
    from subpolicy.publish.selection import narrowed

    return narrowed(listing, selection) if selection else listing


def _check_configured(published: "Published", selection: "Selection") -> int:
    from subpolicy.cli.publications.delivering import deliver
    from subpolicy.publishing.keeping import keep, outputs_of

    outputs = [one for one in outputs_of(published) if one.what == "annex"]
    if not outputs or selection:
        raise RunError(
            "--check has no file to look at",
            help_text="name it with --output FILE, or the annex in page.outputs",
        )
    return deliver(keep(published, outputs), check=True)
