"""Edits that are offered for findings; all that they do not mend stays as it was."""

import pytest

from subpolicy.documents import Document, read
from subpolicy.lsp.knowledge import Knowledge
from subpolicy.lsp.quickfixes import difference, quickfixes
from support.desks import desk
from support.registries import GERMAN, SCCS
from support.registries import GREEN as BARE

GREEN = BARE.replace("purpose:", "category: email\npurpose:")


def mended(folder, path, text, title, rule=None):
    """A file after a fix was taken, and the rules that fail in it then."""
    name = path.removeprefix("vendors/").removesuffix(".yaml")
    vendors = {name: text} if path.startswith("vendors/") else {}
    mine = desk(folder / "r", {} if vendors else {path: text}, **vendors)
    view = mine.look()
    known = Knowledge(view)
    findings = [r.finding for r in view.remarks[path] if rule in {None, r.finding.rule}]
    document = read(path, text.encode())
    assert isinstance(document, Document)
    fixes = {fix.title: fix for fix in quickfixes(document, view.kind(path), known, findings)}
    assert title in fixes
    fix = fixes[title]
    after = text[: fix.start] + fix.text + text[fix.end :]
    mine.files.put(path, after)
    return after, {remark.finding.rule for remark in mine.look().remarks.get(path, ())}


@pytest.mark.parametrize(
    ("before", "after", "title"),
    [
        ("status: active", "status: actve", "Change to `active`"),
        ("purpose: Sends", "purpos: Sends", "Change to `purpose`"),
        ("locations: [US]", "locations: [USA]", "Change to `US`"),
        ("2024-05-01", "2024/5/1", "Change to `2024-05-01`"),
    ],
)
def test_a_misspelt_word_is_replaced_and_nothing_else(before, after, title, tmp_path):
    broken = GREEN.replace(before, after) + "# the end\n"
    text, rules = mended(tmp_path, "vendors/acme.yaml", broken, title)
    assert text == GREEN + "# the end\n"
    assert not rules


def test_http_becomes_https(tmp_path):
    text, rules = mended(
        tmp_path, "vendors/acme.yaml", GREEN + "website: http://acme.example # ?\n", "Use https"
    )
    assert text == GREEN + "website: https://acme.example # ?\n"
    assert not rules


@pytest.mark.parametrize(
    ("taken", "title", "added"),
    [
        ("purpose: Sends e-mail\n", "Add `purpose`", 'purpose: ""'),
        ("data_categories: [email]\n", "Add `data_categories`", "data_categories: []"),
        ("status: active\n", "Add `status`", 'status: ""'),
        (
            "dpa:\n  method: signed\n  signed_on: 2024-05-01\n",
            "Add `dpa.signed_on`",
            "dpa:\n  method: ''\n  signed_on: YYYY-MM-DD",
        ),
        (
            "processing:\n  locations: [US]\n",
            "Add `processing`",
            "processing:\n  locations:\n    - ''",
        ),
    ],
)
def test_what_is_missing_is_added_to_be_filled_in(taken, title, added, tmp_path):
    text, rules = mended(tmp_path, "vendors/acme.yaml", GREEN.replace(taken, ""), title)
    assert text.replace('""', "''").startswith(GREEN.replace(taken, ""))
    assert added.replace('""', "''") in text
    assert rules  # an empty place is no answer


def test_the_missing_transfer_is_added_and_is_not_taken_for_one(tmp_path):
    text, rules = mended(
        tmp_path, "vendors/berlin.yaml", GERMAN + "# end\n", "Add an entry to `transfers`"
    )
    assert "  - mechanism: scc\n" in text
    assert "signed_on: YYYY-MM-DD" in text
    assert {"schema/format"} <= rules


def test_a_further_transfer_is_put_behind_the_others(tmp_path):
    others = SCCS.replace("mechanism: scc", "mechanism: dpf")
    text, _ = mended(
        tmp_path, "vendors/berlin.yaml", GERMAN + others, "Add an entry to `transfers`"
    )
    assert text.startswith(GERMAN + others)
    assert text.count("mechanism: scc") == 1


def test_the_missing_switch_is_added(tmp_path):
    optional = GREEN.replace("status: active", "status: optional")
    mine = desk(tmp_path / "r", acme=optional)
    view = mine.look()
    findings = [remark.finding for remark in view.remarks["vendors/acme.yaml"]]
    assert [finding.rule for finding in findings] == ["optional-without-feature-flag"]
    document = read("vendors/acme.yaml", optional.encode())
    assert isinstance(document, Document)
    (fix,) = quickfixes(document, "vendor", Knowledge(view), findings)
    assert "feature_flag" in fix.text


def test_a_key_that_an_entry_lacks_is_added_to_it(tmp_path):
    broken = GREEN + "transfers:\n  - regime: EU # the only one\n"
    text, _ = mended(tmp_path, "vendors/acme.yaml", broken, "Add `transfers.0.mechanism`")
    assert text.startswith(GREEN + "transfers:\n  - regime: EU # the only one\n    mechanism: ")


def test_an_entry_that_lists_nothing_any_more_is_removed(tmp_path):
    entry = "  - {rule: missing-purpose, vendor: acme, due: 2026-04-01} # was there\n"
    text = "entries:\n" + entry + entry.replace("missing-purpose", "missing-category")
    after, _ = mended(tmp_path, "baseline.yaml", text, "Remove the entry")
    assert after.count("- {rule") == 1


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        ("abc", "abXc", (2, 2, "X")),
        ("abc", "ac", (1, 2, "")),
        ("aa", "aaa", (2, 2, "a")),
        ("", "x", (0, 0, "x")),
        ("same", "same", (4, 4, "")),
    ],
)
def test_the_stretch_that_differs(before, after, expected):
    assert difference(before, after) == expected
