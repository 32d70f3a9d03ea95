"""Words of one language: phrases from our catalogue; countries, dates and lists from CLDR."""

import importlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Final

from babel import Locale
from babel.dates import format_date
from babel.lists import format_list
from babel.numbers import format_decimal

LANGUAGES: Final = ("en", "de", "fr", "nl", "es")
"""The languages of the catalogue. A region may follow, for its dates: ``en-GB``, ``de-AT``."""

_REGIONS: Final[Mapping[str, tuple[str, ...]]] = {
    "en": ("US", "GB", "IE", "CA", "AU", "NZ", "IN", "ZA", "SG"),
    "de": ("DE", "AT", "CH"),
    "fr": ("FR", "BE", "CH", "CA", "LU"),
    "nl": ("NL", "BE"),
    "es": ("ES", "MX", "AR", "CO", "CL", "US"),
}


def is_language(tag: str) -> bool:
    """Whether there are words for a language tag such as ``de`` or ``en-GB``."""
    language, _, region = tag.partition("-")
    return tag == language in LANGUAGES or region in _REGIONS.get(language, ())


@dataclass(frozen=True)
class Words:
    """One language. Make it with `words`."""

    tag: str
    """As in ``<html lang>``: ``en-GB``."""
    phrases: Mapping[str, str]
    """Our phrases by key, with ``{places}`` for values."""
    data: Mapping[str, str]
    """Categories of data by slug."""
    people: Mapping[str, str]
    """Categories of people by slug."""

    @cached_property
    def _locale(self) -> Locale:
        return Locale.parse(self.tag, sep="-")

    def say(self, key: str, /, **values: object) -> str:
        """A phrase with its values filled in.

        Raises:
            KeyError: the catalogue lacks the key, or a value is missing.
        """
        return self.phrases[key].format(**values)

    @property
    def colon(self) -> str:
        """What stands between a label and what it labels: French sets a space before it."""
        return self.say("pair", label="", value="").rstrip(" ")

    def has(self, key: str) -> bool:
        """Whether the catalogue knows a phrase."""
        return key in self.phrases

    def place(self, code: str) -> str:
        """A location: a country's everyday name, EU, EEA, worldwide, or not known."""
        if f"place-{code}" in self.phrases:
            return self.phrases[f"place-{code}"]
        return str(self._locale.territories.get(code, code))

    def day(self, iso: str) -> str:
        """A day in long form: ``July 29, 2025``; ``8. Oktober 2018``."""
        return str(format_date(date.fromisoformat(iso), format="long", locale=self._locale))

    def number(self, value: int) -> str:
        """A number with the language's separators."""
        return str(format_decimal(value, locale=self._locale))

    def both(self, items: Sequence[str]) -> str:
        """``a, b and c``."""
        return format_list(list(items), style="standard", locale=self._locale) if items else ""

    def either(self, items: Sequence[str]) -> str:
        """``a, b or c``."""
        return format_list(list(items), style="or", locale=self._locale) if items else ""

    def kind_of_data(self, slug: str, label: str | None = None) -> str:
        """A category of data; ``label`` where the vocabulary has a word that we have not."""
        return self.data.get(slug) or label or _spelt(slug)

    def kind_of_people(self, slug: str) -> str:
        """A category of people whose data it is."""
        return self.people.get(slug) or _spelt(slug)


def words(tag: str) -> Words:
    """The words of a language.

    Args:
        tag: A language for which `is_language` holds.
    """
    language = tag.partition("-")[0]
    page, notice, vocabulary = (
        importlib.import_module(f"subpolicy.publish.words.{area}.{language}")
        for area in ("page", "notice", "vocabulary")
    )
    return Words(tag, page.PHRASES | notice.PHRASES, vocabulary.DATA, vocabulary.PEOPLE)


def _spelt(slug: str) -> str:
    """A registry's own slug as words."""
    return slug.replace("-", " ").capitalize()
