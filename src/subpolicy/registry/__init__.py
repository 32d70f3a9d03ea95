"""The registry: all vendors and their configuration at one revision."""
