"""``subpolicy report``: what an auditor reads."""

import argparse
import sys
from collections import Counter
from collections.abc import Iterator, Mapping
from pathlib import Path

from subpolicy import auditing, checking
from subpolicy.audit import Audit
from subpolicy.cli import options, sides
from subpolicy.cli.output import require_distinct, write_files, write_stdout
from subpolicy.cli.progress import Progress
from subpolicy.errors import RunError
from subpolicy.renderers.audit import BINARY, FORMATS, renderer

_ATTESTATION = "intoto"
"""The format that speaks of the other files of the run."""

_EPILOG = """\
examples:
  subpolicy report > report.html
  subpolicy report --output html=report.html --output xlsx=report.xlsx
  subpolicy report --since 2026-01-01 --output html=2026.html     what became of a year
  subpolicy report --since v1.0 --rev v2.0 --format markdown      between two tags
  subpolicy report --bundle evidence.zip                          everything, with its digests
  subpolicy report --output json=report.json --output intoto=report.intoto.json

exit codes:
  0 the report is written, whatever its verdict
  1 with --gate: something blocks
  2 the run itself is wrong, so that there is no verdict
"""


def add_to(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Declare the command."""
    parser = commands.add_parser(
        "report",
        help="the auditor's report",
        description="Write the report: scope, population, every rule on every vendor, findings.\n"
        "Exits with 0 once it is written, whatever the verdict in it, unless --gate.",
        epilog=_EPILOG,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    judged = parser.add_argument_group("what is judged")
    options.add_root(judged)
    sides.add_rev(judged)
    judged.add_argument(
        "--since",
        metavar="REV|DATE",
        help="look at a period, too: each commit since, judged by the rules then in force",
    )
    by = parser.add_argument_group("by what")
    options.add_as_of(by)
    options.add_selection(by)
    options.add_strict(by)
    by.add_argument("--gate", action="store_true", help="exit with 1 when something blocks")
    shown = parser.add_argument_group("what is written")
    shown.add_argument(
        "--format",
        choices=list(FORMATS),
        default="html",
        help="on standard output, unless there is an --output (default: html)",
    )
    options.add_output(shown, list(FORMATS))
    shown.add_argument(
        "--bundle",
        metavar="FILE.zip",
        type=Path,
        help="also write an archive: report, records, policies, and a manifest of digests",
    )
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Judge and write the report; where a file is asked for, nothing goes to standard output."""
    paths = [target.path for target in arguments.output]
    require_distinct([*paths, *([arguments.bundle] if arguments.bundle else [])])
    to_file = bool(arguments.output or arguments.bundle)
    if not to_file:
        _require_readable(arguments.format)
    question = checking.Question(
        as_of=arguments.as_of or options.today(),
        rules=tuple(arguments.rule),
        packs=tuple(arguments.pack),
        strict=arguments.strict,
    )
    with sides.head_of(arguments) as (source, history), Progress("commits judged") as progress:
        audit = auditing.audit(source, history, question, arguments.since, progress)
    if to_file:
        # All are made before one is written, so that a run that fails leaves nothing behind.
        write_files([*_files(arguments, audit)])
    else:
        write_stdout(renderer(arguments.format)(audit))
    return audit.report.exit_code if arguments.gate else 0


def _require_readable(format_: str) -> None:
    """A terminal must not get what is no text.

    Raises:
        RunError: it would.
    """
    if format_ in BINARY and sys.stdout is not None and sys.stdout.isatty():
        raise RunError(
            f"{format_} is no text, and standard output is a terminal",
            help_text=f"write it to a file: --output {format_}=report.{format_}",
        )


def _files(arguments: argparse.Namespace, audit: Audit) -> Iterator[tuple[Path, bytes]]:
    """What to write, and where; what attests the others comes last."""
    made: list[tuple[Path, bytes]] = []
    for target in arguments.output:
        if target.format != _ATTESTATION:
            content = renderer(target.format)(audit)
            made.append((target.path, _bytes(content)))
    if arguments.bundle is not None:
        from subpolicy.renderers.audit import bundle  # noqa: PLC0415

        made.append((arguments.bundle, bundle.render(audit)))
    yield from made
    for target in arguments.output:
        if target.format == _ATTESTATION:
            from subpolicy.renderers.audit import intoto  # noqa: PLC0415

            yield target.path, _bytes(intoto.render(audit, _subjects(made)))


def _subjects(made: list[tuple[Path, bytes]]) -> Mapping[str, bytes]:
    """The files by name; by path, where two have the same name."""
    names = Counter(path.name for path, _ in made)
    return {
        path.name if names[path.name] == 1 else path.as_posix(): content for path, content in made
    }


def _bytes(content: str | bytes) -> bytes:
    return content.encode() if isinstance(content, str) else content
