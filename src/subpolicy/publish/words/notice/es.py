"""Spanish: notices, the feed and Annex III."""

from collections.abc import Mapping
from typing import Final

PHRASES: Final[Mapping[str, str]] = {
    # The notice
    "notice-title": "Cambios en los subencargados de {name}",
    "notice-introduction": (
        "{name} le informa de cambios en los terceros que tratan datos personales por cuenta de"
        " sus clientes: qué cambia, desde qué día y cómo puede oponerse."
    ),
    "notice-list": "La lista completa: {url}",
    "notice-questions": "Preguntas: {contact}",
    "notice-none": "No se debe ningún aviso a los clientes: nada en este cambio es sustancial.",
    # What happens
    "news-added": "Nuevo subencargado: {name}",
    "news-in-use": "Subencargado que entra en servicio: {name}",
    "news-changed": "Cambio en un subencargado: {name}",
    "news-planned": "Subencargado anunciado: {name}",
    "news-upcoming": "Cambio anunciado en un subencargado: {name}",
    "news-other-added": "Nuevo tercero: {name}",
    "news-other-in-use": "Tercero que entra en servicio: {name}",
    "news-other-changed": "Cambio en un tercero: {name}",
    "news-other-planned": "Tercero anunciado: {name}",
    "news-other-upcoming": "Cambio anunciado en un tercero: {name}",
    "news-retired": "Ya no se utiliza: {name}",
    "news-removed": "Eliminado de la lista: {name}",
    "news-withdrawn": "Anuncio retirado: {name}",
    # What is told of it
    "row-why": "Por qué le informamos",
    "row-what": "Qué cambia",
    "row-tenants": "A quién afecta",
    "row-access": "Acceso desde",
    "row-replaces": "Sustituye a",
    "row-withdrawn": "Ya no está previsto",
    "row-note": "Nota",
    "row-objection": "Oposición hasta",
    "tenants-all": "Todos los clientes",
    "tenants-some": "Solo los clientes para los que está activado",
    "tenants-feature": "Solo los clientes que usan esta función: {what}",
    "tenants-plan": "Solo los clientes de este plan: {what}",
    "tenants-integration": "Solo los clientes que conectan esta integración: {what}",
    "tenants-contract": "Solo los clientes cuyo contrato prevé esto: {what}",
    # Why a change is material
    "reason-new-vendor": "Otro tercero recibe datos personales",
    "reason-activated": "Entra en servicio",
    "reason-new-location": "Los datos se tratan en otro lugar: {value}",
    "reason-new-access": "Se puede acceder a los datos desde otro lugar: {value}",
    "reason-new-data-category": "Otra categoría de datos: {value}",
    "reason-new-data-subject": "Datos de otras personas: {value}",
    "reason-other-entity": "El contrato es con otra empresa: {value}",
    "reason-weaker-transfer-tool": "La transferencia se basa en otras garantías: {value}",
    "reason-optional-to-active": "Ya no se usa solo donde un cliente lo activa",
    "reason-training-allowed": "Uso de los datos para entrenar modelos de IA: {value}",
    "no-transfer-tool": "ninguna indicada",
    # Objections
    "objection-title": "Cómo oponerse",
    "objection-until": "Puede oponerse hasta el {day}.",
    "objection-until-to": "Puede oponerse hasta el {day}, ante {contact}.",
    "objection-each": "Puede oponerse a cada cambio hasta el día que se indica en él.",
    "objection-each-to": (
        "Puede oponerse a cada cambio hasta el día que se indica en él, ante {contact}."
    ),
    "objection-days": "Son {days} días desde el {day}, día del anuncio.",
    "objection-days-each": "Son {days} días desde el día de su anuncio.",
    "until-from": "{day} ({days} días desde el {from})",
    # The feed
    "feed-title": "Cambios en los subencargados de {name}",
    # Annex III of the Standard Contractual Clauses, (EU) 2021/914
    "annex-title": "Anexo III – Lista de subencargados del tratamiento",
    "annex-subtitle": (
        "Cláusulas contractuales tipo, Decisión de Ejecución (UE) 2021/914, módulos dos y tres"
    ),
    "annex-specific": (
        "El responsable del tratamiento ha autorizado el recurso a los siguientes subencargados"
        " (autorización específica, cláusula 9, letra a), opción 1)."
    ),
    "annex-general": (
        "La autorización de subencargados es general (cláusula 9, letra a), opción 2). Este "
        "anexo solo debe cumplimentarse en caso de autorización específica (opción 1); aquí se "
        "ofrece a título informativo."
    ),
    "annex-importer": "Importador de datos: {name}",
    "annex-as-of": "Situación a {day}",
    "annex-open": "Por completar",
    "annex-open-text": "Antes de firmar este anexo queda por indicar:",
    "annex-blank": "[por completar]",
    "annex-name": "Nombre",
    "annex-address": "Dirección",
    "annex-contact": "Nombre, cargo y datos de contacto de la persona de contacto",
    "annex-person": "Nombre y cargo de la persona de contacto",
    "annex-description": (
        "Descripción del tratamiento (incluida una delimitación clara de las responsabilidades "
        "si se autoriza a varios subencargados)"
    ),
    "annex-delimitation": "Delimitación",
    "annex-alone": (
        "{name} es responsable del tratamiento aquí descrito y de ninguno de los de los demás "
        "subencargados."
    ),
    "annex-others": "Otros en el grupo «{group}»: {others}",
    "annex-instead": "Se usa en lugar de {names}, nunca a la vez",
    "annex-empty": "No se utiliza ningún subencargado.",
}
