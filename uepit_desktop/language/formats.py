"""Dates, hours and numbers as people read them, in the language in use and without Qt."""

from __future__ import annotations

import datetime as dt

from . import catalogue
from .typography import NARROW, NO_BREAK

_DAYS = {
    "fr": ("lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche"),
    "en": ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"),
}
_MONTHS = {
    "fr": (
        "janvier", "février", "mars", "avril", "mai", "juin",
        "juillet", "août", "septembre", "octobre", "novembre", "décembre",
    ),
    "en": (
        "January", "February", "March", "April", "May", "June",
        "July", "August", "September", "October", "November", "December",
    ),
}  # fmt: skip
_SIZES = {"fr": ("octets", "ko", "Mo", "Go"), "en": ("bytes", "kB", "MB", "GB")}


def hour(moment: dt.datetime | dt.time) -> str:
    """ "9 h 05" in French, "9:05" in English. Give it a moment already in the event's zone."""
    if catalogue.current() == "fr":
        return f"{moment.hour}{NO_BREAK}h{NO_BREAK}{moment.minute:02d}"
    return f"{moment.hour}:{moment.minute:02d}"


def weekday_date(day: dt.date) -> str:
    """ "lundi 6 juillet", "Monday 6 July"."""
    language = catalogue.current()
    number = "1er" if day.day == 1 and language == "fr" else str(day.day)
    return f"{_DAYS[language][day.weekday()]} {number}{NO_BREAK}{_MONTHS[language][day.month - 1]}"


def date_long(day: dt.date) -> str:
    """ "lundi 6 juillet 2026"."""
    return f"{weekday_date(day)}{NO_BREAK}{day.year}"


def date_short(day: dt.date) -> str:
    """ "06/07/2026" in both languages: the reader is in France."""
    return f"{day:%d/%m}/{day.year:04d}"


def integer(value: int) -> str:
    """ "1 204" with a narrow no-break space in French, "1,204" in English; a real minus sign."""
    return _number(f"{abs(value):,}", negative=value < 0)


def decimal(value: float, digits: int = 1) -> str:
    """ "3,5" in French, "3.5" in English; a real minus sign, and none before a zero."""
    return _number(f"{abs(value):,.{digits}f}", negative=round(value, digits) < 0)


def percent(ratio: float, digits: int = 0) -> str:
    """0.98 is "98 %" in French, "98%" in English."""
    sign = f"{NARROW}%" if catalogue.current() == "fr" else "%"
    return decimal(ratio * 100, digits) + sign


def file_size(size_bytes: int) -> str:
    """ "12 Mo", "1,5 Go"; "12 MB" in English. Powers of 1,000; one decimal below ten."""
    units = _SIZES[catalogue.current()]
    step = 0
    size = float(max(size_bytes, 0))
    while size >= 999.5 and step < len(units) - 1:
        size, step = size / 1000, step + 1
    number = decimal(size) if step and size < 9.95 else integer(round(size))
    return f"{number}{NO_BREAK}{units[step]}"


def duration(minutes: int) -> str:
    """ "38 min", "1 h", "1 h 45" ("1 h 45 min" in English); a real minus sign."""
    hours, rest = divmod(abs(minutes), 60)
    sign = "−" if minutes < 0 else ""
    if not hours:
        return f"{sign}{rest}{NO_BREAK}min"
    end = "" if catalogue.current() == "fr" else f"{NO_BREAK}min"
    return f"{sign}{hours}{NO_BREAK}h" + (f"{NO_BREAK}{rest:02d}{end}" if rest else "")


def _number(text: str, *, negative: bool) -> str:
    if catalogue.current() == "fr":
        text = text.replace(",", NARROW).replace(".", ",")
    return f"−{text}" if negative else text
