"""Since when findings are open, and why: the files of records judged as they once were."""

from subpolicy.history.walking import first_seen

__all__ = ["first_seen"]
