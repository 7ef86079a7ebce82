"""Who is who: lines of a file against each other and against the people already there. Pure decisions.

The rule, in one place: an equal e-mail address, or an equal name with the same organisation (or phone), is one person;
a name alone never is; homonyms of different organisations never are; a shared address under different names is the
address of an office. What is likely and not sure is said, and left apart.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from typing import NamedTuple

from ..language import mark
from ..language.folding import joined
from .names import name_key, names_alike, names_close
from .organisations import organisation_key, organisations_close

SAME_EMAIL = mark("Same e-mail address.")
SAME_NAME_ORGANISATION = mark("Same name, same organisation.")
SAME_NAME_PHONE = mark("Same name, same phone.")
CLOSE_NAME_ORGANISATION = mark("Nearly the same name, same organisation.")
SHARED_EMAIL = mark("One e-mail address for several names: a shared address.")
PERHAPS_ORGANISATION = mark("Same name, organisation written almost alike, another address: perhaps one person.")
PERHAPS_NAME = mark("Same name and nothing else to tell: perhaps one person.")


class Likeness(StrEnum):
    SAME = "same"
    PERHAPS = "perhaps"
    DIFFERENT = "different"


class Identity(NamedTuple):
    """What tells a person from another. ``email`` in small letters, ``phone`` as kept."""

    family_name: str
    given_name: str
    email: str
    phone: str
    organisation: str

    @property
    def key(self) -> str:
        return name_key(self.family_name, self.given_name)


@dataclass(frozen=True, slots=True)
class Likely:
    """The verdict on two identities and its reason (an English key)."""

    likeness: Likeness
    reason: str = ""


_DIFFERENT = Likely(Likeness.DIFFERENT)


def compare(one: Identity, other: Identity) -> Likely:
    """Whether two identities are one person."""
    same_name = one.key == other.key
    if one.email and one.email == other.email:
        if same_name or names_alike(one.family_name, one.given_name, other.family_name, other.given_name):
            return Likely(Likeness.SAME, SAME_EMAIL)
        return Likely(Likeness.PERHAPS, SHARED_EMAIL)
    apart = bool(one.email and other.email)  # two addresses that differ
    if same_name:
        if one.phone and one.phone == other.phone:
            return Likely(Likeness.SAME, SAME_NAME_PHONE)
        if one.organisation and other.organisation:
            if organisation_key(one.organisation) == organisation_key(other.organisation):
                return Likely(Likeness.SAME, SAME_NAME_ORGANISATION)
            if organisations_close(one.organisation, other.organisation):
                if apart:
                    return Likely(Likeness.PERHAPS, PERHAPS_ORGANISATION)
                return Likely(Likeness.SAME, SAME_NAME_ORGANISATION)
            return _DIFFERENT
        return Likely(Likeness.PERHAPS, PERHAPS_NAME)
    if apart or not one.organisation or (one.phone and other.phone and one.phone != other.phone):
        return _DIFFERENT
    if organisation_key(one.organisation) == organisation_key(other.organisation) and names_close(
        one.family_name, one.given_name, other.family_name, other.given_name
    ):
        return Likely(Likeness.SAME, CLOSE_NAME_ORGANISATION)
    return _DIFFERENT


_LARGEST_BLOCK = 60
"""More people under one key say that the key is worth nothing (an office's address): only neighbours are compared."""


def likely_pairs(identities: Sequence[Identity]) -> list[tuple[int, int, Likely]]:
    """Pairs (earlier, later) of ``identities`` that are, or perhaps are, one person, in order of the later one."""
    found: dict[tuple[int, int], Likely] = {}
    for block in blocks(identities):
        for position, later in enumerate(block[1:], start=1):
            for earlier in block[max(0, position - _LARGEST_BLOCK) : position]:
                pair = (earlier, later) if earlier < later else (later, earlier)
                if pair not in found:
                    likely = compare(identities[pair[0]], identities[pair[1]])
                    if likely.likeness is not Likeness.DIFFERENT:
                        found[pair] = likely
    return sorted(((one, other, likely) for (one, other), likely in found.items()), key=lambda item: (item[1], item[0]))


def blocks(identities: Sequence[Identity]) -> Iterable[list[int]]:
    """Groups of identities worth comparing: one address, one name, or one organisation and the same initials."""
    shared: dict[Hashable, list[int]] = {}
    first: dict[Hashable, int] = {}

    def file_under(key: Hashable, at: int) -> None:
        before = first.setdefault(key, at)
        if before != at:  # most keys are one person's: a list is made for the others alone
            shared.setdefault(key, [before]).append(at)

    for at, identity in enumerate(identities):
        if identity.email:
            file_under(identity.email, at)
        file_under(name_key(identity.family_name, identity.given_name), at)
        if identity.organisation:
            file_under(office_key(identity), at)
    return shared.values()


def office_key(identity: Identity) -> tuple[str, str, str]:
    """Organisation and the ends of both names: one slip of the keys rarely touches them all."""
    return organisation_key(identity.organisation), _ends(identity.family_name), _ends(identity.given_name)


@lru_cache(maxsize=65536)
def _ends(name: str) -> str:
    letters = joined(name)
    return letters[:1] + letters[-1:]
