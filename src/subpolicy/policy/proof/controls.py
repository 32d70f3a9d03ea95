"""The controls that rules may cite: those of the table ``controls``, and articles of the GDPR."""

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping

from subpolicy.errors import RunError
from subpolicy.locations import pointer
from subpolicy.policy.rules import Rule
from subpolicy.policy.tables import Table
from subpolicy.suggestions import nearest

TABLE = "controls"
GDPR = "gdpr"
_ARTICLE = re.compile(r"Art\. ([1-9]\d?)(?:\([1-9]\d?\))?(?:\([a-z]\))?")
_LAST_ARTICLE = 99
"""Regulation (EU) 2016/679 has so many."""


def control_errors(rule: Rule, tables: Mapping[str, Table]) -> Iterator[RunError]:
    """Controls of a rule that no framework has. Without the table, nothing is known of them."""
    if TABLE not in tables:
        return
    known: dict[str, list[str]] = defaultdict(list)
    for row in tables[TABLE].rows:
        known[row.get("group", "")].append(row.get("label", row["code"]))
    for index, control in enumerate(rule.controls):
        if control.framework == GDPR:
            if not _is_article(control.id):
                yield RunError(
                    f'no article "{control.id}" of the GDPR',
                    place=rule.place(pointer("controls", index, "id")),
                    help_text="write it like Art. 28(3) or Art. 46(2)(c)",
                )
        elif control.framework not in known:
            yield RunError(
                f'unknown framework "{control.framework}"',
                place=rule.place(pointer("controls", index, "framework")),
                help_text=_help(control.framework, [*known, GDPR]),
            )
        elif control.id not in known[control.framework]:
            yield RunError(
                f'unknown control "{control.id}" of {control.framework}',
                place=rule.place(pointer("controls", index, "id")),
                help_text=_help(control.id, known[control.framework]),
            )


def _is_article(text: str) -> bool:
    match = _ARTICLE.fullmatch(text)
    return match is not None and int(match[1]) <= _LAST_ARTICLE


def _help(word: str, known: list[str]) -> str:
    near = nearest(word, known)
    guess = f"did you mean `{near}`? " if near else ""
    return f"{guess}policies/_tables/{TABLE}.yaml lists what is known"
