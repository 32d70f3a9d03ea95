"""What CI installs: the locks name every package by content, and are those of pyproject.toml."""

import ast
import re
import tomllib

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from support.actions import parsed
from support.checkout import ROOT

PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
PYTHONS = ["3.11", "3.12", "3.13", "3.14"]
SYSTEMS = ["linux", "darwin", "win32"]
PINNED = re.compile(r"(?P<what>[^\\#]+?) ?(?P<digests>(?: \\\n    --hash=sha256:[0-9a-f]{64})+)\n")


def locks():
    """The table in noxfile.py: name → whether with the project."""
    tree = ast.parse((ROOT / "noxfile.py").read_text(encoding="utf-8"))
    return next(
        ast.literal_eval(node.value)
        for node in tree.body
        if isinstance(node, ast.Assign) and ast.unparse(node.targets[0]) == "LOCKS"
    )


LOCKS = locks()


def pinned(name):
    """The requirements of a lock; all of its text is requirements and digests."""
    text = (ROOT / "requirements" / f"{name}.txt").read_text(encoding="utf-8")
    assert PINNED.sub("", text) == ""
    return [Requirement(found["what"]) for found in PINNED.finditer(text)]


def wanted(name):
    own = PROJECT["project"]["dependencies"] + PROJECT["build-system"]["requires"]
    group = [] if name == "run" else PROJECT["dependency-groups"][name]
    return [Requirement(one) for one in [*(own if LOCKS[name] else []), *group]]


def is_for(one, here):
    return one.marker is None or one.marker.evaluate(here)


def test_there_is_a_lock_for_each_name_and_no_other():
    files = {path.stem for path in (ROOT / "requirements").iterdir()}
    assert files == set(LOCKS)
    # The rest is for people, and by hand.
    assert set(PROJECT["dependency-groups"]) - set(LOCKS) <= {"dev", "lock", "fuzz", "bench"}


@pytest.mark.parametrize("name", LOCKS)
@pytest.mark.parametrize("system", SYSTEMS)
def test_a_lock_is_what_the_project_asks_for(name, system):
    for python in PYTHONS:
        here = {
            "python_version": python,
            "python_full_version": f"{python}.0",
            "sys_platform": system,
            "platform_machine": "x86_64",
            "implementation_name": "cpython",
            "platform_python_implementation": "CPython",
        }
        taken = {}
        for one in pinned(name):
            if is_for(one, here):
                assert canonicalize_name(one.name) not in taken, "two versions at once"
                taken[canonicalize_name(one.name)] = one
        for one in (one for one in wanted(name) if is_for(one, here)):
            (exact,) = taken[canonicalize_name(one.name)].specifier
            assert exact.operator == "=="
            assert one.specifier.contains(exact.version, prereleases=True), one


def test_one_version_of_a_package_is_in_all_locks():
    versions = {}
    for name in LOCKS:
        for one in pinned(name):
            versions.setdefault((one.name, str(one.marker)), set()).add(str(one.specifier))
    assert not {what for what, found in versions.items() if len(found) > 1}


@pytest.mark.parametrize("workflow", ["ci.yml", "release.yml"])
def test_a_workflow_installs_by_content_alone(workflow):
    described = parsed(ROOT / ".github" / "workflows" / workflow)
    assert described["env"]["SUBPOLICY_LOCKED"] == "1"
    assert described["env"]["PIP_ONLY_BINARY"] == ":all:"
    scripts = [step.get("run", "") for job in described["jobs"].values() for step in job["steps"]]
    installs = [line for script in scripts for line in re.findall(r"pip install .*", script)]
    assert len(installs) >= 3
    for line in installs:
        assert "--require-hashes" in line or "--no-deps" in line, line
        assert "--no-deps" not in line or line.endswith((" .", " dist/*.whl")), line
