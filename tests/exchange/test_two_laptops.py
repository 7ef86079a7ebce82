"""Laptops that exchange by files end up with the same state, whatever the order, the clocks and the losses."""

from __future__ import annotations

import datetime as dt
import random
import shutil
from pathlib import Path

import pytest
from sqlalchemy import func, select

from uepit_desktop.event import EventFile, log
from uepit_desktop.event.model import CheckIn, Person
from uepit_desktop.exchange import outbox, read_bundles, status, write_bundle

from .conftest import Laptops, add_person, arrive, rename


def _people(event: EventFile) -> set[str]:
    with event.read() as db:
        return set(db.scalars(select(Person.family_name)))


def test_two_laptops_agree_after_carrying_a_key_both_ways(pair: Laptops) -> None:
    first, second = pair.all
    add_person(first, "Kerdavid")
    add_person(second, "Cordovan", "Inès")
    assert pair.carry(first, second).applied > 0
    assert pair.carry(second, first).applied > 0
    assert _people(first) == _people(second) == {"Kerdavid", "Cordovan"}
    assert len(pair.digests()) == 1


def test_laptops_stop_writing_once_everyone_has_everything_and_knows_it(pair: Laptops) -> None:
    first, second = pair.all
    add_person(first, "Kerdavid")
    pair.all_round()
    files = sorted(pair.key.iterdir())
    assert write_bundle(first, pair.key).nothing_new
    assert write_bundle(second, pair.key).nothing_new
    assert sorted(pair.key.iterdir()) == files
    assert first.pending_operations() == second.pending_operations() == 0


def test_what_was_not_acknowledged_is_written_again_for_another_key(pair: Laptops, tmp_path: Path) -> None:
    first, second = pair.all
    add_person(first, "Kerdavid")
    pair.write(first)  # this key is lost
    other = tmp_path / "other"
    other.mkdir()
    assert pair.carry(first, second, other).applied > 0
    assert _people(second) == {"Kerdavid"}


def test_the_same_content_is_not_written_twice_on_the_same_key(pair: Laptops) -> None:
    first, _ = pair.all
    add_person(first, "Kerdavid")
    assert pair.write(first).file == pair.write(first).file
    add_person(first, "Cordovan")
    pair.write(first)
    assert len(list(pair.key.iterdir())) == 2


def test_the_same_content_is_written_again_when_the_key_damaged_it(pair: Laptops) -> None:
    first, second = pair.all
    add_person(first, "Kerdavid")
    before = pair.write(first).file
    assert before is not None
    before.write_bytes(before.read_bytes()[:-1])
    after = pair.write(first).file
    assert after is not None
    assert after != before
    assert read_bundles(second, pair.key).applied > 0


def test_a_folder_is_read_in_any_order_and_gaps_fill(pair: Laptops) -> None:
    first, second = pair.all
    pair.all_round()
    shutil.rmtree(pair.key)
    files = []
    for number in range(3):
        pair.key.mkdir(exist_ok=True)
        add_person(first, f"Person {number}")
        written = pair.write(first).file
        assert written is not None
        aside = pair.folder / f"{number}"
        aside.mkdir()
        files.append(shutil.move(written, aside / written.name))
        # the second laptop's receipt does not come back: each file carries on from what is acknowledged
    for file in reversed(files):
        assert not read_bundles(second, file).refused
    assert _people(second) == {"Person 0", "Person 1", "Person 2"}
    assert len(pair.digests()) == 1


