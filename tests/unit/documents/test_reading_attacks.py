"""Files of at most 1 MiB that are built to be slow, deep or large: a verdict within seconds.

The bound is on CPU time, so that a busy machine does not fail it.
"""

import time

import pytest

from subpolicy.documents import Broken, Document, read

LIMIT = 1 << 20
SECONDS = 5.0  # generous: each takes less than one on an ordinary machine

ATTACKS: dict[str, tuple[str, str | None]] = {
    "brackets": ("[" * 1_000_000, "yaml/too-deep"),
    "closed brackets": ("[" * 500_000 + "]" * 500_000, "yaml/too-deep"),
    "complex keys": ("? " * 500_000, "yaml/too-deep"),
    "dashes": ("- " * 500_000, "yaml/too-deep"),
    "open mappings": ("{a: " * 250_000, "yaml/too-deep"),
    "quoted mappings": ('{"a":' * 200_000, "yaml/too-deep"),
    "complex keys in lists": ("[? " * 300_000, "yaml/too-deep"),
    "indentation": ("".join(" " * i + "a:\n" for i in range(1400)), "yaml/too-deep"),
    "dashes, indented": ("".join(" " * i + "-\n" for i in range(1400)), "yaml/too-deep"),
    "anchors in a row": ("&a " * 300_000, "yaml/syntax"),
    "aliases in a row": ("*a " * 300_000, "yaml/syntax"),
    "stars": ("*" * 1_000_000, "yaml/syntax"),
    "long scalar": ("a: " + "x y " * 250_000, None),
    "escapes": ('"' + r"\x41" * 250_000 + '"', None),
    "single quotes": ("'" + "''" * 500_000 + "'", None),
    "comment": ("#" * 1_000_000, "yaml/empty"),
    "comments": ("#\n" * 500_000, "yaml/empty"),
    "blank lines": ("\n" * 1_000_000, "yaml/empty"),
    "carriage returns": ("\r" * 1_000_000, "yaml/empty"),
    "spaces": (" " * 1_000_000, "yaml/empty"),
    "tabs": ("\t" * 1_000_000, "yaml/tab"),
    "tabs after a key": ("a:" + "\t" * 1_000_000 + "b", None),
    "colons": (":" * 1_000_000, "yaml/syntax"),
    "colons in lines": (":\n" * 500_000, "yaml/syntax"),
    "pairs in a line": ("x: " * 300_000, "yaml/syntax"),
    "question marks in lines": ("?\n" * 500_000, "yaml/too-many-faults"),
    "tag": ("!" * 1_000_000, "yaml/tag"),
    "escaped tag": ("!" + "%41" * 300_000 + " x", "yaml/tag"),
    "keys in braces": ("{" + "a," * 500_000 + "}", "yaml/too-many-faults"),
    "items in brackets": ("[" + "a," * 500_000 + "]", "yaml/too-large"),
    "items in nested brackets": ("[" * 60 + "a," * 400_000, "yaml/too-large"),
    "items in lines": ("- a\n" * 250_000, "yaml/too-large"),
    "empty lists": ("[" + "[]," * 300_000 + "]", "yaml/too-large"),
    "words in lines": ("x\n" * 500_000, None),
    "folded text": ("a: >\n" + " x\n" * 300_000, None),
    "block text of blank lines": ("a: |\n" + "\n" * 1_000_000, None),
    "text with a gap": ("a: x" + "\n" * 1_000_000 + " y", None),
    "90,000 keys": ("".join(f"k{i:x}:\n" for i in range(90_000)), None),
    "90,000 anchors": ("[" + "".join(f"&a{i} x," for i in range(90_000)) + "]", None),
    "90,000 aliases": ("a: &a x\nb: [" + "*a, " * 90_000 + "]", "yaml/alias-bomb"),
    "wide alias": (f"a: &a [{'x,' * 90_000}]\nb: [{'*a,' * 9}]", "yaml/alias-bomb"),
    "long text, many aliases": (f"a: &a {'x' * 900_000}\nb: [{'*a,' * 9_999}]", "yaml/alias-bomb"),
    "duplicate keys": ("a: b\n" * 200_000, "yaml/too-many-faults"),
    "documents": ("---\n" * 250_000, "yaml/several-documents"),
    "document ends": ("...\n" * 250_000, "yaml/syntax"),
    "tag directives": ("".join(f"%TAG !a{i}! x\n" for i in range(50_000)), "yaml/tag"),
    "percent signs": ("%" * 1_000_000, "yaml/syntax"),
    "version": ("%YAML 1." + "9" * 1_000_000, "yaml/version"),
    "long anchor": ("&" + "a" * 1_000_000 + " x", None),
    "long key": ("a" * 1_000_000 + ": b", "yaml/syntax"),
    "digits": ("9" * 1_000_000, "yaml/number"),
    "signed digits and a letter": ("-" + "9" * 1_000_000 + "x", None),
    "decimals": ("a: 1." + "9" * 1_000_000, None),
    "decimals and a letter": ("a: " + "1." * 500_000, None),
    "hexadecimal digits": ("0x" + "f" * 1_000_000, "yaml/number"),
    "octal digits": ("0o" + "7" * 1_000_000, "yaml/number"),
    "exponent": ("1e" + "9" * 1_000_000, "yaml/number"),
    "ideographs": ("a: " + "漢" * 330_000, None),
    "faults over lines": ('? "a\n  b"\n: c\n' * 99 + "\n" * 1_000_000, "yaml/duplicate-key"),
    "faults behind lines": ("\n" * 1_000_000 + "[" + "?a," * 90 + "b]", "yaml/syntax"),
    "last character bad": ("a:" + "\n" * 1_000_000 + "\0", "yaml/control-character"),
    "more than 1 MiB": ("a" * (LIMIT + 1), "yaml/too-large"),
}


@pytest.mark.parametrize("name", ATTACKS)
def test_verdict_within_seconds(name: str) -> None:
    text, code = ATTACKS[name]
    start = time.process_time()
    got = read("x.yaml", text.encode())
    if isinstance(got, Document):
        got.locate("/b/0")
    taken = time.process_time() - start
    assert taken < SECONDS
    found = got.faults[-1].code if isinstance(got, Broken) else None
    assert found == code
