"""Ways to judge one registry, which have to come to the same, and registries to judge."""

import random
from pathlib import Path
from typing import NamedTuple

import pytest

from subpolicy import checking
from subpolicy.assembly import assemble
from subpolicy.errors import RunError, RunErrors
from subpolicy.question import Question, Sides
from subpolicy.renderers import FORMATS
from subpolicy.sources import WorkingTree
from support.histories import put

PLACES = ("[US]", "[US, DE]", "[DE]", "[US, IN, JP]")
OWN = """\
id: {id}
title: A sample
severity: error
scope: {scope}
rationale: So that a test has a rule of its own.
remediation: Mend it.
{body}
"""


class Seen(NamedTuple):
    """A report with all that may be seen of it; or what the run could not be judged for."""

    outputs: tuple[str, ...] = ()
    evaluations: tuple[object, ...] = ()
    errors: tuple[object, ...] = ()


def in_memory(root: Path, question: Question, *, tracked: bool = False) -> Seen:
    """All records are read before any is judged."""

    def report():
        tree = WorkingTree(root, tracked_only=tracked)
        return assemble(tree, question, checking.examine(Sides(tree), question).parts)

    return _seen(report)


def surveyed(root: Path, question: Question, jobs: int, *, tracked: bool = False) -> Seen:
    """Each record is read, judged and let go, in so many processes."""
    tree = WorkingTree(root, tracked_only=tracked)
    return _seen(lambda: checking.check(Sides(tree), question, jobs))


def _seen(make) -> Seen:
    try:
        report = make()
    except RunError as error:
        errors = error.errors if isinstance(error, RunErrors) else [error]
        return Seen(errors=tuple((one.message, one.place, one.help_text) for one in errors))
    outputs = tuple(FORMATS[name](report) for name in ("json", "text", "sarif"))
    return Seen(outputs, tuple(report.evaluations))


def assert_the_same(root: Path, question: Question, *, jobs=(3,), tracked: bool = False) -> Seen:
    """Judge a registry in every way."""
    expected = in_memory(root, question, tracked=tracked)
    for count in jobs:
        assert surveyed(root, question, count, tracked=tracked) == expected, count
    return expected


@pytest.fixture(autouse=True)
def no_repository(monkeypatch, tmp_path):
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path.parent))
    for name in ("NO_COLOR", "FORCE_COLOR", "CI", "PRE_COMMIT"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("COLUMNS", "100")


def generated(root: Path, count: int, seed: int, own: str = "") -> Path:
    """A registry with everything in it that goes beyond one record, the same at every run."""
    chance = random.Random(seed)  # noqa: S311 -- the point is that it can be repeated
    names = [f"v{number:03}" for number in range(count)]
    files: dict[str, str | bytes | None] = {
        "subpolicy.yaml": "organisation: {name: Test}\nexporter_regimes: [EU, UK]\n"
        f"packs: [core, gdpr, assurance{own}]\nwaivers: {{approvers: [dpo@example.com]}}\n",
        "flags.yaml": "flags: [{key: switch, kind: feature, description: A switch, "
        "default: 'off', owner: dev@example.com}]\n",
    }
    for name in names:
        sub = chance.choice(("", "", "", "sub/"))
        files[f"vendors/{sub}{name}.yaml"] = _record(name, names, chance)
    put(root, files)
    return root


def _record(name: str, names: list[str], chance: random.Random) -> str:
    lines = [
        f"id: {name}",
        f"name: {chance.choice(('Acme', 'Bell', name))}",
        f"status: {chance.choice(('active', 'active', 'optional', 'planned'))}",
        f"processing: {{locations: {chance.choice(PLACES)}}}",
    ]
    dpas = [
        "dpa: {method: signed, signed_on: 2024-05-01}",
        f"dpa: {{method: incorporated, same_as: {chance.choice(names)}}}",
        f"dpa: {{method: incorporated, same_as: {chance.choice([*names, 'nobody'])}}}",
        "",
    ]
    pending = "{{effective_on: 2026-0{}-01, set: {{{}}}}}"
    later = [
        "status: retired",
        "processing: {locations: [CN]}",
        "dpa: {method: signed, signed_on: 2026-01-01}",
        f"dpa: {{method: incorporated, same_as: {chance.choice(names)}}}",
    ]
    changes = [pending.format(month, chance.choice(later)) for month in (7, 8)]
    rare = [
        ("exclusive_group: " + chance.choice(("one", "two", "three")), 0.15),
        ("feature_flag: " + chance.choice(("switch", "unknown")), 0.3),
        (f"pending: [{', '.join(changes)}]", 0.2),
        ("purpose: Sends e-mail", 0.5),
        ("colour: blue", 0.05),  # invalid, and yet it may cover others
        ("id: [", 0.03),  # no YAML
    ]
    lines += [chance.choice(dpas), *(line for line, share in rare if chance.random() < share)]
    return "\n".join(lines) + "\n"
