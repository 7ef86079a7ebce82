"""The event itself: one file is one event on one site, over days cut in half-days."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any

from sqlalchemy import Boolean, Index, Integer, String
from sqlalchemy.orm import Mapped, mapped_column

from .base import Base, Fact, IsoDate, Replicated, UtcDateTime, new_id


class Event(Replicated, Base):
    """The one event of this file."""

    __tablename__ = "event"

    name: Mapped[str] = mapped_column(String)
    organiser: Mapped[str] = mapped_column(String, default="")
    site_id: Mapped[str] = mapped_column(String(36))
    start_on: Mapped[dt.date] = mapped_column(IsoDate)
    end_on: Mapped[dt.date] = mapped_column(IsoDate)
    time_zone: Mapped[str] = mapped_column(String, default="Europe/Paris")
    national_contact: Mapped[str] = mapped_column(String, default="")


class RetentionPeriod(Replicated, Base):
    """How many days after the last day of the event something is kept, when the coordination chose other than usual.
    The id is the name of what is kept, so that two laptops that choose at once choose for one row.
    """

    __tablename__ = "retention_period"

    days: Mapped[int] = mapped_column(Integer)


class Site(Replicated, Base):
    """A place that hosts the event. Sites other than the event's own are known so that their badges can be named."""

    __tablename__ = "site"

    name: Mapped[str] = mapped_column(String)
    address: Mapped[str] = mapped_column(String, default="")
    territory_id: Mapped[str | None] = mapped_column(String(36))


class HalfDay(Replicated, Base):
    """The unit that attendance is signed for: a date and ``am`` or ``pm``, with local hours "HH:MM"."""

    __tablename__ = "half_day"

    on: Mapped[dt.date] = mapped_column(IsoDate)
    part: Mapped[str] = mapped_column(String(2))
    starts: Mapped[str] = mapped_column(String(5), default="09:00")
    ends: Mapped[str] = mapped_column(String(5), default="12:30")


class HalfDayClosing(Fact, Base):
    """A half-day was closed, or opened again: the latest one says which. Facts, so that two laptops that close the same
    half-day agree, and who did what when stays known.
    """

    __tablename__ = "half_day_closing"
    __table_args__ = (Index("ix_half_day_closing_half_day_id", "half_day_id"),)

    half_day_id: Mapped[str] = mapped_column(String(36))
    closed: Mapped[bool] = mapped_column(Boolean, default=True)
    """False when it was opened again."""
    at: Mapped[dt.datetime] = mapped_column(UtcDateTime)
    replica_id: Mapped[str] = mapped_column(String(36))
    operator: Mapped[str] = mapped_column(String, default="")

    @classmethod
    def taken_back(cls, fields: Mapping[str, Any], at: dt.datetime) -> HalfDayClosing:
        """The contrary, just after it at the earliest: the latest one counts."""
        before = dt.datetime.fromisoformat(fields["at"])
        return cls(
            id=new_id(),
            half_day_id=fields["half_day_id"],
            closed=not fields["closed"],
            at=max(at, before + dt.timedelta(milliseconds=1)),
            replica_id=fields["replica_id"],
            operator=fields.get("operator", ""),
        )


class Replica(Replicated, Base):
    """One laptop's copy of the event file, a *poste*. Its id is the ``origin`` of the operations it writes."""

    __tablename__ = "replica"

    desk_name: Mapped[str] = mapped_column(String)
    public_key: Mapped[str] = mapped_column(String, default="")
    """Ed25519 verification key, base64."""
    succeeds: Mapped[str | None] = mapped_column(String(36))
    """The origin that this one continues, after a copy or a restore."""
