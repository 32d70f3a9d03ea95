"""The feed of what is new on the list: Atom (RFC 4287) and JSON Feed 1.1."""

from subpolicy.publish.feed.feed import Event, Feed, Item, feed_of

__all__ = ["Event", "Feed", "Item", "feed_of"]
