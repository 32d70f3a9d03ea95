# ruff: noqa: SIM905 -- lists of words are easier to read and edit as one text
"""Which attestations a vendor has: the wording → ``certifications``."""

import re
from collections.abc import Iterator
from typing import Any, Final

from subpolicy.importers.blocks import Text
from subpolicy.importers.cells.answers import answer_in, is_answer
from subpolicy.importers.cells.phrases import Lexicon, lexicon, matches
from subpolicy.importers.cells.values import NOTHING, Values, is_empty
from subpolicy.importers.heads import normal

_FIND = re.compile(
    r"\bsocs?[ -]?(?P<soc>[123])\b(?P<more>(?:\s*(?:,|/|&|\+|and|und|et|en"
    r"|y)\s*(?:soc[ -]?)?[123]\b(?!\s*type))*)"
    r"(?:[\s,(–-]*(?:type|typ|tipo)?[\s-]*(?P<type>ii|i|2|1)\b)?"
    r"|\b(?:iso(?:/iec)?[ /-]*(?:iec)?[ -]*)?(?P<iso>27001|27017|27018|27701|27799|22301|42001)\b"
    r"|\biso(?:/iec)?[ /-]*(?:iec)?[ -]*(?P<other>\d{4,5})\b"
    r"|\b(?P<word>privacy shield|data privacy framework|dpf|pci(?:[ -]?dss)?|hipaa|hitrust(?: csf)?"
    r"|csa(?: star)?|fedramp|bsi c5|c5|tisax|hds|irap|cyber essentials(?: plus)?|ens|nen ?7510"
    r"|fips ?140(?:-[23])?|swiss-?us privacy shield)\b",
    re.IGNORECASE,
)
_WORDS: Final = (
    ("privacy shield", "privacy-shield"), ("data privacy", "dpf"), ("dpf", "dpf"),
    ("pci", "pci-dss"), ("hipaa", "hipaa"), ("hitrust", "hitrust"), ("csa", "csa-star"),
    ("fedramp", "fedramp"), ("c5", "bsi-c5"), ("tisax", "tisax"), ("hds", "hds"),
    ("irap", "irap"), ("cyber essentials plus", "cyber-essentials-plus"),
    ("cyber essentials", "cyber-essentials"), ("ens", "ens"), ("nen", "nen-7510"),
    ("fips", "fips-140"),
)  # fmt: skip
_FILLING: Final = frozenset(
    "iso iec and und et en y with mit avec the type typ level certified certification zertifiziert"
    " certifie gecertificeerd certificado certificate certificates compliant compliance report s"
    " as of by 2013 2015 2019 2022 2014 v4 0 1 v3 2 dss eu us swiss e g soc reports audited star"
    " provider service attestation registered ii i yes ja oui si a i u framework program".split()
)
_NONE: Final[Lexicon] = lexicon({"none": "none; no; nein; non; nee; keine; aucune; geen; ninguna"})


def certifications_of(text: Text) -> Values:
    """The attestations that a cell names; an empty list where it says that there is none."""
    words = text.flat
    if is_empty(words):
        return NOTHING
    found = _unique(_found(words))
    if not found:
        none = answer_in(words) in {"none", "no"} and is_answer(words.rstrip("."))
        if none or next((m.phrase for m in matches(words, _NONE)), "") == normal(words):
            return Values({"certifications": []}) if not _does_not_apply(words) else NOTHING
        return Values({}, (), ("names no certification that is known",))
    left = [word for word in normal(_FIND.sub(" ", words)).split() if word not in _FILLING]
    problems = (f"not understood: {' '.join(left)}",) if left else ()
    return Values({"certifications": found}, (), problems)


def _does_not_apply(words: str) -> bool:
    return normal(words) in {"n a", "na", "not applicable", "sans objet", "entfallt", "no aplica"}


def _found(words: str) -> Iterator[dict[str, Any]]:
    for match in _FIND.finditer(words):
        if match["soc"]:
            yield from _reports(match)
        elif number := match["iso"] or match["other"]:
            yield {"scheme": f"iso-{number}"}
        else:
            word = match["word"].lower()
            yield {"scheme": next(scheme for start, scheme in _WORDS if start in word)}


def _reports(match: re.Match[str]) -> Iterator[dict[str, Any]]:
    """SOC reports; the type belongs to SOC 1 and 2 alone."""
    for number in (match["soc"], *re.findall(r"[123]", match["more"] or "")):
        report: dict[str, Any] = {"scheme": f"soc-{number}"}
        if match["type"] and number != "3":
            report["type"] = 2 if match["type"].lower() in {"ii", "2"} else 1
        yield report


def _unique(found: Iterator[dict[str, Any]]) -> list[dict[str, Any]]:
    kept: list[dict[str, Any]] = []
    for one in found:
        if one not in kept:
            kept.append(one)
    return kept
