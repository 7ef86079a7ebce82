"""Search that forgives: from the first letter, in any order, without accents, one slip pardoned."""

from __future__ import annotations

import heapq
from collections.abc import Iterable, Sequence

from sqlalchemy import select, text
from sqlalchemy.orm import Session

from ..event.model import Challenge, Organisation, Person, Placement, Team, TeamKind
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

_BY_PREFIX = text(
    "SELECT person_id, family, given, team FROM person_search WHERE person_search MATCH :query LIMIT :most"
)


def search(db: Session, typed: str, limit: int = 10) -> list[Found]:
    """The people whom ``typed`` may mean, the likeliest first, at most ``limit``.

    Every typed word begins a word of the name, the organisation, the e-mail address, the code or the name of a team,
    whatever their order, case and accents; names come first, and "D1" finds the team D1 before D12. Then come those
    whose names are spelled or sound nearly so (``close``).
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
    best = heapq.nsmallest(
        limit, ((_rank(tokens, family, given, team), person_id) for person_id, family, given, team in rows)
    )
    return [person_id for _, person_id in best]


def _rank(tokens: Sequence[str], family: str, given: str, team: str) -> tuple[int, int, str, str]:
    """Words that begin a name first, whole names and whole words of a team before beginnings, then the alphabet."""
    family_words, given_words = family.split(), given.split()
    names = family_words + given_words
    in_names = sum(1 for token in tokens if any(word.startswith(token) for word in names))
    known = {*names, *team.split()}
    whole = sum(1 for token in tokens if token in known)
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
    teams = _team_codes(db, ids)
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
            team=teams.get(id_, ("", ""))[0],
            team_kind=teams.get(id_, ("", ""))[1],
            close=id_ not in sure,
            matched=matched_letters(name, tokens),
            status=status,
        )
    return [found[id_] for id_ in ids if id_ in found]


def _team_codes(db: Session, people: Sequence[str]) -> dict[str, tuple[str, str]]:
    """Person → code and kind of their challenge team, else of their learning team of the last round."""
    rows = db.connection().execute(
        select(Placement.person_id, Team.kind, Team.round, Team.code, Challenge.code)
        .join(Team, Team.id == Placement.team_id)
        .outerjoin(Challenge, (Challenge.id == Team.challenge_id) & ~Challenge.deleted)
        .where(Placement.person_id.in_(people), ~Placement.deleted, ~Team.deleted)
    )
    best: dict[str, tuple[bool, int, str, str]] = {}
    for person_id, kind, round_no, code, challenge_code in rows:
        one = (kind != TeamKind.LEARNING, round_no, code or challenge_code or "", kind)
        if one[2] and one > best.get(person_id, (False, 0, "", "")):
            best[person_id] = one
    return {person_id: (code, kind) for person_id, (_, _, code, kind) in best.items()}
