"""What the readers of an output make of it: its structure, without the texts in it.

Each function parses as the consumer does, refuses what could act there, and counts what it finds.
"""

import csv
import io
import json
import re
import xml.etree.ElementTree as ET
from collections import Counter
from collections.abc import Callable, Iterator
from types import MappingProxyType
from typing import Any
from unicodedata import category

import html5lib
from markdown_it import MarkdownIt

Shape = Counter[Any]

_UNSAFE = {"Cc", "Cf", "Cs", "Zl", "Zp"}
_COLOURS = re.compile(r"\x1b\[[0-9;]*m")
_COMMAND = re.compile(r"##\w*\[|^\s*::", re.MULTILINE)
_SCHEMES = {"", "http", "https", "mailto"}
_ADDRESSES = {"action", "background", "data", "formaction", "href", "src", "srcset", "xlink:href"}
_TEXT_TOKENS = {"text", "text_special", "code_inline", "softbreak"}
_NOTE = re.compile(r"::(error|warning|notice) ([^:\n]*)::(.*)")
_ISSUE = re.compile(r"##vso\[task\.logissue ((?:\w+=[^;\]\n]*;)+)\](.*)")
_FORMULA = tuple("=+-@\t\r")


def assert_inert(text: str) -> None:
    """Nothing in a text steers a terminal, hides or reorders text, or is a CI command."""
    found = {f"U+{ord(c):04X}" for c in text if c != "\n" and category(c) in _UNSAFE}
    assert not found
    assert (command := _COMMAND.search(text)) is None, text[command.start() :][:80]


def terminal(text: str) -> Shape:
    """Lines by their first character; colours are ours, other escapes nobody's."""
    plain = _COLOURS.sub("", text)
    assert_inert(plain)
    return Counter(line[:1].isalnum() for line in plain.splitlines())


def wrapped(text: str) -> Shape:
    """Text that is wrapped by its width: its lines may differ."""
    terminal(text)
    return Counter()


def github(text: str) -> Shape:
    """Workflow commands, by the runner's grammar; the rest is a log."""
    lines = text.splitlines()
    notes = [found for line in lines if (found := _NOTE.fullmatch(line))]
    assert_inert("\n".join(line for line in lines if not _NOTE.fullmatch(line)))
    assert_inert("\n".join(found[3] for found in notes).replace("::", ""))
    keys = (tuple(pair.split("=")[0] for pair in found[2].split(",")) for found in notes)
    return Counter([found[1] for found in notes]) + Counter(keys)


def azure(text: str) -> Shape:
    """Logging commands, by the agent's grammar: it finds them anywhere in a line."""
    lines = text.splitlines()
    issues = [found for line in lines if (found := _ISSUE.fullmatch(line))]
    assert_inert("\n".join(line for line in lines if not _ISSUE.fullmatch(line)))
    for found in issues:
        assert_inert(found[1] + found[2])
        assert not re.search("%(?!AZP25|0D|0A|3B|5D)", found[1] + found[2])
    return Counter(re.sub("=[^;]*", "", found[1]) for found in issues)


def tree(text: str) -> Shape:
    """JSON: which keys stand where, with values of which type."""
    assert_inert(text)
    return Counter(_places(json.loads(text), ""))


def _places(value: Any, place: str) -> Iterator[tuple[str, str]]:
    yield place, type(value).__name__
    if isinstance(value, dict):
        for key, inner in value.items():
            yield from _places(inner, f"{place}/{key}")
    elif isinstance(value, list):
        for inner in value:
            yield from _places(inner, f"{place}/*")


def sarif(text: str) -> Shape:
    """JSON whose messages have no links, and whose help is Markdown."""
    shape = tree(text)
    for run in json.loads(text)["runs"]:
        for result in run["results"]:
            assert "](" not in result["message"]["text"]
        for rule in run["tool"]["driver"]["rules"]:
            shape += markdown(rule["help"]["markdown"])
    return shape


def xml(text: str) -> Shape:
    """XML: elements and their attributes; no document type, comment or instruction."""
    assert_inert(text)
    assert "<!" not in text
    assert text.count("<?") == 1
    return Counter((one.tag, *sorted(one.keys())) for one in ET.fromstring(text).iter())  # noqa: S314


