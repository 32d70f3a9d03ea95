"""A run that is remembered shows and writes what the judged one did, byte for byte."""

import pytest

from subpolicy.renderers import FORMATS

from .conftest import entries

OUTPUTS = [word for name in FORMATS for word in ("--output", f"{name}=out.{name}")]
QUESTIONS = {
    "plain": [],
    "quiet": ["--quiet"],
    "strict": ["--strict"],
    "coloured": ["--color", "always"],
    "path": ["vendors/acme.yaml"],
    "other-path": ["vendors/berlin.yaml"],
    "rule": ["--rule", "missing-dpa-date"],
    "other-rule": ["--rule", "scc-as-applicable"],
    "pack": ["--pack", "core"],
    "another-day": ["--as-of", "2026-10-01"],
    "files": OUTPUTS,
    "one-file": OUTPUTS[2:4],
}


@pytest.mark.parametrize("name", FORMATS)
def test_a_remembered_run_gives_every_byte_of_the_judged_one(plain, run, name):
    """All questions are asked of one cache, so that none may be given another's answer."""
    names = QUESTIONS if name in {"text", "json"} else ("plain", "strict", "files")
    asked = [["--format", name, *QUESTIONS[one]] for one in names]
    expected = [run(*words, "--no-cache") for words in asked]
    run.judged = 0
    assert [run(*words) for words in asked] == expected
    assert run.judged == len(asked)
    assert [run(*words) for words in asked] == expected
    assert run.judged == len(asked)
    assert len({seen.out for seen in expected}) >= min(len(asked) // 2, 2)
    assert max(len(seen.written) for seen in expected) == len(FORMATS)


def test_the_hint_on_standard_error_is_remembered(plain, run):
    for number in range(12):
        text = f"id: v{number}\nname: V\nstatus: active\nprocessing: {{locations: [DE]}}\n"
        (plain / "vendors" / f"v{number}.yaml").write_text(text, encoding="utf-8")
    first = run()
    assert "subpolicy baseline create" in first.err
    assert run() == first
    assert run.judged == 1


def test_where_a_run_is_started_and_what_it_writes_to_are_no_part_of_the_question(
    plain, run, monkeypatch, tmp_path
):
    first = run("--format", "json", "--output", f"sarif={tmp_path / 'one'}")
    monkeypatch.chdir(tmp_path)
    second = run("--root", "registry", "--format", "json", "--output", f"sarif={tmp_path / 'two'}")
    assert (second.out, [*second.written.values()]) == (first.out, [*first.written.values()])
    assert run.judged == 1


def test_another_number_of_processes_is_the_same_question(plain, run, cache):
    assert run("--jobs", "1") == run("--jobs", "2")
    assert (run.judged, len(entries(cache))) == (1, 1)


def test_without_a_cache_nothing_is_read_or_kept(plain, run, cache, monkeypatch):
    def used(*_):
        raise AssertionError("the cache is used")

    for name in ("read", "write"):
        monkeypatch.setattr(f"subpolicy.cache.folder.Folder.{name}", used)
    assert run("--no-cache").code == 1
    assert run("--no-cache").code == 1
    assert run.judged == 2
    assert not cache.exists()
    assert run().code == 3  # it is looked for where it would be used
