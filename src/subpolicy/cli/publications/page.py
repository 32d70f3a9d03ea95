"""``subpolicy publish page``: the list that customers read."""

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from subpolicy.cli.output import write_stdout
from subpolicy.cli.publications import shared
from subpolicy.errors import RunError

if TYPE_CHECKING:
    from subpolicy.publish.selection import Selection
    from subpolicy.publishing.keeping import Published
    from subpolicy.publishing.outputs import Output

FORMATS = ("html", "markdown", "json", "json-ld")
_BY_ENDING = {".md": "markdown", ".markdown": "markdown", ".json": "json", ".jsonld": "json-ld"}

_EPILOG = """\
examples:
  subpolicy publish page > subprocessors.html
  subpolicy publish page --layout cards --lang de --output public/unterauftragsverarbeiter.html
  subpolicy publish page --format json --output public/subprocessors.json
  subpolicy publish page --enabled ai-openai,enterprise-sso   what applies to one customer
  subpolicy publish page --check                              are the committed pages up to date?
"""


def add_to(kinds: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Declare the output."""
    parser = kinds.add_parser(
        "page",
        help="the public page: HTML, Markdown, JSON or JSON-LD",
        description="The public page, to standard output or a file. Writing a file sets the page's "
        "date in\nsubpolicy.yaml to the as-of date where a reader sees a change, and never "
        "otherwise.",
        epilog=_EPILOG,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    shared.add_common(parser)
    parser.add_argument(
        "--format", choices=FORMATS, help="default: by the file's ending, else html"
    )
    parser.add_argument(
        "--layout",
        choices=shared.LAYOUTS,
        default="tables",
        help="tables by category, or cards: one section per vendor (default: tables)",
    )
    shared.add_lang(parser)
    parser.add_argument(
        "--fragment",
        action="store_true",
        help="the content alone, without a frame, for a content management system",
    )
    shared.add_delivery(parser)
    shared.add_narrowing(parser)
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Print the page, or write or check a file."""
    published = shared.read(arguments)
    shared.warn_of_the_future(published.listing)
    selection = shared.narrowing_of(arguments, published)
    shared.say_what_is_undecided(published.listing, selection)
    if arguments.output is None and arguments.check:
        return _check_configured(published, selection)
    if arguments.output is None:
        write_stdout(_text(published, selection, _output(arguments, published)))
        return 0
    return _deliver(published, selection, arguments)


def _deliver(published: "Published", selection: "Selection", arguments: argparse.Namespace) -> int:
    # ruff: noqa: PLC0415 (loaded when used)
    from subpolicy.cli.publications.delivering import deliver
    from subpolicy.publishing.keeping import Kept, keep, text_at

    output, path = _output(arguments, published), Path(arguments.output)
    if not selection:
        return deliver(keep(published, [output], {output.file: path}), check=arguments.check)
    # A part of the list is no new edition of the page: its date stays.
    text = _text(published, selection, output)
    return deliver(
        [Kept(output.file, path, text_at(path, output.file), text)], check=arguments.check
    )


def _check_configured(published: "Published", selection: "Selection") -> int:
    from subpolicy.cli.publications.delivering import deliver
    from subpolicy.publishing.keeping import keep, outputs_of

    outputs = [one for one in outputs_of(published) if one.what in {"page", "data"}]
    if not outputs or selection:
        raise RunError(
            "--check has no file to look at",
            help_text="name it with --output FILE, or the pages in page.outputs",
        )
    return deliver(keep(published, outputs), check=True)


def _output(arguments: argparse.Namespace, published: "Published") -> "Output":
    from subpolicy.publishing.keeping import beside
    from subpolicy.publishing.outputs import Output

    name = "-" if arguments.output is None else arguments.output.as_posix()
    ending = "" if arguments.output is None else arguments.output.suffix.lower()
    output = Output(
        file=name,
        what="page",
        format=arguments.format or _BY_ENDING.get(ending, "html"),
        layout=arguments.layout,
        lang=arguments.lang,
        fragment=arguments.fragment,
    )
    return output if arguments.output is None else beside(published, output, arguments.output)


def _text(published: "Published", selection: "Selection", output: "Output") -> str:
    from dataclasses import replace

    from subpolicy.publishing.keeping import page_text

    return page_text(published, replace(output.asked, selection=selection))
