"""The columns of a file of challenges, and how French and English offices head them."""

from __future__ import annotations

import re

from ..language import mark
from ..tables import Field, Vocabulary, headings

_A_SIZE = re.compile(r"\d{1,4}")


def _looks_like_size(value: str) -> bool:
    return _A_SIZE.fullmatch(value.strip()) is not None


FIELDS: tuple[Field, ...] = (
    Field(
        "code",
        mark("Code"),
        headings(
            """Code | Code défi | N° | Numéro | N° défi | Numéro du défi | Réf | Référence | Id | No | Ref |
            Challenge code"""
        ),
        patterns=((r"\b(?:code|numero|ref|reference)\b", 60),),
    ),
    Field(
        "title",
        mark("Title"),
        headings(
            """Titre | Titre du défi | Intitulé | Intitulé du défi | Défi | Nom du défi | Title | Challenge |
            Sujet | Libellé | Nom | Thème | Challenge title | Projet | Nom du projet"""
        ),
        patterns=((r"\b(?:titre|intitule|title|libelle)\b", 70), (r"^(?:nom )?(?:defi|challenge|projet)\b", 55)),
    ),
    Field(
        "question",
        mark("Question"),
        headings(
            """Question | Comment | Question du défi | Problématique | Description | Enjeu | Problem | Résumé |
            Question posée | Comment… ?"""
        ),
        patterns=((r"\b(?:question|problematique|comment)\b", 70), (r"\b(?:description|enjeu|resume)\b", 55)),
    ),
    Field(
        "bearers",
        mark("Bearers"),
        headings(
            """Porteur | Porteuse | Porteur·se | Porteurs | Porteur de défi | Porteur·se de défi | Porteur du
            défi | Bearer | Bearers | Porteur de projet | Porté par | Pilote | Chef de projet | Owner |
            Référent | Contact"""
        ),
        patterns=(
            (
                r"\b(?:porteur|porteuse|bearer|pilote|owner|porte)\b(?!.*\b(?:mail|courriel|tel|telephone|structure)\b)",
                75,
            ),
        ),
    ),
    Field(
        "bearer_email",
        mark("E-mail of the bearer"),
        headings(
            """Mail porteur | Courriel porteur | E-mail du porteur | Mail | Courriel | E-mail | Mail du référent"""
        ),
        patterns=((r"\b(?:mail|courriel)\b", 60),),
    ),
    Field(
        "territory",
        mark("Territory"),
        headings(
            """Territoire | Commune | Collectivité | Ville | Territory | Lieu | Territoire concerné | Structure |
            Collectivité porteuse | Structure porteuse | EPCI"""
        ),
        patterns=((r"\b(?:territoire|commune|collectivite|ville|epci|territory)\b", 60),),
    ),
    Field(
        "min_size",
        mark("Smallest team"),
        headings(
            """Effectif min | Effectif minimum | Effectif minimal | Min | Minimum | Taille min | Nombre min | Min
            size | Places min | Effectif mini | Mini"""
        ),
        patterns=((r"\bmin(?:i|imum|imal|imale)?\b", 70),),
    ),
    Field(
        "max_size",
        mark("Largest team"),
        headings(
            """Effectif max | Effectif maximum | Effectif maximal | Max | Maximum | Taille max | Nombre max | Max
            size | Places | Places max | Capacité | Effectif maxi | Maxi | Jauge | Nombre de places"""
        ),
        patterns=((r"\bmax(?:i|imum|imal|imale)?\b", 70), (r"\b(?:capacite|jauge|place)\b", 55)),
    ),
    Field(
        "sizes",
        mark("Size of the team, from least to most"),
        headings(
            """Effectif | Effectifs | Taille | Taille de l'équipe | Team size | Nombre de participants | Effectif
            souhaité"""
        ),
        patterns=((r"\b(?:effectif|taille|size)\b(?!.*\b(?:min|max))", 55),),
    ),
    Field(
        "roles_wanted",
        mark("Roles wanted"),
        headings(
            """Rôles recherchés | Rôles | Compétences recherchées | Compétences | Profils recherchés | Profils |
            Roles wanted | Besoins | Roles | Compétences attendues | Rôles souhaités"""
        ),
        patterns=((r"\b(?:role|competence|profil|skill)\b", 65),),
    ),
    Field(
        "stage",
        mark("Stage"),
        headings("""Étape | Stade | Stage | Statut | État | Avancement"""),
        patterns=((r"\b(?:etape|stade|statut|avancement)\b", 55),),
    ),
)

CHALLENGES = Vocabulary(
    kind="challenges",
    fields=FIELDS,
    ignored=(r"\b(?:horodateur|timestamp|date)\b", r"\b(?:telephone|tel|portable|phone)\b", r"\bcommentaire\b"),
    required=(("title",), ("question",)),
)
