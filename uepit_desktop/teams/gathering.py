"""Reading the situation from the event file, in a fixed number of queries whatever the number of people."""

from __future__ import annotations

import datetime as dt
import hashlib
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from itertools import combinations
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from ..event import EventFile
from ..event.model import (
    Bond,
    BondMember,
    Challenge,
    ChallengeBearer,
    CheckIn,
    CheckInKind,
    HalfDay,
    Organisation,
    Person,
    PersonRole,
    PersonSkill,
    PersonStatus,
    Placement,
    Role,
    Room,
    Skill,
    Team,
    TeamKind,
    Territory,
    Wish,
)
from ..language import tr
from ..language.folding import fold
from .needs import covered_by, need_key, profession_of
from .rules import Rule, read_rules
from .situation import BondLine, Need, PersonLine, Situation, TeamLine

#: Those who come to speak, to help or to look: they are in a team only when they asked for one or were put there.
_OUTSIDE = frozenset(
    {Role.SPEAKER.value, Role.KEYNOTE_WITNESS.value, Role.NATIONAL_SUPPORT.value, Role.RECEPTION.value,
     Role.TESTER.value}
)  # fmt: skip
_WIDEST = (2, 500)


def situation_of(
    event: EventFile, kind: TeamKind = TeamKind.CHALLENGE, round_no: int = 1, *, at: dt.datetime | None = None
) -> Situation:
    """The teams of one kind and round and everyone who is to be in one; who is there on the day of ``at`` (aware; by
    default now)."""
    with event.read() as db:
        return read_teams(db, kind, round_no, today=(at or event.clock.now()).astimezone(event.zone).date())


def read_teams(
    db: Session, kind: TeamKind = TeamKind.CHALLENGE, round_no: int = 1, *, today: dt.date | None = None
) -> Situation:
    """The same inside a read. ``today`` says whose presence counts; without it nobody is said to be here or not."""
    kind = TeamKind(kind)
    rules = read_rules(db, kind)
    teams, gone = _teams(db, kind, round_no)
    placements = _placements(db, kind, round_no)
    live = {team.id for team in teams}
    challenge_teams = (
        {team.challenge_id: team.id for team in reversed(teams) if team.challenge_id}
        if kind is TeamKind.CHALLENGE
        else {}
    )
    people = _people(db, placements, live, challenge_teams, _presence(db, today), kind)
    return Situation(
        kind=kind,
        round=round_no,
        teams=tuple(_line(team, people, rules) for team in teams),
        people=tuple(people),
        bonds=tuple(_bonds(db)),
        rules=rules,
        met=tuple(_met(db, kind, round_no)),
        days=tuple(sorted({day.isoformat() for (day,) in db.execute(select(HalfDay.on).where(~HalfDay.deleted))})),
        stamp=stamp_of(live, placements),
        withdrawn=tuple(_line(team, (), rules) for team in gone),
    )


def rounds_of(db: Session, kind: TeamKind = TeamKind.LEARNING) -> tuple[int, ...]:
    """The rounds that have teams of this kind, in order."""
    rows = db.scalars(select(Team.round).where(Team.kind == kind.value, ~Team.deleted).distinct())
    return tuple(sorted(rows))


def placement_stamp(db: Session, kind: TeamKind, round_no: int) -> str:
    """The stamp of the placements as they are now, as ``Situation.stamp`` was when the situation was read."""
    live = set(db.scalars(select(Team.id).where(Team.kind == kind.value, Team.round == round_no, ~Team.deleted)))
    return stamp_of(live, _placements(db, kind, round_no))


def stamp_of(teams: Iterable[str], placements: Mapping[str, tuple[str | None, bool, bool]]) -> str:
    told = sorted(teams), sorted((person, *where) for person, where in placements.items() if where[0] is not None)
    return hashlib.sha256(repr(told).encode()).hexdigest()[:16]


def natural(code: str) -> tuple[Any, ...]:
    """A sort key under which D2 comes before D10."""
    return tuple((0, int(part), "") if part.isdigit() else (1, 0, part) for part in re.split(r"(\d+)", fold(code)))


def _teams(db: Session, kind: TeamKind, round_no: int) -> tuple[list[Any], list[Any]]:
    rows = db.execute(
        select(
            Team.id, Team.deleted, Team.code, Team.name, Team.challenge_id, Team.min_size, Team.max_size, Team.room_id,
            Challenge.code.label("challenge_code"), Challenge.title, Challenge.roles_wanted,
            Challenge.min_size.label("challenge_min"), Challenge.max_size.label("challenge_max"),
            Room.name.label("room"), Room.capacity,
        )
        .outerjoin(Challenge, (Challenge.id == Team.challenge_id) & ~Challenge.deleted)
        .outerjoin(Room, (Room.id == Team.room_id) & ~Room.deleted)
        .where(Team.kind == kind.value, Team.round == round_no)
    ).all()  # fmt: skip
    ordered = sorted(rows, key=lambda row: (natural(row.code or row.challenge_code or ""), row.id))
    return [row for row in ordered if not row.deleted], [row for row in ordered if row.deleted]


