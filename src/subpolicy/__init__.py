"""The subprocessor list as code: one YAML file per vendor, judged by rules."""

__version__ = "0.1.0"
