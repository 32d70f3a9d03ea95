"""The registry's own first files: ``subpolicy.yaml`` and a sample vendor."""

from subpolicy import __version__
from subpolicy.documents.writing import inline, pair
from subpolicy.starting.files import File
from subpolicy.starting.setting import Answers, Place

SAMPLE = "sample"
"""The id of the sample vendor."""

_CONFIGURATION = """\
# yaml-language-server: $schema=schema/config.schema.json
# What subpolicy is to know of your registry; everything but the name has a default.
requires: "{requires}"
organisation:
  {name}
  home_country: {country}
  # contact: privacy@example.com # whom customers ask about data protection
home: {home} # where processing needs no SCCs
exporter_regimes: {regimes} # of EU, UK, CH: whose transfer law governs your customers' data
# categories: # the headings of the public page, in its order
#   - {{id: infrastructure, title: Infrastructure}}
#   - {{id: support, title: Customer support}}
# notice: {{days: 30}} # what you promised your customers
# waivers: {{approvers: [privacy@example.com]}} # who may accept a deviation
packs: [core, change] # also: assurance (certifications, reviews, AI); `subpolicy rules` lists all
"""

_SAMPLE = """\
# yaml-language-server: $schema={schema}
# A SAMPLE: every value is invented, and it is announced for no day. It shows what a record holds.
# `subpolicy new stripe` starts one of yours; delete this file then.
id: {id}
name: "Sample vendor (invented)"
entity:
  legal_name: Sample, Inc.
  address: 1 Main Street, Springfield
  country: {country}
  contact: privacy@example.com
website: https://example.com
purpose: Shows what a record looks like
data_categories: [email]
data_subjects: [customers]
processing:
  locations: [{country}]
{transfers}dpa:
  method: signed
  signed_on: {today}
status: planned
review:
  owner: whoever answers for this vendor
"""

_TOOLS = {
    "EU": "{{mechanism: scc, regime: EU, version: 2021/914, modules: [3], signed_on: {today}}}",
    "UK": "{{mechanism: uk-addendum, regime: UK, version: B1.0, signed_on: {today}}}",
    "CH": "{{mechanism: swiss-adapted-scc, regime: CH, version: 2021/914, modules: [3], "
    "signed_on: {today}}}",
}


def configuration(place: Place, answers: Answers) -> File:
    """``subpolicy.yaml``."""
    text = _CONFIGURATION.format(
        requires=f">={'.'.join(__version__.split('.')[:2])}",
        name=pair("name", answers.name),
        country=inline(answers.home[0]),
        home=inline([*answers.home]),
        regimes=inline([*answers.regimes]),
    )
    return File(f"{place.prefix}subpolicy.yaml", text)


def sample(place: Place, answers: Answers, today: str) -> File:
    """A record that every rule passes, as a pattern.

    Args:
        place: Where the registry is.
        answers: Say what its rules ask for.
        today: ISO date: the sample's invented agreements are of this day.
    """
    folder = place.paths.vendors
    text = _SAMPLE.format(
        schema="../" * (folder.count("/") + 1) + "schema/vendor.schema.json",
        id=SAMPLE,
        country=inline(answers.home[0]),
        today=today,
        transfers=_transfers(answers, today),
    )
    return File(f"{place.prefix}{folder}/{SAMPLE}.yaml", text)


def _transfers(answers: Answers, today: str) -> str:
    """Tools for every regime: some countries need none, and none is wrong for it."""
    if not answers.regimes:
        return ""
    wanted = [*_TOOLS] if "UK" in answers.regimes else ["EU", *answers.regimes]
    tools = [tool.format(today=today) for regime, tool in _TOOLS.items() if regime in wanted]
    lines = ["transfers:", *(f"  - {tool}" for tool in tools), "tia:", f"  completed_on: {today}"]
    return "\n".join(lines) + "\n"
