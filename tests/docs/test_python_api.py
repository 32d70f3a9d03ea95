"""The page on the Python API: what it runs prints what it says."""

import contextlib
import inspect
import io
import re

import subpolicy
from support.checkout import ROOT
from support.registries import GERMAN, GREEN, registry

PAGE = (ROOT / "docs/python-api.md").read_text(encoding="utf-8")
RUN = re.compile(r"```python\n(.*?)```\n+```text\n(.*?)```", re.DOTALL)


def test_every_example_prints_what_the_page_says(tmp_path, monkeypatch):
    registry(tmp_path / "registry", acme=GREEN, berlin=GERMAN)
    monkeypatch.chdir(tmp_path)
    names = {}
    examples = RUN.findall(PAGE)
    assert len(examples) == PAGE.count("```python")
    for program, expected in examples:
        printed = io.StringIO()
        with contextlib.redirect_stdout(printed):
            exec(compile(program, "docs/python-api.md", "exec"), names)  # noqa: S102 -- our page
        assert printed.getvalue() == expected


def test_the_page_has_the_arguments_of_both_functions():
    for function in (subpolicy.check, subpolicy.load_registry):
        written = re.search(rf"`{function.__name__}\((.*?)\)`", PAGE)[1]
        parameters = inspect.signature(function).parameters.values()
        named = [p for p in parameters if p.kind is p.KEYWORD_ONLY]
        words = [f"{p.name}={str(p.default).replace(chr(39), chr(34))}" for p in parameters]
        words = [w.replace("root=.", 'root="."') for w in words]
        assert written == ", ".join([words[0], *(["*"] if named else []), *words[1:]])
