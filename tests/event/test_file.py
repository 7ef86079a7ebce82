"""The event file on disk: created, opened, refused with a sentence, backed up, recovered."""

from __future__ import annotations

import datetime as dt
import os
import shutil
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest
import sqlcipher3.dbapi2 as sqlcipher
from sqlalchemy import inspect, select

from uepit_desktop.event import EventFile, UserError, schema
from uepit_desktop.event.backup import KEPT
from uepit_desktop.event.migrations import upgrade
from uepit_desktop.event.model import Base, CheckIn, Event, HalfDay, Person, Replica, Site
from uepit_desktop.event.storage import APPLICATION_ID, connector, create_raw, writer_engine

START = dt.date(2026, 7, 6)


def new_event(path: Path, **options: object) -> EventFile:
    return EventFile.create(path, name="Université", site="Valmorin", start_on=START, days=3, **options)  # type: ignore[arg-type]  # options are spelled at each call


def add_person(event: EventFile, family_name: str = "Kerdavid", **fields: str) -> str:
    with event.write("add_person") as db:
        person = Person(family_name=family_name, **fields)
        db.add(person)
    return person.id


def test_a_new_event_has_its_site_its_half_days_and_this_laptop(event: EventFile) -> None:
    with event.read() as db:
        assert db.execute(select(Event.name, Event.start_on, Event.end_on)).one() == (
            "Université d'été",
            START,
            dt.date(2026, 7, 8),
        )
        assert db.execute(select(Site.name)).scalar_one() == "Valmorin"
        assert db.execute(select(HalfDay.on, HalfDay.part).order_by(HalfDay.on, HalfDay.part)).all() == [
            (START + dt.timedelta(days=day), part) for day in range(3) for part in ("am", "pm")
        ]
        assert db.execute(select(Replica.id, Replica.desk_name)).all() == [(event.replica_id, "Accueil A")]
    assert event.check().ok


def test_the_file_says_what_it_is_to_other_programs(event: EventFile) -> None:
    raw = sqlite3.connect(event.path)
    assert raw.execute("PRAGMA application_id").fetchone()[0] == APPLICATION_ID
    assert raw.execute("PRAGMA user_version").fetchone()[0] == schema.VERSION
    assert raw.execute("PRAGMA journal_mode").fetchone()[0] == "wal"
    raw.close()


def test_commits_are_durable_and_deleted_content_is_overwritten(event: EventFile) -> None:
    with event.write_local() as connection:
        pragmas = {
            name: connection.exec_driver_sql(f"PRAGMA {name}").scalar()
            for name in ("synchronous", "foreign_keys", "secure_delete")
        }
    assert pragmas == {"synchronous": 2, "foreign_keys": 1, "secure_delete": 1}


def test_leaving_a_write_by_an_exception_changes_nothing(event: EventFile) -> None:
    before = event.check()
    with pytest.raises(ZeroDivisionError), event.write("add_person") as db:  # noqa: PT012  # the block is the subject
        db.add(Person(family_name="Kerdavid"))
        db.flush()
        raise ZeroDivisionError
    assert event.check() == before
    add_person(event)  # and the chain goes on where it was
    assert event.check().ok


def test_a_write_says_what_it_changed_and_tells_those_who_listen(event: EventFile) -> None:
    heard = []
    stop = event.subscribe(heard.append)
    with event.write("add_person") as db:
        person = Person(family_name="Kerdavid")
        db.add(person)
        assert heard == []
    assert db.changes.rows == {"person": frozenset({person.id})}
    assert heard == [db.changes]
    stop()
    add_person(event)
    assert len(heard) == 1


def test_one_operation_a_row_a_transaction_and_one_a_field_that_may_go_alone(event: EventFile) -> None:
    before = event.check().operations
    with event.write("add_person") as db:
        person = Person(family_name="Kerdavid")
        db.add(person)
        db.flush()
        person.given_name = "Solène"
        db.flush()
        person.function = "Élue"
        person.email = "s@x.example"
        person.email = "s@y.example"
    assert event.check().operations == before + 2


