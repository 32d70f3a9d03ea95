"""Slips of the pen are mended; what needs a decision waits for ``unsafe``; the rest is left."""

import pytest

from subpolicy.documents import Document, read
from subpolicy.fixing import Fixed, Risky, fixes
from subpolicy.sources import WorkingTree
from support.registries import GREEN, registry

TODAY = "2026-03-01"


def after(tmp_path, text, *, unsafe=False):
    """The record after the fix; the same text where nothing is fixed."""
    root = registry(tmp_path / "registry", acme=text)
    (root / "vendors/acme.yaml").write_bytes(text.encode())
    results = fixes(WorkingTree(root), TODAY, unsafe=unsafe)
    found = [one for one in results if isinstance(one, Fixed)]
    return found[0].after.decode() if found else text


def risky(tmp_path, text):
    root = registry(tmp_path / "registry", acme=text)
    return [one for one in fixes(WorkingTree(root), TODAY) if isinstance(one, Risky)]


@pytest.mark.parametrize(
    ("right", "wrong"),
    [
        ("purpose:", "purpos:"),
        ("purpose:", "purpsoe:"),
        ("purpose:", "Purpose :"),
        ("purpose:", '"pur-pose":'),
        ("data_categories:", "data-categories:"),
        ("  locations:", "  lokations:"),
        ("status: active", "status: Active # now"),
        ("status: active", "Status: ACTIVE"),
        ("[email]", "email"),
    ],
)
def test_a_slip_is_mended_and_every_other_byte_stays(right, wrong, tmp_path):
    text = "\ufeff" + ("# é\n" + GREEN + "# the end").replace("\n", "\r\n")
    comment = wrong.partition(" #")[1] + wrong.partition(" #")[2]
    blank = " " if wrong.endswith(" :") else ""
    expected = text.replace(right, right.replace(":", blank + ":") + comment)
    assert after(tmp_path, text.replace(right, wrong)) == expected


@pytest.mark.parametrize(
    ("wrong", "right"),
    [
        ("reference: 0012", 'reference: "0012"'),
        ("reference: true", 'reference: "true"'),
        ("reference: 1.50", 'reference: "1.50"'),
    ],
)
def test_text_gets_its_quotes_as_it_is_written(wrong, right, tmp_path):
    text = GREEN.replace("method: signed\n", f"method: signed\n  {wrong}\n")
    assert after(tmp_path, text) == text.replace(wrong, right)


@pytest.mark.parametrize(("wrong", "right"), [("yes", "true"), ('"no"', "false")])
def test_a_truth_loses_its_words_and_quotes(wrong, right, tmp_path):
    text = GREEN + f"affiliate: {wrong} # sister\n"
    assert after(tmp_path, text) == GREEN + f"affiliate: {right} # sister\n"


def test_many_slips_of_one_file_are_mended_at_once(tmp_path):
    text = GREEN.replace("purpose", "purpos").replace("dpa:", "DPA:").replace("sta", "Sta", 1)
    assert after(tmp_path, text.replace("signed_on", "signed-on")) == GREEN


def test_what_is_due_is_applied_in_the_same_run_as_the_slip_that_hid_it(tmp_path):
    text = GREEN + "pendng:\n  - effective-on: 2026-01-01\n    set: {purpose: Sends SMS}\n"
    assert after(tmp_path, text) == GREEN.replace("Sends e-mail", "Sends SMS")


UNSAFE = [
    ("locations: [US]", "locations: [USA]"),
    ("signed_on: 2024-05-01", "signed_on: 2024/5/1"),
    ("method: signed", "method: singed"),
    ("purpose:", "prpse:"),
    ("https://acme.example", "http://acme.example"),
]


@pytest.mark.parametrize(("right", "wrong"), UNSAFE)
def test_what_may_change_the_meaning_is_only_done_when_asked_for(right, wrong, tmp_path):
    whole = GREEN + "website: https://acme.example # ?\n"
    text = whole.replace(right, wrong)
    assert after(tmp_path, text) == text
    [left] = risky(tmp_path / "again", text)
    assert left.path == "vendors/acme.yaml"
    assert left.line == text[: text.index(wrong)].count("\n") + 1
    assert after(tmp_path / "unsafe", text, unsafe=True) == whole


def test_several_addresses_of_a_file_become_https(tmp_path):
    text = GREEN + "website: http://acme.example\nsubprocessors_url: http://acme.example/list\n"
    assert after(tmp_path, text, unsafe=True) == text.replace("http:", "https:")


@pytest.mark.parametrize(
    "text",
    [
        GREEN + "purpos: Other\n",  # the right key is there
        GREEN + "locations: [US]\n",  # belongs elsewhere
        GREEN + "bad: 1\n",  # no date, as `baa` would need
        GREEN + "colour: red\n",  # like nothing that is known
        GREEN + "note: x\n",  # belongs in two places, and is near to a third
        GREEN.replace("[email]", "email, name"),  # two, perhaps
        GREEN.replace("purpose:", "purpos:").replace("Acme", '"Acme'),  # no YAML
    ],
)
@pytest.mark.parametrize("unsafe", [False, True])
def test_what_is_not_clear_is_left_alone(text, unsafe, tmp_path):
    assert after(tmp_path, text, unsafe=unsafe) == text


def test_two_slips_for_one_key_leave_the_second(tmp_path):
    text = GREEN.replace("purpose: Sends e-mail", "purpos: One\npurpse: Two")
    assert isinstance(read("x", after(tmp_path, text, unsafe=True).encode()), Document)


def test_a_value_that_is_needed_elsewhere_too_is_left_alone(tmp_path):
    text = GREEN.replace("status: active", "status: &x Active") + "notes: *x\n"
    assert after(tmp_path, text) == text


def test_flags_waivers_and_the_baseline_are_mended_as_well(tmp_path):
    root = registry(tmp_path / "registry", acme=GREEN)
    (root / "flags.yaml").write_text(
        "flags:\n  - {key: sms, knid: Feature, default: off, description: x, owner: y}\n"
    )
    [result] = fixes(WorkingTree(root), TODAY)
    assert isinstance(result, Fixed)
    assert result.path == "flags.yaml"
    assert b"{key: sms, kind: feature, default: off" in result.after
    assert result.did == ("`knid` to `kind`", "`Feature` to `feature`")
