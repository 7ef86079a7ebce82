"""Importing registrations: previews, duplicates, updates, undo, and the same file again."""

from __future__ import annotations

import datetime as dt
import random
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import func, select

from tests.people.registration_files import HEADER, ROWS, write_csv
from uepit_desktop import people
from uepit_desktop.event import EventFile, UserError
from uepit_desktop.event.badge_codes import canonical_badge_code
from uepit_desktop.event.model import Challenge, Organisation, Person, PersonRole, Wish
from uepit_desktop.people import Choice, Decisions, Outcome, report_document


def imported(event: EventFile, path: Path, **how: Any) -> dict[str, Any]:
    return report_document(people.import_people(event, path, **how).preview)


def counts(report: dict[str, Any]) -> tuple[int, int, int]:
    return report["created"], report["updated"], report["unchanged"]


def by_name(event: EventFile) -> dict[str, people.PersonRow]:
    with event.read() as db:
        return {row.name: row for row in people.list_people(db)}


def detail(event: EventFile, name: str) -> people.PersonDetail:
    with event.read() as db:
        return people.person_detail(db, by_name(event)[name].id)


def test_a_file_becomes_people(event: EventFile, tmp_path: Path) -> None:
    report = imported(event, write_csv(tmp_path / "a.csv", ROWS, encoding="cp1252"))
    assert counts(report) == (4, 0, 0)
    assert (report["duplicates"], report["rejected"], report["encoding"], report["delimiter"]) == (
        [],
        [],
        "cp1252",
        ";",
    )
    assert report["mapping"]["Droit à l'image"] == "image_consent"
    with event.read() as db:
        rows = people.list_people(db)
    assert [row.family_name for row in rows] == ["Durandeau", "Durandeau", "LEMOINARD", "Rivoallec"]
    ulysse = rows[2]
    assert (ulysse.given_name, ulysse.phone, ulysse.roles, ulysse.skills, ulysse.image_consent, ulysse.days) == (
        "Ulysse", "0297869073", ("facilitator",), ("codesign", "données"), "no", None,
    )  # fmt: skip
    assert len({row.badge for row in rows}) == 4
    assert all(canonical_badge_code(row.badge) == row.badge for row in rows)
    assert detail(event, "Ulysse LEMOINARD").diet == "végétarien"
    assert event.check().ok


def test_the_same_file_again_changes_nothing(event: EventFile, tmp_path: Path) -> None:
    path = write_csv(tmp_path / "a.csv", ROWS)
    imported(event, path)
    before = event.check().digest
    report = people.import_people(event, path)
    assert counts(report_document(report.preview)) == (0, 0, 4)
    assert report.changes is None
    assert event.check().digest == before


_NAMES = st.sampled_from(["Kerdavid", "KERDAVID", "Kerdavit", "Le Goffrec", "Martin", ""])
_GIVEN = st.sampled_from(["Solène", "Solenne", "SOLENE", "Jean", "Jeanne", "", "J."])
_EMAILS = st.sampled_from(["", "a@a.example", "b@a.example", "A@A.EXAMPLE", "faux"])
_PHONES = st.sampled_from(["", "0612345678", "612345678", "+33 6 99 99 99 99", "12"])
_OFFICES = st.sampled_from(["", "Ville de Lorval", "VILLE DE LORVAL", "Mairie de Lorval", "Métropole de Lorval"])
_MORE = st.sampled_from(["", "x", "Un seul guichet", "Facilitatrice"])
_FILE = st.lists(
    st.tuples(_NAMES, _GIVEN, _EMAILS, _PHONES, _OFFICES, _MORE, _MORE, _MORE, _MORE), min_size=1, max_size=12
)


