"""What a finding all but spells out: the words to write in the place of those at fault.

The one source for `subpolicy fix`, the quick fixes of editors, and the suggestions on a pull
request. Whatever needs a fact (a date, a country, a contract) is for whoever knows it.
"""

import re
from collections.abc import Iterator
from typing import NamedTuple

from subpolicy.documents.writing import inline
from subpolicy.findings.finding import Finding
from subpolicy.locations import tokens
from subpolicy.suggestions import is_slip

UNKNOWN_KEY = "schema/unknown-key"
_MEANT = re.compile(r"did you mean `([^`]+)`\?")
_BARE = re.compile(r"true|false|-?[0-9]+")
_BARE_ADVICE = re.compile(r"write (true|false|-?[0-9]+), without quotes")
_PLAIN = re.compile(r"[-+.:\w]+")
"""What needs nothing escaped between quotes."""
_HTTP = "http://"


class Rewording(NamedTuple):
    """What is to stand in the place of what is written."""

    title: str
    """What it does, as a command: ``Change to `active` ``."""
    text: str
    safe: bool
    """Whether it says the same as before, only rightly spelt; else somebody has to look at it."""


def rewordings(finding: Finding, written: str) -> Iterator[Rewording]:
    """What may mend a finding without anything being filled in; often nothing.

    Args:
        finding: A fault on one line.
        written: The text at its place.
    """
    advice = finding.remediation or ""
    found = _MEANT.search(advice)
    if found is not None:
        word, unsure = found[1], finding.rule == UNKNOWN_KEY and found.start() > 0  # or elsewhere
        if not unsure and (finding.item is None or finding.item in written):
            text = word if _BARE.fullmatch(word) else inline(word)
            yield Rewording(f"Change to `{word}`", text, _is_safe(finding, word, written))
    elif finding.rule == "schema/type" and (form := _form(written, advice)) is not None:
        yield Rewording(*form, safe=True)
    if _HTTP in written:
        yield Rewording("Use https", written.replace(_HTTP, "https://", 1), safe=False)


def _is_safe(finding: Finding, word: str, written: str) -> bool:
    if finding.rule == UNKNOWN_KEY:
        return is_slip(tokens(finding.pointer)[-1], word)
    # A value is a fact: only its case may be mended unasked.
    return finding.rule == "schema/enum" and written.strip("\"'").casefold() == word.casefold()


def _form(written: str, advice: str) -> tuple[str, str] | None:
    """The same value as the type that is asked for: a title, and how it is written."""
    if advice.startswith("put it in quotes") and _PLAIN.fullmatch(written):
        return "Put it in quotes", f'"{written}"'
    if advice.startswith("write a list: [") and "," not in written:
        return "Make a list of it", f"[{written}]"
    found = _BARE_ADVICE.fullmatch(advice)
    return None if found is None else ("Write it without quotes", found[1])
