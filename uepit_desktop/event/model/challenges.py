"""Défis territoriaux, who bears them, and who would like to work on which."""

from __future__ import annotations

from sqlalchemy import Index, Integer, String
from sqlalchemy.orm import Mapped, mapped_column

from .base import SUBJECT, Base, JsonText, Replicated


class Challenge(Replicated, Base):
    __tablename__ = "challenge"

    code: Mapped[str] = mapped_column(String, default="")
    """Short code shown on badges and cards: "D4"."""
    title: Mapped[str] = mapped_column(String)
    question: Mapped[str] = mapped_column(String, default="")
    """The question that the team answers: « Comment… ? »."""
    territory_id: Mapped[str | None] = mapped_column(String(36))
    min_size: Mapped[int | None] = mapped_column(Integer)
    max_size: Mapped[int | None] = mapped_column(Integer)
    """People in the team, both ends included."""
    roles_wanted: Mapped[list[str] | None] = mapped_column(JsonText)
    stage: Mapped[str] = mapped_column(String, default="admitted")
    """proposed, reformulated or admitted."""


class ChallengeBearer(Replicated, Base):
    """A bearer of a challenge: a person of the event, or the name that the file gave while no one matches."""

    __tablename__ = "challenge_bearer"
    __table_args__ = (Index("ix_challenge_bearer_challenge_id", "challenge_id"),)

    challenge_id: Mapped[str] = mapped_column(String(36))
    person_id: Mapped[str | None] = mapped_column(String(36), info=SUBJECT)
    name: Mapped[str] = mapped_column(String, default="")


class Wish(Replicated, Base):
    """A person's ranked choice of a challenge; ``label`` keeps what was written while no challenge matches."""

    __tablename__ = "wish"
    __table_args__ = (Index("ix_wish_person_id", "person_id"),)

    person_id: Mapped[str] = mapped_column(String(36), info=SUBJECT)
    challenge_id: Mapped[str | None] = mapped_column(String(36))
    label: Mapped[str] = mapped_column(String, default="")
    rank: Mapped[int] = mapped_column(Integer)
    """1 is the first choice."""
