"""Checkov takes only a package for a folder of checks."""