@settings(max_examples=40)
@given(rows=_FILE)
def test_any_file_imported_twice_changes_nothing_and_loses_no_line(
    tmp_path_factory: pytest.TempPathFactory, rows: list[tuple[str, ...]]
) -> None:
    folder = tmp_path_factory.mktemp("e")
    path = write_csv(folder / "a.csv", rows)
    with EventFile.create(folder / "e.uepit", name="E", site="S", start_on=dt.date(2026, 7, 6), days=3) as event:
        first = people.import_people(event, path).preview
        assert set(first.outcomes) == set(first.table.lines)
        assert sum(first.count(outcome) for outcome in Outcome) == len(first.table.lines)
        again = people.import_people(event, path)
        assert counts(report_document(again.preview))[:2] == (0, 0), report_document(again.preview)
        assert again.changes is None
        assert len(by_name(event)) <= first.count(Outcome.CREATED)


def test_an_undo_takes_the_whole_import_back(event: EventFile, tmp_path: Path) -> None:
    imported(event, write_csv(tmp_path / "a.csv", ROWS))
    entry = event.undo()
    assert entry is not None
    assert entry.label == "import de personnes"
    assert by_name(event) == {}
    event.redo()
    assert len(by_name(event)) == 3  # two of the four are homonyms


def test_a_preview_writes_nothing(event: EventFile, tmp_path: Path) -> None:
    table = people.read_people_table(write_csv(tmp_path / "a.csv", ROWS))
    before = event.check().digest
    assert people.preview_people(event, table).count(Outcome.CREATED) == 4
    assert event.check().digest == before


def test_blank_cells_never_erase(event: EventFile, tmp_path: Path) -> None:
    imported(event, write_csv(tmp_path / "a.csv", ROWS))
    blank = [(*row[:3], *[""] * (len(HEADER) - 3)) for row in ROWS]
    assert counts(imported(event, write_csv(tmp_path / "b.csv", blank))) == (0, 0, 4)
    assert detail(event, "Ulysse LEMOINARD").row.phone == "0297869073"


def test_a_line_that_updates_one_field_leaves_the_blank_ones(event: EventFile, tmp_path: Path) -> None:
    imported(event, write_csv(tmp_path / "a.csv", ROWS))
    changed = [(*ROWS[1][:3], "", "", "Directrice")]
    assert counts(imported(event, write_csv(tmp_path / "b.csv", changed))) == (0, 1, 0)
    ulysse = detail(event, "Ulysse LEMOINARD")
    assert (ulysse.row.function, ulysse.row.phone, ulysse.diet, ulysse.row.image_consent) == (
        "Directrice",
        "0297869073",
        "végétarien",
        "no",
    )


def test_what_a_newer_file_says_updates(event: EventFile, tmp_path: Path) -> None:
    imported(event, write_csv(tmp_path / "a.csv", ROWS))
    newer = [list(row) for row in ROWS]
    newer[1][3], newer[1][5], newer[1][7] = "06 12 34 56 78", "Directrice", "vidéo"
    newer.append(["Nouvelle", "Zoé", "zoe@a.example"])
    assert counts(imported(event, write_csv(tmp_path / "b.csv", newer))) == (1, 1, 3)
    row = by_name(event)["Ulysse LEMOINARD"]
    assert (row.phone, row.function, row.skills) == ("0612345678", "Directrice", ("codesign", "données", "vidéo"))


def test_homonyms_of_different_organisations_stay_two(event: EventFile, tmp_path: Path) -> None:
    rows = [("Martin", "Zoé", "", "", "Ville de Lorval"), ("Martin", "Zoé", "", "", "Université de Lorval")]
    path = write_csv(tmp_path / "a.csv", rows)
    report = imported(event, path)
    assert (counts(report), report["duplicates"], report["flagged"]) == ((2, 0, 0), [], [])
    assert counts(imported(event, path)) == (0, 0, 2)


def test_a_name_alone_never_merges_and_is_shown(event: EventFile, tmp_path: Path) -> None:
    rows = [("Martin", "Zoé", "", "", "Ville de Lorval"), ("Martin", "Zoé"), ("MARTIN", "Zoe")]
    path = write_csv(tmp_path / "a.csv", rows)
    report = imported(event, path)
    assert counts(report) == (3, 0, 0)
    assert {flag["line"] for flag in report["flagged"]} == {3, 4}
    assert counts(imported(event, path)) == (0, 0, 3)


