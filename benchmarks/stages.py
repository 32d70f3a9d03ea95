"""What each stage of ``check`` costs: one run inside one process, on one core, without a cache.

python benchmarks/stages.py [--vendors N] [--json]

The stages are the public functions that `subpolicy.checking` calls, each over all vendors before
the next begins, by the CPU time of the process. Loading the registry reads, parses and validates
file by file; then these parts are done apart, and what is left of loading is filling in and
keeping. The command takes the records through the stages in portions; the last line is that.
"""

import argparse
import json
import tempfile
import time
from collections.abc import Callable
from datetime import UTC, datetime
from importlib import import_module
from pathlib import Path
from types import SimpleNamespace
from typing import Any, TypeVar

import registry

T = TypeVar("T")
API = {
    "Asked": "subpolicy.judging",
    "Found": "subpolicy.assembly",
    "Question": "subpolicy.question",
    "WorkingTree": "subpolicy.sources",
    "assemble": "subpolicy.assembly",
    "check": "subpolicy.checking",
    "criteria_of": "subpolicy.judging",
    "judge": "subpolicy.judging",
    "load": "subpolicy.registry.loading",
    "read": "subpolicy.documents",
    "render": "subpolicy.renderers.text",
    "tools_of": "subpolicy.tools",
}
"""The functions and types of the stages, and the modules that have them."""


class Clock:
    """Seconds of CPU by stage."""

    def __init__(self) -> None:
        # What the interpreter has spent before the first line of a script.
        self.stages = {"interpreter and this script": time.process_time()}

    def time(self, name: str, work: Callable[[], T]) -> T:
        started = time.process_time()
        value = work()
        self.stages[name] = time.process_time() - started
        return value


def main() -> None:
    parser = argparse.ArgumentParser(description="Measure the stages of subpolicy check.")
    parser.add_argument("--vendors", type=int, default=1_000)
    parser.add_argument("--json", action="store_true", help="for a program to read")
    arguments = parser.parse_args()
    clock = Clock()
    with tempfile.TemporaryDirectory(prefix="subpolicy-bench-") as name:
        folder = Path(name) / "registry"
        registry.write(folder, arguments.vendors, "all")
        verdict = run(folder, clock)
    if "PASS" not in verdict:
        raise SystemExit(verdict)
    if arguments.json:
        print(json.dumps({name: round(cost, 4) for name, cost in clock.stages.items()}))
        return
    print("| stage | CPU, s | per vendor, µs |\n| --- | ---: | ---: |")
    for name, cost in clock.stages.items():
        print(f"| {name} | {cost:.3f} | {cost / arguments.vendors * 1e6:.1f} |")


def run(folder: Path, clock: Clock) -> str:
    """Check a registry stage by stage; gives what the command would print."""
    api = clock.time("imports", _imports)
    source, day = api.WorkingTree(folder), datetime.now(UTC).date().isoformat()
    tools = clock.time("configuration, schemas, packs, tables", lambda: api.tools_of(source))
    criteria = clock.time("rules made ready", lambda: _ready(api, tools, day))
    loaded = _load(api, source, tools, clock)
    judged = clock.time("judging by all rules", lambda: api.judge(loaded, criteria))
    found = api.Found(loaded, judged, None, (), frozenset())
    question = api.Question(as_of=day, provenance=False)
    report = clock.time(
        "putting the report together", lambda: api.assemble(source, question, found.parts)
    )
    text = clock.time("rendering as text", lambda: api.render(report))
    whole = "reading to report in one go, as the command does"
    again = clock.time(whole, lambda: api.check(source, question))
    if api.render(again) != text:
        raise SystemExit("the stages come to another report than the command")
    return str(text)


def _imports() -> SimpleNamespace:
    """All that a run without a cache loads, the command line included."""
    for module in ("subpolicy.cli.main", "subpolicy.cli.check", "subpolicy.checking"):
        import_module(module)
    found = {name: getattr(import_module(module), name) for name, module in API.items()}
    found["read"]("first.yaml", b"id: first\n")  # what is loaded by the first document
    return SimpleNamespace(**found)


def _ready(api: SimpleNamespace, tools: Any, day: str) -> Any:
    record = {"id": "a", "name": "A", "status": "active", "processing": {"locations": ["US"]}}
    tools.schemas.violations("vendor", record)  # the first builds the validator
    return api.criteria_of(tools, api.Asked(day))


def _load(api: SimpleNamespace, source: Any, tools: Any, clock: Clock) -> Any:
    started = time.process_time()
    loaded = api.load(source, tools.configuration, tools.schemas, tools.shape)
    whole = time.process_time() - started
    before = sum(clock.stages.values())
    paths = clock.time("listing the files", lambda: source.files("vendors"))
    raw = clock.time("reading the files", lambda: [(path, source.read(path)) for path in paths])
    documents = clock.time("YAML", lambda: [api.read(*one) for one in raw])
    violations = tools.schemas.violations
    clock.time("schema", lambda: [violations("vendor", one.data) for one in documents])
    apart = sum(clock.stages.values()) - before
    clock.stages["filling in, and keeping"] = max(0.0, whole - apart)
    return loaded


if __name__ == "__main__":
    main()
