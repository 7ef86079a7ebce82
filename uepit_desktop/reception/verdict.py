"""What the desk answers to one scan or one name. Pure: facts in, a judgement out; the words are in ``wording``."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from .codes import Reading

SAME_SCAN = dt.timedelta(seconds=3)
"""Two scans of one badge at one desk within this time are one: a trigger held too long, a nervous hand."""


class Verdict(StrEnum):
    """One word a case. Only ARRIVED means that an arrival is noted by this passage."""

    ARRIVED = "arrived"
    ALREADY_ARRIVED = "already_arrived"
    UNKNOWN = "unknown"  # a badge of this program, of nobody known to this laptop
    OTHER_SITE = "other_site"  # the same, and the badge says that another site printed it
    CANCELLED = "cancelled"
    REMOVED = "removed"  # the person was taken off the list
    WRONG_DAY = "wrong_day"
    NOT_ENROLLED = "not_enrolled"  # the session has a list, and the person is not on it
    AMBIGUOUS = "ambiguous"  # one code, several people
    SIMILAR = "similar"  # a registration on the spot that looks like someone already here
    UNREADABLE = "unreadable"


@dataclass(frozen=True, slots=True)
class Registered:
    """What a judgement needs of a person. ``days`` are the dates they come for; None for every day."""

    person_id: str
    cancelled: bool = False
    removed: bool = False
    days: frozenset[dt.date] | None = None


@dataclass(frozen=True, slots=True)
class Fact:
    """One check-in fact as kept: ``kind`` is a CheckInKind; an undoing names another fact (``target_id``)."""

    id: str
    at: dt.datetime
    replica_id: str
    half_day_id: str | None
    target_id: str | None = None
    operator: str = ""
    kind: str = "arrival"
    method: str = "scan"
    reason: str = ""
    session_id: str | None = None

    def tells(self, half_day_id: str | None, session_id: str | None = None) -> bool:
        """Whether it is about this session, or without one about this half-day as a whole."""
        if session_id is not None:
            return self.session_id == session_id
        return self.session_id is None and self.half_day_id == half_day_id


@dataclass(frozen=True, slots=True)
class Judgement:
    """A verdict with what it rests on.

    ``earlier`` is the arrival that counts, when there is one; ``repeated`` says that this passage is the same scan
    again; ``printed_here`` that an unknown badge names this very site.
    """

    verdict: Verdict
    person: Registered | None = None
    earlier: Fact | None = None
    repeated: bool = False
    printed_here: bool = False


def judge(
    reading: Reading,
    people: Sequence[Registered],
    facts: Iterable[Fact],
    *,
    half_day_id: str | None,
    session_id: str | None = None,
    welcome: bool = True,
    on: dt.date,
    now: dt.datetime,
    replica_id: str,
    own_site: str,
    same_scan: dt.timedelta = SAME_SCAN,
    anyway: bool = False,
) -> Judgement:
    """The verdict on one passage.

    ``people`` are those whom the code names, ``facts`` all check-in facts of the one person when there is one. ``on``
    is the date of the half-day, ``own_site`` the plain name of this site. With ``session_id`` the passage is one of
    that session, whose list has the person or not (``welcome``). ``anyway`` is the desk insisting: a cancelled
    registration, another day or a list no longer refuse.
    """
    present = [person for person in people if not person.removed]
    if not present:
        return _judge_nobody(reading, people, own_site)
    if len(present) > 1:
        return Judgement(Verdict.AMBIGUOUS)
    person = present[0]
    earlier = standing_arrival(facts, half_day_id, session_id)
    if earlier is not None:
        if earlier.replica_id == replica_id and abs(now - earlier.at) < same_scan:
            return Judgement(Verdict.ARRIVED, person, earlier, repeated=True)
        return Judgement(Verdict.ALREADY_ARRIVED, person, earlier)
    if not anyway and person.cancelled:
        return Judgement(Verdict.CANCELLED, person)
    if not anyway and person.days is not None and on not in person.days:
        return Judgement(Verdict.WRONG_DAY, person)
    if not anyway and not welcome:
        return Judgement(Verdict.NOT_ENROLLED, person)
    return Judgement(Verdict.ARRIVED, person)


def live_facts(facts: Iterable[Fact]) -> list[Fact]:
    """The facts that nothing undoes. An undoing can itself be undone, and the arrival then stands again."""
    facts = list(facts)
    undoings: dict[str, list[str]] = {}
    for fact in facts:
        if fact.target_id is not None:
            undoings.setdefault(fact.target_id, []).append(fact.id)
    if not undoings:
        return facts
    undone: dict[str, bool] = {}
    for fact_id in sorted(fact.id for fact in facts):  # the same answer on every laptop, even for a ring made by hand
        _settle(fact_id, undoings, undone)
    return [fact for fact in facts if not undone[fact.id]]


def counted_arrival(facts: Iterable[Fact], half_day_id: str | None, session_id: str | None = None) -> Fact | None:
    """The arrival that counts for a half-day, or a session: the earliest that stands, whichever desk noted it."""
    own = (fact for fact in live_facts(facts) if fact.tells(half_day_id, session_id))
    return min((fact for fact in own if fact.kind == "arrival" and fact.target_id is None), key=in_time, default=None)


def standing_arrival(facts: Iterable[Fact], half_day_id: str | None, session_id: str | None = None) -> Fact | None:
    """The arrival since which someone is here: the earliest after the last departure; None for who is not here."""
    own = [fact for fact in live_facts(facts) if fact.tells(half_day_id, session_id) and fact.target_id is None]
    left = max((in_time(fact) for fact in own if fact.kind == "departure"), default=None)
    since = (fact for fact in own if fact.kind == "arrival" and (left is None or in_time(fact) > left))
    return min(since, key=in_time, default=None)


def in_time(fact: Fact) -> tuple[dt.datetime, str]:
    """The order of facts: by moment, and at one moment the same on every laptop."""
    return fact.at, fact.id


def _judge_nobody(reading: Reading, people: Sequence[Registered], own_site: str) -> Judgement:
    if people:
        return Judgement(Verdict.REMOVED, people[0])
    if reading.code is None:
        return Judgement(Verdict.UNREADABLE)
    if reading.sites and own_site not in reading.sites:
        return Judgement(Verdict.OTHER_SITE)
    return Judgement(Verdict.UNKNOWN, printed_here=bool(reading.sites))


def _settle(fact_id: str, undoings: dict[str, list[str]], undone: dict[str, bool]) -> None:
    """Write into ``undone`` whether a standing fact undoes this one, and first the same of those that undo it."""
    path, seen = [fact_id], {fact_id}
    while path:
        fresh = next((child for child in undoings.get(path[-1], ()) if child not in seen and child not in undone), None)
        if fresh is not None:
            seen.add(fresh)
            path.append(fresh)
            continue
        current = path.pop()
        undone.setdefault(current, any(not undone.get(child, True) for child in undoings.get(current, ())))
