"""Web addresses as rules judge them."""

import re

_HTTPS = re.compile(r"https://[^\W_][^\s/?#@\\:]*(?::[0-9]{1,5})?(?:[/?#]\S*)?", re.IGNORECASE)


def is_https_url(text: str) -> bool:
    """Whether ``text`` is an absolute https address with a host, and without a user name.

    RFC 3986 allows ``user@host``; in a published list it can only mislead the reader.
    """
    return _HTTPS.fullmatch(text) is not None
