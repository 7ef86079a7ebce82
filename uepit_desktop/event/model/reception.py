"""Facts of the reception desk. Never overwritten: undoing an arrival is another fact."""

from __future__ import annotations

import datetime as dt
from enum import StrEnum

from sqlalchemy import Index, String
from sqlalchemy.orm import Mapped, mapped_column

from .base import SUBJECT, Base, Fact, UtcDateTime


class CheckInKind(StrEnum):
    ARRIVAL = "arrival"
    UNDO = "undo"  # withdraws the fact named by ``target_id``


class CheckIn(Fact, Base):
    """One fact: who, when, for which half-day, at which desk, how."""

    __tablename__ = "check_in"
    __table_args__ = (Index("ix_check_in_person_id", "person_id"), Index("ix_check_in_target_id", "target_id"))

    person_id: Mapped[str] = mapped_column(String(36), info=SUBJECT)
    kind: Mapped[str] = mapped_column(String, default=CheckInKind.ARRIVAL.value)
    target_id: Mapped[str | None] = mapped_column(String(36))
    half_day_id: Mapped[str | None] = mapped_column(String(36))
    at: Mapped[dt.datetime] = mapped_column(UtcDateTime)
    replica_id: Mapped[str] = mapped_column(String(36))
    operator: Mapped[str] = mapped_column(String, default="")
    method: Mapped[str] = mapped_column(String, default="scan")
    """scan, name or walk_in."""


class BadgePrint(Fact, Base):
    """A badge was printed: reprints are counted."""

    __tablename__ = "badge_print"
    __table_args__ = (Index("ix_badge_print_person_id", "person_id"),)

    person_id: Mapped[str] = mapped_column(String(36), info=SUBJECT)
    at: Mapped[dt.datetime] = mapped_column(UtcDateTime)
    replica_id: Mapped[str] = mapped_column(String(36))
