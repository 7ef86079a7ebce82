"""What a line would change of a person of the event: a blank never erases, a plainer spelling never wins."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from ..event.model import Role
from ..language.folding import fold, words
from ..references import resolve_wish
from .organisations import organisation_key, organisations_close
from .records import Values
from .snapshot import Known, Snapshot

_AS_IS = ("phone", "function", "diet", "access_needs", "image_consent", "status", "desk_note")


class Differences:
    """Compares people with one snapshot of the event."""

    def __init__(self, snapshot: Snapshot) -> None:
        self.snapshot = snapshot
        self.every_day = tuple(date.isoformat() for date in snapshot.dates)

    def between(self, known: Known, said: Values) -> Mapping[str, tuple[Any, Any]]:
        """Field → (before, after) for what ``said`` would change of ``known``; lists hold all that will be there."""
        before = known.values
        if self._says_the_same(before, said):
            return {}
        changes: dict[str, tuple[Any, Any]] = {}
        for name in _AS_IS:
            if name in said and said[name] != before.get(name, ""):
                changes[name] = (before.get(name, ""), said[name])
        if "email" in said and said["email"].lower() != before.get("email", "").lower():
            changes["email"] = (before.get("email", ""), said["email"])
        self._names(before, said, changes)
        old, new = before.get("organisation", ""), said.get("organisation", "")
        if new and organisation_key(new) != organisation_key(old) and not (old and organisations_close(old, new)):
            changes["organisation"] = (old, new)
        if "territory" in said and fold(said["territory"]) != fold(before.get("territory", "")):
            changes["territory"] = (before.get("territory", ""), said["territory"])
        if "days" in said and said["days"] != before.get("days", self.every_day):
            changes["days"] = (before.get("days", self.every_day), said["days"])
        for name, merged in (("roles", _roles), ("skills", _folded_union), ("badge_aliases", _union)):
            if name in said:
                had = before.get(name, ())
                after = merged(had, said[name])
                if set(after) != set(had):
                    changes[name] = (had, after)
        if "wishes" in said:
            self._wishes(known, said, changes)
        return changes

    def _says_the_same(self, before: Values, said: Values) -> bool:
        """Whether every value is there to the letter: nearly all lines of a file that comes again."""
        for name, value in said.items():
            if before.get(name) != value and name != "organisation_kind":
                return False
        return not (self.snapshot.challenges and "wishes" in said)

    def _names(self, before: Values, said: Values, changes: dict[str, tuple[Any, Any]]) -> None:
        had = (before.get("family_name", ""), before.get("given_name", ""))
        new = (said.get("family_name", ""), said.get("given_name", ""))
        if "".join(words(had[0])) == "".join(words(new[1])) and "".join(words(had[1])) == "".join(words(new[0])):
            return  # the same two names in the other columns
        for name, old, text in zip(("family_name", "given_name"), had, new, strict=True):
            if not text or old == text:
                continue
            if "".join(words(old)) == "".join(words(text)):
                if fold(old) == old.lower() and fold(text) != text.lower():  # accents appear
                    changes[name] = (old, text)
            elif not _shortened(text, old):
                changes[name] = (old, text)

    def _wishes(self, known: Known, said: Values, changes: dict[str, tuple[Any, Any]]) -> None:
        had = dict(known.values.get("wishes", ()))
        after = dict(had)
        changed = False
        for rank, label in said["wishes"]:
            target = resolve_wish(label, self.snapshot.challenges)
            same = rank in had and (fold(had[rank]) == fold(label) or (target and target == known.wish_ids.get(rank)))
            if not same or (target and known.wish_ids.get(rank) is None):
                after[rank] = label
                changed = True
        if changed:
            changes["wishes"] = (tuple(sorted(had.items())), tuple(sorted(after.items())))


def _roles(had: tuple[str, ...], said: tuple[str, ...]) -> tuple[str, ...]:
    """Roles add up; « participant », given to whoever has no other, gives way to what the file says."""
    if Role.PARTICIPANT.value not in said and had == (Role.PARTICIPANT.value,):
        return said
    return _union(had, said)


def _union(had: tuple[str, ...], said: tuple[str, ...]) -> tuple[str, ...]:
    return (*had, *(one for one in said if one not in had))


def _folded_union(had: tuple[str, ...], said: tuple[str, ...]) -> tuple[str, ...]:
    folded = {fold(one) for one in had}
    return (*had, *(one for one in said if fold(one) not in folded))


def _shortened(text: str, old: str) -> bool:
    """Whether ``text`` is only an initial or a part of ``old``: « J. » for « Jean », « Marie » for « Marie-Claire »."""
    new_words, old_words = words(text), words(old)
    if set(new_words) <= set(old_words):
        return True
    return (
        bool(old_words)
        and all(len(word) == 1 for word in new_words)
        and "".join(word[0] for word in old_words).startswith("".join(new_words))
    )
