"""The difference for a person at a terminal."""

from collections.abc import Iterator
from dataclasses import dataclass

from subpolicy.changes.change import FieldChange
from subpolicy.changes.difference import Difference, Upcoming, VendorChange, Weight
from subpolicy.changes.owed import Owed
from subpolicy.findings.finding import Severity
from subpolicy.findings.outcome import Broken, Failed
from subpolicy.printable import printable
from subpolicy.renderers.acceptance import acceptance
from subpolicy.renderers.difference import words

_RESET = "\x1b[0m"
_BOLD = "\x1b[1m"
_RED = "\x1b[1;31m"
_GREEN = "\x1b[1;32m"
_YELLOW = "\x1b[1;33m"


@dataclass(frozen=True, slots=True)
class _Pen:
    """Writes with colour or without; the only escapes that ever reach the output."""

    color: bool

    def tint(self, text: str, code: str) -> str:
        return f"{code}{printable(text)}{_RESET}" if self.color else printable(text)


def render(difference: Difference, *, color: bool = False) -> str:
    """Vendor by vendor, material changes first; then what the gate finds on them."""
    pen = _Pen(color)
    blocks = [[f"{pen.tint('Subprocessor changes', _BOLD)}: {words.between(difference)}"]]
    for weight in Weight:
        for index, change in enumerate(difference.of(weight)):
            head = [pen.tint(words.HEADINGS[weight], _BOLD)] if index == 0 else []
            blocks.append([*head, *_change(change, pen)])
    if difference.uncompared:
        blocks.append([pen.tint("Not compared, as the record is invalid", _BOLD)])
        blocks[-1] += [f"  {printable(one.path)}" for one in difference.uncompared]
    if difference.findings:
        blocks.append([pen.tint("Findings on them", _BOLD)])
        blocks[-1] += [line for one in difference.findings for line in _finding(one, pen)]
    last = [f"note: {printable(note)}" for note in difference.notes]
    bad = difference.blockers or any(map(words.is_unkept, words.owings(difference)))
    blocks.append([*last, pen.tint(words.verdict(difference), _RED if bad else _GREEN)])
    return "\n\n".join("\n".join(block) for block in blocks) + "\n"


def _change(change: VendorChange, pen: _Pen) -> Iterator[str]:
    name = pen.tint(change.change.id, _BOLD)
    yield f"  {name} ({printable(change.name)}): {words.kind(change)}"
    for why in change.change.reasons:
        yield f"    ! {printable(words.reason(why))}"
    yield from _notice(change.owed, pen)
    if (none := words.not_owed(change)) is not None:
        yield f"    notice: {none}"
    for field in change.change.fields:
        if not (change.upcoming and field.pointer == "/pending"):
            yield f"    {_field(field)}"
    for coming in change.upcoming:
        yield from _upcoming(coming, pen)


def _upcoming(coming: Upcoming, pen: _Pen) -> Iterator[str]:
    yield f"    from {coming.effective_on} on:"
    for why in coming.reasons:
        yield f"      ! {printable(words.reason(why))}"
    yield from (f"  {line}" for line in _notice(coming.owed, pen))
    yield from (f"      {_field(field)}" for field in coming.fields)
    if coming.note is not None:
        yield f"      note: {printable(words.cut(coming.note))}"


def _notice(owed: Owed | None, pen: _Pen) -> Iterator[str]:
    if owed is not None:
        tint = _RED if words.is_unkept(owed) else _GREEN
        yield f"    notice: {pen.tint(words.owed(owed), tint)}"


def _field(field: FieldChange) -> str:
    sides = words.sides(field)
    name = printable(words.field(field.pointer))
    rest = f" (and {sides.others} as before)" if sides.others else ""
    match sides.old, sides.new:
        case None, new:
            return f"{name}: {printable(new or '')}"
        case old, None:
            return f"{name}: {printable(old or '')} → –"
        case old, new:
            return f"{name}: {printable(old or '')} → {printable(new or '')}{rest}"


def _finding(broken: Broken, pen: _Pen) -> Iterator[str]:
    finding = broken.finding
    is_open = isinstance(broken, Failed)
    label = finding.severity.value if is_open else f"{broken.verdict.value} {finding.severity}"
    tint = _RED if is_open and finding.severity is Severity.ERROR else _YELLOW
    place = f"{printable(finding.path)}:{finding.span.line}:{finding.span.column}"
    message = f"{printable(finding.message)} [{printable(finding.rule)}]"
    yield f"  {place}: {pen.tint(label, tint)}: {message}"
    if not isinstance(broken, Failed):
        yield f"    = {printable(acceptance(broken))}"
    elif finding.remediation:
        yield f"    = fix: {printable(' '.join(finding.remediation.split()))}"
