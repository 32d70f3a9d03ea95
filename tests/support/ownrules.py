"""A registry with a rule of its own, and what would let a vendor past it."""

from pathlib import Path

from support.histories import CONFIGURATION, commit, history, vendor

OWN = CONFIGURATION + "packs: [core, change, own]\nwaivers: {approvers: [dpo@example.com]}\n"
PLAIN = """\
id: no-plain-names
title: A vendor's purpose is plain
severity: error
scope: vendor
rationale: So that a test has a rule of its own.
remediation: Say more.
params: {least: 10}
require: vendor.purpose.size() >= params.least
message: '"its purpose is too short"'
"""
PLAIN_TEST = """\
rule: no-plain-names
base: {id: acme, name: "Acme, Inc.", status: active, processing: {locations: [US]}}
cases:
  - {name: long, vendor: {purpose: Sends e-mail}, expect: pass}
  - {name: short, vendor: {purpose: Mail}, expect: fail}
"""
RULE = "policies/own/no-plain-names.yaml"
TEST = RULE.replace(".yaml", ".test.yaml")
SHORT = vendor("bell", purpose="Mail", status="planned")
WAIVER = """\
id: short-bell
rule: no-plain-names
vendor: bell
reason: It is what it is
approved_by: dpo@example.com
approved_on: 2026-06-01
expires_on: 2026-09-01
"""
BASELINE = """\
entries:
  - {rule: no-plain-names, vendor: bell, owner: dpo@example.com, due: 2026-09-01}
"""


def with_own_rule(folder: Path) -> Path:
    """A repository whose registry has the rule, its test and an approver."""
    history(folder)
    commit(folder, {"subpolicy.yaml": OWN, RULE: PLAIN, TEST: PLAIN_TEST})
    return folder
