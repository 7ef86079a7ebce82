"""The arrival of a person: one scan or one name in, one verdict out, given only once the arrival is on the disk."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, field

from sqlalchemy import bindparam, select
from sqlalchemy.orm import Session

from ..event import Changes, EventFile, UserError, WriteSession
from ..event.model import CheckIn, CheckInKind, Person, PersonStatus, Replica, Site
from ..event.model import Event as EventRow
from ..event.receipts import Medium, provenance_of
from ..references import SessionView
from .card import PersonCard, card_of
from .codes import Reading, read_scan, site_tag
from .half_days import HalfDayView, current_half_day
from .lookup import PersonRow, facts_of, half_days_of, people_of_code, person_by_id
from .orientation import Whereabouts, orientation_of
from .sessions import session_by_id, session_half_day, welcome
from .verdict import SAME_SCAN, Fact, Judgement, Verdict, judge
from .wording import NextAction, late_for, word

NO_CHANGES = Changes("check_in")


@dataclass(frozen=True, slots=True)
class Earlier:
    """The arrival that counts: when (in the event's zone), at which desk, by whom; and when this laptop received it,
    for one that another laptop noted and a file brought, and on what.
    """

    at: dt.datetime
    desk: str
    operator: str
    check_in_id: str
    here: bool
    """Whether this laptop noted it."""
    received_at: dt.datetime | None = None
    medium: Medium = Medium.FILE


@dataclass(frozen=True, slots=True)
class CheckInResult:
    """The answer to one passage. When it is returned, what it says is on the disk.

    ``title`` is the band, ``message`` one plain sentence, ``safe`` what is sure, ``action`` the one next action.
    ``person`` is set when exactly one person is meant; ``people`` are those to choose from. ``at`` is the moment of the
    passage in the event's zone. ``check_in_id`` is the arrival that this passage wrote (or repeats). ``half_day`` is
    what it counts for, or else the one of the ``session`` that it counts for; ``outside`` says that the event has not
    begun, or is over. ``warning`` is a sentence for an arrival that was noted all the same: its half-day was closed.
    """

    verdict: Verdict
    title: str
    message: str
    safe: str
    action: NextAction
    at: dt.datetime
    half_day: HalfDayView | None = None
    session: SessionView | None = None
    person: PersonCard | None = None
    people: tuple[PersonCard, ...] = ()
    earlier: Earlier | None = None
    check_in_id: str | None = None
    repeated: bool = False
    outside: bool = False
    site: str = ""
    warning: str = ""
    changes: Changes = field(default=NO_CHANGES)


def check_in(
    event: EventFile,
    text: str = "",
    *,
    method: str = "scan",
    person_id: str | None = None,
    half_day_id: str | None = None,
    session_id: str | None = None,
    at: dt.datetime | None = None,
    operator: str = "",
    anyway: bool = False,
    same_scan: dt.timedelta = SAME_SCAN,
) -> CheckInResult:
    """Note the arrival of whom ``text`` (a scan) or ``person_id`` (chosen by name) means, and answer with the verdict.

    The half-day is the one of ``at`` (an aware moment; default now) by the event's zone, unless ``half_day_id`` says
    otherwise; with ``session_id`` the passage is noted for that session alone. ``anyway`` notes a cancelled
    registration (which it takes up again), a person of another day, or one who is not on the list of the session.
    ``same_scan`` is the time within which a second passage at this desk is the same one. A refusal is a value, and
    writes nothing. Raises UserError ``read_only``, ``no_half_day``, ``no_session`` or a fault of the disk: then
    nothing was noted.
    """
    now = at if at is not None else event.clock.now()
    local = now.astimezone(event.zone)
    reading = read_scan(text) if person_id is None else Reading(text="")
    with event.write("check_in") as db:
        half_day, outside, session = choose_occasion(db, half_days_of(event, db), half_day_id, session_id, local)
        rows = people_of_code(db, reading) if person_id is None else _chosen(db, person_id)
        present = [row for row in rows if not row.deleted]
        facts = facts_of(db, present[0].id) if len(present) == 1 else []
        judgement = judge(
            reading,
            [row.registered() for row in rows],
            facts,
            half_day_id=half_day.id if half_day else None,
            session_id=session_id,
            welcome=session is None or len(present) != 1 or welcome(db, session, present[0].id),
            on=half_day.on if half_day else local.date(),
            now=now,
            replica_id=event.replica_id,
            own_site=_own_site(db) if not rows and reading.sites else "",
            same_scan=same_scan,
            anyway=anyway,
        )
        if person_id is not None and not rows:  # erased while their name was on the screen
            judgement = Judgement(Verdict.REMOVED)
        arrival = None
        if judgement.verdict is Verdict.ARRIVED and not judgement.repeated:
            assert judgement.person is not None
            arrival = note_arrival(
                db,
                event,
                judgement.person.person_id,
                half_day,
                now,
                operator=operator,
                method=method,
                session_id=session_id,
            )
            if judgement.person.cancelled:
                _reinstate(db, judgement.person.person_id)
        earlier = _earlier(db, event, judgement.earlier) if judgement.earlier else None
        where = _whereabouts(db, event, judgement, half_day, now)
        site = _site_name(db, reading) if judgement.verdict is Verdict.OTHER_SITE else ""
    # From here on the arrival is on the disk, and may be said.
    card, people = _cards(judgement, rows, first_arrival=not facts, whereabouts=where)
    words = word(
        judgement.verdict,
        name=card.name if card else "",
        desk=earlier.desk if earlier else "",
        site=site,
        earlier=earlier.at if earlier else None,
        days=card.days or () if card else (),
        on=half_day.on if half_day else local.date(),
        printed_here=judgement.printed_here,
        session=session,
    )
    noted = arrival if arrival else earlier.check_in_id if earlier and judgement.repeated else None
    return CheckInResult(
        verdict=judgement.verdict,
        title=words.title,
        message=words.message,
        safe=words.safe,
        action=words.action,
        at=local,
        half_day=half_day,
        session=session,
        person=card,
        people=people,
        earlier=None if judgement.repeated else earlier,
        check_in_id=noted,
        repeated=judgement.repeated,
        outside=outside,
        site=site,
        warning=late_for(half_day, event.zone) if arrival else "",
        changes=db.changes,
    )


def note_arrival(
    db: WriteSession,
    event: EventFile,
    person_id: str,
    half_day: HalfDayView | None,
    at: dt.datetime,
    *,
    operator: str,
    method: str,
    session_id: str | None = None,
) -> str:
    """Add the fact of an arrival, inside a write. Returns its id."""
    return db.add_fact(
        CheckIn,
        person_id=person_id,
        kind=CheckInKind.ARRIVAL.value,
        half_day_id=(half_day.id if half_day else None) or None,
        session_id=session_id,
        at=at,
        replica_id=event.replica_id,
        operator=operator,
        method=method,
    )


def choose_half_day(
    choices: Sequence[HalfDayView], half_day_id: str | None, local: dt.datetime
) -> tuple[HalfDayView | None, bool]:
    """The half-day that counts, and whether the moment is outside the days of the event.

    Raises UserError ``no_half_day`` for an id that is not (any more) one of the event's.
    """
    outside = bool(choices) and not choices[0].on <= local.date() <= choices[-1].on
    if half_day_id is None:
        return current_half_day(choices, local), outside
    for choice in choices:
        if choice.id == half_day_id:
            return choice, outside
    raise UserError(
        "This half-day is not one of the event. Nothing was recorded. Choose a half-day again.", code="no_half_day"
    )


def choose_occasion(
    db: Session,
    choices: Sequence[HalfDayView],
    half_day_id: str | None,
    session_id: str | None,
    local: dt.datetime,
) -> tuple[HalfDayView | None, bool, SessionView | None]:
    """The half-day that counts, whether the moment is outside the days of the event, and the session when there is one.

    ``local`` is in the event's zone. Raises UserError ``no_half_day`` or ``no_session``.
    """
    if session_id is None:
        return *choose_half_day(choices, half_day_id, local), None
    session = session_by_id(db, session_id)
    _, outside = choose_half_day(choices, None, local)
    assert local.tzinfo is not None
    return session_half_day(session, choices, local.tzinfo, local), outside, session


def _chosen(db: Session, person_id: str) -> list[PersonRow]:
    row = person_by_id(db, person_id)
    return [] if row is None else [row]


def _own_site(db: Session) -> str:
    name = db.execute(select(Site.name).join(EventRow, EventRow.site_id == Site.id)).scalar()
    return site_tag(name or "")


def _site_name(db: Session, reading: Reading) -> str:
    """The other site as this event file calls it, or else as its badge spells it."""
    known = {site_tag(name): name for name in db.execute(select(Site.name).where(~Site.deleted)).scalars()}
    for tag in reading.sites:
        if tag in known:
            return str(known[tag])
    return reading.sites[0].title()


def _reinstate(db: WriteSession, person_id: str) -> None:
    person = db.get(Person, person_id)
    assert person is not None
    person.status = PersonStatus.REGISTERED.value


def _whereabouts(
    db: Session, event: EventFile, judgement: Judgement, half_day: HalfDayView | None, at: dt.datetime
) -> Whereabouts | None:
    """Where the one person judged goes; nobody is sent anywhere by a refusal."""
    if judgement.person is None or judgement.verdict not in (Verdict.ARRIVED, Verdict.ALREADY_ARRIVED):
        return None
    return orientation_of(event, db).of(judgement.person.person_id, at, half_day, event.zone)


def _cards(
    judgement: Judgement, rows: Sequence[PersonRow], *, first_arrival: bool, whereabouts: Whereabouts | None
) -> tuple[PersonCard | None, tuple[PersonCard, ...]]:
    """The card of the one person judged, and those of the people to choose among."""
    if judgement.verdict is Verdict.AMBIGUOUS:
        return None, tuple(card_of(row, first_arrival=False) for row in rows if not row.deleted)
    # One code may name someone who was removed and someone who is there: the card is of the one judged.
    meant = judgement.person.person_id if judgement.person else None
    one = next((row for row in rows if row.id == meant), None)
    return None if one is None else card_of(one, first_arrival=first_arrival, whereabouts=whereabouts), ()


def _earlier(db: Session, event: EventFile, fact: Fact) -> Earlier:
    here = fact.replica_id == event.replica_id
    desk = event.desk_name if here else db.execute(_DESK, {"replica_id": fact.replica_id}).scalar()
    source = None if here else provenance_of(db, CheckIn.__tablename__, fact.id, event.replica_id)
    received_at = source.received_at if source is not None else None
    return Earlier(
        fact.at.astimezone(event.zone),
        desk or "",
        fact.operator,
        fact.id,
        here,
        None if received_at is None else received_at.astimezone(event.zone),
        Medium.FILE if source is None else source.medium,
    )


_DESK = select(Replica.desk_name).where(Replica.id == bindparam("replica_id"))
