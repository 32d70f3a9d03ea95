"""The same registry on the same day gives the same bytes, wherever and whenever it is judged."""

import shutil

import pytest

from support.command import subpolicy
from support.registries import GERMAN, GREEN, SCCS, registry

HERE = {"TZ": "Pacific/Kiritimati", "LC_ALL": "C", "PYTHONHASHSEED": "1"}
THERE = {"TZ": "Pacific/Pago_Pago", "LC_ALL": "C.UTF-8", "PYTHONHASHSEED": "4242", "LANG": "de_DE"}

OUTPUTS = [
    ["check", "--format", "text"],
    ["check", "--format", "json"],
    ["check", "--format", "github"],
    ["report", "--format", "markdown"],
    ["report", "--format", "json"],
]


@pytest.fixture
def pair(tmp_path):
    """The same registry in two folders; its files were made in another order."""
    records = {
        "acme": GREEN,
        "berlin": GERMAN,
        "copy": GREEN.replace("acme", "copy"),
        "zurich": GERMAN.replace("berlin", "zurich").replace("[US, DE]", "[CH, JP, DE]") + SCCS,
        "broken": "id: broken\nstatus: activ\nnam: x\nprocessing: {locations: [XX, YY]}\n",
        "dup": "id: dup\nid: dup\n",
    }
    first = registry(tmp_path / "one", **records)
    second = registry(tmp_path / "a much longer name" / "two", **dict(reversed(records.items())))
    for root in (first, second):
        (root / "flags.yaml").write_text("flags: [{key: a}, {kind: b}]\n", encoding="utf-8")
    return first, second


@pytest.mark.parametrize("arguments", OUTPUTS, ids=" ".join)
def test_output_depends_on_neither_folder_nor_surroundings(pair, arguments):
    first, second = pair
    one = subpolicy(*arguments, "--as-of", "2026-11-21", cwd=first, **HERE)
    two = subpolicy(*arguments, "--as-of", "2026-11-21", cwd=second, **THERE)
    assert one.stdout == two.stdout
    assert (one.returncode, one.stderr) == (two.returncode, two.stderr)
    assert one.stdout


def test_the_day_is_that_of_utc(green):
    east = subpolicy("check", "--format", "json", cwd=green, TZ="Pacific/Kiritimati")
    west = subpolicy("check", "--format", "json", cwd=green, TZ="Pacific/Pago_Pago")
    assert east.stdout == west.stdout


def test_a_second_run_changes_nothing_and_writes_nothing(pair, tmp_path):
    root, _ = pair
    before = {path: path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()}
    first = subpolicy("check", cwd=root)
    second = subpolicy("check", cwd=root)
    assert first.stdout == second.stdout
    assert {p: p.read_bytes() for p in tmp_path.rglob("*") if p.is_file()} == before


def test_a_copy_of_the_registry_has_the_same_fingerprints(pair, tmp_path):
    root, _ = pair
    shutil.copytree(root, tmp_path / "copy")
    arguments = ["check", "--format", "json", "--as-of", "2026-11-21"]
    assert (
        subpolicy(*arguments, cwd=tmp_path / "copy").stdout
        == subpolicy(*arguments, cwd=root).stdout
    )
