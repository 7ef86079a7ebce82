"""The end of the day between two laptops: what is missing is named until everything went both ways."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from uepit_desktop.event import EventFile
from uepit_desktop.event.model import Person
from uepit_desktop.exchange import day_end, join, pack, read_bundles, write_bundle

WORDS = "un-deux-trois-quatre-cinq-six"


@pytest.fixture
def second(event: EventFile, tmp_path: Path) -> Iterator[EventFile]:
    made = pack(event, tmp_path, WORDS)
    join(made.file, tmp_path / "deux.uepit", "Poste 2", WORDS)
    with EventFile.open(tmp_path / "deux.uepit") as found:
        yield found


def add_person(event: EventFile, name: str) -> None:
    with event.write("add_person") as db:
        db.add(Person(given_name=name, family_name="Test"))


def carry(source: EventFile, target: EventFile, folder: Path) -> None:
    folder.mkdir(exist_ok=True)
    write_bundle(source, folder)
    read_bundles(target, folder)


def test_alone_there_is_nothing_to_exchange(event: EventFile) -> None:
    end = day_end(event)
    assert end.done
    assert end.missing == ()


def test_what_is_missing_is_said_by_desk_with_its_count_and_age(
    event: EventFile, second: EventFile, tmp_path: Path
) -> None:
    carry(second, event, tmp_path / "cle")
    before = event.clock.now()
    add_person(event, "Maud")
    add_person(event, "Zélie")
    end = day_end(event)
    assert not end.done
    (one,) = end.missing
    assert (one.desk, one.to_send, one.to_receive, one.silent) == ("Poste 2", 2, 0, False)
    assert one.since is not None
    assert abs(one.since - before) < dt.timedelta(seconds=30)


def test_a_desk_never_heard_of_or_silent_today_is_missing(event: EventFile, second: EventFile, tmp_path: Path) -> None:
    carry(second, event, tmp_path / "cle")
    assert day_end(event).done
    tomorrow = event.clock.now() + dt.timedelta(days=1)
    (one,) = day_end(event, at=tomorrow).missing
    assert (one.silent, one.to_send) == (True, 0)


def test_once_files_went_both_ways_everything_is_exchanged_on_both_laptops(
    event: EventFile, second: EventFile, tmp_path: Path
) -> None:
    carry(second, event, tmp_path / "cle")
    add_person(event, "Maud")
    add_person(second, "Zélie")
    assert not day_end(event).done
    for source, target in ((event, second), (second, event), (event, second)):
        carry(source, target, tmp_path / "cle")
    assert (day_end(event).missing, day_end(second).missing) == ((), ())
    assert day_end(event).done
    assert day_end(event).known_at is not None


def test_the_command_says_it_as_json_and_in_words(
    event: EventFile, second: EventFile, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    carry(second, event, tmp_path / "cle")
    add_person(second, "Zélie")
    second.close()
    assert status(second, "--json") == 1
    said = json.loads(capsys.readouterr().out)
    assert said["done"] is False
    assert said["missing"][0]["to_send"] >= 1
    assert status(second) == 1
    assert "Accueil A" in capsys.readouterr().out


def test_the_command_ends_well_once_everything_is_exchanged(
    event: EventFile, second: EventFile, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for source, target in ((second, event), (event, second), (second, event)):
        carry(source, target, tmp_path / "cle")
    event.close()
    assert status(event, "--json") == 0
    assert json.loads(capsys.readouterr().out)["missing"] == []


def status(event: EventFile, *options: str) -> int:
    """The exit status of the command."""
    from uepit_desktop.cli import main

    with pytest.raises(SystemExit) as left:
        main(["exchange", "status", str(event.path), "--day-end", *options])
    return int(left.value.code or 0)
