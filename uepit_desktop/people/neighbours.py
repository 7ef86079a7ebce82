"""Words that people mistype: the vocabulary of an event's names in memory, asked for what lies near a typed word.

RapidFuzz compares the typed word with every distinct word of the event (a few thousand) in one call; sounds catch what
letters do not (« Querdavel » for « ker »). Built on the first need, then kept up with what changed.
"""

from __future__ import annotations

import weakref
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from threading import Lock

from rapidfuzz import process
from rapidfuzz.distance import OSA
from sqlalchemy import text
from sqlalchemy.orm import Session

from ..language.folding import sound

_NAME, _ORGANISATION = 1.0, 0.6
"""What a near word of a name, or of an organisation, is worth."""
_SHORTEST_SLIP = 4
_SHORTEST_SOUND = 3
_MOST_KEPT = 200


@dataclass(frozen=True, slots=True)
class Entry:
    """The folded words of one person, as the index of the event file holds them."""

    family: tuple[str, ...]
    given: tuple[str, ...]
    organisation: tuple[str, ...]


@dataclass
class Neighbours:
    """The people of one event by the words of their names."""

    stamp: int = 0
    entries: dict[str, Entry] = field(default_factory=dict)
    _names: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    _organisations: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    _spelled: _Vocabulary | None = None
    _turn: Lock = field(default_factory=Lock)

    def replace(self, rows: Iterable[tuple[str, Entry]]) -> None:
        """Take in people, new or changed."""
        with self._turn:
            self._replace(rows)

    def _replace(self, rows: Iterable[tuple[str, Entry]]) -> None:
        for person_id, entry in rows:
            self._remove(person_id)
            self.entries[person_id] = entry
            for word in (*entry.family, *entry.given):
                self._add(self._names, word, person_id)
            for word in entry.organisation:
                self._add(self._organisations, word, person_id)

    def _remove(self, person_id: str) -> None:
        entry = self.entries.pop(person_id, None)
        if entry is not None:
            for word in (*entry.family, *entry.given):
                self._names[word].discard(person_id)
            for word in entry.organisation:
                self._organisations[word].discard(person_id)

    def near(self, tokens: Sequence[str]) -> dict[str, float]:
        """Person → how near (0 to the number of tokens), for people near to every typed word.

        Of several words, one may be far when the others are near: the first is often right.
        """
        with self._turn:
            return self._near(tokens)

    def _near(self, tokens: Sequence[str]) -> dict[str, float]:
        scores: dict[str, float] = {}
        answered: dict[str, int] = {}
        for token in tokens:
            for person_id, score in self._people_near(token).items():
                scores[person_id] = scores.get(person_id, 0.0) + score
                answered[person_id] = answered.get(person_id, 0) + 1
        wanted = len(tokens)
        if wanted > 1 and not any(count == wanted for count in answered.values()):
            wanted -= 1
        return {person_id: score for person_id, score in scores.items() if answered[person_id] >= wanted}

    def _people_near(self, token: str) -> dict[str, float]:
        found: dict[str, float] = {}
        for word, score in self._words_near(token).items():
            for people, worth in ((self._names, _NAME), (self._organisations, _ORGANISATION)):
                for person_id in people.get(word, ()):
                    if found.get(person_id, 0.0) < score * worth:
                        found[person_id] = score * worth
        return found

    def _words_near(self, token: str) -> Mapping[str, float]:
        """Word of the event → nearness, 1 for the word itself. Kept while one types on: earlier words come again."""
        spelled = self._spelled or self._spell()
        if token not in spelled.asked:
            if len(spelled.asked) >= _MOST_KEPT:
                spelled.asked.clear()
            spelled.asked[token] = spelled.near(token)
        return spelled.asked[token]

    def _spell(self) -> _Vocabulary:
        for people in (self._names, self._organisations):
            for word in [word for word, ids in people.items() if not ids]:
                del people[word]
        self._spelled = _Vocabulary({*self._names, *self._organisations}, self._names)
        return self._spelled

    def _add(self, people: dict[str, set[str]], word: str, person_id: str) -> None:
        if word not in self._names and word not in self._organisations:
            self._spelled = None
        people.setdefault(word, set()).add(person_id)