def test_duplicates_in_the_file_become_one_person_who_keeps_everything(event: EventFile, tmp_path: Path) -> None:
    rows = [
        ("Belhassen-Roy", "Nadia", "nadia@ay.example", "", "Ville de Lorval", "", "", "", "Cantine", "", "végétarien"),
        ("Autre", "Personne", "a@a.example"),
        ("BELHASSEN ROY", "Nadia", "NADIA@AY.EXAMPLE", "0612345678", "", "", "", "", "Logement"),
        ("Belhassen-Roy", "nadia", "", "", "VILLE DE LORVAL"),
    ]
    path = write_csv(tmp_path / "a.csv", rows)
    report = imported(event, path)
    assert counts(report) == (2, 0, 0)
    assert [(one["line"], one["of"]) for one in report["duplicates"]] == [(4, 2), (5, 2)]
    assert [flag["field"] for flag in report["flagged"]] == ["wishes"]
    nadia = detail(event, "Nadia Belhassen-Roy")
    assert (nadia.row.phone, nadia.diet, [wish.label for wish in nadia.wishes]) == (
        "0612345678",
        "végétarien",
        ["Logement"],
    )
    assert counts(imported(event, path)) == (0, 0, 2)


def test_a_person_decides_otherwise(event: EventFile, tmp_path: Path) -> None:
    rows = [
        ("Martin", "Zoé", "z@a.example", "", "", "Juriste"),
        ("Martin", "Zoé", "z@a.example", "", "", "Élue"),
        ("X", "Y"),
    ]
    table = people.read_people_table(write_csv(tmp_path / "a.csv", rows))

    def after(choice: Choice) -> people.Preview:
        return people.preview_people(event, table, decisions=Decisions(choices={3: choice}))

    assert after(Choice.SEPARATE).count(Outcome.CREATED) == 3
    assert after(Choice.SKIP).count(Outcome.SKIPPED) == 1
    assert after(Choice.KEEP_FIRST).people[0].values["function"] == "Juriste"
    assert after(Choice.MERGE).people[0].values["function"] == "Élue"


def test_a_shared_address_is_flagged_and_not_merged(event: EventFile, tmp_path: Path) -> None:
    rows = [("Martin", "Zoé", "mairie@lorval.example"), ("Petit", "Luc", "mairie@lorval.example")]
    path = write_csv(tmp_path / "a.csv", rows)
    report = imported(event, path)
    assert counts(report) == (2, 0, 0)
    assert [(flag["line"], flag["field"]) for flag in report["flagged"]] == [(3, "email")]
    assert counts(imported(event, path)) == (0, 0, 2)


def test_someone_of_the_event_is_found_under_another_address(event: EventFile, tmp_path: Path) -> None:
    imported(
        event, write_csv(tmp_path / "a.csv", [("Kerdavid", "Solène", "perso@a.example", "", "Ville de Brévanches")])
    )
    report = imported(
        event, write_csv(tmp_path / "b.csv", [("KERDAVID", "Solene", "pro@b.example", "", "VILLE DE BREVANCHES")])
    )
    assert counts(report) == (0, 1, 0)
    assert report["duplicates"][0]["of"] == by_name(event)["Solène Kerdavid"].id
    assert by_name(event)["Solène Kerdavid"].email == "pro@b.example"


def test_lines_without_a_name_are_rejected_and_the_others_taken(event: EventFile, tmp_path: Path) -> None:
    report = imported(
        event,
        write_csv(tmp_path / "a.csv", [("", "", "x@a.example"), ("Martin",), ("", "Zoé"), ("–", "-", "y@a.example")]),
    )
    assert counts(report) == (2, 0, 0)
    assert [one["line"] for one in report["rejected"]] == [2, 5]
    assert report["rejected"][0]["reason"] == "Aucun nom sur cette ligne."


