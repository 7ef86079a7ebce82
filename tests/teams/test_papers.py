"""Papers of the teams: everyone is on them once, what should not be said is not, text can be selected."""

from __future__ import annotations

import csv
from collections.abc import Callable
from pathlib import Path

import pytest
from openpyxl import load_workbook

from tests.reception.reading_pdf import (
    fonts_not_embedded,
    language_and_title,
    nothing_is_outside_the_page,
    plain,
    texts,
)
from tests.teams.team_event import add_challenge, add_person
from uepit_desktop.event import EventFile, UserError
from uepit_desktop.event.model import BondKind, Room, TeamKind, new_id
from uepit_desktop.teams.bonds import bind_people
from uepit_desktop.teams.editing import give_room
from uepit_desktop.teams.gathering import situation_of
from uepit_desktop.teams.papers import PAPERS, export_teams, team_paper, team_table
from uepit_desktop.teams.placing import place
from uepit_desktop.teams.preparing import prepare_challenge_teams, prepare_learning_teams
from uepit_desktop.teams.said import said_of


@pytest.fixture
def teams(event: EventFile) -> tuple[str, str]:
    ids = (
        add_challenge(event, "D1", "Cantine zéro gaspillage", min_size=1, max_size=1, roles_wanted=["juridique"]),
        add_challenge(event, "D2", "Jeunes ruraux sans voiture", min_size=1, max_size=40),
    )
    prepare_challenge_teams(event)
    with event.write("test") as db:
        room = Room(id=new_id(), name="Salle des tilleuls")
        db.add(room)
    give_room(event, ids[0], room.id)
    return ids


@pytest.fixture
def placed(event: EventFile, teams: tuple[str, str]) -> list[str]:
    """Ana bears and is in D1; Bob wished for it and is in D2; Zoé is to be placed."""
    d1, d2 = teams
    ana = add_person(event, "Ana Porteuse", bears=[d1], organisation="Ville de Lorval", function="Juriste")
    bob = add_person(event, "Bob Jaune", wishes=[d1, d2], organisation="=HYPERLINK(1)", function="Data analyst")
    zoe = add_person(event, "Zoé Attend", wishes=[d2])
    place(event, ana, d1, by_hand=False)
    place(event, bob, d2, by_hand=False)
    return [ana, bob, zoe]


def refused(verb: Callable[[], object]) -> str:
    with pytest.raises(UserError) as error:
        verb()
    return error.value.code


@pytest.mark.parametrize("paper", PAPERS)
def test_each_paper_has_its_language_its_title_and_text_to_select(
    event: EventFile, placed: list[str], tmp_path: Path, paper: str
) -> None:
    out = tmp_path / f"{paper}.pdf"

    done = team_paper(event, out, paper)

    assert done.done
    assert done.pages == len(texts(out))
    language, title = language_and_title(out)
    assert language == "fr-FR"
    assert "Université" in title
    assert fonts_not_embedded(out) == set()
    assert nothing_is_outside_the_page(out)
    assert "Porteuse" in " ".join(texts(out))


def test_cards_say_who_brings_what_and_who_bears(event: EventFile, placed: list[str], tmp_path: Path) -> None:
    team_paper(event, tmp_path / "c.pdf", "cards")

    (page,) = texts(tmp_path / "c.pdf")
    for words in ("D1", "Cantine zéro gaspillage", "Salle des tilleuls", "Ana Porteuse", "Ville de Lorval",
                  "Portage, Juridique", "Bob Jaune", "Données"):  # fmt: skip
        assert words in page
    assert "Attend" not in page


def test_a_team_larger_than_a_page_goes_on_in_the_next_card_and_nobody_is_lost(
    event: EventFile, teams: tuple[str, str], tmp_path: Path
) -> None:
    names = [f"Anne-Sophie{n} de La Tournelle-Beaumanoir-Garcinault{n}" for n in range(70)]
    for name in names:
        place(event, add_person(event, name, organisation="Communauté de communes " * 6), teams[1])

    team_paper(event, tmp_path / "c.pdf", "cards")
    team_paper(event, tmp_path / "d.pdf", "doors")
    team_paper(event, tmp_path / "w.pdf", "wall")

    for file in ("c.pdf", "d.pdf", "w.pdf"):
        page = " ".join(texts(tmp_path / file))
        assert all(page.count(f"Garcinault{n} ") + page.endswith(f"Garcinault{n}") >= 1 for n in range(70)), file
        assert nothing_is_outside_the_page(tmp_path / file)
    assert "(suite)" in " ".join(texts(tmp_path / "c.pdf"))


def test_the_wall_says_names_and_teams_alone_by_family_name(
    event: EventFile, placed: list[str], tmp_path: Path
) -> None:
    add_on = add_person(event, "Émile Édouard")
    place(event, add_on, situation_of(event).teams[0].id)

    team_paper(event, tmp_path / "w.pdf", "wall")

    (page,) = texts(tmp_path / "w.pdf")
    assert page.index("Édouard Émile") < page.index("Jaune Bob") < page.index("Porteuse Ana")
    assert "Lorval" not in page
    assert "Attend" not in page


def test_each_door_has_its_page(event: EventFile, placed: list[str], tmp_path: Path) -> None:
    team_paper(event, tmp_path / "d.pdf", "doors")

    first, second = texts(tmp_path / "d.pdf")
    assert "D1" in first
    assert "Salle : Salle des tilleuls" in first
    assert "Ana Porteuse (portage)" in first
    assert "Bob Jaune" in second


def test_the_facilitator_can_answer_why_and_why_not_in_facts(
    event: EventFile, placed: list[str], tmp_path: Path
) -> None:
    team_paper(event, tmp_path / "f.pdf", "facilitator")

    page = " ".join(texts(tmp_path / "f.pdf"))
    assert "1 premier vœu qui n'a pas pu être accordé" in page
    assert "D1 est complète" in page
    assert "Porte ce défi." in page
    assert "1 personne à placer" in page


