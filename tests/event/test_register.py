"""The state of one row from the set of its operations: who knew what decides, the clock only chooses what is shown."""

from __future__ import annotations

from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from uepit_desktop.event.operation import Operation, canonical_payload, vector_text
from uepit_desktop.event.register import knew, resolve

HOUR = 3_600_000 << 16


def said(origin: str, seq: int, knows: dict[str, int] | None = None, at: int = 0, **fields: Any) -> Operation:
    return Operation(
        origin, seq, at, vector_text(knows or {}), 1, "put", "edit", seq, "", "", "person", "p",
        canonical_payload(fields), b"", b"", b"",
    )  # fmt: skip


def fact(origin: str, seq: int, knows: dict[str, int] | None = None, at: int = 0) -> Operation:
    return Operation(
        origin, seq, at, vector_text(knows or {}), 1, "fact", "check_in", seq, "", "p", "check_in", "c",
        b"{}", b"", b"", b"",
    )  # fmt: skip


def disputed(*operations: Operation, field: str = "email") -> list[Any]:
    return [version.value for version in resolve(operations).siblings.get(field, ())]


def test_one_laptops_last_word_is_shown() -> None:
    state = resolve([said("a", 2, email="new"), said("a", 1, email="old", phone="1")])
    assert (state.values, state.siblings) == ({"email": "new", "phone": "1"}, {})


def test_a_value_written_by_someone_who_knew_the_other_replaces_it_even_by_an_earlier_clock() -> None:
    state = resolve([said("a", 1, at=72 * HOUR, email="old"), said("b", 1, {"a": 1}, at=0, email="new")])
    assert (state.values["email"], state.siblings) == ("new", {})


def test_two_values_written_without_knowing_of_each_other_are_both_kept_and_the_later_clock_is_shown() -> None:
    operations = said("a", 1, at=1, email="one"), said("b", 1, at=2, email="two")
    assert resolve(operations).values["email"] == "two"
    assert disputed(*operations) == ["two", "one"]


def test_equal_values_are_no_dispute() -> None:
    assert disputed(said("a", 1, email="same"), said("b", 1, email="same")) == []


def test_different_fields_are_no_dispute() -> None:
    state = resolve([said("a", 1, email="one"), said("b", 1, phone="two")])
    assert (state.values, state.siblings) == ({"email": "one", "phone": "two"}, {})


def test_choosing_settles_because_the_choice_knows_every_value() -> None:
    assert disputed(said("a", 1, email="1"), said("b", 1, email="2"), said("c", 1, {"a": 1, "b": 1}, email="1")) == []


def test_a_value_that_the_choice_did_not_know_stays_in_dispute() -> None:
    late = said("d", 1, at=9, email="3")
    chosen = said("c", 1, {"a": 1, "b": 1}, at=5, email="1")
    assert disputed(said("a", 1, email="1"), said("b", 1, email="2"), chosen, late) == ["3", "1"]


def test_knowing_what_someone_wrote_is_not_knowing_all_that_they_knew() -> None:
    """A laptop that heard b but not yet a must not hide what a said."""
    a, b = said("a", 1, at=1, email="a"), said("b", 1, {"a": 1}, at=2, phone="b")
    c = said("c", 1, {"b": 1}, at=3, email="c")
    assert not knew(c, a)
    assert disputed(a, b, c) == ["c", "a"]


def test_equal_clocks_are_told_apart_by_the_name_of_the_laptop_so_that_all_show_the_same() -> None:
    assert disputed(said("a", 1, email="1"), said("b", 1, email="2")) == ["2", "1"]
    assert disputed(said("b", 1, email="2"), said("a", 1, email="1")) == ["2", "1"]


def test_a_deletion_is_shown_when_its_author_knew_every_edit() -> None:
    state = resolve([said("a", 1, deleted=False, email="x"), said("b", 1, {"a": 1}, deleted=True)])
    assert (state.values["deleted"], state.siblings) == (True, {})


