"""A new rule, ready to be changed into the one that is meant: its file and its test."""

import re
from typing import NamedTuple

from subpolicy.documents.writing import write
from subpolicy.errors import RunError
from subpolicy.policy.packs import PROTECTED, TEST_SUFFIX, Library
from subpolicy.sources import Source
from subpolicy.tools import tools_of

_SLUG = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
_LONGEST = 64
"""Characters of an id and of a pack's name, as the schemas allow."""

_RULE = """\
id: {id}
title: {title}
severity: warning # error blocks the merge; warning and info only tell
scope: vendor
rationale: >-
  Why it matters, in words that an auditor accepts.
remediation: >-
  What to do about it.
# references: [{{title: GDPR Art. 28(3), url: https://…}}]
# controls: [{{framework: soc-2, id: CC9.2}}]
match: vendor.status != "retired" # which vendors it concerns
require: has(vendor.website) # what must hold for them
message: '"has no website"' # what is said where it does not
at: /website
"""

_TEST = """\
rule: {id}
base: {{id: acme, name: "Acme, Inc.", status: active, processing: {{locations: [US]}}}}
cases:
  - name: what is right
    vendor: {{website: https://acme.example}}
    expect: pass
  - name: what is wrong
    vendor: {{}}
    expect: fail
    findings: [{{message: has no website}}]
  - name: what it does not concern
    vendor: {{status: retired}}
    expect: not-applicable
"""


class NewRule(NamedTuple):
    """What is to be written, and what is still to do."""

    files: dict[str, str]
    """Relative POSIX path → text."""
    pack: str
    id: str
    packs: tuple[str, ...]
    """The packs that are judged so far."""


def new_rule(source: Source, name: str) -> NewRule:
    """The files of a new rule.

    Args:
        source: The registry that gets it.
        name: ``PACK/ID``.

    Raises:
        RunError: the name is none, or is taken.
    """
    pack, slash, rule_id = name.partition("/")
    if not slash:
        raise RunError(f'"{name}" names no pack', help_text=f"write it like own/{name}")
    for word, what in ((pack, "pack"), (rule_id, "rule")):
        if not _SLUG.fullmatch(word) or len(word) > _LONGEST:
            raise RunError(
                f'"{word}" cannot be the name of a {what}',
                help_text="use lower-case letters, digits and single hyphens, 64 at most, "
                "like own/missing-website",
            )
    tools = tools_of(source)
    _require_free(tools.library, pack, rule_id)
    folder = f"{tools.configuration.paths.policies}/{pack}"
    words = {"id": _yaml(rule_id), "title": _yaml(rule_id.replace("-", " ").capitalize())}
    files = {
        f"{folder}/{rule_id}.yaml": _RULE.format(**words),
        f"{folder}/{rule_id}{TEST_SUFFIX}": _TEST.format(**words),
    }
    for path in files:
        if source.read(path) is not None:
            raise RunError(f"{path} is there already", help_text="choose another name")
    return NewRule(files, pack, rule_id, tools.configuration.packs)


def _require_free(library: Library, pack: str, rule_id: str) -> None:
    if rule_id in PROTECTED:
        raise RunError(
            f"{rule_id} is one of the protected rules",
            help_text="put a stricter rule beside it, under another name",
        )
    if pack in library.names() and not library.owns(pack):
        raise RunError(
            f"{pack} is a shipped pack, and a folder of that name would replace it whole",
            help_text=f"put the rule into a pack of your own, like own/{rule_id}",
        )
    home = library.homes().get(rule_id)
    if home is not None:
        raise RunError(
            f"there is a rule {rule_id} in pack {home} already", help_text="choose another name"
        )


def _yaml(text: str) -> str:
    """A text as YAML reads it back: `null` and `1e3` are ids, too."""
    return write({"": text}).partition(": ")[2].strip()
