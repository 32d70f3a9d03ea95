"""A page that is imported is read, never obeyed: nothing that it refers to is fetched or read."""

import io
import socket
import zipfile

import pytest
from openpyxl import Workbook

from subpolicy.cli.main import main

HIDDEN = "must-not-be-read"
ROW = "<tr><th>Name<th>Purpose<th>Location</tr><tr><td>Acme, Inc.<td>E-mail<td>USA</tr>"
LURES = """\
<link rel=stylesheet href="http://127.0.0.1:9/x"><base href="http://127.0.0.1:9/">
<script src="http://127.0.0.1:9/x"></script><script>document.title = "{secret}"</script>
<iframe src="{file}"></iframe><object data="{file}"></object><img src="{file}">
<meta http-equiv=refresh content="0; url={file}"><!--#include file="{file}" -->
"""


@pytest.fixture
def lure(tmp_path, monkeypatch):
    """An address of a file with a secret; whoever opens a connection fails."""
    (tmp_path / "secret.txt").write_text(HIDDEN, encoding="utf-8")
    (tmp_path / "here").mkdir()
    monkeypatch.chdir(tmp_path / "here")

    def refused(*_):
        raise AssertionError("a connection was asked for")

    monkeypatch.setattr(socket.socket, "connect", refused)
    monkeypatch.setattr(socket, "getaddrinfo", refused)
    return (tmp_path / "secret.txt").as_uri()


def workbook(table, **parts):
    """A workbook of that table, in which parts are replaced."""
    book, kept, out = Workbook(), io.BytesIO(), io.BytesIO()
    for row in table:
        book.active.append(row)
    book.save(kept)
    with zipfile.ZipFile(kept) as old, zipfile.ZipFile(out, "w") as new:
        for name in old.namelist():
            new.writestr(name, parts.get(name.rpartition("/")[2], old.read(name)))
    return out.getvalue()


def test_a_pages_references_are_left_alone(lure, tmp_path, capsys):
    text = LURES.format(secret=HIDDEN, file=lure)
    (tmp_path / "here" / "page.html").write_text(f"{text}<table>{ROW}</table>", encoding="utf-8")
    assert main(["import", "page.html", "--dry-run"]) == 0
    out, err = capsys.readouterr()
    assert "Acme, Inc." in out
    assert HIDDEN not in out + err


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_entities_of_a_workbook_are_refused(lure, tmp_path, capsys, encoding):
    sheet = (
        f'<?xml version="1.0" encoding="{encoding}"?><!DOCTYPE x [<!ENTITY s SYSTEM "{lure}">]>'
        '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'
        '<row r="1"><c r="A1" t="inlineStr"><is><t>&s;</t></is></c></row></sheetData></worksheet>'
    )
    raw = workbook([["Name"]], **{"sheet1.xml": sheet.encode(encoding)})
    (tmp_path / "here" / "list.xlsx").write_bytes(raw)
    assert main(["import", "list.xlsx", "--dry-run"]) == 2
    out, err = capsys.readouterr()
    assert "declares entities" in err
    assert HIDDEN not in out + err


def test_a_formula_is_not_worked_out(lure, tmp_path, capsys):
    formula = f'=WEBSERVICE("{lure}")'
    table = [["Name", "Purpose", "Location"], ["Acme, Inc.", formula, "USA"]]
    (tmp_path / "here" / "list.xlsx").write_bytes(workbook(table))
    assert main(["import", "list.xlsx", "--dry-run"]) == 0
    out, err = capsys.readouterr()
    assert "Acme, Inc." in out
    assert HIDDEN not in out + err
