"""Names that another disk takes for one file, or for none."""

from pathlib import Path

import pytest

from subpolicy.git.repository import Repository
from subpolicy.sources import Revision, SourceFault, WorkingTree

NFC, NFD = "caf\u00e9", "cafe\u0301"
CLASHES = [
    ("Acme.yaml", "acme.yaml", "acme.yaml"),
    (f"{NFD}.yaml", f"{NFC}.yaml", f"{NFC}.yaml"),
    ("stra\u00dfe.yaml", "STRASSE.yaml", "stra\u00dfe.yaml"),
    ("EU/acme.yaml", "eu/berlin.yaml", "eu"),
    ("acme.yaml", "ACME.yaml/berlin.yaml", "ACME.yaml"),
]
UNFIT = ["con.yaml", "AUX.yaml", "com1.backup.yaml", "eu./a.yaml", "eu /a.yaml", "nul /a.yaml"]
UNFIT += ["a:b.yaml", "lpt\u00b9.yaml", "prn .yaml", "aux/a.yaml"]
FIT = ["con-gmbh.yaml", "auxiliary.yaml", "com10.yaml", "eu/a.yaml", "a.b.yaml", "Acme.yaml"]
FIT += [f"{NFC}.yaml", "eu/acme.yaml", "us/acme.yaml"]


def written(root: Path, names) -> None:
    for name in names:
        path = root / "vendors" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("id: x\n", encoding="utf-8")
    folder = root / "vendors"
    found = {path.relative_to(folder).as_posix() for path in folder.rglob("*.yaml")}
    if not set(names) <= found:
        pytest.skip("the file system does not tell these names apart")


def faults_of(source) -> dict[str, str]:
    entries = source.files("vendors")
    return {one.path: one.code for one in entries if isinstance(one, SourceFault)}


def both(root: Path):
    from support.checkout import git, repository  # noqa: PLC0415

    repository(root)
    git(root, "-c", "core.precomposeUnicode=false", "add", "--all")
    git(root, "commit", "--quiet", "--message", "m")
    there = Repository(root)
    commit, objects = there.commit("HEAD"), there.objects()
    yield WorkingTree(root)
    yield Revision(objects, objects.files(commit), commit, "")
    objects.close()


@pytest.mark.parametrize(("one", "other", "at"), CLASHES)
def test_two_names_that_are_one_elsewhere_are_a_fault(tmp_path, one, other, at):
    written(tmp_path, [one, other])
    for source in both(tmp_path):
        assert faults_of(source) == {f"vendors/{at}": "file/same-name"}


def test_names_that_windows_keeps_for_itself_are_a_fault(tmp_path):
    written(tmp_path, UNFIT)
    for source in both(tmp_path):
        assert faults_of(source) == {f"vendors/{name}": "file/name" for name in UNFIT}


def test_other_names_are_none(tmp_path):
    written(tmp_path, FIT)
    for source in both(tmp_path):
        assert faults_of(source) == {}
        assert len(source.files("vendors")) == len(FIT)


def test_both_files_are_named_and_the_run_fails(root, inside):
    written(root, ["Acme.yaml"])
    done = inside("check")
    assert done.returncode == 1
    assert "vendors/acme.yaml:1:1: error: has the name of vendors/Acme.yaml but for" in done.stdout
