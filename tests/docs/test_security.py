"""The threat model names tests that exist, and has one for every threat."""

import ast
import re
from functools import cache

import pytest

from support.checkout import ROOT

PAGE = (ROOT / "docs" / "security.md").read_text(encoding="utf-8")
HEAD = "| threat | what stops it | test |"
NAMED = re.compile(r"`(tests/[\w/]+\.py)::((?:\w+::)?test_\w+)`")


def threats():
    """The rows of all tables of threats: the cells of each."""
    for table in PAGE.split(HEAD)[1:]:
        for line in table.splitlines()[2:]:
            if not line.startswith("|"):
                break
            yield [cell.strip() for cell in line.strip("|").split("|")]


THREATS = list(threats())


@cache
def named_in(path):
    """The names of the tests in a file, as pytest has them; the file is not run."""
    return frozenset(_named_in(path))


def _named_in(path):
    tree = ast.parse((ROOT / path).read_text(encoding="utf-8"))
    for node in tree.body:
        if isinstance(node, ast.FunctionDef):
            yield node.name
        elif isinstance(node, ast.ClassDef):
            yield from (f"{node.name}::{one.name}" for one in node.body if hasattr(one, "name"))


@pytest.mark.parametrize("cells", THREATS, ids=lambda cells: cells[0])
def test_each_threat_has_a_defence_and_tests_that_exist(cells):
    threat, defence, named = cells
    assert threat
    assert defence
    found = NAMED.findall(named)
    assert found
    assert NAMED.sub("", named).strip(", ") == ""
    for path, name in found:
        assert (ROOT / path).is_file(), path
        assert name in named_in(path), f"{path}::{name}"


def test_every_attacker_has_threats_and_none_is_told_twice():
    assert PAGE.count(HEAD) >= 8
    told = [cells[0] for cells in THREATS]
    assert len(told) == len(set(told)) >= 80
