"""The columns of a registration file: each field of a person and how French and English offices head it."""

from __future__ import annotations

from ..language import mark, tr
from ..tables import Field, Vocabulary, headings
from .contacts import looks_like_email, looks_like_phone
from .values import role_of, status_of

MOST_WISHES = 9


def _wish(rank: int) -> Field:
    ordinal = {
        1: "1er|premier|1ere|premiere|first",
        2: "2e|2eme|2nd|second|seconde|deuxieme",
        3: "3e|3eme|troisieme|third",
    }
    names = r"(?:voeu|choix|choice|wish|defi|challenge|priorite|preference|option)"
    number = rf"(?:n |no |numero |num |rang |°)?0?{rank}"
    return Field(
        f"wish_{rank}",
        mark("Wish no. {rank}"),
        patterns=(
            (rf"\b{names}(?: [a-z]+){{0,2}} ?{number}\b", 90),
            (rf"\b(?:{ordinal.get(rank, f'{rank}e|{rank}eme')}) (?:[a-z]+ )?{names}\b", 90),
            (rf"^{names}[a-z ]*\b{rank}\b", 80),
        ),
    )


FIELDS: tuple[Field, ...] = (
    Field(
        "family_name",
        mark("Family name"),
        headings(
            """Nom | Nom de famille | Nom d'usage | Nom usuel | Nom marital | Nom patronymique | Patronyme | NOM
            * | Last name | Lastname | Surname | Family name | Nom du participant | Nom participant | Nom de
            l'inscrit | Nom bénéficiaire | Nom du porteur du billet | Attendee last name | Votre nom | Nom (en
            majuscules) | Nom de l'agent | Nom stagiaire | Nom invité"""
        ),
        patterns=(
            (r"^nom(?: (?:majuscule|famille|usage|lettre capitale|maj|capitale))*$", 90),
            (r"^nom\b(?!.*prenom)", 40),
        ),
    ),
    Field(
        "given_name",
        mark("Given name"),
        headings(
            """Prénom | Prénom usuel | Prénom d'usage | First name | Firstname | Given name | Forename | Prénom
            du participant | Prénom participant | Prénom bénéficiaire | Attendee first name | Votre prénom |
            Prénom invité | Prén."""
        ),
        patterns=((r"^prenom\b(?!.*\bnom\b)", 80), (r"\bprenom\b(?!.*\bnom\b)", 40)),
    ),
    Field(
        "full_name",
        mark("Family and given name"),
        headings(
            """NOM Prénom | Nom et prénom | Nom, prénom | Prénom NOM | Prénom et nom | Nom complet | Full name |
            Name | Identité | Participant | Participant·e | Nom / Prénom | Participant name | Attendee |
            Attendee name | Agent | Nom prénom du participant | Civilité Nom Prénom | Personne | Inscrit |
            Nom-Prénom | Stagiaire | NomPrénom"""
        ),
        patterns=((r"\bnom\b.*\bprenom\b|\bprenom\b.*\bnom\b", 85), (r"\bfirst name\b.*\blast name\b", 85)),
        needless_with=("family_name", "given_name"),
    ),
    Field(
        "email",
        mark("E-mail address"),
        headings(
            """E-mail | Email | Mail | Courriel | Mél | Adresse e-mail | Adresse mail | Adresse électronique |
            Adresse de messagerie | Messagerie | Courrier électronique | Mail pro | Mail professionnel |
            E-mail pro | Email professionnel | Adresse courriel | Email address | E-mail address | Courriel
            professionnel | Adresse mail professionnelle | Work email | Email participant | Contact mail"""
        ),
        patterns=((r"\b(?:e ?mail|mail|courriel|mel)\b", 70),),
        accepts=looks_like_email,
        by_content=True,
    ),
    Field(
        "phone",
        mark("Phone"),
        headings(
            """Téléphone | Tél | Tel. | Téléphone portable | Tél. portable | Portable | Mobile | GSM | Téléphone
            mobile | Numéro de téléphone | N° de téléphone | Téléphone pro | Téléphone professionnel | Phone |
            Phone number | Cell phone | Mobile phone | Ligne directe | Téléphone fixe | Coordonnées
            téléphoniques | N° tél | N° portable"""
        ),
        patterns=((r"\b(?:telephone|tel|portable|mobile|phone|gsm)\b", 65),),
        accepts=looks_like_phone,
        by_content=True,
    ),
    Field(
        "organisation",
        mark("Organisation"),
        headings(
            """Structure | Organisme | Organisation | Collectivité | Établissement | Employeur | Nom de la
            structure | Structure employeuse | Collectivité employeur | Entreprise | Société | Company |
            Organization | Institution | Nom de l'organisme | Nom de la collectivité | Nom de l'établissement
            | Structure de rattachement | Affiliation | Administration | Raison sociale | Structure /
            Collectivité | Collectivité ou établissement | Association | Votre collectivité | Employer |
            Structure d'appartenance | Organisme employeur | Collectivité d'origine"""
        ),
        patterns=(
            (
                r"^(?:nom )?(?:structure|organisme|organisation|collectivite|etablissement|employeur|entreprise"
                r"|societe)\b",
                70,
            ),
            (r"\b(?:structure|organisme|collectivite|employeur|company|organization|organisation)\b", 55),
        ),
    ),
    Field(
        "organisation_kind",
        mark("Kind of organisation"),
        headings(
            """Type de structure | Type d'organisme | Type d'organisation | Type de collectivité | Catégorie de
            structure | Nature de la structure | Type d'établissement | Type employeur | Organisation type |
            Organization type | Famille d'acteur | Type d'acteur | Statut de la structure | Catégorie
            d'organisme | Secteur | Kind of organisation | Profil de structure"""
        ),
        patterns=(
            (
                r"\b(?:type|categorie|nature|statut|kind|famille)\b.*\b(?:structure|organi[sz]ation|organisme|collectivite|"
                r"etablissement|employeur|acteur|company)\b",
                90,
            ),
        ),
    ),
    Field(
        "function",
        mark("Function"),
        headings(
            """Fonction | Poste | Poste occupé | Fonction occupée | Métier | Profession | Intitulé du poste |
            Emploi | Qualité | Job title | Function | Position | Job | Titre / fonction | Intitulé de poste |
            Fonction exercée | Fonctions | Métier / fonction | Occupation"""
        ),
        patterns=((r"\b(?:fonction|poste|metier|profession|job)\b", 60),),
    ),
    Field(
        "territory",
        mark("Territory"),
        headings(
            """Commune | Territoire | Ville | Localité | City | Town | Territory | Commune d'exercice | Lieu
            d'exercice | Ville de la structure | Municipality | Commune de résidence | Territoire
            d'intervention"""
        ),
        patterns=((r"\b(?:commune|territoire|ville|localite)\b", 55), (r"^(?:departement|region|pays)\b", 52)),
    ),
    Field(
        "role",
        mark("Role"),
        headings(
            """Rôle | Rôle du participant | Role | Participation | Rôle à l'université | Vous participez en tant que
            | À quel titre participez-vous | Type d'inscription"""
        ),
        patterns=(
            (r"\brole\b", 60),
            (r"\b(?:en tant que|a quel titre)\b", 60),
            (r"\b(?:type|categorie|profil|statut) (?:de |du |des )?participa", 60),
            (r"\b(?:tarif|ticket type|type (?:de )?(?:billet|ticket|place)|billet|categorie|statut|profil)\b", 30),
        ),
        accepts=lambda value: role_of(value) is not None,
    ),
    Field(
        "skills",
        mark("Skills"),
        headings(
            """Compétences | Compétence | Savoir-faire | Skills | Expertise | Domaines de compétence |
            Compétences à partager | Talents | Domaine d'expertise | Vos compétences | Domaine de compétences"""
        ),
        patterns=((r"\b(?:competence|skill|savoir faire|expertise)\b", 60),),
    ),
    *(_wish(rank) for rank in range(1, MOST_WISHES + 1)),
    Field(
        "wishes",
        mark("Wishes, in order"),
        headings(
            """Vœux | Vœu | Choix de défis | Défis choisis | Défis souhaités | Défi souhaité | Défi choisi |
            Wishes | Choix | Préférences | Vœux de défis | Défis préférés | Choix du défi | Défi"""
        ),
        patterns=((r"\bvoeux?\b|\bdefi\b.*\b(?:choisi|souhaite|prefere)|\bchoix\b.*\bdefi", 60),),
    ),
    Field(
        "diet",
        mark("Diet"),
        headings(
            """Régime alimentaire | Régime | Restrictions alimentaires | Allergies | Allergies alimentaires |
            Diet | Dietary requirements | Dietary restrictions | Contraintes alimentaires | Préférences
            alimentaires | Alimentation | Régime particulier | Spécificités alimentaires"""
        ),
        patterns=((r"\b(?:regime|alimentaire|alimentation|allergie|diet|dietary)\b", 75),),
        sensitive=True,
    ),
    Field(
        "access_needs",
        mark("Access need"),
        headings(
            """Besoins d'accès | Besoin d'accès | Accessibilité | Besoins particuliers | Besoins part. | Handicap
            | PMR | Besoins spécifiques | Accessibility | Access needs | Special needs | Situation de handicap
            | Aménagements | Besoin d'accessibilité | Aménagement nécessaire | Besoin d'aménagement"""
        ),
        patterns=(
            (r"\b(?:accessibilite|accessibility|handicap|pmr|amenagement|mobilite reduite)\b", 75),
            (r"\bbesoin\b.*\b(?:acce|particulier|specifique|part)\b", 75),
        ),
        sensitive=True,
    ),
    Field(
        "image_refusal",
        mark("Refusal of pictures"),
        headings(
            """Refus du droit à l'image | Refus photo | Refus image | Opt-out photo | Opposition droit à l'image"""
        ),
        patterns=(
            (
                r"\b(?:refus|refuse|oppose|opposition|n autorise pas|ne souhaite pas)\b"
                r".*\b(?:image|photo|photographie|film)",
                95,
            ),
            (r"\b(?:image|photo)\b.*\b(?:refus|refuse|oppose|opposition)\b", 95),
        ),
    ),
    Field(
        "image_consent",
        mark("Consent to pictures"),
        headings(
            """Droit à l'image | Autorisation droit à l'image | Autorisation image | Consentement image | Image
            consent | Autorisation photo | Accord droit à l'image | Photo consent | Photos | Cession du droit
            à l'image"""
        ),
        patterns=((r"\b(?:image|photo|photographie|captation|picture)\b", 70),),
    ),
    Field(
        "days",
        mark("Days of presence"),
        headings(
            """Jours de présence | Présence | Jours | Dates de présence | J1 / J2 / J3 | J1/J2 | J1 - J2 - J3 |
            Days | Jour(s) de participation | Days of presence | Attendance days | Participation jours"""
        ),
        patterns=((r"\bj1\b.*\bj2\b", 95), (r"\bjour\b.*\b(?:presence|participation|present)|\bpresence\b", 60)),
    ),
    Field(
        "day",
        mark("One day of presence"),
        patterns=(
            (
                r"^(?:presence |present |jour |day |le )*(?:j ?\d{1,2}|jour \d{1,2}|day \d{1,2})"
                r"(?: matin| am| pm| apre midi)?$",
                90,
            ),
            (
                r"^(?:presence |present |le )*(?:lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche"
                r"|monday|tuesday|wednesday|"
                r"thursday|friday|saturday|sunday)\b",
                85,
            ),
            (r"^(?:presence |present |le )*\d{1,2} \d{1,2}(?: \d{4})?$|^\d{4} \d{2} \d{2}$", 70),
        ),
        many=True,
    ),
    Field(
        "badge_alias",
        mark("Ticket or badge code"),
        headings(
            """N° de billet | Numéro de billet | Code barre | Code-barres | Code à barres | Barcode | Barcode # |
            Ticket number | N° billet | Numéro du billet | QR code | Code badge | N° de badge | Numéro de
            badge | Référence du billet | N° ticket | Badge | Code billet | Ticket code | Code QR"""
        ),
        patterns=((r"\b(?:code barre|barcode|n billet|numero billet|ticket (?:number|code|id)|code badge)\b", 80),),
        many=True,
    ),
    Field(
        "status",
        mark("Registration status"),
        headings(
            """Statut de l'inscription | État de l'inscription | Attendee status | Annulé | Annulation
            | Registration status | Désistement"""
        ),
        patterns=((r"\b(?:statut|status|etat)\b", 30),),
        accepts=lambda value: status_of(value) is not None,
    ),
    Field("desk_note", mark("Reception note"), headings("""Note d'accueil | Desk note | Note pour l'accueil""")),
)

