"""The rule loader: packs, rules, their types, and tables, made of pieces of real ones."""

from collections.abc import Sequence

import atheris
from shared import registry

from subpolicy import tools
from subpolicy.errors import RunError, RunErrors

KEYS = ["title", "severity", "scope", "rationale", "remediation", "require", "message", "match"]
MORE = ["let", "for_each", "group_by", "at", "params", "references", "controls", "id", "x"]
WORDS = [
    *("vendor", "vendor.status", "vendor.processing.locations", "vendor.transfers", "vendor.nme"),
    *("params", "params.x", "today", "file", "group", "change.before", "item", "t", "t.mechanism"),
    *("==", "!=", "&&", "||", "!", "+", "-", "*", "/", "%", "in", "?", ":", ",", ".", "(", ")"),
    *("[", "]", "{", "}", '"scc"', "'optinal'", "1", "-1", "9223372036854775808", "1.5", "true"),
    *("has(vendor.dpa)", "size(", ".exists(t, ", ".all(t, ", ".map(t, ", ".filter(t, ", "null"),
    *("is_date(", "in_table(today, ", "adequate(", "days_between(", "matches('(a+)+$')", "#", "\n"),
    *("&a", "*a", "|\n", ">-\n", "- ", "{item: vendor.transfers}", "b'x'", "r'\\'", "'''", "/a/0"),
]
SOUND = ["title: T", "severity: error", "scope: vendor", "rationale: R", "remediation: R"]
OWN = "policies/own/own.yaml"
TABLE = "policies/_tables/own.yaml"


def check(data: bytes) -> None:
    """A pack is loaded and sound, or the run ends with errors that say where."""
    made = atheris.FuzzedDataProvider(data)
    files = {OWN: _rule(made).encode("utf-8", "surrogatepass")}
    if made.ConsumeProbability() < 0.2:
        files[TABLE] = made.ConsumeBytes(200)
    assert _outcome(files) == _outcome(files)


def _rule(made: atheris.FuzzedDataProvider) -> str:
    lines = ["id: own", *SOUND]
    for _ in range(made.ConsumeIntInRange(0, 6)):
        key = made.PickValueInList([*KEYS, *MORE, "require", "message"])
        lines.append(f"{key}: {_expression(made)}")
    if made.ConsumeBool():
        lines.append(made.ConsumeUnicodeNoSurrogates(40))
    return "\n".join(lines if made.ConsumeBool() else dict(_pairs(lines)).values())


def _pairs(lines: Sequence[str]) -> list[tuple[str, str]]:
    """A key that comes again takes the place of the first."""
    return [(line.partition(":")[0], line) for line in lines]


def _expression(made: atheris.FuzzedDataProvider) -> str:
    words = [made.PickValueInList(WORDS) for _ in range(made.ConsumeIntInRange(1, 12))]
    text = " ".join(words)
    return made.PickValueInList([text, text, f"|\n  {text}", "'" + text.replace("'", "''") + "'"])


def _outcome(files: dict[str, bytes]) -> list[str]:
    try:
        found = tools.tools_of(registry(files))
        pack = found.library.pack("own")
        assert pack is not None
        used = tools.require_sound(pack.rules, found)
        return [rule.sha256 for rule in pack.rules] + [table.id for table in used]
    except RunErrors as errors:
        return [_told(error) for error in errors.errors]
    except RunError as error:
        return [_told(error)]


def _told(error: RunError) -> str:
    assert error.message
    assert error.place is not None
    assert error.place.path in {OWN, TABLE}, error.place
    return f"{error.place}: {error.message}"