def test_a_write_that_changes_nothing_logs_nothing(event: EventFile) -> None:
    person_id = add_person(event)
    before = event.check().operations
    with event.write("edit") as db:
        person = db.get(Person, person_id)
        assert person is not None
        person.family_name = "Kerdavid"
    assert event.check().operations == before
    assert db.changes.rows == {}


def test_rows_are_never_removed_facts_never_changed_and_bulk_changes_refused(event: EventFile) -> None:
    person_id = add_person(event)
    with event.write("check_in") as db:
        fact = CheckIn(person_id=person_id, at=event.clock.now(), replica_id=event.replica_id)
        db.add(fact)
    with pytest.raises(TypeError, match="never removed"), event.write("remove") as db:
        db.delete(db.get(Person, person_id))
    with pytest.raises(TypeError, match="never changed"), event.write("alter") as db:  # noqa: PT012  # as above
        found = db.get(CheckIn, fact.id)
        assert found is not None
        found.operator = "someone else"
    with pytest.raises(TypeError, match="bulk"), event.write("bulk") as db:
        db.execute(Base.metadata.tables["person"].update().values(email=""))
    assert event.check().ok


def test_a_write_inside_a_write_is_a_bug_that_shows(event: EventFile) -> None:
    with pytest.raises(RuntimeError), event.write("outer"), event.write("inner"):
        pass
    add_person(event)
    assert event.check().ok


def test_readers_see_the_last_commit_while_a_write_is_under_way(event: EventFile) -> None:
    add_person(event)
    with event.write("add_person") as db:
        db.add(Person(family_name="Second"))
        db.flush()
        with event.read() as other:
            assert other.execute(select(Person.family_name)).scalars().all() == ["Kerdavid"]


def test_what_was_written_is_there_after_reopening(tmp_path: Path) -> None:
    with new_event(tmp_path / "a.uepit") as event:
        add_person(event, given_name="Solène")
        digest = event.check().digest
    with EventFile.open(tmp_path / "a.uepit") as event:
        assert event.check().digest == digest
        add_person(event, "Second")
        assert event.check().ok
    assert not (tmp_path / "a.uepit-wal").exists()


@pytest.mark.parametrize("passphrase", [None, "six mots pour ouvrir l'été"])
def test_a_second_program_is_told_who_has_the_file(tmp_path: Path, passphrase: str | None) -> None:
    path = tmp_path / "a.uepit"
    with new_event(path, passphrase=passphrase):
        script = (
            "import sys\nfrom pathlib import Path\nfrom uepit_desktop.event import EventFile, UserError\n"
            "try: EventFile.open(Path(sys.argv[1]), passphrase=sys.argv[2] or None)\n"
            "except UserError as error: print(error.code, str(error))\n"
        )
        done = subprocess.run(
            [sys.executable, "-c", script, str(path), passphrase or ""], capture_output=True, text=True, check=True
        )
        assert done.stdout.startswith("locked ")
        with EventFile.open(path, passphrase=passphrase, read_only=True) as reader:
            assert reader.check().ok  # reading beside the writer is fine
    EventFile.open(path, passphrase=passphrase).close()


def test_a_lock_does_not_outlive_its_process(tmp_path: Path) -> None:
    path = tmp_path / "a.uepit"
    new_event(path).close()
    script = (
        "import os, sys\nfrom pathlib import Path\nfrom uepit_desktop.event import EventFile\n"
        "EventFile.open(Path(sys.argv[1])); os._exit(9)"
    )
    subprocess.run([sys.executable, "-c", script, str(path)], check=False)
    EventFile.open(path).close()


