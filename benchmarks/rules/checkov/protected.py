"""The three protected rules for Checkov: Python checks over any YAML file.

A check gives one verdict for a file, so several places in a record are one finding. Checkov reads
YAML 1.1: Norway's `NO` is false, and a date is a date, unless it does not exist: then Checkov drops
the file without a word.
"""

import re
from datetime import UTC, date, datetime
from functools import cache
from pathlib import Path
from typing import Any

from checkov.common.models.enums import CheckCategories, CheckResult
from checkov.common.parsers.yaml.loader import load
from checkov.yaml_doc.base_yaml_check import BaseYamlCheck
from checkov.yaml_doc.enums import BlockType

HOME = {"US"}
VENDORS = Path("vendors")
"""Relative to the working directory: a check is not told where its file lies."""


class _Check(BaseYamlCheck):
    def __init__(self, number: int, name: str) -> None:
        super().__init__(
            name=name,
            id=f"CKV_SUBPOLICY_{number}",
            categories=[CheckCategories.CONVENTION],
            supported_entities=["*"],
            block_type=BlockType.DOCUMENT,
        )

    def scan_entity_conf(self, conf: Any, entity_type: str) -> Any:  # noqa: ARG002 (Checkov's)
        return (CheckResult.PASSED if self.sound(conf) else CheckResult.FAILED), conf

    def sound(self, vendor: dict[str, Any]) -> bool:
        raise NotImplementedError


class NonUsProcessingWithoutScc(_Check):
    def sound(self, vendor: dict[str, Any]) -> bool:
        processing = vendor.get("processing", {})
        places = {*processing.get("locations", ()), *processing.get("access", ())}
        covered = any(t.get("mechanism") == "scc" for t in vendor.get("transfers", ()))
        return vendor.get("status") == "retired" or covered or places <= HOME


class OptionalWithoutFeatureFlag(_Check):
    def sound(self, vendor: dict[str, Any]) -> bool:
        if vendor.get("status") != "optional" and vendor.get("tenant_enabled") is not True:
            return True
        return vendor.get("feature_flag") in _flags()


class MissingDpaDate(_Check):
    def sound(self, vendor: dict[str, Any]) -> bool:
        if vendor.get("status") in {"planned", "retired"}:
            return True
        dpa = vendor.get("dpa", {})
        if "signed_on" not in dpa and "same_as" in dpa:
            dpa = _dpa(dpa["same_as"])
        day = dpa.get("signed_on")
        return isinstance(day, date) and day <= datetime.now(UTC).date()


@cache
def _flags() -> frozenset[str]:
    documents, _ = load(VENDORS.parent / "flags.yaml")
    return frozenset(flag["key"] for flag in documents[0]["flags"])


def _dpa(vendor: str) -> dict[str, Any]:
    path = VENDORS / f"{vendor}.yaml"
    if not re.fullmatch("[a-z0-9-]+", vendor) or not path.is_file():
        return {}
    documents, _ = load(path)
    return (documents[0] or {}).get("dpa", {})


checks = (
    NonUsProcessingWithoutScc(1, "non-us-processing-without-scc"),
    OptionalWithoutFeatureFlag(2, "optional-without-feature-flag"),
    MissingDpaDate(3, "missing-dpa-date"),
)
