"""French: notices, the feed and Annex III."""

from collections.abc import Mapping
from typing import Final

PHRASES: Final[Mapping[str, str]] = {
    # The notice
    "notice-title": "Modifications concernant les sous-traitants ultérieurs de {name}",
    "notice-introduction": (
        "{name} vous informe de modifications concernant les tiers qui traitent des données à "
        "caractère personnel pour le compte de ses clients : ce qui change, à partir de quelle "
        "date, et comment vous pouvez vous y opposer."
    ),
    "notice-list": "La liste complète : {url}",
    "notice-questions": "Questions : {contact}",
    "notice-none": (
        "Aucun avis aux clients n’est dû : rien dans cette modification n’est substantiel."
    ),
    # What happens
    "news-added": "Nouveau sous-traitant ultérieur : {name}",
    "news-in-use": "Mise en service d’un sous-traitant ultérieur : {name}",
    "news-changed": "Modification concernant un sous-traitant ultérieur : {name}",
    "news-planned": "Sous-traitant ultérieur annoncé : {name}",
    "news-upcoming": "Modification annoncée concernant un sous-traitant ultérieur : {name}",
    "news-other-added": "Nouveau tiers : {name}",
    "news-other-in-use": "Mise en service d’un tiers : {name}",
    "news-other-changed": "Modification concernant un tiers : {name}",
    "news-other-planned": "Tiers annoncé : {name}",
    "news-other-upcoming": "Modification annoncée concernant un tiers : {name}",
    "news-retired": "N’est plus utilisé : {name}",
    "news-removed": "Retiré de la liste : {name}",
    "news-withdrawn": "Annonce retirée : {name}",
    # What is told of it
    "row-why": "Pourquoi nous vous informons",
    "row-what": "Ce qui change",
    "row-tenants": "Qui est concerné",
    "row-access": "Accès depuis",
    "row-replaces": "Remplace",
    "row-withdrawn": "N’est plus prévu",
    "row-note": "Remarque",
    "row-objection": "Opposition jusqu’au",
    "tenants-all": "Tous les clients",
    "tenants-some": "Uniquement les clients pour lesquels il est activé",
    "tenants-feature": "Uniquement les clients qui utilisent cette fonction : {what}",
    "tenants-plan": "Uniquement les clients de cette formule : {what}",
    "tenants-integration": "Uniquement les clients qui connectent cette intégration : {what}",
    "tenants-contract": "Uniquement les clients dont le contrat prévoit ceci : {what}",
    # Why a change is material
    "reason-new-vendor": "Un autre tiers reçoit des données à caractère personnel",
    "reason-activated": "Il est mis en service",
    "reason-new-location": "Des données sont traitées dans un autre lieu : {value}",
    "reason-new-access": "Des données sont accessibles depuis un autre lieu : {value}",
    "reason-new-data-category": "Une autre catégorie de données : {value}",
    "reason-new-data-subject": "Données d’autres personnes : {value}",
    "reason-other-entity": "Le contrat est conclu avec une autre société : {value}",
    "reason-weaker-transfer-tool": "Le transfert repose sur d’autres garanties : {value}",
    "reason-optional-to-active": "Il n’est plus utilisé uniquement là où un client l’active",
    "reason-training-allowed": (
        "Utilisation des données pour l’entraînement de modèles d’IA : {value}"
    ),
    "no-transfer-tool": "aucune indiquée",
    # Objections
    "objection-title": "Comment vous opposer",
    "objection-until": "Vous pouvez vous opposer jusqu’au {day}.",
    "objection-until-to": "Vous pouvez vous opposer jusqu’au {day}, auprès de {contact}.",
    "objection-each": "Vous pouvez vous opposer à chaque modification jusqu’à la date indiquée.",
    "objection-each-to": (
        "Vous pouvez vous opposer à chaque modification jusqu’à la date indiquée, auprès de "
        "{contact}."
    ),
    "objection-days": "Soit {days} jours à compter du {day}, jour de l’annonce.",
    "objection-days-each": "Soit {days} jours à compter du jour de son annonce.",
    "until-from": "{day} ({days} jours à compter du {from})",
    # The feed
    "feed-title": "Modifications concernant les sous-traitants ultérieurs de {name}",
    # Annex III of the Standard Contractual Clauses, (EU) 2021/914
    "annex-title": "Annexe III – Liste des sous-traitants ultérieurs",
    "annex-subtitle": (
        "Clauses contractuelles types, décision d’exécution (UE) 2021/914, modules deux et trois"
    ),
    "annex-specific": (
        "Le responsable du traitement a autorisé le recours aux sous-traitants ultérieurs "
        "suivants (autorisation spécifique, clause 9, point a), option 1)."
    ),
    "annex-general": (
        "L’autorisation des sous-traitants ultérieurs est générale (clause 9, point a), option "
        "2). La présente annexe ne doit être complétée qu’en cas d’autorisation spécifique "
        "(option 1) ; elle est donnée ici à titre d’information."
    ),
    "annex-importer": "Importateur de données : {name}",
    "annex-as-of": "Situation au {day}",
    "annex-open": "À compléter",
    "annex-open-text": "Avant la signature de la présente annexe, il reste à indiquer :",
    "annex-blank": "[à compléter]",
    "annex-name": "Nom",
    "annex-address": "Adresse",
    "annex-contact": "Nom, fonction et coordonnées de la personne de contact",
    "annex-person": "Nom et fonction de la personne de contact",
    "annex-description": (
        "Description du traitement (y compris une délimitation claire des responsabilités si "
        "plusieurs sous-traitants ultérieurs sont autorisés)"
    ),
    "annex-delimitation": "Délimitation",
    "annex-alone": (
        "{name} est responsable du traitement décrit ici, et d’aucun de ceux des autres "
        "sous-traitants ultérieurs."
    ),
    "annex-others": "Autres dans le groupe « {group} » : {others}",
    "annex-instead": "Utilisé à la place de {names}, jamais en même temps",
    "annex-empty": "Aucun sous-traitant ultérieur n’est utilisé.",
}