def test_an_encrypted_event_opens_with_its_passphrase_only(tmp_path: Path) -> None:
    path = tmp_path / "a.uepit"
    with new_event(path, passphrase="d'une île à l'autre") as event:
        add_person(event)
    assert b"Kerdavid" not in path.read_bytes()
    for passphrase, code in ((None, "passphrase_needed"), ("autre", "wrong_passphrase")):
        with pytest.raises(UserError) as refused:
            EventFile.open(path, passphrase=passphrase)
        assert refused.value.code == code
    with EventFile.open(path, passphrase="d'une île à l'autre") as event, event.read() as db:
        assert db.execute(select(Person.family_name)).scalars().all() == ["Kerdavid"]
    assert EventFile.backups(path)
    assert all(b"Kerdavid" not in backup.read_bytes() for backup in EventFile.backups(path))


def test_a_newer_file_opens_for_reading_and_is_not_touched(tmp_path: Path) -> None:
    path = tmp_path / "a.uepit"
    with new_event(path) as event:
        add_person(event)
    raw = sqlcipher.connect(str(path))
    raw.execute(f"PRAGMA user_version = {schema.VERSION + 1}")
    raw.execute("ALTER TABLE person ADD COLUMN favourite_colour TEXT")
    raw.close()
    before = path.read_bytes()
    with EventFile.open(path) as event:
        assert event.read_only
        assert "récent" in event.read_only_reason
        with event.read() as db:
            assert db.execute(select(Person.family_name)).scalars().all() == ["Kerdavid"]
        with pytest.raises(UserError) as refused, event.write("add_person") as db:
            db.add(Person(family_name="Second"))
        assert refused.value.code == "read_only"
    assert path.read_bytes() == before


@pytest.mark.parametrize(
    ("name", "content", "code"),
    [
        ("photo.jpg", b"\xff\xd8\xff" * 900, "not_an_event"),
        ("vide.uepit", b"", "damaged"),
        ("texte.uepit", b"Nom;Pr\xe9nom\n" * 40, "damaged"),
        ("tronque.uepit", b"SQLite format 3\x00" + b"\x00" * 300, "damaged"),
    ],
)
def test_what_is_not_an_event_gets_a_sentence(tmp_path: Path, name: str, content: bytes, code: str) -> None:
    path = tmp_path / name
    path.write_bytes(content)
    with pytest.raises(UserError) as refused:
        EventFile.open(path)
    assert refused.value.code == code
    assert path.read_bytes() == content


def test_another_programs_database_is_not_an_event(tmp_path: Path) -> None:
    path = tmp_path / "autre.uepit"
    raw = sqlite3.connect(path)
    raw.execute("CREATE TABLE t (x)")
    raw.close()
    with pytest.raises(UserError) as refused:
        EventFile.open(path)
    assert refused.value.code == "not_an_event"


def test_a_missing_file_or_a_folder_gets_a_sentence(tmp_path: Path) -> None:
    for path, code in ((tmp_path / "rien.uepit", "not_found"), (tmp_path, "not_an_event")):
        with pytest.raises(UserError) as refused:
            EventFile.open(path)
        assert refused.value.code == code


def test_a_file_that_is_there_is_never_created_over(tmp_path: Path) -> None:
    path = tmp_path / "a.uepit"
    path.write_bytes(b"precious")
    with pytest.raises(UserError) as refused:
        new_event(path)
    assert refused.value.code == "exists"
    assert path.read_bytes() == b"precious"


@pytest.mark.parametrize(
    ("options", "code"), [({"days": 0}, "bad_days"), ({"days": 61}, "bad_days"), ({"time_zone": "Lune"}, "bad_zone")]
)
def test_an_impossible_event_is_not_created(tmp_path: Path, options: dict[str, object], code: str) -> None:
    with pytest.raises(UserError) as refused:
        EventFile.create(tmp_path / "a.uepit", **{"name": "U", "site": "V", "start_on": START, "days": 3, **options})  # type: ignore[arg-type]  # wrong on purpose
    assert refused.value.code == code
    assert list(tmp_path.glob("*.uepit")) == []


