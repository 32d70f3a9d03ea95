"""German: notices, the feed and Annex III."""

from collections.abc import Mapping
from typing import Final

PHRASES: Final[Mapping[str, str]] = {
    # The notice
    "notice-title": "Änderungen bei den Unterauftragsverarbeitern von {name}",
    "notice-introduction": (
        "{name} informiert Sie über Änderungen bei den Dritten, die im Auftrag der Kunden "
        "personenbezogene Daten verarbeiten: was sich ändert, ab welchem Tag, und wie Sie "
        "widersprechen können."
    ),
    "notice-list": "Die ganze Liste: {url}",
    "notice-questions": "Fragen: {contact}",
    "notice-none": (
        "Es ist keine Mitteilung an Kunden geschuldet: Nichts an dieser Änderung ist wesentlich."
    ),
    # What happens
    "news-added": "Neuer Unterauftragsverarbeiter: {name}",
    "news-in-use": "Unterauftragsverarbeiter wird eingesetzt: {name}",
    "news-changed": "Änderung bei einem Unterauftragsverarbeiter: {name}",
    "news-planned": "Angekündigter Unterauftragsverarbeiter: {name}",
    "news-upcoming": "Angekündigte Änderung bei einem Unterauftragsverarbeiter: {name}",
    "news-other-added": "Neuer Dritter: {name}",
    "news-other-in-use": "Dritter wird eingesetzt: {name}",
    "news-other-changed": "Änderung bei einem Dritten: {name}",
    "news-other-planned": "Angekündigter Dritter: {name}",
    "news-other-upcoming": "Angekündigte Änderung bei einem Dritten: {name}",
    "news-retired": "Nicht mehr eingesetzt: {name}",
    "news-removed": "Von der Liste entfernt: {name}",
    "news-withdrawn": "Ankündigung zurückgezogen: {name}",
    # What is told of it
    "row-why": "Warum wir informieren",
    "row-what": "Was sich ändert",
    "row-tenants": "Wen es betrifft",
    "row-access": "Zugriff aus",
    "row-replaces": "Ersetzt",
    "row-withdrawn": "Nicht mehr vorgesehen",
    "row-note": "Hinweis",
    "row-objection": "Widerspruch bis",
    "tenants-all": "Alle Kunden",
    "tenants-some": "Nur Kunden, für die es eingeschaltet ist",
    "tenants-feature": "Nur Kunden, die diese Funktion nutzen: {what}",
    "tenants-plan": "Nur Kunden mit diesem Tarif: {what}",
    "tenants-integration": "Nur Kunden, die diese Integration verbinden: {what}",
    "tenants-contract": "Nur Kunden, deren Vertrag dies umfasst: {what}",
    # Why a change is material
    "reason-new-vendor": "Ein weiterer Dritter erhält personenbezogene Daten",
    "reason-activated": "Er wird eingesetzt",
    "reason-new-location": "Daten werden an einem weiteren Ort verarbeitet: {value}",
    "reason-new-access": "Auf Daten kann von einem weiteren Ort zugegriffen werden: {value}",
    "reason-new-data-category": "Eine weitere Art von Daten: {value}",
    "reason-new-data-subject": "Daten anderer Personen: {value}",
    "reason-other-entity": "Der Vertrag besteht mit einem anderen Unternehmen: {value}",
    "reason-weaker-transfer-tool": "Die Übermittlung beruht auf anderen Garantien: {value}",
    "reason-optional-to-active": (
        "Er wird nicht mehr nur dort eingesetzt, wo ein Kunde ihn einschaltet"
    ),
    "reason-training-allowed": "Verwendung der Daten zum Training von KI-Modellen: {value}",
    "no-transfer-tool": "keine genannt",
    # Objections
    "objection-title": "So widersprechen Sie",
    "objection-until": "Sie können bis zum {day} widersprechen.",
    "objection-until-to": "Sie können bis zum {day} widersprechen, an {contact}.",
    "objection-each": (
        "Sie können jeder Änderung bis zu dem Tag widersprechen, der bei ihr genannt ist."
    ),
    "objection-each-to": (
        "Sie können jeder Änderung bis zu dem Tag widersprechen, der bei ihr genannt ist, an "
        "{contact}."
    ),
    "objection-days": "Das sind {days} Tage ab dem {day}, dem Tag der Ankündigung.",
    "objection-days-each": "Das sind {days} Tage ab dem Tag ihrer Ankündigung.",
    "until-from": "{day} ({days} Tage ab {from})",
    # The feed
    "feed-title": "Änderungen bei den Unterauftragsverarbeitern von {name}",
    # Annex III of the Standard Contractual Clauses, (EU) 2021/914
    "annex-title": "Anhang III – Liste der Unterauftragsverarbeiter",
    "annex-subtitle": (
        "Standardvertragsklauseln, Durchführungsbeschluss (EU) 2021/914, Module zwei und drei"
    ),
    "annex-specific": (
        "Der Verantwortliche hat die Inanspruchnahme der folgenden Unterauftragsverarbeiter "
        "genehmigt (gesonderte Genehmigung, Klausel 9 Buchstabe a, Option 1)."
    ),
    "annex-general": (
        "Die Genehmigung von Unterauftragsverarbeitern ist eine allgemeine (Klausel 9 Buchstabe"
        " a, Option 2). Dieser Anhang muss nur bei gesonderter Genehmigung (Option 1) "
        "ausgefüllt werden; hier dient er der Information."
    ),
    "annex-importer": "Datenimporteur: {name}",
    "annex-as-of": "Stand: {day}",
    "annex-open": "Noch auszufüllen",
    "annex-open-text": "Bevor dieser Anhang unterzeichnet wird, ist noch anzugeben:",
    "annex-blank": "[noch auszufüllen]",
    "annex-name": "Name",
    "annex-address": "Anschrift",
    "annex-contact": "Name, Funktion und Kontaktdaten der Kontaktperson",
    "annex-person": "Name und Funktion der Kontaktperson",
    "annex-description": (
        "Beschreibung der Verarbeitung (einschließlich einer klaren Abgrenzung der "
        "Verantwortlichkeiten, falls mehrere Unterauftragsverarbeiter genehmigt werden)"
    ),
    "annex-delimitation": "Abgrenzung",
    "annex-alone": (
        "{name} ist für die hier beschriebene Verarbeitung zuständig und für keine der anderen "
        "Unterauftragsverarbeiter."
    ),
    "annex-others": "Andere in der Gruppe „{group}“: {others}",
    "annex-instead": "Wird anstelle von {names} eingesetzt, nie zugleich",
    "annex-empty": "Es ist kein Unterauftragsverarbeiter im Einsatz.",
}
