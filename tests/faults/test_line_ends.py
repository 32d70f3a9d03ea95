"""Line ends and byte order marks of other systems, in every file that a registry has."""

import codecs

import pytest

from subpolicy.cli.main import main

FILES = {
    "subpolicy.yaml": "organisation:\n  name: Test\npacks: [core, own]\n"
    "waivers:\n  approvers: [dpo@example.com]\n",
    "flags.yaml": "flags:\n  - key: a.b\n    kind: feature\n    description: x\n"
    "    default: off\n    owner: me\n",
    "policies/own/has-website.yaml": """\
id: has-website
title: No website
severity: warning
scope: vendor
rationale: >
  Somebody reads
  this.
remediation: write it
match: vendor.status != "retired"
require: |
  has(vendor.website) ||
  vendor.id == "due"
message: '"no website"'
""",
    "policies/own/has-website.test.yaml": """\
rule: has-website
base: {id: acme, name: A, status: active, processing: {locations: [US]}}
cases:
  - name: with
    vendor: {website: "https://example.com"}
    expect: pass
  - name: without
    vendor: {}
    expect: fail
    findings: [{message: no website}]
  - name: out of use
    vendor: {status: retired}
    expect: not-applicable
""",
    "waivers/german.yaml": """\
id: german
rule: non-us-processing-without-scc
vendor: berlin
item: DE
reason: |
  counsel
  has it
approved_by: dpo@example.com
approved_on: 2026-03-01
expires_on: 2026-08-01
""",
    "baseline.yaml": "entries:\n  - rule: missing-purpose\n    vendor: acme\n    due: 2026-08-01\n",
}


def mixed(raw: bytes) -> bytes:
    lines = raw.split(b"\n")[:-1]
    return b"".join(line + (b"\r\n", b"\n")[at % 2] for at, line in enumerate(lines))


WAYS = {
    "Windows": lambda raw: raw.replace(b"\n", b"\r\n"),
    "old Macintosh": lambda raw: raw.replace(b"\n", b"\r"),
    "mixed": mixed,
    "byte order mark": lambda raw: codecs.BOM_UTF8 + raw,
    "Windows with mark": lambda raw: codecs.BOM_UTF8 + raw.replace(b"\n", b"\r\n"),
}


@pytest.fixture
def full(root, monkeypatch):
    """The registry with a file of every kind; the working directory."""
    for path, text in FILES.items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_text(text, encoding="utf-8", newline="\n")
    monkeypatch.chdir(root)
    monkeypatch.setenv("SUBPOLICY_CACHE_DIR", "")
    monkeypatch.setenv("CI", "1")
    return root


def converted(root, way) -> None:
    for path in root.rglob("*.*"):
        path.write_bytes(way(path.read_bytes()))


@pytest.fixture(scope="module")
def earlier():
    """What was found out once for all ways, by what it is."""
    return {}


@pytest.mark.parametrize("way", WAYS)
def test_every_kind_of_file_reads_the_same(full, capsys, earlier, way):
    commands = (["check", "--as-of", "2026-06-15"], ["test", "--rule", "has-website"])

    def said():
        return [(main(command), capsys.readouterr()) for command in commands]

    before = earlier.get("said") or earlier.setdefault("said", said())
    converted(full, WAYS[way])
    assert said() == before
    (code, checked), (tested, _) = before
    assert (code, tested) == (1, 0), before[1][1].out
    assert "1 waived" in checked.out
    assert "0 invalid" in checked.out


@pytest.mark.parametrize("way", WAYS)
def test_fix_keeps_what_is_there(full, capsys, way):
    record = full / "vendors" / "due.yaml"
    original = record.read_bytes()
    converted(full, WAYS[way])
    assert main(["fix", "--as-of", "2026-06-15"]) == 0
    start = original.partition(b"pending:")[0].replace(b"Sends e-mail", b"Sends letters")
    assert record.read_bytes() == WAYS[way](start)


@pytest.mark.parametrize("way", ["Windows", "old Macintosh", "byte order mark", "mixed"])
def test_a_table_is_imported_the_same(full, capsys, earlier, way):
    def imported(folder):
        assert main(["import", "page.csv", "--into", folder, "--name", "Test"]) == 0
        found = (full / folder / "vendors").iterdir()
        return {path.name: path.read_bytes() for path in found}

    before = earlier.get("table") or earlier.setdefault("table", imported("before"))
    page = full / "page.csv"
    page.write_bytes(WAYS[way](page.read_bytes()))
    assert len(before) == 2
    assert imported("after") == before


@pytest.mark.parametrize("day", ["0001-01-01", "9999-12-31"])
@pytest.mark.parametrize(
    "command",
    [
        "check",
        "report --format json",
        "publish page",
        "publish annex",
        "fix --diff",
        "list",
        "baseline create --until {day}",
    ],
)
def test_the_calendars_first_and_last_day_are_days(full, capsys, command, day):
    (full / "baseline.yaml").unlink()
    assert main([*command.format(day=day).split(), "--as-of", day]) in {0, 1}
