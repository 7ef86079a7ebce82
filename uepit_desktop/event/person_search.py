"""The search index of people: folded names, organisation, e-mail and teams in an FTS5 table, kept with every change.

Local, never in the log, rebuilt at will. What is erased leaves its pages at once (``secure-delete``).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from collections.abc import Set as AbstractSet
from typing import Any

from sqlalchemy import Connection

from ..language.folding import words
from .derived import Derived, register

_CHUNK = 400

CREATE = (
    "DROP TABLE IF EXISTS person_search",
    "DROP TABLE IF EXISTS person_search_row",
    "CREATE VIRTUAL TABLE person_search USING fts5("
    "family, given, organisation, email, team, person_id UNINDEXED, tokenize='unicode61', prefix='1 2 3')",
    "INSERT INTO person_search(person_search, rank) VALUES('secure-delete', 1)",
    # Which row of the index is whose, and when it was last written: what a cache must read again.
    "CREATE TABLE person_search_row("
    "person_id TEXT PRIMARY KEY, place INTEGER NOT NULL, stamp INTEGER NOT NULL) WITHOUT ROWID",
    "CREATE INDEX ix_person_search_row_stamp ON person_search_row(stamp)",
)


def index_text(text: str) -> str:
    """The words of ``text`` folded, and all of them joined when there are several: ``le goffrec legoffrec``."""
    found = words(text)
    return " ".join((*found, "".join(found))) if len(found) > 1 else " ".join(found)


def update(connection: Connection, changed: Mapping[str, AbstractSet[str]]) -> None:
    """Write again the index of these people, and of the people of these organisations and teams."""
    people = set(changed.get("person", ()))
    for table, question in _PEOPLE_OF.items():
        for ids in _chunks(changed.get(table, ())):
            rows = connection.exec_driver_sql(question.format(ids=_marks(ids)), tuple(ids))
            people.update(row[0] for row in rows)
    stamp = connection.exec_driver_sql("SELECT coalesce(max(stamp), 0) + 1 FROM person_search_row").scalar() or 1
    place = connection.exec_driver_sql("SELECT coalesce(max(place), 0) FROM person_search_row").scalar() or 0
    for ids in _chunks(sorted(people)):
        known = _kept(connection, ids)
        if known:
            connection.exec_driver_sql(
                f"DELETE FROM person_search WHERE rowid IN ({_marks(known)})", tuple(known.values())
            )
        inserts, places = [], []
        for row in _described(connection, ids):
            at = known.pop(row[0], None)
            if at is None:
                place += 1
                at = place
            inserts.append((at, *row[1:], row[0]))
            places.append((row[0], at, stamp))
        if inserts:
            _many(
                connection,
                "INSERT INTO person_search(rowid, family, given, organisation, email, team, person_id) "
                "VALUES(?,?,?,?,?,?,?)",
                inserts,
            )
            _many(connection, "INSERT OR REPLACE INTO person_search_row(person_id, place, stamp) VALUES(?,?,?)", places)
        if known:
            connection.exec_driver_sql(
                f"DELETE FROM person_search_row WHERE person_id IN ({_marks(known)})", tuple(known)
            )


def _described(connection: Connection, ids: list[str]) -> Iterator[tuple[str, str, str, str, str, str]]:
    """(id, family, given, organisation, email, team) of these people, folded; those who are gone are not there.

    A team is indexed by its code and by its name, or by those of its challenge when it has none.
    """
    teams: dict[str, set[str]] = {}
    placed = connection.exec_driver_sql(
        "SELECT p.person_id, coalesce(nullif(t.code, ''), c.code, ''), coalesce(nullif(t.name, ''), c.title, '') "
        "FROM placement p JOIN team t ON t.id = p.team_id LEFT JOIN challenge c ON c.id = t.challenge_id "
        f"AND NOT c.deleted WHERE NOT p.deleted AND NOT t.deleted AND p.person_id IN ({_marks(ids)})",
        tuple(ids),
    )
    for person_id, code, name in placed:
        teams.setdefault(person_id, set(_TEAM_WORDS)).update((*words(code), *words(name)))
    rows = connection.exec_driver_sql(
        "SELECT p.id, p.family_name, p.given_name, coalesce(o.name, ''), p.email FROM person p "
        f"LEFT JOIN organisation o ON o.id = p.organisation_id WHERE NOT p.deleted AND p.id IN ({_marks(ids)})",
        tuple(ids),
    )
    for id_, family, given, organisation, email in rows:
        team = " ".join(sorted(teams.get(id_, ())))
        yield id_, index_text(family), index_text(given), " ".join(words(organisation)), " ".join(words(email)), team


def _kept(connection: Connection, ids: list[str]) -> dict[str, int]:
    rows = connection.exec_driver_sql(
        f"SELECT person_id, place FROM person_search_row WHERE person_id IN ({_marks(ids)})", tuple(ids)
    )
    return {str(person_id): int(place) for person_id, place in rows}


def _many(connection: Connection, sql: str, rows: list[tuple[Any, ...]]) -> None:
    connection.exec_driver_sql(sql, rows)


def _chunks(ids: Iterable[str]) -> Iterator[list[str]]:
    ordered = list(ids)
    for start in range(0, len(ordered), _CHUNK):
        yield ordered[start : start + _CHUNK]


def _marks(values: Iterable[object]) -> str:
    return ",".join("?" for _ in values)


#: What people say before a code: « équipe D4 ».
_TEAM_WORDS = ("equipe", "team")

#: Table → whose index its rows are part of.
_PEOPLE_OF = {
    "organisation": "SELECT id FROM person WHERE organisation_id IN ({ids})",
    "placement": "SELECT person_id FROM placement WHERE id IN ({ids})",
    "team": "SELECT person_id FROM placement WHERE team_id IN ({ids})",
    "challenge": "SELECT p.person_id FROM placement p JOIN team t ON t.id = p.team_id WHERE t.challenge_id IN ({ids})",
}

register(Derived("person_search", 2, frozenset({"person", *_PEOPLE_OF}), CREATE, update))
