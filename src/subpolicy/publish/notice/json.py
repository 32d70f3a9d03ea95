"""The notice as JSON, for an admin console: ``schema/notice.schema.json``, version 1."""

from typing import Any

from subpolicy.markup.json import dumped
from subpolicy.publish.escaping import plain
from subpolicy.publish.listing import Listing, Record
from subpolicy.publish.notice import text
from subpolicy.publish.notice.notice import Entry, Notice


def render(notice: Notice) -> str:
    """One JSON object; codes for programs, and beside them words for people."""
    organisation, terms = notice.listing.organisation, notice.listing.notice
    content = {
        "schema": "subpolicy.notice/1",
        "organisation": {
            key: organisation[key] for key in ("name", "contact") if key in organisation
        },
        "as_of": notice.as_of,
        "lang": notice.words.tag,
        "owed": bool(notice.entries),
        "title": notice.title,
        "text": text.render(notice) if notice.entries else None,
        "objection": {
            "days": notice.objection_days,
            "contact": terms.get("objection_contact"),
            "text": terms.get("objection_text"),
        },
        "changes": [_change(entry, notice) for entry in notice.entries],
    }
    return dumped(plain(content))


def _change(entry: Entry, notice: Notice) -> dict[str, Any]:
    news = entry.news
    return {
        "vendor": news.vendor,
        "name": news.record["name"],
        "phase": news.phase.value,
        "heading": entry.told.heading,
        "reasons": [
            {"kind": why.kind.value, "pointer": why.pointer, "value": why.value}
            for why in news.reasons
        ],
        "reasons_text": list(entry.reasons),
        "effective_on": news.effective_on(notice.as_of),
        "announced_on": entry.announced_on,
        "objection_until": entry.objection_until,
        "replaces": list(news.replaces),
        "note": news.note,
        "tenants": _tenants(news.record, notice.listing),
        "places": _places(news.record, notice),
        "record": {key: value for key, value in news.record.items() if key not in _BESIDE},
        "before": {key: news.before.get(key) for key in news.changed},
        "rows": [{"label": row.label, "values": list(row.values)} for row in entry.told.rows],
    }


_BESIDE = frozenset({"notices", "pending"})
"""Told above, or of other changes."""


def _tenants(record: Record, listing: Listing) -> dict[str, Any]:
    """Which tenants a console has to show it to."""
    switch = listing.switch_of(record)
    only = listing.only_where_enabled(record)
    return {
        "all": not only,
        "switch": None
        if switch is None or not only
        else {"key": switch.key, "kind": switch.kind, "description": switch.description},
        "applies_to": list(record.get("applies_to", ())),
    }


def _places(record: Record, notice: Notice) -> dict[str, Any]:
    processing = record["processing"]
    return {
        field: [
            {"code": code, "name": notice.words.place(code)} for code in processing.get(field, ())
        ]
        for field in ("locations", "access")
    }