def _line(team: Any, people: Iterable[PersonLine], rules: Sequence[Rule]) -> TeamLine:
    usual = [(rule.amount, rule.amount_to) for rule in rules if rule.rule == "size"] or [_WIDEST]
    least = _first(team.min_size, team.challenge_min, usual[0][0], _WIDEST[0])
    most = _first(team.max_size, team.challenge_max, usual[0][1], _WIDEST[1])
    people = list(people)
    needs: dict[str, Need] = {}
    for wanted in team.roles_wanted or ():
        if key := need_key(str(wanted)):
            needs.setdefault(key, Need(key, str(wanted)))
    for rule in rules:
        if rule.rule == "need" and rule.about and rule.on:
            needs.setdefault(rule.about, Need(rule.about, "", max(1, rule.amount or 1)))
    return TeamLine(
        id=team.id,
        code=team.code or team.challenge_code or "",
        name=team.name or team.title or "",
        min_size=least,
        max_size=max(least, most),
        needs=tuple(needs.values()),
        bearers=tuple(person.id for person in people if team.id in person.bears),
        members=tuple(person.id for person in people if person.team == team.id),
        challenge_id=team.challenge_id,
        room_id=team.room_id,
        room=team.room or "",
        room_capacity=team.capacity,
        own_sizes=team.min_size is not None or team.max_size is not None,
    )


def _first(*sizes: int | None) -> int:
    return next(size for size in sizes if size is not None)


def _placements(db: Session, kind: TeamKind, round_no: int) -> dict[str, tuple[str | None, bool, bool]]:
    return {
        person: (team, locked, by_hand)
        for person, team, locked, by_hand in db.execute(
            select(Placement.person_id, Placement.team_id, Placement.locked, Placement.by_hand).where(
                Placement.kind == kind.value, Placement.round == round_no, ~Placement.deleted
            )
        )
    }


def _people(
    db: Session,
    placements: Mapping[str, tuple[str | None, bool, bool]],
    live: set[str],
    challenge_teams: Mapping[str, str],
    presence: tuple[bool, frozenset[str], frozenset[str]],
    kind: TeamKind,
) -> list[PersonLine]:
    roles = _lists(db, select(PersonRole.person_id, PersonRole.role).where(~PersonRole.deleted))
    skills = _lists(
        db,
        select(PersonSkill.person_id, Skill.name)
        .join(Skill, (Skill.id == PersonSkill.skill_id) & ~Skill.deleted)
        .where(~PersonSkill.deleted),
    )
    bears = _lists(
        db,
        select(ChallengeBearer.person_id, ChallengeBearer.challenge_id).where(
            ~ChallengeBearer.deleted, ChallengeBearer.person_id.is_not(None)
        ),
    )
    asked = _lists(
        db,
        select(Wish.person_id, Wish.challenge_id)
        .where(~Wish.deleted, Wish.challenge_id.is_not(None))
        .order_by(Wish.rank, Wish.id),
    )
    homes = {} if kind is TeamKind.CHALLENGE else _challenge_team_of(db)
    known, here, excused = presence
    rows = db.execute(
        select(
            Person.id, Person.given_name, Person.family_name, Person.function, Person.experience, Person.days,
            Organisation.name.label("organisation"), Organisation.id.label("organisation_id"), Organisation.kind,
            Person.territory_id, Organisation.territory_id.label("home_id"),
        )
        .outerjoin(Organisation, (Organisation.id == Person.organisation_id) & ~Organisation.deleted)
        .where(~Person.deleted, Person.status != PersonStatus.CANCELLED.value)
    ).all()  # fmt: skip
    places = dict(db.execute(select(Territory.id, Territory.name).where(~Territory.deleted)).all())
    kept = []
    for row in rows:
        team = placements.get(row.id, (None, False, False))[0]
        ask, own = asked.get(row.id, []), roles.get(row.id, [])
        if team in live or ask or bears.get(row.id) or not own or not _OUTSIDE.issuperset(own):
            kept.append(row)
    kept.sort(key=lambda row: (fold(row.family_name), fold(row.given_name), row.id))
    shared = Counter(_short(row.given_name, row.family_name) for row in kept)
    lines = []
    for row in kept:
        team, locked, by_hand = placements.get(row.id, (None, False, False))
        short = _short(row.given_name, row.family_name)
        own, can = roles.get(row.id, []), skills.get(row.id, [])
        if team not in live:
            team, locked, by_hand = None, False, False
        lines.append(
            PersonLine(
                id=row.id,
                given_name=row.given_name,
                family_name=row.family_name,
                short_name=short if shared[short] == 1 else f"{row.given_name} {row.family_name}".strip(),
                organisation=row.organisation or "",
                organisation_id=row.organisation_id or "",
                kind=row.kind or "",
                territory=places.get(row.territory_id) or places.get(row.home_id) or "",
                function=row.function,
                profession=profession_of(row.function),
                experience=row.experience,
                roles=tuple(own),
                skills=tuple(can),
                covers=covered_by(row.function, can, own, row.kind or ""),
                wishes=_teams_of(asked.get(row.id, ()), challenge_teams),
                days=None if row.days is None else tuple(row.days),
                here=row.id in here if known else None,
                excused=row.id in excused,
                bears=_teams_of(bears.get(row.id, ()), challenge_teams),
                team=team,
                locked=locked,
                by_hand=by_hand,
                challenge_team=homes.get(row.id),
            )
        )
    return lines


