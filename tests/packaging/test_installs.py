"""Every way to install subpolicy gives the command, its schemas and its rules."""

import pytest

from support.registries import GERMAN, registry

pytestmark = pytest.mark.slow


def contents(folder):
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file()
    }


def test_a_registry_that_keeps_the_rules_passes(installed, tmp_path):
    done = installed.run("check", cwd=registry(tmp_path / "registry"))

    assert done.returncode == 0, done.stdout + done.stderr


def test_a_registry_that_breaks_one_fails(installed, tmp_path):
    done = installed.run("check", cwd=registry(tmp_path / "registry", berlin=GERMAN))

    assert done.returncode == 1, done.stdout + done.stderr
    assert "[non-us-processing-without-scc]" in done.stdout


@pytest.mark.parametrize("kind", ["schema", "policies"])
def test_the_shipped_files_are_the_repositorys(installed, checkout, kind, tmp_path):
    shipped = contents(installed.folder(kind, cwd=tmp_path))

    assert shipped
    assert shipped == contents(checkout / kind)


def test_a_wheel_carries_its_own_copies(from_wheel, tmp_path):
    for kind in ("schema", "policies"):
        assert from_wheel.folder(kind, cwd=tmp_path).parts[-3:] == ("subpolicy", "_shipped", kind)


def test_an_editable_install_reads_the_checkouts_copies(editable, checkout, tmp_path):
    for kind in ("schema", "policies"):
        assert editable.folder(kind, cwd=tmp_path).samefile(checkout / kind)


def test_an_edited_rule_shows_in_an_editable_install(editable, checkout, tmp_path):
    rule = checkout / "policies" / "core" / "non-us-processing-without-scc.yaml"
    before = rule.read_text(encoding="utf-8")
    assert " without SCCs" in before
    rule.write_text(before.replace(" without SCCs", " with no clauses"), encoding="utf-8")
    try:
        done = editable.run("check", cwd=registry(tmp_path / "registry", berlin=GERMAN))
    finally:
        rule.write_text(before, encoding="utf-8")

    assert done.returncode == 1, done.stdout + done.stderr
    assert "in DE with no clauses [non-us-processing-without-scc]" in done.stdout


def test_the_module_runs_as_the_script_does(installed, tmp_path):
    folder = registry(tmp_path / "registry")

    assert installed.run("check", cwd=folder).stdout == installed.module("check", cwd=folder).stdout


def test_no_module_of_the_registry_is_imported(from_wheel, tmp_path):
    folder = registry(tmp_path / "registry")
    mark = tmp_path / "ran"
    for name in ("json", "yaml", "argparse", "subpolicy", "cel_expr_python", "sitecustomize"):
        (folder / f"{name}.py").write_text(f"open({str(mark)!r}, 'w')\n", encoding="utf-8")
    done = from_wheel.run("check", cwd=folder)

    assert done.returncode == 0, done.stdout + done.stderr
    assert not mark.exists()
