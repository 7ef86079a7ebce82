"""What a cell of a programme says: a kind, a day, an hour, a length. Pure; None for what is not understood."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence

from ..event.model import SessionKind
from ..language.folding import fold, words

LONGEST_MIN = 24 * 60
_KINDS: tuple[tuple[str, SessionKind], ...] = (
    (r"apprenant|reflexi|learning", SessionKind.LEARNING_TEAM),
    (r"mini.?conf|conference|talk", SessionKind.MINI_CONFERENCE),
    (r"formation.?action|formation|module|training", SessionKind.TRAINING),
    (r"repas|dejeuner|\bdiner|petit.dej|\bpause|\bcafe\b|cocktail|buffet|\bmeal|lunch|dinner", SessionKind.MEAL),
    (r"plenier|plenary|ouverture|cloture|grand temoin|restitution", SessionKind.PLENARY),
    (r"atelier|workshop", SessionKind.WORKSHOP),
    (r"\btests?\b|exposition|prototype", SessionKind.PROTOTYPE_TEST),
    (r"\bdefis?\b|temps d'?equipe|en equipe|challenge", SessionKind.CHALLENGE_TEAM),
)
_WEEKDAYS = ("lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche")
_ENGLISH_DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_MONTHS = (
    "janvier", "fevrier", "mars", "avril", "mai", "juin", "juillet", "aout", "septembre", "octobre", "novembre",
    "decembre",
)  # fmt: skip
_HOUR = re.compile(r"(?<!\d)([01]?\d|2[0-4])\s*(?:h|:|heures?|\.)\s*([0-5]\d)?(?:[:.]\d\d)?(?!\d)")
_BARE_HOUR = re.compile(r"([01]?\d|2[0-4])")
_ISO_DAY = re.compile(r"(?<!\d)(\d{4})-(\d{1,2})-(\d{1,2})(?!\d)")
_FRENCH_DAY = re.compile(r"(?<!\d)(\d{1,2})[/.-](\d{1,2})(?:[/.-](\d{2,4}))?(?!\d)")
_YES = frozenset(("oui", "o", "yes", "y", "x", "1", "vrai", "true", "tous", "toutes"))
_NO = frozenset(("non", "n", "no", "0", "faux", "false"))
_EVERYONE = re.compile(r"^(?:tous|toutes?(?: et tous| les equipes)?|tout le monde|everyone|all|tous les .*)$")


def kind_of(text: str) -> str | None:
    """The kind of session that a word of the column, or a title, means."""
    folded = fold(text)
    if folded in set(SessionKind):
        return folded
    return next((kind.value for pattern, kind in _KINDS if re.search(pattern, folded)), None)


def day_of_text(text: str, days: Sequence[dt.date]) -> dt.date | None:
    """The date that « 2026-07-06 », « 06/07 », « lundi 6 juillet », « lundi », « Jour 1 » or « J1 » means.

    ``days`` are those of the event, in order: they say which Monday, and which year.
    """
    folded = fold(text)
    if found := _ISO_DAY.search(folded):
        return _date(int(found[1]), int(found[2]), int(found[3]))
    year = days[0].year if days else None
    if (found := _FRENCH_DAY.search(folded)) and (found[3] or year):
        said = int(found[3]) if found[3] else year or 0
        return _date(said + 2000 if said < 100 else said, int(found[2]), int(found[1]))
    said_words = words(folded)
    month = next((at for at, name in enumerate(_MONTHS, 1) if name in said_words), None)
    number = next((int(word.removesuffix("er")) for word in said_words if re.fullmatch(r"\d{1,2}(?:er)?", word)), None)
    if month and number:
        years = [int(word) for word in said_words if re.fullmatch(r"20\d\d", word)]
        return _date(years[0] if years else year or 0, month, number)
    for names in (_WEEKDAYS, _ENGLISH_DAYS):
        weekday = next(
            (at for at, name in enumerate(names) if any(w == name or w == name[:3] for w in said_words)), None
        )
        if weekday is not None:
            same = [day for day in days if day.weekday() == weekday and number in (None, day.day)]
            return same[0] if len(same) == 1 else None
    nth = re.fullmatch(r"(?:j|jour|day)?\s*(\d{1,2})", folded)
    if nth and 0 < int(nth[1]) <= len(days):
        return days[int(nth[1]) - 1]
    return None


def hours_in(text: str) -> list[dt.time]:
    """Every hour of a text, in its order: « 10 h 30 – 12 h » gives two. « 24:00 » is left out: a day ends before."""
    found = [(int(hours), int(minutes or 0)) for hours, minutes in _HOUR.findall(fold(text))]
    if not found and (bare := _BARE_HOUR.fullmatch(text.strip())):
        found = [(int(bare[1]), 0)]
    return [dt.time(hours, minutes) for hours, minutes in found if hours < 24]


def minutes_of(text: str) -> int | None:
    """A length in minutes: « 90 », « 90 min », « 1 h 30 », « 01:30 », « 1,5 h »; 1 to 1440."""
    folded = fold(text).replace(",", ".")
    minutes: float | None = None
    if found := re.fullmatch(r"(\d{1,4})\s*(?:m|mn|min|mins|minutes?|')?", folded):
        minutes = int(found[1])
    elif found := re.fullmatch(r"(\d{1,2})\s*(?:h|:|heures?)\s*(\d{1,2})?(?::\d\d)?\s*(?:m|mn|min|minutes?)?", folded):
        minutes = int(found[1]) * 60 + int(found[2] or 0)
    elif found := re.fullmatch(r"(\d{1,2}\.\d{1,2})\s*(?:h|heures?)", folded):
        minutes = float(found[1]) * 60
    if minutes is None or not 1 <= minutes <= LONGEST_MIN:
        return None
    return round(minutes)


def number_of_people(cell: str) -> int | None:
    """A capacity: 1 to 9,999 people, with or without a word around."""
    found = re.fullmatch(r"\D{0,20}(\d{1,4})(?:[.,]0+)?\D{0,20}", cell)
    return int(found[1]) if found and int(found[1]) > 0 else None


def for_everyone(cell: str) -> bool | None:
    """« Oui », « x », « Tous »… ; None when it says neither yes nor no."""
    folded = fold(cell)
    if folded in _YES or _EVERYONE.match(folded):
        return True
    return False if folded in _NO else None


def means_everyone(cell: str) -> bool:
    """Whether a list of teams says that all of them come."""
    return _EVERYONE.match(fold(cell)) is not None


def _date(year: int, month: int, day: int) -> dt.date | None:
    try:
        return dt.date(year, month, day)
    except ValueError:
        return None
