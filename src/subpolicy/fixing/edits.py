"""What may be written in the place of a fault, as edits of a text."""

from collections.abc import Iterator
from typing import NamedTuple

from subpolicy.documents import Document
from subpolicy.documents.spans import Lines
from subpolicy.findings.finding import Finding
from subpolicy.rewording import rewordings


class Edit(NamedTuple):
    """One stretch of a text, and what is to stand there."""

    title: str
    """What it does, as a command: ``Change to `active` ``."""
    start: int
    end: int
    text: str
    safe: bool
    """Whether it says the same as before, only rightly spelt; else somebody has to look at it."""

    def apply(self, text: str) -> str:
        """The whole text after it."""
        return text[: self.start] + self.text + text[self.end :]


def edits(document: Document, finding: Finding) -> Iterator[Edit]:
    """What may mend a finding without anything being filled in; often nothing.

    Args:
        document: The file, read from the text that the finding is about.
        finding: One of its faults.
    """
    if finding.span.line == finding.span.end_line:
        start, end = Lines(document.text).stretch(finding.span)
        written = document.text[start:end]
        for one in rewordings(finding, written) if written else ():
            yield Edit(one.title, start, end, one.text, one.safe)
