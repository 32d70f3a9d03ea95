"""English: notices, the feed and Annex III."""

from collections.abc import Mapping
from typing import Final

PHRASES: Final[Mapping[str, str]] = {
    # The notice
    "notice-title": "Changes to the subprocessors of {name}",
    "notice-introduction": (
        "{name} tells you of changes to the third parties that process personal data on behalf "
        "of its customers: what changes, from which day, and how you can object."
    ),
    "notice-list": "The whole list: {url}",
    "notice-questions": "Questions: {contact}",
    "notice-none": "No customer notice is owed: nothing in this change is material.",
    # What happens
    "news-added": "New subprocessor: {name}",
    "news-in-use": "Subprocessor goes into use: {name}",
    "news-changed": "Change of a subprocessor: {name}",
    "news-planned": "Announced subprocessor: {name}",
    "news-upcoming": "Announced change of a subprocessor: {name}",
    "news-other-added": "New third party: {name}",
    "news-other-in-use": "Third party goes into use: {name}",
    "news-other-changed": "Change of a third party: {name}",
    "news-other-planned": "Announced third party: {name}",
    "news-other-upcoming": "Announced change of a third party: {name}",
    "news-retired": "No longer used: {name}",
    "news-removed": "Removed from the list: {name}",
    "news-withdrawn": "Announcement withdrawn: {name}",
    # What is told of it
    "row-why": "Why we tell you",
    "row-what": "What changes",
    "row-tenants": "Who is affected",
    "row-access": "Access from",
    "row-replaces": "Replaces",
    "row-withdrawn": "No longer to come",
    "row-note": "Note",
    "row-objection": "Objections until",
    "tenants-all": "All customers",
    "tenants-some": "Only customers for whom it is switched on",
    "tenants-feature": "Only customers that use this feature: {what}",
    "tenants-plan": "Only customers on this plan: {what}",
    "tenants-integration": "Only customers that connect this integration: {what}",
    "tenants-contract": "Only customers whose contract has this: {what}",
    # Why a change is material
    "reason-new-vendor": "Another third party receives personal data",
    "reason-activated": "It goes into use",
    "reason-new-location": "Data is processed in another place: {value}",
    "reason-new-access": "Data can be reached from another place: {value}",
    "reason-new-data-category": "Another kind of data: {value}",
    "reason-new-data-subject": "Data of other people: {value}",
    "reason-other-entity": "The contract is with another company: {value}",
    "reason-weaker-transfer-tool": "The transfer rests on other guarantees: {value}",
    "reason-optional-to-active": "It is no longer used only where a customer enables it",
    "reason-training-allowed": "Use of the data for training AI models: {value}",
    "no-transfer-tool": "none stated",
    # Objections
    "objection-title": "How to object",
    "objection-until": "You can object until {day}.",
    "objection-until-to": "You can object until {day}, to {contact}.",
    "objection-each": "You can object to each change until the day that is named with it.",
    "objection-each-to": (
        "You can object to each change until the day that is named with it, to {contact}."
    ),
    "objection-days": "These are {days} days from {day}, the day of the announcement.",
    "objection-days-each": "These are {days} days from the day of its announcement.",
    "until-from": "{day} ({days} days from {from})",
    # The feed
    "feed-title": "Changes to the subprocessors of {name}",
    # Annex III of the Standard Contractual Clauses, (EU) 2021/914
    "annex-title": "Annex III – List of sub-processors",
    "annex-subtitle": (
        "Standard Contractual Clauses, Implementing Decision (EU) 2021/914, Modules Two and Three"
    ),
    "annex-specific": (
        "The controller has authorised the use of the following sub-processors (specific "
        "authorisation, Clause 9(a), Option 1)."
    ),
    "annex-general": (
        "The authorisation of sub-processors is a general one (Clause 9(a), Option 2). This "
        "Annex has to be completed for specific authorisation (Option 1) only; it is given here"
        " for information."
    ),
    "annex-importer": "Data importer: {name}",
    "annex-as-of": "As of {day}",
    "annex-open": "To be completed",
    "annex-open-text": "Before this Annex is signed, the following is still to be stated:",
    "annex-blank": "[to be completed]",
    "annex-name": "Name",
    "annex-address": "Address",
    "annex-contact": "Contact person’s name, position and contact details",
    "annex-person": "Contact person’s name and position",
    "annex-description": (
        "Description of processing (including a clear delimitation of responsibilities in case "
        "several sub-processors are authorised)"
    ),
    "annex-delimitation": "Delimitation",
    "annex-alone": (
        "{name} is responsible for the processing described here, and for none of the other "
        "sub-processors’."
    ),
    "annex-others": "Others in the group “{group}”: {others}",
    "annex-instead": "Used instead of {names}, never together",
    "annex-empty": "No sub-processor is in use.",
}
