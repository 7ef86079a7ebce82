"""Sessions as the programme holds them, and whom each one expects: everyone, the members of its teams, who enrolled.

Below the capabilities: the programme prepares sessions, the desk has them signed.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from ..event.model import (
    Challenge,
    Enrolment,
    EnrolmentStatus,
    Person,
    Placement,
    ProgrammeSession,
    Room,
    SessionHost,
    SessionKind,
    SessionTeam,
    Team,
)
from ..event.model.programme import KIND_WORDS, kind_and_code
from ..language import hour, tr
from ..language.folding import fold, words
from .bearers import PeopleByName

_BY_LIST = frozenset(KIND_WORDS) - {SessionKind.PLENARY, SessionKind.MEAL, SessionKind.PROTOTYPE_TEST}


@dataclass(frozen=True, slots=True)
class SessionView:
    """One session. ``starts`` is an aware moment (UTC), None while it has no place in the day.

    ``seats`` is how many it holds: the smaller of its own ``capacity`` and the room's. ``teams`` are what
    people call them, ``team_ids`` those of the event; ``hosts`` are names, ``host_ids`` those that are its people.
    """

    id: str
    kind: str
    code: str
    title: str
    starts: dt.datetime | None
    minutes: int
    room_id: str | None
    room: str
    everyone: bool
    capacity: int | None
    seats: int | None
    hosts: tuple[str, ...]
    host_ids: frozenset[str]
    teams: tuple[str, ...]
    team_ids: frozenset[str]
    enrolled: frozenset[str]
    waiting: frozenset[str]

    @property
    def ends(self) -> dt.datetime | None:
        return None if self.starts is None else self.starts + dt.timedelta(minutes=self.minutes)

    @property
    def kind_words(self) -> str:
        """« Atelier »."""
        return tr(KIND_WORDS.get(self.kind, self.kind))

    @property
    def label(self) -> str:
        """« Atelier : Prototyper en carton »; the kind is not said twice."""
        kind = self.kind_words
        if words(self.title)[: len(words(kind))] == words(kind):
            return self.title
        return tr("{kind}: {title}", kind=kind, title=self.title or self.code)

    @property
    def short_label(self) -> str:
        """« Atelier AT2 »: for where a title does not fit."""
        return kind_and_code(self.kind, self.code)

    @property
    def by_list(self) -> bool:
        """Whether whoever is not expected is asked about first: a kind that one enrols for, with a list."""
        return self.kind in _BY_LIST and not self.everyone and bool(self.team_ids or self.enrolled)

    def hours(self, zone: dt.tzinfo) -> str:
        """« 10 h 30 à 12 h »; empty while it has no place in the day."""
        if self.starts is None or self.ends is None:
            return ""
        return tr(
            "{starts} to {ends}", starts=hour(self.starts.astimezone(zone)), ends=hour(self.ends.astimezone(zone))
        )


def attendees(session: SessionView, people: Iterable[str], members: Mapping[str, Collection[str]]) -> frozenset[str]:
    """Who is expected, among ``people`` (ids): everyone, or the members of its teams and whoever has a seat.

    ``members`` is team id → person ids. Whoever holds the session is not expected at it, and is welcome. Pure.
    """
    here = frozenset(people)
    if session.everyone:
        return here - session.host_ids
    expected = set(session.enrolled)
    for team_id in session.team_ids:
        expected.update(members.get(team_id, ()))
    return (here & expected) - session.host_ids


def list_sessions(db: Session, session_ids: Sequence[str] | None = None) -> list[SessionView]:
    """The sessions of the programme (or those of these ids), by start, room and title; those without a start last."""
    rows = select(ProgrammeSession).where(~ProgrammeSession.deleted)
    if session_ids is not None:
        rows = rows.where(ProgrammeSession.id.in_(session_ids))
    found = list(db.scalars(rows))
    if not found:
        return []
    rooms = {room.id: room for room in db.scalars(select(Room).where(~Room.deleted))}
    hosts = _hosts(db)
    teams = _teams(db, team_keys(db))
    seats = _seats(db)
    views = []
    for one in found:
        room = rooms.get(one.room_id or "")
        capacities = [limit for limit in (one.capacity, room.capacity if room else None) if limit]
        names, host_ids = hosts.get(one.id, ((), frozenset()))
        labels, team_ids = teams.get(one.id, ((), frozenset()))
        views.append(
            SessionView(
                id=one.id, kind=one.kind, code=one.code, title=one.title, starts=one.starts_at, minutes=one.minutes,
                room_id=room.id if room else None, room=room.name if room else "", everyone=one.everyone,
                capacity=one.capacity, seats=min(capacities, default=None), hosts=names, host_ids=host_ids,
                teams=labels, team_ids=team_ids,
                enrolled=frozenset(seats.get((one.id, EnrolmentStatus.ENROLLED), ())),
                waiting=frozenset(seats.get((one.id, EnrolmentStatus.WAITING), ())),
            )
        )  # fmt: skip
    return sorted(views, key=_in_order)


def link_hosts(db: Session) -> None:
    """Give a person to each host that is only a name and that one person of the event now bears. Inside a write."""
    names = list(db.scalars(select(SessionHost).where(SessionHost.person_id.is_(None), ~SessionHost.deleted)))
    if names:
        people = PeopleByName.of(db)
        for host in names:
            found = people.find(host.name)
            if found is not None:
                host.person_id = found


def members_by_team(db: Session) -> dict[str, set[str]]:
    """Team id → the people placed in it, teams that are gone left out."""
    members: dict[str, set[str]] = {}
    placed = select(Placement.team_id, Placement.person_id).join(Team, Team.id == Placement.team_id)
    for team_id, person_id in db.execute(placed.where(~Placement.deleted, ~Team.deleted)):
        if team_id:
            members.setdefault(team_id, set()).add(person_id)
    return members


def team_keys(db: Session) -> dict[str, tuple[str, str]]:
    """Folded code, name or title of each team → (its id, how people call it); ("", …) for what several share."""
    rows = db.execute(
        select(Team.id, Team.code, Team.name, Challenge.title)
        .outerjoin(Challenge, Challenge.id == Team.challenge_id)
        .where(~Team.deleted)
        .order_by(Team.round.desc(), Team.id)
    )
    keys: dict[str, tuple[str, str]] = {}
    for id_, code, name, title in rows:
        for text in {fold(code), fold(name), fold(title or "")} - {""}:
            keys[text] = (id_ if keys.get(text, (id_, ""))[0] == id_ else "", code or name or title or "")
    return keys


def team_named(label: str, keys: Mapping[str, tuple[str, str]]) -> str | None:
    """The id of the team that « D4 », « Équipe D4 » or « équipe défi D4 » means; None when no or several teams do."""
    plain = [word for word in fold(label).split() if word not in _TEAM_WORDS]
    return (keys.get(fold(label)) or keys.get(" ".join(plain)) or ("", ""))[0] or None


_TEAM_WORDS = frozenset({"equipe", "equipes", "defi", "defis", "apprenante", "apprenantes", "team"})


def _in_order(view: SessionView) -> tuple[bool, dt.datetime, str, str, str]:
    starts = view.starts or dt.datetime.min.replace(tzinfo=dt.UTC)
    return view.starts is None, starts, fold(view.room), view.title, view.id


def _hosts(db: Session) -> dict[str, tuple[tuple[str, ...], frozenset[str]]]:
    found: dict[str, tuple[list[str], set[str]]] = {}
    rows = db.execute(
        select(SessionHost.session_id, SessionHost.name, Person.id, Person.given_name, Person.family_name)
        .outerjoin(Person, (Person.id == SessionHost.person_id) & ~Person.deleted)
        .where(~SessionHost.deleted)
        .order_by(SessionHost.id)
    )
    for session_id, name, person_id, given, family in rows:
        names, ids = found.setdefault(session_id, ([], set()))
        shown = f"{given} {family}".strip() if person_id else name
        if shown and shown not in names:
            names.append(shown)
        if person_id:
            ids.add(person_id)
    return {session_id: (tuple(names), frozenset(ids)) for session_id, (names, ids) in found.items()}


def _teams(db: Session, keys: Mapping[str, tuple[str, str]]) -> dict[str, tuple[tuple[str, ...], frozenset[str]]]:
    called = {id_: name for id_, name in keys.values() if id_}
    found: dict[str, tuple[list[str], set[str]]] = {}
    rows = select(SessionTeam.session_id, SessionTeam.team_id, SessionTeam.label).where(~SessionTeam.deleted)
    for session_id, team_id, label in db.execute(rows.order_by(SessionTeam.id)):
        names, ids = found.setdefault(session_id, ([], set()))
        known = team_id if team_id in called else team_named(label, keys)
        shown = called.get(known or "") or label
        if shown and shown not in names:
            names.append(shown)
        if known:
            ids.add(known)
    return {session_id: (tuple(names), frozenset(ids)) for session_id, (names, ids) in found.items()}


def _seats(db: Session) -> dict[tuple[str, str], set[str]]:
    seats: dict[tuple[str, str], set[str]] = {}
    for session_id, status, person_id in db.execute(
        select(Enrolment.session_id, Enrolment.status, Enrolment.person_id).where(~Enrolment.deleted)
    ):
        seats.setdefault((session_id, status), set()).add(person_id)
    return seats
