"""The list of tasks. CI calls nothing else, so what passes here passes there."""

import os
import platform
import sys
from pathlib import Path

import nox

nox.needs_version = ">=2025.2.9"
nox.options.default_venv_backend = "uv|virtualenv"
nox.options.reuse_venv = "yes"
nox.options.error_on_external_run = True
nox.options.sessions = ["tests", "lint", "typing", "imports", "policies", "docs", "build"]

PROJECT = nox.project.load_toml("pyproject.toml")
FAR_FUTURE = "2035-01-01"
"""A registry that passes today must not fail through the passing of time alone."""

WORKFLOWS = (".github/workflows/ci.yml", ".github/workflows/release.yml")
CI_FILES = {
    "vendor.github-workflows": WORKFLOWS,
    "custom.github-workflows-require-timeout": WORKFLOWS,
    "vendor.github-actions": ("action.yml", "comment/action.yml"),
    "vendor.citation-file-format": ("CITATION.cff",),
}
"""By the schema that they follow; `templates/` is no single document, and has a test."""

LOCKED = os.environ.get("SUBPOLICY_LOCKED") == "1"
"""CI installs exactly what the locks name; elsewhere it is the newest that fits, as for users."""
LOCKS = {
    "build": False,
    "changes": False,
    "docs": True,
    "fuzz": True,
    "imports": True,
    "lint": False,
    "nox": False,
    "run": True,
    "test": True,
    "typing": True,
}
"""`requirements/<name>.txt`: a dependency group, `run` being none, and whether with the project."""


def group(name: str) -> list[str]:
    """The requirements of one dependency group; ``pip --group`` needs a newer pip."""
    return list(nox.project.dependency_groups(PROJECT, name))


def install(session: nox.Session, name: str) -> None:
    """Install what one of ``LOCKS`` names."""
    if LOCKED:
        # By content, and wheels alone: whatever is built from source runs code of its own.
        only = ("--require-hashes", "--only-binary=:all:")
        session.install(*only, "--requirement", f"requirements/{name}.txt")
        if LOCKS[name]:
            session.install("--no-deps", "--no-build-isolation", "--editable", ".")
    else:
        project = ["--editable", "."] if LOCKS[name] else []
        session.install(*project, *([] if name == "run" else group(name)))


@nox.session
def tests(session: nox.Session) -> None:
    """All tests; arguments go to pytest."""
    run_tests(session)


@nox.session
def coverage(session: nox.Session) -> None:
    """All tests, with the coverage that pyproject.toml asks for; tracing takes as long again."""
    if sys.version_info >= (3, 14):
        session.env["COVERAGE_CORE"] = "sysmon"  # traces branches at a fraction of the cost
    run_tests(session, "--cov", "--cov-report=term")


def run_tests(session: nox.Session, *options: str) -> None:
    """Run pytest on all cores."""
    install(session, "test")
    # One worker per file: what a file builds or installs, it does once.
    session.run("pytest", "--numprocesses=auto", "--dist=loadfile", *options, *session.posargs)


@nox.session
def readers(session: nox.Session) -> None:
    """The tests by other programs alone (validators, a browser); `.ci/programs` installs them."""
    install(session, "test")
    folders = session.posargs or ["tests/browser", "tests/injection", "tests/validators"]
    required = {"SUBPOLICY_TESTS_REQUIRE_PROGRAMS": "1"}
    session.run("pytest", "--numprocesses=auto", "--dist=loadfile", *folders, env=required)


@nox.session
def lint(session: nox.Session) -> None:
    """Style, format, the CI and hook files against their schemas, and known vulnerabilities.

    Only the last asks a service, and is left out where there is none to ask.
    """
    install(session, "lint")
    session.run("ruff", "check", ".")
    session.run("ruff", "format", "--check", ".")
    for schema, files in CI_FILES.items():
        session.run("check-jsonschema", "--builtin-schema", schema, *files)
    session.run("pre-commit", "validate-config", ".pre-commit-config.yaml")
    session.run("pre-commit", "validate-manifest", ".pre-commit-hooks.yaml")
    session.run("zizmor", "--offline", "--persona=pedantic", "--strict-collection", ".")
    session.run("python", ".ci/audit.py", *(f"requirements/{name}.txt" for name in LOCKS))


@nox.session
def typing(session: nox.Session) -> None:
    """Types, strictly."""
    install(session, "typing")
    session.run("mypy")


@nox.session
def imports(session: nox.Session) -> None:
    """The layers: who may import whom."""
    install(session, "imports")
    session.run("lint-imports")