def test_operations_ahead_of_a_gap_wait_for_it_and_can_be_relayed_once_it_fills(
    laptops: Laptops, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(outbox, "REACH", 0)
    first = laptops.all[0]
    late, second = laptops.join("Poste 3"), laptops.join("Poste 2")
    add_person(first, "Kerdavid")
    missed = laptops.write(first).file
    assert missed is not None
    read_bundles(second, missed)
    laptops.write(second)
    read_bundles(first, laptops.key)
    add_person(first, "Cordovan")
    following = laptops.write(first).file  # only what Poste 2 lacks: Poste 3 was never heard from
    assert following is not None
    result = read_bundles(late, following)
    assert (result.applied, result.waiting) == (0, 1)
    assert "attend" in result.message
    assert status(late).waiting == 1
    assert _people(late) == set()
    filled = read_bundles(late, missed)
    assert filled.applied == 2
    assert status(late).waiting == 0
    assert _people(late) == {"Kerdavid", "Cordovan"}
    with late.read() as db:
        head = log.heads(db)[first.replica_id]
        assert head.signed_seq == head.seq  # the head signed ahead of the gap took effect
    laptops.all_round()
    assert len(laptops.digests()) == 1


def test_what_one_laptop_received_it_passes_on_with_its_authors_own_signature(laptops: Laptops) -> None:
    first = laptops.all[0]
    second, third = laptops.join("Poste 2"), laptops.join("Poste 3")
    add_person(first, "Kerdavid")
    laptops.carry(first, second)
    shutil.rmtree(laptops.key)
    laptops.key.mkdir()
    assert laptops.carry(second, third).applied > 0  # the first laptop never met the third
    assert _people(third) == {"Kerdavid"}


def test_a_bundle_read_again_or_under_another_name_changes_nothing(pair: Laptops) -> None:
    first, second = pair.all
    add_person(first, "Kerdavid")
    file = pair.write(first).file
    assert file is not None
    read_bundles(second, pair.key)
    shutil.copy(file, file.with_name("copie (1).uepitx"))
    before = second.check().digest
    again = read_bundles(second, pair.key)
    assert (again.applied, again.skipped, again.refused) == (0, 2, ())
    assert second.check().digest == before


def test_both_values_of_one_field_are_kept_and_everyone_shows_the_same(pair: Laptops) -> None:
    first, second = pair.all
    person = add_person(first, "Kerdavid")
    pair.all_round()
    rename(first, person, "Solenn")
    rename(second, person, "Soline")
    pair.all_round()
    assert len(pair.digests()) == 1
    for laptop in pair.all:
        (conflict,) = laptop.conflicts()
        assert {value.value for value in conflict.values} == {"Solenn", "Soline"}


@pytest.mark.parametrize("hours", [-72, 72])
def test_a_clock_that_is_days_wrong_loses_nothing(laptops: Laptops, hours: int) -> None:
    first = laptops.all[0]
    wrong = laptops.join("Poste 2", dt.timedelta(hours=hours))
    person = add_person(first, "Kerdavid")
    laptops.all_round()
    arrive(wrong, person)
    rename(wrong, person, "Soline")
    add_person(first, "Cordovan")
    arrive(first, person)
    laptops.all_round()
    assert len(laptops.digests()) == 1
    with first.read() as db:
        assert db.scalar(select(func.count()).select_from(CheckIn)) == 2
    assert _people(wrong) == {"Kerdavid", "Cordovan"}


def test_a_copied_event_file_goes_on_as_another_laptop_and_both_agree(pair: Laptops) -> None:
    first, second = pair.all
    person = add_person(second, "Kerdavid")
    second.close()
    copy = pair.folder / "copie.uepit"
    shutil.copy(second.path, copy)
    pair.all[1] = EventFile.open(second.path)
    clone = EventFile.open(copy)
    pair.all.append(clone)
    arrive(clone, person)
    arrive(pair.all[1], person)
    assert clone.replica_id != pair.all[1].replica_id
    pair.all_round()
    assert len(pair.digests()) == 1
    origins = {laptop.replica_id for laptop in pair.all}
    assert {desk.origin for desk in status(first).desks} == origins  # the copy did not take the original's place
    with first.read() as db:
        assert db.scalar(select(func.count()).select_from(CheckIn)) == 2


def test_a_file_moved_before_its_last_operations_travelled_still_sends_them(pair: Laptops) -> None:
    first, second = pair.all
    add_person(second, "Kerdavid")
    second.close()
    moved = pair.folder / "ailleurs.uepit"
    shutil.move(second.path, moved)
    pair.all[1] = EventFile.open(moved)
    pair.all_round()
    assert _people(first) == {"Kerdavid"}
    assert len(pair.digests()) == 1


def test_a_laptop_restored_to_an_earlier_state_gets_back_what_it_wrote_and_goes_on_under_a_new_origin(
    pair: Laptops,
) -> None:
    first, second = pair.all
    second.close()
    earlier = second.path.read_bytes()
    pair.all[1] = second = EventFile.open(second.path)
    person = add_person(second, "Kerdavid")
    old = second.replica_id
    pair.all_round()
    second.close()
    second.path.write_bytes(earlier)  # as a virtual machine rolled back: same machine, same place
    pair.all[1] = second = EventFile.open(second.path)
    pair.all_round()
    assert second.replica_id != old
    arrive(second, person)
    pair.all_round()
    assert _people(first) == _people(second) == {"Kerdavid"}
    assert len(pair.digests()) == 1


def test_an_erasure_travels_and_old_bundles_bring_nothing_back(pair: Laptops) -> None:
    first, second = pair.all
    person = add_person(first, "Kerdavid")
    old = pair.write(first).file
    assert old is not None
    aside = shutil.copy(old, pair.folder / old.name)
    first.erase(person)
    pair.all_round()
    assert not read_bundles(second, aside).refused
    assert _people(first) == _people(second) == set()
    assert len(pair.digests()) == 1


def test_status_says_what_each_laptop_lacks(pair: Laptops) -> None:
    first, second = pair.all
    pair.all_round()
    add_person(first, "Kerdavid")
    add_person(second, "Cordovan")
    here, other = status(first).desks
    assert here.here
    assert (other.desk, other.to_send, other.to_receive) == ("Poste 2", 1, 0)
    assert status(first).pending == 1
    pair.carry(second, first)
    assert other.heard_at is not None
    pair.all_round()
    assert [desk.to_send for desk in status(first).desks] == [0, 0]


def _history(laptops: Laptops, seed: int, steps: int, count: int) -> None:
    """Random work on ``count`` laptops with wrong clocks and lossy carrying, then everyone meets."""
    chance = random.Random(seed)
    for number in range(1, count):
        laptops.join(f"Poste {number + 1}", dt.timedelta(hours=chance.randint(-72, 72)))
    people = [add_person(laptops.all[0], f"Person {number}") for number in range(3)]
    arrivals = 0
    seen: list[Path] = []
    for _ in range(steps):
        laptop = chance.choice(laptops.all)
        with laptop.read() as db:
            known = sorted(db.scalars(select(Person.id).where(Person.id.in_(people))))
        match chance.choice(["arrive", "arrive", "rename", "rename", "add", "undo", "write", "read", "read", "torn"]):
            case "arrive" if known:
                arrive(laptop, chance.choice(known))
                arrivals += 1
            case "rename" if known:
                rename(laptop, chance.choice(known), chance.choice(["Ana", "Bo", "Chloé"]))
            case "add":
                people.append(add_person(laptop, f"Person {len(people)}"))
            case "undo":
                rename(laptop, people[-1], "Zoé") if people[-1] in known else None
                laptop.undo() if people[-1] in known and laptop.undo_stack() else None
            case "write":
                written = laptops.write(laptop).file
                seen += [written] if written else []
            case "read" if seen:
                read_bundles(laptop, chance.choice(seen))  # late, repeated, out of order
            case "torn" if seen:
                torn = laptops.folder / "torn.uepitx"
                whole = chance.choice(seen).read_bytes()
                torn.write_bytes(whole[: chance.randrange(len(whole))])
                before = laptop.check().digest
                assert len(read_bundles(laptop, torn).refused) == 1
                assert laptop.check().digest == before
            case _:
                pass
    laptops.all_round()
    assert len(laptops.digests()) == 1
    for laptop in laptops.all:
        with laptop.read() as db:
            assert db.scalar(select(func.count()).select_from(CheckIn)) >= arrivals
            assert db.scalar(select(func.count()).select_from(Person)) == len(people)


@pytest.mark.parametrize("seed", range(6))
def test_random_histories_converge(tmp_path: Path, seed: int) -> None:
    laptops = Laptops(tmp_path / "site")
    try:
        _history(laptops, seed, steps=25, count=2 + 2 * (seed % 2))
    finally:
        laptops.close()


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(1000, 1500))
def test_many_random_histories_converge(tmp_path: Path, seed: int) -> None:
    laptops = Laptops(tmp_path / "site")
    try:
        _history(laptops, seed, steps=50, count=2 + 2 * (seed % 2))
    finally:
        laptops.close()
