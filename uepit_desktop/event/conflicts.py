"""Concurrent values of a field, kept until a person chooses."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import orjson
from sqlalchemy import select
from sqlalchemy.orm import Session

from ..language import tr, weekday_date
from .clock import moment_of
from .model import Replica, local
from .recorder import WriteSession


@dataclass(frozen=True, slots=True)
class Value:
    """One of the concurrent values, who wrote it and when, by the clock of that laptop."""

    value: Any
    origin: str
    desk_name: str
    at: dt.datetime
    shown: bool


@dataclass(frozen=True, slots=True)
class Conflict:
    """A field with several live values; the shown one first. ``name`` says of whom or what, when that is known."""

    table: str
    row: str
    field: str
    name: str
    values: tuple[Value, ...]


def conflicts(db: Session) -> list[Conflict]:
    """Every disputed field, by table, row and field."""
    desks: Mapping[str, str] = dict(db.execute(select(Replica.id, Replica.desk_name)).all())
    sibling = local.sibling.c
    grouped: dict[tuple[str, str, str], list[Value]] = {}
    for row in db.execute(
        select(sibling.tbl, sibling.row_id, sibling.field, sibling.origin, sibling.hlc, sibling.value, sibling.shown)
        .order_by(sibling.tbl, sibling.row_id, sibling.field, sibling.shown.desc(), sibling.hlc.desc(), sibling.origin)
    ):  # fmt: skip
        value = Value(
            orjson.loads(row.value), row.origin, desks.get(row.origin, ""), moment_of(row.hlc), bool(row.shown)
        )
        grouped.setdefault((row.tbl, row.row_id, row.field), []).append(value)
    return [
        Conflict(table, row_id, field, name_of(db, row_id), tuple(values))
        for (table, row_id, field), values in grouped.items()
    ]


def settle(db: WriteSession, conflict: Conflict, value: Any) -> None:
    """Write the chosen stored value as an operation that knows, and so dominates, every one of them."""
    db.assert_fields(conflict.table, conflict.row, {conflict.field: value})


def name_of(db: Session, row_id: str) -> str:
    """How people call the row of this id: a person's full name, a title, a team's code and name; empty when it has
    none. What is about one person (their placement) goes by their name.
    """
    from .model import (
        BondMember,
        Challenge,
        HalfDay,
        HalfDayClosing,
        Organisation,
        Person,
        Placement,
        ProgrammeSession,
        Room,
        Team,
    )

    if not row_id:
        return ""
    if person := db.get(Person, row_id):
        return person.full_name
    if challenge := db.get(Challenge, row_id):
        return challenge.title
    if organisation := db.get(Organisation, row_id):
        return organisation.name
    if team := db.get(Team, row_id):
        known = db.get(Challenge, team.challenge_id) if team.challenge_id else None
        code = team.code or (known.code if known else "")
        return f"{code} {team.name or (known.title if known else '')}".strip()
    if placement := db.get(Placement, row_id):
        return name_of(db, placement.person_id)
    if member := db.get(BondMember, row_id):
        return name_of(db, member.person_id)
    if room := db.get(Room, row_id):
        return room.name
    if session := db.get(ProgrammeSession, row_id):
        return session.title
    closing = db.get(HalfDayClosing, row_id)
    if half_day := db.get(HalfDay, closing.half_day_id if closing else row_id):
        day = weekday_date(half_day.on)
        return tr("{day}, morning", day=day) if half_day.part == "am" else tr("{day}, afternoon", day=day)
    return ""
