"""A registry of any size: each record is read, judged and let go; what remains is its sheet."""
