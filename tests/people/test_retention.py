"""How long people are kept after an event; a purge erases those whose time is over, everywhere, and no one else."""

from __future__ import annotations

import datetime as dt
import json
from pathlib import Path

import pypdf
import pytest

from tests.cli.running import new_event, uepit, uepit_json
from tests.event.laptops import agree, arrive, edit, join, operations_of, register, tell
from uepit_desktop import people
from uepit_desktop.event import EventFile, UserError
from uepit_desktop.event.model import ChallengeBearer, Person
from uepit_desktop.people.retention import DAYS, Group, Kept, decide, group_of

LAST = dt.date(2026, 7, 8)
SOMEONE = {
    "removed": Kept("removed", True, False, False),
    "cancelled": Kept("cancelled", False, True, False),
    "absent": Kept("absent", False, False, False),
    "present": Kept("present", False, True, True),
}


@pytest.mark.parametrize("name", SOMEONE)
def test_everyone_is_of_one_group_and_an_arrival_weighs_most(name: str) -> None:
    assert group_of(SOMEONE[name]) == Group(name)


@pytest.mark.parametrize(
    ("after", "due"),
    [(0, []), (30, []), (31, ["cancelled", "removed"]), (91, ["absent", "cancelled", "removed"]),
     (1096, ["absent", "cancelled", "removed"]), (1097, ["absent", "cancelled", "present", "removed"])],
)  # fmt: skip
def test_a_record_is_kept_through_the_last_of_its_days(after: int, due: list[str]) -> None:
    plan = decide(SOMEONE.values(), LAST, LAST + dt.timedelta(days=after), DAYS)
    assert list(plan.person_ids) == due
    assert [group.people for group in plan.groups] == [1, 1, 1, 1]


@pytest.fixture
def everyone(event: EventFile) -> dict[str, str]:
    """One of each group: name → id."""
    ids = {name: register(event, name.title(), f"Zyxwolf{name}", email=f"{name}@zyx.example") for name in SOMEONE}
    edit(event, Person, ids["removed"], deleted=True)
    edit(event, Person, ids["cancelled"], status="cancelled")
    arrive(event, ids["present"])
    return ids


def planned(event: EventFile, after: int, days: dict[Group, int] | None = None) -> people.RetentionPlan:
    with event.read() as db:
        return people.plan_retention(db, event, LAST + dt.timedelta(days=after), days)


def there(event: EventFile) -> set[str]:
    with event.read() as db:
        return {person.id for person in db.query(Person)}


def test_planning_changes_nothing(event: EventFile, everyone: dict[str, str]) -> None:
    before = event.check()
    assert len(planned(event, 5000).person_ids) == 4
    assert event.check() == before


def test_a_purge_erases_those_whose_time_is_over_and_no_one_else(event: EventFile, everyone: dict[str, str]) -> None:
    done = people.purge(event, planned(event, 40))
    assert done.erased == 2
    assert done.rows["person"] == 2
    assert there(event) == {everyone["absent"], everyone["present"]}
    assert event.check().ok


def test_no_byte_of_the_purged_is_left_here_nor_where_the_purge_is_told(
    event: EventFile, everyone: dict[str, str], tmp_path: Path
) -> None:
    with event.write("import") as db:
        db.add(ChallengeBearer(challenge_id="", name="ZYXWOLFabsent Absent"))
    other = join(event, tmp_path / "other.uepit")
    old = operations_of(event)
    for laptop in (event, other):
        laptop.back_up()
    assert people.purge(event, planned(event, 100)).erased == 3
    tell(event, other)
    other.merge(old)
    for laptop in (event, other):
        beside = [path for path in laptop.path.parent.rglob(f"{laptop.path.stem}*") if path.is_file()]
        content = b"".join(path.read_bytes() for path in beside).lower()
        for name in ("removed", "cancelled", "absent"):
            assert f"zyxwolf{name}".encode() not in content
            assert f"{name}@zyx.example".encode() not in content
        assert b"zyxwolfpresent" in content
    agree(event, other)
    other.close()


def test_more_people_than_one_operation_takes_are_all_erased(event: EventFile) -> None:
    with event.write("import") as db:
        db.add_all(Person(family_name=f"Nom {number}") for number in range(450))
    told: list[tuple[int, int]] = []
    done = people.purge(event, planned(event, 100), progress=lambda *at: told.append(at))
    assert (done.erased, told) == (450, [(200, 450), (400, 450), (450, 450)])
    assert there(event) == set()
    assert event.check().ok


