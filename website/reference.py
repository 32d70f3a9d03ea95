"""Write docs/reference/ from what it describes: the schemas, and the arguments of the commands.

    python website/reference.py [--check]

With --check nothing is written; exits with 1 and names each page that is stale.
"""

import argparse
import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from subpolicy.cli.main import COMMANDS, program
from subpolicy.shipped import schema_folder

_FOLDER = Path(__file__).parents[1] / "docs" / "reference"
_FIRST = "<!-- Written by website/reference.py; what stands here is lost on its next run. -->\n"
_PAGES = {
    "vendor": ("vendor", "The vendor record", "`vendors/<id>.yaml`, one file per vendor."),
    "configuration": ("config", "The configuration", "`subpolicy.yaml`, at the registry's root."),
    "flags": ("flags", "Feature flags", "`flags.yaml`, the switches that turn vendors on."),
    "waiver": ("waiver", "Waivers", "`waivers/<id>.yaml`, one accepted exception each."),
    "baseline": ("baseline", "The baseline", "`baseline.yaml`, faults known at adoption."),
    "rule": ("rule", "Rules", "`policies/<pack>/<id>.yaml`, one rule each."),
    "rule-test": ("rule-test", "Rule tests", "`policies/<pack>/<id>.test.yaml`."),
    "table": ("table", "Reference tables", "`policies/_tables/<name>.yaml`, dated facts."),
}
_CHAPTERS = (
    ("vendor", "The record of a vendor"),
    ("configuration", "The configuration"),
    ("flags", "Feature flags"),
    ("waiver", "Waivers"),
    ("baseline", "The baseline"),
    ("rule", "Rules"),
    ("rule-test", "Rule tests"),
    ("table", "Reference tables"),
    ("commands", "Every command and option"),
)
_MOST_VALUES = 16
"""Longer enumerations (countries, schemes) are named, not listed."""
_RECORD_AGAIN = "changes"
"""The part of the vendor's schema that repeats the record's own fields."""


def main() -> int:
    """Write the pages, or compare them."""
    check = "--check" in sys.argv[1:]
    pages = {name: _FIRST + "\n" + text for name, text in _pages()}
    stale = [name for name, text in pages.items() if _read(name) != text]
    stale += sorted({path.stem for path in _FOLDER.glob("*.md")} - set(pages))
    if check:
        for name in stale:
            print(f"docs/reference/{name}.md is stale: run `python website/reference.py`")
        return 1 if stale else 0
    _FOLDER.mkdir(exist_ok=True)
    for name, text in pages.items():
        (_FOLDER / f"{name}.md").write_text(text, encoding="utf-8", newline="\n")
    return 0


def _read(name: str) -> str | None:
    path = _FOLDER / f"{name}.md"
    return path.read_text(encoding="utf-8") if path.exists() else None


def _pages() -> Iterator[tuple[str, str]]:
    yield "README", _index()
    for name, (schema, title, where) in _PAGES.items():
        text = (schema_folder() / f"{schema}.schema.json").read_text(encoding="utf-8")
        yield name, _schema_page(json.loads(text), title, where)
    yield "commands", _commands_page()


def _index() -> str:
    lines = [f"- [{title}]({name}.md)" for name, title in _CHAPTERS]
    return "\n".join(["# Reference", "", *lines, "- [The rules](../rules/README.md)", ""])


# -- a schema


def _schema_page(schema: dict[str, Any], title: str, where: str) -> str:
    rows = list(_rows(schema, schema, ""))
    lines = [f"# {title}", "", where, "", schema.get("description", ""), ""]
    lines += ["`*` is required where its object is there; `[]` is each entry of a list.", ""]
    lines += ["| Field | Type | Meaning |", "| --- | --- | --- |"]
    lines += [f"| {field} | {kind} | {meaning} |" for field, kind, meaning in rows]
    return "\n".join([*lines, ""])


def _rows(part: dict[str, Any], root: dict[str, Any], path: str) -> Iterator[tuple[str, str, str]]:
    required = part.get("required", [])
    for key, written in part.get("properties", {}).items():
        field = f"{path}.{key}".removeprefix(".")
        told = _resolved(written, root)
        star = "\\*" if key in required else ""
        yield f"`{field}`{star}", _kind(written, root), _meaning(told)
        yield from _below(written, root, field)


def _below(
    written: dict[str, Any], root: dict[str, Any], field: str
) -> Iterator[tuple[str, str, str]]:
    if _name(written) == _RECORD_AGAIN:
        return
    told = _resolved(written, root)
    if "items" in told:
        yield from _below(told["items"], root, f"{field}[]")
    elif "properties" in told:
        yield from _rows(told, root, field)
    elif isinstance(told.get("additionalProperties"), dict):
        inside = f"{field}.<name>"
        value = told["additionalProperties"]
        yield f"`{inside}`", _kind(value, root), _meaning(_resolved(value, root))
        yield from _below(value, root, inside)