def test_wrong_addresses_and_phones_are_kept_and_flagged(event: EventFile, tmp_path: Path) -> None:
    rows = [("A", "B", "s.kerdavid@brevanches", "12"), ("C", "D", "c.d@brevanches.example", "0612345678")]
    report = imported(event, write_csv(tmp_path / "a.csv", rows))
    assert counts(report) == (2, 0, 0)
    assert [(flag["line"], flag["field"], flag["value"]) for flag in report["flagged"]] == [
        (2, "email", "s.kerdavid@brevanches"), (2, "phone", "12"),
    ]  # fmt: skip
    assert report["flagged"][0]["suggestion"] == "s.kerdavid@brevanches.example"
    assert (by_name(event)["B A"].email, by_name(event)["B A"].phone) == ("s.kerdavid@brevanches", "12")


def test_corrections_are_made_beside_the_file(event: EventFile, tmp_path: Path) -> None:
    table = people.read_people_table(write_csv(tmp_path / "a.csv", [("A", "B", "a@b", "", "Cne Lorval")]))
    decisions = Decisions(corrections={(2, "email"): "a@b.example"}, organisations={"Cne Lorval": "Commune de Lorval"})
    preview = people.preview_people(event, table, decisions=decisions)
    assert preview.flagged == ()
    people.import_people(event, preview)
    assert (by_name(event)["B A"].email, by_name(event)["B A"].organisation) == ("a@b.example", "Commune de Lorval")


def test_one_organisation_in_several_cases_is_one_row_and_keeps_the_best_spelling(
    event: EventFile, tmp_path: Path
) -> None:
    header = ("Nom", "Prénom", "Structure", "Type de structure")
    rows = [
        ("A", "B", "UNIVERSITÉ DE MÂLAY", ""),
        ("C", "D", "Université de Mâlay", "recherche"),
        ("E", "F", "universite de malay", ""),
    ]
    imported(event, write_csv(tmp_path / "a.csv", rows, header))
    with event.read() as db:
        assert [(one.name, one.kind) for one in db.scalars(select(Organisation))] == [
            ("Université de Mâlay", "research")
        ]


def test_wishes_find_challenges_by_title_code_or_both(event: EventFile, tmp_path: Path) -> None:
    with event.write("challenges") as db:
        for code, title in (("D1", "Cantine zéro gaspillage"), ("D2", "Un seul guichet"), ("D12", "L'eau partagée")):
            db.add(Challenge(code=code, title=title))
    header = ("Nom", "Prénom", "Vœu 1", "Vœu 2", "Vœu 3")
    rows = [
        ("A", "B", "CANTINE ZERO GASPILLAGE", "d2", "D12 - L’eau partagée"),
        ("C", "D", "Cantine", "Un seul guichet (D2)", "Autre"),
    ]
    path = write_csv(tmp_path / "a.csv", rows, header)
    report = imported(event, path)
    assert [(flag["line"], flag["field"], flag["value"]) for flag in report["flagged"]] == [(3, "wish_3", "Autre")]
    assert [wish.challenge_code for wish in detail(event, "B A").wishes] == ["D1", "D2", "D12"]
    assert [(wish.challenge_code, wish.label) for wish in detail(event, "D C").wishes] == [
        ("D1", "Cantine"), ("D2", "Un seul guichet (D2)"), ("", "Autre"),
    ]  # fmt: skip
    assert counts(imported(event, path)) == (0, 0, 2)


def test_days_are_read_from_one_column_or_one_a_day(event: EventFile, tmp_path: Path) -> None:
    one = write_csv(
        tmp_path / "a.csv", [("A", "B", "x / x / –"), ("C", "D", "x / x / x")], ("Nom", "Prénom", "J1 / J2 / J3")
    )
    imported(event, one)
    assert by_name(event)["B A"].days == ("2026-07-06", "2026-07-07")
    assert by_name(event)["D C"].days is None
    each = write_csv(
        tmp_path / "b.csv",
        [("E", "F", "x", "", "oui"), ("G", "H", "", "", "")],
        ("Nom", "Prénom", "J1", "J2", "Mercredi"),
    )
    imported(event, each)
    assert by_name(event)["F E"].days == ("2026-07-06", "2026-07-08")
    assert by_name(event)["H G"].days is None
    assert counts(imported(event, one)) == (0, 0, 2)
    assert counts(imported(event, each)) == (0, 0, 2)