def test_what_is_said_of_a_refusal_is_true_and_names_nobody_else(
    event: EventFile, teams: tuple[str, str], placed: list[str]
) -> None:
    _ana, bob, _ = placed

    said = {key: plain(one.refusal) for key, one in said_of(situation_of(event)).items()}

    assert (
        said[bob] == "D1 est complète (1/1), et 1 personne l'a demandée en premier. D2 aurait eu trop peu de personnes."
    )
    carl = add_person(event, "Carl Lié", wishes=[teams[0]], organisation="Ville de Lorval")
    bind_people(event, [placed[0], carl], BondKind.APART)
    place(event, carl, teams[1])
    words = plain(said_of(situation_of(event))[carl].refusal)
    assert "La coordination a choisi D2." in words
    assert "D1 a déjà une personne de la même structure." in words
    assert "Un lien avec d'autres personnes ne le permettait pas." in words
    for name in ("Ana", "Bob", "Porteuse", "Jaune"):
        assert name not in words


def test_what_a_wish_would_have_asked_of_others_is_counted_and_a_wish_that_can_be_granted_is_told(
    event: EventFile, teams: tuple[str, str]
) -> None:
    """D1 takes one: Ana has it by wish, Bob wished for it too; Cid wished for D2, where there is room."""
    d1, d2 = teams
    ana, bob, cid = (add_person(event, name, wishes=[wish]) for name, wish in
                     (("Ana Un", d1), ("Bob Deux", d1), ("Cid Trois", d2)))  # fmt: skip
    for person, team in ((ana, d1), (bob, d2)):
        place(event, person, team, by_hand=False)

    said = said_of(situation_of(event), seconds=5)

    assert "Il aurait fallu déplacer 1 autre personne" in plain(said[bob].refusal)
    assert said[ana].refusal == ""
    assert cid not in said
    place(event, ana, None)
    place(event, cid, d2, by_hand=False)
    assert "Il peut encore être accordé" in plain(said_of(situation_of(event), seconds=5)[bob].refusal)


def test_tables_hold_everyone_and_run_nothing(event: EventFile, placed: list[str], tmp_path: Path) -> None:
    assert team_table(event, tmp_path / "t.csv").done
    assert team_table(event, tmp_path / "t.XLSX").done

    with (tmp_path / "t.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file, delimiter=";"))
    assert [(row["Code"], row["Nom"], row["Vœu obtenu"]) for row in rows] == [
        ("D1", "Porteuse", ""), ("D2", "Jaune", "2"), ("", "Attend", "")
    ]  # fmt: skip
    assert rows[1]["Structure"] == "'=HYPERLINK(1)"
    assert rows[0]["Portage"] == "oui"
    sheet = load_workbook(tmp_path / "t.XLSX").active
    assert sheet is not None
    cells = [[cell.value for cell in row] for row in sheet.iter_rows()]
    assert cells[0] == list(rows[0])
    assert cells[2][5] == "=HYPERLINK(1)"
    assert {cell.data_type for row in sheet.iter_rows(min_row=2) for cell in row if cell.value} == {"s"}


def test_everything_is_exported_into_one_folder_again_and_again(
    event: EventFile, placed: list[str], tmp_path: Path
) -> None:
    for _ in range(2):
        done = export_teams(event, tmp_path / "neuf" / "papiers")

    assert all(one.done for one in done)
    assert sorted(file.name for file in (tmp_path / "neuf" / "papiers").iterdir()) == [
        "equipes.csv", "equipes.pdf", "equipes.xlsx", "explications.pdf", "liste-murale.pdf", "portes.pdf"
    ]  # fmt: skip


def test_learning_teams_have_their_papers_too(event: EventFile, placed: list[str], tmp_path: Path) -> None:
    team = prepare_learning_teams(event, count=1, round_no=2).teams[0]
    for person in placed:
        place(event, person, team, kind=TeamKind.LEARNING, round_no=2)

    team_paper(event, tmp_path / "a.pdf", "doors", kind=TeamKind.LEARNING, round_no=2)
    team_paper(event, tmp_path / "b.pdf", "facilitator", kind=TeamKind.LEARNING, round_no=2)

    (page,) = texts(tmp_path / "a.pdf")
    assert "A1 Équipes apprenantes, tour 2" in page


def test_what_cannot_be_printed_is_refused_and_what_was_there_is_kept(
    event: EventFile, teams: tuple[str, str], tmp_path: Path
) -> None:
    out = tmp_path / "x.pdf"
    out.write_text("avant")

    assert refused(lambda: team_paper(event, out, "cards")) == "no_teams"
    assert refused(lambda: team_table(event, tmp_path / "x.csv")) == "no_teams"
    place(event, add_person(event, "Ana Un"), teams[0])
    assert refused(lambda: team_paper(event, out, "poster")) == "bad_paper"
    assert refused(lambda: team_table(event, tmp_path / "x.ods")) == "bad_paper"
    assert refused(lambda: export_teams(event, tmp_path, ["pdf", "doc"])) == "bad_paper"
    assert refused(lambda: team_paper(event, tmp_path / "nowhere" / "x.pdf", "cards")) == "cannot_write"
    assert refused(lambda: team_table(event, tmp_path / "nowhere" / "x.csv")) == "cannot_write"
    stopped = team_paper(event, out, "cards", cancelled=lambda: True)
    assert (stopped.done, stopped.cancelled) == (False, True)
    assert out.read_text() == "avant"
    assert [file.name for file in tmp_path.glob(".*part")] == []
