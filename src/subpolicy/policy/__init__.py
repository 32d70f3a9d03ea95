"""Rules: their files, their expressions, and the verdict on each vendor."""
