"""A registry with a history of ten dated commits, as a company might have it, and its outputs."""

import io
import json
import os
import subprocess
from collections.abc import Mapping
from contextlib import chdir, redirect_stderr, redirect_stdout
from pathlib import Path
from unittest import mock

from subpolicy.cli.main import main
from support.checkout import environment, git, repository
from support.command import surroundings
from support.histories import put

CONFIGURATION = """\
organisation: {name: "Example, Inc.", contact: privacy@example.com, address: 1 Main Street}
data_subjects: [customers]
categories: [{id: email, title: Email}]
notice:
  objection_contact: objections@example.com
  objection_text: We look for another way together.
  audience: admins of every workspace
page: {base_url: "https://example.com/subprocessors"}
"""
FLAGS = """\
flags: [{key: ai-x, kind: feature, default: "off", description: AI answers, owner: SECRET-owner}]
"""
ACME = {
    "id": "acme",
    "name": "Acme, Inc.",
    "status": "active",
    "purpose": "Sends e-mail",
    "category": "email",
    "data_categories": ["email"],
    "processing": {"locations": ["US"]},
    "dpa": {"method": "signed", "signed_on": "2024-05-01"},
}
BETA = {
    "id": "beta",
    "name": "Beta GmbH",
    "entity": {
        "legal_name": "Beta Holding GmbH",
        "address": "Weg 1, Berlin",
        "country": "DE",
        "contact": "Erika Muster, data protection officer, dpo@beta.example",
    },
    "status": "optional",
    "feature_flag": "ai-x",
    "purpose": "Answers questions",
    "category": "email",
    "data_categories": ["ai-prompts", "email"],
    "processing": {"locations": ["DE"], "access": ["IN"]},
    "transfers": [
        {"mechanism": "scc", "regime": "EU", "version": "2021/914", "modules": [3]},
    ],
    "dpa": {"method": "signed", "signed_on": "2026-01-05"},
    "ai": {"training": "prohibited"},
    "active_from": "2026-03-01",
    "notices": [
        {
            "kind": "replaced",
            "announced_on": "2026-01-10",
            "channels": ["page", "email"],
            "replaces": "acme",
        }
    ],
}
GAMMA = {
    "id": "gamma",
    "name": "Gamma",
    "status": "planned",
    "purpose": "Draws maps",
    "processing": {"locations": ["CA"]},
    "active_from": "2026-07-01",
}
MOVED = {"processing": {"locations": ["US", "DE"]}}
PHONE = {"data_categories": ["email", "phone"]}
PENDING = {"pending": [{"effective_on": "2026-06-01", "note": "Texts too", "set": PHONE}]}
MENDED = {"purpose": "Sends e-mails"}


def record(*parts: Mapping[str, object]) -> str:
    """A record as a file: JSON is YAML."""
    whole: dict[str, object] = {}
    for part in parts:
        whole |= part
    return json.dumps(whole, indent=1) + "\n"


STORY: tuple[tuple[str, dict[str, str | bytes | None]], ...] = (
    (
        "2026-01-01",
        {
            "subpolicy.yaml": CONFIGURATION,
            "flags.yaml": FLAGS,
            "vendors/acme.yaml": record(ACME),
        },
    ),
    ("2026-01-10", {"vendors/beta.yaml": record(BETA)}),
    ("2026-01-11", {"vendors/acme.yaml": record(ACME, MENDED)}),
    ("2026-02-01", {"vendors/acme.yaml": record(ACME, MENDED, MOVED)}),
    ("2026-02-02", {"vendors/acme.yaml": "id: acme: broken\n"}),
    ("2026-02-03", {"vendors/acme.yaml": record(ACME, MENDED, MOVED, PENDING)}),
    ("2026-03-01", {"vendors/gamma.yaml": record(GAMMA)}),
    ("2026-06-01", {"vendors/acme.yaml": record(ACME, MENDED, MOVED, PHONE)}),
    ("2026-07-01", {"vendors/gamma.yaml": record(GAMMA, {"status": "active"})}),
    (
        "2026-08-01",
        {"vendors/gamma.yaml": record(GAMMA, {"status": "retired", "retired_on": "2026-08-01"})},
    ),
)
"""Day and files of each commit."""


def told(folder: Path, inside: str = "") -> Path:
    """The whole story as a repository, its registry below ``inside`` if given."""
    repository(folder)
    for day, files in STORY:
        commit_on(folder, day, {inside + name: content for name, content in files.items()})
    return folder


def commit_on(folder: Path, day: str, files: Mapping[str, str | bytes | None]) -> str:
    """Commit files on a day; the commit's id."""
    put(folder, files)
    git(folder, "add", "--all")
    moment = f"{day}T10:00:00Z"
    dated = environment(GIT_AUTHOR_DATE=moment, GIT_COMMITTER_DATE=moment)
    command = ["git", "commit", "--quiet", "--allow-empty", "--message", f"on {day}"]
    subprocess.run(command, cwd=folder, env=dated, check=True)
    return git(folder, "rev-parse", "HEAD").strip()


def subpolicy(*arguments: str, cwd: Path) -> "subprocess.CompletedProcess[str]":
    """One run within this process: a tenth of the time, and its coverage counts."""
    out, err = (io.TextIOWrapper(io.BytesIO(), "utf-8", newline="\n") for _ in range(2))
    surrounding = mock.patch.dict(os.environ, surroundings(), clear=True)
    with surrounding, chdir(cwd), redirect_stdout(out), redirect_stderr(err):
        try:
            code = main(arguments)
        except SystemExit as stopped:  # argparse's own way out
            code = int(stopped.code or 0)
    said = [_text(stream) for stream in (out, err)]
    return subprocess.CompletedProcess(arguments, code, *said)


def _text(stream: io.TextIOWrapper) -> str:
    stream.flush()
    raw = stream.buffer
    assert isinstance(raw, io.BytesIO)
    return raw.getvalue().decode()
