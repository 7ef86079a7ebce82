"""The words of a verdict: what the band says, one plain sentence, and the one next action with its key."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from ..language import hour, mark, tr, weekday_date
from ..references import SessionView
from .half_days import HalfDayView
from .verdict import Verdict


@dataclass(frozen=True, slots=True)
class NextAction:
    """What to do next. ``name`` is a stable word for programs, ``shortcut`` the key as printed on it."""

    name: str
    label: str
    shortcut: str


@dataclass(frozen=True, slots=True)
class Wording:
    """``title`` is the band, ``message`` the one sentence, ``safe`` what is sure."""

    title: str
    message: str
    safe: str
    action: NextAction


UNDO = "undo"
CONTINUE = "continue"
SEARCH = "search"
REGISTER = "register"
REINSTATE = "reinstate"
ACCEPT = "accept"
CALL = "call_coordination"
CHOOSE = "choose"

_ACTIONS: dict[str, tuple[str, str]] = {
    UNDO: (mark("Undo this arrival"), "Ctrl+Z"),
    CONTINUE: (mark("Same person, continue"), mark("Enter")),
    SEARCH: (mark("Search by name"), "F2"),
    REGISTER: (mark("Register on the spot"), "F3"),
    REINSTATE: (mark("Register again"), "F3"),
    ACCEPT: (mark("Note the arrival anyway"), "F3"),
    CALL: (mark("Call the coordination"), "F8"),
    CHOOSE: (mark("Choose the person"), "↑ ↓"),
}

_NEXT: dict[Verdict, str] = {
    Verdict.ARRIVED: UNDO,
    Verdict.ALREADY_ARRIVED: CONTINUE,
    Verdict.UNKNOWN: SEARCH,
    Verdict.OTHER_SITE: REGISTER,
    Verdict.CANCELLED: REINSTATE,
    Verdict.REMOVED: CALL,
    Verdict.WRONG_DAY: ACCEPT,
    Verdict.NOT_ENROLLED: ACCEPT,
    Verdict.AMBIGUOUS: CHOOSE,
    Verdict.SIMILAR: CHOOSE,
    Verdict.UNREADABLE: SEARCH,
}


def next_action(verdict: Verdict) -> NextAction:
    """The one next action of a verdict."""
    name = _NEXT[verdict]
    label, shortcut = _ACTIONS[name]
    return NextAction(name, tr(label), tr(shortcut))


def word(
    verdict: Verdict,
    *,
    name: str = "",
    desk: str = "",
    site: str = "",
    earlier: dt.datetime | None = None,
    days: Sequence[dt.date] = (),
    on: dt.date | None = None,
    printed_here: bool = False,
    session: SessionView | None = None,
) -> Wording:
    """The words of one verdict. ``earlier`` is in the event's zone; ``name`` is the person's, ``desk`` the laptop that
    noted the earlier arrival, ``site`` the other site's name."""
    action = next_action(verdict)
    if session is not None and verdict in (Verdict.ARRIVED, Verdict.ALREADY_ARRIVED):
        return _at_session(verdict, session, name, desk, earlier, action)
    if verdict is Verdict.ARRIVED:
        return Wording(tr("Arrival recorded"), tr("Arrival recorded: {name}.", name=name), "", action)
    if verdict is Verdict.ALREADY_ARRIVED and earlier is not None:
        at = hour(earlier)
        message = tr("{name} already arrived at {hour}, {desk}.", name=name, hour=at, desk=desk or tr("another desk"))
        safe = tr("The first arrival is kept. This passage is not counted.")
        return Wording(tr("Arrival already noted at {hour}", hour=at), message, safe, action)
    if verdict is Verdict.SIMILAR:
        message = tr("Someone called {name} is already on the list.", name=name)
        return Wording(tr("Already registered?"), message, tr("Nothing was recorded yet."), action)
    message = _refusal(verdict, name, site, days, on, printed_here, session)
    if session is not None:
        title = tr("Presence not recorded, {session}", session=session.short_label)
        return Wording(title, message, tr("No presence was recorded."), action)
    return Wording(tr("Arrival not recorded"), message, tr("No arrival was recorded."), action)


def closed_words(half_day: HalfDayView, zone: dt.tzinfo) -> str:
    """« close à 12 h 40 par Inès », with its day when that was another day; empty for one that is open."""
    if half_day.closed_at is None:
        return ""
    at = half_day.closed_at.astimezone(zone)
    words = tr("closed at {hour}", hour=hour(at))
    if at.date() != half_day.on:
        words = tr("closed on {day} at {hour}", day=weekday_date(at.date()), hour=hour(at))
    return tr("{closed} by {who}", closed=words, who=half_day.closed_by) if half_day.closed_by else words


def late_for(half_day: HalfDayView | None, zone: dt.tzinfo) -> str:
    """The warning of an arrival that is noted for a closed half-day; empty for one that is open."""
    if half_day is None or not half_day.closed:
        return ""
    return tr("{half_day}: {closed}. The arrival is noted all the same.", half_day=half_day.label,
              closed=closed_words(half_day, zone))  # fmt: skip


def _at_session(
    verdict: Verdict, session: SessionView, name: str, desk: str, earlier: dt.datetime | None, action: NextAction
) -> Wording:
    """The words of a presence that is noted for a session, now or before."""
    if verdict is Verdict.ALREADY_ARRIVED and earlier is not None:
        at = hour(earlier)
        message = tr("{name} is already noted at {hour}, {desk}, for {session}.", name=name, hour=at,
                     desk=desk or tr("another desk"), session=session.label)  # fmt: skip
        safe = tr("The first presence is kept. This passage is not counted.")
        title = tr("Presence already noted at {hour}, {session}", hour=at, session=session.short_label)
        return Wording(title, message, safe, action)
    title = tr("Presence noted, {session}", session=session.short_label)
    message = tr("Presence noted for {session}: {name}.", session=session.label, name=name)
    return Wording(title, message, "", action)


def _refusal(
    verdict: Verdict,
    name: str,
    site: str,
    days: Sequence[dt.date],
    on: dt.date | None,
    printed_here: bool,
    session: SessionView | None,
) -> str:
    if verdict is Verdict.OTHER_SITE:
        return tr("This badge comes from the site of {site}.", site=site)
    if verdict is Verdict.UNKNOWN and printed_here:
        return tr("This badge was printed here, but this desk does not know its person yet.")
    if verdict is Verdict.UNKNOWN:
        return tr("This badge is not registered here.")
    if verdict is Verdict.CANCELLED:
        return tr("The registration of {name} was cancelled.", name=name)
    if verdict is Verdict.REMOVED:
        return tr("{name} was removed from the list.", name=name or tr("This person"))
    if verdict is Verdict.WRONG_DAY:
        return _wrong_day(name, days, on)
    if verdict is Verdict.NOT_ENROLLED:
        listed = session.label if session is not None else tr("this session")
        return tr("{name} is not on the list: {session}.", name=name, session=listed)
    if verdict is Verdict.AMBIGUOUS:
        return tr("This code names several people.")
    return tr("This code is not a badge that can be read.")


def _wrong_day(name: str, days: Sequence[dt.date], on: dt.date | None) -> str:
    coming = sorted(day for day in days if on is None or day >= on) or sorted(days)
    if not coming:
        return tr("{name} is not expected today.", name=name)
    if on is not None and coming[0] < on:
        return tr("{name} was expected on {day}.", name=name, day=weekday_date(coming[-1]))
    return tr("{name} is expected on {day}.", name=name, day=weekday_date(coming[0]))
