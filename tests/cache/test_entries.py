"""An entry that is not just as it was written is as if there were none."""

import hashlib
import json
import os

import pytest

from subpolicy.cache.folder import LONGEST, Folder
from subpolicy.cache.runs import Result, Runs
from subpolicy.cache.tracing import Traced
from subpolicy.question import Question
from subpolicy.sources import WorkingTree
from support.histories import put
from support.registries import GERMAN, SCCS

from .conftest import entries

FAILED = Result(1, "it fails\n", ("in a file", ""), "a hint")
PASSED = Result(0, "it passes\n", (), "")


class Kept:
    """One result in a cache of its own."""

    def __init__(self, root, folder) -> None:
        self.tree = WorkingTree(root)
        self.folder = Folder(str(folder))
        self.runs = Runs(self.folder, ["one question", Question("2026-06-15")])
        self.others = Runs(self.folder, ["another question"])
        self.keep(self.runs, FAILED)
        (self.entry,) = entries(folder)

    def keep(self, runs, result) -> None:
        traced = Traced(self.tree)
        for path in traced.files("vendors"):
            traced.read(path)
        runs.keep(traced, result)

    @property
    def recalled(self) -> Result | None:
        return self.runs.recall(WorkingTree(self.tree._root))


@pytest.fixture
def kept(plain, tmp_path) -> Kept:
    return Kept(plain, tmp_path / "cache" / "runs")


def test_an_entry_is_given_back_as_it_was_kept(kept):
    assert kept.recalled == FAILED
    assert type(kept.recalled) is Result


def test_a_cut_entry_is_none(kept):
    whole = kept.entry.read_bytes()
    for length in range(len(whole)):
        kept.entry.write_bytes(whole[:length])
        assert kept.recalled is None, length
    kept.entry.write_bytes(whole)
    assert kept.recalled == FAILED


def test_an_entry_with_a_wrong_bit_is_none(kept):
    whole = kept.entry.read_bytes()
    for place in range(len(whole)):
        wrong = bytearray(whole)
        wrong[place] ^= 1 << place % 8
        kept.entry.write_bytes(wrong)
        assert kept.recalled is None, place


def test_an_entry_with_more_behind_it_is_none(kept):
    kept.entry.write_bytes(kept.entry.read_bytes() + b" ")
    assert kept.recalled is None


def test_another_questions_entry_is_none(kept):
    """Whole as it is, and of the same registry: it says what something else came to."""
    kept.keep(kept.others, PASSED)
    (other,) = {*entries(kept.entry.parent)} - {kept.entry}
    kept.entry.write_bytes(other.read_bytes())
    assert kept.others.recall(kept.tree) == PASSED
    assert kept.recalled is None


def test_a_forged_exit_code_is_none(kept):
    whole = kept.entry.read_bytes()
    forged = whole.replace(b'[1, "it fails', b'[0, "it fails')
    assert forged != whole
    kept.entry.write_bytes(forged)
    assert kept.recalled is None


NOTHING = hashlib.sha256(hashlib.sha256(b"''").digest()).hexdigest()
"""The digest of a run that asked for one thing, and was told of an empty text."""


def body_of(kept) -> list:
    return json.loads(kept.entry.read_bytes().partition(b"\n")[2])


SHAPES = {
    "nothing": lambda _: b"",
    "no JSON": lambda _: b"[[",
    "no text": lambda _: b"\xff\xfe",
    "too deep": lambda _: b"[" * 100_000,
    "null": lambda _: None,
    "an object": lambda body: {"trace": body[0], "result": body[1]},
    "one part": lambda body: body[:1],
    "three parts": lambda body: [*body, []],
    "no digest": lambda body: [body[0][:1], body[1]],
    "a number for a digest": lambda body: [[body[0][0], 7], body[1]],
    "a text for questions": lambda body: [["".join(body[0][0]), body[0][1]], body[1]],
    "fewer questions": lambda body: [[body[0][0][:-1], body[0][1]], body[1]],
    "questions in another order": lambda body: [[body[0][0][::-1], body[0][1]], body[1]],
    "unknown questions": lambda body: [[[f"x{q}" for q in body[0][0]], body[0][1]], body[1]],
    "questions that have no answer": lambda body: [[["x"], NOTHING], body[1]],
    "questions that are none": lambda body: [[[None, 7], body[0][1]], body[1]],
    "questions out of the registry": lambda body: [[["r../x", "r/etc"], body[0][1]], body[1]],
    "no verdict": lambda body: [body[0], [2, *body[1][1:]]],
    "no exit code": lambda body: [body[0], [-1, *body[1][1:]]],
    "half an exit code": lambda body: [body[0], [0.0, *body[1][1:]]],
    "a truth for an exit code": lambda body: [body[0], [False, *body[1][1:]]],
    "a text for an exit code": lambda body: [body[0], ["0", *body[1][1:]]],
    "nothing shown": lambda body: [body[0], [0, None, *body[1][2:]]],
    "a text for files": lambda body: [body[0], [*body[1][:2], "text", ""]],
    "numbers for files": lambda body: [body[0], [*body[1][:2], [7], ""]],
    "no remark": lambda body: [body[0], body[1][:3]],
}


