"""What a visitor meets on a page: headless Chromium, without a network, and axe-core."""

import json
import subprocess
from collections.abc import Sequence
from pathlib import Path
from typing import Any, NamedTuple

from support.checkout import ROOT
from support.programs import chromium, node_module, program

_HARNESS = ROOT / "tests" / "browser" / "inspect.mjs"
_SECONDS = 120


class Look(NamedTuple):
    """How a page is looked at."""

    name: str
    width: int = 1280
    height: int = 900
    scheme: str = "light"
    media: str = "screen"


DESKTOP = Look("light")
LOOKS = (
    DESKTOP,
    Look("dark", scheme="dark"),
    Look("phone", 360, 740),
    Look("dark phone", 360, 740, scheme="dark"),
    Look("print", media="print"),
)


class Inspection(NamedTuple):
    """What was found."""

    requests: tuple[str, ...]
    """Everything that the page asked for beside itself."""
    problems: tuple[str, ...]
    """Errors and warnings on the console, breaches of the CSP among them; dialogs, exceptions."""
    violations: dict[str, list[dict[str, Any]]]
    """By the look's name, what axe-core finds: rule, impact, nodes; empty where it did not look."""
    answers: list[list[Any]]
    """By look, what each step gave."""

    @property
    def faults(self) -> list[str]:
        """Everything that should not be there, in lines."""
        broken = [
            f"{look}: {one['rule']} ({one['impact']}): {node}"
            for look, found in self.violations.items()
            for one in found
            for node in one["nodes"]
        ]
        return [*(f"requests {url}" for url in self.requests), *self.problems, *broken]


Step = dict[str, Any]


def step(what: str, at: str | None = None, **more: str) -> Step:
    """One thing that a visitor does, or a question: see ``tests/browser/inspect.mjs``."""
    return {"do": what, **({"at": at} if at else {}), **more}


def inspect(
    page: Path,
    looks: Sequence[Look] = LOOKS,
    steps: Sequence[Step] = (),
    *,
    scripts: bool = True,
    judged: bool = True,
) -> Inspection:
    """Open a page in each look and take the steps there.

    Args:
        page: The file.
        looks: How it is looked at, each from a fresh start.
        steps: What to do there, in order; see `step`.
        scripts: Whether the page's own scripts run.
        judged: Whether axe-core looks at it before the steps; it takes seconds on a large page.

    Skips the test where Chromium, Node.js or the npm packages are not installed.
    """
    node_module("playwright-core")
    node_module("axe-core")
    task = {
        "page": str(page.resolve()),
        "chromium": chromium(),
        "looks": [look._asdict() for look in looks],
        "steps": list(steps),
        "scripts": scripts,
        "judged": judged,
    }
    done = subprocess.run(
        [program("node"), str(_HARNESS)],
        input=json.dumps(task),
        capture_output=True,
        encoding="utf-8",
        timeout=_SECONDS,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    found = json.loads(done.stdout)
    return Inspection(
        tuple(found["requests"]), tuple(found["problems"]), found["violations"], found["answers"]
    )
