"""A rehearsed morning is the same for the same seed, loses nothing, and would say so if it did."""

from __future__ import annotations

import datetime as dt
import random
from collections import Counter
from dataclasses import replace
from pathlib import Path

import pytest

from uepit_desktop import reception, rehearsal
from uepit_desktop.event import EventFile, UserError
from uepit_desktop.event.badge_codes import new_badge_code
from uepit_desktop.event.model import CheckIn, Person
from uepit_desktop.language.folding import fold
from uepit_desktop.rehearsal.desk import Account, Answer, Desk, Scan
from uepit_desktop.rehearsal.script import DOORS, MORNING, Meeting, Passage, Registration, Way, mistyped, write_script

NAMES = [
    Registration(given, family, "", office)
    for given in ("Hélène", "Noël", "Jean-Marc", "Zoé", "Łukasz", "Aïcha", "Gaëlle", "Rémi", "Inès", "Loïc")
    for family in ("Kerdavid", "Œuvrard", "Le Goffrec", "Müllerin", "Straußner", "D’Harcelin")
    for office in ("Ville", "Métropole")
]


@pytest.fixture(scope="module")
def kept(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("rehearsal") / "kept"


@pytest.fixture(scope="module")
def played(kept: Path) -> rehearsal.Rehearsal:
    return rehearsal.rehearse(12, 2, seed=3, keep=kept)


def test_a_morning_at_two_desks_ends_whole_and_equal(played: rehearsal.Rehearsal) -> None:
    assert played.passed
    assert (played.lost, played.faults, played.not_found) == ((), (), 0)
    assert played.arrived == played.people == played.wait.people == 12
    assert len(played.digests) == 2
    assert played.bundles >= 2


def test_waits_are_told_by_way_and_for_twenty_in_a_row(played: rehearsal.Rehearsal) -> None:
    assert {way: wait.people for way, wait in played.waits.items()} == {"scan": 9, "search": 2, "walk_in": 1}
    assert 0 < played.wait.p50_ms <= played.wait.p95_ms <= played.wait.longest_ms <= played.twenty_ms


def test_the_kept_files_hold_what_was_told(played: rehearsal.Rehearsal, kept: Path) -> None:
    for number in (1, 2):
        with EventFile.open(kept / f"desk-{number}.uepit", read_only=True) as event, event.read() as db:
            assert db.query(CheckIn).count() == played.confirmed
            assert reception.status(db, event, at=DOORS + MORNING).arrived == 12


def test_an_arrival_that_a_desk_lacks_in_the_end_is_told(kept: Path, played: rehearsal.Rehearsal) -> None:
    desk = Desk(kept / "desk-1.uepit")
    try:
        state = desk.ask(Account(DOORS, ("no-such-arrival",)))
    finally:
        desk.close()
    assert state.missing == ("no-such-arrival",)
    assert not replace(played, lost=("Solène Kerdavid",)).passed
    assert not replace(played, digests=("a", "b")).passed


def test_a_killed_desk_starts_again_on_its_file_and_knows_whom_it_confirmed(event: EventFile) -> None:
    badge = new_badge_code(random.Random(5))
    with event.write("register") as db:
        db.add(Person(family_name="Kerdavid", badge_code=badge))
    event.close()
    desk = Desk(event.path)
    at = dt.datetime(2026, 7, 7, 7, 0, tzinfo=dt.UTC)
    try:
        before = desk.killed_while(Scan(at, badge), 1.0)
        assert isinstance(before, Answer)
        assert desk.restart() > 0
        again = desk.ask(Scan(at + dt.timedelta(minutes=1), badge))
    finally:
        desk.close()
    assert (before.verdict, again.verdict) == ("arrived", "already_arrived")
    assert again.arrival == before.arrival


def test_what_stops_a_desk_is_said_in_a_sentence(tmp_path: Path) -> None:
    with pytest.raises(UserError) as refusal:
        Desk(tmp_path / "none.uepit")
    assert refusal.value.code == "not_found"


def test_a_script_depends_on_its_seed_alone() -> None:
    one, same, other = (write_script(60, 3, random.Random(seed), NAMES) for seed in (1, 1, 2))
    assert one == same
    assert one != other


def test_a_script_keeps_its_shares_its_meetings_and_its_kill() -> None:
    script = write_script(60, 3, random.Random(1), NAMES)
    passages = [step for step in script.steps if isinstance(step, Passage)]
    first: dict[int, Passage] = {}
    for passage in passages:
        if passage.who is not None:
            first.setdefault(passage.who, passage)
    assert Counter(passage.way for passage in first.values()) == {Way.SCAN: 48, Way.SEARCH: 9, Way.WALK_IN: 3}
    assert len({one.name for one in (*script.registered, *script.walk_ins)}) == 60
    assert sum(passage.killed for passage in passages) == 1
    assert sum(passage.who is None for passage in passages) == 1
    assert sum(isinstance(step, Meeting) for step in script.steps) == 2
    assert list(script.steps) == sorted(script.steps, key=lambda step: step.at)


def test_a_hurried_hand_leaves_accents_out_and_slips() -> None:
    one = NAMES[0]
    chance = random.Random(4)
    typed = {mistyped(one, chance) for _ in range(200)}
    assert all(text == fold(text) and "-" not in text for text in typed)
    assert any("kerdavid" not in text for text in typed)
    assert "helene kerdavid" in typed
