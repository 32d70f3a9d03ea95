"""The benchmark's own promises: its tables are its results, and what it measures is right."""

import json
import re
import shutil
import subprocess
import sys

import pytest

from support.checkout import ROOT, repository
from support.command import subpolicy, surroundings
from support.histories import commit

SCRIPTS = ROOT / "benchmarks"
PAGES = ("README.md", "docs/scale.md", "benchmarks/README.md")
PROTECTED = {
    "non-us-processing-without-scc",
    "optional-without-feature-flag",
    "missing-dpa-date",
}


def script(name, *arguments, folder=SCRIPTS):
    return subprocess.run(
        [sys.executable, str(folder / name), *map(str, arguments)],
        env=surroundings(),
        capture_output=True,
        encoding="utf-8",
        check=False,
    )


@pytest.fixture
def copy(tmp_path):
    """The scripts, their results and the pages, to be changed."""
    shutil.copytree(SCRIPTS, tmp_path / "benchmarks")
    for page in PAGES:
        (tmp_path / page).parent.mkdir(exist_ok=True)
        shutil.copy(ROOT / page, tmp_path / page)
    return tmp_path


def test_the_tables_are_what_the_results_say():
    done = script("tables.py", "--check")
    assert done.returncode == 0, done.stdout + done.stderr


def test_other_results_make_other_tables(copy):
    results = copy / "benchmarks" / "results.json"
    data = json.loads(results.read_text(encoding="utf-8"))
    for row in [*data["rows"], *data["reports"]]:
        row["cpu"][0] += 3
    results.write_text(json.dumps(data), encoding="utf-8")
    done = script("tables.py", "--check", folder=copy / "benchmarks")
    assert done.returncode == 1
    assert [line.split()[0] for line in done.stdout.splitlines()] == list(PAGES)
    assert script("tables.py", folder=copy / "benchmarks").returncode == 0
    assert script("tables.py", "--check", folder=copy / "benchmarks").returncode == 0


def test_the_records_pass_under_all_packs_without_a_word(tmp_path):
    assert script("registry.py", tmp_path / "registry", 40, "all").returncode == 0
    for day in ("2026-11-22", "2035-01-01"):
        done = subpolicy("check", "--as-of", day, cwd=tmp_path / "registry")
        assert "\nPASS 40 vendors, " in "\n" + done.stdout, done.stdout
        found = {line for line in done.stdout.splitlines() if re.search(r"\[[a-z/-]+\]$", line)}
        assert all(line.endswith("[table/stale]") for line in found), found


def test_the_faulty_registry_has_the_faults_that_are_counted(tmp_path):
    assert script("planted.py", tmp_path / "registry").returncode == 0
    done = subpolicy("check", "--format", "json", cwd=tmp_path / "registry")
    found = [one for one in json.loads(done.stdout)["findings"] if one["rule"] in PROTECTED]
    counted = "import json, planted; print(json.dumps(planted.expected()))"
    said = subprocess.run(
        [sys.executable, "-c", counted], cwd=SCRIPTS, capture_output=True, check=True
    )
    expected = json.loads(said.stdout)
    assert {rule: sum(one["rule"] == rule for one in found) for rule in PROTECTED} == expected
    assert all(one["vendor"].startswith("faulty-") for one in found)


def test_the_stages_add_up_to_a_check():
    done = script("stages.py", "--vendors", 2, "--json")
    assert done.returncode == 0, done.stderr
    stages = json.loads(done.stdout)
    assert {"imports", "YAML", "schema", "judging by all rules"} <= stages.keys()
    assert all(cost >= 0 for cost in stages.values())


@pytest.mark.skipif(sys.platform == "win32", reason="commands of a POSIX shell")
@pytest.mark.parametrize(("shard", "code"), [(0, 0), (1, 123)])
def test_each_shard_judges_its_own_registries(shard, code, tmp_path):
    page = (ROOT / "docs" / "scale.md").read_text(encoding="utf-8")
    found = re.search(r"- run: \|\n((?: {10}.*\n)+)", page)
    assert found is not None
    command = found[1].replace("subpolicy check", f"{sys.executable} -m subpolicy check")
    for name, location in (("a", "DE"), ("b", "US"), ("c", "IN")):
        folder = tmp_path / "tenants" / name
        (folder / "vendors").mkdir(parents=True)
        (folder / "subpolicy.yaml").write_text("organisation: {name: Test}\n")
        (folder / "vendors" / "acme.yaml").write_text(
            "id: acme\nname: Acme\nstatus: planned\npurpose: Hosting\ndata_categories: [email]\n"
            f"processing: {{locations: [{location}]}}\n"
        )
    repository(tmp_path)
    commit(tmp_path)
    done = subprocess.run(
        ["/bin/sh", "-c", command],
        cwd=tmp_path,
        env=surroundings(SHARD=str(shard), SHARDS="2"),
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert done.returncode == code, done.stdout + done.stderr
    judged = re.findall(r"^(PASS|FAIL) 1 vendor,", done.stdout, re.MULTILINE)
    assert judged == (["PASS"] if shard == 0 else ["FAIL", "FAIL"])
