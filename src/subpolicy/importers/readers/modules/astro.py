"""Astro: a script between fences, and markup with expressions in braces."""

import re
from typing import Final

_VOID: Final = re.compile(
    r"<((?:br|hr|img|input|meta|link|col|source|wbr)\b(?:[^<>{}\"']|\"[^\"]*\"|'[^']*'|\{[^{}]*\})*)>",
    re.IGNORECASE,
)
_LEFT_OUT: Final = (("<!--", "-->"), ("<style", "</style>"), ("<script", "</script>"))


def parts(text: str) -> tuple[str, str]:
    """The script, and the markup as one fragment of JSX."""
    script = ""
    stripped = text.lstrip("\ufeff \n\r\t")
    if stripped.startswith("---"):
        end = stripped.find("\n---", 3)
        if end >= 0:
            script, stripped = stripped[3:end], stripped[end + 4 :]
    return script, f"<>{_tidied(stripped)}</>"


def _tidied(markup: str) -> str:
    """Markup without comments, styles and scripts, its empty elements closed as JSX wants it."""
    for start, end in _LEFT_OUT:
        markup = _without(markup, start, end)
    lowered = markup[:2000].lower()
    if (at := lowered.find("<!doctype")) >= 0:
        markup = markup[:at] + markup[markup.find(">", at) + 1 :]
    return _VOID.sub(lambda tag: f"<{tag[1].rstrip('/ ')} />", markup)


def _without(markup: str, start: str, end: str) -> str:
    kept, at = [], 0
    while (begin := markup.find(start, at)) >= 0:
        kept.append(markup[at:begin])
        stop = markup.find(end, begin)
        if stop < 0:
            return "".join(kept)
        at = stop + len(end)
    kept.append(markup[at:])
    return "".join(kept)
