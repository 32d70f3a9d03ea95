"""Writes a registry of N fictitious vendors that passes the gate, the same on every machine.

python benchmarks/registry.py DIR COUNT [core | all]

Records have the length of those in vendors/ (39 lines on average) and use what a real list uses:
several locations and transfers, feature flags, exclusive groups, a DPA that covers two vendors,
planned, suspended and retired vendors. Dates lie far enough back, or ahead for planned vendors,
that the registry passes on any day. With ``all``, subpolicy.yaml enables every shipped pack, under
the law of the EU and the UK; the records are the same.
"""

import random
import sys
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Literal, NamedTuple, cast

SEED = 20180525
_FIRST = "Ar Bel Cor Dan Elm Far Gal Hor Ix Jun Kel Lum Mer Nor Or Pal Quan Ros Sol Tav"
_MIDDLE = "a e i o u ae ia ora ena ivo alo umi eri oda ity ana ulo eta ico ura"
_LAST = "ba cast dex fy gen hub kit lane mo nova path ric sys ton va ware xis yard zen form"
_KINDS = ("Cloud", "Data", "Labs", "Systems")
_MORE_KINDS = (
    *_KINDS,
    *("Apps", "Bureau", "Digital", "Group", "Media", "Net", "Press", "Soft", "Works"),
)
_FEW = 32_000
"""So many names there are with the first four kinds."""

_CATEGORIES = ("infrastructure", "email", "payments", "ai", "analytics", "support", "security")
_PURPOSES = (
    "Hosting of the production service and its backups",
    "Transactional e-mail, alerts and sign-in codes",
    "Payments, subscriptions and invoicing; fraud tools",
    "Product analytics and (optional) session replay",
    "In-app support, help centre and customer messaging",
    "Error tracking, metrics, traces and logs",
)
_DATA = (
    *("name", "email", "phone", "identifier", "ip-address", "telemetry", "billing"),
    *("tickets", "message-body", "request-metadata", "transactions", "customer-content", "logs"),
)
_LOCATIONS = ("US", "US", "US", "US, EU", "US, DE", "IE, US", "DE", "NO, US", "US, GB, SG")
_OWNERS = ("platform", "security", "finance", "growth", "support", "legal")
_STATUSES = ("active",) * 8 + ("optional",) * 4 + ("either", "either", "tenant", "rare")
_RARE = ("planned", "suspended", "retired")


_PACKS = {
    "core": "packs: [core]\n",
    # Reviews and assessments grow old, and a benchmark must not: once in a hundred years will do.
    "all": """\
packs: [core, change, gdpr, assurance]
exporter_regimes: [EU, UK]
data_subjects: [customers, end-users]
rules:
  overdue-review: {params: {months: 1200}}
  stale-tia: {params: {months: 1200}}
""",
}

Packs = Literal["core", "all"]


class _Vendor(NamedTuple):
    number: int
    id: str
    name: str
    covered_by: str | None
    """The vendor whose DPA covers this one."""
    group: str | None
    """The exclusive group that it shares with one other."""
    kind: str


def write(folder: Path, count: int, packs: Packs = "core") -> None:
    """Write subpolicy.yaml, flags.yaml and ``count`` records into a new folder.

    Raises:
        ValueError: more than 96,000 vendors, for which there are no names.
    """
    (folder / "vendors").mkdir(parents=True)
    (folder / "subpolicy.yaml").write_text(_configuration(packs), encoding="utf-8")
    (folder / "flags.yaml").write_text(_flags(), encoding="utf-8")
    chance = random.Random(SEED)  # noqa: S311 (the point is that it can be repeated)
    for vendor in _vendors(count, chance):
        text = "\n".join(_record(vendor, chance)) + "\n"
        (folder / "vendors" / f"{vendor.id}.yaml").write_text(text, encoding="utf-8")


def _configuration(packs: Packs) -> str:
    categories = "\n".join(f"  - id: {name}\n    title: {name.title()}" for name in _CATEGORIES)
    return (
        "organisation: {name: Benchmark GmbH, home_country: US}\n"
        f"home: [US]\ncategories:\n{categories}\n{_PACKS[packs]}"
    )


def _flags() -> str:
    entry = "  - {{key: switch-{0}, kind: feature, description: Switch {0}, default: 'off', {1}}}"
    entries = (entry.format(number, "owner: platform@example.com") for number in range(40))
    return "flags:\n" + "\n".join(entries) + "\n"


