"""The data at the head of a Markdown file, in YAML or TOML."""

from typing import Any

from subpolicy import documents

_FENCES = {"---": "yaml", "+++": "toml"}
_MOST_DOTS = 100
"""In one line of TOML: its reader looks at a key's first parts anew for each further one."""


def parted(text: str) -> tuple[dict[str, object], str, int]:
    """Front matter as data, what follows it, and how many lines it takes."""
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    lines = text.split("\n")
    fence = lines[0].rstrip()
    if fence not in _FENCES:
        return {}, text, 0
    for number, line in enumerate(lines[1:], start=1):
        if line.rstrip() == fence:
            head, rest = "\n".join(lines[1:number]), "\n".join(lines[number + 1 :])
            return _data(head, _FENCES[fence]), rest, number + 1
    return {}, text, 0


def _data(head: str, language: str) -> dict[str, object]:
    data: Any = None
    if language == "yaml":
        read = documents.read("front matter", head.encode())
        data = read.data if isinstance(read, documents.Document) else None
    else:
        data = _toml(head)
    return {str(key): value for key, value in data.items()} if isinstance(data, dict) else {}


def _toml(head: str) -> dict[str, Any] | None:
    import tomllib  # noqa: PLC0415 (few pages have it)

    if any(line.count(".") > _MOST_DOTS for line in head.split("\n")):
        return None
    try:
        return tomllib.loads(head)
    except (ValueError, RecursionError):  # of a number with too many digits; of lists in lists
        return None
