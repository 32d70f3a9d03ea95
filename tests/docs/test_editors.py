"""What the page about editors tells a reader to write is what those editors read."""

import json
import re
import tomllib

import pytest

from subpolicy.config import Paths
from subpolicy.lsp.kinds import kind_of
from support.checkout import ROOT

PAGE = (ROOT / "docs" / "editors.md").read_text(encoding="utf-8")
SETTINGS = json.loads((ROOT / ".vscode" / "settings.json").read_text(encoding="utf-8"))
SCHEMAS = SETTINGS["yaml.schemas"]


def blocks(language):
    return re.findall(rf"^```{language}\n(.*?)^```$", PAGE, re.MULTILINE | re.DOTALL)


def test_every_editor_starts_the_command():
    vscode, zed = map(json.loads, blocks("json"))
    assert vscode["glspc.server.command"] == "subpolicy"
    assert vscode["glspc.server.commandArguments"] == ["lsp"]
    started = zed["lsp"]["yaml-language-server"]["binary"]
    assert started == {"path": "subpolicy", "arguments": ["lsp"]}
    (helix,) = map(tomllib.loads, blocks("toml"))
    assert helix["language-server"]["subpolicy"] == {"command": "subpolicy", "args": ["lsp"]}
    (neovim,) = blocks("lua")
    assert 'cmd = { "subpolicy", "lsp" }' in neovim


def files_of(patterns):
    found = {path for one in patterns if not one.startswith("!") for path in ROOT.glob(one)}
    for one in patterns:
        if one.startswith("!"):
            found -= {*ROOT.glob(one[1:])}
    return found


@pytest.mark.parametrize("schema", SCHEMAS)
def test_the_settings_give_each_file_its_schema(schema):
    assert (ROOT / schema).is_file()
    kind = schema.removeprefix("schema/").removesuffix(".schema.json")
    for path in files_of(SCHEMAS[schema]):
        name = path.relative_to(ROOT).as_posix()
        inside = re.sub(r"^examples/[^/]+/", "", name)
        assert kind_of(inside, Paths()) == kind, name


def test_the_settings_leave_no_file_of_the_registry_out():
    covered = {path for patterns in SCHEMAS.values() for path in files_of(patterns)}
    for pattern in ("vendors/*.yaml", "policies/**/*.yaml", "flags.yaml", "subpolicy.yaml"):
        assert {*ROOT.glob(pattern)} <= covered
