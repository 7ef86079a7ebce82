"""Who wishes for what."""

from __future__ import annotations

from uepit_desktop.challenges.wish_counts import unlinked_wishes, wish_counts, wishes_by_person
from uepit_desktop.event import EventFile
from uepit_desktop.event.model import Challenge, Person, Wish


def test_wishes_are_counted_by_rank_and_cancelled_registrations_are_not(event: EventFile) -> None:
    with event.write("add") as db:
        d2, d10 = Challenge(code="D2", title="Un seul guichet"), Challenge(code="D10", title="L'eau partagée")
        there, gone = Person(family_name="Là"), Person(family_name="Parti", status="cancelled")
        db.add_all([d2, d10, there, gone])
        db.flush()
        db.add_all([
            Wish(person_id=there.id, challenge_id=d10.id, label="eau", rank=1),
            Wish(person_id=there.id, challenge_id=d2.id, label="guichet", rank=5),
            Wish(person_id=there.id, challenge_id=None, label="Autre chose", rank=2),
            Wish(person_id=gone.id, challenge_id=d10.id, label="eau", rank=1),
        ])  # fmt: skip
        person = there.id
    with event.read() as db:
        assert [(one.code, one.first, one.second, one.later) for one in wish_counts(db)] == [
            ("D2", 0, 0, 1), ("D10", 1, 0, 0),
        ]  # fmt: skip
        assert wishes_by_person(db)[person] == ("D10", "Autre chose", "D2")
        assert unlinked_wishes(db) == 1
