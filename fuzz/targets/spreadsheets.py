"""Spreadsheets: archives with hostile parts."""

import io
import zipfile

import atheris

from subpolicy.errors import RunError
from subpolicy.importers.finding import find
from subpolicy.importers.readers import read

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
RELATED = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
WORKBOOK = (
    f'<workbook xmlns="{MAIN}" xmlns:r="{RELATED}"><sheets>'
    '<sheet name="A" sheetId="1" r:id="rId1"/></sheets></workbook>'
)
RELATIONS = (
    f'<Relationships xmlns="{PACKAGE}/relationships"><Relationship Id="rId1" '
    f'Type="{RELATED}/worksheet" Target="worksheets/sheet1.xml"/></Relationships>'
)
TOP = RELATIONS.replace("/worksheet", "/officeDocument").replace("worksheets/sheet1", "xl/workbook")
KIND = "application/vnd.openxmlformats"
TYPES = (
    f'<Types xmlns="{PACKAGE}/content-types"><Default Extension="rels" '
    f'ContentType="{KIND}-package.relationships+xml"/><Override PartName="/xl/workbook.xml" '
    f'ContentType="{KIND}-officedocument.spreadsheetml.sheet.main+xml"/></Types>'
)
REFS = ["A1", "B2", "XFD1048576", "A1:XFD1048576", "A1:C90", "ZZZ1", "A0", "1", "", "A1:B2:C3"]
TEXTS = ["Name", "Location", "Acme", "US", "1e400", "-1", "45000.5", "1e10", "&#0;", "&lt;"]
KINDS = ["s", "inlineStr", "str", "n", "b", "e", "d", "x"]


def check(data: bytes) -> None:
    """A spreadsheet is read or refused, the same each time."""
    made = atheris.FuzzedDataProvider(data)
    raw = _archive(made)
    if made.ConsumeProbability() < 0.2:
        at = made.ConsumeIntInRange(0, len(raw))
        raw = raw[:at] + made.ConsumeBytes(8) + raw[at + 8 :]
    assert _outcome(raw) == _outcome(raw)


def _archive(made: atheris.FuzzedDataProvider) -> bytes:
    parts = {
        "[Content_Types].xml": TYPES,
        "_rels/.rels": TOP,
        "xl/workbook.xml": WORKBOOK,
        "xl/_rels/workbook.xml.rels": RELATIONS,
        "xl/worksheets/sheet1.xml": _sheet(made),
    }
    if made.ConsumeProbability() < 0.1:
        parts[made.PickValueInList([*parts])] = made.ConsumeUnicodeNoSurrogates(100)
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return stream.getvalue()


def _sheet(made: atheris.FuzzedDataProvider) -> str:
    def pick(words: list[str]) -> str:
        return str(made.PickValueInList(words))

    def cell() -> str:
        return f'<c r="{pick(REFS)}" t="{pick(KINDS)}"><v>{pick(TEXTS)}</v></c>'

    rows = [
        f'<row r="{pick(["1", "2", "3", "1048577", "-1", "x"])}">'
        + "".join(cell() for _ in range(made.ConsumeIntInRange(0, 5)))
        + "</row>"
        for _ in range(made.ConsumeIntInRange(0, 6))
    ]
    head = '<row><c t="str"><v>Name</v></c><c t="str"><v>Location</v></c></row>'
    merged = f'<mergeCells><mergeCell ref="{pick(REFS)}"/></mergeCells>'
    merged = merged if made.ConsumeBool() else ""
    size = f'<dimension ref="{pick(REFS)}"/>' if made.ConsumeBool() else ""
    body = "".join([head if made.ConsumeBool() else "", *rows])
    return f'<worksheet xmlns="{MAIN}">{size}<sheetData>{body}</sheetData>{merged}</worksheet>'


def _outcome(raw: bytes) -> str:
    try:
        return repr(find(read("list.xlsx", raw)))
    except RunError as refusal:
        return refusal.message