def _vendors(count: int, chance: random.Random) -> Iterator[_Vendor]:
    kinds = _KINDS if count <= _FEW else _MORE_KINDS
    names = [
        f"{first}{middle}{last} {kind}"
        for kind in kinds
        for first in _FIRST.split()
        for middle in _MIDDLE.split()
        for last in _LAST.split()
    ]
    chosen = chance.sample(names, count)
    for index, name in enumerate(chosen):
        slot = index % len(_STATUSES)
        kind = _STATUSES[slot]
        group = None
        if kind == "either":  # the two slots beside each other; never one alone
            first = index - slot + _STATUSES.index("either")
            group, kind = (f"either-{first}" if first + 1 < count else None), "optional"
        elif kind == "rare":
            kind = _RARE[index // len(_STATUSES) % len(_RARE)]
        covered_by = _id(chosen[index - 1]) if slot == 7 else None
        yield _Vendor(index, _id(name), name, covered_by, group, kind)


def _id(name: str) -> str:
    return name.lower().replace(" ", "-")


def _record(vendor: _Vendor, chance: random.Random) -> Iterator[str]:
    locations = chance.choice(_LOCATIONS)
    signed = date(2018, 5, 25) + timedelta(days=chance.randrange(2_000))
    yield "# A fictitious vendor, written by benchmarks/registry.py."
    yield f"id: {vendor.id}"
    yield f"name: {vendor.name}, Inc."
    yield "entity:"
    yield f"  legal_name: {vendor.name}, Inc."
    yield f"  address: {vendor.number + 1} Harbour Road, Springfield, USA"
    yield "  country: US"
    yield f"  contact: privacy@{vendor.id}.example"
    yield f"website: https://{vendor.id}.example"
    category = chance.choice(_CATEGORIES)
    yield f"category: {category}"
    yield f"purpose: {chance.choice(_PURPOSES)}"
    yield f"data_categories: [{', '.join(chance.sample(_DATA, chance.randint(2, 6)))}]"
    yield "data_note: As the contract's annex has it; names, addresses and what users write"
    yield "processing:"
    yield f"  locations: [{locations}]"
    yield from _transfers(locations, signed, chance)
    yield from _contract(vendor, signed)
    yield from _state(vendor, signed)
    if category == "ai":
        yield "ai: {training: prohibited, retention_days: 30}"
    yield from _evidence(vendor, chance)


def _transfers(locations: str, signed: date, chance: random.Random) -> Iterator[str]:
    yield "transfers:"
    if locations == "US":
        yield f"  - {{mechanism: bcr, regime: EU, signed_on: {signed}}}"
        yield f"  - {{mechanism: bcr, regime: UK, signed_on: {signed}}}"
    else:
        yield "  - mechanism: scc"
        yield "    regime: EU"
        yield "    version: 2021/914"
        yield "    modules: [3]"
        yield f"    signed_on: {signed}"
        yield from _addendum(signed, chance)
    yield f"tia: {{completed_on: {signed}, reference: TIA-{signed.year}}}"


def _addendum(signed: date, chance: random.Random) -> Iterator[str]:
    if chance.random() < 0.5:
        yield f"  - {{mechanism: uk-addendum, regime: UK, version: B1.0, signed_on: {signed}}}"
        return
    yield "  - mechanism: uk-addendum"
    yield "    regime: UK"
    yield "    version: B1.0"
    yield f"    signed_on: {signed}"


def _contract(vendor: _Vendor, signed: date) -> Iterator[str]:
    yield "dpa:"
    if vendor.covered_by is not None:
        yield "  method: incorporated"
        yield f"  same_as: {vendor.covered_by}"
        return
    yield "  method: signed"
    yield f"  signed_on: {signed}"
    yield f"  url: https://{vendor.id}.example/legal/dpa"


def _state(vendor: _Vendor, signed: date) -> Iterator[str]:
    yield "applies_to: [Web app & APIs]"
    if vendor.kind == "tenant":
        yield "status: active"
        yield "tenant_enabled: true"
    else:
        yield f"status: {vendor.kind}"
    if vendor.kind in {"optional", "tenant"}:
        yield f"feature_flag: switch-{vendor.number % 40}"
    if vendor.group is not None:
        yield f"exclusive_group: {vendor.group}"
    if vendor.kind == "planned":
        yield "active_from: 2999-01-01"
        return
    if vendor.covered_by is None:
        yield f"active_from: {signed + timedelta(days=30)}"
    if vendor.kind == "retired":
        yield "retired_on: 2025-03-31"
        yield "data_deleted_on: 2025-06-30"


def _evidence(vendor: _Vendor, chance: random.Random) -> Iterator[str]:
    yield "certifications:"
    yield "  - scheme: soc-2"
    yield "    type: 2"
    if chance.random() < 0.3:
        yield "  - scheme: iso-27001"
    yield "review:"
    yield f"  owner: {chance.choice(_OWNERS)}@example.com"
    yield f"  criticality: {chance.choice(('low', 'medium', 'high', 'critical'))}"
    yield "  last_on: 2025-06-30"
    if chance.random() < 0.5:
        yield "detect:"
        yield f"  packages: [{vendor.id}]"
        yield f"  hosts: [api.{vendor.id}.example]"


if __name__ == "__main__":
    wanted = cast("Packs", sys.argv[3] if len(sys.argv) > 3 else "core")
    write(Path(sys.argv[1]), int(sys.argv[2]), wanted)