class _Vocabulary:
    """The distinct words of an event, sorted, and how those of names sound."""

    def __init__(self, words: Iterable[str], names: Iterable[str]) -> None:
        self.words = sorted(words)
        self.asked: dict[str, Mapping[str, float]] = {}
        self._beginnings: dict[int, list[str]] = {}
        self._by_sound: dict[str, list[str]] = defaultdict(list)
        for word in names:
            self._by_sound[sound(word)].append(word)
        self._sounds = sorted(self._by_sound)

    def near(self, token: str) -> dict[str, float]:
        found: dict[str, float] = {}

        def offer(word: str, score: float) -> None:
            if found.get(word, 0.0) < score:
                found[word] = score

        length = len(token)
        for word in _beginning_with(self.words, token):
            offer(word, 1.0 if len(word) == length else 0.9 + 0.08 * length / len(word))
        heard = sound(token)
        if length >= _SHORTEST_SOUND and len(heard) >= 2:
            for said in _beginning_with(self._sounds, heard):
                for word in self._by_sound[said]:
                    offer(word, 0.92 if said == heard else 0.7 + 0.15 * len(heard) / len(said))
        if length >= _SHORTEST_SLIP:
            self._offer_slips(token, heard, offer)
        return found

    def _offer_slips(self, token: str, heard: str, offer: Callable[[str, float], None]) -> None:
        length = len(token)
        slips = 1 if length < 8 else 2
        for word, slip, _ in process.extract(token, self.words, scorer=OSA.distance, score_cutoff=slips, limit=None):
            if slip:
                offer(word, 1 - slip / max(length, len(word)) - 0.02)
        if len(heard) >= _SHORTEST_SLIP:
            for said, slip, _ in process.extract(heard, self._sounds, scorer=OSA.distance, score_cutoff=1, limit=None):
                if slip:
                    for word in self._by_sound[said]:
                        offer(word, 0.9 - slip / max(len(heard), len(said)))
        if length not in self._beginnings:
            self._beginnings[length] = [word[:length] for word in self.words]
        beginnings = self._beginnings[length]
        for _, slip, at in process.extract(token, beginnings, scorer=OSA.distance, score_cutoff=1, limit=None):
            if slip and len(self.words[at]) > length:
                offer(self.words[at], 0.85 - slip / length)


def _beginning_with(ordered: Sequence[str], start: str) -> Sequence[str]:
    return ordered[bisect_left(ordered, start) : bisect_left(ordered, start + "\U0010ffff")]


_kept: weakref.WeakKeyDictionary[object, Neighbours] = weakref.WeakKeyDictionary()
_turn = Lock()


def neighbours(db: Session) -> Neighbours:
    """The vocabulary of the event that ``db`` reads, up to date with it.

    Only the people written since the last call are read again. One is kept for each open event file, with it.
    """
    engine = db.get_bind()
    engine = getattr(engine, "engine", engine)
    stamp, count = db.execute(text("SELECT coalesce(max(stamp), 0), count(*) FROM person_search_row")).one()
    with _turn:
        kept = _kept.get(engine)
        if kept is not None and (kept.stamp, len(kept.entries)) == (stamp, count):
            return kept
        if kept is not None and kept.stamp <= stamp:
            kept.replace(_entries(db, kept.stamp))
            kept.stamp = stamp
            if len(kept.entries) == count:
                return kept
        kept = Neighbours(stamp)
        kept.replace(_entries(db, 0))
        _kept[engine] = kept
        return kept


def _entries(db: Session, after: int) -> Iterable[tuple[str, Entry]]:
    query = text(
        "SELECT s.person_id, s.family, s.given, s.organisation FROM person_search_row r "
        "JOIN person_search s ON s.rowid = r.place WHERE r.stamp > :after"
    )
    for person_id, family, given, organisation in db.execute(query, {"after": after}):
        yield person_id, Entry(tuple(family.split()), tuple(given.split()), tuple(organisation.split()))
