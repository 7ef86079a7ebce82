"""Which column holds which field: French and English habits, ticketing sites, questions, corrections by hand."""

from __future__ import annotations

import pytest

from uepit_desktop.event.errors import UserError
from uepit_desktop.people.fields import PEOPLE
from uepit_desktop.tables import ColumnState, Table, map_columns, mapping_from_json, signature


def table(headers: list[str], *rows: list[str]) -> Table:
    return Table("f.csv", tuple(headers), tuple(range(2, 2 + len(rows))), tuple(map(tuple, rows)))


def fields(headers: list[str], *rows: list[str]) -> list[str]:
    return [column.field for column in map_columns(table(headers, *rows), PEOPLE).columns]


@pytest.mark.parametrize(
    ("header", "field"),
    [
        ("NOM", "family_name"),
        ("Nom de famille *", "family_name"),
        ("Last Name", "family_name"),
        ("nom d’usage", "family_name"),
        ("PRENOM", "given_name"),
        ("Prénom(s)", "given_name"),
        ("First name", "given_name"),
        ("Votre prénom :", "given_name"),
        ("NOM Prénom", "full_name"),
        ("Prénom et nom", "full_name"),
        ("Nom et prénom du participant", "full_name"),
        ("Participant·e", "full_name"),
        ("Full name", "full_name"),
        ("Nom, prénom", "full_name"),
        ("Mail pro", "email"),
        ("E-mail", "email"),
        ("Adresse électronique", "email"),
        ("Adresse mail professionnelle", "email"),
        ("Quelle est votre adresse e-mail ?", "email"),
        ("Email Address", "email"),
        ("Mél.", "email"),
        ("COURRIELS", "email"),
        ("Tél. portable", "phone"),
        ("N° de téléphone", "phone"),
        ("Cell Phone", "phone"),
        ("Mobile", "phone"),
        ("Collectivité", "organisation"),
        ("Nom de la structure", "organisation"),
        ("Organisme / employeur", "organisation"),
        ("Company", "organisation"),
        ("Établissement", "organisation"),
        ("Dans quelle structure travaillez-vous ?", "organisation"),
        ("Type de structure", "organisation_kind"),
        ("Type d'organisme", "organisation_kind"),
        ("Catégorie de la collectivité", "organisation_kind"),
        ("Fonction", "function"),
        ("Poste occupé", "function"),
        ("Job Title", "function"),
        ("Intitulé de votre poste", "function"),
        ("Commune", "territory"),
        ("Territoire d'intervention", "territory"),
        ("City", "territory"),
        ("Rôle", "role"),
        ("Vous participez en tant que :", "role"),
        ("Compétences", "skills"),
        ("Vos compétences à partager", "skills"),
        ("Vœu 1", "wish_1"),
        ("Voeu n°2", "wish_2"),
        ("Choix 3", "wish_3"),
        ("1er vœu", "wish_1"),
        ("Défi - choix n° 2", "wish_2"),
        ("Deuxième choix de défi", "wish_2"),
        ("Wish 1", "wish_1"),
        ("VOEU_2", "wish_2"),
        ("Régime alimentaire", "diet"),
        ("Allergies ou restrictions alimentaires", "diet"),
        ("Dietary requirements", "diet"),
        ("Besoins part.", "access_needs"),
        ("Besoins d'accès", "access_needs"),
        ("Êtes-vous en situation de handicap ?", "access_needs"),
        ("Droit à l'image", "image_consent"),
        ("J'autorise la prise de photos", "image_consent"),
        ("Je refuse d'être pris en photo", "image_refusal"),
        ("J1 / J2 / J3", "days"),
        ("Jours de présence", "days"),
        ("J2", "day"),
        ("Lundi 6 juillet", "day"),
        ("Présence J1", "day"),
        ("N° de billet", "badge_alias"),
        ("Code barre", "badge_alias"),
        ("Barcode #", "badge_alias"),
        ("Date inscr.", ""),
        ("Horodateur", ""),
        ("Civilité", ""),
        ("Code postal", ""),
        ("Adresse postale", ""),
        ("Montant tarif", ""),
        ("Référence commande", ""),
        ("Date de naissance", ""),
        ("Commentaires", ""),
        ("N°", ""),
    ],
)
def test_a_header_is_recognised_as_people_write_it(header: str, field: str) -> None:
    assert fields([header], ["valeur"]) == [field]


