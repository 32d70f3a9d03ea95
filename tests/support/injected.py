"""Registries in which given texts stand wherever a text can stand."""

from collections.abc import Iterator
from itertools import cycle
from pathlib import Path

from subpolicy import shipped
from subpolicy.printable import printable
from subpolicy.schema import Schemas
from support.checkout import git, repository
from support.histories import commit
from support.instances import LEFT_OUT, Json, Maker, changed, spoilt
from support.payloads import PAYLOADS, REFUSED, quoted

AS_OF = "2026-01-01"
_SCHEMAS = Schemas(shipped.schema_folder())
_UNSEEN = {"internal", "notes", "pending", "source"}
"""Keys of a vendor that no rule sees."""
_VENDOR = {
    "/status": "active",
    "/role": "subprocessor",
    "/category": "stripe",
    "/data_categories": ["email"],
    "/data_subjects": ["customers"],
    "/feature_flag": "flag",
    "/processing/locations": ["US", "DE", "IN"],
    "/dpa/same_as": LEFT_OUT,
    "/pending/*/effective_on": "2026-06-01",
    "/notices/*/replaces": LEFT_OUT,
}
_CONFIG = {
    "/requires": LEFT_OUT,
    "/home": ["US"],
    "/exporter_regimes": ["EU", "UK", "CH"],
    "/packs": ["core", "own"],
    "/categories/*/id": "stripe",
    "/paths": LEFT_OUT,
    "/page/sections/*/file": LEFT_OUT,
}
_RULE = {
    "/severity": "error",
    "/scope": "vendor",
    "/match": LEFT_OUT,
    "/for_each": {"area": "vendor.applies_to"},
    "/let": LEFT_OUT,
    "/group_by": LEFT_OUT,
    "/require": "false",
    "/at": LEFT_OUT,
}
_CASE = {
    "cases": [
        {"name": None, "vendor": {"applies_to": [None]}, "expect": "fail"},
        {"name": None, "vendor": {"purpose": None}, "expect": "not-applicable"},
    ],
}


def maker(name: str, text: str, given: dict[str, Json] | None = None) -> Maker:
    """A maker of documents of one schema."""
    return Maker(_SCHEMAS.document(name), text, given)


def valid(root: Path, *texts: str) -> Path:
    """A registry that every schema accepts, with a text in all places that take any text.

    Args:
        root: Where to write it.
        texts: One for each vendor in turn, and for what belongs to it; other files have one each.
    """
    one, two, three = (text for text, _ in zip(cycle(texts), range(3), strict=False))
    _write(root / "subpolicy.yaml", _configuration(one))
    _write(root / "flags.yaml", maker("flags", two, {"/flags/*/key": "flag"}).make())
    for stem, text in (("one", one), ("two", two), ("three", three)):
        _write(root / "vendors" / f"{stem}.yaml", _vendor(stem, text))
    _write(root / "waivers" / "accepted.yaml", _waiver(one))
    _write(root / "baseline.yaml", _baseline(three))
    _rules(root / "policies" / "own", two)
    tables = root / "policies" / "_tables"
    _write(tables / "own.yaml", maker("table", one, {"/id": "own"}).make())
    _write(tables / "countries.yaml", _countries(three))
    return root


def recorded(root: Path, *texts: str) -> Path:
    """Such a registry in a repository of two commits, of which the second says and is the texts."""
    repository(root)
    commit(valid(root, "earlier"))
    valid(root, *texts)
    git(root, "add", "--all")
    author = "A " + "".join(char for char in texts[0] if char not in "<>\n")
    git(root, "commit", "--quiet", "--message", texts[-1], "--author", f"{author} <a@example.com>")
    return root


def unreadable(root: Path) -> Path:
    """The registry with files that hold what YAML can spell and no file may hold."""
    for name in sorted(REFUSED):
        _write(root / "vendors" / f"{name}.yaml", _vendor(name, PAYLOADS[name]))
        _write(root / "waivers" / f"{name}.yaml", _waiver(PAYLOADS[name]))
    return root


def invalid(root: Path, *texts: str) -> Path:
    """A registry of faults: texts where they may not be, one place in each file or entry."""
    _write(root / "subpolicy.yaml", {"organisation": {"name": "Test"}})
    _write(root / "vendors" / "acme.yaml", _vendor("acme", "harmless"))
    for number, record in enumerate(_spoilt("vendor", texts, {"/pending": LEFT_OUT})):
        _write(root / "vendors" / f"v{number}.yaml", record)
    for number, waiver in enumerate(_spoilt("waiver", texts)):
        _write(root / "waivers" / f"w{number}.yaml", waiver)
    _write(root / "flags.yaml", {"flags": list(_entries("flags", "flags", texts))})
    _write(root / "baseline.yaml", {"entries": list(_entries("baseline", "entries", texts))})
    for number, text in enumerate(texts):
        stem = f"{number} {_file_name(text)}" if number else _file_name(text)
        _write(root / "vendors" / f"{stem}.yaml", _vendor(f"other-{number}", "harmless"))
    return root


def wrong_configuration(root: Path, text: str) -> Path:
    """A registry whose configuration has the text wherever it may not be, all at once."""
    making = maker("config", text, _CONFIG)
    document = making.make()
    for leaf in making.leaves:
        if not leaf.free:
            document = changed(document, leaf.steps, lambda _: text)
    for steps in sorted(making.objects, key=len, reverse=True):
        document = changed(document, steps, lambda found: {**found, text: text})
    _write(root / "subpolicy.yaml", document)
    _write(root / "vendors" / "acme.yaml", _vendor("acme", "harmless"))
    return root


