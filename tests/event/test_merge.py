"""Reading what other laptops say: all or nothing, in any order, as often as one likes, and nothing altered."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from tests.event.laptops import (
    agree,
    arrivals,
    arrive,
    digest,
    edit,
    join,
    operations_of,
    register,
    shown,
    tell,
)
from uepit_desktop.event import Changes, EventFile, UserError, log
from uepit_desktop.event.model import Challenge, Organisation, Person, new_id
from uepit_desktop.event.operation import Operation, canonical_payload, chain_start, chained, payload_digest

SALT = bytes(16)


@pytest.fixture
def other(event: EventFile, tmp_path: Path) -> Iterator[EventFile]:
    laptop = join(event, tmp_path / "other.uepit")
    yield laptop
    laptop.close()


class Stranger:
    """Another program that writes operations, with whatever in them."""

    def __init__(self, event: EventFile) -> None:
        self.origin = new_id()
        self.chain = chain_start(event.event_id, self.origin)
        self.seq = 0

    def says(self, table: str = "person", row: str = "", payload: bytes = b"{}", **other: Any) -> Operation:
        self.seq += 1
        operation = Operation(
            self.origin, self.seq, 1 << 40, "", 1, "put", "edit", self.seq, "", "", table, row or new_id(), payload,
            SALT, payload_digest(SALT, payload), b"",
        )  # fmt: skip
        operation = replace(operation, **other)
        operation = replace(operation, chain_hash=chained(self.chain, operation))
        self.chain = operation.chain_hash
        return operation


def lacking(sender: EventFile, receiver: EventFile) -> list[Operation]:
    with receiver.read() as db:
        return operations_of(sender, log.version_vector(db))


def refused(event: EventFile, operations: list[Operation]) -> str:
    """The word for the refusal; the state must not have moved."""
    before, waiting = digest(event), held(event)
    with pytest.raises(UserError) as refusal:
        event.merge(operations)
    assert (digest(event), held(event)) == (before, waiting)
    assert event.check().ok
    return refusal.value.code


def held(event: EventFile) -> int:
    with event.read() as db:
        return sum(count for _, count in log.waiting(db).values())


def test_two_laptops_that_told_each_other_everything_hold_the_same(event: EventFile, other: EventFile) -> None:
    arrive(event, register(event))
    arrive(other, register(other, "Yann", "Le Goff"))
    agree(event, other)
    assert len(arrivals(event)) == 2


def test_reading_the_same_twice_changes_nothing(event: EventFile, other: EventFile) -> None:
    arrive(event, register(event))
    tell(event, other)
    before = digest(other)
    again = other.merge(operations_of(event))
    assert (again.applied, again.known, again.changes.rows) == (0, len(operations_of(event)), {})
    assert digest(other) == before


def test_the_screen_is_told_what_a_merge_changed(event: EventFile, other: EventFile) -> None:
    heard: list[Changes] = []
    other.subscribe(heard.append)
    person = register(event)
    tell(event, other)
    assert [changes.verb for changes in heard] == ["merge"]
    assert heard[0].rows["person"] == {person}


def test_operations_wait_for_those_before_them(event: EventFile, other: EventFile) -> None:
    person = register(event)
    fact = arrive(event, person)
    first, *rest = lacking(event, other)
    result = other.merge(rest)
    assert (result.applied, result.waiting) == (0, len(rest))
    assert shown(other, Person, person) is None
    result = other.merge([first])
    assert (result.applied, result.waiting) == (1 + len(rest), 0)
    assert arrivals(other) == {fact}
    agree(event, other)


def test_reading_again_what_already_waits_changes_nothing(event: EventFile, other: EventFile) -> None:
    register(event)
    rest = lacking(event, other)[1:]
    other.merge(rest)
    assert other.merge(rest).waiting == len(rest)
    assert other.merge([]).waiting == len(rest)
    assert held(other) == len(rest)


@pytest.mark.parametrize("seed", range(4))
def test_any_order_in_any_pieces_ends_the_same(event: EventFile, other: EventFile, tmp_path: Path, seed: int) -> None:
    person = register(event)
    tell(event, other)
    edit(event, Person, person, email="one@exemple.fr")
    edit(other, Person, person, email="two@exemple.fr", deleted=True)
    arrive(event, person)
    agree(event, other)
    chance = random.Random(seed)
    pieces = operations_of(event)
    chance.shuffle(pieces)
    third = join(event, tmp_path / "third.uepit")
    fresh = EventFile.create_empty(tmp_path / "fresh.uepit", event_id=event.event_id, secrets={}, desk="Accueil C")
    while pieces:
        size = chance.randint(1, 5)
        fresh.merge(pieces[:size])
        del pieces[:size]
    assert digest(fresh) == digest(event)
    third.close()
    fresh.close()


def test_a_changed_content_is_refused(event: EventFile, other: EventFile) -> None:
    register(event)
    news = lacking(event, other)
    news[0] = replace(news[0], payload=canonical_payload({"family_name": "Autre"}))
    assert refused(other, news) == "altered"


def test_a_content_changed_together_with_its_hash_is_refused(event: EventFile, other: EventFile) -> None:
    register(event)
    news = lacking(event, other)
    forged = canonical_payload({"family_name": "Autre"})
    salt = news[0].salt
    assert salt is not None
    news[0] = replace(news[0], payload=forged, payload_hash=payload_digest(salt, forged))
    assert refused(other, news) == "broken_chain"


@pytest.mark.parametrize(
    "change",
    [{"hlc": 5}, {"row": "x"}, {"table": "wish"}, {"kind": "fact"}, {"verb": "x"}, {"subject": "x"}, {"context": "x:1"},
     {"schema": 9}, {"tx": 99}, {"undoes": "x:1"}, {"chain_hash": bytes(32)}],
)  # fmt: skip
def test_a_changed_header_is_refused(event: EventFile, other: EventFile, change: dict[str, Any]) -> None:
    register(event)
    news = lacking(event, other)
    register(other)
    tell(other, event)
    news = lacking(event, other)
    assert refused(other, [replace(news[0], **change), *news[1:]]) == "broken_chain"


def test_an_operation_left_out_with_the_numbers_closed_up_is_refused(event: EventFile, other: EventFile) -> None:
    register(event)
    news = lacking(event, other)
    assert refused(other, [replace(operation, seq=operation.seq - 1) for operation in news[1:]]) == "broken_chain"


@pytest.mark.parametrize("place", [0, 1])
def test_content_that_nobody_erased_may_not_be_missing(event: EventFile, other: EventFile, place: int) -> None:
    register(event)
    news = lacking(event, other)
    news[place] = replace(news[place], payload=None, salt=None)
    assert refused(other, news) == "stripped"


def test_an_erasure_without_its_own_content_is_refused(event: EventFile, other: EventFile) -> None:
    person = register(event)
    tell(event, other)
    event.erase(person)
    assert refused(other, [replace(lacking(event, other)[0], payload=None, salt=None)]) == "stripped"


def test_operations_of_another_event_are_refused(event: EventFile, other: EventFile, tmp_path: Path) -> None:
    foreign = EventFile.create(tmp_path / "f.uepit", name="Autre", site="Ailleurs", start_on=event_day(), days=1)
    assert refused(other, operations_of(foreign)) == "broken_chain"
    foreign.close()


def event_day() -> Any:
    import datetime as dt

    return dt.date(2026, 7, 6)


@pytest.mark.parametrize(
    "payload",
    [b"", b"[]", b"null", b"not json", b'{"a":', b'{"a":1e400}', b"\xff", b'"text"'],
    ids=lambda payload: repr(payload),
)
def test_a_content_that_is_no_content_is_refused_in_a_sentence(event: EventFile, payload: bytes) -> None:
    assert refused(event, [Stranger(event).says(payload=payload)]) == "altered"


@pytest.mark.parametrize("context", ["x", "a:b", "a:1,", "a:-1", ",,,"])
def test_a_context_that_is_no_context_is_refused_in_a_sentence(event: EventFile, context: str) -> None:
    assert refused(event, [Stranger(event).says(context=context)]) == "altered"


@pytest.mark.parametrize("stamp", [-1, 1 << 63])
def test_a_stamp_that_no_clock_gives_is_refused_in_a_sentence(event: EventFile, stamp: int) -> None:
    assert refused(event, [Stranger(event).says(hlc=stamp)]) == "altered"


@pytest.mark.parametrize(
    "payload",
    [
        b'{"family_name":null}', b'{"family_name":{"a":[1]}}', b'{"family_name":["x"]}', b'{"family_name":12}',
        b'{"deleted":"yes"}', b'{"deleted":null}', b'{"days":{"a":1}}', b'{"walk_in":18446744073709551615}',
        b'{"id":"other"}', b'{"family_name":"\\u0000"}',
    ],
)  # fmt: skip
def test_values_of_another_shape_do_no_harm(event: EventFile, other: EventFile, payload: bytes) -> None:
    row = new_id()
    stranger = Stranger(event)
    event.merge([stranger.says(row=row, payload=b'{"deleted":false,"family_name":"Kerdavid"}', subject=row)])
    event.merge([stranger.says(row=row, payload=payload, subject=row)])
    agree(event, other)
    with event.read() as db:
        assert db.connection().exec_driver_sql("SELECT count(*) FROM person").scalar() == 1


def test_a_required_value_that_a_newer_program_left_empty_hides_the_row_until_it_comes(event: EventFile) -> None:
    row = new_id()
    stranger = Stranger(event)
    event.merge([stranger.says("challenge", row, b'{"deleted":false,"title":null}')])
    assert shown(event, Challenge, row) is None
    event.merge([stranger.says("challenge", row, b'{"title":"Mobilit\\u00e9s"}')])
    assert shown(event, Challenge, row).title == "Mobilités"
    assert event.check().ok


def test_unknown_fields_tables_and_kinds_are_kept_and_passed_on(event: EventFile, other: EventFile) -> None:
    person = register(event)
    stranger = Stranger(event)
    strange = [
        stranger.says("robot", payload=b'{"n":1}'),
        stranger.says("person", person, b'{"shoe_size":42}'),
        stranger.says("person", person, b'{"email":"x"}', kind="tally"),
    ]
    event.merge(strange)
    agree(event, other)
    passed_on = [operation for operation in operations_of(other) if operation.origin == stranger.origin]
    assert passed_on == strange
    assert shown(other, Person, person).email == ""


def test_what_came_early_and_turns_out_false_is_dropped_without_harm_to_what_is_true(
    event: EventFile, other: EventFile
) -> None:
    register(event)
    first, *rest = lacking(event, other)
    other.merge([replace(rest[0], row=new_id(), chain_hash=bytes(32))])
    assert other.merge([first]).applied == 1
    assert held(other) == 0
    agree(event, other)


def test_content_missing_from_what_came_early_is_taken_from_whoever_has_it(event: EventFile, other: EventFile) -> None:
    register(event)
    first, *rest = lacking(event, other)
    other.merge([replace(operation, payload=None, salt=None) for operation in rest])
    other.merge([first])
    agree(event, other)


def test_what_waits_whole_is_not_replaced_by_what_comes_again_without_its_content(
    event: EventFile, other: EventFile
) -> None:
    person = register(event)
    first, *rest = lacking(event, other)
    other.merge(rest)
    other.merge([first, *(replace(operation, payload=None, salt=None) for operation in rest)])
    assert shown(other, Person, person) is not None
    agree(event, other)


def test_two_histories_under_one_name_are_refused(event: EventFile, other: EventFile) -> None:
    stranger, impostor = Stranger(event), Stranger(event)
    impostor.origin, impostor.chain = stranger.origin, stranger.chain
    event.merge([stranger.says()])
    assert refused(event, [impostor.says()]) == "forked"


def test_a_row_edited_before_it_is_known_appears_whole_later(
    event: EventFile, other: EventFile, tmp_path: Path
) -> None:
    organisation = new_id()
    with event.write("add") as db:
        db.add(Organisation(id=organisation, name="Ville"))
    tell(event, other)
    edit(other, Organisation, organisation, kind="company")
    third = EventFile.create_empty(tmp_path / "c.uepit", event_id=event.event_id, secrets={}, desk="C")
    third.merge([operation for operation in operations_of(other) if operation.origin == other.replica_id])
    assert shown(third, Organisation, organisation) is None
    third.merge(operations_of(event))
    assert (shown(third, Organisation, organisation).name, shown(third, Organisation, organisation).kind) == (
        "Ville", "company",
    )  # fmt: skip
    third.close()


def test_someone_edited_elsewhere_before_being_known_here_is_not_shown_without_a_name(
    event: EventFile, other: EventFile, tmp_path: Path
) -> None:
    person = register(event)
    tell(event, other)
    edit(other, Person, person, email="s@x.example")
    third = EventFile.create_empty(tmp_path / "c.uepit", event_id=event.event_id, secrets={}, desk="C")
    third.merge([operation for operation in operations_of(other) if operation.origin == other.replica_id])
    assert shown(third, Person, person) is None
    assert third.check().ok
    third.merge(operations_of(event))
    assert shown(third, Person, person).full_name == "Solène Kerdavid"
    assert third.check().ok
    third.close()


def test_someone_who_arrived_elsewhere_is_not_lost_when_the_import_is_undone_here(
    event: EventFile, other: EventFile
) -> None:
    person = register(event)
    tell(event, other)
    fact = arrive(other, person)
    event.undo()
    assert shown(event, Person, person).deleted
    agree(event, other)
    assert not shown(event, Person, person).deleted
    assert arrivals(event) == arrivals(other) == {fact}
    assert [(dispute.row, dispute.field) for dispute in event.conflicts()] == [(person, "deleted")]


def test_an_arrival_heard_before_the_deletion_it_contradicts_ends_the_same(
    event: EventFile, other: EventFile, tmp_path: Path
) -> None:
    third = join(event, tmp_path / "third.uepit")
    person = register(event)
    tell(event, other)
    tell(event, third)
    edit(event, Person, person, deleted=True)
    arrive(other, person)
    tell(other, third)
    tell(event, third)
    tell(event, other)
    tell(other, event)
    assert {shown(laptop, Person, person).deleted for laptop in (event, other, third)} == {False}
    agree(event, other, third)
    third.close()


def test_a_refused_file_does_not_move_the_clock(event: EventFile, other: EventFile) -> None:
    register(event)
    news = lacking(event, other)
    news[1] = replace(news[1], payload=None, salt=None)
    before = other.clock.tick()
    refused(other, news)
    assert other.clock.tick() - before < 60_000 << 16


def test_two_arrivals_of_one_person_at_two_desks_are_both_kept(event: EventFile, other: EventFile) -> None:
    person = register(event)
    tell(event, other)
    both = {arrive(event, person), arrive(other, person)}
    agree(event, other)
    assert arrivals(event) == arrivals(other) == both


def test_own_operations_lost_and_heard_again_are_not_overwritten(event: EventFile, other: EventFile) -> None:
    """The file was put back to an earlier state in the same place, which no marker shows."""
    before = event.back_up()
    person = register(event)
    tell(event, other)
    event.close()
    event.path.write_bytes(before.read_bytes())
    with EventFile.open(event.path) as restored:
        tell(other, restored)
        later = register(restored, "Yann", "Le Goff")
        agree(restored, other)
        assert shown(other, Person, person) is not None
        assert shown(other, Person, later) is not None
