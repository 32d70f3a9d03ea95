"""Who takes part: each tool's command for a registry, and how its answer is known to be right."""

import json
import re
import shutil
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import NamedTuple

import planted
from measure import Sample, measure
from peers import LIMITS, Peer

SCHEMA = Path(__file__).resolve().parents[1] / "schema" / "vendor.schema.json"
SCHEMA_ONLY = "schema only"
CORE = "cold, pack core"


class Field(NamedTuple):
    """A registry that is raced over."""

    folder: Path
    size: int
    faulty: bool = False


class Entrant(NamedTuple):
    tool: str
    setting: str
    """In which state it starts: "cold", "warm"; empty where there is only one."""
    field: Field
    command: tuple[str, ...]
    fault: Callable[[Sample], str]
    """Why a run is not what it must be; empty where it is."""
    checks: Callable[[Sample], str]
    """What it does, as far as the run says so itself."""
    runs: int
    variables: Mapping[str, str] = {}
    fresh: Path | None = None
    """A folder that is emptied before each run."""


class Ours(NamedTuple):
    """The subpolicy that is measured."""

    command: str
    home: Path
    """Where its caches may lie."""
    caches: bool
    jobs: bool

    @classmethod
    def of(cls, command: str, home: Path) -> "Ours":
        """Find out what it can do, so that an older one can be measured, too."""
        text = measure((command, "check", "--help"), home).output
        return cls(command, home, "--no-cache" in text, "--jobs" in text)


def ours(tool: Ours, field: Field, runs: int) -> Iterator[Entrant]:
    """``check`` with all packs: into an empty cache, out of it, on one core; and with one pack."""
    cold = tool.home / f"cache-{field.folder.name}"
    yield _our(tool, field, runs, "cold", cold)
    if tool.caches:
        yield _our(tool, field, runs, "warm", cold)._replace(fresh=None)
    if tool.jobs and field.size >= 1_000:
        alone = tool.home / f"cache-{field.folder.name}-alone"
        one = _our(tool, field, runs, "cold, one core", alone)
        few = 1 if field.size >= 100_000 else runs  # a minute each
        yield one._replace(command=(*one.command, "--jobs", "1"), runs=few)
        core = _our(tool, field, runs, CORE, tool.home / f"cache-{field.folder.name}-core")
        yield core._replace(command=(*core.command, "--pack", "core"))


def _our(tool: Ours, field: Field, runs: int, setting: str, cache: Path) -> Entrant:
    return Entrant(
        *("subpolicy", setting, field),
        command=(tool.command, "check"),
        fault=_our_fault(field),
        checks=_our_checks,
        runs=runs,
        variables={"SUBPOLICY_CACHE_DIR": str(cache)},
        fresh=cache,
    )


def _our_fault(field: Field) -> Callable[[Sample], str]:
    noun = "vendor" if field.size == 1 else "vendors"
    if not field.faulty:
        return lambda sample: _said(sample, 0, f"PASS {field.size} {noun},")

    def counted(sample: Sample) -> str:
        found = Counter(re.findall(r"\[([a-z-]+)\]$", sample.output, re.MULTILINE))
        verdict = _said(sample, 1, f"FAIL {field.size} {noun},")
        return verdict or _counts(found, planted.expected())

    return counted


def _our_checks(sample: Sample) -> str:
    found = re.search(r"(\d+) rules?, (\d+) evaluations?", sample.output)
    rules, evaluations = found.groups() if found else ("?", "0")
    return f"YAML, schema, {rules} rules: {int(evaluations):,} evaluations"


def by_schema(peer: Peer, field: Field, runs: int) -> Entrant:
    """A validator that holds every record against the vendor's schema, and does no more."""
    options: tuple[str, ...]
    if peer.name == "sourcemeta":
        options = ("validate", "--fast", "--format-assertion", str(SCHEMA), "vendors")
        success = f"{field.size} validated, {field.size} passed, 0 failed"
    else:
        records = sorted(f"vendors/{path.name}" for path in (field.folder / "vendors").iterdir())
        options, success = ("--schemafile", str(SCHEMA), *records), "validation done"
    return Entrant(
        *(peer.name, "", field, (peer.command, *options)),
        fault=lambda sample: _said(sample, 0, success),
        checks=lambda _: SCHEMA_ONLY,
        runs=runs,
    )


