"""The proof that rules hold: their cases laid out, their mutants, and what the linter finds."""
