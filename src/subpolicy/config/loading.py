"""From ``subpolicy.yaml`` to a `Configuration`. Its faults end the run: exit 2."""

from collections.abc import Mapping, Sequence
from pathlib import PurePosixPath
from typing import Any

from subpolicy import __version__
from subpolicy.config.configuration import (
    Category,
    Configuration,
    Notice,
    Override,
    Paths,
    WaiverTerms,
)
from subpolicy.config.versions import satisfies
from subpolicy.documents import Document, read_sound
from subpolicy.errors import Place, RunError, RunErrors
from subpolicy.findings.finding import Severity
from subpolicy.root import FILE_NAME, HOW_TO_START
from subpolicy.schema import Schemas
from subpolicy.sources import Source, SourceFault


def load(source: Source, schemas: Schemas) -> Configuration:
    """Read, validate and fill in the configuration of the registry in ``source``.

    Raises:
        RunError: it is missing, broken, or asks for another version of subpolicy.
    """
    document = _read(source)
    violations = schemas.violations("config", document.data)
    if violations:
        placed = [(document.locate(violation.pointer), violation) for violation in violations]
        raise RunErrors(
            [
                RunError(v.message, place=_place(document, v.pointer), help_text=v.remediation)
                for _, v in sorted(placed, key=lambda pair: pair[0])
            ]
        )
    _require_version(document)
    return _build(document)


def _read(source: Source) -> Document:
    raw = source.read(FILE_NAME)
    if raw is None:
        raise RunError(
            f"no {FILE_NAME}",
            place=Place(FILE_NAME),
            help_text=HOW_TO_START,
        )
    if isinstance(raw, SourceFault):
        raise RunError(raw.message, place=Place(raw.path), help_text=raw.remediation)
    return read_sound(FILE_NAME, raw)


def _place(document: Document, pointer: str) -> Place:
    span = document.locate(pointer)
    return Place(document.path, span.line, span.column)


def _build(document: Document) -> Configuration:
    data: Mapping[str, Any] = document.data
    paths = _paths(document)
    regimes = tuple(data.get("exporter_regimes", ()))
    default = Configuration(document, data["organisation"])
    return Configuration(
        document=document,
        organisation=data["organisation"],
        home=tuple(data.get("home", default.home)),
        exporter_regimes=regimes,
        categories=tuple(Category(**category) for category in data.get("categories", ())),
        data_subjects=tuple(data.get("data_subjects", ())),
        packs=_packs(data.get("packs", default.packs), regimes),
        rules={rule: _override(entry) for rule, entry in data.get("rules", {}).items()},
        notice=_notice(data.get("notice", {})),
        page_updated_on=data.get("page", {}).get("updated_on"),
        waivers=_waiver_terms(data.get("waivers", {})),
        baseline_max_days=data.get("baseline", {}).get("max_days", default.baseline_max_days),
        paths=paths,
    )


def _notice(data: Mapping[str, Any]) -> Notice:
    default = Notice()
    channels = data.get("channels", {})
    return Notice(
        days=data.get("days", default.days),
        objection_days=data.get("objection_days", default.objection_days),
        emergencies=data.get("emergencies", default.emergencies),
        all_of=tuple(channels.get("all_of", default.all_of)),
        any_of=tuple(channels.get("any_of", default.any_of)),
    )


def _waiver_terms(data: Mapping[str, Any]) -> WaiverTerms:
    default = WaiverTerms()
    return WaiverTerms(
        max_days=data.get("max_days", default.max_days),
        approvers=tuple(data.get("approvers", default.approvers)),
    )


def _paths(document: Document) -> Paths:
    """The paths in their shortest form: ``./vendors/`` is ``vendors``."""
    given: Mapping[str, str] = document.data.get("paths", {})
    errors = [
        RunError(
            f'"{value}" does not lie within the registry',
            place=_place(document, f"/paths/{key}"),
            help_text="name a path below the folder of subpolicy.yaml, with forward slashes",
        )
        for key, value in given.items()
        if not _is_within(value)
    ]
    if errors:
        raise RunErrors(errors)
    return Paths(**{key: str(PurePosixPath(value)) for key, value in given.items()})


def _packs(names: Sequence[str], regimes: Sequence[str]) -> tuple[str, ...]:
    """A company that declares whose law governs its data is judged by that law."""
    added = ("gdpr",) if regimes and "gdpr" not in names else ()
    return (*names, *added)


def _override(entry: Mapping[str, Any]) -> Override:
    severity = entry.get("severity")
    return Override(
        severity=None if severity is None else Severity(severity),
        params=entry.get("params", {}),
        off=entry.get("off"),
    )


def _is_within(path: str) -> bool:
    """Whether a path leads below the folder that it is relative to, on any system."""
    pure = PurePosixPath(path)
    parts = set(pure.parts)
    return (
        bool(parts) and not pure.is_absolute() and ".." not in parts and not {"\\", ":"} & {*path}
    )


def _require_version(document: Document) -> None:
    wanted = document.data.get("requires")
    if wanted is None:
        return
    place = _place(document, "/requires")
    try:
        accepted = satisfies(__version__, wanted)
    except ValueError:
        raise RunError(
            f'"{wanted}" is no version range',
            place=place,
            help_text='write it like requires: ">=0.1" or ">=0.1,<1"',
        ) from None
    if not accepted:
        raise RunError(
            f"this registry asks for subpolicy {wanted}; this is {__version__}",
            place=place,
            help_text=f'install a version that fits: pip install "subpolicy{wanted}"',
        )
