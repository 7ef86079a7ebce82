"""What cells mean: consent, roles, kinds, days, phones, addresses, names in one cell."""

from __future__ import annotations

import datetime as dt

import pytest

from uepit_desktop.people import contacts, values
from uepit_desktop.people.names import family_comes_first, name_key, names_alike, names_close, split_name
from uepit_desktop.people.organisations import best_spelling, organisations_close, spellings

DATES = (dt.date(2026, 7, 6), dt.date(2026, 7, 7), dt.date(2026, 7, 8))  # Monday to Wednesday


@pytest.mark.parametrize(
    "said", ["oui", "OUI", "O", "o", "x", "X", "Yes", "1", "✓", "J'accepte", "Oui, j'autorise", "VRAI"]
)
def test_consent_is_given_in_many_ways(said: str) -> None:
    assert values.consent_of(said) == "yes"
    assert values.consent_of_refusal(said) == "no"


@pytest.mark.parametrize(
    "said", ["non", "NON", "N", "n", "No", "0", "Je refuse", "Non, merci", "Je n'autorise pas", "faux"]
)
def test_consent_is_refused_in_many_ways(said: str) -> None:
    assert values.consent_of(said) == "no"
    assert values.consent_of_refusal(said) == ""


@pytest.mark.parametrize("said", ["", "?", "-", "à demander"])
def test_silence_is_not_consent(said: str) -> None:
    assert values.consent_of(said) == ""


def test_an_unclear_consent_is_neither() -> None:
    assert values.consent_of("peut-être") is None


@pytest.mark.parametrize(
    ("said", "role"),
    [
        ("Participant", "participant"),
        ("Participante", "participant"),
        ("Participant·e", "participant"),
        ("Facilitateur", "facilitator"),
        ("Facilitatrice", "facilitator"),
        ("facilitateur·rice", "facilitator"),
        ("FACILITATEUR/TRICE", "facilitator"),
        ("Porteur de défi", "bearer"),
        ("Porteuse de défi", "bearer"),
        ("Porteur·se", "bearer"),
        ("Équipe-projet", "project_team"),
        ("équipe projet", "project_team"),
        ("Intervenant", "speaker"),
        ("Intervenante", "speaker"),
        ("Grand témoin", "keynote_witness"),
        ("Grande témoin", "keynote_witness"),
        ("Testeur", "tester"),
        ("testeuse", "tester"),
        ("Appui national", "national_support"),
        ("Accueil", "reception"),
        ("speaker", "speaker"),
        ("Astronaute", None),
        ("", None),
    ],
)
def test_roles_are_read_in_any_gender(said: str, role: str | None) -> None:
    assert values.role_of(said) == role


def test_several_roles_in_a_cell_and_unknown_ones() -> None:
    assert values.roles_of("Participant, Facilitatrice") == (("participant", "facilitator"), ())
    assert values.roles_of("Participante ; astronaute") == (("participant",), ("astronaute",))
    assert values.roles_of("Intervenante et testeuse") == (("speaker", "tester"), ())


@pytest.mark.parametrize(
    ("said", "kind"),
    [
        ("collectivité", "local_authority"),
        ("Collectivité territoriale", "local_authority"),
        ("Commune", "local_authority"),
        ("EPCI", "local_authority"),
        ("État", "state"),
        ("Services de l'Etat", "state"),
        ("hospitalière", "hospital"),
        ("Fonction publique hospitalière", "hospital"),
        ("recherche", "research"),
        ("Université", "research"),
        ("association", "association"),
        ("entreprise", "company"),
        ("Citoyen·ne", "citizen"),
        ("habitante", "citizen"),
        ("xyz", None),
    ],
)
def test_kinds_of_organisation(said: str, kind: str | None) -> None:
    assert values.organisation_kind_of(said) == kind


def test_lists_are_cut_without_repeats() -> None:
    assert values.items_of("données, Codesign ; codesign\nvidéo") == ("données", "Codesign", "vidéo")
    assert values.items_of("aucune") == ()
    assert values.wishes_of("1. Un seul guichet; 2. L'eau partagée") == ("Un seul guichet", "L'eau partagée")
    assert values.wishes_of("Cantine, zéro gaspillage") == ("Cantine, zéro gaspillage",)


