"""What the public reads: the page, the feed, the notice and the annex, from the same records."""
