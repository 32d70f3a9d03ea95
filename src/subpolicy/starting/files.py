"""The files of a new registry: their texts, one function each."""

import json
import shlex
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from subpolicy import __version__, shipped
from subpolicy.documents.writing import inline
from subpolicy.starting.setting import Answers, Place

SCHEMAS = ("vendor", "config", "flags", "waiver", "baseline")
"""Of the files that people write; editors complete and check by them."""
PLACEHOLDER = "@your-organisation/data-protection"
_TEMPLATES = Path(__file__).with_name("templates")


class File(NamedTuple):
    """A file that is wanted."""

    path: str
    """POSIX, from the top of the repository."""
    text: str
    advice: str | None = None
    """What to do by hand where there is one already; None where nothing is missing then."""
    snippet: str = ""
    """What to add to it."""


def hook(place: Place) -> File:
    """The configuration of pre-commit."""
    entry = inline(f"subpolicy check{_root(place)}")
    snippet = _template("hook.yaml").replace("__ENTRY__", entry)
    text = _template("pre-commit.yaml").replace("__HOOK__\n", snippet)
    return File(".pre-commit-config.yaml", _filled(text, place), "add below `repos:`", snippet)


def flags(place: Place) -> File:
    """``flags.yaml``, without a flag."""
    return File(
        place.prefix + place.paths.flags,
        _modeline("flags", place.paths.flags) + _template("flags.yaml"),
    )


def schemas(place: Place) -> Iterator[File]:
    """The schemas for editors."""
    for name in SCHEMAS:
        text = (shipped.schema_folder() / f"{name}.schema.json").read_text(encoding="utf-8")
        yield File(f"{place.prefix}schema/{name}.schema.json", text)


def editor(place: Place) -> Iterator[File]:
    """Settings of VS Code, which other editors read as well."""
    where = f"./{place.prefix}schema"
    below = {
        "vendor": f"{place.paths.vendors}/**/*.yaml",
        "config": "subpolicy.yaml",
        "flags": place.paths.flags,
        "waiver": f"{place.paths.waivers}/**/*.yaml",
        "baseline": "baseline.yaml",
    }
    mapped = {f"{where}/{name}.schema.json": [place.prefix + glob] for name, glob in below.items()}
    settings = json.dumps({"yaml.schemas": mapped}, indent=2, ensure_ascii=False) + "\n"
    yield File(".vscode/settings.json", settings, "add, for completion in VS Code", settings)
    wanted = json.dumps({"recommendations": ["redhat.vscode-yaml"]}, indent=2) + "\n"
    yield File(".vscode/extensions.json", wanted)


def workflow(place: Place, answers: Answers) -> Iterator[File]:
    """What the CI platform runs."""
    if answers.ci == "none":
        return
    text = _filled(_template(f"{answers.ci}.yml"), place)
    match answers.ci:
        case "github":
            yield File(".github/workflows/subpolicy.yml", text)
        case "gitlab":
            include = "include:\n  - local: .gitlab/subpolicy.yml\n"
            yield File(".gitlab/subpolicy.yml", text)
            yield File(".gitlab-ci.yml", include, "add", include)
        case "azure":
            yield File(".azure-pipelines/subpolicy.yml", text)
        case _:
            yield File("bitbucket-pipelines.yml", text, "add the pipelines", text)


def code_owners(place: Place, answers: Answers) -> Iterator[File]:
    """Who has to agree to a change of what judges: it could approve itself otherwise."""
    if answers.ci == "azure":  # which has reviewers by path in its settings, and no such file
        return
    owners = " ".join(answers.owners or (PLACEHOLDER,))
    guarded = [f"{place.prefix}{path}" for path in _governing(place)]
    guarded += [file.path for file in (*workflow(place, answers), hook(place))]
    folder = {"github": ".github/", "gitlab": ".gitlab/", "bitbucket": ".bitbucket/"}
    path = _there(place) or folder.get(answers.ci, "") + "CODEOWNERS"
    guarded.append(path)
    lines = [f"/{path.replace(' ', chr(92) + ' ')} {owners}\n" for path in guarded]
    note = (
        "" if answers.owners else f"# To fill: put your own team in the place of {PLACEHOLDER}.\n"
    )
    comment = "# Whoever changes what judges the registry needs one of these people's review.\n"
    snippet = comment + note + "".join(lines)
    yield File(path, snippet, "add", snippet)


def _there(place: Place) -> str | None:
    """A file of code owners that there is already, wherever a platform looks for it."""
    for folder in (".github/", ".gitlab/", ".bitbucket/", "", "docs/"):
        if (place.top / folder / "CODEOWNERS").exists():
            return f"{folder}CODEOWNERS"
    return None


def _governing(place: Place) -> tuple[str, ...]:
    policies, waivers = place.paths.policies, place.paths.waivers
    return (f"{policies}/", "schema/", f"{waivers}/", "baseline.yaml", "subpolicy.yaml")


def _modeline(schema: str, path: str) -> str:
    upward = "../" * path.count("/")
    return f"# yaml-language-server: $schema={upward}schema/{schema}.schema.json\n"


def _template(name: str) -> str:
    return (_TEMPLATES / name).read_text(encoding="utf-8")


def _filled(text: str, place: Place) -> str:
    return text.replace("__VERSION__", __version__).replace("__ROOT__", _root(place))


def _root(place: Place) -> str:
    """The option that names the registry, for commands that run at the repository's top."""
    return f" --root {shlex.quote(place.prefix.rstrip('/'))}" if place.prefix else ""