def test_a_purge_can_be_stopped(event: EventFile, everyone: dict[str, str]) -> None:
    done = people.purge(event, planned(event, 5000), cancelled=lambda: True)
    assert (done.erased, done.cancelled) == (0, True)
    assert len(there(event)) == 4


def test_whoever_arrived_since_the_plan_is_left_alone(event: EventFile, everyone: dict[str, str]) -> None:
    plan = planned(event, 100)
    arrive(event, everyone["absent"])
    people.erase(event, everyone["cancelled"])
    assert people.purge(event, plan).erased == 1
    assert there(event) == {everyone["absent"], everyone["present"]}


def test_the_days_of_a_group_can_be_chosen(event: EventFile, everyone: dict[str, str]) -> None:
    assert set(planned(event, 1, {Group.ABSENT: 0}).person_ids) == {everyone["absent"]}
    with pytest.raises(UserError) as refusal:
        planned(event, 1, {Group.ABSENT: -1})
    assert refusal.value.code == "bad_value"


def test_the_command_says_the_plan_and_purges_only_when_asked(tmp_path: Path) -> None:
    path = new_event(tmp_path / "e.uepit")
    uepit_json("reception", "walk-in", path, "Solène", "Kerdavid")
    told = uepit_json("people", "retention", path, "--today", "2030-01-01")
    assert [(group["group"], group["people"], group["due"]) for group in told["plan"]["groups"]][-1] == (
        "present", 1, True)  # fmt: skip
    assert told["purge"] is None
    assert len(uepit_json("people", "list", path)) == 1
    done = uepit("people", "retention", path, "--purge")
    assert done.returncode == 0, done.stderr
    done = uepit("people", "retention", path, "--today", "2030-01-01", "--purge")
    assert "1\u00a0personne a été effacée de ce fichier." in done.stdout
    assert uepit_json("people", "list", path) == []


def test_values_go_before_the_person_each_category_in_its_time(event: EventFile, tmp_path: Path) -> None:
    who = register(event, "Maud", "Zyxwolf", email="maud@zyx.example", diet="zyxvégane", desk_note="zyxnote")
    edit(event, Person, who, diet="zyxcrudivore")
    arrive(event, who)
    other = join(event, tmp_path / "other.uepit")
    event.back_up()
    assert [one.people for one in planned(event, 0).categories] == [1, 1, 1]
    assert people.purge(event, planned(event, 8)).emptied == {"note": 1}
    assert people.purge(event, planned(event, 31)).emptied == {"needs": 1}
    assert not planned(event, 31).anything_due
    tell(event, other)
    for laptop in (event, other):
        with laptop.read() as db:
            person = db.get_one(Person, who)
        assert (person.diet, person.desk_note, person.email) == ("", "", "maud@zyx.example")
        beside = [path for path in laptop.path.parent.rglob(f"{laptop.path.stem}*") if path.is_file()]
        content = b"".join(path.read_bytes() for path in beside)
        assert not any(mark in content for mark in (b"zyxnote", b"zyxcrudivore", "zyxvégane".encode()))
    agree(event, other)
    other.close()


def test_an_address_that_went_is_no_longer_searched_nor_in_the_index(event: EventFile, tmp_path: Path) -> None:
    other = join(event, tmp_path / "other.uepit")
    register(event, "Maud", "Zyxwolf", email="zyxmaud@zyxmairie.example", phone="+33612345678")
    tell(event, other)
    people.purge(event, planned(event, 366, {Group.ABSENT: 4000}))
    tell(event, other)
    for laptop in (event, other):
        with laptop.read() as db:
            assert [found.name for found in people.search(db, "zyxwolf")] == ["Maud Zyxwolf"]
            assert people.search(db, "zyxmaud@zyxmairie.example") == people.search(db, "zyxmairie") == []
        with laptop.write_local() as connection:
            connection.exec_driver_sql("CREATE VIRTUAL TABLE temp.terms USING fts5vocab(main, person_search, row)")
            terms = set(connection.exec_driver_sql("SELECT term FROM temp.terms").scalars())
        assert {"zyxwolf", "maud"} <= terms
        assert not {"zyxmaud", "zyxmairie"} & terms
    other.close()


