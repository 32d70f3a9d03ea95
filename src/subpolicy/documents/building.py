"""From libyaml's events to plain data, in one loop without recursion over the input.

Faults after which the rest still makes sense are collected; the others end the file.
"""

import re
from collections.abc import Callable, Sequence
from itertools import islice
from typing import Any, Final

from subpolicy.documents import events
from subpolicy.documents.anchors import Anchors
from subpolicy.documents.events import (
    AliasEvent,
    CollectionStartEvent,
    Event,
    NodeEvent,
    ScalarEvent,
)
from subpolicy.documents.expansion import MOST_NESTED, too_deep
from subpolicy.documents.faults import FatalFaultError, Fault
from subpolicy.documents.frames import Frame, ListFrame, MappingFrame, RootFrame
from subpolicy.documents.scalars import Scalar, UnusableNumberError, plain
from subpolicy.documents.spans import Lines, at_offset, is_empty, span_of, start_of
from subpolicy.documents.syntax import fault_of, undecodable_tag, wrong_version
from subpolicy.documents.tags import MAPPING, SEQUENCE, UnfitTagError, refused, tagged
from subpolicy.locations import START

MOST_FAULTS: Final = 100
MOST_EVENTS: Final = 200_000
"""A scalar is one event, a collection two; 1 MiB of ordinary records has 120,000."""

_QUOTE_NUMBER: Final = "put it between quotes if it is text"
_DROP_TAG: Final = "remove the tag; text that begins with ! goes between quotes"
_TAG_DIRECTIVE = re.compile(r"(?:\A|(?<=[\r\n]))%TAG\b[^\r\n]*")


def build(content: bytes) -> tuple[Any, tuple[Fault, ...]]:
    """The data of one YAML document, and its faults; with faults the data means nothing.

    Args:
        content: UTF-8 without a byte order mark, as ``encoding.checked`` leaves it.
    """
    faults = _Faults()
    try:
        data = _Builder(content, faults).run()
    except FatalFaultError as error:
        return None, _trimmed((*faults.found, error.fault), content)
    return data, _trimmed(faults.found, content)


class _Faults:
    """The faults so far. No builder: what is told of one must not keep the other in memory."""

    __slots__ = ("found",)

    def __init__(self) -> None:
        self.found: list[Fault] = []

    def __call__(self, fault: Fault) -> None:
        self.found.append(fault)
        if len(self.found) == MOST_FAULTS:
            message = f"{MOST_FAULTS} faults up to here; the rest of the file was not read"
            raise FatalFaultError(Fault("yaml/too-many-faults", message, fault.span))


