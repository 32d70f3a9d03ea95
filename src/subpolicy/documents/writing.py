"""Data → YAML, as a person would write it."""

import json
from typing import Any

import yaml

from subpolicy.documents.scalars import UnusableNumberError, plain

_WIDTH = 100
_ENDLESS = 1 << 30
_BREAKS = frozenset("\x85\u2028\u2029")
"""Line breaks of YAML 1.1 alone: only double quotes keep them out of the way of every reader."""


class _Dumper(yaml.SafeDumper):
    """Quotes what YAML 1.1 or 1.2 would take for something else than a text; dates stay bare."""

    def ignore_aliases(self, data: Any) -> bool:  # noqa: ARG002 -- the base class's signature
        return True

    def increase_indent(self, flow: bool = False, indentless: bool = False) -> None:  # noqa: ARG002, FBT001, FBT002
        """Indent lists below their key, as the registry's records do."""
        return super().increase_indent(flow, indentless=False)

    def serialize(self, node: Any) -> None:
        """Serialize the root in block style, however few and short its values are."""
        node.flow_style = False
        super().serialize(node)


_Dumper.yaml_implicit_resolvers = {
    first: [(tag, regexp) for tag, regexp in resolvers if not tag.endswith(":timestamp")]
    for first, resolvers in yaml.SafeDumper.yaml_implicit_resolvers.items()
}


def _text(dumper: yaml.SafeDumper, text: str) -> yaml.ScalarNode:
    style = '"' if _BREAKS & {*text} else None if _is_text(text) else "'"
    return dumper.represent_scalar("tag:yaml.org,2002:str", text, style=style)


_Dumper.add_representer(str, _text)


class _RecordDumper(_Dumper):
    """The registry's own style: mappings in lines, long texts whole, double quotes."""

    def choose_scalar_style(self) -> str:
        """Double quotes wherever quotes are needed."""
        style = super().choose_scalar_style()
        return '"' if style == "'" else style


def _record_text(dumper: yaml.SafeDumper, text: str) -> yaml.ScalarNode:
    node = _text(dumper, text)
    if "\n" in text and node.style is None:
        node.style = "|"
    return node


def _record_list(dumper: yaml.SafeDumper, items: list[Any]) -> yaml.SequenceNode:
    in_lines = any(isinstance(item, dict | list) for item in items)
    return dumper.represent_sequence("tag:yaml.org,2002:seq", items, flow_style=not in_lines)


def _record_mapping(dumper: yaml.SafeDumper, mapping: dict[str, Any]) -> yaml.MappingNode:
    return dumper.represent_mapping("tag:yaml.org,2002:map", mapping, flow_style=not mapping)


_RecordDumper.add_representer(str, _record_text)
_RecordDumper.add_representer(list, _record_list)
_RecordDumper.add_representer(dict, _record_mapping)


def write_record(data: dict[str, Any], schema: str) -> str:
    """A record or a configuration as the registry keeps it: the editor's modeline, then the data.

    Mappings stand in lines, lists of scalars between brackets, texts of several lines as blocks.

    Args:
        data: As `read` gives it, in the order in which it is to stand.
        schema: The path of the schema from the file, or its address, for editors.
    """
    text: str = yaml.dump(
        data,
        Dumper=_RecordDumper,
        sort_keys=False,
        allow_unicode=True,
        width=_ENDLESS,
        default_flow_style=False,
    )
    return f"# yaml-language-server: $schema={schema}\n{text}"


def write(data: dict[str, Any]) -> str:
    """A mapping as a YAML document that `read` reads as the same data.

    Lists and mappings of scalars stand between brackets, everything else in blocks.

    Args:
        data: As `read` gives it: texts without NUL, finite numbers.
    """
    return _dump(data, flow=None, width=_WIDTH)


def block(data: dict[str, Any] | list[Any]) -> str:
    """A mapping or a list in lines, as ``write`` puts them."""
    return _dump(data, flow=None, width=_WIDTH)


def pair(key: str, value: Any) -> str:
    """A key with its value on one line, as ``write`` puts it where that has one line."""
    written = _dump({key: value}, flow=None, width=_ENDLESS).rstrip("\n")
    return f"{key}: {inline(value)}" if "\n" in written else written


def inline(value: Any) -> str:
    """Any value on one line, as it can stand between brackets."""
    # In a list of a list, whatever would end the value there is quoted.
    written = _dump([[value]], flow=True, width=_ENDLESS).rstrip("\n")
    if "\n" in written:  # only a text has line breaks, and JSON writes them out
        return json.dumps(value, ensure_ascii=False)
    return written[len("- [") : -len("]")]


def _dump(data: Any, *, flow: bool | None, width: int) -> str:
    text: str = yaml.dump(
        data,
        Dumper=_Dumper,
        sort_keys=False,
        allow_unicode=True,
        width=width,
        default_flow_style=flow,
    )
    return text


def _is_text(value: str) -> bool:
    """Whether a scalar without quotes is read as this very text."""
    try:
        return plain(value) == value
    except UnusableNumberError:
        return False