def test_the_coordination_chooses_periods_that_travel(event: EventFile, tmp_path: Path) -> None:
    register(event, "Maud", "Zyxwolf", diet="végane")
    other = join(event, tmp_path / "other.uepit")
    people.choose_periods(event, {people.Category.NEEDS: 3, Group.ABSENT: 400})
    tell(event, other)
    plan = planned(other, 4)
    assert {one.category: one.days for one in plan.categories} == {"note": 7, "needs": 3, "contacts": 365}
    assert [one.days for one in plan.groups] == [30, 30, 400, 1096]
    assert plan.categories[1].due
    other.close()


def test_the_command_keeps_periods_and_says_what_went(tmp_path: Path) -> None:
    path = new_event(tmp_path / "e.uepit")
    told = uepit_json("people", "retention", path, "--keep", "needs=3", "--keep", "note=1")
    assert [(one["category"], one["days"]) for one in told["plan"]["categories"]] == [
        ("note", 1), ("needs", 3), ("contacts", 365)]  # fmt: skip
    assert uepit("people", "retention", path, "--keep", "shoes=3").returncode == 2


def test_only_the_coordination_chooses_and_purges(event: EventFile, everyone: dict[str, str], tmp_path: Path) -> None:
    other = join(event, tmp_path / "other.uepit")
    before = other.check()
    for refused in (
        lambda: people.choose_periods(other, {Group.ABSENT: 1}),
        lambda: people.purge(other, planned(other, 100)),
    ):
        with pytest.raises(UserError) as refusal:
            refused()
        assert refusal.value.code == "not_coordination"
    assert other.check() == before
    other.close()


def test_one_undo_takes_a_choice_of_periods_back(event: EventFile) -> None:
    people.choose_periods(event, {Group.ABSENT: 5})
    people.choose_periods(event, {Group.ABSENT: 6, people.Category.NOTE: 1})
    event.undo()
    assert [one.days for one in planned(event, 0).groups] == [30, 30, 5, 1096]
    event.undo()
    assert [one.days for one in planned(event, 0).groups] == [30, 30, 90, 1096]
    with pytest.raises(UserError) as refusal:
        people.choose_periods(event, {Group.ABSENT: 10**9})
    assert refusal.value.code == "bad_value"


def test_the_report_counts_and_names_nobody(event: EventFile, everyone: dict[str, str], tmp_path: Path) -> None:
    edit(event, Person, everyone["present"], desk_note="zyxnote")
    done = people.purge(event, planned(event, 100), operator="Maud")
    assert (dict(done.groups), dict(done.emptied)) == ({"removed": 1, "cancelled": 1, "absent": 1}, {"note": 1})
    saved = people.save_purge_report(event, done, tmp_path / "rapport.pdf")
    told = json.loads(saved.document.read_text("utf-8"))
    assert told["erased"] == {"removed": 1, "cancelled": 1, "absent": 1, "present": 0}
    assert told["emptied"] == {"note": 1, "needs": 0, "contacts": 0}
    assert (told["periods"]["note"], told["periods"]["present"], len(told["periods"])) == (7, 1096, 7)
    assert (told["operator"], told["desk"], told["judged_on"]) == ("Maud", event.desk_name, "2026-10-16")
    assert told["rows"]["person"] == 3
    page = " ".join(pypdf.PdfReader(saved.path).pages[0].extract_text().split()).replace("\xa0", " ")
    assert "Maud" in page
    for text in (page, saved.document.read_text("utf-8")):
        assert "zyx" not in text.lower()
        assert not any(id_ in text for id_ in everyone.values())


def test_the_command_writes_the_report_or_says_before_that_it_cannot(tmp_path: Path) -> None:
    path = new_event(tmp_path / "e.uepit")
    uepit_json("reception", "walk-in", path, "Solène", "Kerdavid")
    asked = ("people", "retention", path, "--today", "2030-01-01", "--report")
    assert uepit(*asked, tmp_path / "r.pdf").returncode == 2
    assert uepit(*asked, tmp_path / "nowhere" / "r.pdf", "--purge").returncode == 2
    assert len(uepit_json("people", "list", path)) == 1
    told = uepit_json(*asked, tmp_path / "r.pdf", "--purge", "--operator", "Maud")
    assert told["purge"]["groups"] == {"present": 1}
    assert (tmp_path / "r.pdf").read_bytes().startswith(b"%PDF")
    assert json.loads((tmp_path / "r.json").read_text("utf-8"))["operator"] == "Maud"
