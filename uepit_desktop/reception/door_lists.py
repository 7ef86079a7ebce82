"""Who is expected where, for the lists to hang at doors: by room and session, by team."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from sqlalchemy.orm import Session

from ..documents import Group
from ..event import EventFile
from ..event.model import TeamKind
from ..language import integer, tr, trn
from ..language.folding import fold
from ..references import list_sessions, members_by_team
from .half_days import half_days
from .orientation import TeamView, read_teams
from .roll import Roll, RollRow, by_name, session_roll
from .sessions import session_half_day

_WIDTHS = (0.4, 0.36, 0.24)
_TITLE, _SHORTEST = 84, 16  # signs that a title holds without being drawn smaller; those of a label, at least
State = Callable[[RollRow], str]


@dataclass(frozen=True, slots=True)
class TeamList:
    """The people of a team who are expected or there; ``team`` is None for those whom no team has."""

    team: TeamView | None
    rows: tuple[RollRow, ...]


def rolls_by_room(db: Session, event: EventFile, roll: Roll) -> list[Roll]:
    """The rolls of the sessions of a half-day (or of the one session), by room, then by hour; no room comes last."""
    if roll.session is not None:
        return [roll]
    choices = half_days(db)
    found = []
    for session in list_sessions(db):
        if session.starts is not None:
            half_day = session_half_day(session, choices, event.zone, session.starts.astimezone(event.zone))
            if half_day is not None and half_day.id == roll.half_day.id:
                found.append(session_roll(db, event, session.id))
    return sorted(found, key=lambda one: _by_room(one))


def by_team(db: Session, roll: Roll) -> list[TeamList]:
    """The teams of both kinds, challenge teams first, by round and code; then whoever has no challenge team."""
    teams = read_teams(db)
    rows = {row.person.id: row for row in roll.rows}
    members = members_by_team(db)
    found = []
    placed: set[str] = set()
    for team in sorted(teams.values(), key=_team_order):
        own = [rows[person_id] for person_id in members.get(team.id, ()) if person_id in rows]
        if team.kind == TeamKind.CHALLENGE:
            placed.update(row.person.id for row in own)
        found.append(TeamList(team, tuple(sorted(own, key=lambda row: by_name(row.person)))))
    left = tuple(row for row in roll.rows if row.person.id not in placed)
    return [*found, TeamList(None, left)] if left else found


def room_groups(rolls: Sequence[Roll], event: EventFile, state: State, *, whole: bool) -> list[Group]:
    """A group a session, headed by its room and hours. Unless ``whole``, a session for everyone lists nobody."""
    heads = (tr("Family name, given name"), tr("Organisation"), tr("Presence"))
    if not rolls:
        return [Group(tr("No session in this half-day."), heads, _WIDTHS, ())]
    groups = []
    for one in rolls:
        session = one.session
        assert session is not None
        expected = trn("{n} person expected", "{n} people expected", one.expected) if one.expected else ""
        before = [session.room or tr("Without a room"), session.hours(event.zone), session.code]
        left = _TITLE - len(" · ".join(part for part in (*before, expected) if part))
        label = (
            session.label if len(session.label) <= left else session.label[: max(left, _SHORTEST) - 1].rstrip() + "…"
        )
        title = " · ".join(part for part in (*before, label, expected) if part)
        if session.everyone and not whole:
            rows: tuple[tuple[str, ...], ...] = ((tr("Everyone"), "", ""),)
        else:
            rows = tuple((row.person.listed_name, row.person.organisation, state(row)) for row in one.rows)
        groups.append(Group(title, heads, _WIDTHS, rows))
    return groups


def team_groups(teams: Sequence[TeamList], state: State) -> list[Group]:
    """A group a team, headed by its kind, its name, its room and how many."""
    heads = (tr("Family name, given name"), tr("Organisation"), tr("Presence"))
    groups = []
    for one in teams:
        team = one.team
        if team is None:
            parts = [tr("Without a challenge team")]
        else:
            called = tr("{kind} {name}", kind=team.kind_words, name=team.label)
            turn = tr("round {n}", n=team.round) if team.kind == TeamKind.LEARNING else ""
            parts = [called, turn, team.room]
        title = " · ".join(part for part in (*parts, integer(len(one.rows))) if part)
        rows = tuple((row.person.listed_name, row.person.organisation, state(row)) for row in one.rows)
        groups.append(Group(title, heads, _WIDTHS, rows))
    return groups


def _by_room(one: Roll) -> tuple[object, ...]:
    session = one.session
    assert session is not None
    return not session.room, fold(session.room), one.span.starts, fold(session.title), session.id


def _team_order(team: TeamView) -> tuple[object, ...]:
    letters = "".join(sign for sign in team.code if not sign.isdigit())
    digits = "".join(sign for sign in team.code if sign.isdigit())
    return team.kind != TeamKind.CHALLENGE, team.round, fold(letters), int(digits or 0), fold(team.name), team.id
