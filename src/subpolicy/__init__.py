"""The subprocessor list as code: one YAML file per vendor, judged by rules."""

__version__ = "0.1.0"

__all__ = [
    "Finding",
    "Registry",
    "Report",
    "RunError",
    "Vendor",
    "__version__",
    "check",
    "load_registry",
]

_HOMES = {
    "Finding": "findings.finding",
    "Registry": "registry.registry",
    "Report": "findings.report",
    "RunError": "errors",
    "Vendor": "registry.registry",
    "check": "api",
    "load_registry": "api",
}
"""Loaded at first use (PEP 562), since every command imports this package."""


def __getattr__(name: str) -> object:
    """A name of the public API, whose types are in ``__init__.pyi``."""
    import importlib  # noqa: PLC0415 (2 ms, which most imports of this package need not pay)

    home = _HOMES.get(name)
    if home is None:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    found = getattr(importlib.import_module(f"{__name__}.{home}"), name)
    globals()[name] = found
    return found


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
