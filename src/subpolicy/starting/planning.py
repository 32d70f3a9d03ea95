"""What `init` is going to do; nothing is written here."""

import os
from collections.abc import Iterator
from dataclasses import dataclass

from subpolicy import shipped
from subpolicy.documents import read_sound
from subpolicy.errors import RunError
from subpolicy.schema import Schemas
from subpolicy.sources import WorkingTree
from subpolicy.starting import files, registry
from subpolicy.starting.files import File
from subpolicy.starting.setting import Answers, Place


@dataclass(frozen=True, slots=True)
class Plan:
    """Which files are written, and which stay as they are."""

    place: Place
    written: tuple[File, ...]
    kept: tuple[File, ...]
    """There already: never overwritten."""


def plan(place: Place, answers: Answers, today: str) -> Plan:
    """Everything that makes a registry at home in its repository.

    Args:
        place: Where.
        answers: What the company says; of a registry that is there, its own file says it.
        today: ISO date.

    Raises:
        RunError: an answer does not fit, such as a country that is none.
    """
    written, kept = list[File](), list[File]()
    for file in _wanted(place, answers.as_in(place.configuration), today):
        there = os.path.lexists(place.top / file.path)
        (kept if there else written).append(file)
    return Plan(place, tuple(written), tuple(kept))


def _wanted(place: Place, answers: Answers, today: str) -> Iterator[File]:
    configuration = registry.configuration(place, answers)
    if not place.registered:
        _require_valid(configuration)
    yield configuration
    if not (place.registered and _has_records(place)):
        yield registry.sample(place, answers, today)
    yield files.flags(place)
    yield from files.schemas(place)
    yield files.hook(place)
    yield from files.workflow(place, answers)
    yield from files.code_owners(place, answers)
    yield from files.editor(place)


def _has_records(place: Place) -> bool:
    return bool(WorkingTree(place.root).files(place.paths.vendors))


def _require_valid(file: File) -> None:
    """Whatever a name or a country holds, the file has to say what was meant."""
    document = read_sound(file.path, file.text.encode())
    violations = Schemas(shipped.schema_folder()).violations("config", document.data)
    if violations:
        first = violations[0]
        raise RunError(first.message, help_text=first.remediation)
