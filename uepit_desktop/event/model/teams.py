"""Teams, who is placed in which, and the rules that a placement should honour."""

from __future__ import annotations

import uuid
from enum import StrEnum

from sqlalchemy import Boolean, Index, Integer, String
from sqlalchemy.orm import Mapped, mapped_column

from .base import SUBJECT, Base, Replicated

_NAMESPACE = uuid.UUID("5b0a8f1e-6a7c-5d25-9c0e-1f4f6f0b7e11")


class TeamKind(StrEnum):
    CHALLENGE = "challenge"  # équipe défi: works on one challenge for the whole event
    LEARNING = "learning"  # équipe apprenante: members from different challenge teams, anew each round


class BondKind(StrEnum):
    TOGETHER = "together"
    APART = "apart"


class Team(Replicated, Base):
    """A challenge team (``ChallengeTeam``) or a learning team (``LearningTeam``) of one round."""

    __tablename__ = "team"

    kind: Mapped[str] = mapped_column(String, default=TeamKind.CHALLENGE.value)
    round: Mapped[int] = mapped_column(Integer, default=1)
    """Learning teams are formed again each round, from 1; challenge teams have round 1 alone."""
    code: Mapped[str] = mapped_column(String, default="")
    """Short code shown on badges and cards: "D4", "A2"."""
    name: Mapped[str] = mapped_column(String, default="")
    """Its own name; empty for a challenge team that goes by its challenge's title."""
    challenge_id: Mapped[str | None] = mapped_column(String(36))
    min_size: Mapped[int | None] = mapped_column(Integer)
    max_size: Mapped[int | None] = mapped_column(Integer)
    """People in the team, both ends included; None leaves it to the challenge, then to the rules."""
    room_id: Mapped[str | None] = mapped_column(String(36))


class Placement(Replicated, Base):
    """The team of a person: one register a person, kind of team and round, so that two laptops that place someone
    differently have one row with two values, and never a person in two teams.
    """

    __tablename__ = "placement"
    __table_args__ = (Index("ix_placement_person_id", "person_id"), Index("ix_placement_team_id", "team_id"))

    person_id: Mapped[str] = mapped_column(String(36), info=SUBJECT)
    kind: Mapped[str] = mapped_column(String, default=TeamKind.CHALLENGE.value)
    round: Mapped[int] = mapped_column(Integer, default=1)
    team_id: Mapped[str | None] = mapped_column(String(36))
    """None while to be placed."""
    locked: Mapped[bool] = mapped_column(Boolean, default=False)
    """Kept here whatever is computed."""
    by_hand: Mapped[bool] = mapped_column(Boolean, default=False)
    """Someone chose this team: no proposal moves the person unless this is taken off."""


class TeamRule(Replicated, Base):
    """A rule of formation and how much it counts. Rules not kept here are those of the program."""

    __tablename__ = "team_rule"

    kind: Mapped[str] = mapped_column(String, default=TeamKind.CHALLENGE.value)
    """The kind of team that it is for."""
    rule: Mapped[str] = mapped_column(String)
    """wishes, need, spread, mix, size, meet_again or move."""
    about: Mapped[str] = mapped_column(String, default="")
    """The role or the attribute that it is about, where it is about one."""
    importance: Mapped[str] = mapped_column(String, default="")
    """off, minor, important or very_important."""
    amount: Mapped[int | None] = mapped_column(Integer)
    """People: how many are needed a team, how many are too many, the usual smallest size…"""
    amount_to: Mapped[int | None] = mapped_column(Integer)
    """The upper end, for a rule that has two: the usual largest size."""


class Bond(Replicated, Base):
    """People to keep together, or apart."""

    __tablename__ = "bond"

    kind: Mapped[str] = mapped_column(String)
    note: Mapped[str] = mapped_column(String, default="")


class BondMember(Replicated, Base):
    """One person of a bond."""

    __tablename__ = "bond_member"
    __table_args__ = (Index("ix_bond_member_bond_id", "bond_id"), Index("ix_bond_member_person_id", "person_id"))

    bond_id: Mapped[str] = mapped_column(String(36))
    person_id: Mapped[str] = mapped_column(String(36), info=SUBJECT)


def placement_id(person_id: str, kind: str, round_no: int) -> str:
    """The id of a person's placement, the same on every laptop: a UUIDv5 (RFC 9562) of person, kind and round."""
    return str(uuid.uuid5(_NAMESPACE, f"{person_id}/{kind}/{round_no}"))
