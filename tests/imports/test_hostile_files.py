"""Files that are made to cost time or memory: an answer in bounded time, and in bounded memory."""

import io
import subprocess
import sys
import zipfile

import pytest

from support.command import COMMAND, surroundings

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="limits of a process need Linux")

MEGABYTE = 1 << 20
SECONDS = 60
MEMORY = 2500 * MEGABYTE
"""Address space: what the libraries map without using it is most of that."""
LIMITED = f"""\
import resource, runpy, sys
resource.setrlimit(resource.RLIMIT_AS, ({MEMORY}, {MEMORY}))
resource.setrlimit(resource.RLIMIT_CPU, ({SECONDS}, {SECONDS}))
sys.argv[0] = "subpolicy"
runpy.run_module("subpolicy", run_name="__main__")
"""
HEAD = "<table><tr><th>Name</th><th>Purpose</th><th>Location</th></tr>"
ROW = "<tr><td>Acme {0}</td><td>Mail</td><td>USA</td></tr>"
ALIASES = "a0: &a0 [x]\n" + "".join(
    f"a{n + 1}: &a{n + 1} [{', '.join([f'*a{n}'] * 9)}]\n" for n in range(20)
)


def run(cwd, name, content):
    """An import with limits on processor time and memory, without writing anything."""
    (cwd / name).write_bytes(content if isinstance(content, bytes) else content.encode())
    return subprocess.run(
        [COMMAND[0], "-c", LIMITED, "import", name, "--dry-run"],
        cwd=cwd,
        env=surroundings(),
        stdin=subprocess.DEVNULL,
        capture_output=True,
        encoding="utf-8",
        timeout=2 * SECONDS,
        check=False,
    )


def bomb(size):
    """An XLSX whose sheet unpacks to ``size`` bytes of zeros."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr("xl/workbook.xml", "<workbook/>")
        with archive.open("xl/worksheets/sheet1.xml", "w", force_zip64=True) as sheet:
            for _ in range(size // MEGABYTE):
                sheet.write(bytes(MEGABYTE))
    return stream.getvalue()


def test_a_page_of_10_megabytes_with_a_list(tmp_path):
    filler = "<p>We value your privacy, and say so at length.</p>\n" * (10 * MEGABYTE // 52)
    page = f"<html><body><h1>Subprocessors</h1>{HEAD}{ROW.format(1)}</table>{filler}</body></html>"
    seen = run(tmp_path, "page.html", page)
    assert seen.returncode == 0, seen.stderr
    assert "would import 1 vendor " in seen.stderr


def test_a_table_of_more_rows_than_are_imported(tmp_path):
    rows = "".join(ROW.format(n) for n in range(40_000))
    seen = run(tmp_path, "page.html", f"<h1>Subprocessors</h1>{HEAD}{rows}</table>")
    assert seen.returncode == 2, seen.stderr
    assert "rows; at most" in seen.stderr


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("deep.html", "<div>" * 300_000 + "x"),
        ("tables.html", "<table><tr><td>" * 80_000),
        ("open.html", HEAD + "<tr><td>Acme<td>Mail<td>USA" * 3 + "<" * 1_000_000),
        ("span.html", HEAD + "<tr><td colspan=99999999 rowspan=99999999>Acme<td>Mail<td>USA"),
        ("quotes.md", ">" * 1_000_000 + " x"),
        ("lists.md", "\n".join(" " * n + "- x" for n in range(3_000))),
        ("links.md", "[" * 30_000),
        ("stars.md", "*a_ " * 30_000),
        ("pipes.md", "| Name | Location |\n|---|---|\n" + "|" * 2_000_000),
        ("wide.csv", "Name,Location" + "," * 2_000_000 + "\nAcme,USA\n"),
        ("open.csv", 'Name,Location\n"Acme,USA\n' + "x" * 5_000_000),
        ("deep.json", "[" * 1_000_000),
        ("deep.ts", "export default " + "[" * 300_000),
        ("alias.yml", ALIASES),
        ("zeros.md", bytes(MEGABYTE)),
        ("large.md", b"x" * (21 * MEGABYTE)),
    ],
)  # fmt: skip
def test_what_is_made_to_hurt_is_answered(tmp_path, name, content):
    seen = run(tmp_path, name, content)
    assert seen.returncode in {0, 2}, seen.stderr[-2000:]
    assert seen.stderr
    assert "Traceback" not in seen.stderr
    assert len(seen.stderr) < 100_000


def test_a_zip_bomb_of_a_workbook(tmp_path):
    content = bomb(300 * MEGABYTE)
    assert len(content) < 20 * MEGABYTE
    seen = run(tmp_path, "bomb.xlsx", content)
    assert seen.returncode == 2, seen.stderr[-2000:]
    assert seen.stderr.startswith("bomb.xlsx: error: ")


@pytest.mark.parametrize("content", [b"PK\x03\x04", b"PK\x03\x04" + bytes(1000), b"no workbook"])
def test_a_broken_workbook(tmp_path, content):
    seen = run(tmp_path, "list.xlsx", content)
    assert seen.returncode == 2, seen.stderr[-2000:]
    assert seen.stderr.startswith("list.xlsx: error: ")


def test_a_page_in_latin_1(tmp_path):
    page = f"<meta charset=iso-8859-1>{HEAD}<tr><td>Größe GmbH<td>Buchführung<td>Österreich</table>"
    seen = run(tmp_path, "page.html", page.encode("latin-1"))
    assert seen.returncode == 0, seen.stderr
    assert "+name: Größe GmbH\n" in seen.stdout
    assert "+  locations: [AT]\n" in seen.stdout


def test_a_text_in_latin_1_that_does_not_say_so_is_read_with_a_remark(tmp_path):
    table = "| Name | Zweck | Ort |\n|---|---|---|\n| Größe GmbH | Buchführung | Österreich |\n"
    seen = run(tmp_path, "page.md", table.encode("latin-1"))
    assert seen.returncode == 0, seen.stderr
    assert "+name: Größe GmbH\n" in seen.stdout
    assert "not UTF-8" in seen.stderr
