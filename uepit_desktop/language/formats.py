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


def hour(moment: dt.datetime | dt.time) -> str:
    """"9 h 05" in French, "9:05" in English. Give it a moment already in the event's zone."""
    if catalogue.current() == "fr":
        return f"{moment.hour}{NO_BREAK}h{NO_BREAK}{moment.minute:02d}"
    return f"{moment.hour}:{moment.minute:02d}"


def weekday_date(day: dt.date) -> str:
    """"lundi 6 juillet", "Monday 6 July"."""
    language = catalogue.current()
    number = _day_number(day, language)
    return f"{_DAYS[language][day.weekday()]} {number}{NO_BREAK}{_MONTHS[language][day.month - 1]}"


def date_long(day: dt.date) -> str:
    """"lundi 6 juillet 2026"."""
    return f"{weekday_date(day)}{NO_BREAK}{day.year}"


def date_short(day: dt.date) -> str:
    """"06/07/2026" in both languages: the reader is in France."""
    return f"{day:%d/%m/%Y}"


def integer(value: int) -> str:
    """"1 204" with a narrow no-break space in French, "1,204" in English; a real minus sign."""
    text = f"{abs(value):,}"
    if catalogue.current() == "fr":
        text = text.replace(",", NARROW)
    return f"−{text}" if value < 0 else text


def decimal(value: float, digits: int = 1) -> str:
    """"3,5" in French, "3.5" in English; a real minus sign."""
    text = f"{abs(value):,.{digits}f}"
    if catalogue.current() == "fr":
        text = text.replace(",", NARROW).replace(".", ",")
    return f"−{text}" if value < 0 and float(f"{value:.{digits}f}") != 0 else text


def duration(minutes: int) -> str:
    """"38 min", "1 h", "1 h 45"."""
    hours, rest = divmod(minutes, 60)
    if not hours:
        return f"{rest}{NO_BREAK}min"
    return f"{hours}{NO_BREAK}h" + (f"{NO_BREAK}{rest:02d}" if rest else "")


def _day_number(day: dt.date, language: str) -> str:
    return f"1{'er'}" if day.day == 1 and language == "fr" else str(day.day)
