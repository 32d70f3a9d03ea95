"""The difference as a comment on a pull request: Markdown of bounded length, safe to post.

The texts come from whoever opened the pull request: nothing in them is markup, and nothing
mentions a person, refers to an issue, or becomes a link.
"""

import re
from collections.abc import Iterator, Sequence

from subpolicy.changes.change import FieldChange
from subpolicy.changes.difference import Difference, Upcoming, VendorChange, Weight
from subpolicy.changes.owed import Owed
from subpolicy.findings.finding import Finding
from subpolicy.findings.outcome import Broken, Failed
from subpolicy.printable import command_marks, printable
from subpolicy.renderers import markup
from subpolicy.renderers.acceptance import acceptance
from subpolicy.renderers.difference import words
from subpolicy.renderers.difference.suggested import suggested

LONGEST = 65_000
"""Characters; GitHub takes 65,536 in one comment."""
_ROOM = {Weight.MATERIAL: 24_000, Weight.ANNOUNCED: 10_000, Weight.EDITORIAL: 10_000}
_ROOM_OF_FINDINGS = 16_000
_ROOM_OF_NAMES = 2_000
_LONGEST_FIX = 600
_MOST_FIELDS = 12
"""Of one vendor; the JSON output has all."""

_LINKED = re.compile(r"@|#|://|\$|(?i:www\.|gh-)")
"""What GitHub and GitLab make mentions, references, links and formulas of, in any text."""
_MORE = "`subpolicy diff` shows all of it."


def render(difference: Difference) -> str:
    """Heading, verdict, material changes, findings, and editorial changes folded away."""
    parts = ["## Subprocessor changes", f"**{_text(words.verdict(difference))}.**"]
    parts.append(f"<sub>{_text(words.between(difference))}</sub>")
    parts += [f"> {_text(note)}" for note in difference.notes[:_MOST_FIELDS]]
    for weight in (Weight.MATERIAL, Weight.ANNOUNCED):
        parts += _section(words.HEADINGS[weight], _changes(difference, weight))
    findings = [_finding(broken, difference) for broken in _ordered(difference)]
    parts += _section("Findings", _within(findings, _ROOM_OF_FINDINGS, "findings"))
    names = [f"- {_code(one.path)}" for one in difference.uncompared]
    heading = "Not compared, as the record is invalid"
    parts += _section(heading, _within(names, _ROOM_OF_NAMES, "records"))
    if editorial := difference.of(Weight.EDITORIAL):
        summary = f"{words.HEADINGS[Weight.EDITORIAL]} ({len(editorial)})"
        parts.append(f"<details>\n<summary>{summary}</summary>")
        parts += _changes(difference, Weight.EDITORIAL)
        parts.append("</details>")
    return "\n\n".join(parts) + "\n"


def _section(heading: str, blocks: Sequence[str]) -> list[str]:
    return [f"### {heading}", *blocks] if blocks else []


def _changes(difference: Difference, weight: Weight) -> list[str]:
    blocks = ["\n".join(_change(change)) for change in difference.of(weight)]
    return _within(blocks, _ROOM[weight], "vendors")


def _within(blocks: Sequence[str], room: int, what: str) -> list[str]:
    """The blocks that fit, and how many do not."""
    kept = []
    for block in blocks:
        if len(block) + 2 <= room:
            kept.append(block)
            room -= len(block) + 2
    if left := len(blocks) - len(kept):
        kept.append(f"_{left} more {what} are too long for this comment; {_MORE}_")
    return kept


def _change(change: VendorChange) -> Iterator[str]:
    yield f"**{_text(words.cut(change.name))}** ({_code(change.change.id)}): {words.kind(change)}"
    yield ""
    yield from (f"- :warning: {_text(words.reason(why))}" for why in change.change.reasons)
    if change.owed is not None:
        yield f"- {_notice(change.owed)}"
    if (none := words.not_owed(change)) is not None:
        yield f"- Notice: {none}"
    fields = [
        field
        for field in change.change.fields
        if not (change.upcoming and field.pointer == "/pending")
    ]
    yield from _fields(fields)
    for coming in change.upcoming:
        yield from _upcoming(coming)