@nox.session
def policies(session: nox.Session) -> None:
    """The rules against their tests, the registry against the rules, the pages against it."""
    install(session, "run")
    session.run("subpolicy", "test", "--coverage", "--mutate", "--quiet")
    session.run("subpolicy", "check")
    session.run("subpolicy", "check", "--as-of", FAR_FUTURE)
    session.run("subpolicy", "publish", "--check", "--as-of", FAR_FUTURE)


@nox.session
def docs(session: nox.Session) -> None:
    """What is generated is what its sources give; then the site, into ``build/site``."""
    install(session, "docs")
    session.run("subpolicy", "rules", "--pages", "docs/rules", "--check")
    session.run("python", "-m", "subpolicy.policy.verifying", "--check")
    session.run("python", "examples/regenerate.py", "--check")
    session.run("python", "website/reference.py", "--check")
    session.run("properdocs", "build", "--config-file", "website/properdocs.yml")


@nox.session
def reference(session: nox.Session) -> None:
    """Write the reference anew, from the schemas and the commands."""
    install(session, "run")
    session.run("subpolicy", "rules", "--pages", "docs/rules")
    session.run("python", "website/reference.py")


@nox.session
def pictures(session: nox.Session) -> None:
    """Take the pictures of the documentation anew; needs a Chromium, from ``.ci/programs``."""
    install(session, "docs")
    session.run("python", "website/pictures.py")


@nox.session
def changes(session: nox.Session) -> None:
    """What the next release will say of itself; ``-- VERSION`` writes it into CHANGELOG.md."""
    install(session, "changes")
    version = ["--yes", "--version", *session.posargs] if session.posargs else []
    session.run("towncrier", "build", *(version or ["--draft", "--version", "next"]))


@nox.session
def examples(session: nox.Session) -> None:
    """The examples, imported anew from their pages; ``-- --pages DIR`` reads these elsewhere."""
    install(session, "run")
    session.run("python", "examples/regenerate.py", *session.posargs)


@nox.session
def fuzz(session: nox.Session) -> None:
    """Hostile inputs for ten minutes; ``-- --seconds 60``, or ``-- TARGET FILE`` for one input."""
    if sys.platform != "linux" or platform.machine() != "x86_64":
        session.skip("atheris is to be had for Linux on x86-64")
    if LOCKED and sys.version_info < (3, 12):
        session.skip("the atheris that the lock names needs Python 3.12")
    install(session, "fuzz")
    session.run("python", "fuzz/run.py", *session.posargs)


@nox.session
def bench(session: nox.Session) -> None:
    """What ``check`` costs, beside other tools; twelve minutes, ``-- --quick`` less than one."""
    session.install(".")
    session.run("python", "benchmarks/run.py", *session.posargs)


@nox.session
def build(session: nox.Session) -> None:
    """The sdist, and the wheel from that sdist, into ``dist/``."""
    install(session, "build")
    backend = ["--no-isolation"] if LOCKED else []
    session.run("python", "-m", "build", *backend, "--outdir", "dist")


@nox.session
def lock(session: nox.Session) -> None:
    """Write ``requirements/`` anew: the newest versions that fit, each by its files' digests."""
    session.install(*group("lock"))
    project = PROJECT["project"]["dependencies"] + PROJECT["build-system"]["requires"]
    wanted = {name: project if with_project else [] for name, with_project in LOCKS.items()}
    wanted |= {name: wanted[name] + group(name) for name in LOCKS if name != "run"}
    folder, everything = Path("requirements"), Path(session.create_tmp()) / "everything.txt"
    # One version of each package in all of them, so that CI tests what it runs with.
    resolve(session, sorted({one for these in wanted.values() for one in these}), everything)
    for name, these in wanted.items():
        resolve(session, these, folder / f"{name}.txt", f"--constraints={everything}")


def resolve(session: nox.Session, requirements: list[str], target: Path, *options: str) -> None:
    """Write one lock, for every supported Python and system; it names no index."""
    source = Path(session.create_tmp()) / "requirements.in"
    source.write_text("\n".join(requirements), encoding="utf-8")
    target.unlink(missing_ok=True)  # or the versions in it would be kept
    python = PROJECT["project"]["requires-python"].removeprefix(">=")
    form = ("--universal", f"--python-version={python}", "--generate-hashes")
    plain = ("--quiet", "--no-header", "--no-annotate", f"--output-file={target}")
    session.run("uv", "pip", "compile", *form, *plain, *options, str(source))
