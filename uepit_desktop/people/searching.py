"""Search that forgives: from the first letter, in any order, without accents, one slip pardoned."""

from __future__ import annotations

import heapq
from collections.abc import Iterable, Sequence

from sqlalchemy import select, text
from sqlalchemy.orm import Session

from ..event.model import Organisation, Person
from ..language.folding import words
from .found import Found, matched_letters
from .neighbours import neighbours

_MOST_WORDS = 8
_LONGEST_WORD = 40
_LONGEST_TEXT = 200
_NEAR_ENOUGH = 0.55
"""Mean nearness of the typed words below which a neighbour is no longer what was meant."""

_MOST_RANKED = 500
"""Matches looked at for ranking: a letter or two match thousands, and no order of thousands means anything."""

_BY_PREFIX = text("SELECT person_id, family, given FROM person_search WHERE person_search MATCH :query LIMIT :most")


def search(db: Session, typed: str, limit: int = 10) -> list[Found]:
    """The people whom ``typed`` may mean, the likeliest first, at most ``limit``.

    Every typed word begins a word of the name, the organisation, the e-mail address or the team, whatever their order,
    case and accents; names come first. Then come those whose names are spelled or sound nearly so (``close``).
    Any text is accepted; one without a letter or a digit finds no one.
    """
    tokens = search_words(typed)
    if not tokens or limit < 1:
        return []
    exact = _by_prefix(db, tokens, limit)
    close: list[str] = []
    if len(exact) < limit:
        close = _by_neighbourhood(db, tokens, set(exact), limit - len(exact))
    return _described(db, exact, close, tokens)


def prepare_search(db: Session) -> None:
    """Read the vocabulary of the event now, so that the first misspelt search does not wait for it."""
    neighbours(db).near(("prepare",))


def search_words(typed: str) -> tuple[str, ...]:
    """The distinct folded words of a search, bounded: no text can make a search slow."""
    found = dict.fromkeys(word[:_LONGEST_WORD] for word in words(typed[:_LONGEST_TEXT]))
    return tuple(found)[:_MOST_WORDS]


def _by_prefix(db: Session, tokens: Sequence[str], limit: int) -> list[str]:
    # The tokens hold letters and digits alone, so quoting them is enough for FTS5.
    query = " AND ".join(f'"{token}"*' for token in tokens)
    most = max(_MOST_RANKED, limit)
    connection = db.connection()
    rows = connection.execute(_BY_PREFIX, {"query": f"{{family given}} : ({query})", "most": most}).all()
    if len(rows) < limit:
        rows = connection.execute(_BY_PREFIX, {"query": query, "most": most}).all()
    best = heapq.nsmallest(limit, ((_rank(tokens, family, given), person_id) for person_id, family, given in rows))
    return [person_id for _, person_id in best]


def _rank(tokens: Sequence[str], family: str, given: str) -> tuple[int, int, str, str]:
    """Words that begin a name first, whole names before beginnings, then the alphabet."""
    family_words, given_words = family.split(), given.split()
    names = family_words + given_words
    in_names = sum(1 for token in tokens if any(word.startswith(token) for word in names))
    whole = sum(1 for token in tokens if token in names)
    return -in_names, -whole, family, given


def _by_neighbourhood(db: Session, tokens: Sequence[str], already: set[str], limit: int) -> list[str]:
    known = neighbours(db)
    least = _NEAR_ENOUGH * len(tokens)
    near = known.near(tokens)
    if (
        len(tokens) > 1 and len(near) < limit
    ):  # « le gofrec », « jean batiste »: typed apart, written together or the reverse
        for person_id, score in known.near(("".join(tokens),)).items():
            near[person_id] = max(near.get(person_id, 0.0), score * len(tokens))
    wanted = ((person_id, score) for person_id, score in near.items() if person_id not in already and score >= least)

    def order(item: tuple[str, float]) -> tuple[float, tuple[str, ...], tuple[str, ...]]:
        entry = known.entries[item[0]]
        return -round(item[1], 4), entry.family, entry.given

    return [person_id for person_id, _ in heapq.nsmallest(limit, wanted, key=order)]


def _described(db: Session, exact: Sequence[str], close: Iterable[str], tokens: Sequence[str]) -> list[Found]:
    ids = [*exact, *close]
    if not ids:
        return []
    query = (
        select(
            Person.id,
            Person.given_name,
            Person.family_name,
            Person.function,
            Organisation.name,
            Person.badge_code,
            Person.status,
        )
        .outerjoin(Organisation, (Organisation.id == Person.organisation_id) & ~Organisation.deleted)
        .where(Person.id.in_(ids), ~Person.deleted)
    )
    sure = set(exact)
    found = {}
    for id_, given, family, function, organisation, badge, status in db.connection().execute(query).all():
        name = f"{given} {family}".strip()
        found[id_] = Found(
            id=id_,
            name=name,
            given_name=given,
            family_name=family,
            function=function,
            organisation=organisation or "",
            badge=badge,
            close=id_ not in sure,
            matched=matched_letters(name, tokens),
            status=status,
        )
    return [found[id_] for id_ in ids if id_ in found]