def _upcoming(coming: Upcoming) -> Iterator[str]:
    yield f"- from {coming.effective_on} on:"
    yield from (f"  - :warning: {_text(words.reason(why))}" for why in coming.reasons)
    if coming.owed is not None:
        yield f"  - {_notice(coming.owed)}"
    yield from (f"  {line}" for line in _fields(coming.fields))
    if coming.note is not None:
        yield f"  - note: {_text(words.cut(coming.note))}"


def _notice(owed: Owed) -> str:
    said = f"Notice: {_text(words.owed(owed))}"
    return f"**{said}**" if words.is_unkept(owed) else said


def _fields(fields: Sequence[FieldChange]) -> Iterator[str]:
    for field in fields[:_MOST_FIELDS]:
        sides = words.sides(field)
        name = _text(words.field(field.pointer))
        shown = [_code(side) for side in (sides.old, sides.new) if side is not None]
        gone = " → –" if sides.new is None else ""
        rest = f" (and {sides.others} as before)" if sides.others else ""
        yield f"- {name}: {' → '.join(shown)}{gone}{rest}"
    if len(fields) > _MOST_FIELDS:
        yield f"- and {len(fields) - _MOST_FIELDS} more; {_MORE}"


def _ordered(difference: Difference) -> list[Broken]:
    """What blocks first, in case that not all of it fits."""
    return sorted(difference.findings, key=lambda broken: not _blocks(broken, difference))


def _blocks(broken: Broken, difference: Difference) -> bool:
    return isinstance(broken, Failed) and broken.finding.fingerprint in difference.blocking


def _finding(broken: Broken, difference: Difference) -> str:
    finding = broken.finding
    is_open = isinstance(broken, Failed)
    label = finding.severity.value if is_open else f"{broken.verdict.value} {finding.severity}"
    mark = ":x: " if _blocks(broken, difference) else ""
    place = _code(f"{finding.path}:{finding.span.line}:{finding.span.column}")
    message = f"{_text(words.cut(finding.message))} ({_code(finding.rule)})"
    line = f"- {mark}**{label}** {place} {message}"
    if not isinstance(broken, Failed):
        return f"{line}\n  - {_text(words.cut(acceptance(broken)))}"
    if finding.remediation:
        line += f"\n  - Fix: {_prose(finding.remediation)}"
    return line + _edit(finding, difference)


def _edit(finding: Finding, difference: Difference) -> str:
    """The line as it is and as it should read, for who edits in the browser."""
    old = difference.lines.get(finding.path, {}).get(finding.span.line, "").rstrip("\r\n")
    new = suggested(finding, old)
    if new is None or len(old) > _LONGEST_FIX or command_marks(old):
        return ""
    shown = [f"-{printable(old)}", f"+{printable(new)}"]
    fence = "`" * max(3, 1 + max(len(run) for run in re.findall(r"`*", old)))
    block = [f"{fence}diff", *shown, fence]
    return "\n\n" + "\n".join(f"  {one}" for one in block)


def _text(value: str) -> str:
    """Text that is neither markup nor anything that the host would link."""
    return _LINKED.sub(_broken_up, markup.text(value))


def _prose(value: str) -> str:
    """A text of a rule, in which backticks mark code."""
    pieces = words.cut(" ".join(value.split()), _LONGEST_FIX).split("`")
    if len(pieces) % 2 == 0:
        return _text(" ".join(pieces))
    return "".join(
        (_code(piece) if piece else "") if index % 2 else _text(piece)
        for index, piece in enumerate(pieces)
    )


def _broken_up(found: re.Match[str]) -> str:
    """With an empty comment inside, which no reader sees."""
    first, rest = found[0][0], found[0][1:]
    return f"{first}<!-- -->{rest}"


def _code(value: str) -> str:
    """A code span; outside a table a bar stands for itself."""
    content = printable(value) or " "
    longest = max((len(run) for run in re.findall(r"`+", content)), default=0)
    fence = "`" * (longest + 1)
    gap = " " if longest or content != content.strip() else ""
    return f"{fence}{gap}{content}{gap}{fence}"
