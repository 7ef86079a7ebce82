"""The big card with teams and a programme, and the double arrival that a file brought from another desk."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from tests.event.laptops import join
from tests.gui.reception.conftest import Cast, Clock
from uepit_desktop.event import EventFile
from uepit_desktop.event.model import Placement, ProgrammeSession, Room, Team, placement_id
from uepit_desktop.event.receipts import Medium
from uepit_desktop.exchange import read_bundles, write_bundle
from uepit_desktop.gui.reception.cards import card_of
from uepit_desktop.gui.reception.finding import find_rows
from uepit_desktop.gui.reception.group_sheet import kind_words
from uepit_desktop.gui.reception.occasion import Occasion
from uepit_desktop.reception import check_in, close_half_day, half_days
from uepit_desktop.reception.groups import Group


@pytest.fixture(autouse=True)
def programme(event: EventFile, cast: Cast) -> None:
    with event.write("test") as db:
        db.add(Room(id="chene", name="Salle Chêne, 1er étage"))
        db.add(Room(id="halle", name="Grande halle"))
        db.add(Team(id="d4", code="D4", name="Un seul guichet", room_id="chene"))
        db.add(Team(id="a2", kind="learning", code="A2"))
        starts = dt.datetime(2026, 7, 6, 7, 30, tzinfo=dt.UTC)
        db.add(ProgrammeSession(title="Ouverture", starts_at=starts, everyone=True, room_id="halle"))
        for person, team, kind in (("Kermadou", "d4", "challenge"), ("Kermadou", "a2", "learning"),
                                   ("Valbusa", "a2", "learning")):  # fmt: skip
            one = cast.ids[person]
            db.add(Placement(id=placement_id(one, kind, 1), person_id=one, kind=kind, team_id=team))


def plain(text: str) -> str:
    return text.replace("\u00a0", " ").replace("\u202f", " ").replace("’", "'")


def test_an_arrival_shows_the_team_the_first_session_and_what_to_hand_over(event: EventFile, cast: Cast) -> None:
    card = card_of(check_in(event, cast.badges["Kermadou"]), "Accueil A")
    shown = [(tile.icon, plain(tile.label), plain(tile.value), tile.note, tile.tone) for tile in card.tiles]
    assert shown == [
        ("target", "Équipe défi D4", "Un seul guichet", "Salle Chêne, 1er étage · A2", "k-defis"),
        ("map-pin", "Premier temps", "9 h 30", "Plénière, Grande halle", ""),
        ("badge-check", "À remettre", "Badge, kit", "Ticket repas B", ""),
    ]
    assert "Équipe défi D4 Un seul guichet" in card.spoken
    assert "Grande halle" in card.spoken


def test_whoever_has_a_learning_team_alone_sees_it_in_its_colour(event: EventFile, cast: Cast) -> None:
    tile = card_of(check_in(event, cast.badges["Valbusa"]), "Accueil A").tiles[0]
    assert (tile.icon, tile.label, tile.value, tile.tone) == ("sprout", "Équipe apprenante", "A2", "k-apprenante")


def test_without_a_team_the_card_still_says_what_the_arrival_is_noted_for(event: EventFile, cast: Cast) -> None:
    with event.write("test") as db:
        db.query(ProgrammeSession).one().deleted = True
    tiles = card_of(check_in(event, cast.badges["Fourcastié"]), "Accueil A").tiles
    assert [(tile.label, tile.value) for tile in tiles] == [("Notée pour", "Matin"), ("À remettre", "Badge, kit")]


def test_an_arrival_for_a_closed_half_day_says_so_in_the_place_of_the_session(
    event: EventFile, cast: Cast, clock: Clock
) -> None:
    clock.now += dt.timedelta(hours=3, minutes=7)
    close_half_day(event, operator="Inès")
    card = card_of(check_in(event, cast.badges["Kermadou"]), "Accueil A")
    assert card.tone == "success"
    tile = card.tiles[1]
    assert (tile.tone, tile.label, tile.value) == ("warning", "Demi-journée close", "Matin")
    assert plain(tile.note) == "close à 12 h 00"
    assert "L'arrivée est notée quand même" in plain(card.spoken)


@pytest.mark.parametrize(
    ("medium", "words"),
    [(Medium.KEY, "reçue par clé"), (Medium.FOLDER, "reçue par dossier partagé"), (Medium.FILE, "reçue par fichier")],
)
def test_a_double_arrival_says_when_the_first_one_came_and_on_what(
    event: EventFile, cast: Cast, clock: Clock, tmp_path: Path, medium: Medium, words: str
) -> None:
    key = tmp_path / "key"
    key.mkdir()
    with join(event, tmp_path / "other.uepit", clock=clock) as other:
        clock.now += dt.timedelta(seconds=30)
        check_in(other, cast.badges["Kermadou"], operator="Inès")
        clock.now += dt.timedelta(minutes=8)
        write_bundle(other, key)
        assert read_bundles(event, key, medium=medium).applied
        clock.now += dt.timedelta(minutes=6)
        result = check_in(event, cast.badges["Kermadou"])
        assert result.earlier is not None
        assert result.earlier.received_at is not None
        card = card_of(result, "Accueil A")
        first, this = card.passages
        assert (first.desk, plain(first.hour), plain(first.aside)) == (
            "Accueil B", "8 h 53", f"Inès · {words} à 9 h 01"
        )  # fmt: skip
        assert (this.desk, this.aside) == ("Accueil A", "")
        assert [(fact.code, fact.words) for fact in card.facts] == [
            ("D4", "Un seul guichet"), ("", "Salle Chêne, 1er étage"), ("", "Ticket repas B")
        ]  # fmt: skip
        assert words in card.spoken
        there = card_of(check_in(other, cast.badges["Kermadou"], same_scan=dt.timedelta(0)), "Accueil B")
        assert there.passages[0].aside == "Inès"  # noted there: it came by no key


def test_a_fact_received_another_day_says_its_day(event: EventFile, cast: Cast, clock: Clock, tmp_path: Path) -> None:
    with join(event, tmp_path / "other.uepit", clock=clock) as other:
        check_in(other, cast.badges["Kermadou"])
        with event.read() as db:
            monday = half_days(db)[0].id
        clock.now += dt.timedelta(days=1)
        write_bundle(other, tmp_path)
        read_bundles(event, tmp_path, medium=Medium.KEY)
    card = card_of(check_in(event, cast.badges["Kermadou"], half_day_id=monday), "Accueil A")
    assert plain(card.passages[0].aside) == "reçue par clé mardi 7 juillet à 8 h 53"


def test_a_team_code_finds_its_members_with_its_colour(event: EventFile, cast: Cast) -> None:
    rows = find_rows(event, "a2", Occasion())
    assert [(row.name, row.code, row.code_tone) for row in rows] == [
        ("Alan Kermadou", "D4", "k-defis"),
        ("Thierry Valbusa", "A2", "k-apprenante"),
    ]


def test_each_kind_of_group_has_its_words() -> None:
    said = [kind_words(Group(kind, "", "", (), round_no)) for kind, round_no in (
        ("organisation", 0), ("challenge_team", 0), ("learning_team", 0), ("learning_team", 2), ("challenge", 0)
    )]  # fmt: skip
    assert said == ["Structure", "Équipe défi", "Équipe apprenante", "Équipe apprenante, tour 2", "Défi territorial"]