def _name(written: dict[str, Any]) -> str | None:
    reference = written.get("$ref")
    return reference.rpartition("/")[2] if isinstance(reference, str) else None


def _resolved(written: dict[str, Any], root: dict[str, Any]) -> dict[str, Any]:
    """With what it refers to; what stands beside the reference comes first."""
    name = _name(written)
    if name is None:
        return written
    return _resolved(root["$defs"][name], root) | {k: v for k, v in written.items() if k != "$ref"}


def _kind(written: dict[str, Any], root: dict[str, Any]) -> str:
    told = _resolved(written, root)
    named = (_name(written) or "text").replace("_", " ")
    if "enum" in told or "const" in told:
        values = told.get("enum", [told.get("const")])
        return ", ".join(map(_code, values)) if len(values) <= _MOST_VALUES else named
    match told.get("type"):
        case "array":
            return f"list of {_kind(told['items'], root)}" if "items" in told else "list"
        case "object":
            return "object"
        case "string":
            return named
        case _:
            return _plain(told, root)


def _plain(told: dict[str, Any], root: dict[str, Any]) -> str:
    for word in ("anyOf", "oneOf"):
        if word in told:
            return " or ".join(dict.fromkeys(_kind(one, root) for one in told[word]))
    words = {"boolean": "true or false", "integer": "whole number", "string": "text"}
    kinds = told.get("type", "anything")
    named = [str(kind) for kind in kinds] if isinstance(kinds, list) else [str(kinds)]
    return " or ".join(words.get(kind, kind) for kind in named)


def _meaning(told: dict[str, Any]) -> str:
    parts = [told.get("description", "")]
    if "default" in told and told["default"] != []:
        parts.append(f"Default: {_code(told['default'])}.")
    if told.get("examples"):
        parts.append(f"Example: {_code(told['examples'][0])}.")
    return _cell(" ".join(filter(None, parts)))


def _code(value: object) -> str:
    text = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
    text = " ".join(text.split()).replace("|", "\\|")
    return f"`` {text} ``" if "`" in text else f"`{text}`"


def _cell(text: str) -> str:
    """Text of a table cell: bars and angle brackets outside code would be markup."""
    pieces = " ".join(text.split()).split("`")
    for index in range(0, len(pieces), 2):
        pieces[index] = pieces[index].replace("<", "&lt;").replace("\\|", "|").replace("|", "\\|")
    return "`".join(pieces)


# -- the commands


def _commands_page() -> str:
    parser = program(COMMANDS)
    lines = ["# Commands", "", f"{parser.description}", ""]
    lines += ["`subpolicy COMMAND --help` says the same in the terminal.", ""]
    lines += _epilog(parser)
    for name, command in _subcommands(parser):
        lines += _command(f"subpolicy {name}", command)
    return "\n".join(lines)


def _subcommands(parser: argparse.ArgumentParser) -> list[tuple[str, argparse.ArgumentParser]]:
    found = [one for one in parser._actions if isinstance(one, argparse._SubParsersAction)]
    return list(found[0].choices.items()) if found else []


def _command(name: str, parser: argparse.ArgumentParser) -> list[str]:
    lines = [f"## {name}", "", " ".join((parser.description or "").split()), ""]
    arguments = [
        one
        for one in parser._actions
        if one.help != argparse.SUPPRESS
        and not isinstance(one, argparse._SubParsersAction | argparse._HelpAction)
    ]
    if arguments:
        lines += ["| Argument | What it does |", "| --- | --- |"]
        lines += [f"| {_argument(one)} | {_help(one)} |" for one in arguments]
        lines.append("")
    lines += _epilog(parser)
    for inner, command in _subcommands(parser):
        lines += _command(f"{name} {inner}", command)
    return lines


def _argument(action: argparse.Action) -> str:
    value = _value(action)
    if not action.option_strings:
        return f"`{value}`"
    takes = action.nargs != 0
    return ", ".join(
        f"`{option} {value}`" if takes else f"`{option}`" for option in action.option_strings
    )


def _value(action: argparse.Action) -> str:
    named = action.metavar if isinstance(action.metavar, str) else None
    return named or action.dest.upper().replace("_", "-")


def _help(action: argparse.Action) -> str:
    known = vars(action) | {"prog": "subpolicy"}
    text = _cell((action.help or "") % known)
    if action.choices is not None:
        text += ": " + ", ".join(_code(choice) for choice in action.choices)
    return text


def _epilog(parser: argparse.ArgumentParser) -> list[str]:
    return (
        ["```text", *(parser.epilog or "").strip("\n").splitlines(), "```", ""]
        if parser.epilog
        else []
    )


if __name__ == "__main__":
    raise SystemExit(main())
