"""News in words: for people who did not ask for it, and have to decide whether they object."""

from collections.abc import Iterator, Mapping
from typing import Any, Final

from subpolicy.changes.change import Reason, ReasonKind
from subpolicy.dates import add_days
from subpolicy.publish.listing import Listing, Record
from subpolicy.publish.news.news import News, Phase
from subpolicy.publish.news.told import Row, Told
from subpolicy.publish.page.facets import COLUMNS, entity_words, facet, name_words, text_of
from subpolicy.publish.words import Words

_FACTS: Final = (
    "purpose",
    "entity",
    "data_categories",
    "data_subjects",
    "tenants",
    "applies_to",
    "processing",
    "access",
    "transfers",
    "dpa",
    "ai",
)
"""What is told of every vendor, in this order."""


class Teller:
    """Tells news of one list in one language."""

    def __init__(self, listing: Listing, words: Words) -> None:
        self._listing = listing
        self._words = words
        self._names = {vendor["id"]: name_words(vendor) for vendor in listing.vendors}

    def told(self, news: News, day: str, objection_days: int) -> Told:
        """News in words.

        Args:
            news: What is told.
            day: The day on which it is told, an ISO date.
            objection_days: Days within which a customer can object.
        """
        if news.is_gone:
            return Told(self.heading(news), tuple(self._end(news, day)), self._words.colon)
        event = (*self._event(news), *self._days(news, day, objection_days))
        rows = (*event, *self._facts(news.record))
        return Told(self.heading(news), rows, self._words.colon)

    def heading(self, news: News) -> str:
        """What happens, and to whom."""
        own = news.is_gone or news.record.get("role", "subprocessor") == "subprocessor"
        other = "" if own else "other-"
        return self._words.say(f"news-{other}{news.phase.value}", name=name_words(news.record))

    def reason(self, why: Reason) -> str:
        """Why a change is material."""
        return self._words.say(f"reason-{why.kind.value}", value=self._value(why))

    def objection_until(self, news: News, day: str, objection_days: int) -> str | None:
        """The last day for an objection, counted from the announcement; None where none is owed."""
        if not news.owed:
            return None
        return add_days(news.announced_on or day, objection_days)

    def label(self, name: str) -> str:
        """What a field is called."""
        configured = self._listing.page.columns.get(name)
        key = f"column-{name}" if self._words.has(f"column-{name}") else f"row-{name}"
        return configured or self._words.say(key)

    def fact(self, name: str, record: Record) -> str:
        """One of the facts on a vendor in words; empty where the record does not tell."""
        match name:
            case "tenants":
                return self._tenants(record)
            case "processing":
                return self._where(record)
            case "access":
                return self._words.both(self._places(record["processing"].get("access", ())))
            case "data_categories":
                return self._data(record)
            case "entity":
                return entity_words(self._words, record)
            case _:
                return text_of(facet(self._listing, self._words, record, name))

    def names(self, ids: tuple[str, ...]) -> str:
        """Vendors by their names."""
        return self._words.both([self._names.get(one, one) for one in ids])

    def _end(self, news: News, day: str) -> Iterator[Row]:
        """What ends, and since when."""
        words = self._words
        if purpose := self.fact("purpose", news.record):
            yield Row(self.label("purpose"), (purpose,))
        if news.reasons:
            yield Row(self.label("withdrawn"), tuple(dict.fromkeys(map(self.reason, news.reasons))))
        if news.note is not None:
            yield Row(self.label("note"), (news.note,))
        if (since := news.effective_on(day)) is not None:
            retired = news.phase is Phase.RETIRED
            label = self.label("retired_on") if retired else words.say("effective")
            yield Row(label, (words.day(since),))

    def _event(self, news: News) -> Iterator[Row]:
        if news.reasons:
            yield Row(self.label("why"), tuple(dict.fromkeys(map(self.reason, news.reasons))))
        if changes := tuple(self._changes(news)):
            yield Row(self.label("what"), changes)
        if news.replaces:
            yield Row(self.label("replaces"), (self.names(news.replaces),))
        if news.note is not None:
            yield Row(self.label("note"), (news.note,))

    def _changes(self, news: News) -> Iterator[str]:
        """Old → new, in words, of what differs to a reader's eye."""
        names = [name for field in news.changed for name in _shown_as(field)]
        # Of nobody's data there is nobody who is affected.
        unused = {"tenants"} if news.before.get("status") == "retired" else set[str]()
        for name in dict.fromkeys(one for one in names if one not in unused):
            old, new = self.fact(name, news.before), self.fact(name, news.record)
            if old != new:
                none = self._words.say("none") if name == "access" else "–"
                yield self._words.say(
                    "will-be", label=self.label(name), old=old or none, new=new or none
                )

    def _facts(self, record: Record) -> Iterator[Row]:
        for name in _FACTS:
            if value := self.fact(name, record):
                yield Row(self.label(name), (value,))

    def _days(self, news: News, day: str, objection_days: int) -> Iterator[Row]:
        words = self._words
        starts = news.effective_on(day)
        effective = words.say("no-day") if starts is None else words.day(starts)
        yield Row(words.say("effective"), (effective,))
        until = self.objection_until(news, day, objection_days)
        if until is not None:
            start = words.day(news.announced_on or day)
            values = {"day": words.day(until), "days": objection_days, "from": start}
            yield Row(self.label("objection"), (words.say("until-from", **values),))

    def _value(self, why: Reason) -> str:
        words, value = self._words, why.value
        match why.kind:
            case ReasonKind.NEW_LOCATION | ReasonKind.NEW_ACCESS:
                value = words.place(value)
            case ReasonKind.NEW_DATA_CATEGORY:
                value = words.kind_of_data(value, self._listing.labels.get(value))
            case ReasonKind.NEW_DATA_SUBJECT:
                value = words.kind_of_people(value)
            case ReasonKind.OTHER_ENTITY if why.pointer == "/entity/country":
                value = words.place(value)
            case ReasonKind.TRAINING_ALLOWED:
                value = words.say(f"training-{value}")
            case ReasonKind.WEAKER_TRANSFER_TOOL:
                value = self._tools(value)
            case _:
                pass
        return value

    def _tools(self, mechanisms: str) -> str:
        """Transfer tools by name, from what a reason gives: mechanisms, or a sentence on none."""
        known = [f"mechanism-{one}" for one in mechanisms.split(", ")]
        if not all(map(self._words.has, known)):
            return self._words.say("no-transfer-tool")
        return self._words.both([self._words.say(key) for key in dict.fromkeys(known)])

    def _tenants(self, record: Record) -> str:
        words = self._words
        if not self._listing.only_where_enabled(record):
            return words.say("tenants-all")
        switch = self._listing.switch_of(record)
        if switch is None:
            return words.say("tenants-some")
        what = f"{switch.description} ({switch.key})" if switch.description else switch.key
        return words.say(f"tenants-{switch.kind}", what=what)

    def _where(self, record: Record) -> str:
        """Countries by name, as the text of the page may call a new one what it called the old."""
        processing: Mapping[str, Any] = record["processing"]
        shown = self._words.both(self._places(processing["locations"]))
        if "note" in processing:
            shown = self._words.say("and-more", text=shown, note=processing["note"])
        return shown

    def _data(self, record: Record) -> str:
        words, labels = self._words, self._listing.labels
        slugs = record.get("data_categories", ())
        shown = "; ".join(words.kind_of_data(slug, labels.get(slug)) for slug in slugs)
        note = record.get("data_note")
        return (
            words.say("and-more", text=shown, note=note) if shown and note else shown or note or ""
        )

    def _places(self, codes: "tuple[str, ...] | list[str]") -> list[str]:
        return [self._words.place(code) for code in codes]


def _shown_as(field: str) -> tuple[str, ...]:
    """The facts in which a field of the record is to be seen."""
    match field:
        case "processing":
            return ("processing", "access")
        case "data_note":
            return ("data_categories",)
        case "tenant_enabled" | "feature_flag":
            return ("tenants",)
        case "status" | "status_note":
            return ("status", "tenants")
        case "affiliate":
            return ("role",)
        case _:
            return (field,) if field in COLUMNS else ()
