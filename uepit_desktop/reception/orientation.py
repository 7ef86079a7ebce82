"""Where someone goes once they are in: their team, and the first session of theirs that is not over.

What the programme says of everybody is read once an event file and kept until it changes: a scan does not wait for it.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from weakref import WeakKeyDictionary, ref

from sqlalchemy import select
from sqlalchemy.orm import Session

from ..event import Changes, EventFile
from ..event.model import (
    Challenge,
    Enrolment,
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


@dataclass(frozen=True, slots=True)
class Orientation:
    """What the teams and the programme say of everybody. Sessions are in the order of their start, meals left out."""

    teams: Mapping[str, TeamView]
    placed: Mapping[str, tuple[str, ...]]
    sessions: Sequence[SessionView]
    half_days: Sequence[HalfDayView]

    def of(self, person_id: str, at: dt.datetime, half_day: HalfDayView | None, zone: dt.tzinfo) -> Whereabouts:
        """Where someone goes who arrives at this moment for this half-day: a session of it that is not over, or else of
        the next half-day.
        """
        own = self.placed.get(person_id, ())
        if not own and not self.sessions:
            return _NOWHERE
        coming = [one for one in self._coming(at, half_day, zone) if _attends(one, person_id, own)]
        first = min(coming, key=_in_order, default=None)
        return Whereabouts(
            next((self.teams[team_id] for team_id in own if self.teams[team_id].kind != TeamKind.LEARNING), None),
            self._learning_team(own, at),
            None if first is None else _first(first, zone),
        )

    def _coming(self, at: dt.datetime, half_day: HalfDayView | None, zone: dt.tzinfo) -> list[SessionView]:
        """The sessions of the half-day that are not over, and those of the next one."""
        if half_day is None:
            return [one for one in self.sessions if one.ends is not None and one.ends > at]
        ends = [one.moments(zone)[1] for one in self.half_days]
        place = next((place for place, one in enumerate(self.half_days) if one.id == half_day.id), None)
        if place is None:
            return []
        after = ends[place - 1] if place else None
        until = ends[min(place + 1, len(ends) - 1)]
        same_day = at.astimezone(zone).date() == half_day.on
        return [
            one
            for one in self.sessions
            if one.starts is not None
            and one.ends is not None
            and (after is None or one.starts >= after)
            and one.starts < until
            and (not same_day or one.ends > at)
        ]

    def _learning_team(self, own: Sequence[str], at: dt.datetime) -> TeamView | None:
        """The one that meets next; for those that no session names, the last round that was formed."""
        learning = [self.teams[team_id] for team_id in own if self.teams[team_id].kind == TeamKind.LEARNING]
        if len(learning) > 1:
            for session in self.sessions:
                if session.ends is not None and session.ends > at:
                    meeting = next((team for team in learning if team.id in session.team_ids), None)
                    if meeting is not None:
                        return meeting
        return max(learning, key=lambda team: team.round, default=None)


def read_orientation(db: Session) -> Orientation:
    """What the teams and the programme say now."""
    teams = read_teams(db)
    placed: dict[str, list[str]] = {}
    for team_id, people in members_by_team(db).items():
        if team_id in teams:
            for person_id in people:
                placed.setdefault(person_id, []).append(team_id)
    sessions = [one for one in list_sessions(db) if one.starts is not None and one.kind != SessionKind.MEAL]
    order = {team_id: (team.kind, team.round, team_id) for team_id, team in teams.items()}
    return Orientation(
        teams,
        {person_id: tuple(sorted(own, key=order.__getitem__)) for person_id, own in placed.items()},
        sessions,
        tuple(half_days(db)),
    )


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
        known = _known[event] = read_orientation(db)
    return known


def _watch(event: EventFile) -> None:
    own = ref(event)

    def forget(changes: Changes) -> None:
        if changes.touches(*_TABLES) and (event := own()) is not None:
            _known.pop(event, None)

    event.subscribe(forget)
    _watched[event] = True


def _attends(session: SessionView, person_id: str, teams: Sequence[str]) -> bool:
    """Whether someone has a place there: with everyone, with their team, on the list, or to hold it."""
    return (
        session.everyone
        or person_id in session.enrolled
        or person_id in session.host_ids
        or any(team_id in session.team_ids for team_id in teams)
    )


def _in_order(session: SessionView) -> tuple[dt.datetime, bool, str]:
    """The earliest; of two at one hour, the one that is not for everybody."""
    assert session.starts is not None
    return session.starts, session.everyone, session.id


def _first(session: SessionView, zone: dt.tzinfo) -> FirstSession:
    assert session.starts is not None
    return FirstSession(session.id, session.short_label, session.title, session.starts.astimezone(zone), session.room)


_NOWHERE = Whereabouts()
_TABLES = tuple(
    one.__tablename__
    for one in (
        Challenge, Enrolment, HalfDay, Placement, ProgrammeSession, Room, SessionHost, SessionTeam, Team,
    )
)  # fmt: skip
_known: WeakKeyDictionary[EventFile, Orientation] = WeakKeyDictionary()
_watched: WeakKeyDictionary[EventFile, bool] = WeakKeyDictionary()