def wrong_rules(root: Path, text: str) -> Path:
    """A registry with rules that have the text wherever it may not be, one place in each."""
    configuration = {"organisation": {"name": "Test"}, "packs": ["core", "own"]}
    _write(root / "subpolicy.yaml", configuration)
    _write(root / "vendors" / "acme.yaml", _vendor("acme", "harmless"))
    making = maker("rule", text, {"/id": "spoilt"} | _RULE)
    sound = making.make() | {"message": f'"{_inner(text)}"'}
    broken = [*spoilt(making, sound, text), sound | {"require": text}, sound | {"message": text}]
    for number, rule in enumerate(broken):
        _write(root / "policies" / "own" / f"r{number}.yaml", rule | {"id": f"r{number}"})
    return root


def _configuration(text: str) -> Json:
    document = maker("config", text, _CONFIG).make()
    document["rules"] = {
        "missing-owner": {"off": text[:4096]},
        "own-quotes": {"params": {"word": text[:4096]}},
    }
    return document


def _vendor(stem: str, text: str) -> Json:
    return maker("vendor", text, {"/id": stem} | _VENDOR).make()


def _waiver(text: str) -> Json:
    given = {"/id": "accepted", "/rule": "own-quotes", "/vendor": "one"}
    given |= {"/item": text[:256], "/approved_on": "2025-12-01", "/expires_on": "2026-03-01"}
    return maker("waiver", text, given).make()


def _baseline(text: str) -> Json:
    given = {"/entries/*/rule": "own-quotes", "/entries/*/vendor": "three"}
    given |= {"/entries/*/item": text[:256], "/entries/*/due": "2026-03-01"}
    return maker("baseline", text, given).make()


def _rules(folder: Path, text: str) -> None:
    """A rule that quotes every text of a record, and its test."""
    making = maker("vendor", text, {"/id": "one"} | _VENDOR)
    making.make()
    quotes = [_selected(leaf.steps) for leaf in making.leaves if leaf.free]
    seen = [quote for quote in quotes if quote.split(".")[1].split("[")[0] not in _UNSEEN]
    parts = {f"part_{n}": " + ".join(seen[n : n + 10]) for n in range(0, len(seen), 10)}
    given = {"/id": "own-quotes", "/params": {"word": text[:4096]}}
    given |= {"/message": " + ".join(["area", *parts, "params.word"])}
    rule = maker("rule", text, _RULE | given | {"/let": parts}).make()
    _write(folder / "own-quotes.yaml", rule)
    failing, other = _CASE["cases"]
    cases = [
        failing | {"name": text[:256], "vendor": {"applies_to": [text[:256]]}},
        other | {"name": text[:256], "vendor": {"purpose": text[:4096]}},
    ]
    base = {"id": "acme", "name": text[:256], "status": "active", "processing": {"locations": []}}
    test = {"rule": "own-quotes", "base": base, "cases": cases}
    _write(folder / "own-quotes.test.yaml", test)


def _selected(steps: tuple[str | int, ...]) -> str:
    return "vendor" + "".join(f".{s}" if isinstance(s, str) else f"[{s}]" for s in steps)


def _countries(text: str) -> Json:
    """The table of countries, each with the text for its name."""
    import yaml  # noqa: PLC0415 (the one place here that reads)

    shipped_table = shipped.policies_folder() / "_tables" / "countries.yaml"
    table = yaml.load(shipped_table.read_text(encoding="utf-8"), Loader=yaml.BaseLoader)  # noqa: S506
    rows = [row | {"label": text[:256]} for row in table["rows"]]
    return table | {"rows": rows}


def _entries(name: str, key: str, texts: tuple[str, ...]) -> Iterator[Json]:
    for document in _spoilt(name, texts):
        yield from document[key]


def _spoilt(
    name: str, texts: tuple[str, ...], given: dict[str, Json] | None = None
) -> Iterator[Json]:
    """Documents with one fault each, each made with the next text."""
    every = []
    for text in texts:
        making = maker(name, text, given)
        every.append(list(spoilt(making, making.make(), text)))
    for number, chosen in enumerate(zip(*every, strict=True)):
        yield chosen[number % len(texts)]


def _inner(text: str) -> str:
    """A text as the inside of a CEL string."""
    return "".join(c if c.isalnum() or c == " " else f"\\U{ord(c):08x}" for c in text[:256])


def _file_name(text: str) -> str:
    """A name of a file, as near to the text as one may be; no disk of Windows would have it.

    So it is a fault by itself, with whatever text.
    """
    kept = "".join(char if char.isprintable() and char != "/" else "_" for char in text)
    name = kept.encode()[:200].decode(errors="ignore")
    return f"{name if printable(name) == name else 'harmless'}?"


def _write(path: Path, document: Json) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    lines = [f"{quoted(str(key))}: {_flow(value)}\n" for key, value in document.items()]
    path.write_text("".join(lines), encoding="utf-8", newline="\n")


def _flow(value: Json) -> str:
    match value:
        case bool():
            return "true" if value else "false"
        case dict():
            pairs = (f"{quoted(str(key))}: {_flow(inner)}" for key, inner in value.items())
            return "{" + ", ".join(pairs) + "}"
        case list():
            return "[" + ", ".join(map(_flow, value)) + "]"
        case str():
            return quoted(value)
        case _:
            return str(value)
