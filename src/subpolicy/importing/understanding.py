"""What a page says: the importers put together."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from subpolicy import __version__
from subpolicy.errors import Place, RunError
from subpolicy.importers.blocks import Page
from subpolicy.importers.configuring import Choices, configuration_of, heads_of, language_of
from subpolicy.importers.finding import find
from subpolicy.importers.making import Problem, Setting, records_of
from subpolicy.importers.readers import read
from subpolicy.importers.rows import Row
from subpolicy.importing.plan import Told
from subpolicy.importing.refusal import no_list
from subpolicy.tools import Tools

_REQUIRES = f">={'.'.join(__version__.split('.')[:2])}"
_NAME = "organisation.name"
_MOST_ROWS = 5000
"""Rows of the longest known list times ten; each becomes a file."""


@dataclass(frozen=True, slots=True)
class Asked:
    """A page, and what is asked of it."""

    name: str
    """The file's, for messages and for its extension."""
    raw: bytes
    as_of: str
    """The day on which the new registry is judged, an ISO date."""
    format: str | None = None
    language: str | None = None
    organisation: str | None = None
    """The name of the company whose list it is."""
    url: str = ""
    retrieved_on: str = ""
    packs: tuple[str, ...] = ()
    """Of the new registry; empty for the default."""
    exporter_regimes: tuple[str, ...] = ()
    update: bool = False
    """Whether records that are there may be changed."""


@dataclass(frozen=True, slots=True)
class Understood:
    """What a page says."""

    records: Sequence[Mapping[str, Any]]
    rows: Sequence[Row]
    configuration: Mapping[str, Any]
    """The data of ``subpolicy.yaml``."""
    nameless: bool
    """Whether the page does not say whose list it is, and nobody else did."""
    problems: tuple[Told, ...]
    skipped: tuple[Told, ...]


def understand(asked: Asked, tools: Tools, *, new: bool) -> Understood:
    """Read a page into records and a configuration.

    Args:
        asked: The page.
        tools: Schemas and the vocabulary of data.
        new: Whether a registry is started, so that its configuration counts, too.

    Raises:
        RunError: it cannot be read, or it holds no list of vendors.
    """
    page = read(asked.name, asked.raw, asked.format)
    if asked.language is not None:
        page = replace(page, language=asked.language)
    reading = find(page)
    if not reading.rows:
        raise no_list(asked.name, page, reading)
    if len(reading.rows) > _MOST_ROWS:
        raise _too_long(asked.name, len(reading.rows))
    imported = records_of(reading, _setting(asked, tools, page), heads_of(page, reading))
    configured = configuration_of(page, reading, tools.schemas.document("config"), _choices(asked))
    about_registry = configured.problems if new else ()
    return Understood(
        [record for _, record in imported.records],
        reading.rows,
        configured.data,
        any(
            problem.cell == _NAME and "does not say" in problem.reason
            for problem in configured.problems
        ),
        tuple(_problems(page, (*imported.problems, *about_registry))),
        tuple(Told(_row(one.name, one.line), "", one.reason) for one in imported.skipped),
    )


def _too_long(name: str, rows: int) -> RunError:
    return RunError(
        f"the list has {rows:,} rows; at most {_MOST_ROWS:,} are imported",
        place=Place(name),
        help_text="import it in parts",
    )


def _setting(asked: Asked, tools: Tools, page: Page) -> Setting:
    return Setting(
        schema=tools.schemas.document("vendor"),
        vocabulary={row["code"]: row["label"] for row in tools.tables["data-categories"].rows},
        language=language_of(page),
        url=asked.url,
        retrieved_on=asked.retrieved_on,
    )


def _choices(asked: Asked) -> Choices:
    return Choices(
        name=asked.organisation or "",
        requires=_REQUIRES,
        exporter_regimes=asked.exporter_regimes,
        packs=asked.packs,
    )


def _problems(page: Page, problems: Sequence[Problem]) -> Iterator[Told]:
    for sentence in page.unread:
        yield Told("", "", sentence.rstrip("."))
    for problem in problems:
        yield Told(problem.row, problem.cell, problem.reason)


def _row(name: str, line: int | None) -> str:
    return name if line is None else f"{name} (line {line})"
