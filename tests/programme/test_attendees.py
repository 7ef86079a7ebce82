"""Whom a session expects."""

from __future__ import annotations

from dataclasses import replace

from uepit_desktop.programme import SessionView, attendees

EMPTY: frozenset[str] = frozenset()
SESSION = SessionView(
    id="s", kind="workshop", code="A1", title="Prototyper", starts=None, minutes=60, room_id=None, room="",
    everyone=False, capacity=None, seats=None, hosts=(), host_ids=EMPTY,
    teams=(), team_ids=EMPTY, enrolled=EMPTY, waiting=EMPTY,
)  # fmt: skip
PEOPLE = ("ana", "bob", "cleo", "dan")
MEMBERS = {"d4": {"ana", "bob", "gone"}, "d7": {"cleo"}}


def test_a_session_for_everyone_expects_everyone_but_who_holds_it() -> None:
    everyone = replace(SESSION, everyone=True, host_ids=frozenset({"dan"}))
    assert attendees(everyone, PEOPLE, MEMBERS) == {"ana", "bob", "cleo"}


def test_teams_bring_their_members_and_seats_their_holders() -> None:
    session = replace(SESSION, team_ids=frozenset({"d4"}), enrolled=frozenset({"dan"}), waiting=frozenset({"cleo"}))
    assert attendees(session, PEOPLE, MEMBERS) == {"ana", "bob", "dan"}


def test_a_session_without_list_expects_nobody_and_asks_nobody() -> None:
    assert attendees(SESSION, PEOPLE, MEMBERS) == frozenset()
    assert not SESSION.by_list
    assert replace(SESSION, enrolled=frozenset({"ana"})).by_list
    assert not replace(SESSION, kind="plenary", enrolled=frozenset({"ana"})).by_list
