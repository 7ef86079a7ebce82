"""Which person of the event each person of a file is: the surest evidence first, and no one taken twice."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence

from .matching import (
    CLOSE_NAME_ORGANISATION,
    SAME_EMAIL,
    SAME_NAME_ORGANISATION,
    SAME_NAME_PHONE,
    Identity,
    Likeness,
    compare,
    office_key,
)
from .organisations import organisation_key
from .records import Flag
from .snapshot import Known

_SUREST = (SAME_EMAIL, SAME_NAME_PHONE, SAME_NAME_ORGANISATION, CLOSE_NAME_ORGANISATION)

Someone = tuple[Identity, tuple[int, ...], tuple[Identity, ...]]
"""A person of the file: who they are once their lines are merged, these lines, and who each line says they are."""


def match_people(
    someone: Sequence[Someone], people: Sequence[Known], flags: list[Flag], choices: Mapping[int, str]
) -> tuple[list[Known | None], list[tuple[int, str, str, str]]]:
    """For each person of the file, the person of the event they are, or None; and the matches worth an eye.

    The latter are (line, person id, name, reason): the person is known under another address, or a name or an
    organisation written otherwise. What is likely and not sure is added to ``flags`` and not matched.
    """
    matched: list[Known | None] = [None] * len(someone)
    if not people:
        return matched, []
    identities = [known.identity() for known in people]
    taken = _take_identical(someone, people, identities, matched)
    if None not in matched:
        return matched, []
    index = _Index(people, identities, taken)
    for at, (identity, _, _) in enumerate(someone):
        if matched[at] is None:
            matched[at] = index.take_exact(identity)
    notable: list[tuple[int, str, str, str]] = []
    offers = []
    for at, (identity, lines, names) in enumerate(someone):
        if matched[at] is None and not any(choices.get(line) == "separate" for line in lines[:1]):
            for known_at, reason in index.same(identity, names):
                offers.append((_SUREST.index(reason), lines[0], at, known_at, reason))
    for _, line, at, known_at, reason in sorted(offers):
        if matched[at] is None and known_at not in index.taken:
            index.taken.add(known_at)
            known = matched[at] = people[known_at]
            if _notable(someone[at][0], known.identity(), reason):
                notable.append((line, known.id, _name(known.identity()), reason))
    for at, (identity, lines, names) in enumerate(someone):
        if matched[at] is None:
            for known_at, reason in index.perhaps(identity, names)[:1]:
                known = people[known_at]
                about = (
                    "email" if identity.email and identity.email == known.values.get("email", "").lower() else "name"
                )
                value = identity.email if about == "email" else _name(identity)
                flags.append(Flag(lines[0], about, value, reason, params={"of": _name(known.identity())}))
    return matched, notable


def _take_identical(
    someone: Sequence[Someone], people: Sequence[Known], identities: Sequence[Identity], matched: list[Known | None]
) -> set[int]:
    """Match those who are the same to the letter: nearly everyone when a file comes again."""
    places: dict[Identity, list[int]] = {}
    for at, identity in enumerate(identities):
        places.setdefault(identity, []).append(at)
    taken = set()
    for at, (identity, _, _) in enumerate(someone):
        if found := places.get(identity):
            taken.add(found[0])
            matched[at] = people[found.pop(0)]
    return taken


class _Index:
    """The people of the event by what tells them apart."""

    def __init__(self, people: Sequence[Known], identities: Sequence[Identity], taken: set[int]) -> None:
        self.identities = identities
        self.taken = taken
        self.exact: dict[tuple[str, ...], list[int]] = defaultdict(list)
        self.by_email: dict[str, list[int]] = defaultdict(list)
        self.by_name: dict[str, list[int]] = defaultdict(list)
        self.by_office: dict[tuple[str, str, str], list[int]] | None = None
        for at, identity in enumerate(self.identities):
            if at not in taken:
                self.exact[_whole(identity)].append(at)
            if identity.email:
                self.by_email[identity.email].append(at)
            self.by_name[identity.key].append(at)
        self.people = people

    def take_exact(self, identity: Identity) -> Known | None:
        """Someone of the same name, address, phone and organisation, blanks included; each is taken once."""
        places = self.exact.get(_whole(identity))
        if not places:
            return None
        at = places.pop(0)
        self.taken.add(at)
        return self.people[at]

    def same(self, identity: Identity, names: Sequence[Identity]) -> list[tuple[int, str]]:
        return [(at, likely) for at, sure, likely in self._compared(identity, names) if sure]

    def perhaps(self, identity: Identity, names: Sequence[Identity]) -> list[tuple[int, str]]:
        return [(at, likely) for at, sure, likely in self._compared(identity, names) if not sure or at in self.taken]

    def _compared(self, identity: Identity, names: Sequence[Identity]) -> list[tuple[int, bool, str]]:
        found: dict[int, tuple[bool, str]] = {}
        for one in {identity, *names}:
            for at in self._near(one):
                likely = compare(one, self.identities[at])
                if likely.likeness is Likeness.SAME or (likely.likeness is Likeness.PERHAPS and at not in found):
                    found[at] = (likely.likeness is Likeness.SAME, likely.reason)
        return [(at, sure, reason) for at, (sure, reason) in found.items()]

    def _near(self, identity: Identity) -> set[int]:
        near = set(self.by_name.get(identity.key, ()))
        if identity.email:
            near.update(self.by_email.get(identity.email, ()))
        if identity.organisation:
            if self.by_office is None:
                self.by_office = defaultdict(list)
                for at, known in enumerate(self.identities):
                    self.by_office[office_key(known)].append(at)
            near.update(self.by_office.get(office_key(identity), ())[:200])
        return near


def _whole(identity: Identity) -> tuple[str, ...]:
    return identity.key, identity.email, identity.phone, organisation_key(identity.organisation)


def _notable(said: Identity, known: Identity, reason: str) -> bool:
    if said.key != known.key or reason == CLOSE_NAME_ORGANISATION:
        return True
    if said.email and known.email and said.email != known.email:
        return True
    return reason == SAME_NAME_ORGANISATION and organisation_key(said.organisation) != organisation_key(
        known.organisation
    )


def _name(identity: Identity) -> str:
    return f"{identity.given_name} {identity.family_name}".strip()
