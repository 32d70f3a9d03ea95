"""The difference as text and Markdown: bounded, and hostile text stays text."""

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from subpolicy.changes.change import Change, ChangeKind, FieldChange, Reason, ReasonKind
from subpolicy.changes.difference import Difference, Uncompared, Upcoming, VendorChange
from subpolicy.changes.owed import Owed, Standing
from subpolicy.findings.outcome import Failed
from subpolicy.renderers.difference import DIFF_FORMATS, markdown, words
from subpolicy.renderers.difference.text import render
from support.reports import finding
from support.rulebook import vendor

HOSTILE = (
    "@everyone [x](javascript:1) <img src=x onerror=1> `@a` \\`@b\\` #1 o/r#2 GH-3 "
    "https://evil.example www.evil.example $x$ | ![](//e) </details> \x1b[31m \u202e "
    "##vso[task.x] ::error:: *b* _i_ ~~s~~ \r\n# h\n"
)


def change(text="x", *, material=True, upcoming=(), fields=1, owed=None, name="acme"):
    after = vendor({"id": name, "name": text or "x"})
    reasons = (Reason(ReasonKind.NEW_LOCATION, "/processing/locations/0", text),)
    changed = tuple(FieldChange(f"/purpose{n}", text, text * 2) for n in range(fields))
    one = Change(ChangeKind.MODIFIED, name, after, after, changed, reasons if material else ())
    return VendorChange(one, owed, upcoming)


def coming(text):
    reasons = (Reason(ReasonKind.NEW_ACCESS, "/processing/access/0", text),)
    fields = (FieldChange("/processing/access", [], [text]),)
    owed = Owed(Standing.MISSING, ("widened",), 30, "2026-02-01", None, "2026-01-31")
    return Upcoming("2026-02-01", text, fields, reasons, owed)


def difference(*changes, findings=(), uncompared=(), notes=()):
    return Difference(
        tool="subpolicy 0.1.0",
        as_of="2026-01-01",
        base="1" * 40,
        head="2" * 40,
        clean=True,
        changes=changes,
        uncompared=tuple(uncompared),
        findings=tuple(Failed(one) for one in findings),
        blocking=frozenset(one.fingerprint for one in findings),
        notes=tuple(notes),
    )


def everywhere(text):
    return difference(
        change(text),
        change(text, material=False, upcoming=(coming(text),), name="beta"),
        change(text, material=False, name="gamma"),
        findings=[finding(message=text, path=text, rule=text, remediation=text)],
        uncompared=[Uncompared("x", text)],
        notes=[text],
    )


def outside_code(text):
    """A comment's text without its code spans; a backslash takes the next character with it."""
    span = r"(`+)(?!`).*?(?<!`)\1(?!`)"
    return re.sub(rf"\\.|{span}", lambda found: found[0] if found[1] is None else "", text)


def is_inert(comment):
    plain = outside_code(comment)
    assert not re.search(r"@(?!<!-- -->)|://|(?<!&)#\d|\$(?!<!-- -->)|(?i:www\.)|(?i:gh-\d)", plain)
    tags = set(re.findall(r"</?[a-z!][^>]*>", plain))
    assert tags <= {
        "<sub>",
        "</sub>",
        "<details>",
        "</details>",
        "<summary>",
        "</summary>",
        "<!-- -->",
    }
    assert "\x1b" not in comment
    assert "\u202e" not in comment
    assert not re.search(r"(?<!\\)\]\(", plain)


def test_nothing_of_a_hostile_text_is_markup_mention_or_link():
    comment = markdown.render(everywhere(HOSTILE))
    is_inert(comment)
    plain = outside_code(comment)
    assert plain.count("<details>") == plain.count("</details>") == 1


@settings(deadline=None)
@given(st.text("`\\@#$:/w.ghGH-<>![]()|*_ a\n1&", max_size=40))
def test_no_text_comes_out_as_markup(text):
    is_inert(markdown.render(everywhere(text)))


@pytest.mark.parametrize("text", ["`" * 5000, "<" * 5000, "\U000e0001" * 5000, "@" * 5000])
def test_a_comment_fits_and_says_what_it_leaves_out(text):
    changes = [change(text, fields=40, name=f"v{n}") for n in range(60)]
    changes += [change(text, material=False, fields=40, name=f"e{n}") for n in range(200)]
    found = [finding(message=text, path=f"p{n}", remediation=text) for n in range(300)]
    names = [Uncompared(f"u{n}", f"u{n}" * 20) for n in range(300)]
    comment = markdown.render(difference(*changes, findings=found, uncompared=names))
    assert len(comment) < markdown.LONGEST
    assert re.search(r"_\d+ more vendors are too long for this comment", comment)
    assert re.search(r"_\d+ more findings are too long for this comment", comment)
    assert comment.rstrip().endswith("</details>")


def test_findings_that_block_come_first_with_their_fix():
    quiet = finding(rule="quiet", remediation="set `a` to @b")
    loud = finding(rule="loud", message="other")
    shown = difference(change(), findings=[quiet, loud])
    blocking = frozenset({loud.fingerprint})
    comment = markdown.render(
        Difference(
            **{name: getattr(shown, name) for name in Difference.__slots__} | {"blocking": blocking}
        )
    )
    assert comment.index("`loud`") < comment.index("`quiet`")
    assert "  - Fix: set `a` to @<!-- -->b" in comment


@pytest.mark.parametrize("color", [False, True])
def test_only_our_own_escapes_reach_the_terminal(color):
    text = render(everywhere(HOSTILE), color=color)
    rest = re.sub(r"\x1b\[[0-9;]*m", "", text)
    assert "\x1b" not in rest
    assert "\u202e" not in rest
    assert "##vso[" not in text
    assert ("\x1b" in text) == color


def test_fields_and_values_are_in_plain_words():
    assert words.field("/dpa/signed_on") == "DPA signed on"
    assert words.field("/transfers/0/mechanism") == "transfers mechanism"
    assert words.field("/ai/training") == "AI training"
    assert words.value([True, None, {"a_b": [1]}]) == "yes, nothing, (a b 1)"


def test_of_a_list_of_objects_only_what_differs_is_shown():
    same, old, new = {"mechanism": "dpf"}, {"mechanism": "scc"}, {"mechanism": "bcr"}
    sides = words.sides(FieldChange("/transfers", [same, old], [same, new]))
    assert sides == ("(mechanism scc)", "(mechanism bcr)", 1)
    turned = words.sides(FieldChange("/transfers", [same, old], [old, same]))
    assert turned == ("in one order", "in another order", 2)


@pytest.mark.parametrize(
    ("standing", "said"),
    [
        (Standing.KEPT, "the promised 30 days are kept"),
        (Standing.EMERGENCY, "recorded as an emergency"),
        (Standing.TOO_SHORT, "the earliest lawful day is 2026-01-31"),
        (Standing.MISSING, "the earliest lawful day is 2026-01-31"),
    ],
)
def test_every_standing_of_a_notice_is_said_in_every_format(standing, said):
    owed = Owed(standing, ("widened",), 30, "2026-01-15", "2026-01-01", "2026-01-31")
    shown = difference(change(owed=owed))
    assert said in render(shown)
    assert said in markdown.render(shown)
    assert f'"standing": "{standing.value}"' in DIFF_FORMATS["json"](shown)


def test_an_empty_difference_says_so():
    assert "no changes; no finding on them blocks" in render(difference())
    assert "**no changes; no finding on them blocks.**" in markdown.render(difference())