def _lists(db: Session, statement: Any) -> dict[str, list[str]]:
    found: defaultdict[str, list[str]] = defaultdict(list)
    for person, value in db.execute(statement):
        found[person].append(value)
    return found


def _teams_of(challenges: Iterable[str], teams: Mapping[str, str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(teams[challenge] for challenge in challenges if challenge in teams))


def _short(given_name: str, family_name: str) -> str:
    initial = given_name.strip()[:1].upper()
    return f"{initial}. {family_name}" if initial and family_name else f"{given_name} {family_name}".strip()


def _challenge_team_of(db: Session) -> dict[str, str]:
    statement = (
        select(Placement.person_id, Team.id)
        .join(Team, (Team.id == Placement.team_id) & ~Team.deleted)
        .where(Placement.kind == TeamKind.CHALLENGE.value, ~Placement.deleted)
    )
    return {person: team for person, team in db.execute(statement)}  # noqa: C416


def _bonds(db: Session) -> list[BondLine]:
    """Bonds between at least two people who still come."""
    members = _lists(
        db,
        select(BondMember.bond_id, BondMember.person_id)
        .join(Person, (Person.id == BondMember.person_id) & ~Person.deleted)
        .where(~BondMember.deleted, Person.status != PersonStatus.CANCELLED.value)
        .order_by(BondMember.person_id),
    )
    bonds = db.execute(select(Bond.id, Bond.kind, Bond.note).where(~Bond.deleted).order_by(Bond.id))
    return [
        BondLine(id_, kind, people, note)
        for id_, kind, note in bonds
        if len(people := tuple(dict.fromkeys(members.get(id_, ())))) >= 2
    ]


def _met(db: Session, kind: TeamKind, round_no: int) -> list[tuple[str, str, int]]:
    """Pairs who were together in other rounds: of learning teams alone, challenge teams have one round."""
    if kind is not TeamKind.LEARNING:
        return []
    rows = db.execute(
        select(Team.id, Placement.person_id)
        .join(Team, (Team.id == Placement.team_id) & ~Team.deleted)
        .where(Placement.kind == kind.value, Placement.round != round_no, ~Placement.deleted)
    )
    together: defaultdict[str, list[str]] = defaultdict(list)
    for team, person in rows:
        together[team].append(person)
    times: Counter[tuple[str, str]] = Counter()
    for people in together.values():
        times.update(combinations(sorted(people), 2))
    return [(one, other, n) for (one, other), n in sorted(times.items())]


def _presence(db: Session, today: dt.date | None) -> tuple[bool, frozenset[str], frozenset[str]]:
    """Whether anything can be said of today, who is there, who is excused."""
    if today is None:
        return False, frozenset(), frozenset()
    half_days = set(db.scalars(select(HalfDay.id).where(HalfDay.on == today, ~HalfDay.deleted)))
    if not half_days:
        return False, frozenset(), frozenset()
    facts = db.execute(
        select(CheckIn.id, CheckIn.person_id, CheckIn.kind, CheckIn.target_id, CheckIn.at, CheckIn.session_id)
        .where(CheckIn.half_day_id.in_(half_days))
        .order_by(CheckIn.at, CheckIn.id)
    ).all()
    undone: set[str] = set()
    for fact in sorted((fact for fact in facts if fact.target_id), key=lambda fact: fact.id, reverse=True):
        if fact.id not in undone:  # an undoing may itself be undone, later
            undone.add(fact.target_id)
    last: dict[str, str] = {}
    excused: set[str] = set()
    for fact in facts:
        if fact.target_id or fact.id in undone:
            continue
        if fact.session_id and fact.kind != CheckInKind.ARRIVAL:  # whoever leaves or misses a session is not gone
            continue
        if fact.kind == CheckInKind.EXCUSE:
            excused.add(fact.person_id)
        else:
            last[fact.person_id] = fact.kind
    here = frozenset(person for person, kind in last.items() if kind == CheckInKind.ARRIVAL)
    return bool(here), here, frozenset(excused) - here


def team_title(code: str, name: str) -> str:
    """« D3 L'eau partagée », or words for a team that has neither."""
    return f"{code} {name}".strip() or tr("A team without a name")
