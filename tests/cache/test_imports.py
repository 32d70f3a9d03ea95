"""What `subpolicy check` loads: a new import is a decision, as every commit pays for it.

A test fails that finds a package here which nobody has allowed: write it down, or load it where
it is used.
"""

import json
import subprocess
import sys

import pytest

from support.checkout import ROOT
from support.command import surroundings
from support.registries import registry

PROGRAM = """\
import json, sys
from subpolicy.cli.main import main
code = main(sys.argv[1:])
print(json.dumps(sorted(sys.modules)), file=sys.stderr)
sys.exit(code)
"""
WARM = 34
"""Modules of subpolicy that a remembered run may load."""
OURS_WARM = {
    *("cache", "cli", "dates", "errors", "git", "locations", "printable", "question"),
    *("renderers", "root", "shipped", "sources", "suggestions"),
}
"""Packages and modules of subpolicy that a remembered run may load."""
OTHERS_WARM = {
    *("argparse", "ast", "bz2", "collections", "contextlib", "copyreg", "datetime", "enum"),
    *("errno", "fnmatch", "functools", "gc", "gettext", "hashlib", "importlib", "ipaddress"),
    *("itertools", "json", "keyword", "locale", "lzma", "math", "ntpath", "operator", "pathlib"),
    *("re", "reprlib", "shutil", "signal", "textwrap", "token", "tokenize", "types", "typing"),
    *("urllib", "warnings", "weakref", "zlib"),
}
"""Packages of others that a remembered run may load, beside what Python itself starts with."""
OURS_COLD = OURS_WARM | {
    *("assembly", "checking", "config", "documents", "findings", "judging", "policy", "registry"),
    *("schema", "surveying", "tools", "waivers"),
    "changes",  # for the type of a change, where a registry has rules of its own
}
OTHERS_COLD = OTHERS_WARM | {
    *("array", "base64", "binascii", "bisect", "calendar", "copy", "cython_runtime"),
    *("dataclasses", "decimal", "dis", "email", "inspect", "linecache", "numbers", "opcode"),
    *("pickle", "quopri", "random", "select", "selectors", "socket", "string", "struct"),
    *("subprocess", "threading", "traceback", "unicodedata"),
    *("cel_expr_python", "google", "jsonschema_rs", "yaml"),
}
NEVER_WARM = {
    *("yaml", "jsonschema", "jsonschema_rs", "cel_expr_python", "google", "google.protobuf"),
    *("dataclasses", "inspect", "subprocess", "socket", "threading", "multiprocessing"),
    *(f"subpolicy.{name}" for name in ("checking", "judging", "assembly", "policy", "documents")),
    *(f"subpolicy.{name}" for name in ("findings", "registry", "schema", "surveying", "waivers")),
}
NEVER = {
    *("babel", "markdown_it", "openpyxl", "xlsxwriter", "selectolax", "tree_sitter", "pygls"),
    *("jsonschema", "multiprocessing", "asyncio", "logging", "sqlite3", "ssl", "unittest", "xml"),
    *(f"subpolicy.{name}" for name in ("importers", "importing", "lsp", "publish", "publishing")),
    *(f"subpolicy.{name}" for name in ("audit", "auditing", "comparison", "revisions", "history")),
    *(f"subpolicy.{name}" for name in ("markup", "spreadsheets", "api", "cli.importing")),
}


@pytest.fixture(scope="module")
def started() -> set[str]:
    """What Python has loaded before it comes to us, however it was installed."""
    return loaded_by("import json, sys; print(json.dumps(sorted(sys.modules)), file=sys.stderr)")


@pytest.fixture
def loads(started, cache):
    """The modules that a run of the command loads."""

    def loads_(folder, *arguments):
        words = (PROGRAM, "check", "--as-of", "2026-06-15", *arguments)
        return loaded_by(*words, cwd=folder, SUBPOLICY_CACHE_DIR=str(cache)) - started

    return loads_


def loaded_by(program, *arguments, cwd=ROOT, **extra) -> set[str]:
    done = subprocess.run(
        [sys.executable, "-c", program, *arguments],
        cwd=cwd,
        env=surroundings(**extra),
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return set(json.loads(done.stderr))


def packages(loaded: set[str]) -> tuple[set[str], set[str]]:
    """The parts of subpolicy, and the packages of others without what is inside of Python."""
    ours = {name.split(".")[1] for name in loaded if name.startswith("subpolicy.")}
    others = {name.split(".")[0] for name in loaded if not name.startswith("subpolicy")}
    # Python 3.14 divides some modules in two; encodings depend on the system.
    return ours, {name for name in others if name[0] != "_" and name != "encodings"}


def test_a_judged_run_loads_what_it_needs_and_a_remembered_one_next_to_nothing(loads):
    """The registry of this repository: 32 records, sound."""
    cold = loads(ROOT)
    ours, others = packages(cold)
    assert ours <= OURS_COLD, f"a judged run loads more of subpolicy: {ours - OURS_COLD}"
    assert others <= OTHERS_COLD, f"a judged run loads more: {others - OTHERS_COLD}"
    assert {"yaml", "cel_expr_python", "subpolicy.checking"} <= cold
    assert not NEVER & cold

    warm = loads(ROOT)
    ours, others = packages(warm)
    assert ours <= OURS_WARM, f"a remembered run loads more of subpolicy: {ours - OURS_WARM}"
    assert others <= OTHERS_WARM, f"a remembered run loads more: {others - OTHERS_WARM}"
    assert not (NEVER | NEVER_WARM) & warm
    assert len([name for name in warm if name.startswith("subpolicy")]) <= WARM


def test_a_registry_with_shipped_rules_alone_loads_no_type_checker(loads, tmp_path):
    cold = loads(registry(tmp_path / "registry"))
    assert "subpolicy.policy.evaluation" in cold
    assert not {"subpolicy.policy.typecheck", "subpolicy.changes"} & cold
    assert not NEVER & cold


def test_what_is_shown_is_all_that_another_format_loads(loads, tmp_path):
    folder = registry(tmp_path / "registry")
    loads(folder, "--format", "sarif", "--output", "junit=out")
    warm = loads(folder, "--format", "sarif", "--output", "junit=out")
    assert not {name for name in warm if name.startswith("subpolicy.renderers.")}
    ours, _ = packages(warm)
    assert ours <= OURS_WARM
