"""Dutch: notices, the feed and Annex III."""

from collections.abc import Mapping
from typing import Final

PHRASES: Final[Mapping[str, str]] = {
    # The notice
    "notice-title": "Wijzigingen in de subverwerkers van {name}",
    "notice-introduction": (
        "{name} informeert u over wijzigingen in de derden die namens klanten persoonsgegevens "
        "verwerken: wat er verandert, vanaf welke dag, en hoe u bezwaar kunt maken."
    ),
    "notice-list": "De hele lijst: {url}",
    "notice-questions": "Vragen: {contact}",
    "notice-none": (
        "Er is geen kennisgeving aan klanten verschuldigd: niets in deze wijziging is wezenlijk."
    ),
    # What happens
    "news-added": "Nieuwe subverwerker: {name}",
    "news-in-use": "Subverwerker wordt in gebruik genomen: {name}",
    "news-changed": "Wijziging bij een subverwerker: {name}",
    "news-planned": "Aangekondigde subverwerker: {name}",
    "news-upcoming": "Aangekondigde wijziging bij een subverwerker: {name}",
    "news-other-added": "Nieuwe derde: {name}",
    "news-other-in-use": "Derde wordt in gebruik genomen: {name}",
    "news-other-changed": "Wijziging bij een derde: {name}",
    "news-other-planned": "Aangekondigde derde: {name}",
    "news-other-upcoming": "Aangekondigde wijziging bij een derde: {name}",
    "news-retired": "Niet meer in gebruik: {name}",
    "news-removed": "Van de lijst verwijderd: {name}",
    "news-withdrawn": "Aankondiging ingetrokken: {name}",
    # What is told of it
    "row-why": "Waarom wij u informeren",
    "row-what": "Wat er verandert",
    "row-tenants": "Wie het betreft",
    "row-access": "Toegang vanuit",
    "row-replaces": "Vervangt",
    "row-withdrawn": "Niet meer voorzien",
    "row-note": "Opmerking",
    "row-objection": "Bezwaar tot en met",
    "tenants-all": "Alle klanten",
    "tenants-some": "Alleen klanten voor wie het is ingeschakeld",
    "tenants-feature": "Alleen klanten die deze functie gebruiken: {what}",
    "tenants-plan": "Alleen klanten met dit abonnement: {what}",
    "tenants-integration": "Alleen klanten die deze integratie koppelen: {what}",
    "tenants-contract": "Alleen klanten van wie het contract dit omvat: {what}",
    # Why a change is material
    "reason-new-vendor": "Een andere derde ontvangt persoonsgegevens",
    "reason-activated": "Hij wordt in gebruik genomen",
    "reason-new-location": "Gegevens worden op een andere plaats verwerkt: {value}",
    "reason-new-access": "Gegevens zijn vanaf een andere plaats toegankelijk: {value}",
    "reason-new-data-category": "Een ander soort gegevens: {value}",
    "reason-new-data-subject": "Gegevens van andere personen: {value}",
    "reason-other-entity": "Het contract is met een ander bedrijf: {value}",
    "reason-weaker-transfer-tool": "De doorgifte berust op andere waarborgen: {value}",
    "reason-optional-to-active": (
        "Hij wordt niet meer alleen gebruikt waar een klant hem inschakelt"
    ),
    "reason-training-allowed": "Gebruik van de gegevens voor het trainen van AI-modellen: {value}",
    "no-transfer-tool": "geen vermeld",
    # Objections
    "objection-title": "Hoe u bezwaar maakt",
    "objection-until": "U kunt tot en met {day} bezwaar maken.",
    "objection-until-to": "U kunt tot en met {day} bezwaar maken bij {contact}.",
    "objection-each": (
        "U kunt tegen elke wijziging bezwaar maken tot en met de dag die erbij staat."
    ),
    "objection-each-to": (
        "U kunt tegen elke wijziging bezwaar maken tot en met de dag die erbij staat, bij "
        "{contact}."
    ),
    "objection-days": "Dat zijn {days} dagen vanaf {day}, de dag van de aankondiging.",
    "objection-days-each": "Dat zijn {days} dagen vanaf de dag van de aankondiging.",
    "until-from": "{day} ({days} dagen vanaf {from})",
    # The feed
    "feed-title": "Wijzigingen in de subverwerkers van {name}",
    # Annex III of the Standard Contractual Clauses, (EU) 2021/914
    "annex-title": "Bijlage III – Lijst van subverwerkers",
    "annex-subtitle": (
        "Modelcontractbepalingen, Uitvoeringsbesluit (EU) 2021/914, modules twee en drie"
    ),
    "annex-specific": (
        "De verwerkingsverantwoordelijke heeft toestemming gegeven voor het gebruik van de "
        "volgende subverwerkers (specifieke toestemming, clausule 9, punt a), optie 1)."
    ),
    "annex-general": (
        "De toestemming voor subverwerkers is een algemene (clausule 9, punt a), optie 2). Deze"
        " bijlage hoeft alleen bij specifieke toestemming (optie 1) te worden ingevuld; hier "
        "dient zij ter informatie."
    ),
    "annex-importer": "Gegevensimporteur: {name}",
    "annex-as-of": "Stand op {day}",
    "annex-open": "Nog in te vullen",
    "annex-open-text": "Voordat deze bijlage wordt ondertekend, moet nog worden vermeld:",
    "annex-blank": "[nog in te vullen]",
    "annex-name": "Naam",
    "annex-address": "Adres",
    "annex-contact": "Naam, functie en contactgegevens van de contactpersoon",
    "annex-person": "Naam en functie van de contactpersoon",
    "annex-description": (
        "Beschrijving van de verwerking (met inbegrip van een duidelijke afbakening van de "
        "verantwoordelijkheden indien verschillende subverwerkers zijn toegestaan)"
    ),
    "annex-delimitation": "Afbakening",
    "annex-alone": (
        "{name} is verantwoordelijk voor de hier beschreven verwerking en niet voor die van de "
        "andere subverwerkers."
    ),
    "annex-others": "Andere in de groep ‘{group}’: {others}",
    "annex-instead": "Gebruikt in plaats van {names}, nooit tegelijk",
    "annex-empty": "Er is geen subverwerker in gebruik.",
}
