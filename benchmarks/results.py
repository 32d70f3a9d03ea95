"""What was measured: the file benchmarks/results.json, from which all tables are written."""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any, NamedTuple

PATH = Path(__file__).resolve().with_name("results.json")


class Spread(NamedTuple):
    """Of several runs."""

    median: float
    least: float
    most: float


class Row(NamedTuple):
    """One tool over one registry, in one setting."""

    size: int
    """Records."""
    faulty: bool
    tool: str
    setting: str
    checks: str
    runs: int
    cpu: Spread
    """Seconds."""
    wall: Spread
    """Seconds."""
    peak: Spread
    """MiB."""


class Dropped(NamedTuple):
    """A tool without rows: it is not installed, or did not do what it had to."""

    tool: str
    reason: str


class Written(NamedTuple):
    """The report of a registry, as an HTML page."""

    size: int
    cpu: Spread
    wall: Spread
    peak: Spread
    length: int
    """Bytes of the page."""


class Stage(NamedTuple):
    """One part of ``check``, measured inside one process on one core."""

    name: str
    seconds: Mapping[str, float]
    """By number of vendors."""


class Results(NamedTuple):
    day: str
    """ISO date."""
    machine: str
    load: tuple[float, float]
    """The load average of one minute, before anything else and after the last run."""
    floor: float
    """CPU seconds of the Python interpreter alone."""
    versions: Mapping[str, str]
    rows: tuple[Row, ...]
    dropped: tuple[Dropped, ...]
    reports: tuple[Written, ...]
    stages: tuple[Stage, ...]

    def row(self, size: int, tool: str, setting: str = "", *, faulty: bool = False) -> Row | None:
        for one in self.rows:
            if (one.size, one.tool, one.setting, one.faulty) == (size, tool, setting, faulty):
                return one
        return None


def save(results: Results, path: Path = PATH) -> None:
    path.write_text(json.dumps(_plain(results), indent=1) + "\n", encoding="utf-8")


def load(path: Path = PATH) -> Results:
    data = json.loads(path.read_text(encoding="utf-8"))
    return Results(
        day=data["day"],
        machine=data["machine"],
        load=tuple(data["load"]),
        floor=data["floor"],
        versions=data["versions"],
        rows=tuple(Row(**_spreads(one)) for one in data["rows"]),
        dropped=tuple(Dropped(**one) for one in data["dropped"]),
        reports=tuple(Written(**_spreads(one)) for one in data["reports"]),
        stages=tuple(Stage(**one) for one in data["stages"]),
    )


def _spreads(data: dict[str, Any]) -> dict[str, Any]:
    return data | {name: Spread(*data[name]) for name in ("cpu", "wall", "peak")}


def _plain(value: Any) -> Any:
    if isinstance(value, Spread):
        return list(value)
    if hasattr(value, "_asdict"):
        return {name: _plain(one) for name, one in value._asdict().items()}
    if isinstance(value, tuple | list):
        return [_plain(one) for one in value]
    return value