@pytest.mark.parametrize(
    ("said", "days"),
    [
        ("J1, J3", ("2026-07-06", "2026-07-08")),
        ("x / x / –", ("2026-07-06", "2026-07-07")),
        ("x//x", ("2026-07-06", "2026-07-08")),
        ("lundi et mercredi", ("2026-07-06", "2026-07-08")),
        ("6 et 7 juillet", ("2026-07-06", "2026-07-07")),
        ("mardi 7 juillet", ("2026-07-07",)),
        ("07/07", ("2026-07-07",)),
        ("2026-07-08", ("2026-07-08",)),
        ("06/07/2026 ; 08/07/2026", ("2026-07-06", "2026-07-08")),
        ("du 6 au 8 juillet", None),
        ("tous les jours", None),
        ("J1 J2 J3", None),
        ("oui", None),
        ("", None),
        ("–", None),
    ],
)
def test_days_of_presence(said: str, days: tuple[str, ...] | None) -> None:
    assert values.days_of(said, DATES) == (days, True)


@pytest.mark.parametrize("said", ["J7", "samedi", "12 août", "31/02", "selon l'agenda"])
def test_a_day_that_is_not_of_the_event_is_not_understood(said: str) -> None:
    assert values.days_of(said, DATES) == (None, False)


@pytest.mark.parametrize("header", ["J2", "Présence J2", "mardi", "Mardi 7 juillet", "07/07", "Jour 2"])
def test_a_header_names_a_day(header: str) -> None:
    assert values.day_named(header, DATES) == DATES[1]


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("02 97 86 90 73", "0297869073"),
        ("02.97.86.90.73", "0297869073"),
        ("297869073", "0297869073"),
        ("297869073.0", "0297869073"),
        ("+33 2 97 86 90 73", "0297869073"),
        ("+33 (0)297869073", "0297869073"),
        ("0033297869073", "0297869073"),
        ("33297869073", "0297869073"),
        ("Tél : 02-97-86-90-73", "0297869073"),
        ("0262 20 21 22", "0262202122"),
        ("+262692123456", "0692123456"),
        ("0590 12 34 56", "0590123456"),
        ("+596696744201", "0696744201"),
        ("0594 20 20 20", "0594202020"),
        ("0269 61 12 34", "0269611234"),
        ("+508 41 12 34", "0508411234"),
        ("+687 24 12 34", "+687241234"),
        ("+689 87 12 34 56", "+68987123456"),
        ("+681 72 12 34", "+681721234"),
        ("+41 22 730 51 11", "+41227305111"),
    ],
)
def test_phones_are_read_in_every_dress(typed: str, kept: str) -> None:
    assert contacts.read_phone(typed) == contacts.Read(kept)
    assert contacts.read_phone(kept) == contacts.Read(kept), "reading twice changes nothing"


@pytest.mark.parametrize("typed", ["12", "0612", "voir secrétariat", "2,97E+08", "00000000000000000", "+99912345678"])
def test_a_wrong_phone_is_kept_as_typed_with_a_reason(typed: str) -> None:
    read = contacts.read_phone(typed)
    assert read.value == typed
    assert read.reason


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("AICHA.MULLERIN@MALAY.EXAMPLE", "aicha.mullerin@malay.example"),
        ("a@b.test", "a@b.test"),
        ("Zoé <zoe@a.example>", "zoe@a.example"),
        ("mailto:zoe@a.example", "zoe@a.example"),
        ("prénom.nom@mairie-é.fr", "prénom.nom@mairie-é.fr"),
        ("o'neil+uepit@a-b.example", "o'neil+uepit@a-b.example"),
    ],
)
def test_addresses_are_accepted_without_any_look_up(typed: str, kept: str) -> None:
    assert contacts.read_email(typed) == contacts.Read(kept)


@pytest.mark.parametrize("typed", ["s.kerdavid@brevanches", "a.b", "x..y@a.fr", "@a.fr", "a@", "deux mots", "a@b@c.fr"])
def test_a_wrong_address_is_kept_as_typed_with_a_reason(typed: str) -> None:
    read = contacts.read_email(typed)
    assert read.value == typed
    assert read.reason


def test_a_domain_that_the_file_knows_completes_an_address() -> None:
    known = frozenset({"brevanches.example", "eaux-orme.example"})
    assert contacts.suggested_email("s.kerdavid@brevanches", known) == "s.kerdavid@brevanches.example"
    assert contacts.suggested_email("b.oriol eaux-orme.example", known) == "b.oriol@eaux-orme.example"
    assert contacts.suggested_email("x@ailleurs", known) == ""


