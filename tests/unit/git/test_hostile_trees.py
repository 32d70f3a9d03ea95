"""Trees that were made by hand: no git would write them, and a pull request may hold them."""

import subprocess

import pytest

from subpolicy.errors import RunError
from subpolicy.git.objects import Objects

OID = b"\1" * 20
TREES = {
    "a negative mode": b"-1 x\0" + OID,
    "a mode with an underscore": b"1_0 x\0" + OID,
    "no mode": b" x\0" + OID,
    "a short id": b"100644 x\0" + OID[:4],
    "a path": b"100644 vendors/x.yaml\0" + OID,
    "the folder above": b"100644 ..\0" + OID,
    "the folder itself": b"100644 .\0" + OID,
    "no name": b"100644 \0" + OID,
    "no end": b"100644 x",
}


def write(repository, kind, content):
    command = ["git", "hash-object", "-t", kind, "-w", "--literally", "--stdin"]
    done = subprocess.run(command, cwd=repository, input=content, capture_output=True, check=True)
    return done.stdout.decode().strip()


def commit_of(repository, tree):
    who = "A <a@example.com> 0 +0000"
    return write(repository, "commit", f"tree {tree}\nauthor {who}\ncommitter {who}\n\nx".encode())


@pytest.fixture
def repository(tmp_path):
    subprocess.run(["git", "init", "--quiet", tmp_path], check=True)
    return tmp_path


@pytest.mark.parametrize("content", TREES.values(), ids=TREES)
def test_a_tree_that_is_none_ends_the_run_with_a_reason(repository, content):
    objects = Objects(repository, [])
    commit = commit_of(repository, write(repository, "tree", content))
    with pytest.raises(RunError, match="is no tree"):
        objects.files(commit)
    objects.close()
