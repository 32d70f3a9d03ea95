"""The notice as plain text, narrow enough for a mail."""

from collections.abc import Iterator

from subpolicy.publish.escaping import line
from subpolicy.publish.news.told import as_text, wrapped
from subpolicy.publish.notice.notice import Notice


def render(notice: Notice) -> str:
    """Heading, introduction, one part per change, how to object, who sends it.

    Where no notice is owed, a sentence that says so.
    """
    if not notice.entries:
        return notice.words.say("notice-none") + "\n"
    return "\n\n".join("\n".join(block) for block in _blocks(notice)) + "\n"


def _blocks(notice: Notice) -> Iterator[list[str]]:
    title = [*wrapped(notice.title)]
    yield [*title, "=" * max(map(len, title))]
    yield [*wrapped(notice.introduction)]
    for entry in notice.entries:
        yield [*as_text(entry.told)]
    heading = line(notice.words.say("objection-title"))
    yield [heading, "-" * len(heading), *_sentences(notice.objection)]
    yield [text for part in notice.closing for text in wrapped(part)]


def _sentences(sentences: tuple[str, ...]) -> Iterator[str]:
    yield from wrapped(" ".join(sentences))
