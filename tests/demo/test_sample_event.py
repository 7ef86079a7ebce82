"""The sample event is built by the verbs of a real one, and always the same."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest
from sqlalchemy import select

from tests.cli.running import uepit_json
from uepit_desktop import demo, reception
from uepit_desktop.event import EventFile, UserError
from uepit_desktop.event.model import CheckIn, Person
from uepit_desktop.teams.cost import broken_rules
from uepit_desktop.teams.faults import faults_of
from uepit_desktop.teams.gathering import situation_of
from uepit_desktop.teams.posing import problem_of

NINE_TWELVE = dt.datetime(2026, 7, 6, 9, 12, tzinfo=demo.ZONE)


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> demo.Sample:
    return demo.build_sample(tmp_path_factory.mktemp("sample") / "valmorin.uepit", now=NINE_TWELVE)


def test_it_holds_a_morning_at_valmorin(sample: demo.Sample) -> None:
    assert sample.site == "Valmorin"
    assert (sample.start_on, sample.end_on) == (dt.date(2026, 7, 6), dt.date(2026, 7, 8))
    assert 200 <= sample.people <= 214
    assert sample.challenges == 12
    assert 100 <= sample.arrivals <= sample.people
    with EventFile.open(sample.file, clock=lambda: NINE_TWELVE.astimezone(dt.UTC)) as event, event.read() as db:
        status = reception.status(db, event)
        assert status.arrived == sample.arrivals - 1  # one person was noted at both desks
        assert status.doubles == 1
        assert status.expected == sample.people
        assert status.here > status.elsewhere > 0
        assert 0 < status.pending_arrivals < status.here
        assert [conflict.field for conflict in event.conflicts()] == ["function"]
        moments = [at.astimezone(demo.ZONE) for at in db.scalars(select(CheckIn.at))]
        assert dt.time(8, 18) <= min(moments).time() <= max(moments).time() <= dt.time(9, 12)


def test_its_file_is_whole_and_its_people_can_be_undone_in_one_go(sample: demo.Sample) -> None:
    with EventFile.open(sample.file, read_only=True) as event:
        assert event.check().ok
        assert max(entry.at for entry in event.undo_stack(whole_log=True)) <= NINE_TWELVE
        assert {entry.verb for entry in event.undo_stack(whole_log=True)} >= {"import_people", "check_in"}


def test_the_same_moment_gives_the_same_people_and_arrivals(sample: demo.Sample, tmp_path: Path) -> None:
    again = demo.build_sample(tmp_path / "again.uepit", now=NINE_TWELVE)

    def told(path: Path) -> list[tuple[str, str, dt.datetime]]:
        arrived = select(Person.family_name, Person.badge_code, CheckIn.at).join(
            CheckIn, CheckIn.person_id == Person.id
        )
        with EventFile.open(path, read_only=True) as event, event.read() as db:
            return sorted(tuple(row) for row in db.execute(arrived))

    assert told(again.file) == told(sample.file)


@pytest.mark.parametrize("hour", [(0, 5), (7, 0), (12, 31), (22, 30)])
def test_at_any_hour_nobody_arrives_later_than_now_or_the_day_before(tmp_path: Path, hour: tuple[int, int]) -> None:
    now = dt.datetime(2026, 7, 6, *hour, tzinfo=demo.ZONE)

    built = demo.build_sample(tmp_path / "a.uepit", now=now)

    with EventFile.open(built.file, read_only=True) as event, event.read() as db:
        moments = [at.astimezone(demo.ZONE) for at in db.scalars(select(CheckIn.at))]
    assert len(moments) == built.arrivals
    assert max(moments) <= now
    assert {moment.date() for moment in moments} == {now.date()}
    with EventFile.open(built.file, clock=lambda: now.astimezone(dt.UTC)) as event, event.read() as db:
        assert reception.status(db, event).arrived > 100  # the half-day that is shown first has its arrivals


def test_its_teams_are_formed_but_for_eleven_people_with_links_and_locks(sample: demo.Sample) -> None:
    with EventFile.open(sample.file, read_only=True) as event:
        situation = situation_of(event)

    assert len(situation.teams) == 12
    assert len(situation.to_place) == 11
    assert len(situation.placed) > 180
    assert situation.locks == 6
    assert sorted(bond.kind for bond in situation.bonds) == ["apart", "together"]
    assert all(team.min_size <= team.size <= team.max_size for team in situation.teams)
    assert all(situation.person_by_id[bearer].team == team.id for team in situation.teams for bearer in team.bearers)
    assert faults_of(situation) == ()
    assert {broken.kind for broken in broken_rules(problem_of(situation), situation.assignment)} == {"unplaced"}


def test_progress_reaches_its_end_and_cancel_leaves_nothing(tmp_path: Path) -> None:
    seen: list[tuple[int, int]] = []

    with pytest.raises(UserError) as cancelled:
        demo.build_sample(
            tmp_path / "a.uepit",
            now=NINE_TWELVE,
            progress=lambda done, total: seen.append((done, total)),
            cancelled=lambda: bool(seen) and seen[-1][0] > 60,
        )

    assert cancelled.value.code == "cancelled"
    assert seen == sorted(seen)
    assert list(tmp_path.iterdir()) == []


def test_a_sample_that_is_open_is_not_thrown_away(tmp_path: Path) -> None:
    path = tmp_path / "a.uepit"
    with EventFile.create(path, name="N", site="S", start_on=dt.date(2026, 7, 6), days=1):
        with pytest.raises(UserError) as refused:
            demo.discard(path)
        assert refused.value.code == "locked"
        assert path.exists()
    demo.discard(path)
    assert list(tmp_path.iterdir()) == []


def test_the_command_prints_what_it_built(tmp_path: Path) -> None:
    path = tmp_path / "a.uepit"

    document = uepit_json("demo", "--no-window", "--out", path, "--at", "2026-07-06T09:12")

    assert document["people"] >= 200
    assert document["file"] == str(path)
    assert uepit_json("info", path)["counts"]["person"] == document["people"]
    assert uepit_json("demo", "--no-window", "--out", path, status=1)["error"] == "exists"
