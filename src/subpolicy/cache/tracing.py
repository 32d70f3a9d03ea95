"""What a run read of a registry, so that another one can tell whether it would read the same."""

import hashlib
from collections.abc import Iterable, Mapping
from typing import NamedTuple

from subpolicy.sources import Source, SourceFault

_KINDS = frozenset("rfRCP")
"""Letters for the kinds of questions, one for each method and property of a source."""


class Trace(NamedTuple):
    """Questions to a source, and one digest of all the answers."""

    questions: tuple[str, ...]
    """In the order in which they were first put: a letter for the kind, then the path."""
    digest: str


class Traced:
    """A source that notes what it is asked, and what it answers.

    Args:
        source: Who answers.
    """

    def __init__(self, source: Source) -> None:
        self._source = source
        self._answers: dict[str, bytes] = {}
        self._steady = True

    def files(self, folder: str) -> tuple[str | SourceFault, ...]:
        """See `Source.files`."""
        answer = self._source.files(folder)
        self._note(f"f{folder}", _of_listing(answer))
        return answer

    def read(self, path: str) -> bytes | SourceFault | None:
        """See `Source.read`."""
        answer = self._source.read(path)
        self._note(f"r{path}", _of_file(answer))
        return answer

    @property
    def revision(self) -> str | None:
        """See `Source.revision`."""
        answer = self._source.revision
        self._note("R", _of_word(answer))
        return answer

    @property
    def clean(self) -> bool | None:
        """See `Source.clean`."""
        answer = self._source.clean
        self._note("C", _of_word(answer))
        return answer

    @property
    def prefix(self) -> str:
        """See `Source.prefix`."""
        answer = self._source.prefix
        self._note("P", _of_word(answer))
        return answer

    def taken(self) -> dict[str, bytes]:
        """What was asked and answered since it was last taken, for `note` in another process."""
        taken, self._answers = self._answers, {}
        return taken

    def note(self, answers: Mapping[str, bytes]) -> None:
        """Note what was asked and answered in another process."""
        for question, answer in answers.items():
            self._note(question, answer)

    def trace(self) -> Trace | None:
        """What was asked so far; None where one question got two answers, as files changed."""
        if not self._steady:
            return None
        return Trace(tuple(self._answers), _digest(self._answers.values()))

    def _note(self, question: str, answer: bytes) -> None:
        if self._answers.setdefault(question, answer) != answer:
            self._steady = False


def same(trace: Trace, source: Source) -> bool:
    """Whether a source still answers as it did; not where it is not known what was asked."""
    if not {question[:1] for question in trace.questions} <= _KINDS:
        return False
    return _digest(_answer(question, source) for question in trace.questions) == trace.digest


def _answer(question: str, source: Source) -> bytes:
    kind, path = question[:1], question[1:]
    match kind:
        case "r":
            return _of_file(source.read(path))
        case "f":
            return _of_listing(source.files(path))
        case "R":
            return _of_word(source.revision)
        case "C":
            return _of_word(source.clean)
        case _:
            return _of_word(source.prefix)


def _of_file(answer: bytes | SourceFault | None) -> bytes:
    if not isinstance(answer, bytes):
        return _of_word(answer)
    digest = hashlib.sha256(b"=")  # no file is a word: one that holds "None" is there
    digest.update(answer)
    return digest.digest()


def _of_listing(answer: tuple[str | SourceFault, ...]) -> bytes:
    # As a list of texts, one that holds a fault cannot look like one that does not.
    return _of_word([entry if isinstance(entry, str) else tuple(entry) for entry in answer])


def _of_word(answer: object) -> bytes:
    return hashlib.sha256(b"?" + repr(answer).encode(errors="surrogateescape")).digest()


def _digest(answers: Iterable[bytes]) -> str:
    return hashlib.sha256(b"".join(answers)).hexdigest()
