"""What ``init`` asks, and what it tells."""

import argparse
import os
import re
import shlex
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from subpolicy.cli.asking import NoAnswerError, ask, can_ask
from subpolicy.errors import RunError
from subpolicy.printable import printable

if TYPE_CHECKING:
    from subpolicy.starting import Answers, Place, Plan

REGIMES = ("EU", "UK", "CH")
PLATFORMS = ("github", "gitlab", "azure", "bitbucket", "none")
_LONGEST = 256
_COUNTRY = re.compile(r"[A-Z]{2}")
_OWNER = re.compile(r"@[\w.-]+(/[\w.-]+)*|[^\s@#]+@[\w-]+(\.[\w-]+)+")
_TRACES = {
    "gitlab": (".gitlab-ci.yml", ".gitlab"),
    "azure": ("azure-pipelines.yml", ".azure-pipelines"),
    "bitbucket": ("bitbucket-pipelines.yml",),
    "github": (".github",),
}


def name_of(text: str) -> str:
    """An organisation's name."""
    name = text.strip()
    if not 0 < len(name) <= _LONGEST or not name.isprintable():
        raise _no(f"a name has 1 to {_LONGEST} characters, on one line")
    return name


def country_codes(text: str) -> tuple[str, ...]:
    """Countries, between commas."""
    codes = tuple(dict.fromkeys(word.upper() for word in _words(text)))
    if not codes or not all(_COUNTRY.fullmatch(code) for code in codes):
        raise _no("write countries as two letters each, like DE,AT")
    return codes


def regime_names(text: str) -> tuple[str, ...]:
    """Regimes, between commas; ``none`` is none."""
    names = tuple(dict.fromkeys(word.upper() for word in _words(text)))
    if names == ("NONE",):
        return ()
    if not names or not {*names} <= {*REGIMES}:
        raise _no(f"write one or more of {', '.join(REGIMES)}, or none")
    return names


def platform(text: str) -> str:
    """A CI platform."""
    name = text.strip().lower()
    if name not in PLATFORMS:
        raise _no(f"write one of {', '.join(PLATFORMS)}")
    return name


def owner_names(text: str) -> tuple[str, ...]:
    """Code owners, between commas or spaces."""
    owners = _words(text)
    if not all(_OWNER.fullmatch(owner) for owner in owners):
        raise _no("write an owner like @example/privacy or privacy@example.com")
    return owners


def _words(text: str) -> tuple[str, ...]:
    return tuple(filter(None, re.split(r"[,\s]+", text)))


class _Unfit(argparse.ArgumentTypeError, NoAnswerError):
    """An answer that fits neither as an option nor on the terminal."""


def _no(message: str) -> _Unfit:
    return _Unfit(message)


def answers_of(arguments: argparse.Namespace, place: "Place") -> "Answers":
    """The answers: from the options, else from the terminal, else the defaults.

    Raises:
        RunError: there is no name, and nobody to ask.
    """
    from subpolicy.starting import Answers  # noqa: PLC0415 (loaded when used)

    asking = can_ask() and not arguments.yes
    name, home, regimes = arguments.name, arguments.home, arguments.regime
    ci, owners = arguments.ci, arguments.owner
    folder = place.root.name or "my organisation"
    if name is None and not (asking or arguments.yes or place.registered):
        raise RunError(
            "whose registry is it?", help_text='say it with --name "Example, Inc.", or --yes'
        )
    if asking:
        if not place.registered:
            name = name or ask("Name of your organisation", folder, name_of)
            home = home or ask("Home countries, where no SCCs are needed", "US", country_codes)
            if regimes is None:
                regimes = ask("Transfer law to judge by (EU, UK, CH)", "none", regime_names)
        ci = ci or ask(f"CI ({', '.join(PLATFORMS)})", _found(place), platform)
        if owners is None and ci != "azure":
            owners = ask("Who reviews changes of the rules, like @example/privacy", "", owner_names)
    return Answers(
        name=name or folder,
        home=home or ("US",),
        regimes=tuple(dict.fromkeys(regimes or ())),
        ci=ci or _found(place),
        owners=tuple(dict.fromkeys(owners or ())),
    )


def _found(place: "Place") -> str:
    """The platform that has left its traces in the repository."""
    for name, traces in _TRACES.items():
        if any((place.top / trace).exists() for trace in traces):
            return name
    return "github"


def told(plan: "Plan") -> Iterator[str]:
    """Which files are new, and what is missing in those that were there."""
    from subpolicy.starting import PLACEHOLDER  # noqa: PLC0415 (loaded when used)

    for file in plan.written:
        yield f"wrote {printable(file.path)}"
    for file in plan.kept:
        yield f"left {printable(file.path)} as it is"
    for file in plan.kept:
        if file.advice is None or _holds(plan.place.top / file.path, file.snippet):
            continue
        yield ""
        yield f"{printable(file.path)} was there already; {file.advice}:"
        yield from (f"    {printable(line)}" for line in file.snippet.splitlines())
    if any(PLACEHOLDER in file.text for file in plan.written if "CODEOWNERS" in file.path):
        yield ""
        yield f"to fill: the code owners, in the place of {PLACEHOLDER}"
    if not plan.place.repository:
        yield ""
        yield "this is no git repository yet: hook, workflow and code owners need one"
    yield ""


def _holds(path: Path, snippet: str) -> bool:
    """Whether somebody has followed the advice already, line by line."""
    try:
        there = {line.strip() for line in path.read_text(encoding="utf-8").splitlines()}
    except (OSError, ValueError):
        return False
    wanted = (line.strip() for line in snippet.splitlines())
    return {line for line in wanted if not line.startswith("#")} <= there


def steps(plan: "Plan", working_directory: Path, code: int) -> Iterator[str]:
    """The next commands."""
    place = plan.place
    hook = "pre-commit install"
    if shutil.which("pre-commit") is None:
        hook = f"pip install pre-commit && {hook}"
    if not place.repository:
        hook = f"git init && {hook}"
    if working_directory not in {place.top, place.root}:
        inside = os.path.relpath(place.root, working_directory)
        hook = f"cd {shlex.quote(inside)} && {hook}"
    commands = [
        (hook, "judge every commit"),
        ("git add --all && git commit -m Registry", "keep what is here"),
        ("subpolicy new stripe", "the first vendor of yours, to be filled in"),
    ]
    if code:
        commands[2] = (
            "subpolicy baseline create --until DATE",
            "schedule the faults that are there",
        )
    width = max(len(command) for command, _ in commands)
    yield ""
    yield "next:"
    for command, why in commands:
        yield f"  {printable(command):{width}}   {why}"
