"""Our own words on what is published, in several languages; the company's stay as they are."""

from subpolicy.publish.words.words import LANGUAGES, Words, is_language, words

__all__ = ["LANGUAGES", "Words", "is_language", "words"]
