"""Registration on the spot: a person, a badge code and an arrival in one transaction."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

from rapidfuzz import fuzz, process
from sqlalchemy import select
from sqlalchemy.orm import Session

from ..event import EventFile, UserError, WriteSession
from ..event.badge_codes import new_badge_code
from ..event.model import Consent, Organisation, Person, PersonRole, Role, new_id
from ..language.folding import joined, tidy, words
from ..references import SessionView
from .card import PersonCard, person_card
from .check_in import CheckInResult, choose_occasion, note_arrival
from .half_days import HalfDayView
from .lookup import half_days_of
from .orientation import orientation_of
from .verdict import Verdict
from .wording import late_for, word

_CLOSE = 88.0
"""Names at least this alike (0 to 100) are shown before someone is registered twice: one or two letters apart."""
_MOST_SIMILAR = 5


def register_walk_in(
    event: EventFile,
    given_name: str,
    family_name: str,
    organisation: str = "",
    *,
    function: str = "",
    email: str = "",
    role: str = Role.PARTICIPANT.value,
    image_consent: str = Consent.NOT_ASKED.value,
    half_day_id: str | None = None,
    session_id: str | None = None,
    at: dt.datetime | None = None,
    operator: str = "",
    anyway: bool = False,
) -> CheckInResult:
    """Register someone at the desk and note their arrival.

    When someone on the list has a close name, answers ``similar`` with these people and writes nothing, unless
    ``anyway``. ``role`` is a Role, ``image_consent`` a Consent. An organisation of the same name is reused. Raises
    UserError ``name_needed``, ``bad_role``, ``bad_consent``, ``no_half_day``, ``read_only`` or a fault of the disk.
    """
    given_name, family_name = tidy(given_name), tidy(family_name)
    if not (given_name or family_name):
        raise UserError("A name is missing. Nothing was recorded.", code="name_needed")
    if role not in set(Role):
        raise UserError("« {role} » is not a role. Nothing was recorded.", code="bad_role", role=role)
    if image_consent not in set(Consent):
        raise UserError(
            "« {consent} » is not an answer about images. Nothing was recorded.",
            code="bad_consent",
            consent=image_consent,
        )
    now = at if at is not None else event.clock.now()
    local = now.astimezone(event.zone)
    if not anyway and (similar := _similar(event, given_name, family_name)):
        return _already_here(similar, local)
    with event.write("register_walk_in") as db:
        half_day, outside, session = choose_occasion(db, half_days_of(event, db), half_day_id, session_id, local)
        person = Person(
            id=new_id(),
            given_name=given_name,
            family_name=family_name,
            function=tidy(function),
            email=tidy(email),
            image_consent=image_consent,
            organisation_id=_organisation(db, tidy(organisation)),
            badge_code=new_badge_code(),
            walk_in=True,
        )
        db.add(person)
        db.add(PersonRole(person_id=person.id, role=role))
        arrival = note_arrival(db, event, person.id, half_day, now, operator=operator, method="walk_in",
                               session_id=session_id)  # fmt: skip
        db.flush()
        where = orientation_of(event, db).of(person.id, now, half_day, event.zone)
        card = person_card(db, person.id, whereabouts=where)
        assert card is not None
        arrived = _arrived(card, arrival, half_day, session, local, outside)
        result = replace(arrived, warning=late_for(half_day, event.zone))
    return replace(result, changes=db.changes)


def similar_people(db: Session, given_name: str, family_name: str) -> list[PersonCard]:
    """People on the list whose name is close to this one, the closest first, five at most."""
    wanted = _spelled(given_name, family_name)
    if not wanted:
        return []
    rows = db.execute(select(Person.id, Person.given_name, Person.family_name).where(~Person.deleted))
    names = {person_id: _spelled(given, family) for person_id, given, family in rows}
    found = process.extract(wanted, names, scorer=fuzz.ratio, score_cutoff=_CLOSE, limit=_MOST_SIMILAR)
    cards = (person_card(db, person_id) for _, _, person_id in found)
    return [card for card in cards if card is not None]


def _similar(event: EventFile, given_name: str, family_name: str) -> list[PersonCard]:
    with event.read() as db:
        return similar_people(db, given_name, family_name)


def _spelled(given_name: str, family_name: str) -> str:
    """Both names in letters alone, in the order of the alphabet: whoever typed them in the wrong field is found."""
    return " ".join(sorted((*words(given_name), *words(family_name))))


def _organisation(db: WriteSession, name: str) -> str | None:
    if not name:
        return None
    known = db.execute(
        select(Organisation.id, Organisation.name).where(~Organisation.deleted).order_by(Organisation.id)
    )
    wanted = joined(name) or name
    for organisation_id, known_name in known:
        if (joined(known_name) or known_name) == wanted:
            return organisation_id
    organisation = Organisation(id=new_id(), name=name)
    db.add(organisation)
    return organisation.id


def _arrived(
    card: PersonCard,
    check_in_id: str,
    half_day: HalfDayView | None,
    session: SessionView | None,
    local: dt.datetime,
    outside: bool,
) -> CheckInResult:
    words_ = word(Verdict.ARRIVED, name=card.name, session=session)
    return CheckInResult(
        verdict=Verdict.ARRIVED,
        title=words_.title,
        message=words_.message,
        safe=words_.safe,
        action=words_.action,
        at=local,
        half_day=half_day,
        session=session,
        person=card,
        check_in_id=check_in_id,
        outside=outside,
    )


def _already_here(similar: list[PersonCard], local: dt.datetime) -> CheckInResult:
    words_ = word(Verdict.SIMILAR, name=similar[0].name)
    return CheckInResult(
        verdict=Verdict.SIMILAR,
        title=words_.title,
        message=words_.message,
        safe=words_.safe,
        action=words_.action,
        at=local,
        people=tuple(similar),
    )
