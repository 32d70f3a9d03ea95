import pytest

from subpolicy.importers.blocks import Text
from subpolicy.importers.cells.statuses import aside_in, status_of


@pytest.mark.parametrize(
    ("words", "fields"),
    [
        ("Active", {"status": "active"}),
        ("Optional (security/CDN)", {"status": "optional", "status_note": "security/CDN"}),
        (
            "Active (tenant-enabled)",
            {"status": "active", "status_note": "tenant-enabled", "tenant_enabled": True},
        ),
        ("Geplant", {"status": "planned"}),
        ("Optionnel", {"status": "optional"}),
        ("Verplicht", {"status": "active"}),
        ("Opcional", {"status": "optional"}),
        ("Nicht mehr genutzt", {"status": "retired"}),
        ("planned (Q3 2026)", {"status": "planned", "status_note": "Q3 2026"}),
        ("Active – EU customers only", {"status": "active", "status_note": "EU customers only"}),
    ],
)
def test_status_words_and_what_they_add(words, fields):
    assert status_of(Text(words)) == (fields, (), ())


def test_an_answer_means_what_its_head_asks():
    assert status_of(Text("Yes"), "Optional").fields == {"status": "optional"}
    assert status_of(Text("Yes"), "Required").fields == {"status": "active"}
    assert status_of(Text("", checked=False), "Mandatory").fields == {"status": "optional"}
    assert status_of(Text("Yes"), "Optional").assumed == ("/status",)


def test_an_unknown_status_is_kept_as_a_note_and_told():
    assert status_of(Text("EU only")) == (
        {"status_note": "EU only"},
        (),
        ("names no status that is known",),
    )


@pytest.mark.parametrize(
    ("words", "fields"),
    [
        (
            "User-added content (when using sentiment analysis).",
            {
                "status": "active",
                "status_note": "when using sentiment analysis",
                "tenant_enabled": True,
            },
        ),
        ("LLM inference (optional)", {"status": "optional"}),
        (
            "Livraison sur iOS (pas encore actif — iOS différé)",
            {"status": "planned", "status_note": "pas encore actif — iOS différé"},
        ),
        ("Cloud hosting (compute, storage)", {}),
        ("Mail (if any)", {}),
    ],
)
def test_asides_tell_the_status_of_pages_without_one(words, fields):
    found = aside_in(words)
    assert found.fields == fields
    assert ("/status" in found.assumed) is bool(fields)


@pytest.mark.parametrize(
    ("words", "key", "date"),
    [
        ("Retired 2024-01-01", "retired_on", "2024-01-01"),
        ("Planned (1 May 2025)", "active_from", "2025-05-01"),
    ],
)
def test_the_day_of_a_status_is_its_day_by_assumption(words, key, date):
    found = status_of(Text(words))
    assert found.fields[key] == date
    assert found.assumed == (f"/{key}",)


def test_the_day_since_when_a_vendor_was_seen_active_is_only_a_note():
    found = status_of(Text("Active, reviewed 2024-01-01"))
    assert not {"active_from", "retired_on"} & set(found.fields)
