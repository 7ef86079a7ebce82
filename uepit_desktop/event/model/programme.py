"""Rooms, sessions, who holds them and who attends."""

from __future__ import annotations

import datetime as dt
from enum import StrEnum

from sqlalchemy import Boolean, Index, Integer, String
from sqlalchemy.orm import Mapped, mapped_column

from ...language import mark, tr
from .base import SUBJECT, Base, JsonText, Replicated, UtcDateTime


class SessionKind(StrEnum):
    PLENARY = "plenary"
    CHALLENGE_TEAM = "challenge_team"  # temps d'équipe défi
    LEARNING_TEAM = "learning_team"  # équipe apprenante
    MINI_CONFERENCE = "mini_conference"
    WORKSHOP = "workshop"
    TRAINING = "training"  # formation-action
    PROTOTYPE_TEST = "prototype_test"
    MEAL = "meal"


#: What people call each kind.
KIND_WORDS: dict[str, str] = {
    SessionKind.PLENARY: mark("Plenary"),
    SessionKind.CHALLENGE_TEAM: mark("Challenge team"),
    SessionKind.LEARNING_TEAM: mark("Learning team"),
    SessionKind.MINI_CONFERENCE: mark("Mini-conference"),
    SessionKind.WORKSHOP: mark("Workshop"),
    SessionKind.TRAINING: mark("Training workshop"),
    SessionKind.PROTOTYPE_TEST: mark("Prototype tests"),
    SessionKind.MEAL: mark("Meal"),
}


def kind_and_code(kind: str, code: str) -> str:
    """A session where its title does not fit: « Atelier AT2 »."""
    return f"{tr(KIND_WORDS.get(kind, kind))} {code}".strip()


class EnrolmentStatus(StrEnum):
    ENROLLED = "enrolled"
    WAITING = "waiting"


class Room(Replicated, Base):
    __tablename__ = "room"

    name: Mapped[str] = mapped_column(String)
    capacity: Mapped[int | None] = mapped_column(Integer)
    """People; None when nobody said."""
    equipment: Mapped[list[str] | None] = mapped_column(JsonText)


class ProgrammeSession(Replicated, Base):
    """A session of the programme, of any kind (``Session`` in the words of the event; SQLAlchemy has that name)."""

    __tablename__ = "session"

    kind: Mapped[str] = mapped_column(String, default=SessionKind.PLENARY.value)
    code: Mapped[str] = mapped_column(String, default="")
    title: Mapped[str] = mapped_column(String)
    starts_at: Mapped[dt.datetime | None] = mapped_column(UtcDateTime)
    """None while it has no place in the day."""
    minutes: Mapped[int] = mapped_column(Integer, default=60)
    room_id: Mapped[str | None] = mapped_column(String(36))
    everyone: Mapped[bool] = mapped_column(Boolean, default=False)
    """Everybody of the event attends; otherwise its teams and those who enrolled."""
    capacity: Mapped[int | None] = mapped_column(Integer)
    """Seats, when fewer than the room's."""


class SessionHost(Replicated, Base):
    """Who holds a session: a person of the event, or the name that the file gave while no one matches."""

    __tablename__ = "session_host"
    __table_args__ = (Index("ix_session_host_session_id", "session_id"),)

    session_id: Mapped[str] = mapped_column(String(36))
    person_id: Mapped[str | None] = mapped_column(String(36), info=SUBJECT)
    name: Mapped[str] = mapped_column(String, default="")


class SessionTeam(Replicated, Base):
    """A team that attends a session."""

    __tablename__ = "session_team"
    __table_args__ = (Index("ix_session_team_session_id", "session_id"),)

    session_id: Mapped[str] = mapped_column(String(36))
    team_id: Mapped[str | None] = mapped_column(String(36))
    label: Mapped[str] = mapped_column(String, default="")
    """The team as the file named it, while none matches."""


class Enrolment(Replicated, Base):
    """A person's seat in a session, or their place on its waiting list."""

    __tablename__ = "enrolment"
    __table_args__ = (Index("ix_enrolment_session_id", "session_id"), Index("ix_enrolment_person_id", "person_id"))

    session_id: Mapped[str] = mapped_column(String(36))
    person_id: Mapped[str] = mapped_column(String(36), info=SUBJECT)
    status: Mapped[str] = mapped_column(String, default=EnrolmentStatus.ENROLLED.value)
