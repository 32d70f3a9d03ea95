"""Heads and labels as pages have them, by what they mean: English, German, French, Dutch, Spanish.

Within a column, a phrase that stands earlier says more than a later one.
"""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from subpolicy.importers.rows import Column

PHRASES: Final[Mapping[Column, str]] = MappingProxyType(
    {
        Column.NAME: """
            vendor; vendor name; vendors; subprocessor; sub processor; subprocessors; sub
            processors; subprocessor name; name of subprocessor; name of sub processor; sub
            processor name; name; provider; provider name; company; company name; third party;
            third parties; third party name; third party service; third party vendor; supplier;
            service provider; service providers; processor; data processor; partner; organisation;
            organization; recipient; recipients; who; business; tool; entity name; party;
            unterauftragnehmer; unterauftragnehmerin; unterauftragsverarbeiter; unter
            auftragsverarbeiter; subunternehmer; subdienstleister; auftragsverarbeiter;
            dienstleister; anbieter; firma; unternehmen; empfanger; subprozessor; drittanbieter;
            auftragnehmer; weiterer auftragsverarbeiter; name und anschrift; partnerunternehmen;
            sous traitant; sous traitants; sous traitant ulterieur; prestataire; fournisseur; nom;
            societe; entreprise; destinataire; tiers; organisme; raison sociale; partenaire;
            subverwerker; sub verwerker; subverwerkers; leverancier; naam; bedrijf; verwerker;
            dienstverlener; partij; naam subverwerker; organisatie; derde partij; ontvanger;
            subencargado; subencargados; subprocesador; sub procesador; proveedor; nombre;
            empresa; encargado; prestador; tercero; destinatario; subencargado del tratamiento;
            razon social; entidad""",
        Column.ENTITY: """
            legal entity; contracting entity; legal name; entity; corporate entity; legal entity
            name; contracting party; rechtstrager; vertragspartner; juristische person; entite
            juridique; entite; denomination sociale; juridische entiteit; entiteit; entidad legal;
            entidad juridica""",
        Column.SERVICE: """
            service; product; service name; product name; product used; software; solution; app;
            application; dienst; produkt; produit; outil; logiciel; servicio; producto;
            herramienta; dienst product; service product""",
        Column.PURPOSE: """
            purpose; purposes; processing; purpose of processing; purpose of use; processing
            purpose; use; usage; use case; function; functions; what they do; what it does;
            description; description of processing; description of service; activity; activities;
            nature of processing; nature and purpose; subject matter; what we use it for; why;
            what; does; what for; services provided; service provided; service description;
            description of services; type of service; type of services; service type; nature of
            service; nature of services; services performed; processing activity; processing
            activities; used for; reason; purpose service; details of processing; function
            performed; services; role; what they process;
            what it processes; zweck; wofur; verwendungszweck; zweck der verarbeitung;
            aufgabe; aufgaben; funktion; leistung; leistungen; art der leistung; tatigkeit;
            beschreibung; gegenstand; einsatzzweck; verarbeitungstatigkeit; art und zweck; art der
            verarbeitung; dienstleistung; beschreibung der dienstleistung; leistungsgegenstand;
            verarbeitungszweck; einsatz; gegenstand der verarbeitung; gegenstand der leistung;
            einsatzbereich; rolle; finalite; finalites; objet; fonction; prestation; activite;
            traitement; utilisation; finalite du traitement; traitement realise; nature du
            traitement; services fournis; service fourni; but; objet du traitement; nature de la
            prestation; type de service; doel; waarvoor; doeleinde; doeleinden; doel van de
            verwerking; functie; omschrijving; rol; activiteit; verwerking; gebruik; beschrijving;
            werkzaamheden; dienstverlening; type dienst; soort dienst; geleverde dienst;
            verwerkingsdoel; finalidad; para que; proposito; funcion; uso; descripcion; actividad;
            servicio prestado; objeto; servicios prestados; finalidad del tratamiento; tipo de
            servicio; tratamiento""",
        Column.DATA: """
            data; data categories; data category; categories of data; category of data; type of
            data; types of data; data type; data types; personal data; categories of personal
            data; personal data processed; types of personal data; type of personal data; data
            processed; data shared; data accessed; data elements; data collected; data handled;
            data involved; information processed; information shared; customer data; processed
            data; data transferred; information; customer data processed; data subject to
            processing; personal information; personal data categories; personal data shared; what
            data; what they receive; what it receives; what they see; holds; receives; sees;
            personal data transferred; data it can reach; personal data sent; data sent; daten;
            datenkategorien; datenarten; art der daten; personenbezogene daten; datenart;
            verarbeitete daten; kategorien personenbezogener daten; datenkategorie; welche daten;
            art der personenbezogenen daten; kategorien der daten; betroffene daten; donnees;
            donnees confiees; categorie de donnees; categories de donnees traitees; categories de
            donnees; donnees traitees; type de donnees; donnees personnelles; types de donnees;
            donnees concernees; donnees partagees; donnees transmises; donnees a caractere
            personnel; donnees collectees; gegevens; persoonsgegevens; categorieen gegevens;
            categorieen persoonsgegevens; type gegevens; soort gegevens; categorie gegevens;
            categorie van gegevens; verwerkte gegevens; soorten persoonsgegevens; categorie
            persoonsgegevens; welke gegevens; datos; categorias de datos; categoria de datos;
            datos que trata; que datos; tipo de datos; tipos de datos; datos tratados; datos
            personales; datos procesados; datos compartidos;
            wat er heen gaat; que ven; que informacion trata; ubermittelte daten; was ubermittelt
            wird; donnees envoyees; datos enviados; verstuurde gegevens""",
        Column.SUBJECTS: """
            data subjects; categories of data subjects; category of data subjects; data subject
            categories; affected persons; individuals; betroffene; betroffene personen; kategorien
            betroffener personen; betroffenengruppen; personnes concernees; categories de
            personnes concernees; betrokkenen; categorieen betrokkenen; interesados; categorias de
            interesados""",
        Column.LOCATION: """
            location; locations; processing location; location of processing; data location;
            region; regions; country; countries; hosting location; hosting region; where; data
            center; data centre; data center location; data centre location; data centers;
            location of data; data centers location; country of processing; processing country;
            data residency; storage location; server location; jurisdiction; geography; territory;
            territories; processing region; hosting; data region; data hosting location; location
            s; processing locations; place of processing; data processing location; hosted in;
            location country; country region; country location; geographic location; location of
            data processing; data storage location; area; countries of processing; server region;
            location of data center; location of servers; data storage; location of subprocessor;
            standort; standorte; ort; land; ort der verarbeitung; verarbeitungsort;
            serverstandort; ort der datenverarbeitung; speicherort; verarbeitungsland; standort
            der server; standort der verarbeitung; lander; datenstandort; leistungsort;
            rechenzentrum; serverstandorte; verarbeitungsstandort; standort der datenverarbeitung;
            localisation; pays destinataire; lieu; pays; lieu de traitement; hebergement; lieu d
            hebergement; localisation des donnees; pays de traitement; localisation du traitement;
            lieu du traitement; localisation des serveurs; pays d hebergement; locatie; waar;
            plaats; regio; verwerkingslocatie; locatie van verwerking; plaats van verwerking;
            datalocatie; opslaglocatie; landen; serverlocatie; locatie verwerking; locatie
            gegevens; ubicacion; donde; pais; lugar; localizacion; lugar de tratamiento; ubicacion
            de los datos; pais de tratamiento; paises; lugar del tratamiento; ubicacion del
            tratamiento""",
        Column.SEAT: """
            provider location; headquarters; hq; hq location; headquarters location; headquarter;
            entity location; entity country; registered in; country of incorporation; corporate
            location; company location; vendor location; country of establishment; corporate
            headquarters; place of incorporation; country of registration; based in; head office;
            registered office; supplier location; incorporated in; legal seat; country of origin;
            company country; company headquarters; location of entity; sitz; firmensitz;
            hauptsitz; sitzland; unternehmenssitz; sitz des unternehmens; niederlassung; siege;
            siege social; pays du siege; lieu d etablissement; vestigingsplaats; hoofdkantoor;
            vestigingsland; land van vestiging; vestiging; gevestigd in; sede; sede social;
            domicilio social; pais de establecimiento""",
        Column.TRANSFER: """
            transfer; transfers; transfer mechanism; transfer mechanisms; transfer tool;
            safeguard; safeguards; legal basis for transfer; scc; sccs; international transfer;
            international transfers; cross border transfer; appropriate safeguards; mechanism;
            data transfer; data transfers; data transfer mechanism; transfer safeguards; transfer
            basis; legal mechanism; basis for transfer; third country transfer; transfer impact;
            cross border transfer mechanism; legal transfer mechanism; international transfer
            mechanism; adequacy; legal safeguards; transfer outside eu; transfer outside eea; gdpr
            transfer mechanism; schutz drittstaatentransfer; drittstaatentransfer;
            drittlandtransfer; garantien; drittlandubermittlung; ubermittlung;
            transfermechanismus; drittland; geeignete garantien; drittstaatenubermittlung;
            ubermittlung in drittlander; drittlandbezug; rechtsgrundlage der ubermittlung;
            datentransfer; grundlage drittlandtransfer; transfert; transfert hors ue; transferts;
            garanties; mecanisme de transfert; transferts hors ue; encadrement du transfert;
            garanties appropriees; transfert de donnees; outil de transfert; encadrement;
            transfert hors eee; hors ue; doorgifte; waarborgen; doorgiftemechanisme; doorgifte
            buiten eer; passende waarborgen; doorgifte buiten de eer; overdracht buiten eer;
            overdracht; buiten eer; grondslag doorgifte; doorgifte buiten eu; transferencia;
            transferencias; garantias; mecanismo de transferencia; transferencia internacional;
            transferencias internacionales; garantias adecuadas;
            ubertragungsmechanismus; garantie; waarborg; contractuele waarborg; garantia;
            garantia actual""",
        Column.APPLIES_TO: """
            applies to; product use; product usage; uso del producto;
            products; applicable services; applicable products; product area; used in;
            used by; feature; features; scope; module; modules; applicable to; relevant services;
            services affected; affected services; product feature; products used; related
            services; product s; relevant product; covered services; applicable service;
            applicable product; our products; gilt fur; betrifft; modul; betroffene produkte;
            produkte; betroffene leistungen; geltungsbereich; anwendungsbereich; concerne; s
            applique a; produits; services concernes; produits concernes; perimetre; van
            toepassing op; producten; betreft; aplica a; productos; ambito""",
        Column.STATUS: """
            status; state; optional; required; mandatory; opt in; availability; active; enabled;
            optional required; mandatory optional; core optional; required optional; default;
            statut; etat; obligatoire; estado; obligatorio; optioneel; verplicht; pflicht;
            optional verpflichtend""",
        Column.CERTIFICATIONS: """
            certifications; certification; security certifications; data security certifications;
            compliance; certificates; certs; cert; attestations; standards; security standards;
            security compliance; compliance certifications; security; zertifizierungen;
            zertifizierung; zertifikate; certificeringen; certificering; certificaten;
            certificaciones; certificacion; certificados; norme; normes""",
        Column.DPA: """
            dpa; dpa signed; dpa date; dpa status; data processing agreement; contract; agreement;
            dpa link; data processing terms; data processing addendum; dpa in place; signed dpa;
            contract date; dpa url; avv; av vertrag; auftragsverarbeitungsvertrag; vertrag; avv
            vorhanden; av vertrag geschlossen; vertragsdatum; contrat; accord; dpa signe; contrat
            de sous traitance; verwerkersovereenkomst; overeenkomst; contrato; contrato de
            encargo; fecha del contrato; fecha de contrato; date du contrat; datum
            overeenkomst; acuerdo; dpa firmado; acuerdo de tratamiento""",
        Column.WEBSITE: """
            website; web site; url; web; homepage; home page; domain; site; webseite;
            internetseite; site web; site internet; sitio web; pagina web; webpage; web address;
            company url; vendor url""",
        Column.LINKS: """
            link; links; more information; privacy policy; further information; reference;
            references; privacy; security page; privacy notice; terms; documentation; resources;
            dpa and privacy; weitere informationen; datenschutzerklarung; datenschutz; info; plus
            d informations; politique de confidentialite; en savoir plus; meer informatie;
            privacybeleid; mas informacion; politica de privacidad""",
        Column.ADDRESS: """
            address; registered address; corporate address; postal address; company address;
            business address; anschrift; adresse; firmenanschrift; adres; direccion; domicilio;
            adresse postale; adresse du siege""",
        Column.CONTACT: """
            contact; contact details; contact person; contact information; privacy contact; dpo;
            contact email; email; data protection officer; kontakt; ansprechpartner; kontaktdaten;
            coordonnees; contactpersoon; contactgegevens; contacto""",
        Column.CATEGORY: """
            category; type; group; entity type; vendor type; type of vendor; type of subprocessor;
            area of use; service category; vendor category; subprocessor type; kategorie; bereich;
            art; gruppe; categorie; type de prestataire; groep; soort; categoria; tipo; grupo""",
        Column.SINCE: """
            added; date added; since; effective date; start date; engaged since; added on; date of
            engagement; in use since; date; onboarded; effective; authorized since; seit;
            hinzugefugt; datum; hinzugefugt am; beginn; im einsatz seit; depuis; date d ajout;
            sinds; datum toegevoegd; desde; fecha; fecha de alta; ingangsdatum""",
        Column.NOTE: """
            notes; note; comments; comment; remarks; remark; additional information; additional
            details; other; details; bemerkungen; bemerkung; kommentar; anmerkungen; anmerkung;
            hinweise; hinweis; remarques; commentaires; commentaire; observations; opmerkingen;
            opmerking; toelichting; notas; comentarios; observaciones; nota""",
    }
)
