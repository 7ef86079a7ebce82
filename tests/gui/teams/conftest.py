"""A site with challenges, people who wish for them, and teams half formed: what the page of teams is tried on."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from uepit_desktop.event import EventFile
from uepit_desktop.event.model import (
    Challenge,
    ChallengeBearer,
    Organisation,
    Person,
    PersonRole,
    Placement,
    Role,
    TeamKind,
    Territory,
    Wish,
    new_id,
    placement_id,
)
from uepit_desktop.gui.shell.settings import Settings
from uepit_desktop.gui.shell.window import Window
from uepit_desktop.gui.teams.page import TeamsPage
from uepit_desktop.teams.preparing import challenge_team_id, prepare_challenge_teams

TITLES = (
    "Cantine zéro gaspillage", "Jeunes ruraux sans voiture", "L'eau partagée", "Un seul guichet",
    "Cour d'école fraîche", "Bien vieillir chez soi", "La nuit sans lumière", "Soigner au village",
    "Données ouvertes à tous", "Le dernier kilomètre", "Des haies et des vaches", "Une place pour marcher",
)  # fmt: skip
GIVEN = ("Inès", "Camille", "Maxime", "Bastien", "Nadia", "Alan", "Priscille", "Rémi", "Fatoumata", "Jeanne", "Léo")
FAMILY = ("Cordovan", "Rivoallec", "Taroudet", "Oriol-Vidal", "Belhassen-Roy", "Kermadou", "Hoaraud", "Pascalet-Dupré",
          "Diarassou", "Aubertine", "Marchandise", "Kerdavid", "Quintavelle")  # fmt: skip
PLACES = ("Rochebaume", "Trémonville", "Lorval", "Brévanches", "Haut-Serein", "Pont-Lierre")
FUNCTIONS = ("Chargée de données", "Juriste", "Relation aux usagers", "Technicienne", "Facilitatrice", "Élue",
             "Médiatrice de terrain", "Secrétaire")  # fmt: skip
WANTED = ["facilitation", "juridique", "données", "usagers"]


def fill(
    event: EventFile, *, people: int = 40, teams: int = 4, placed: float = 0.0, size: int = 9, seed: int = 7
) -> None:
    """Add challenges and people who wish for them; ``placed`` is the share that has a team already."""
    rng = random.Random(seed)
    with event.write("import_challenges") as db:
        challenges = [
            Challenge(
                id=new_id(), code=f"D{number + 1}",
                title=TITLES[number % len(TITLES)] + (f" {number // len(TITLES) + 1}" if number >= len(TITLES) else ""),
                min_size=max(2, size - 3), max_size=size, roles_wanted=WANTED,
            )
            for number in range(teams)
        ]  # fmt: skip
        db.add_all(challenges)
    with event.write("import_people") as db:
        territories = [Territory(id=new_id(), name=name) for name in PLACES]
        offices = [
            Organisation(id=new_id(), name=f"Ville de {place.name}", kind="local_authority", territory_id=place.id)
            for place in territories
        ]
        db.add_all([*territories, *offices])
        everyone = []
        for number in range(people):
            office = rng.choice(offices)
            person = Person(
                id=new_id(),
                given_name=GIVEN[number % len(GIVEN)],
                family_name=FAMILY[(number * 5 + number // len(GIVEN)) % len(FAMILY)],
                function=rng.choice(FUNCTIONS),
                organisation_id=office.id,
                territory_id=office.territory_id,
            )
            everyone.append(person)
            for rank, challenge in enumerate(rng.sample(challenges, min(3, teams)), 1):
                db.add(Wish(person_id=person.id, challenge_id=challenge.id, rank=rank))
        db.add_all(everyone)
        for challenge, bearer in zip(challenges, everyone, strict=False):
            db.add(ChallengeBearer(challenge_id=challenge.id, person_id=bearer.id))
            db.add(PersonRole(person_id=bearer.id, role=Role.BEARER.value))
    prepare_challenge_teams(event)
    if placed:
        kind = TeamKind.CHALLENGE.value
        with event.write("apply_plan") as db:
            for at, person in enumerate(everyone[: int(people * placed)]):
                team = challenge_team_id(challenges[at % teams].id)
                db.add(
                    Placement(
                        id=placement_id(person.id, kind, 1), person_id=person.id, kind=kind, round=1, team_id=team
                    )
                )


@pytest.fixture
def window(qtbot: QtBot, event: EventFile, tmp_path: Path) -> Iterator[Window]:
    """The program's window on the event of the tests; a bug met on the way fails the test."""
    window = Window(Settings(tmp_path / "settings.json", theme="light"))
    crashes: list[BaseException] = []
    window.tasks.crashed.disconnect()
    window.tasks.crashed.connect(crashes.append)
    window.resize(1366, 768)
    with qtbot.waitActive(window):
        window.show()
        window.activateWindow()
    yield window
    window.close()
    window.deleteLater()
    QApplication.sendPostedEvents(None, 52)  # QEvent.DeferredDelete: nothing of a window outlives its test
    if crashes:
        raise crashes[0]


@pytest.fixture
def quiet(qtbot: QtBot, window: Window) -> Callable[[], None]:
    """Wait until the window has nothing under way, delayed look-ups included."""

    def wait() -> None:
        qtbot.wait(120)
        qtbot.waitUntil(lambda: window.tasks.idle, timeout=20_000)
        qtbot.wait(200)
        qtbot.waitUntil(lambda: window.tasks.idle, timeout=20_000)

    return wait


@pytest.fixture
def opened(window: Window, event: EventFile, quiet: Callable[[], None]) -> Callable[[], TeamsPage]:
    """Show « Équipes » on the event as it is by then, and wait until it is at rest."""

    def show() -> TeamsPage:
        window.show_event(event, "teams")
        quiet()
        assert window.workspace is not None
        page = window.workspace.page
        assert isinstance(page, TeamsPage)
        return page

    return show