def damage(path: Path) -> None:
    """Overwrite the middle of every page but the first."""
    content = bytearray(path.read_bytes())
    for page in range(4096, len(content), 4096):
        content[page : page + 64] = os.urandom(64)
    path.write_bytes(content)


@pytest.mark.parametrize("passphrase", [None, "six mots"])
def test_a_damaged_file_is_recovered_from_its_newest_backup_and_goes_on_under_a_new_origin(
    tmp_path: Path, passphrase: str | None
) -> None:
    path = tmp_path / "a.uepit"
    with new_event(path, passphrase=passphrase) as event:
        add_person(event)
        digest, origin = event.check().digest, event.replica_id
    damage(path)
    bad = path.read_bytes()
    with pytest.raises(UserError) as refused:
        EventFile.open(path, passphrase=passphrase)
    assert refused.value.code == "damaged"
    aside = EventFile.recover(path, EventFile.backups(path)[0], passphrase=passphrase)
    assert aside.read_bytes() == bad
    with EventFile.open(path, passphrase=passphrase) as event:
        assert event.check().digest == digest
        add_person(event, "Second")
        assert event.replica_id != origin
        assert event.check().ok
        with event.read() as db:
            replica = db.get(Replica, event.replica_id)
            assert replica is not None
            assert (replica.succeeds, replica.desk_name) == (origin, "Coordination")


def test_a_backup_that_is_damaged_too_is_refused_and_nothing_moves(tmp_path: Path) -> None:
    path = tmp_path / "a.uepit"
    with new_event(path) as event:
        add_person(event)
    backup = EventFile.backups(path)[0]
    damage(path)
    damage(backup)
    before = path.read_bytes()
    with pytest.raises(UserError):
        EventFile.recover(path, backup)
    assert path.read_bytes() == before


def test_a_copied_file_goes_on_under_a_new_origin_from_its_first_write(tmp_path: Path) -> None:
    with new_event(tmp_path / "a.uepit") as event:
        origin = event.replica_id
    shutil.copy(tmp_path / "a.uepit", tmp_path / "b.uepit")
    with EventFile.open(tmp_path / "b.uepit") as copy:
        assert copy.replica_id == origin  # reading alone changes nothing
        add_person(copy)
        assert copy.replica_id != origin
        assert copy.check().ok
    with EventFile.open(tmp_path / "a.uepit") as event:
        add_person(event)
        assert event.replica_id == origin


def test_only_the_newest_backups_are_kept(event: EventFile) -> None:
    made = [event.back_up() for _ in range(KEPT + 3)]
    assert EventFile.backups(event.path) == made[::-1][:KEPT]


def test_a_new_file_has_the_tables_that_migrations_make(tmp_path: Path) -> None:
    from alembic.autogenerate import compare_metadata
    from alembic.migration import MigrationContext

    path = tmp_path / "migrated.uepit"
    create_raw(path, None)
    engine = writer_engine(connector(path, None, read_only=False))
    with engine.begin() as connection:
        upgrade(connection)
    with engine.connect() as connection:
        assert compare_metadata(MigrationContext.configure(connection), Base.metadata) == []
        assert connection.exec_driver_sql("PRAGMA user_version").scalar() == schema.VERSION
    engine.dispose()
    with new_event(tmp_path / "new.uepit") as event, event.read() as db:
        assert db.execute(Event.__table__.select()).first() is not None
        made = set(inspect(db.connection()).get_table_names())
        assert {"alembic_version", *Base.metadata.tables} <= made


REVISION = """
from alembic import op
import sqlalchemy as sa
revision = "{number:04d}"
down_revision = "{before:04d}"
def upgrade():
    op.add_column("person", sa.Column("favourite_colour", sa.String()))
"""


