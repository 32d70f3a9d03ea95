"""The notice as a mail to be completed and sent (RFC 5322): text, and the same as HTML."""

import hashlib
import re
from datetime import UTC, datetime
from email.generator import BytesGenerator
from email.headerregistry import Address, Group
from email.message import EmailMessage
from email.policy import SMTP
from io import BytesIO

from subpolicy.publish.escaping import line
from subpolicy.publish.notice import html, text
from subpolicy.publish.notice.notice import Notice

_ADDRESS = re.compile(
    r"(?P<name>[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+(?:\.[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+)*)"
    r"@(?P<host>[A-Za-z0-9](?:[A-Za-z0-9.-]*[A-Za-z0-9])?)"
)
"""An address as it goes into a header without quotes: RFC 5322's dot-atom."""
_NOBODY = Address(username="privacy", domain="example.invalid")
"""For the sender to replace (RFC 2606: a name that is nobody's)."""
_SPECIALS = re.compile(r'[()<>\[\]:;@\\,."]')
"""RFC 5322, section 3.2.3."""
_LONGEST_LINE, _LONGEST_ENCODED = 70, 40
"""Bytes of a group's name that fit on one line: as they are, and as an encoded word (RFC 2047)."""
_LONGEST_NAME = 200
"""Characters of a name in a header."""


def render(notice: Notice) -> str:
    """The mail, all in ASCII with the line ends of the standard.

    The sender is ``organisation.contact`` where that is an address; the recipients are an empty
    group, named for ``notice.audience``, so that it cannot go to anybody by mistake. The same
    notice gives the same bytes: Message-ID and boundary come from the content, the date is the
    as-of date.
    """
    plain, page = text.render(notice), html.render(notice)
    digest = hashlib.sha256(f"{notice.as_of}\0{plain}\0{page}".encode()).hexdigest()
    sender = _address(str(notice.listing.organisation.get("contact", ""))) or _NOBODY
    message = EmailMessage(policy=SMTP)
    message["Date"] = datetime.fromisoformat(notice.as_of).replace(tzinfo=UTC)
    message["From"] = Address(_name(notice.sender), sender.username, sender.domain)
    message["To"] = Group(_plain_name(str(notice.listing.notice.get("audience", "Customers"))))
    message["Subject"] = line(notice.title)
    message["Message-ID"] = f"<{digest[:40]}@{sender.domain}>"
    if (reply_to := _reply_to(notice)) is not None and reply_to != sender:
        message["Reply-To"] = reply_to
    message["X-Unsent"] = "1"  # mail programs open it as a draft
    message.set_content(plain, cte="quoted-printable")
    message.add_alternative(page, subtype="html", cte="quoted-printable")
    message.set_boundary(f"=_{digest[:40]}")
    target = BytesIO()
    BytesGenerator(target, policy=SMTP).flatten(message)
    return target.getvalue().decode("ascii")


def _reply_to(notice: Notice) -> Address | None:
    """Objections go where the configuration says."""
    return _address(str(notice.listing.notice.get("objection_contact", "")))


def _address(contact: str) -> Address | None:
    found = _ADDRESS.fullmatch(contact)
    return None if found is None else Address(username=found["name"], domain=found["host"])


def _name(value: str) -> str:
    """A name that stays within its header."""
    return line(value)[:_LONGEST_NAME]


def _plain_name(value: str) -> str:
    """A name of a group that needs neither quotes nor a second line.

    Where a header is folded, its quotes are lost, and what ends the group may be encoded with it.
    """
    words = " ".join(_SPECIALS.sub(" ", line(value)).split())
    longest = _LONGEST_LINE if words.isascii() else _LONGEST_ENCODED
    return words.encode()[:longest].decode(errors="ignore").strip() or "Customers"
