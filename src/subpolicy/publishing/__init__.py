"""From a registry to its published outputs: reads, compares with what is there, writes nothing."""

from subpolicy.publishing.loading import listing_of, published

__all__ = ["listing_of", "published"]
