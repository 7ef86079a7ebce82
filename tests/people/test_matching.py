"""Who is one person, and who is not."""

from __future__ import annotations

import random

import pytest

from uepit_desktop.people import matching
from uepit_desktop.people.matching import Identity, Likeness, compare, likely_pairs

SOLENE = Identity("Kerdavid", "Solène", "s.kerdavid@brevanches.example", "0612345678", "Ville de Brévanches")


def other(**changes: str) -> Identity:
    fields = {name: getattr(SOLENE, name) for name in ("family_name", "given_name", "email", "phone", "organisation")}
    return Identity(**{**fields, **changes})


@pytest.mark.parametrize(
    ("identity", "likeness"),
    [
        (other(), Likeness.SAME),
        (other(family_name="KERDAVID", given_name="Solene", phone="", organisation="Autre chose"), Likeness.SAME),
        (other(family_name="Solène", given_name="Kerdavid"), Likeness.SAME),
        (other(given_name="S."), Likeness.SAME),
        (other(family_name="Martin", given_name="Paul"), Likeness.PERHAPS),  # an office's address
        (other(email="", phone="", organisation="VILLE DE BREVANCHES"), Likeness.SAME),
        (other(email="", phone="", organisation="Mairie de Brévanches"), Likeness.SAME),
        (other(email="autre@brevanches.example", phone=""), Likeness.SAME),
        (other(email="autre@a.example", phone="", organisation="Mairie de Brévanches"), Likeness.PERHAPS),
        (other(email="", phone="", organisation="Métropole de Lorval"), Likeness.DIFFERENT),
        (other(email="", organisation=""), Likeness.SAME),  # same phone
        (other(email="", phone="", organisation=""), Likeness.PERHAPS),
        (other(email="", phone="", given_name="Solenne"), Likeness.SAME),
        (other(email="", phone="", family_name="Kerdavit"), Likeness.DIFFERENT),  # the last letter may be another name
        (other(email="", phone="", family_name="Kerdabid"), Likeness.SAME),
        (other(email="x@a.example", phone="", given_name="Solenne"), Likeness.DIFFERENT),
        (other(email="", phone="", given_name="Marc"), Likeness.DIFFERENT),
    ],
)
def test_the_rule(identity: Identity, likeness: Likeness) -> None:
    assert compare(SOLENE, identity).likeness is likeness
    assert compare(identity, SOLENE).likeness is likeness


def test_every_verdict_but_different_has_a_reason() -> None:
    assert compare(SOLENE, other()).reason == matching.SAME_EMAIL
    assert compare(SOLENE, other(family_name="Martin", given_name="Paul")).reason == matching.SHARED_EMAIL


def test_pairs_are_found_through_blocks_and_each_once() -> None:
    people = [SOLENE, other(family_name="Martin", email="", phone=""), other(), other(email="", phone="")]
    assert [(one, two) for one, two, _ in likely_pairs(people)] == [(0, 2), (0, 3), (2, 3)]


def test_an_address_of_thousands_does_not_take_for_ever() -> None:
    rng = random.Random(3)
    names = ["".join(rng.choices("abcdefghijklmnop", k=9)) for _ in range(6000)]
    crowd = [Identity(names[at], names[-at - 1], "contact@mairie.example", "", "Mairie") for at in range(3000)]
    assert len(likely_pairs(crowd)) <= 60 * 3000