@pytest.mark.parametrize(
    ("text", "family", "given", "sure"),
    [
        ("LE GOFFREC Ghislaine", "LE GOFFREC", "Ghislaine", True),
        ("Ghislaine LE GOFFREC", "LE GOFFREC", "Ghislaine", True),
        ("de LA TOURNELLE Noémie", "de LA TOURNELLE", "Noémie", True),
        ("Noémie DE LA TOURNELLE", "DE LA TOURNELLE", "Noémie", True),
        ("L’HOSTISSIER Hervé", "L’HOSTISSIER", "Hervé", True),
        ("D'HARCELIN Anne Sophie", "D'HARCELIN", "Anne Sophie", True),
        ("Jean-Baptiste MARTIN-DUPRÉ", "MARTIN-DUPRÉ", "Jean-Baptiste", True),
        ("STRAUßNER Loïc", "STRAUßNER", "Loïc", True),
        ("Mme ÇAĞLARIN Ayşe", "ÇAĞLARIN", "Ayşe", True),
        ("Kerdavid, Solène", "Kerdavid", "Solène", True),
        ("J. DUPONT", "DUPONT", "J.", True),
        ("Du Boisgelinet Laurent", "Du Boisgelinet", "Laurent", True),
        ("Van den Berg Luc", "Van den Berg", "Luc", True),
        ("Kerdavid Solène", "Kerdavid", "Solène", True),
        ("DUPONT MARIE CLAIRE", "DUPONT", "MARIE CLAIRE", False),
        ("Noémie de La Tournelle", "de La Tournelle", "Noémie", False),
        ("Madonna", "Madonna", "", False),
    ],
)
def test_a_whole_name_is_cut_by_rule_and_doubts_are_said(text: str, family: str, given: str, sure: bool) -> None:
    cut = split_name(text)
    assert (cut.family_name, cut.given_name, not cut.reason) == (family, given, sure)


def test_the_capitals_of_a_column_say_more_than_its_header() -> None:
    assert not family_comes_first(["Zoé MARTIN", "Luc PAUL", "Anne DUBOIS"], "Nom et prénom")
    assert family_comes_first(["Martin Zoé"], "Nom Prénom")
    assert not family_comes_first(["Zoé Martin"], "Prénom Nom")


def test_two_spellings_of_one_name_are_one() -> None:
    assert (
        name_key("LE GOFFREC", "Ghislaine") == name_key("Legoffrec", "GHISLAINE") == name_key("Ghislaine", "Le Goffrec")
    )
    assert name_key("Œuvrard", "Zoé") == name_key("OEUVRARD", "Zoe")
    assert names_alike("Dupont", "J.", "Dupont", "Jean")
    assert names_alike("Dupont", "Marie", "Dupont-Martin", "Marie")
    assert not names_alike("Dupont", "Jean", "Martin", "Claire")


@pytest.mark.parametrize(
    ("one", "other", "close"),
    [
        (("Kerdavid", "Solène"), ("Kerdavid", "Solenne"), True),
        (("Kerdavid", "Solène"), ("Kerdabid", "Solène"), True),
        (("Lemoinard", "Ghislaine"), ("Lemoinard", "Ghisaline"), True),
        (("Martin", "Jean"), ("Martin", "Jeanne"), False),
        (("Martin", "Michel"), ("Martin", "Michèle"), False),
        (("Martin", "Marine"), ("Martin", "Martine"), False),
        (("Martin", "Paul"), ("Martin", "Paula"), False),
        (("Durand", "Zoé"), ("Dupont", "Zoé"), False),
    ],
)
def test_a_slip_is_close_and_another_first_name_is_not(
    one: tuple[str, str], other: tuple[str, str], close: bool
) -> None:
    assert names_close(*one, *other) is close


@pytest.mark.parametrize(
    ("one", "other", "close"),
    [
        ("Cne Castelbruine", "Mairie de Castel-Bruine", True),
        ("CC du Haut-Serein", "Communauté de communes du Haut Serein", True),
        ("VILLE DE MÂLAY", "Ville de Malay", True),
        ("CD 35", "Conseil départemental 35", True),
        ("Ville de Lorval", "Université de Lorval", False),
        ("CC du Haut-Serein", "CC du Bas-Serein", False),
        ("Département – Lorval", "Ville de Lorval", False),
        ("Lycée Jules Ferry", "Lycée Jules Verne", False),
        ("EHPAD 12", "EHPAD 13", False),
    ],
)
def test_organisations_written_in_two_ways(one: str, other: str, close: bool) -> None:
    assert organisations_close(one, other) is close
    assert organisations_close(other, one) is close


def test_one_commune_in_three_spellings_is_proposed_as_one() -> None:
    names = [
        "Cne Castelbruine",
        "Castel-Bruine",
        "Mairie de Castelbruine",
        "Commune de Castelbruine",
        "Ville de Lorval",
    ]
    (group,) = spellings(enumerate(names, start=2))
    assert group.lines == (2, 3, 4, 5)
    assert group.proposed in ("Commune de Castelbruine", "Mairie de Castelbruine")
    assert best_spelling({"VILLE DE MÂLAY": 3, "Ville de Mâlay": 1}) == "Ville de Mâlay"
