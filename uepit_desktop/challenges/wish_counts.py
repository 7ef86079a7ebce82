"""Who wishes for what: the wishes of each person, and how many people want each challenge, by rank."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from ..event.model import Challenge, Person, PersonStatus, Wish


@dataclass(frozen=True, slots=True)
class WishCount:
    """One challenge and the people registered who wish for it: as first choice, as second, further down."""

    challenge_id: str
    code: str
    title: str
    first: int
    second: int
    later: int
    max_size: int | None


def wish_counts(db: Session) -> list[WishCount]:
    """Every challenge, in the order of codes (D2 before D10), with its wishes; cancelled registrations do not count."""
    counts: dict[str, Counter[int]] = defaultdict(Counter)
    rows = db.execute(
        select(Wish.challenge_id, Wish.rank)
        .join(Person, (Person.id == Wish.person_id) & ~Person.deleted)
        .where(~Wish.deleted, Wish.challenge_id.is_not(None), Person.status != PersonStatus.CANCELLED.value)
    )
    for challenge_id, rank in rows:
        counts[str(challenge_id)][min(rank, 3)] += 1
    challenges = db.execute(
        select(Challenge.id, Challenge.code, Challenge.title, Challenge.max_size).where(~Challenge.deleted)
    )
    found = [
        WishCount(id_, code, title, counts[id_][1], counts[id_][2], counts[id_][3], max_size)
        for id_, code, title, max_size in challenges
    ]
    return sorted(found, key=lambda one: (_natural(one.code), one.title.casefold(), one.challenge_id))


def wishes_by_person(db: Session, person_id: str | None = None) -> dict[str, tuple[str, ...]]:
    """Person → what to show of each wish, first choice first: the challenge's code, else its title, else the text."""
    query = (
        select(Wish.person_id, Wish.label, Challenge.code, Challenge.title)
        .outerjoin(Challenge, (Challenge.id == Wish.challenge_id) & ~Challenge.deleted)
        .where(~Wish.deleted)
        .order_by(Wish.person_id, Wish.rank, Wish.id)
    )
    if person_id is not None:
        query = query.where(Wish.person_id == person_id)
    found: dict[str, list[str]] = defaultdict(list)
    for person, label, code, title in db.execute(query):
        shown = code or title or label
        if shown and shown not in found[person]:
            found[person].append(shown)
    return {person: tuple(wishes) for person, wishes in found.items()}


def unlinked_wishes(db: Session) -> int:
    """Wishes whose text matches no challenge of the event."""
    return len(db.execute(select(Wish.id).where(~Wish.deleted, Wish.challenge_id.is_(None))).all())


def _natural(code: str) -> tuple[str, int, str]:
    head = code.rstrip("0123456789")
    number = code[len(head) :]
    return head.casefold(), int(number) if number else -1, code