class _Builder:
    """The state of one build: the open collections, and the anchors."""

    __slots__ = ("_anchors", "_content", "_frame", "_questions", "_report", "_root", "_stack")

    def __init__(self, content: bytes, report: _Faults) -> None:
        self._report = report
        self._content = content
        self._anchors = Anchors(content, self._report)
        self._questions = content.decode() if b"?" in content else ""
        self._root = RootFrame()
        self._frame: Frame = self._root
        self._stack: list[Frame] = []

    def run(self) -> Any:
        self._refuse_tag_directives()
        try:
            self._consume()
        except events.YAMLError as error:
            raise FatalFaultError(fault_of(error, self._content.decode())) from None
        except UnicodeDecodeError:
            raise FatalFaultError(undecodable_tag(self._content.decode())) from None
        if _is_nothing(self._root.event):
            fix = "write a record, or delete the file"
            raise FatalFaultError(Fault("yaml/empty", "the file is empty", START, fix))
        return self._root.value

    def _consume(self) -> None:
        handlers: dict[type[Event], Callable[[Any], None]] = {
            events.ScalarEvent: self._scalar,
            events.MappingStartEvent: self._open_mapping,
            events.MappingEndEvent: self._close,
            events.SequenceStartEvent: self._open_list,
            events.SequenceEndEvent: self._close,
            events.AliasEvent: self._alias,
            events.DocumentStartEvent: self._open_document,
            events.DocumentEndEvent: _pass_over,
            events.StreamStartEvent: _pass_over,
            events.StreamEndEvent: _pass_over,
        }
        parser = events.CParser(self._content)
        for event in islice(iter(parser.get_event, None), MOST_EVENTS):
            handlers[type(event)](event)
        if (rest := parser.get_event()) is not None:
            message = f"the file holds more than {MOST_EVENTS:,} values and brackets"
            fix = "split the file"
            raise FatalFaultError(Fault("yaml/too-large", message, span_of(rest), fix))

    def _scalar(self, event: ScalarEvent) -> None:
        text: str = event.value
        value: Scalar = text
        if self._questions:
            self._check_question(event)
        if event.tag is not None or not event.style:
            try:
                value = plain(text) if event.tag is None else tagged(event.tag, text)
            except UnusableNumberError as error:
                self._report(Fault("yaml/number", str(error), span_of(event), _QUOTE_NUMBER))
            except UnfitTagError as error:
                self._report(Fault("yaml/tag", str(error), span_of(event), _DROP_TAG))
        if "\0" in text:
            # CEL's runtime takes it for the end of the text, and would judge the rest unseen.
            message = "control character U+0000 (NUL)"
            fix = "remove the character"
            self._report(Fault("yaml/control-character", message, span_of(event), fix))
        if event.anchor is not None:
            self._anchors.define(event, value)
        self._frame.add(value, event)

    def _open_list(self, event: CollectionStartEvent) -> None:
        self._open(ListFrame(), event, SEQUENCE)

    def _open_mapping(self, event: CollectionStartEvent) -> None:
        self._open(MappingFrame(self._report), event, MAPPING)

    def _open(self, frame: ListFrame | MappingFrame, event: CollectionStartEvent, tag: str) -> None:
        if len(self._stack) == MOST_NESTED:
            raise too_deep(event)
        if event.tag is not None and event.tag != tag:
            self._report(Fault("yaml/tag", str(refused(event.tag)), span_of(event), _DROP_TAG))
        if event.anchor is not None:
            self._anchors.define(event, frame.value)
        self._frame.add(frame.value, event)
        self._stack.append(self._frame)
        self._frame = frame

    def _close(self, _event: Event) -> None:
        self._frame = self._stack.pop()

    def _alias(self, event: AliasEvent) -> None:
        if self._questions:
            self._check_question(event)
        enclosing = [frame.value for frame in (*self._stack[1:], self._frame)]
        self._frame.add(self._anchors.meant_by(event, enclosing), event)

    def _check_question(self, event: ScalarEvent | AliasEvent) -> None:
        """Between brackets libyaml drops a ``?`` before a text; for YAML 1.2 it belongs to it."""
        start = start_of(event)
        if self._questions[start.index - 1 : start.index] == "?" and not is_empty(event):
            message = 'a value between brackets begins with "?"'
            fix = "put the value between quotes"
            span = at_offset(self._questions, start.index - 1)
            self._report(Fault("yaml/syntax", message, span, fix))

    def _open_document(self, event: events.DocumentStartEvent) -> None:
        if self._root.event is not None:
            message = "a second document begins here; a file holds one"
            fix = "put it into a file of its own"
            raise FatalFaultError(Fault("yaml/several-documents", message, span_of(event), fix))
        if event.version == (1, 1):  # libyaml itself refuses all but 1.1 and 1.2
            self._report(wrong_version(start_of(event)))

    def _refuse_tag_directives(self) -> None:
        """Before libyaml sees them: it compares each with all others, seconds for a megabyte."""
        if b"%TAG" not in self._content:
            return
        text = self._content.decode()
        if (found := _TAG_DIRECTIVE.search(text)) is not None:
            span = at_offset(text, found.start(), len(found[0]))
            message = "a %TAG directive declares tags, which are not supported"
            raise FatalFaultError(Fault("yaml/tag", message, span, "remove the directive"))


def _pass_over(_event: Event) -> None:
    """Marks of the stream that carry no data."""


def _trimmed(faults: Sequence[Fault], content: bytes) -> tuple[Fault, ...]:
    """The faults without the blank space that libyaml counts in, up to the next value."""
    if all(fault.span.line == fault.span.end_line for fault in faults):
        return tuple(faults)
    lines = Lines(content.decode())
    return tuple(
        fault._replace(span=lines.span(*lines.stretch(fault.span)))
        if fault.span.line < fault.span.end_line
        else fault
        for fault in faults
    )


def _is_nothing(root: NodeEvent | None) -> bool:
    """No document at all, or one that is a bare ``---``."""
    return root is None or (isinstance(root, ScalarEvent) and is_empty(root))
