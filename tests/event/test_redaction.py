"""One field of a person goes for good: what was said of it earlier or meanwhile; the rest stays, and so does what is
said by someone who knows."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.event.laptops import agree, digest, edit, join, operations_of, register, shown, tell
from uepit_desktop.event import EventFile, UserError, migrations, schema
from uepit_desktop.event.backup import backup_folder
from uepit_desktop.event.model import Person
from uepit_desktop.event.operation import Operation

MARK = "gluten zq"


@pytest.fixture
def other(event: EventFile, tmp_path: Path) -> Iterator[EventFile]:
    laptop = join(event, tmp_path / "other.uepit")
    yield laptop
    laptop.close()


def zyxwolf(event: EventFile) -> str:
    return register(event, "Ada", "Zyxwolf", email="zyxwolf@exemple.fr", diet=f"sans {MARK}")


def own(event: EventFile) -> list[Operation]:
    return [one for one in operations_of(event) if one.origin == event.replica_id]


def traces(event: EventFile) -> int:
    """In how many files and operations the diet can still be read."""
    files = [event.path, event.path.with_name(event.path.name + "-wal"), *backup_folder(event.path).glob("*")]
    content = [file.read_bytes() for file in files if file.exists()]
    content += [operation.payload or b"" for operation in operations_of(event)]
    return sum(MARK.encode() in some for some in content)


def test_the_value_goes_with_its_past_and_the_rest_stays(event: EventFile) -> None:
    person = zyxwolf(event)
    edit(event, Person, person, diet=f"ni {MARK}")
    event.back_up()
    assert traces(event) > 2
    event.redact([("person", person, "diet")])
    assert traces(event) == 0
    assert event.check().faults == ()
    found = shown(event, Person, person)
    assert (found.diet, found.email, found.full_name) == ("", "zyxwolf@exemple.fr", "Ada Zyxwolf")


def test_it_goes_where_the_redaction_arrives_whatever_came_first(
    event: EventFile, other: EventFile, tmp_path: Path
) -> None:
    third = join(event, tmp_path / "third.uepit")
    person = zyxwolf(event)
    tell(event, other)
    old = operations_of(event)
    other.redact([("person", person, "diet")])
    third.merge([operation for operation in operations_of(other) if operation.origin == other.replica_id])
    third.merge(old)
    tell(other, event)
    assert [traces(laptop) for laptop in (event, other, third)] == [0, 0, 0]
    agree(event, other, third)
    before = digest(third)
    third.merge(old)
    assert (digest(third), traces(third)) == (before, 0)
    third.close()


def test_what_was_written_meanwhile_goes_and_what_was_written_knowing_it_stays(
    event: EventFile, other: EventFile
) -> None:
    person = zyxwolf(event)
    tell(event, other)
    edit(other, Person, person, diet=f"peu de {MARK}")
    event.redact([("person", person, "diet")])
    edit(event, Person, person, diet="végétarien")
    tell(other, event)
    assert traces(event) == 0
    agree(event, other)
    assert traces(other) == 0
    assert shown(other, Person, person).diet == "végétarien"
    assert other.conflicts() == []


def test_how_many_values_went_is_said_whether_logged_or_waiting(event: EventFile, other: EventFile) -> None:
    people = [zyxwolf(event) for _ in range(3)]
    known = len(own(event))
    tell(event, other)
    for person in people:
        edit(other, Person, person, diet=f"peu de {MARK}")
    ahead = own(other)[-2:]
    assert event.merge(ahead).waiting == 2
    event.redact([("person", person, "diet") for person in people])
    with event.write_local() as connection:
        empty = "SELECT count(*) FROM {} WHERE payload IS NULL"
        assert connection.exec_driver_sql(empty.format("op")).scalar() == 3
        assert connection.exec_driver_sql(empty.format("op_waiting")).scalar() == 2
    assert other.merge(own(event)[known:]).redacted == 3 + 3
    assert (traces(event), traces(other)) == (0, 0)
    agree(event, other)


def test_a_laptop_that_joins_afterwards_reads_the_emptied_log(event: EventFile, tmp_path: Path) -> None:
    person = zyxwolf(event)
    event.redact([("person", person, "diet")])
    late = join(event, tmp_path / "late.uepit")
    agree(event, late)
    assert shown(late, Person, person).email == "zyxwolf@exemple.fr"
    late.close()


def test_a_person_may_be_erased_before_or_after(event: EventFile, other: EventFile) -> None:
    person = zyxwolf(event)
    tell(event, other)
    event.redact([("person", person, "diet")])
    other.erase(person)
    agree(event, other)


def test_what_was_taken_away_is_not_brought_back_by_undo(event: EventFile) -> None:
    person = zyxwolf(event)
    edit(event, Person, person, diet=f"ni {MARK}")
    edit(event, Person, person, function="Élue")
    event.redact([("person", person, "diet")])
    assert event.undo_stack()[0].verb == "edit"
    event.undo()
    assert shown(event, Person, person).function == ""
    with pytest.raises(UserError) as refusal:
        event.undo()
    assert refusal.value.code == "changed_since"


def test_a_field_that_shares_its_operation_with_others_is_refused(event: EventFile) -> None:
    person = zyxwolf(event)
    with pytest.raises(ValueError, match="function"):
        event.redact([("person", person, "function")])


def test_an_older_program_keeps_a_redaction_that_takes_effect_with_the_upgrade(
    event: EventFile, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "older.uepit"
    other = join(event, path)
    person = zyxwolf(event)
    edit(event, Person, person, phone="+33612345678")
    tell(event, other)
    edit(other, Person, person, diet=f"ni {MARK}")
    edit(other, Person, person, diet=f"peu de {MARK}")
    ahead = own(other)[-1]
    told = operations_of(event)
    event.redact([("person", person, "diet")])
    cut = own(event)[-1]
    other.close()
    as_an_older_program(path, told, cut, ahead)
    with EventFile.open(path) as other:
        assert f"{MARK}" in shown(other, Person, person).diet
        assert "log: the redactions in effect are not those of the log" in other.check().faults
        other.back_up()
    upgrades(monkeypatch, tmp_path / "versions")
    with EventFile.open(path) as other:
        assert shown(other, Person, person).diet == ""
        assert shown(other, Person, person).phone == "+33612345678"
        assert traces(other) == 0
        assert other.check().faults == ()
    monkeypatch.undo()


def as_an_older_program(path: Path, told: list[Operation], cut: Operation, ahead: Operation) -> None:
    """Put into a file what a program would have left there that read ``cut`` without knowing what it says."""
    with EventFile.open(path) as laptop:
        laptop.merge([cut])
        with laptop.write_local() as connection:
            for one in [*told, ahead]:
                if one.kind == "put/diet":
                    connection.exec_driver_sql(
                        "UPDATE op SET payload = ?, salt = ? WHERE seq = ? AND payload_hash = ?",
                        (one.payload, one.salt, one.seq, one.payload_hash),
                    )
            connection.exec_driver_sql("UPDATE person SET diet = ?", (ahead.fields()["diet"],))
            connection.exec_driver_sql("DELETE FROM redacted")


def upgrades(monkeypatch: pytest.MonkeyPatch, folder: Path) -> None:
    """From now on this program has newer tables than files have."""
    newer = schema.VERSION + 1
    folder.mkdir()
    lines = f'revision = "{newer:04d}"', f'down_revision = "{schema.VERSION:04d}"', "def upgrade():", "    pass"
    (folder / "next.py").write_text("\n".join(lines))
    right = migrations.upgrade
    monkeypatch.setattr(schema, "VERSION", newer)
    monkeypatch.setattr(migrations, "upgrade", lambda connection: right(connection, versions=(folder,)))
