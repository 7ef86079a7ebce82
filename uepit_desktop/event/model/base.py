"""What every mapped class shares: identity, storage types, and what the log must know of a table."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any

import orjson
import uuid_utils
from sqlalchemy import Boolean, Dialect, MetaData, String, Text
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column
from sqlalchemy.types import TypeDecorator

#: ``Column.info`` of a column that names the person a row is about: erasing the person erases the row.
SUBJECT: dict[str, Any] = {"subject": True}

#: ``Column.info`` of a column whose values may have to go before the row does: each is written in an operation of its
#: own, which can be emptied alone.
APART: dict[str, Any] = {"apart": True}


def new_id() -> str:
    """A fresh UUIDv7 (RFC 9562) in its 36-character form: sorts by time of creation."""
    return str(uuid_utils.uuid7())


class UtcDateTime(TypeDecorator[dt.datetime]):
    """An aware datetime, kept as ISO 8601 text in UTC to the millisecond: ``2026-07-06T06:53:12.345Z``."""

    impl = String(24)
    cache_ok = True

    def process_bind_param(self, value: dt.datetime | None, dialect: Dialect) -> str | None:
        return None if value is None else utc_text(value)

    def process_result_value(self, value: str | None, dialect: Dialect) -> dt.datetime | None:
        return None if value is None else dt.datetime.fromisoformat(value)


def utc_text(value: dt.datetime) -> str:
    """The stored form of a moment. Raises ValueError for a datetime without a zone."""
    if value.tzinfo is None:
        raise ValueError("a stored moment needs a time zone")
    return value.astimezone(dt.UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")


class IsoDate(TypeDecorator[dt.date]):
    """A calendar date, kept as ISO 8601 text: ``2026-07-06``."""

    impl = String(10)
    cache_ok = True

    def process_bind_param(self, value: dt.date | None, dialect: Dialect) -> str | None:
        return None if value is None else value.isoformat()

    def process_result_value(self, value: str | None, dialect: Dialect) -> dt.date | None:
        return None if value is None else dt.date.fromisoformat(value)


class JsonText(TypeDecorator[Any]):
    """A small list or mapping, kept as canonical JSON text (sorted keys) so that equal values are equal text.

    Assign a new value to change it; changing it in place is not noticed.
    """

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: Any, dialect: Dialect) -> str | None:
        return None if value is None else orjson.dumps(value, option=orjson.OPT_SORT_KEYS).decode()

    def process_result_value(self, value: str | None, dialect: Dialect) -> Any:
        return None if value is None else orjson.loads(value)


class Base(DeclarativeBase):
    """Root of every mapped class. A class that is only this is local to one laptop and never travels."""

    metadata = MetaData(
        naming_convention={
            "ix": "ix_%(table_name)s_%(column_0_N_name)s",
            "uq": "uq_%(table_name)s_%(column_0_N_name)s",
            "fk": "fk_%(table_name)s_%(column_0_name)s",
            "pk": "pk_%(table_name)s",
        }
    )


class Replicated:
    """A row whose every field is a register of the log; deleting it is setting ``deleted``.

    References to other replicated rows are plain columns, never foreign keys: a merge may bring the child first.
    """

    __tablename__: str
    id: Mapped[str] = mapped_column(String(36), primary_key=True, default=new_id)
    deleted: Mapped[bool] = mapped_column(Boolean, default=False)


class Fact:
    """A row that is written once and never changed: what happened. Undoing it is another fact."""

    @classmethod
    def taken_back(cls, fields: Mapping[str, Any], at: dt.datetime) -> Fact | None:
        """The fact that takes back one whose stored values (with its id) are ``fields``; None when nothing can."""
        return None

    __tablename__: str
    id: Mapped[str] = mapped_column(String(36), primary_key=True, default=new_id)
