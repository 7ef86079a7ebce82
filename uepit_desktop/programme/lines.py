"""One line of a programme, read into values; what is not understood is flagged and left out."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Any

from ..language import mark
from ..tables import Flag, items
from ..tables import Mapping as ColumnMapping
from .cells import (
    LONGEST_MIN,
    day_of_text,
    for_everyone,
    hours_in,
    kind_of,
    means_everyone,
    minutes_of,
    number_of_people,
)

KIND_UNKNOWN = mark("This kind of session is not known: taken as a workshop.")
DAY_UNREAD = mark("This day is not understood: the session is taken without a place in the day.")
DAY_OUTSIDE = mark("This day is not one of the event.")
HOUR_UNREAD = mark("This hour is not understood: the session is taken without a place in the day.")
NO_HOUR = mark("A day without an hour: the session is taken without a place in the day.")
NO_DAY = mark("An hour without a day: the session is taken without a place in the day.")
LENGTH_UNREAD = mark("This length is not understood: one hour is taken.")
ENDS_FIRST = mark("The end comes before the start: one hour is taken.")
CAPACITY_UNREAD = mark("This is not a number of people.")
YES_NO_UNREAD = mark("This says neither yes nor no.")

_LONGEST = 500
_ONE_HOUR = 60


def read_line(
    line: int,
    cells: Sequence[str],
    mapping: ColumnMapping,
    days: Sequence[dt.date],
    zone: dt.tzinfo,
    flags: list[Flag],
) -> dict[str, Any]:
    """What the line says, by field; ``starts_at`` is in UTC, ``minutes`` the length.

    Besides the fields of the model, ``kind_guessed`` says that only the title gave the kind.
    """
    said: dict[str, str] = {}
    for column in mapping.columns:
        cell = cells[column.index]
        if cell and column.field and cell not in ("-", "–", "—"):
            said[column.field] = cell
    values: dict[str, Any] = {}
    for name in ("code", "title", "room"):
        if name in said:
            values[name] = said[name].replace("\n", " ")[:_LONGEST]
    for name in ("hosts", "equipment"):
        if name in said:
            values[name] = items(said[name])
    _read_kind(line, said, values, flags)
    _read_place_in_time(line, said, values, days, zone, flags)
    if "capacity" in said:
        if (capacity := number_of_people(said["capacity"])) is None:
            flags.append(Flag(line, "capacity", said["capacity"], CAPACITY_UNREAD))
        else:
            values["capacity"] = capacity
    if "teams" in said:
        if means_everyone(said["teams"]):
            values["everyone"] = True
        else:
            values["teams"] = items(said["teams"])
    if "everyone" in said:
        if (everyone := for_everyone(said["everyone"])) is None:
            flags.append(Flag(line, "everyone", said["everyone"], YES_NO_UNREAD))
        else:
            values["everyone"] = everyone
    return values


def _read_kind(line: int, said: dict[str, str], values: dict[str, Any], flags: list[Flag]) -> None:
    if "kind" in said:
        if (kind := kind_of(said["kind"])) is None:
            flags.append(Flag(line, "kind", said["kind"], KIND_UNKNOWN))
        else:
            values["kind"] = kind
    elif "title" in said and (kind := kind_of(said["title"])) is not None:
        values["kind"], values["kind_guessed"] = kind, True


def _read_place_in_time(
    line: int,
    said: dict[str, str],
    values: dict[str, Any],
    days: Sequence[dt.date],
    zone: dt.tzinfo,
    flags: list[Flag],
) -> None:
    day = _day(line, said, days, flags)
    hours = hours_in(_after_date(said.get("hours", "")))
    starts = _hour(line, "start", said, flags) or (hours[0] if hours else None)
    ends = _hour(line, "end", said, flags) or (hours[1] if len(hours) > 1 else None)
    if "hours" in said and not hours:
        flags.append(Flag(line, "hours", said["hours"], HOUR_UNREAD))
    minutes = _minutes(line, said, starts, ends, flags)
    if minutes is not None:
        values["minutes"] = minutes
    if day is not None and starts is not None:
        values["starts_at"] = dt.datetime.combine(day, starts, zone).astimezone(dt.UTC)
    elif day is not None and not said.keys() & {"start", "hours"}:
        flags.append(Flag(line, "day", said.get("day", ""), NO_HOUR))
    elif starts is not None and "day" not in said:
        flags.append(Flag(line, "start", said.get("start", said.get("hours", "")), NO_DAY))


def _day(line: int, said: dict[str, str], days: Sequence[dt.date], flags: list[Flag]) -> dt.date | None:
    """The day of its column; else a date written before the hour."""
    text = said.get("day", "")
    day = day_of_text(text, days) if text else None
    if text and day is None:
        flags.append(Flag(line, "day", text, DAY_UNREAD))
    if not text and len(start := said.get("start", "")) > 8:
        day = day_of_text(start, days)
    if day is not None and days and day not in days:
        flags.append(Flag(line, "day", text or said["start"], DAY_OUTSIDE))
    return day


def _after_date(text: str) -> str:
    """« 2026-07-06 10:30 » without its date, whose numbers are no hours."""
    first, _, rest = text.partition(" ")
    return rest if rest and (first.count("-") == 2 or first.count("/") >= 1) else text


def _hour(line: int, name: str, said: dict[str, str], flags: list[Flag]) -> dt.time | None:
    if name not in said:
        return None
    found = hours_in(_after_date(said[name]))
    if not found:
        flags.append(Flag(line, name, said[name], HOUR_UNREAD))
        return None
    return found[0]


def _minutes(
    line: int, said: dict[str, str], starts: dt.time | None, ends: dt.time | None, flags: list[Flag]
) -> int | None:
    if starts is not None and ends is not None:
        length = (ends.hour * 60 + ends.minute) - (starts.hour * 60 + starts.minute)
        if 0 < length <= LONGEST_MIN:
            return length
        flags.append(Flag(line, "end", said.get("end", said.get("hours", "")), ENDS_FIRST))
        return _ONE_HOUR
    if "length" not in said:
        return None
    if (minutes := minutes_of(said["length"])) is None:
        flags.append(Flag(line, "length", said["length"], LENGTH_UNREAD))
        return _ONE_HOUR
    return minutes