def test_what_the_buyer_gave_is_not_what_the_participant_is() -> None:
    headers = [
        "Nom payeur",
        "Prénom payeur",
        "Email payeur",
        "Nom participant",
        "Prénom participant",
        "Email participant",
        "Numéro de billet",
        "Tarif",
        "Date de la commande",
    ]
    row = ["Caisse", "Une", "c@a.example", "Martin", "Zoé", "z@a.example", "ABC123", "Gratuit", "04/05/2026"]
    assert fields(headers, row) == ["", "", "", "family_name", "given_name", "email", "badge_alias", "", ""]


def test_the_address_of_who_paid_is_taken_when_there_is_no_other() -> None:
    assert fields(["Nom", "Prénom", "Email acheteur"], ["A", "B", "a@a.example"])[2] == "email"


def test_a_blank_column_gives_way_to_one_that_says_something() -> None:
    assert fields(["Nom", "Raison sociale", "Champ 1 : Structure"], ["A", "", "Ville"])[1:] == ["", "organisation"]
    assert fields(["Nom", "Raison sociale"], ["A", ""])[1] == "organisation"


def test_a_whole_name_is_needless_beside_its_two_halves() -> None:
    assert fields(["First Name", "Last Name", "Attendee #"], ["A", "B", "77"]) == ["given_name", "family_name", ""]


def test_a_ticket_type_is_a_role_when_its_values_are_roles() -> None:
    assert fields(["Nom", "Tarif"], ["A", "Facilitatrice"], ["B", "Participant"]) == ["family_name", "role"]
    assert fields(["Nom", "Tarif"], ["A", "Plein"], ["B", "Réduit"]) == ["family_name", ""]


def test_a_status_column_is_taken_only_when_it_speaks_of_registrations() -> None:
    assert fields(["Nom", "Statut"], ["A", "Confirmé"], ["B", "Annulé"])[1] == "status"
    assert fields(["Nom", "Statut"], ["A", "Titulaire"], ["B", "Contractuelle"])[1] == ""


def test_addresses_and_phones_are_found_under_headers_that_say_nothing() -> None:
    mapping = map_columns(table(["Nom", "X", "Y"], ["A", "a@a.example", "0612345678"]), PEOPLE)
    assert [column.field for column in mapping.columns] == ["family_name", "email", "phone"]
    assert mapping.columns[1].state is ColumnState.WARNING


def test_a_mapping_says_examples_fill_and_state() -> None:
    mapping = map_columns(table(["Nom", "Régime", "Date"], ["", "", "x"], ["A", "végé", ""]), PEOPLE)
    nom, diet, date = mapping.columns
    assert (nom.example, nom.filled, nom.state) == ("A", 0.5, ColumnState.AUTO)
    assert diet.state is ColumnState.SENSITIVE
    assert date.state is ColumnState.IGNORED
    assert mapping.missing == ()
    assert map_columns(table(["X"], ["1"]), PEOPLE).missing == ("family_name", "given_name")


def test_a_hand_correction_takes_the_field_from_the_column_that_had_it() -> None:
    mapping = map_columns(table(["Nom", "Nom d'usage"], ["A", "B"]), PEOPLE).with_field(1, "family_name")
    assert [column.field for column in mapping.columns] == ["", "family_name"]
    assert mapping.with_field(1, "").missing


def test_a_mapping_goes_through_json_and_back() -> None:
    data = table(["Nom", "Prénom", "Date"], ["A", "B", "C"])
    mapping = map_columns(data, PEOPLE)
    assert mapping.to_json() == {"Nom": "family_name", "Prénom": "given_name", "Date": None}
    again = mapping_from_json(data, PEOPLE, mapping.to_json())
    assert again.fields == mapping.fields
    assert mapping_from_json(data, PEOPLE, {"family_name": "nom", "given_name": "PRENOM"}).fields == mapping.fields


@pytest.mark.parametrize("document", [[], {"Absent": "email"}, {"Nom": "colour"}, {"Nom": 3}, "x"])
def test_a_mapping_that_cannot_be_is_refused(document: object) -> None:
    with pytest.raises(UserError) as refused:
        mapping_from_json(table(["Nom"], ["A"]), PEOPLE, document)
    assert refused.value.code == "bad_mapping"


def test_headers_are_the_same_whatever_their_order_case_and_accents() -> None:
    assert signature(("NOM", "Prénom")) == signature(("prenom", "Nom "))
    assert signature(("Nom",)) != signature(("Nom", "Prénom"))
