"""Words for content, payment, profile and special categories, in five languages."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

CONTENT_AND_SPECIAL: Final[Mapping[str, str]] = MappingProxyType(
    {
        "customer-content": """customer content; user content; user generated content;
            customer data; user added content; content data; uploaded files; uploaded content;
            files; documents; file content; customer files; application data; platform data;
            database content; stored data; file uploads; service data; user uploads;
            end user data; hosted data; kundendaten; kundeninhalte; inhaltsdaten; nutzerinhalte;
            dateien; dokumente; inhalte; contenu client; contenus; donnees clients;
            donnees client; fichiers; documents; contenu utilisateur; contenus utilisateurs;
            klantgegevens; klantdata; bestanden; documenten; inhoud; contenido del cliente;
            datos de clientes; datos del cliente; archivos; documentos; contenido;
            anwendungsdaten; all customer data; all data; all personal data; alle daten;
            alle kundendaten; toutes les donnees; todos los datos; alle gegevens;
            l ensemble des donnees""",
        "message-metadata": """message metadata; email metadata; mail metadata; email headers;
            mail headers; message headers; communication metadata; nachrichtenmetadaten;
            e mail metadaten; metadonnees de message; berichtmetadata; metadatos de mensajes;
            kommunikationsmetadaten; delivery metadata; e mail header""",
        "message-body": """message body; message bodies; message content; message contents;
            messages; email content; email contents; email body; body; email messages; sms content;
            notification payload; notification content; chat messages; communications;
            chat transcripts; chat transcript; chat logs; chat history; chats;
            communication content; business communications; communication data; e mail content;
            mail content; chat content; sms messages; nachrichten; nachrichteninhalte;
            nachrichteninhalt; e mail inhalte; e mail inhalt; kommunikationsdaten;
            kommunikationsinhalte; inhalt der nachricht; contenu de l e mail;
            contenu des e mails; contenu des messages; messages; contenu de la notification;
            contenu du message; corps de la notification; contenu de l email; berichten;
            berichtinhoud; inhoud van berichten; e mailinhoud; communicatiegegevens; mensajes;
            contenido de los mensajes; contenido del correo; comunicaciones;
            titre et corps de la notification; correspondence; korrespondenz;
            email correspondence""",
        "tickets": """ticket; tickets; ticket content; support tickets; support ticket;
            support requests; support communications; support data; support conversations;
            support messages; ticket data; help desk tickets; support inquiries;
            support information; supportanfragen; support anfragen; ticketinhalte;
            supporttickets; anfragen; demandes de support; tickets de support;
            demandes d assistance; supporttickets; supportverzoeken; solicitudes de soporte;
            tickets de soporte; consultas; customer support data; support cases; supportdaten""",
        "meetings": """meeting metadata; meeting data; meeting details; meetings; calendar data;
            calendar; calendar events; meeting information; appointment data; scheduling data;
            appointments; termine; termindaten; kalenderdaten; besprechungsdaten; rendez vous;
            donnees de calendrier; donnees de reunion; agenda; agendagegevens; afspraken;
            vergadergegevens; citas; reuniones; datos de calendario""",
        "recordings": """recordings; recording; voice recordings; video recordings; audio;
            voice; call recordings; audio recordings; voice audio; voice data; video;
            audio data; video data; meeting recordings; calls; aufzeichnungen; sprachaufnahmen;
            videoaufnahmen; audiodaten; gesprachsaufzeichnungen; enregistrements;
            enregistrements vocaux; enregistrements audio; opnames; geluidsopnames;
            spraakopnames; video opnames; grabaciones; grabaciones de voz; audio and video;
            call transcripts; meeting transcripts; voice audio in transit""",
        "picture": """picture; pictures; photo; photos; profile picture; profile photo; avatar;
            profile pictures; avatars; images; profile image; bild; bilder; profilbild; fotos;
            foto; photo de profil; image; images; photo du compte; profielfoto; afbeeldingen;
            imagen; foto de perfil; imagenes; fotografias""",
        "ai-prompts": """prompt; prompts; ai prompts; prompt data; user prompts; ai inputs;
            model inputs; llm prompts; chat prompts; input prompts; ki eingaben; requetes ia;
            ai invoer; prompt content; ai input; entradas de ia""",
        "ai-outputs": """outputs; output; ai outputs; completions; model outputs;
            generated text; llm outputs; ki ausgaben; reponses generees; ai uitvoer;
            salidas de ia; ai output; ai responses""",
        "embeddings": """embeddings; vector embeddings; vectors; embedding vectors; vektoren;
            vecteurs; vectoren; vectores; vector data; plongements""",
        "billing": """billing; billing details; billing data; billing information; payment data;
            payment information; payment details; invoices; invoice data; financial data;
            invoicing data; billing info; subscription data; payment info; payment; payments;
            subscription information; rechnungsdaten; zahlungsdaten; abrechnungsdaten;
            zahlungsinformationen; finanzdaten; rechnungen; donnees de facturation; factures;
            donnees de paiement; informations de paiement; informations de facturation;
            betaalgegevens; facturatiegegevens; factuurgegevens; betalingsgegevens; facturen;
            datos de facturacion; datos de pago; informacion de pago; facturas;
            datos financieros; customer payment information; informacion de facturacion;
            financial information""",
        "transactions": """transaction; transactions; transaction data; txn metadata;
            purchase history; transaction metadata; order data; transaction history; orders;
            transaction details; order history; order information; transaktionsdaten;
            transaktionen; bestelldaten; kaufhistorie; donnees de transaction;
            historique d achat; commandes; transacties; transactiegegevens; bestelgegevens;
            transacciones; datos de transacciones; pedidos; historial de compras; purchase data""",
        "card-number": """card details; card number; card numbers; card data; credit card;
            credit card number; credit card numbers; credit card details; credit card data;
            payment card data; payment card; payment cards; payment card details;
            cardholder data; credit card information; credit cards; card information;
            payment card information; kreditkartendaten; kreditkarte; kartendaten;
            kreditkartennummer; carte bancaire; donnees de carte; donnees de carte bancaire;
            numero de carte; cartes de credit; creditcardgegevens; kaartgegevens; creditcard;
            tarjeta; datos de tarjeta; tarjeta de credito; datos de la tarjeta;
            numero de tarjeta""",
        "card-last-four": """last 4; last four; last four digits; last 4 digits;
            last 4 digits of card; card last four; last four card digits; letzte vier ziffern;
            quatre derniers chiffres; laatste vier cijfers; ultimos cuatro digitos;
            last four digits of card; last four digits of credit card;
            last 4 digits of credit card; card last 4; last four digits of the card;
            last 4 digits of the card; last four digits of the credit card;
            last 4 of card""",
        "bank-account": """bank account; bank account details; bank details; iban; bank data;
            bank account number; bank information; bankverbindung; kontoverbindung; bankdaten;
            coordonnees bancaires; compte bancaire; rib; bankrekening; bankgegevens;
            bankrekeningnummer; cuenta bancaria; datos bancarios; bank account data;
            bank account information""",
        "employment": """employment; employment data; job title; job titles; employer; company;
            company name; employee data; hr data; occupation; company data; company information;
            professional information; cv; resume; applicant data; organization name;
            arbeitgeber; berufsbezeichnung; beschaftigtendaten; mitarbeiterdaten; bewerberdaten;
            unternehmen; firma; firmenname; employeur; intitule de poste; donnees rh;
            entreprise; societe; functietitel; werkgever; personeelsgegevens; bedrijfsnaam;
            empleador; datos laborales; empresa; lebenslauf; business information;
            professional data; employment information""",
        "date-of-birth": """date of birth; birth date; birthdate; dob; birthday; age;
            geburtsdatum; alter; date de naissance; age; geboortedatum; leeftijd;
            fecha de nacimiento; edad""",
        "gender": "gender; sex; geschlecht; sexe; genre; geslacht; sexo; genero",
        "language": """language; language preference; language preferences; preferred language;
            sprache; langue; taal; idioma; locale; spracheinstellung; taalvoorkeur""",
        "children": """children; data of children; children s data; minors; kinder; kinderdaten;
            enfants; mineurs; kinderen; minderjarigen; ninos; menores; student data""",
        "health": """health; health data; health information; medical data; phi;
            medical records; protected health information; patient data; gesundheitsdaten;
            patientendaten; medizinische daten; donnees de sante; donnees medicales;
            gezondheidsgegevens; medische gegevens; patientgegevens; datos de salud;
            datos medicos; electronic phi; ephi""",
        "genetic": """genetic data; dna; genetische daten; donnees genetiques;
            genetische gegevens; datos geneticos; genetic information""",
        "biometric": """biometric; biometric data; biometrics; face data; fingerprints;
            face scan; biometrische daten; donnees biometriques; biometrische gegevens;
            datos biometricos; biometric information; facial recognition; voiceprint;
            voiceprints""",
        "ethnic-origin": """ethnic origin; race; ethnicity; racial or ethnic origin;
            ethnische herkunft; origine ethnique; etnische afkomst; origen etnico;
            race and ethnicity""",
        "political-opinion": """political opinions; political opinion; political affiliation;
            politische meinungen; opinions politiques; politieke opvattingen;
            opiniones politicas""",
        "religion": """religion; religious beliefs; religious belief; weltanschauung;
            religious or philosophical beliefs; convictions religieuses; geloofsovertuiging;
            creencias religiosas; religiose uberzeugungen""",
        "sexual-life": """sexual orientation; sex life; sexuelle orientierung; sexualleben;
            orientation sexuelle; vie sexuelle; seksuele gerichtheid; orientacion sexual""",
        "trade-union": """trade union membership; union membership; gewerkschaftszugehorigkeit;
            appartenance syndicale; vakbondslidmaatschap; afiliacion sindical""",
        "criminal-record": """criminal convictions; criminal record; criminal records;
            vorstrafen; background checks; strafrechtliche verurteilungen;
            condamnations penales; casier judiciaire; strafrechtelijke gegevens;
            antecedentes penales; condenas penales; criminal background""",
    }
)
