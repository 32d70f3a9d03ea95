"""A registry that fails once anything is taken from it, and runs that may be remembered."""

from pathlib import Path
from typing import NamedTuple

import pytest

from subpolicy import checking
from subpolicy.cli.main import main
from support.histories import put, vendor
from support.ownrules import OWN, PLAIN, RULE, SHORT, WAIVER
from support.registries import GERMAN, GREEN, SCCS, registry

FOREIGN = ("NO_COLOR", "FORCE_COLOR", "CI", "PRE_COMMIT", "XDG_CACHE_HOME")
BASELINE = """\
entries:
  - {rule: missing-purpose, vendor: quiet, owner: dpo@example.com, due: 2026-09-01}
"""
FLAGS = """\
flags:
  - {key: switch, kind: feature, description: A switch, default: 'off', owner: dev@example.com}
"""
LISTED = """\
id: listed
title: A listed country
severity: error
scope: vendor
rationale: So that a test has a table of its own.
remediation: Leave it.
require: "in_table('known', vendor.processing.locations[0])"
message: '"is not listed"'
"""
MATCH = "match: has(vendor.purpose)\n"
TABLE = """\
id: known
title: Known countries
description: Those that a test knows.
source: The test
verified_on: 2026-06-01
columns: {code: a country, status: in-force or not, source: where it says so}
rows:
  - {code: US, status: in-force, source: The test}
"""


class Seen(NamedTuple):
    """What a user sees of a run."""

    code: int
    out: str
    err: str
    written: dict[str, bytes]


@pytest.fixture(autouse=True)
def cache(tmp_path: Path, monkeypatch) -> Path:
    """The folder of the cache; the surroundings say nothing else of one."""
    for name in FOREIGN:
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path))
    monkeypatch.setenv("COLUMNS", "100")
    monkeypatch.setenv("SUBPOLICY_CACHE_DIR", str(tmp_path / "cache"))
    return tmp_path / "cache"


@pytest.fixture
def root(tmp_path: Path, monkeypatch) -> Path:
    """A registry that passes by a waiver, a baseline, a flag, and a rule and table of its own."""
    folder = registry(tmp_path / "registry", acme=GREEN, berlin=GERMAN + SCCS)
    files = {
        "subpolicy.yaml": OWN,
        "flags.yaml": FLAGS,
        "baseline.yaml": BASELINE,
        "waivers/short-bell.yaml": WAIVER,
        "policies/own/listed.yaml": LISTED,
        "policies/_tables/known.yaml": TABLE,
        RULE: PLAIN + MATCH,
        **SHORT,
        **vendor("quiet", purpose="A purpose"),
        **vendor("maybe", status="optional", feature_flag="switch"),
    }
    put(folder, files)
    quiet = folder / "vendors" / "quiet.yaml"
    kept = [line for line in quiet.read_text("utf-8").splitlines() if "purpose:" not in line]
    quiet.write_text("\n".join(kept) + "\n", encoding="utf-8")
    monkeypatch.chdir(folder)
    return folder


@pytest.fixture
def plain(tmp_path: Path, monkeypatch) -> Path:
    """A registry with one fault, judged by shipped rules alone: they take no time to check."""
    folder = registry(tmp_path / "registry", acme=GREEN, berlin=GERMAN)
    monkeypatch.chdir(folder)
    return folder


class Runner:
    """Runs ``check`` in this process, and counts how often a registry is judged for it."""

    def __init__(self, capsys, monkeypatch) -> None:
        self._capsys = capsys
        self.judged = 0
        really = checking.check

        def counted(*arguments, **options):
            self.judged += 1
            return really(*arguments, **options)

        monkeypatch.setattr(checking, "check", counted)

    def __call__(self, *arguments: str, as_of: str = "2026-06-15") -> Seen:
        """One run; what ``--output FORMAT=FILE`` writes is taken away again."""
        self._capsys.readouterr()
        code = main(["check", "--as-of", as_of, *arguments])
        out, err = self._capsys.readouterr()
        written = {}
        for word in arguments:
            _, equals, name = word.partition("=")
            if equals and Path(name).is_file():
                written[name] = Path(name).read_bytes()
                Path(name).unlink()
        return Seen(code, out, err, written)


@pytest.fixture
def run(capsys, monkeypatch) -> Runner:
    return Runner(capsys, monkeypatch)


def entries(cache: Path) -> list[Path]:
    """The files of the cache, whatever they are."""
    return sorted(path for path in cache.rglob("*") if not path.is_dir())