def markdown(text: str) -> Shape:
    """CommonMark with GitHub's tables and strikethrough: what is not text; HTML to the letter."""
    assert_inert(text)
    reader = MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"])
    return Counter(_marks(reader.parse(text)))


def _marks(tokens: list[Any]) -> Iterator[tuple[str, ...]]:
    for token in tokens:
        yield from _marks(token.children or [])
        if token.type in _TEXT_TOKENS:
            continue
        for address in (token.attrs.get("href"), token.attrs.get("src")):
            assert address is None or _scheme(str(address)) in _SCHEMES
        raw = token.content if token.type.startswith("html") else ""
        yield token.type, token.tag, token.markup[:1], raw


def html(text: str) -> Shape:
    """HTML as browsers parse it: elements with their attributes, and the code to the letter.

    Classes are left out: they may say how long a text is. So is ``code``, which the backticks of a
    rule's text may mark.
    """
    assert_inert(text)
    document = html5lib.parse(text, treebuilder="etree", namespaceHTMLElements=False)
    return Counter(found for one in document.iter() if (found := _element(one)) != ("code", ""))


def _element(one: Any) -> tuple[str, ...]:
    if not isinstance(one.tag, str):
        return ("a comment",)
    for name, value in one.items():
        assert not str(name).startswith("on")
        picture = value == "data:," or value.startswith("data:image/")
        assert str(name) not in _ADDRESSES or picture or _scheme(value) in _SCHEMES
    code = one.text or "" if one.tag in {"script", "style"} else ""
    assert re.fullmatch(r"[\w -]*", one.get("class", ""))
    return (one.tag, *sorted(str(name) for name in one.attrib if name != "class"), code)


def _scheme(address: str) -> str:
    found = re.match(r"\s*([a-zA-Z][a-zA-Z0-9+.-]*):", address)
    return found[1].lower() if found else ""


def cells(text: str) -> Shape:
    """CSV: the length of each row; no cell that a spreadsheet would calculate."""
    text = text.removeprefix("\ufeff")
    assert_inert(text.replace("\r\n", "\n"))
    rows = list(csv.reader(io.StringIO(text, newline="")))
    for row in rows:
        for cell in row:
            assert not cell.lstrip(" ").startswith(_FORMULA), cell[:80]
    return Counter(map(len, rows))


def workbook(content: bytes) -> Shape:
    """XLSX: the size of each sheet, and the types of its cells; no formula, and only web links."""
    import openpyxl  # noqa: PLC0415 (slow to import, and used by one format)

    shape: Shape = Counter()
    for sheet in openpyxl.load_workbook(io.BytesIO(content)):
        for cell in (cell for row in sheet.iter_rows() for cell in row):
            assert cell.data_type != "f", cell.value
            if isinstance(cell.value, str):
                assert_inert(cell.value.replace("\n", " "))
            if cell.hyperlink is not None:
                target = cell.hyperlink.target or ""
                assert _scheme(target) in _SCHEMES
            shape[sheet.title, cell.data_type, cell.hyperlink is not None] += 1
    return shape


def pages(content: bytes) -> Shape:
    """PDF: kinds of annotations; nothing that runs, opens or fetches."""
    from pypdf import PdfReader  # noqa: PLC0415 (slow to import, and used by one format)

    reader = PdfReader(io.BytesIO(content))
    for name in (b"/JavaScript", b"/JS ", b"/Launch", b"/OpenAction", b"/EmbeddedFile"):
        assert name not in content
    shape: Shape = Counter()
    for page in reader.pages:
        for annotation in page.get("/Annots", []):
            action = annotation.get_object().get("/A", {})
            address = str(action.get("/URI", ""))
            assert _scheme(address) in _SCHEMES
            shape["link", bool(address)] += 1
    return shape


BY_FORMAT: MappingProxyType[str, Callable[[Any], Shape]] = MappingProxyType(
    {
        "text": terminal,
        "github": github,
        "azure": azure,
        "json": tree,
        "gitlab": tree,
        "oscal": tree,
        "intoto": tree,
        "sarif": sarif,
        "junit": xml,
        "markdown": markdown,
        "html": html,
        "csv": cells,
        "xlsx": workbook,
        "pdf": pages,
        "wrapped": wrapped,
    }
)
"""The reader of each format; a format without one fails the test that covers them all."""