PEOPLE = Vocabulary(
    kind="people",
    fields=FIELDS,
    ignored=(
        r"\b(?:horodateur|timestamp|submitted|submission)\b",
        r"\bdate (?:d )?(?:inscription|inscr|naissance|commande|achat|paiement|creation|reponse|enregistrement)\b",
        r"\b(?:order|purchase|birth) date\b|^date$|^heure$",
        r"\b(?:civilite|genre|sexe|gender|title mr)\b(?!.*nom)",
        r"\b(?:code postal|cp|postcode|zip|insee|siret|siren)\b",
        r"^adresse(?: postale| rue| 1| 2| facturation| complete| personnelle)?$|^address\b",
        r"\badresse (?:postale|facturation)\b",
        r"\b(?:prix|montant|price|amount|paiement|payment|reglement|promo|facture|total|devise|currency)\b",
        r"\b(?:n|no|numero|reference|ref|id|order) (?:de )?(?:la )?"
        r"(?:commande|order|participant|reponse|inscription|dossier)\b",
        r"^(?:n|no|id|ip|num|numero|ordre|ligne|rang)$|\badresse ip\b",
        r"\bnom (?:de )?(?:jeune fille|naissance)\b",
        r"\bnom (?:de )?(?:l )?(?:evenement|event|campagne|formulaire)\b|\bevent name\b",
        r"\b(?:commentaire|remarque|comment|observation|message|attente|motivation)\b",
    ),
    required=(("family_name", "given_name"), ("full_name",), ("family_name",), ("given_name",)),
)


def field_label(field: str) -> str:
    """What the screen calls a field of the mapping, in the language in use: « Vœu n° 2 ». "" for no field."""
    if not field:
        return ""
    known = PEOPLE.by_id[field]
    return tr(known.label, rank=field.rpartition("_")[2]) if field.startswith("wish_") else tr(known.label)
