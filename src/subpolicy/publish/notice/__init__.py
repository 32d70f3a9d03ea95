"""The customer notice for a change: as text, HTML, mail and JSON."""

from subpolicy.publish.notice.notice import Entry, Notice, notice_of

__all__ = ["Entry", "Notice", "notice_of"]
