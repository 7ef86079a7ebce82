"""Presence in a half-day: what the facts say of one person, whatever their order."""

from __future__ import annotations

import datetime as dt
import itertools

import pytest

from tests.reception.reception_clock import PARIS
from uepit_desktop.reception import PresenceState, Span, presence_of
from uepit_desktop.reception.presence import NOTHING_NOTED
from uepit_desktop.reception.verdict import Fact


def at(text: str) -> dt.datetime:
    return dt.datetime.fromisoformat(f"2026-07-06 {text}").replace(tzinfo=PARIS)


SPAN = Span("monday-am", at("09:00"), at("12:30"))


def fact(fact_id: str, moment: str, kind: str = "arrival", **more: str) -> Fact:
    return Fact(fact_id, at(moment), more.pop("desk", "A"), more.pop("half_day", "monday-am"), kind=kind, **more)


def undoing(fact_id: str, target: str) -> Fact:
    return Fact(fact_id, at("13:00"), "A", "monday-am", target, kind="undo")


def minutes(*facts: Fact) -> int:
    return int(presence_of(facts, SPAN).attended.total_seconds()) // 60


def test_nobody_noted_is_absent() -> None:
    assert presence_of([], SPAN) == NOTHING_NOTED
    assert presence_of([fact("1", "08:53", half_day="monday-pm")], SPAN).state is PresenceState.ABSENT


def test_whoever_arrived_is_present_to_the_end() -> None:
    presence = presence_of([fact("1", "09:10")], SPAN)
    assert (presence.state, presence.arrived_at, presence.left_at) == (PresenceState.PRESENT, at("09:10"), None)
    assert presence.stays == ((at("09:10"), at("12:30")),)


def test_what_is_outside_the_hours_of_the_half_day_is_not_attended() -> None:
    assert minutes(fact("1", "08:30"), fact("2", "13:00", "departure")) == 210
    assert minutes(fact("1", "12:40")) == 0


def test_whoever_left_has_left_and_whoever_came_back_is_there() -> None:
    arrived, left, back = fact("1", "09:00"), fact("2", "10:00", "departure"), fact("3", "11:30")
    gone = presence_of([arrived, left], SPAN)
    assert (gone.state, gone.left_at, gone.here) == (PresenceState.LEFT, at("10:00"), True)
    returned = presence_of([arrived, left, back], SPAN)
    assert (returned.state, returned.left_at, returned.doubles) == (PresenceState.PRESENT, None, ())
    assert minutes(arrived, left, back) == 120


def test_two_desks_that_both_noted_an_arrival_keep_both_and_the_earliest_counts() -> None:
    here, there = fact("2", "08:57"), fact("1", "08:55", desk="B")
    presence = presence_of([here, there], SPAN)
    assert presence.arrival == there
    assert presence.doubles == (here,)


@pytest.mark.parametrize("order", list(itertools.permutations(range(5))))
def test_the_order_in_which_facts_come_does_not_matter(order: tuple[int, ...]) -> None:
    facts = [
        fact("1", "08:55", desk="B"),
        fact("2", "08:57"),
        fact("3", "10:00", "departure"),
        fact("4", "09:30", "excuse", reason="train"),
        undoing("5", "1"),
    ]
    presence = presence_of([facts[place] for place in order], SPAN)
    assert (presence.arrived_at, presence.left_at, presence.doubles, presence.undone) == (
        at("08:57"), at("10:00"), (), 1,
    )  # fmt: skip


def test_an_excuse_counts_until_the_person_comes() -> None:
    excused = fact("1", "08:00", "excuse", reason="grève")
    assert presence_of([excused], SPAN).state is PresenceState.EXCUSED
    came = presence_of([excused, fact("2", "11:00")], SPAN)
    assert came.state is PresenceState.PRESENT
    assert presence_of([excused, undoing("3", "1")], SPAN).state is PresenceState.ABSENT


def test_a_paper_tells_of_the_whole_half_day_and_of_no_hour() -> None:
    paper = fact("1", "12:45", method="paper")
    presence = presence_of([paper], SPAN)
    assert (presence.state, presence.arrived_at, presence.stays) == (
        PresenceState.PRESENT, None, ((at("09:00"), at("12:30")),),
    )  # fmt: skip
    left = presence_of([paper, fact("2", "11:00", "departure")], SPAN)
    assert (left.state, left.stays) == (PresenceState.LEFT, ((at("09:00"), at("11:00")),))


def test_an_hour_noted_at_a_desk_is_better_than_a_paper() -> None:
    facts = [fact("1", "08:50", method="paper", desk="B"), fact("2", "10:00")]
    presence = presence_of(facts, SPAN)
    assert (presence.arrived_at, presence.doubles) == (at("10:00"), ())
    assert minutes(*facts) == 150


def test_a_departure_without_arrival_changes_nothing() -> None:
    assert presence_of([fact("1", "10:00", "departure")], SPAN).state is PresenceState.ABSENT
