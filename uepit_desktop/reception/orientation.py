"""Where someone goes once they are in: their team, and the first session of theirs that is not over.

What the programme says of everybody is read once an event file and kept until it changes: a scan does not wait for it.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from operator import itemgetter
from typing import NamedTuple
from weakref import WeakKeyDictionary, ref

from sqlalchemy import select
from sqlalchemy.orm import Session

from ..event import Changes, EventFile
from ..event.model import (
    Challenge,
    Enrolment,
    Event,
    HalfDay,
    Placement,
    ProgrammeSession,
    Room,
    SessionHost,
    SessionKind,
    SessionTeam,
    Team,
    TeamKind,
)
from ..language import tr
from ..references import SessionView, list_sessions, members_by_team
from .half_days import HalfDayView, half_days


@dataclass(frozen=True, slots=True)
class TeamView:
    """A team as the desk names it: ``code`` "D4", ``name`` its own or its challenge's, ``room`` where it works."""

    id: str
    kind: str
    round: int
    code: str
    name: str
    room: str

    @property
    def kind_words(self) -> str:
        """« Équipe défi » or « Équipe apprenante »."""
        return tr("Learning team") if self.kind == TeamKind.LEARNING else tr("Challenge team")

    @property
    def label(self) -> str:
        """« D4 Un seul guichet »."""
        return f"{self.code} {self.name}".strip()


@dataclass(frozen=True, slots=True)
class FirstSession:
    """Where someone is expected first: ``what`` is « Plénière » or « Atelier AT2 », ``starts`` in the event's zone."""

    session_id: str
    what: str
    title: str
    starts: dt.datetime
    room: str


@dataclass(frozen=True, slots=True)
class Whereabouts:
    """The teams of someone, those that matter now, and their first session."""

    challenge_team: TeamView | None = None
    learning_team: TeamView | None = None
    first_session: FirstSession | None = None

    @property
    def team(self) -> TeamView | None:
        """The team to name when there is room for one."""
        return self.challenge_team or self.learning_team


class Slot(NamedTuple):
    """A session in the day. Slots sort by their start; of two at one hour, the one that is not for everybody first."""

    starts: dt.datetime
    everyone: bool
    session_id: str
    ends: dt.datetime
    session: SessionView


@dataclass(frozen=True, slots=True)
class Agenda:
    """The sessions of a stretch of time by whom they expect, each list in order."""

    everyone: Sequence[Slot]
    by_team: Mapping[str, Sequence[Slot]]
    by_person: Mapping[str, Sequence[Slot]]

    def first(self, person_id: str, teams: Iterable[str], at: dt.datetime | None) -> Slot | None:
        """The first session of someone, or the first that is not over at a moment: with everyone, with their team, on
        its list, or to hold it.
        """
        lists = (self.everyone, self.by_person.get(person_id, ()), *(self.by_team.get(team, ()) for team in teams))
        found = (next((slot for slot in one if at is None or slot.ends > at), None) for one in lists if one)
        return min((slot for slot in found if slot is not None), key=itemgetter(0, 1, 2), default=None)


@dataclass(frozen=True, slots=True)
class Orientation:
    """What the teams and the programme say of everybody: who is in which team, what comes in each half-day and the one
    after it (by the half-day's id), and the whole programme. Meals are left out.
    """

    teams: Mapping[str, TeamView]
    placed: Mapping[str, tuple[str, ...]]
    agendas: Mapping[str, Agenda]
    programme: Agenda

    def of(self, person_id: str, at: dt.datetime, half_day: HalfDayView | None, zone: dt.tzinfo) -> Whereabouts:
        """Where someone goes who arrives at this moment for this half-day: a session of it that is not over, or else of
        the next half-day.
        """
        own = self.placed.get(person_id, ())
        agenda = self.programme if half_day is None else self.agendas.get(half_day.id)
        if agenda is None and not own:
            return _NOWHERE
        today = half_day is None or at.astimezone(zone).date() == half_day.on
        first = agenda.first(person_id, own, at if today else None) if agenda is not None else None
        return Whereabouts(
            next((self.teams[team_id] for team_id in own if self.teams[team_id].kind != TeamKind.LEARNING), None),
            self._learning_team(own, at),
            None if first is None else _first(first.session, zone),
        )

    def _learning_team(self, own: Sequence[str], at: dt.datetime) -> TeamView | None:
        """The one that meets next; for those that no session names, the last round that was formed."""
        learning = [self.teams[team_id] for team_id in own if self.teams[team_id].kind == TeamKind.LEARNING]
        if len(learning) < 2:
            return learning[0] if learning else None
        by_team = self.programme.by_team
        meetings = [
            (slot.starts, team.round, team)
            for team in learning
            if (slot := next((slot for slot in by_team.get(team.id, ()) if slot.ends > at), None)) is not None
        ]
        if meetings:
            return min(meetings, key=itemgetter(0, 1))[2]
        return max(learning, key=lambda team: team.round)


