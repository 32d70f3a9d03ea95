"""Options that several outputs share."""

import argparse
import os
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from subpolicy.cli import options
from subpolicy.cli.output import Terminal
from subpolicy.errors import RunError
from subpolicy.printable import printable
from subpolicy.suggestions import nearest

if TYPE_CHECKING:
    from subpolicy.publish.listing import Listing
    from subpolicy.publish.selection import Selection
    from subpolicy.publishing.keeping import Published

LAYOUTS = ("tables", "cards")
_MOST_NAMED = 5
STATUSES = ("planned", "active", "optional", "suspended", "retired")


def add_common(parser: argparse.ArgumentParser) -> None:
    """``--root`` and ``--as-of``, which may stand before the output's name as well."""
    parser.add_argument(
        "--root",
        metavar="DIR",
        type=Path,
        default=argparse.SUPPRESS,
        help="folder of subpolicy.yaml (default: searched upward from here)",
    )
    parser.add_argument(
        "--as-of",
        metavar="DATE",
        type=options.date,
        default=argparse.SUPPRESS,
        help="the day, YYYY-MM-DD (default: today, UTC)",
    )


def add_delivery(parser: argparse.ArgumentParser) -> None:
    """``--output`` and ``--check``."""
    parser.add_argument(
        "--output", metavar="FILE", type=file, help="write to a file, and not to standard output"
    )
    parser.add_argument(
        "--check",
        action="store_true",
        default=argparse.SUPPRESS,
        help="write nothing; exit with 1 and show the difference when the file is stale",
    )


def add_lang(parser: argparse.ArgumentParser) -> None:
    """``--lang``."""
    parser.add_argument(
        "--lang",
        metavar="LANG",
        type=_language,
        help="en, de, fr, nl or es, with or without a region: en-GB (default: page.lang, en)",
    )


def add_narrowing(parser: argparse.ArgumentParser) -> None:
    """The options that narrow a list to what applies to somebody."""
    group = parser.add_argument_group("narrow the list; repeatable, or separated by commas")
    group.add_argument(
        "--enabled",
        metavar="KEY",
        action="append",
        type=_words,
        help="what applies where these switches of flags.yaml are on, and no other ('' for none)",
    )
    for name, words in (
        ("status", "|".join(STATUSES)),
        ("location", "processed there, or in an area that holds it: DE, EU, GLOBAL"),
        ("applies-to", "a product area"),
        ("category", "a group's id"),
    ):
        group.add_argument(
            f"--{name}", metavar=name.upper(), action="append", type=_words, default=[], help=words
        )


def read(arguments: argparse.Namespace) -> "Published":
    """The registry that the arguments name, read to be published.

    Raises:
        RunError: it, or any record in it, is broken.
    """
    from subpolicy.publishing.keeping import read_registry  # noqa: PLC0415 (loaded when used)

    root = options.root_of(arguments)
    source = options.tree_of(root, os.environ)
    return read_registry(source, root, arguments.as_of or options.today())


def warn_of_the_future(listing: "Listing") -> None:
    """On standard error: the page would name a last update that has not been."""
    day = listing.page.updated_on
    if day is not None and day > listing.as_of:
        Terminal.of(sys.stderr).print(
            f"warning: page.updated_on, {day}, lies after the as-of date, {listing.as_of}"
        )


def narrowing_of(arguments: argparse.Namespace, published: "Published") -> "Selection":
    """What the arguments of `add_narrowing` ask for.

    Raises:
        RunError: there is no such status or place.
    """
    from subpolicy.publish.selection import Selection  # noqa: PLC0415 (loaded when used)

    schema: Mapping[str, Any] = published.tools.schemas.document("vendor")
    places = schema["$defs"]["location"]["enum"]
    locations = tuple(place.upper() for place in _flat(arguments.location))
    statuses = _flat(arguments.status)
    _require("location", locations, places, schema["x-hints"])
    _require("status", statuses, STATUSES, {})
    enabled = None if arguments.enabled is None else _flat(arguments.enabled)
    areas = tuple(_flat(arguments.applies_to))
    return Selection(enabled, statuses, locations, areas, _flat(arguments.category))


def _require(
    noun: str, given: Sequence[str], known: Sequence[str], hints: Mapping[str, str]
) -> None:
    for word in given:
        if word not in known:
            near = hints.get(word) or nearest(word, known)
            help_text = f"did you mean {near}?" if near else f"there are: {', '.join(known[:10])} …"
            raise RunError(f'there is no {noun} "{word}"', help_text=help_text)


def file(text: str) -> Path | None:
    """``-`` is standard output, as elsewhere."""
    return None if text == "-" else Path(text)


def _language(text: str) -> str:
    from subpolicy.publish.words import LANGUAGES, is_language  # noqa: PLC0415 (loaded when used)

    if not is_language(text):
        raise argparse.ArgumentTypeError(
            f"there are no words in {text!r}; there are: {', '.join(LANGUAGES)}"
        )
    return text


def _words(text: str) -> tuple[str, ...]:
    return tuple(word.strip() for word in text.split(",") if word.strip())


def _flat(groups: Sequence[Sequence[str]]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(word for group in groups for word in group))


def say_what_is_undecided(listing: "Listing", selection: "Selection") -> None:
    """On standard error: vendors left out because no record says where they are on."""
    from subpolicy.publish.selection import undecided  # noqa: PLC0415 (loaded when used)

    if selection.enabled is None:
        return
    left_out = [vendor["id"] for vendor in undecided(listing)]
    if left_out:
        named = ", ".join(left_out[:_MOST_NAMED]) + (" …" if len(left_out) > _MOST_NAMED else "")
        Terminal.of(sys.stderr).print(
            printable(
                f"warning: left out, as optional without a declared feature_flag: {len(left_out)} "
                f"({named})"
            )
        )