def test_an_edit_made_without_knowing_of_the_deletion_brings_the_row_back_and_both_are_kept() -> None:
    born, gone = said("a", 1, deleted=False), said("b", 1, {"a": 1}, at=9, deleted=True)
    state = resolve([born, gone, said("a", 2, at=1, email="x")])
    assert state.values["deleted"] is False
    assert [version.value for version in state.siblings["deleted"]] == [False, True]


def test_an_edit_made_knowing_of_the_deletion_does_not_bring_the_row_back() -> None:
    operations = said("a", 1, deleted=False), said("b", 1, {"a": 1}, deleted=True), said("a", 2, {"b": 1}, email="x")
    assert resolve(operations).values["deleted"] is True


def test_deleting_again_once_the_edit_is_known_settles_it() -> None:
    operations = [said("a", 1, deleted=False), said("b", 1, {"a": 1}, deleted=True), said("a", 2, email="x")]
    operations.append(said("b", 2, {"a": 2}, deleted=True))
    state = resolve(operations)
    assert (state.values["deleted"], state.siblings) == (True, {})


def test_an_arrival_noted_without_knowing_of_the_deletion_brings_the_person_back() -> None:
    born, gone = said("a", 1, deleted=False), said("a", 2, deleted=True)
    assert resolve([born, gone]).values["deleted"] is True
    state = resolve([born, gone], [fact("b", 1, {"a": 1})])
    assert state.values["deleted"] is False
    assert [version.value for version in state.siblings["deleted"]] == [False, True]


def test_an_arrival_that_the_deletion_knew_does_not_bring_the_person_back() -> None:
    born, gone = said("a", 1, deleted=False), said("a", 2, {"b": 1}, deleted=True)
    assert resolve([born, gone], [fact("b", 1, {"a": 1})]).values["deleted"] is True


def test_two_operations_that_each_claim_to_have_known_the_other_are_both_kept() -> None:
    assert disputed(said("a", 1, {"b": 1}, email="1"), said("b", 1, {"a": 1}, email="2")) == ["2", "1"]


@st.composite
def histories(draw: st.DrawFn) -> list[Operation]:
    """Operations of one row by three laptops that hear each other now and then."""
    heard: dict[str, dict[str, int]] = {"a": {}, "b": {}, "c": {}}
    operations = []
    for _ in range(draw(st.integers(1, 12))):
        origin = draw(st.sampled_from("abc"))
        for other in draw(st.sets(st.sampled_from("abc"))) - {origin}:
            heard[origin][other] = max(heard[origin].get(other, 0), heard[other].get(other, 0))
        heard[origin][origin] = heard[origin].get(origin, 0) + 1
        knows = {name: seq for name, seq in heard[origin].items() if name != origin}
        fields = draw(
            st.dictionaries(st.sampled_from(["email", "phone"]), st.sampled_from("xyz"), min_size=1)
            | st.fixed_dictionaries({"deleted": st.booleans()})
        )
        operations.append(said(origin, heard[origin][origin], knows, draw(st.integers(0, 5)), **fields))
    return operations


@given(histories(), st.randoms(use_true_random=False))
def test_the_order_of_the_operations_makes_no_difference(operations: list[Operation], chance: Any) -> None:
    shuffled = list(operations)
    chance.shuffle(shuffled)
    assert resolve(shuffled) == resolve(operations)


@given(histories())
def test_every_value_that_nobody_replaced_knowingly_is_shown_or_kept(operations: list[Operation]) -> None:
    state = resolve(operations)
    for name in ("email", "phone"):
        writers = [one for one in operations if name in one.fields()]
        for one in writers:
            if not any(knew(other, one) for other in writers):
                kept = [version.value for version in state.siblings.get(name, ())]
                assert one.fields()[name] in (state.values[name], *kept)


@given(histories())
def test_someone_who_knows_everything_ends_every_dispute(operations: list[Operation]) -> None:
    ends = {one.origin: max(other.seq for other in operations if other.origin == one.origin) for one in operations}
    final = said("z", 1, ends, at=0, email="chosen", phone="chosen", deleted=False)
    state = resolve([*operations, final])
    assert (state.values, state.siblings) == ({"email": "chosen", "phone": "chosen", "deleted": False}, {})