def test_an_older_file_is_backed_up_then_upgraded(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from uepit_desktop.event import migrations, opening

    path, folder, newer = tmp_path / "a.uepit", tmp_path / "versions", schema.VERSION + 1
    with new_event(path) as event:
        add_person(event)
    shutil.rmtree(tmp_path / "a.sauvegardes")
    folder.mkdir()
    (folder / "next.py").write_text(REVISION.format(number=newer, before=schema.VERSION))
    monkeypatch.setattr(schema, "VERSION", newer)
    monkeypatch.setattr(migrations, "upgrade", lambda connection: upgrade(connection, versions=(folder,)))
    assert newer == opening.schema.VERSION
    with EventFile.open(path) as event, event.read() as db:
        assert db.connection().exec_driver_sql("PRAGMA user_version").scalar() == newer
        names = [column["name"] for column in inspect(db.connection()).get_columns("person")]
        assert "favourite_colour" in names
        assert db.execute(select(Person.family_name)).scalars().all() == ["Kerdavid"]
    backup = sqlite3.connect(EventFile.backups(path)[-1])
    assert backup.execute("PRAGMA user_version").fetchone()[0] == newer - 1
    backup.close()


def test_a_full_disk_is_said_in_a_sentence_and_loses_only_the_last_action(event: EventFile) -> None:
    add_person(event)
    with event.write_local() as connection:
        pages = connection.exec_driver_sql("PRAGMA page_count").scalar()
    with event.write_local() as connection:
        connection.exec_driver_sql(f"PRAGMA max_page_count = {pages}")
    with pytest.raises(UserError) as refused, event.write("add_people") as db:
        db.add_all([Person(family_name="x" * 900) for _ in range(200)])
    assert refused.value.code == "disk_full"
    with event.write_local() as connection:
        connection.exec_driver_sql("PRAGMA max_page_count = 1073741823")
    assert event.check().ok
    add_person(event, "Second")
    assert event.check().ok


def test_a_table_that_differs_from_the_log_is_noticed(event: EventFile) -> None:
    person_id = add_person(event)
    with event.write_local() as connection:
        connection.exec_driver_sql("UPDATE person SET family_name = 'Autre' WHERE id = ?", (person_id,))
    report = event.check()
    assert not report.ok
    assert report.faults == (f"person {person_id}: family_name",)


def test_an_altered_log_is_noticed(event: EventFile) -> None:
    add_person(event)
    with event.write_local() as connection:
        connection.exec_driver_sql("UPDATE op SET payload = CAST(replace(payload, 'Kerdavid', 'Karadavi') AS BLOB)")
    assert any("altered" in fault for fault in event.check().faults)


def test_a_fact_added_at_once_is_logged_like_any_other(event: EventFile) -> None:
    person_id = add_person(event)
    with event.write("check_in") as db:
        fact = db.add_fact(CheckIn, person_id=person_id, at=event.clock.now(), replica_id=event.replica_id)
    assert db.changes.rows == {"check_in": frozenset({fact})}
    with event.read() as other:
        found = other.get(CheckIn, fact)
        assert found is not None
        assert (found.kind, found.method, found.at.tzinfo) == ("arrival", "scan", dt.UTC)
    assert event.check().ok


def test_a_fact_that_lacks_what_it_needs_is_not_written(event: EventFile) -> None:
    with pytest.raises(ValueError, match="required"), event.write("check_in") as db:
        db.add_fact(CheckIn, person_id="x")
    assert event.check().ok


def test_an_error_of_the_caller_is_not_taken_for_one_of_the_disk(event: EventFile) -> None:
    with pytest.raises(BrokenPipeError), event.read():
        raise BrokenPipeError
    with pytest.raises(BrokenPipeError), event.write("add_person") as db:  # noqa: PT012  # as above
        db.add(Person(family_name="Kerdavid"))
        raise BrokenPipeError
    add_person(event)
    assert event.check().ok
