"""The columns of a file of sessions or of rooms, and how French and English offices head them."""

from __future__ import annotations

from ..language import mark
from ..tables import Field, Vocabulary, headings

FIELDS: tuple[Field, ...] = (
    Field(
        "code",
        mark("Code"),
        headings("""Code | Code session | N° | Numéro | Réf | Référence | Id | No | Ref | Session code | N° session"""),
        patterns=((r"\b(?:code|numero|ref|reference)\b", 60),),
    ),
    Field(
        "title",
        mark("Title"),
        headings(
            """Titre | Intitulé | Session | Séance | Activité | Libellé | Nom | Nom de la session | Title | Sujet |
            Thème | Titre de la session | Contenu | Quoi | Name | Activity"""
        ),
        patterns=((r"\b(?:titre|intitule|title|libelle|activite)\b", 70), (r"^(?:nom )?(?:session|seance)\b", 55)),
    ),
    Field(
        "kind",
        mark("Kind of session"),
        headings(
            """Type | Type de session | Nature | Format | Catégorie | Genre | Kind | Type d'activité | Modalité"""
        ),
        patterns=((r"\b(?:type|nature|format|categorie|kind)\b", 65),),
    ),
    Field(
        "day",
        mark("Day"),
        headings("""Jour | Date | Journée | Day | Jour de la session | Le"""),
        patterns=((r"^(?:jour|date|journee|day)\b", 70),),
    ),
    Field(
        "start",
        mark("Start"),
        headings(
            """Début | Heure de début | Heure | Commence à | De | Start | Begin | Horaire de début | Start time |
            Débute à | À partir de | Heure début"""
        ),
        patterns=((r"\b(?:debut|start|commence|begin)\b", 75),),
    ),
    Field(
        "end",
        mark("End"),
        headings(
            """Fin | Heure de fin | Finit à | End | Horaire de fin | End time | Jusqu'à | Heure fin | Termine à"""
        ),
        patterns=((r"\b(?:fin|end|jusqu|termine)\b", 75),),
    ),
    Field(
        "hours",
        mark("Hours"),
        headings("""Horaire | Horaires | Créneau | Créneau horaire | Heures | Slot | Plage | Plage horaire | Time"""),
        patterns=((r"\b(?:horaire|creneau|plage|slot)\b", 60),),
    ),
    Field(
        "length",
        mark("Length"),
        headings("""Durée | Durée en minutes | Minutes | Temps | Duration | Length | Durée (min)"""),
        patterns=((r"\b(?:duree|duration|length)\b", 70),),
    ),
    Field(
        "room",
        mark("Room"),
        headings(
            """Salle | Lieu | Nom de la salle | Espace | Room | Local | Où | Emplacement | Salle attribuée | Location"""
        ),
        patterns=((r"\b(?:salle|room|lieu)\b(?!.*\b(?:capacite|places|equipement)\b)", 65),),
    ),
    Field(
        "capacity",
        mark("Capacity"),
        headings(
            """Capacité | Jauge | Places | Nombre de places | Capacity | Effectif max | Max | Capacité de la salle |
            Seats | Nb places"""
        ),
        patterns=((r"\b(?:capacite|jauge|places?|capacity)\b", 65),),
    ),
    Field(
        "equipment",
        mark("Equipment"),
        headings(
            """Équipement | Équipements | Matériel | Equipment | Équipement de la salle | Besoins | Matériel
            disponible"""
        ),
        patterns=((r"\b(?:equipement|materiel|equipment)\b", 65),),
    ),
    Field(
        "hosts",
        mark("Hosts"),
        headings(
            """Intervenant | Intervenante | Intervenants | Intervenant·e·s | Intervenant(e)s | Animateur | Animatrice |
            Animateurs | Animation | Animé par | Formateur | Formatrice | Host | Hosts | Speaker | Speakers |
            Facilitateur | Facilitation | Par | Qui | Intervenant·e | Formateur·rice"""
        ),
        patterns=((r"\b(?:intervenant|animat|anime|formateur|formatrice|host|speaker|facilitat)\w*", 70),),
    ),
    Field(
        "teams",
        mark("Teams"),
        headings(
            """Équipe | Équipes | Groupe | Groupes | Équipes concernées | Public | Teams | Team | Équipes attendues"""
        ),
        patterns=((r"\b(?:equipe|groupe|team|public)\b", 65),),
    ),
    Field(
        "everyone",
        mark("For everyone"),
        headings(
            """Pour tous | Pour tout le monde | Tous | Plénier | Everyone | Pour toutes et tous | Ouvert à tous"""
        ),
        patterns=((r"\b(?:pour tou|tout le monde|everyone)\w*", 80),),
    ),
)

PROGRAMME = Vocabulary(
    kind="programme",
    fields=FIELDS,
    ignored=(r"\b(?:horodateur|timestamp)\b", r"\b(?:commentaire|remarque|observation)\b", r"\b(?:mail|courriel)\b"),
    required=(("title",), ("room", "capacity"), ("room", "equipment")),
)