def test_codes_of_a_ticket_office_become_aliases_of_one_person_each(event: EventFile, tmp_path: Path) -> None:
    header = ("Nom", "Prénom", "Code barre")
    path = write_csv(tmp_path / "a.csv", [("A", "B", "T-1"), ("C", "D", "T-1"), ("E", "F", "T-2")], header)
    report = imported(event, path)
    assert [(flag["line"], flag["field"]) for flag in report["flagged"]] == [(3, "badge_aliases")]
    assert detail(event, "B A").aliases == ("T-1",)
    assert detail(event, "D C").aliases == ()
    assert counts(imported(event, path)) == (0, 0, 3)


def test_a_cancelled_registration_is_kept_as_such(event: EventFile, tmp_path: Path) -> None:
    header = ("Nom", "Prénom", "Statut")
    imported(event, write_csv(tmp_path / "a.csv", [("A", "B", "Annulé"), ("C", "D", "Confirmé")], header))
    assert by_name(event)["B A"].status == "cancelled"
    assert by_name(event)["D C"].status == "registered"


def test_names_in_one_column_are_cut(event: EventFile, tmp_path: Path) -> None:
    rows = [("LE GOFFREC Ghislaine",), ("de LA TOURNELLE Noémie",), ("Jean Pierre Martin",)]
    report = imported(event, write_csv(tmp_path / "a.csv", rows, ("Nom et prénom", "Fonction")))
    assert set(by_name(event)) >= {"Ghislaine LE GOFFREC", "Noémie de LA TOURNELLE"}
    assert [flag["line"] for flag in report["flagged"]] == [4]


def test_what_looks_like_a_formula_is_only_text(event: EventFile, tmp_path: Path) -> None:
    imported(event, write_csv(tmp_path / "a.csv", [("=1+1", "@SUM(A1)", "", "", "+cmd|' /C calc'!A0")]))
    row = by_name(event)["@SUM(A1) =1+1"]
    assert row.organisation == "+cmd|' /C calc'!A0"


def test_very_long_cells_are_cut_and_flagged(event: EventFile, tmp_path: Path) -> None:
    report = imported(event, write_csv(tmp_path / "a.csv", [("N" * 500, "Zoé", "", "", "S" * 5000)]))
    assert [flag["field"] for flag in report["flagged"]] == ["family_name", "organisation"]
    assert len(next(iter(by_name(event).values())).family_name) == 200


def test_no_name_column_is_refused(event: EventFile, tmp_path: Path) -> None:
    path = write_csv(tmp_path / "a.csv", [("a@a.example", "x")], ("Courriel", "Divers"))
    with pytest.raises(UserError) as refused:
        people.import_people(event, path)
    assert refused.value.code == "no_name_column"


def test_a_mapping_chosen_by_hand_is_remembered_for_the_same_headers(event: EventFile, tmp_path: Path) -> None:
    header = ("Nom", "Prénom", "Truc")
    table = people.read_people_table(write_csv(tmp_path / "valmorin.csv", [("A", "B", "Juriste")], header))
    with event.read() as db:
        mapping = people.propose_mapping(db, table)
    assert mapping.columns[2].field == ""
    people.import_people(event, people.preview_people(event, table, mapping.with_field(2, "function")))
    again = people.read_people_table(write_csv(tmp_path / "b.csv", [("Élue", "D", "C")], ("TRUC", "prenom", "nom")))
    with event.read() as db:
        found = people.propose_mapping(db, again)
    assert ([column.field for column in found.columns], found.profile) == (
        ["function", "given_name", "family_name"],
        "valmorin",
    )


