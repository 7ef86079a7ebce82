"""Arrivals of many at once: a whole team, a signed sheet. Counted first, then written in one transaction."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field

from sqlalchemy import select
from sqlalchemy.orm import Session

from ..event import Changes, EventFile
from ..event.model import Challenge, ChallengeBearer, CheckIn, CheckInKind, Organisation, Person, Wish, new_id
from ..language import tr, trn
from ..language.folding import joined, tidy, words
from ..references import SessionView, members_by_team
from .check_in import choose_occasion
from .codes import read_scan
from .groups import teams_called
from .half_days import HalfDayView, half_days
from .lookup import people_of_code
from .presence import PAPER, presence_of
from .roll import Enrolled, enrolled, facts_by_person, span_of
from .sessions import expected_at, session_span
from .verdict import Fact, standing_arrival

GROUP = "group"
_VERBS = {GROUP: "arrive_group", PAPER: "note_paper"}


@dataclass(frozen=True, slots=True)
class Planned:
    """Someone of a plan."""

    person_id: str
    name: str
    organisation: str


@dataclass(frozen=True, slots=True)
class EntryPlan:
    """What an entry of many would write, counted before writing. Each person stands in one of these lists.

    ``unknown`` are the lines that name nobody, ``ambiguous`` those that name several people; ``method`` is ``group`` or
    ``paper``. With ``session`` it is for that session, whose list ``not_enrolled`` are not on.
    """

    method: str
    half_day: HalfDayView | None
    to_add: tuple[Planned, ...] = ()
    already: tuple[Planned, ...] = ()
    cancelled: tuple[Planned, ...] = ()
    other_day: tuple[Planned, ...] = ()
    unknown: tuple[str, ...] = ()
    ambiguous: tuple[str, ...] = ()
    session: SessionView | None = None
    not_enrolled: tuple[Planned, ...] = ()

    @property
    def message(self) -> str:
        """The count, in one sentence."""
        parts = [
            trn("{n} arrival to note", "{n} arrivals to note", len(self.to_add)),
            trn("{n} already noted", "{n} already noted", len(self.already)),
        ]
        if n := len(self.cancelled):
            parts.append(trn("{n} registration cancelled", "{n} registrations cancelled", n))
        if n := len(self.other_day):
            parts.append(trn("{n} person of another day", "{n} people of another day", n))
        if n := len(self.not_enrolled):
            parts.append(trn("{n} person not on the list", "{n} people not on the list", n))
        if n := len(self.unknown):
            parts.append(trn("{n} line that names nobody", "{n} lines that name nobody", n))
        if n := len(self.ambiguous):
            parts.append(trn("{n} line that names several people", "{n} lines that name several people", n))
        return tr("{counts}.", counts=", ".join(parts))


@dataclass(frozen=True, slots=True)
class EntryReport:
    """What an entry of many wrote. ``already`` are those who arrived between the count and the writing."""

    done: bool
    message: str
    noted: int = 0
    already: int = 0
    changes: Changes = field(default=Changes("arrive_group"))


def group_of(
    db: Session, *, organisation_id: str | None = None, challenge_id: str | None = None, team_id: str | None = None
) -> list[str]:
    """The ids of the people of an organisation or of a team, or of those whom a challenge brings: its bearers and first
    wishes.
    """
    people: set[str] = set()
    if team_id is not None:
        people.update(members_by_team(db).get(team_id, ()))
    if organisation_id is not None:
        people.update(db.scalars(select(Person.id).where(Person.organisation_id == organisation_id, ~Person.deleted)))
    if challenge_id is not None:
        bearers = select(ChallengeBearer.person_id).where(
            ChallengeBearer.challenge_id == challenge_id, ~ChallengeBearer.deleted
        )
        wishes = select(Wish.person_id).where(Wish.challenge_id == challenge_id, Wish.rank == 1, ~Wish.deleted)
        people.update(person_id for one in (bearers, wishes) for person_id in db.scalars(one) if person_id)
    return sorted(people)


def find_group(db: Session, text: str) -> list[tuple[str, dict[str, str]]]:
    """The groups that a name or code means, as (name, arguments of ``group_of``): organisations, then teams, or else
    challenges, whose code their teams go by.
    """
    wanted = joined(text) or tidy(text)
    found: list[tuple[str, dict[str, str]]] = []
    for organisation_id, name in db.execute(
        select(Organisation.id, Organisation.name).where(~Organisation.deleted).order_by(Organisation.id)
    ):
        if text == organisation_id or (joined(name) or tidy(name)) == wanted:
            found.append((name, {"organisation_id": organisation_id}))
    if teams := [team for team in teams_called(db, text) if group_of(db, team_id=team.id)]:
        return found + [(team.label, {"team_id": team.id}) for team in teams]
    for challenge_id, code, title in db.execute(
        select(Challenge.id, Challenge.code, Challenge.title).where(~Challenge.deleted).order_by(Challenge.id)
    ):
        if text == challenge_id or wanted in {joined(code), joined(title)} - {""}:
            found.append((f"{code} {title}".strip(), {"challenge_id": challenge_id}))
    return found


def plan_group(
    event: EventFile,
    people: Iterable[str],
    *,
    half_day_id: str | None = None,
    session_id: str | None = None,
    at: dt.datetime | None = None,
) -> EntryPlan:
    """Count the arrival of a group, given by ids. Nothing is written. Raises UserError ``no_half_day``.

    Whoever is not registered for that day, or cancelled, is not taken with the others: the desk sees them one by one.
    """
    with event.read() as db:
        occasion = _occasion(db, event, half_day_id, session_id, at)
        ids = list(dict.fromkeys(people))
        known = enrolled(db, ids)
        unknown = tuple(sorted(set(ids) - {one.id for one in known}))
        return _sorted_out(db, event, GROUP, occasion, known, unknown, ())


def plan_paper(
    event: EventFile,
    lines: Iterable[str],
    *,
    all_but: bool = False,
    half_day_id: str | None = None,
    session_id: str | None = None,
    at: dt.datetime | None = None,
) -> EntryPlan:
    """Count the presences that a signed sheet tells. Nothing is written. Raises UserError ``no_half_day``.

    ``lines`` name those who signed, or with ``all_but`` those expected who did not: a badge code, a person's id, or a
    full name in either order, without regard to case and accents. Empty lines and lines that begin with # are skipped.
    A paper also tells of people who were not expected that day.
    """
    with event.read() as db:
        occasion = _occasion(db, event, half_day_id, session_id, at)
        everyone = enrolled(db)
        named, unknown, ambiguous = _named(db, everyone, lines)
        if all_but:
            expected = _expected(db, occasion, everyone)
            chosen = [one for one in everyone if one.id not in named and one.id in expected]
            chosen = [one for one in chosen if not one.cancelled]
        else:
            chosen = [one for one in everyone if one.id in named]
        return _sorted_out(db, event, PAPER, occasion, chosen, unknown, ambiguous)


def note_entries(
    event: EventFile, plan: EntryPlan, *, at: dt.datetime | None = None, operator: str = ""
) -> EntryReport:
    """Write what a plan counted, in one transaction that one undo takes back.

    Whoever arrived since the count is left as they are. Raises UserError ``read_only`` or a fault of the disk: then
    nothing was noted.
    """
    if not plan.to_add:
        return EntryReport(False, tr("There is nobody to add. Nothing was changed."), already=len(plan.already))
    now = at if at is not None else event.clock.now()
    verb = _VERBS[plan.method]
    noted = 0
    with event.write(verb, subject=plan.to_add[0].person_id if len(plan.to_add) == 1 else "") as db:
        ids = [one.person_id for one in plan.to_add]
        facts = facts_by_person(db, ids)
        present = {one.id for one in enrolled(db, ids)}  # erased or removed since: gone
        for person_id in ids:
            if person_id not in present or _is_in(
                facts.get(person_id, ()), plan.method, _Occasion(plan.half_day, plan.session), event
            ):
                continue
            noted += 1
            db.add(
                CheckIn(
                    id=new_id(),
                    person_id=person_id,
                    kind=CheckInKind.ARRIVAL.value,
                    half_day_id=plan.half_day.id if plan.half_day else None,
                    session_id=plan.session.id if plan.session else None,
                    at=now,
                    replica_id=event.replica_id,
                    operator=operator,
                    method=plan.method,
                )
            )
    message = trn("{n} arrival recorded.", "{n} arrivals recorded.", noted)
    return EntryReport(True, message, noted, len(plan.to_add) - noted, db.changes)


def arrive_group(
    event: EventFile,
    people: Iterable[str],
    *,
    half_day_id: str | None = None,
    session_id: str | None = None,
    at: dt.datetime | None = None,
    operator: str = "",
) -> tuple[EntryPlan, EntryReport]:
    """Note the arrival of a group in one action: ``plan_group``, then ``note_entries``."""
    plan = plan_group(event, people, half_day_id=half_day_id, session_id=session_id, at=at)
    return plan, note_entries(event, plan, at=at, operator=operator)


@dataclass(frozen=True, slots=True)
class _Occasion:
    """What an entry is for: a half-day, or a session within it."""

    half_day: HalfDayView | None
    session: SessionView | None = None


def _occasion(
    db: Session, event: EventFile, half_day_id: str | None, session_id: str | None, at: dt.datetime | None
) -> _Occasion:
    now = (at if at is not None else event.clock.now()).astimezone(event.zone)
    half_day, _, session = choose_occasion(db, half_days(db), half_day_id, session_id, now)
    return _Occasion(half_day, session)


def _expected(db: Session, occasion: _Occasion, everyone: Sequence[Enrolled]) -> Collection[str]:
    """The ids of those expected, cancelled registrations of that day included."""
    on = occasion.half_day.on if occasion.half_day else None
    of_day = [one.id for one in everyone if on is None or one.expected_on(on)]
    return of_day if occasion.session is None else expected_at(db, occasion.session, of_day)


def _named(
    db: Session, everyone: Sequence[Enrolled], lines: Iterable[str]
) -> tuple[set[str], tuple[str, ...], tuple[str, ...]]:
    """The ids that the lines name, the lines that name nobody, those that name several people."""
    ids = {one.id for one in everyone}
    by_name: dict[str, set[str]] = {}
    for one in everyone:
        for spelled in (f"{one.given_name} {one.family_name}", f"{one.family_name} {one.given_name}"):
            by_name.setdefault(" ".join(words(spelled)), set()).add(one.id)
    by_name.pop("", None)
    named: set[str] = set()
    unknown: list[str] = []
    ambiguous: list[str] = []
    for line in lines:
        text = tidy(line)
        if not text or text.startswith("#"):
            continue
        meant = {text} & ids
        if not meant:
            coded = people_of_code(db, read_scan(text))
            meant = {row.id for row in coded if not row.deleted} or by_name.get(" ".join(words(text)), set())
        meant &= ids
        if len(meant) == 1:
            named |= meant
        else:
            (ambiguous if meant else unknown).append(text)
    return named, tuple(unknown), tuple(ambiguous)


def _sorted_out(
    db: Session,
    event: EventFile,
    method: str,
    occasion: _Occasion,
    people: Sequence[Enrolled],
    unknown: tuple[str, ...],
    ambiguous: tuple[str, ...],
) -> EntryPlan:
    facts = facts_by_person(db, [one.id for one in people])
    half_day, session = occasion.half_day, occasion.session
    lists: dict[str, list[Planned]] = {
        "to_add": [], "already": [], "cancelled": [], "other_day": [], "not_enrolled": [],
    }  # fmt: skip
    listed = None
    if session is not None and session.by_list:
        listed = {*_expected(db, occasion, people), *session.host_ids}
    for one in people:
        if _is_in(facts.get(one.id, ()), method, occasion, event):
            place = "already"
        elif one.cancelled:
            place = "cancelled"
        elif method == GROUP and half_day is not None and not one.expected_on(half_day.on):
            place = "other_day"
        elif method == GROUP and listed is not None and one.id not in listed:
            place = "not_enrolled"
        else:
            place = "to_add"
        lists[place].append(Planned(one.id, one.name, one.organisation))
    return EntryPlan(
        method,
        half_day,
        to_add=tuple(lists["to_add"]),
        already=tuple(lists["already"]),
        cancelled=tuple(lists["cancelled"]),
        other_day=tuple(lists["other_day"]),
        unknown=unknown,
        ambiguous=ambiguous,
        session=session,
        not_enrolled=tuple(lists["not_enrolled"]),
    )


def _is_in(facts: Sequence[Fact], method: str, occasion: _Occasion, event: EventFile) -> bool:
    """Whether nothing is to be added: someone is here now, or for a paper was there at all."""
    half_day, session = occasion.half_day, occasion.session
    if method == PAPER and session is not None:
        return presence_of(facts, session_span(session, half_day, event.zone)).here
    if method == PAPER and half_day is not None:
        return presence_of(facts, span_of(half_day, event.zone)).here
    return standing_arrival(facts, half_day.id if half_day else None, session.id if session else None) is not None
