"""The annex as Markdown (CommonMark)."""

from collections.abc import Iterator

from subpolicy.publish.annex.annex import Annex, Blank, Entry, Value
from subpolicy.publish.escaping import markdown, markdown_paragraph


def render(annex: Annex) -> str:
    """The document; the numbers are those of the list in the Clauses."""
    return "\n".join(_lines(annex)) + "\n"


def _lines(annex: Annex) -> Iterator[str]:
    words = annex.words
    yield f"# {markdown(annex.title)}"
    for text in (annex.subtitle, *annex.lines):
        yield from ("", markdown_paragraph(text))
    if annex.open:
        yield from ("", f"## {markdown(words.say('annex-open'))}", "")
        yield markdown_paragraph(words.say("annex-open-text"))
        yield ""
        for name, missing in annex.open:
            yield f"- **{markdown(name)}**{words.colon} {markdown('; '.join(missing))}"
    if not annex.entries:
        yield from ("", markdown_paragraph(words.say("annex-empty")))
    for number, entry in enumerate(annex.entries, start=1):
        yield from ("", f"## {number}. {markdown(entry.name)}", "")
        yield from _entry(entry, annex)


def _entry(entry: Entry, annex: Annex) -> Iterator[str]:
    colon = annex.words.colon
    for label, value in entry.fields:
        yield f"- **{markdown(label)}**{colon} {_value(value, annex)}"
    yield f"- **{markdown(annex.words.say('annex-description'))}**{colon}"
    for label, value in entry.description:
        yield f"  - {markdown(label)}{colon} {_value(value, annex)}"


def _value(value: Value, annex: Annex) -> str:
    if not isinstance(value, Blank):
        return markdown(value)
    mark = f"**{markdown(annex.words.say('annex-blank'))}**"
    return f"{markdown(value.known)} {mark}" if value.known else mark
