"""The mapped tables with their stored types, for writing what the log already holds in stored form.

A payload holds dates as text and lists as JSON text; going through the mapped types would convert them again.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from functools import lru_cache
from typing import Any

import orjson
from sqlalchemy import Boolean, Column, Integer, MetaData, String, Table
from sqlalchemy.dialects import sqlite
from sqlalchemy.types import TypeDecorator

from .model.base import APART, SUBJECT, Base, Fact, IsoDate, JsonText, Replicated, UtcDateTime

_plain = MetaData()


@lru_cache(maxsize=64)
def plain_table(name: str) -> Table:
    """A replicated table with stored types. Raises KeyError for a table that this program does not know."""
    mapped = Base.metadata.tables[name]
    columns: list[Column[Any]] = [
        Column(column.name, _stored_type(column), primary_key=column.primary_key, nullable=column.nullable)
        for column in mapped.columns
    ]
    return Table(name, _plain, *columns)


@lru_cache(maxsize=1)
def replicated_tables() -> tuple[str, ...]:
    """The names of the tables whose rows travel, sorted."""
    return tuple(
        sorted(
            str(mapper.class_.__tablename__)
            for mapper in Base.registry.mappers
            if issubclass(mapper.class_, Replicated | Fact)
        )
    )


@lru_cache(maxsize=64)
def subject_column(name: str) -> str | None:
    """The column of a table that names the person whom a row is about; ``id`` for the person table itself."""
    if name == "person":
        return "id"
    for column in Base.metadata.tables[name].columns:
        if column.info.get("subject") == SUBJECT["subject"]:
            return column.name
    return None


@lru_cache(maxsize=64)
def apart_columns(name: str) -> frozenset[str]:
    """The columns of a table that are written each in an operation of its own; none for an unknown table."""
    table = Base.metadata.tables.get(name)
    wanted = APART.keys()
    return frozenset(
        str(column.name) for column in (() if table is None else table.columns) if wanted <= column.info.keys()
    )


@lru_cache(maxsize=1)
def fact_tables() -> tuple[str, ...]:
    """The names of the tables of facts that are about a person, sorted."""
    facts = (mapper.class_.__tablename__ for mapper in Base.registry.mappers if issubclass(mapper.class_, Fact))
    return tuple(sorted(str(name) for name in facts if subject_column(name) is not None))


@lru_cache(maxsize=64)
def fact_class(name: str) -> type[Fact]:
    """The class of a table of facts. Raises KeyError for any other table."""
    return {mapper.class_.__tablename__: mapper.class_ for mapper in Base.registry.mappers
            if issubclass(mapper.class_, Fact)}[name]  # fmt: skip


@lru_cache(maxsize=64)
def row_defaults(name: str) -> tuple[dict[str, Any], frozenset[str]]:
    """Stored defaults by column (None where the column may be empty) and the columns that have neither.

    ``deleted`` has none: every insertion says it and no other edit does, so that a row whose insertion has not arrived
    yet is not shown without its name.
    """
    defaults: dict[str, Any] = {}
    required: set[str] = set()
    for column in Base.metadata.tables[name].columns:
        if column.name == "id":
            continue
        if column.name == "deleted":
            required.add("deleted")
        elif column.default is not None and column.default.is_scalar:
            defaults[column.name] = getattr(column.default, "arg", None)
        elif column.nullable:
            defaults[column.name] = None
        else:
            required.add(column.name)
    return defaults, frozenset(required)


def row_of(name: str, row_id: str, values: Mapping[str, Any]) -> dict[str, Any] | None:
    """The complete stored row, unknown fields left out; None while a required field has not arrived.

    Values come from other programs, perhaps newer ones: one that its column cannot hold counts as not given.
    """
    defaults, required = row_defaults(name)
    fits = _fitting(name)
    row: dict[str, Any] = {"id": row_id, **defaults}
    for key, value in values.items():
        fit = fits.get(key)
        if fit is None:
            continue
        if type(value) is str and fit[0] is _as_text:  # nearly all values are
            row[key] = value
            continue
        fitting = None if value is None else fit[0](value)
        if fitting is not None or fit[1]:
            row[key] = fitting
    if "deleted" in values:
        row.setdefault("deleted", False)  # said, in a way that nobody understands: nobody disappears for that
    return row if required <= row.keys() else None


@lru_cache(maxsize=64)
def _fitting(name: str) -> dict[str, tuple[Callable[[Any], Any], bool]]:
    """Column → (what makes a value fit it, or None; whether it may be empty)."""
    columns = (column for column in Base.metadata.tables[name].columns if column.name != "id")
    return {str(column.name): (_fit_of(column.type), bool(column.nullable)) for column in columns}


def _fit_of(kind: Any) -> Callable[[Any], Any]:
    if isinstance(kind, Boolean):
        return lambda value: bool(value) if isinstance(value, int) else None
    if isinstance(kind, Integer):
        return lambda value: value if type(value) is int and -_WIDEST <= value < _WIDEST else None
    if isinstance(kind, IsoDate | UtcDateTime):
        return lambda value: value if isinstance(value, str) and _is_moment(kind, value) else None
    if isinstance(kind, JsonText):
        return lambda value: value if isinstance(value, str) and _is_json(value) else None
    return _as_text


def _as_text(value: Any) -> str:
    return value if isinstance(value, str) else orjson.dumps(value).decode()


_WIDEST = 1 << 63
_SQLITE = sqlite.dialect()  # made once: it is slow to make, and asked for at every moment of a merge


@lru_cache(maxsize=4096)
def _is_moment(kind: IsoDate | UtcDateTime, text: str) -> bool:
    try:
        moment = kind.process_result_value(text, _SQLITE)
    except ValueError:
        return False
    return not isinstance(moment, dt.datetime) or moment.tzinfo is not None


def _is_json(text: str) -> bool:
    try:
        orjson.loads(text)
    except ValueError:
        return False
    return True


def _stored_type(column: Column[Any]) -> Any:
    kind = column.type
    return kind.impl_instance if isinstance(kind, TypeDecorator) else kind if kind is not None else String()