def blind(peer: Peer, folder: Path) -> str:
    """Why a validator is not to be believed; empty where it rejects a record that is wrong."""
    (folder / "vendors").mkdir(parents=True)
    (folder / "vendors" / "wrong.yaml").write_text("id: wrong\nname: Wrong\nstatus: activ\n")
    sample = measure(by_schema(peer, Field(folder, 1), 1).command, folder)
    return "" if sample.code and "wrong.yaml" in sample.output else "accepts a record that is wrong"


def by_rules(peer: Peer, field: Field, runs: int, rules: Path) -> Entrant:
    """A linter with the three protected rules, from a copy of the folder of rules."""
    options: dict[str, tuple[str, ...]] = {
        "Spectral": (
            *("lint", "--ruleset", str(rules / "spectral.mjs"), "--fail-severity", "error"),
            *("--format", "json", "--quiet", "vendors/*.yaml"),
        ),
        "Semgrep": (
            *("scan", "--config", str(rules / "semgrep.yaml"), "--metrics", "off", "--json"),
            *("--disable-version-check", "--no-git-ignore", "--quiet", "--error", "vendors"),
        ),
        "Checkov": (
            *("--directory", "vendors", "--framework", "yaml", "--skip-download", "--quiet"),
            *("--external-checks-dir", str(rules / "checkov"), "--compact", "--output", "json"),
            *("--check", "CKV_SUBPOLICY_1,CKV_SUBPOLICY_2,CKV_SUBPOLICY_3"),
        ),
    }
    limits = LIMITS[peer.name]
    expected = planted.expected(limits.misses, one_per_record=limits.one_per_record)
    missed = sum(planted.expected().values()) - sum(expected.values())
    checks = f"3 rules{f', {missed} of {planted.TOTAL} findings missed' if missed else ''}"
    return Entrant(
        *(peer.name, "", field, (peer.command, *options[peer.name])),
        fault=_peer_fault(peer, field, expected if field.faulty else {}),
        checks=lambda _: checks,
        runs=runs,
        variables={"SEMGREP_SEND_METRICS": "off", "SEMGREP_ENABLE_VERSION_CHECK": "0"},
    )


def _peer_fault(peer: Peer, field: Field, expected: Mapping[str, int]) -> Callable[[Sample], str]:
    def fault(sample: Sample) -> str:
        if sample.code != int(field.faulty):
            return _said(sample, int(field.faulty), "")
        try:
            return _counts(Counter(_names(peer.name, sample.output)), expected)
        except (ValueError, LookupError, TypeError) as error:
            return f"its answer cannot be read ({error}): {sample.output[-300:].strip()}"

    return fault


def _names(tool: str, output: str) -> list[str]:
    """The rule of each finding, from a tool's own JSON, in which warnings may come before."""
    start = min(place for place in map(output.find, "[{") if place >= 0)
    data, _ = json.JSONDecoder().raw_decode(output[start:])
    match tool:
        case "Spectral":
            return [one["code"] for one in data]
        case "Semgrep":
            if data["errors"] or len(data["paths"]["scanned"]) != planted.SIZE:
                raise ValueError("it did not read every record")
            return [one["check_id"].rpartition(".")[2] for one in data["results"]]
        case _:
            return [one["check_name"] for one in data["results"]["failed_checks"]]


def _said(sample: Sample, code: int, words: str) -> str:
    if sample.code == code and words in sample.output:
        return ""
    wrong = f"exit code {sample.code}, not {code}"
    if sample.code == code:
        wrong = f"does not say {words!r}"
    return f"{wrong}: {sample.output[-300:].strip()}"


def _counts(found: Mapping[str, int], expected: Mapping[str, int]) -> str:
    wrong = [
        f"{rule}: {found.get(rule, 0)} findings instead of {expected.get(rule, 0)}"
        for rule in planted.RULES
        if found.get(rule, 0) != expected.get(rule, 0)
    ]
    return "; ".join(wrong)


def emptied(folder: Path) -> None:
    """Leave an empty folder, whatever was there."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(mode=0o700, parents=True)  # a cache that others can write is none