def read_orientation(db: Session, zone: dt.tzinfo) -> Orientation:
    """What the teams and the programme say now."""
    teams = read_teams(db)
    placed: dict[str, list[str]] = {}
    for team_id, people in members_by_team(db).items():
        if team_id in teams:
            for person_id in people:
                placed.setdefault(person_id, []).append(team_id)
    order = {team_id: (team.kind, team.round, team_id) for team_id, team in teams.items()}
    try:
        sessions = list_sessions(db)
    except (ValueError, TypeError):  # a moment that another program wrote is none: the desk does without
        sessions = []
    slots = sorted((slot for one in sessions if (slot := _slot(one)) is not None), key=itemgetter(0, 1, 2))
    return Orientation(
        teams,
        {person_id: tuple(sorted(own, key=order.__getitem__)) for person_id, own in placed.items()},
        _agendas(slots, half_days(db), zone),
        _agenda(slots),
    )


def _slot(session: SessionView) -> Slot | None:
    """A session in the day; None for a meal, for one without a place, or whose moments make no sense."""
    try:
        starts, ends = session.starts, session.ends
    except OverflowError:
        return None
    if starts is None or ends is None or starts.tzinfo is None or session.kind == SessionKind.MEAL:
        return None
    return Slot(starts, session.everyone, session.id, ends, session)


def _agendas(slots: Sequence[Slot], choices: Sequence[HalfDayView], zone: dt.tzinfo) -> dict[str, Agenda]:
    """Half-day → what begins after the one before it ends and before the one after it ends; none without sessions."""
    ends = [one.moments(zone)[1] for one in choices]
    found = {}
    for place, half_day in enumerate(choices):
        until = ends[min(place + 1, len(ends) - 1)]
        coming = [slot for slot in slots if (not place or slot.starts >= ends[place - 1]) and slot.starts < until]
        if coming:
            found[half_day.id] = _agenda(coming)
    return found


def _agenda(slots: Sequence[Slot]) -> Agenda:
    by_team: dict[str, list[Slot]] = {}
    by_person: dict[str, list[Slot]] = {}
    for slot in slots:
        for team_id in slot.session.team_ids:
            by_team.setdefault(team_id, []).append(slot)
        for person_id in slot.session.enrolled | slot.session.host_ids:
            by_person.setdefault(person_id, []).append(slot)
    return Agenda([slot for slot in slots if slot.everyone], by_team, by_person)


def read_teams(db: Session) -> dict[str, TeamView]:
    """Id → team. One without a name goes by its challenge's title, and its challenge's code."""
    rows = db.execute(
        select(
            Team.id, Team.kind, Team.round, Team.code, Team.name, Challenge.code, Challenge.title, Room.name
        )
        .outerjoin(Challenge, (Challenge.id == Team.challenge_id) & ~Challenge.deleted)
        .outerjoin(Room, (Room.id == Team.room_id) & ~Room.deleted)
        .where(~Team.deleted)
    )  # fmt: skip
    return {
        id_: TeamView(id_, kind, round_no, code or its_code or "", name or title or "", room or "")
        for id_, kind, round_no, code, name, its_code, title, room in rows
    }


def codes_on_badge(db: Session) -> dict[str, str]:
    """Person → what their badge says of their teams: the code of the challenge team, then of the learning team when
    there is one only; with several rounds each would be true for a while, and a badge lasts.
    """
    teams = read_teams(db)
    codes: dict[str, dict[str, list[str]]] = {}
    for team_id, people in members_by_team(db).items():
        if (team := teams.get(team_id)) is not None and team.code.strip():
            for person_id in people:
                codes.setdefault(person_id, {}).setdefault(team.kind, []).append(team.code.strip())
    found = {}
    for person_id, own in codes.items():
        learning = own.get(TeamKind.LEARNING, [])
        found[person_id] = " · ".join((*own.get(TeamKind.CHALLENGE, ()), *(learning if len(learning) == 1 else ())))
    return found


def orientation_of(event: EventFile, db: Session) -> Orientation:
    """The orientation of an open event, read again only after a write that changed it. Call it inside a write."""
    known = _known.get(event)
    if known is None:
        if event not in _watched:
            _watch(event)
        known = _known[event] = read_orientation(db, event.zone)
    return known


def _watch(event: EventFile) -> None:
    own = ref(event)

    def forget(changes: Changes) -> None:
        if changes.touches(*_TABLES) and (event := own()) is not None:
            _known.pop(event, None)

    event.subscribe(forget)
    _watched[event] = True


def _first(session: SessionView, zone: dt.tzinfo) -> FirstSession:
    assert session.starts is not None
    return FirstSession(session.id, session.short_label, session.title, session.starts.astimezone(zone), session.room)


_NOWHERE = Whereabouts()
_TABLES = tuple(
    one.__tablename__
    for one in (
        Challenge, Enrolment, Event, HalfDay, Placement, ProgrammeSession, Room, SessionHost, SessionTeam, Team,
    )
)  # fmt: skip
_known: WeakKeyDictionary[EventFile, Orientation] = WeakKeyDictionary()
_watched: WeakKeyDictionary[EventFile, bool] = WeakKeyDictionary()