def test_cancelling_half_way_leaves_nothing(event: EventFile, tmp_path: Path) -> None:
    rows = [(f"Nom{at}", "Zoé", f"z{at}@a.example") for at in range(1200)]
    path = write_csv(tmp_path / "a.csv", rows)
    seen: list[tuple[int, int]] = []
    before = event.check().digest
    with pytest.raises(UserError) as refused:
        people.import_people(
            event,
            path,
            progress=lambda done, total: seen.append((done, total)),
            cancelled=lambda: bool(seen) and seen[-1][0] >= 500,
        )
    assert refused.value.code == "cancelled"
    assert seen == [(0, 1200), (500, 1200)]
    assert event.check().digest == before


def test_a_preview_grown_stale_is_refused(event: EventFile, tmp_path: Path) -> None:
    imported(event, write_csv(tmp_path / "a.csv", ROWS))
    changed = [(*ROWS[0][:3], "0612345678")]
    preview = people.preview_people(event, people.read_people_table(write_csv(tmp_path / "b.csv", changed)))
    people.erase(event, by_name(event)["Jean-Baptiste Rivoallec"].id)
    with pytest.raises(UserError) as refused:
        people.import_people(event, preview)
    assert refused.value.code == "stale_preview"


def test_erasing_leaves_nothing_of_the_person(event: EventFile, tmp_path: Path) -> None:
    imported(event, write_csv(tmp_path / "a.csv", ROWS))
    people.erase(event, by_name(event)["Jean-Baptiste Rivoallec"].id)
    with event.read() as db:
        assert people.search(db, "rivoallec") == []
        assert db.scalar(select(func.count()).select_from(Person)) == 3
        assert db.scalar(select(func.count()).select_from(PersonRole)) == 3
        assert db.scalar(select(func.count()).select_from(Wish)) == 1
    event.close()
    left = b"".join(path.read_bytes() for path in event.path.parent.glob("*.uepit*")).lower()
    assert b"rivoallec" not in left
    with pytest.raises(UserError):
        EventFile.open(tmp_path / "absent.uepit")


def test_a_field_is_corrected_and_the_correction_undone(event: EventFile, tmp_path: Path) -> None:
    imported(event, write_csv(tmp_path / "a.csv", ROWS))
    person = by_name(event)["Ulysse LEMOINARD"]
    people.edit_person(event, person.id, "phone", "+33 6 12 34 56 78")
    people.edit_person(event, person.id, "organisation", "Ville de Lorval")
    people.edit_person(event, person.id, "roles", ["tester"])
    row = by_name(event)["Ulysse LEMOINARD"]
    assert (row.phone, row.organisation, row.roles) == ("0612345678", "Ville de Lorval", ("tester",))
    event.undo()
    assert by_name(event)["Ulysse LEMOINARD"].roles == ("facilitator",)
    with pytest.raises(UserError):
        people.edit_person(event, person.id, "status", "perdu")


def test_duplicates_of_the_event_are_listed(event: EventFile) -> None:
    with event.write("two") as db:
        db.add(Person(family_name="Martin", given_name="Zoé", email="z@a.example"))
        db.add(Person(family_name="MARTIN", given_name="Zoe", email="z@a.example"))
        db.add(Person(family_name="Petit", given_name="Luc"))
    with event.read() as db:
        (pair,) = people.duplicates(db)
    assert pair.sure


def test_a_seeded_choice_gives_the_same_badges(event: EventFile, tmp_path: Path) -> None:
    path = write_csv(tmp_path / "a.csv", ROWS)
    people.import_people(event, path, rng=random.Random(7))
    badges = sorted(row.badge for row in by_name(event).values())
    with EventFile.create(tmp_path / "b.uepit", name="E", site="S", start_on=dt.date(2026, 7, 6), days=1) as other:
        people.import_people(other, path, rng=random.Random(7))
        assert sorted(row.badge for row in by_name(other).values()) == badges
