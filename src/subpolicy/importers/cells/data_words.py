"""Words for people, accounts, devices and usage, in five languages → the vocabulary."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

PEOPLE_AND_USAGE: Final[Mapping[str, str]] = MappingProxyType(
    {
        "name": """name; names; full name; user name; first name; last name; surname;
            signer name; billing contact name; contact name; first and last name; customer name;
            vorname; nachname; namen; vor und nachname; nom; noms; prenom; nom et prenom;
            nom complet; naam; namen; voornaam; achternaam; nombre; nombres; apellidos;
            nombre y apellidos; nombre completo; display name; contact names""",
        "contact-details": """contact info; contact information; contact details; contact data;
            billing contact; business contact; business contact information; kontaktdaten;
            kontaktinformationen; coordonnees; donnees de contact; contactgegevens;
            contactinformatie; datos de contacto; informacion de contacto; customer contact;
            contacts; kontakte; business contact details; business contact data""",
        "email": """email; emails; e mail; e mails; email address; email addresses;
            e mail address; e mail addresses; mail address; e mail adresse; e mail adressen;
            email adresse; emailadresse; mailadresse; adresse e mail; adresse email;
            adresses e mail; adresses email; courriel; adresse mail; adresse electronique;
            mailadres; e mailadres; e mailadressen; emailadres; email adres; e mail adres;
            correo; correo electronico; direccion de correo; direccion de correo electronico;
            correos electronicos; direcciones de correo""",
        "phone": """phone; phone number; phone numbers; telephone; telephone number;
            mobile number; telephone numbers; phones; mobile; cell number; telefonnummer;
            telefonnummern; telefon; rufnummer; handynummer; mobilnummer; numero de telephone;
            numeros de telephone; telephone portable; telefoonnummer; telefoonnummers; telefoon;
            numero de telefono; telefono; telefonos""",
        "postal-address": """address; addresses; postal address; mailing address; home address;
            billing address; shipping address; street address; delivery address;
            physical address; anschrift; anschriften; postanschrift; adresse; adressen;
            postadresse; lieferadresse; rechnungsadresse; adressdaten; adresse postale;
            adresses postales; adresse de livraison; adresse de facturation; adres; adressen;
            adresgegevens; postadres; factuuradres; direccion; direccion postal; direcciones;
            domicilio""",
        "identifier": """identifier; identifiers; user id; user ids; userid; account id;
            account ids; customer id; customer ids; account identifier; account identifiers;
            user identifier; user identifiers; unique identifier; unique identifiers;
            contributor identifiers; reporter identifiers; online identifiers; user account;
            nutzerkennung; benutzerkennung; kundennummer; user id s; identifiant; identifiants;
            identifiant de compte; identifiant utilisateur; identifiants utilisateur;
            identifiant client; gebruikers id; klantnummer; identificatoren; identificador;
            identificadores; id de usuario; kennung; kennungen; nutzer id; benutzer id;
            kunden id; device id; device ids; device identifier; device identifiers;
            device token; device tokens; push token; push tokens; jeton d appareil;
            jetons d appareil; geratekennung; gerate id; apparaat id;
            identificador de dispositivo; account data; account information; account details;
            kontodaten; accountdaten; nutzerdaten; benutzerdaten; donnees de compte;
            accountgegevens; datos de cuenta; compte utilisateur; user profile; profile data;
            profile information; user data; profildaten""",
        "pseudonymous-id": """anonymous id; anonymous ids; pseudonymous id; pseudonymous ids;
            pseudonymous identifier; pseudonymous identifiers; pseudonymous user identifier;
            pseudonymous user identifiers; pseudonymous user id; pseudonymised id;
            pseudonymized id; pseudonymised identifiers; anonymized id; anonymised id;
            anonymous identifier; anonymous identifiers; pseudonyme kennung; pseudonyme id;
            pseudonyme nutzer id; pseudonyme kennungen; identifiant pseudonyme;
            identifiants pseudonymes; identifiant anonyme; pseudonieme id;
            pseudonieme identificatie; id seudonimo; identificador seudonimo;
            identificadores seudonimos; hashed id; hashed user id""",
        "username": """username; usernames; login name; user handle; nickname; handle;
            benutzername; benutzernamen; nutzername; nom d utilisateur; pseudo; gebruikersnaam;
            gebruikersnamen; nombre de usuario; nombres de usuario""",
        "auth-data": """auth data; authentication data; authentication credentials; credentials;
            password; passwords; hashed password; hashed passwords; login credentials;
            sso assertions; login data; login information; authentication information;
            access tokens; auth tokens; session data; session token; session tokens;
            authentication tokens; authentication; passwort; passworter; zugangsdaten;
            anmeldedaten; authentifizierungsdaten; authentifizierungstoken; mot de passe;
            mots de passe; donnees d authentification; donnees de connexion;
            identifiants de connexion; wachtwoord; wachtwoorden; inloggegevens;
            authenticatiegegevens; contrasena; contrasenas; credenciales;
            datos de autenticacion; sitzungsdaten; donnees de session""",
        "government-id": """government id; passport; passport number; id card; national id;
            identity document; identity documents; social security number; ssn; tax id;
            drivers license; id documents; ausweis; personalausweis; ausweisdaten; reisepass;
            steuernummer; steuer id; sozialversicherungsnummer; piece d identite; passeport;
            carte d identite; numero de securite sociale; paspoort; identiteitsbewijs; bsn;
            burgerservicenummer; dni; nie; pasaporte; documento de identidad""",
        "ip-address": """ip; ips; ip address; ip addresses; ip adresse; ip adressen; adresse ip;
            adresses ip; ip adres; ip adressen; direccion ip; direcciones ip; ip data;
            internet protocol address""",
        "truncated-ip": """ip truncated; truncated ip; truncated ip address; anonymized ip;
            anonymised ip; anonymized ip address; anonymised ip address; masked ip;
            shortened ip; gekurzte ip adresse; anonymisierte ip adresse; gekurzte ip;
            adresse ip tronquee; adresse ip anonymisee; ip tronquee; geanonimiseerd ip adres;
            ingekort ip adres; ip truncada; direccion ip anonimizada; ip anonymised;
            ip anonymized; ip address truncated; ip addresses truncated;
            ip addresses anonymized; partial ip address""",
        "device-signals": """device signals; device data; device information; device; devices;
            device details; browser information; browser data; browser type; user agent;
            user agents; device type; device and browser information; technical data;
            technical information; operating system; device metadata; browser fingerprint;
            device fingerprint; device model; gerateinformationen; geratedaten;
            browserinformationen; technische daten; browserdaten; betriebssystem;
            donnees techniques; informations sur l appareil; donnees de l appareil;
            modele d appareil; systeme d exploitation; donnees appareil; apparaatgegevens;
            apparaatinformatie; technische gegevens; browsergegevens; datos del dispositivo;
            informacion del dispositivo; datos tecnicos; device and usage data;
            client device and node information; device attributes; mac address; mac addresses""",
        "cookie": """cookie; cookies; cookie data; cookie id; cookie ids; cookie identifiers;
            cookie identifier; tracking cookies; cookie daten; donnees de cookies;
            cookiegegevens; identifiants de cookies; similar technologies""",
        "location": """location; location data; approximate location; geolocation;
            coarse location; city and country; standort; standortdaten; localisation;
            donnees de localisation; geolocalisation; locatie; locatiegegevens; ubicacion;
            datos de ubicacion; geolocation data; general location; geolocalizacion""",
        "precise-location": """precise location; gps; gps data; gps location; gps coordinates;
            exact location; genauer standort; gps daten; localisation precise; exacte locatie;
            ubicacion precisa; ubicacion exacta; precise geolocation""",
        "request-metadata": """request metadata; request data; http headers; request headers;
            request logs; connection metadata; connection data; traffic data; network data;
            web requests; network metadata; http requests; verbindungsdaten; anfragedaten;
            verkehrsdaten; metadonnees de requete; donnees de trafic; verkeersgegevens;
            verbindingsgegevens; metadatos de solicitud; datos de trafico; http metadata;
            api request metadata""",
        "telemetry": """telemetry; telemetry data; pseudonymous telemetry; usage data; usage;
            events; usage events; usage information; analytics; analytics data; metrics;
            performance data; performance metrics; event data; interaction data;
            behavioral data; clickstream; product usage; product usage data; page views;
            user activity; activity data; usage metrics; usage statistics; interactions;
            nutzungsdaten; nutzungsverhalten; telemetrie; telemetriedaten; ereignisse;
            analysedaten; interaktionsdaten; nutzungsstatistiken; donnees d utilisation;
            donnees d usage; evenements; telemetrie; statistiques; evenements de parcours;
            donnees de navigation; gebruiksgegevens; gebruiksdata; analytische gegevens;
            datos de uso; telemetria; eventos; analitica; estadisticas; datos de navegacion;
            browsing data; browsing behavior; website usage data; app usage data;
            behavioural data; user behavior; user behaviour""",
        "session-replay": """session replay; session replays; replay; session recording;
            session recordings; sitzungsaufzeichnung; sitzungsaufzeichnungen;
            enregistrement de session; enregistrements de session; sessieopname; sessieopnames;
            grabacion de sesion; grabaciones de sesion; screen recordings; optional replay""",
        "logs": """log; logs; log data; log files; stack traces; stack trace; error logs;
            error data; crash data; crash reports; crash logs; access logs; server logs;
            diagnostic data; application logs; error reports; error information; error traces;
            system logs; audit logs; diagnostics; protokolldaten; logdaten; protokolle;
            fehlerprotokolle; logfiles; fehlerberichte; fehlerdaten; absturzberichte; journaux;
            journaux d acces; rapports d erreur; pile d appel; piles d appel;
            rapports de plantage; journaux d erreurs; logbestanden; logboeken; foutrapporten;
            loggegevens; foutmeldingen; crashrapporten; registros; registros de acceso;
            informes de errores; trazas; registros de errores; server log files; serverlogfiles;
            server logfiles""",
    }
)
