"""Situations made of values, for what shows them."""

from __future__ import annotations

from dataclasses import replace

from uepit_desktop.event.model import TeamKind
from uepit_desktop.teams.rules import usual_rules
from uepit_desktop.teams.situation import Need, PersonLine, Situation, TeamLine


def person(name: str, team: str | None = None, **more: object) -> PersonLine:
    """Someone named "Inès Cordovan", whose id is their name."""
    given, _, family = name.partition(" ")
    line = PersonLine(name, given, family, f"{given[:1]}. {family}", team=team)
    return replace(line, **more)  # type: ignore[arg-type]


def team(code: str, *, least: int = 1, most: int = 3, needs: tuple[str, ...] = (), name: str = "") -> TeamLine:
    """A team whose id is its code."""
    wanted = tuple(Need(key, key) for key in needs)
    return TeamLine(code, code, name or f"Défi {code}", least, most, wanted)


def situation(
    people: list[PersonLine], teams: list[TeamLine], *, kind: TeamKind = TeamKind.CHALLENGE, round_no: int = 1
) -> Situation:
    """With the usual rules and no link."""
    return Situation(kind, round_no, tuple(teams), tuple(people), (), usual_rules(kind), stamp="s")
