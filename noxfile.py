"""The list of tasks. CI calls nothing else, so what passes here passes there."""

import sys

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


def group(name: str) -> list[str]:
    """The requirements of one dependency group; ``pip --group`` needs a newer pip."""
    return list(nox.project.dependency_groups(PROJECT, name))


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
    session.install("--editable", ".", *group("test"))
    # One worker per file: what a file builds or installs, it does once.
    session.run("pytest", "--numprocesses=auto", "--dist=loadfile", *options, *session.posargs)


@nox.session
def readers(session: nox.Session) -> None:
    """The tests by other programs alone (validators, a browser); `.ci/programs` installs them."""
    session.install("--editable", ".", *group("test"))
    folders = session.posargs or ["tests/browser", "tests/injection", "tests/validators"]
    required = {"SUBPOLICY_TESTS_REQUIRE_PROGRAMS": "1"}
    session.run("pytest", "--numprocesses=auto", "--dist=loadfile", *folders, env=required)


@nox.session
def lint(session: nox.Session) -> None:
    """Style, format, and the CI and hook files against their schemas; all of it offline."""
    session.install(*group("lint"))
    session.run("ruff", "check", ".")
    session.run("ruff", "format", "--check", ".")
    for schema, files in CI_FILES.items():
        session.run("check-jsonschema", "--builtin-schema", schema, *files)
    session.run("pre-commit", "validate-config", ".pre-commit-config.yaml")
    session.run("pre-commit", "validate-manifest", ".pre-commit-hooks.yaml")
    session.run("zizmor", "--offline", "--persona=pedantic", "--strict-collection", ".")


@nox.session
def typing(session: nox.Session) -> None:
    """Types, strictly."""
    session.install("--editable", ".", *group("typing"))
    session.run("mypy")


@nox.session
def imports(session: nox.Session) -> None:
    """The layers: who may import whom."""
    session.install("--editable", ".", *group("imports"))
    session.run("lint-imports")


@nox.session
def policies(session: nox.Session) -> None:
    """The rules against their tests, the registry against the rules, the pages against it."""
    session.install("--editable", ".")
    session.run("subpolicy", "test", "--coverage", "--mutate", "--quiet")
    session.run("subpolicy", "check")
    session.run("subpolicy", "check", "--as-of", FAR_FUTURE)
    session.run("subpolicy", "publish", "--check", "--as-of", FAR_FUTURE)


@nox.session
def docs(session: nox.Session) -> None:
    """What is generated is what its sources give; then the site, into ``build/site``."""
    session.install("--editable", ".", *group("docs"))
    session.run("subpolicy", "rules", "--pages", "docs/rules", "--check")
    session.run("python", "-m", "subpolicy.policy.verified", "--check")
    session.run("python", "examples/regenerate.py", "--check")
    session.run("python", "website/reference.py", "--check")
    session.run("properdocs", "build", "--config-file", "website/properdocs.yml")


@nox.session
def reference(session: nox.Session) -> None:
    """Write the reference anew, from the schemas and the commands."""
    session.install("--editable", ".")
    session.run("subpolicy", "rules", "--pages", "docs/rules")
    session.run("python", "website/reference.py")


@nox.session
def pictures(session: nox.Session) -> None:
    """Take the pictures of the documentation anew; needs a Chromium, from ``.ci/programs``."""
    session.install("--editable", ".", *group("docs"))
    session.run("python", "website/pictures.py")


@nox.session
def changes(session: nox.Session) -> None:
    """What the next release will say of itself; ``-- VERSION`` writes it into CHANGELOG.md."""
    session.install(*group("changes"))
    version = ["--yes", "--version", *session.posargs] if session.posargs else []
    session.run("towncrier", "build", *(version or ["--draft", "--version", "next"]))


@nox.session
def examples(session: nox.Session) -> None:
    """The examples, imported anew from their pages; ``-- --pages DIR`` reads these elsewhere."""
    session.install("--editable", ".")
    session.run("python", "examples/regenerate.py", *session.posargs)


@nox.session
def bench(session: nox.Session) -> None:
    """What ``check`` costs, beside check-jsonschema; takes minutes, ``-- --quick`` seconds."""
    session.install(".")
    session.run("python", "benchmarks/run.py", *session.posargs)


@nox.session
def build(session: nox.Session) -> None:
    """The sdist, and the wheel from that sdist, into ``dist/``."""
    session.install("build")
    session.run("python", "-m", "build", "--outdir", "dist")
