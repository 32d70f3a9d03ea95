"""``subpolicy publish feed``: what has changed, for feed readers."""

import argparse
from typing import TYPE_CHECKING

from subpolicy.cli import sides
from subpolicy.cli.output import write_stdout
from subpolicy.cli.publications import shared
from subpolicy.errors import RunError

if TYPE_CHECKING:
    from subpolicy.publishing.keeping import Kept

FORMATS = ("atom", "json")
_BY_ENDING = {".json": "json"}

_EPILOG = """\
examples:
  subpolicy publish feed > feed.atom
  subpolicy publish feed --format json --since 2026-01-01 > feed.json
  subpolicy publish feed --self-url https://example.com/feed.atom --output public/feed.atom
  subpolicy publish feed --output public/feed.atom --check     is it up to date?
"""


def add_to(kinds: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Declare the output."""
    parser = kinds.add_parser(
        "feed",
        help="what has changed: Atom or JSON Feed",
        description="A feed of the material changes and announcements in git's history, with the "
        "files as they\nare now as its newest commit. Ids come from what changed alone: they stay "
        "through a rebase.",
        epilog=_EPILOG,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    shared.add_common(parser)
    parser.add_argument(
        "--format", choices=FORMATS, help="default: by the file's ending, else atom"
    )
    shared.add_lang(parser)
    sides.add_rev(parser)
    parser.add_argument(
        "--since",
        metavar="REV|DATE",
        help="only what came after a revision, or since a day (default: everything)",
    )
    parser.add_argument(
        "--self-url", metavar="URL", type=_address, help="where the feed will be published"
    )
    shared.add_delivery(parser)
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Print the feed, or write or check a file."""
    # ruff: noqa: PLC0415 (loaded when used)
    from subpolicy.cli.publications.delivering import deliver

    if arguments.output is None and arguments.check:
        return _check_configured(arguments)
    made = _made(arguments)
    if arguments.output is None:
        write_stdout(made.after)
        return 0
    return deliver([made], check=arguments.check)


def _made(arguments: argparse.Namespace) -> "Kept":
    from subpolicy.cli import options
    from subpolicy.publish.feed.formats import FORMATS as RENDERERS
    from subpolicy.publishing.feed import Wanted, feed_for, known_days
    from subpolicy.publishing.keeping import Kept, text_at

    path = arguments.output
    ending = "" if path is None else path.suffix.lower()
    format_ = arguments.format or _BY_ENDING.get(ending, "atom")
    wanted = Wanted(
        revision=arguments.rev or "HEAD",
        since=arguments.since,
        uncommitted=arguments.rev is None,
        lang=arguments.lang,
        self_url=arguments.self_url,
        known={} if path is None else known_days(path),
    )
    with sides.head_of(arguments) as (head, history):
        feed = feed_for(head, history, arguments.as_of or options.today(), wanted)
    text = RENDERERS[format_](feed)
    if path is None:
        return Kept("-", arguments.output, None, text)
    return Kept(path.as_posix(), path, text_at(path, path.as_posix()), text)


def _check_configured(arguments: argparse.Namespace) -> int:
    from subpolicy.cli.publications.delivering import deliver
    from subpolicy.publishing.keeping import keep, outputs_of

    published = shared.read(arguments)
    outputs = [one for one in outputs_of(published) if one.what == "feed"]
    if not outputs:
        raise RunError(
            "--check has no file to look at",
            help_text="name it with --output FILE, or the feed in page.outputs",
        )
    return deliver(keep(published, outputs), check=True)


def _address(text: str) -> str:
    from subpolicy.publish.escaping import web_address

    if web_address(text) is None:
        raise argparse.ArgumentTypeError(
            f"{text!r} is no address; write it like https://example.com/feed.atom"
        )
    return text
