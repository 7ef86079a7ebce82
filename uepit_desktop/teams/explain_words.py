"""The words of explanations: reasons, checks, and why a team or a wish is out of reach."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from ..language import mark, tr, trn
from .conflict_words import listed_people
from .problem import Member, Problem

#: What an attribute is called before its value; another attribute is called by its own name.
ATTRIBUTES: Mapping[str, str] = {
    "organisation": mark("Organisation"),
    "kind": mark("Kind of organisation"),
    "territory": mark("Territory"),
    "profession": mark("Profession"),
    "experience": mark("Experience"),
    "challenge_team": mark("Challenge team"),
}


def reason_text(
    who: Member, team: str, kind: str, about: str, gain: int, cost: int, count: int, names: Mapping[str, str]
) -> str:
    """One line: « C'est son vœu n° 1 », « D3 n'avait personne : données »."""
    here = names.get(team, team)
    role = names.get(about, about)
    match kind:
        case "wish":
            if team in who.wishes:
                return tr("This is their wish no. {n}", n=who.wishes.index(team) + 1)
            return tr("{team} is not among their wishes", team=here)
        case "need":
            if cost < 0:
                if count == 0:
                    return tr("{team} had nobody for: {role}", team=here, role=role)
                return tr("{team} did not have enough for: {role}", team=here, role=role)
            return tr("Other teams lack: {role}", role=role)
        case "spread":
            if gain < 0:
                return trn("Already {n} in the team: {role}", "Already {n} in the team: {role}", count, role=role)
            return tr("Fewer than elsewhere: {role}", role=role)
        case "mix":
            value = value_words(about, who.attributes[about], names)
            if count == 0:
                return tr("{value}: nobody else in the team", value=value)
            if gain < 0:
                return trn("{value}: already {n} in the team", "{value}: already {n} in the team", count, value=value)
            return tr("{value}: fewer than elsewhere", value=value)
        case "met":
            if count == 0:
                return tr("Nobody here whom they already met")
            return trn("Already met {n} person of the team", "Already met {n} people of the team", count)
    if gain > 0:
        return tr("Does not change team")
    return tr("Leaves {team}", team=role)


def check_text(
    kind: str,
    about: str,
    team: str,
    people: Sequence[str],
    names: Mapping[str, str],
    *,
    size: int = 0,
    low: int = 0,
    high: int = 0,
) -> str:
    """One line on what is respected."""
    match kind:
        case "locked":
            return tr("Locked in {team}", team=names.get(team, team))
        case "together":
            return tr("With {people}, as asked", people=listed_people(people, names))
        case "apart":
            return tr("Apart from {people}, as asked", people=listed_people(people, names))
        case "alone":
            return tr("{value}: nobody else in the team", value=value_words(about, people[0], names))
    return trn(
        "{n} person, between {low} and {high} as asked", "{n} people, between {low} and {high} as asked",
        size, low=low, high=high,
    )  # fmt: skip


def closed_text(problem: Problem, who: Member, team: str, names: Mapping[str, str]) -> str:
    """Why no move and no exchange of two puts ``who`` in ``team``."""
    if who.locked is not None and who.locked != team:
        return tr("Locked in {team}", team=names.get(who.locked, who.locked))
    if any(one.id == team and one.max == 0 for one in problem.teams):
        return tr("{team} takes nobody", team=names.get(team, team))
    return tr("Several people would have to move")


def value_words(attribute: str, value: str, names: Mapping[str, str]) -> str:
    """« Structure Rochebaume »: the value under ``attribute:value`` or ``value`` in ``names``."""
    label = ATTRIBUTES.get(attribute)
    shown = names.get(f"{attribute}:{value}", names.get(value, value))
    return f"{tr(label) if label else attribute}\N{NO-BREAK SPACE}{shown}"
