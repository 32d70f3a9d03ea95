"""Small registries for tests that run the command itself."""

from pathlib import Path

GREEN = """\
id: acme
name: Acme, Inc.
status: active
purpose: Sends e-mail
data_categories: [email]
processing:
  locations: [US]
dpa:
  method: signed
  signed_on: 2024-05-01
"""

GERMAN = """\
id: berlin
name: Berlin GmbH
status: active
purpose: Counts visits
data_categories: [email]
processing:
  locations: [US, DE]
dpa:
  method: signed
  signed_on: 2024-05-01
"""

SCCS = """\
transfers:
  - mechanism: scc
    version: 2021/914
    modules: [3]
    signed_on: 2024-05-01
"""


def registry(folder: Path, **vendors: str) -> Path:
    """A registry at ``folder`` with one file per vendor; without any, one that passes."""
    records = folder / "vendors"
    records.mkdir(parents=True)
    (folder / "subpolicy.yaml").write_text("organisation: {name: Test}\n", encoding="utf-8")
    for stem, text in (vendors or {"acme": GREEN}).items():
        (records / f"{stem}.yaml").write_text(text, encoding="utf-8")
    return folder
