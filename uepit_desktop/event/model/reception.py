"""Facts of the reception desk. Never overwritten: undoing an arrival is another fact."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from enum import StrEnum
from typing import Any

from sqlalchemy import Index, String, text
from sqlalchemy.orm import Mapped, mapped_column

from .base import SUBJECT, Base, Fact, UtcDateTime, new_id


class CheckInKind(StrEnum):
    ARRIVAL = "arrival"
    DEPARTURE = "departure"  # left before the end; whoever comes back has a further arrival
    EXCUSE = "excuse"  # an absence that was announced or explained
    UNDO = "undo"  # withdraws the fact named by ``target_id``


# Only what takes back another fact has a target: arrivals, which someone waits for, do not touch this index.
_TARGETED = text("target_id IS NOT NULL")
_TARGETS = Index("ix_check_in_target_id", "target_id", sqlite_where=_TARGETED, postgresql_where=_TARGETED)


class CheckIn(Fact, Base):
    """One fact: who, when, for which half-day or session, at which desk, how."""

    __tablename__ = "check_in"
    __table_args__ = (Index("ix_check_in_person_id", "person_id"), _TARGETS)

    person_id: Mapped[str] = mapped_column(String(36), info=SUBJECT)
    kind: Mapped[str] = mapped_column(String, default=CheckInKind.ARRIVAL.value)
    target_id: Mapped[str | None] = mapped_column(String(36))
    half_day_id: Mapped[str | None] = mapped_column(String(36))
    session_id: Mapped[str | None] = mapped_column(String(36))
    """The session that it is about, when it is not about the half-day as a whole."""
    at: Mapped[dt.datetime] = mapped_column(UtcDateTime)
    replica_id: Mapped[str] = mapped_column(String(36))
    operator: Mapped[str] = mapped_column(String, default="")
    method: Mapped[str] = mapped_column(String, default="scan")
    """scan, name, walk_in, group, paper or undo. A paper says that someone was there, not when they came: ``at`` is
    then the moment at which the sheet was entered."""
    reason: Mapped[str] = mapped_column(String, default="")
    """Why an absence is excused, when someone said so. Never shown at the desk nor printed."""

    @classmethod
    def taken_back(cls, fields: Mapping[str, Any], at: dt.datetime) -> CheckIn:
        """The undoing of a fact; the undoing of an undoing makes the fact stand again."""
        return cls(
            id=new_id(),
            person_id=fields["person_id"],
            kind=CheckInKind.UNDO.value,
            target_id=fields["id"],
            half_day_id=fields.get("half_day_id"),
            session_id=fields.get("session_id"),
            at=at,
            replica_id=fields["replica_id"],
            operator="",
            method="undo",
        )


class BadgePrint(Fact, Base):
    """A badge was printed: reprints are counted."""

    __tablename__ = "badge_print"
    __table_args__ = (Index("ix_badge_print_person_id", "person_id"),)

    person_id: Mapped[str] = mapped_column(String(36), info=SUBJECT)
    at: Mapped[dt.datetime] = mapped_column(UtcDateTime)
    replica_id: Mapped[str] = mapped_column(String(36))
