"""The version of the event file's tables."""

from __future__ import annotations

from sqlalchemy import Connection

#: Written as SQLite's ``user_version`` and in every operation. One Alembic revision each, in ``migrations/versions``.
VERSION = 2


def stamp(connection: Connection) -> None:
    """Mark a file whose tables were just created as being of this version, for SQLite and for Alembic."""
    connection.exec_driver_sql(f"PRAGMA user_version = {VERSION}")
    connection.exec_driver_sql("CREATE TABLE alembic_version (version_num VARCHAR(32) NOT NULL PRIMARY KEY)")
    connection.exec_driver_sql("INSERT INTO alembic_version VALUES (?)", (revision(VERSION),))


def revision(version: int) -> str:
    """The Alembic revision that makes a schema version."""
    return f"{version:04d}"