@pytest.mark.parametrize("shape", SHAPES.values(), ids=SHAPES)
def test_an_entry_of_another_shape_is_none_though_it_is_whole(kept, shape):
    body = shape(body_of(kept))
    kept.folder.write(kept.entry.name, body if type(body) is bytes else json.dumps(body).encode())
    assert kept.recalled is None


def test_an_entry_of_a_run_that_read_nothing_is_none(kept):
    kept.runs.keep(Traced(kept.tree), PASSED)
    assert kept.recalled is None


def test_an_entry_that_is_too_long_is_none_and_is_not_kept(kept):
    long = FAILED._replace(shown="x" * LONGEST)
    kept.keep(kept.runs, long)
    assert kept.recalled == FAILED  # the shorter one is still there
    with kept.entry.open("r+b") as file:
        file.truncate(LONGEST + 1)
    assert kept.recalled is None


@pytest.mark.skipif(os.name == "nt", reason="POSIX files")
class TestWhoWroteIt:
    @pytest.mark.parametrize("mode", [0o666, 0o620, 0o602])
    def test_an_entry_that_others_can_write_is_none(self, kept, mode):
        kept.entry.chmod(mode)
        assert kept.recalled is None
        kept.entry.chmod(0o644)
        assert kept.recalled == FAILED

    def test_an_entry_of_another_user_is_none(self, kept, monkeypatch):
        owner = kept.entry.stat().st_uid
        monkeypatch.setattr(os, "getuid", lambda: owner + 1)
        assert kept.recalled is None

    def test_an_entry_is_private(self, kept):
        assert kept.entry.stat().st_mode & 0o777 == 0o600
        assert kept.entry.parent.stat().st_mode & 0o777 == 0o700

    @pytest.mark.parametrize("put_there", [os.mkdir, os.mkfifo, lambda path: path.symlink_to(path)])
    def test_what_is_no_file_is_none_and_nothing_waits_for_it(self, kept, put_there):
        kept.entry.unlink()
        put_there(kept.entry)
        assert kept.recalled is None
        kept.keep(kept.runs, FAILED)
        assert kept.recalled == (None if put_there is os.mkdir else FAILED)


def test_the_command_judges_anew_behind_a_broken_entry_and_mends_it(plain, run, cache):
    failed = run()
    assert failed.code == 1
    (entry,) = entries(cache)
    whole = entry.read_bytes()
    for broken in (b"", whole[:-9], whole.replace(b"[1, ", b"[0, "), os.urandom(len(whole))):
        run.judged = 0
        entry.write_bytes(broken)
        assert run() == failed
        assert (run.judged, entry.read_bytes()) == (1, whole)
        assert run() == failed
        assert run.judged == 1


def test_a_pass_of_another_question_or_registry_is_no_pass_of_this_one(plain, run, cache):
    """An attacker who can copy entries, but not make them, gets nothing out of it."""
    failed = run()
    (entry,) = entries(cache)
    berlin = (plain / "vendors" / "berlin.yaml").read_bytes()
    put(plain, {"vendors/berlin.yaml": GERMAN + SCCS})
    assert run().code == 0
    passes = entry.read_bytes()
    assert run("--rule", "missing-dpa-date").code == 0
    put(plain, {"vendors/berlin.yaml": berlin})
    others = [path.read_bytes() for path in entries(cache) if path != entry]
    for forged in (passes, *others):
        entry.write_bytes(forged)
        assert run() == failed
