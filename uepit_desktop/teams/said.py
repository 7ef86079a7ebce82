"""Why someone is in a team, and why not where they wished first, in words that can be said to them. Facts alone.

Nothing here names anyone else, nor compares one person with another.
"""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from ..language import integer, tr, trn
from .as_placed import problem_as_placed
from .needs import need_words
from .posing import attributes_of
from .refusal import explain_refusal
from .rules import Rule
from .situation import PersonLine, Situation, TeamLine

_ONE_OF = "organisation"
_EACH = 0.5  # seconds for one person


@dataclass(frozen=True, slots=True)
class Said:
    """``wish``: the rank granted, in words; ``why``: sentences; ``refusal``: why not their first wish, empty when it
    was granted or when they wished for nothing."""

    wish: str
    why: str
    refusal: str


def said_of(
    situation: Situation, *, seconds: float = 0.0, stopped: Callable[[], bool] | None = None
) -> dict[str, Said]:
    """What can be said to everyone who is placed, by id. One pass over the teams.

    ``seconds``: how long, for all of them, may be spent on what granting a first wish would have asked of the others;
    once over, when ``stopped`` says so, and by default, facts alone are said.
    """
    firsts = Counter(person.wishes[0] for person in situation.people if person.wishes)
    members = {team.id: [situation.person_by_id[one] for one in team.members] for team in situation.teams}
    refused = [person for person in situation.placed if _refused(situation, person)]
    prices = _prices(situation, refused, seconds, stopped or (lambda: False))
    asking = {person.id for person in refused}
    return {
        person.id: Said(
            _wish(person),
            _why(situation, person, members),
            _refusal(situation, person, members, firsts, prices.get(person.id, "")) if person.id in asking else "",
        )
        for person in situation.placed
    }


def _refused(situation: Situation, person: PersonLine) -> bool:
    return bool(person.wishes) and person.team != person.wishes[0] and person.wishes[0] in situation.team_by_id


def _prices(
    situation: Situation, refused: Sequence[PersonLine], seconds: float, stopped: Callable[[], bool]
) -> dict[str, str]:
    """What a first wish would have asked of the others, in one sentence without anyone's name."""
    if not refused or seconds <= 0:
        return {}
    problem, deadline = problem_as_placed(situation), time.monotonic() + seconds
    told = {}
    for person in refused:
        left = deadline - time.monotonic()
        if left <= 0 or stopped():
            break
        found = explain_refusal(problem, situation.assignment, person.id, time_limit=min(_EACH, left))
        if found.price is not None:
            told[person.id] = _price_words(found.price, len(found.moved))
    return told


def _price_words(price: int, others: int) -> str:
    if price <= 0:
        return tr("It could still be granted: ask the coordination.")
    if others:
        return trn("It would have moved {n} other person, for less balanced teams.",
                   "It would have moved {n} other people, for less balanced teams.", others)  # fmt: skip
    return tr("It would have made the teams less balanced.")


def _wish(person: PersonLine) -> str:
    rank = person.rank_of(person.team)
    if rank is not None:
        return tr("Wish no. {n}", n=integer(rank))
    return tr("Not among the wishes") if person.wishes else tr("No wish")


def _why(situation: Situation, person: PersonLine, members: Mapping[str, list[PersonLine]]) -> str:
    assert person.team is not None
    team = situation.team_by_id[person.team]
    others = [one for one in members[team.id] if one.id != person.id]
    told = []
    if person.id in team.bearers:
        told.append(tr("Bears this challenge."))
    if person.locked or person.by_hand:
        told.append(tr("The coordination chose this team."))
    for need in team.needs:
        if need.key in person.covers:
            have = sum(need.key in one.covers for one in others)
            role = need.label or need_words(need.key)
            if have < need.per_team:
                told.append(tr("The only one to bring « {role} » here.", role=role))
            else:
                told.append(tr("Brings « {role} ».", role=role))
            break
    if person.organisation and all(one.organisation_id != person.organisation_id for one in others):
        told.append(tr("Nobody else from the same organisation."))
    return " ".join(told)


def _refusal(
    situation: Situation,
    person: PersonLine,
    members: Mapping[str, list[PersonLine]],
    firsts: Mapping[str, int],
    price: str,
) -> str:
    assert person.team is not None
    wished, here = situation.team_by_id[person.wishes[0]], situation.team_by_id[person.team]
    told = []
    if person.id in here.bearers:
        told.append(tr("Bears the challenge of {team}, and stays with it.", team=here.code or here.name))
    elif person.locked or person.by_hand:
        told.append(tr("The coordination chose {team}.", team=here.code or here.name))
    told += _reasons_there(situation, person, wished, members[wished.id], firsts[wished.id])
    told += _reasons_here(person, here, members[here.id])
    if price and not (person.kept or person.id in here.bearers):
        told.append(price)
    return " ".join(told) or tr("The balance of all the teams asked for it.")


def _reasons_there(
    situation: Situation, person: PersonLine, wished: TeamLine, there: list[PersonLine], asked: int
) -> list[str]:
    told = []
    code = wished.code or wished.name
    if len(there) >= wished.max_size:
        told.append(
            trn("{team} is full ({size}/{most}), and {n} person asked for it first.",
                "{team} is full ({size}/{most}), and {n} people asked for it first.",
                asked, team=code, size=integer(len(there)), most=integer(wished.max_size))
        )  # fmt: skip
    rule: Rule | None = situation.rule("mix", _ONE_OF)
    mine = attributes_of(person).get(_ONE_OF)
    if rule is not None and rule.on and mine is not None:
        same = sum(one.organisation_id == mine for one in there)
        if same >= (rule.amount or 1):
            told.append(tr("{team} already has someone from the same organisation.", team=code))
    bound = [bond for bond in situation.bonds if person.id in bond.people]
    ids = {one.id for one in there}
    if any(bond.kind == "apart" and ids.intersection(bond.people) for bond in bound) or any(
        bond.kind == "together" and not ids.issuperset(set(bond.people) - {person.id}) for bond in bound
    ):
        told.append(tr("A link with other people did not allow it."))
    return told


def _reasons_here(person: PersonLine, here: TeamLine, members: list[PersonLine]) -> list[str]:
    """What would be missing where they are, if they left."""
    for need in here.needs:
        have = sum(need.key in one.covers for one in members)
        if need.key in person.covers and have <= need.per_team:
            role = need.label or need_words(need.key)
            return [tr("{team} needed « {role} ».", team=here.code or here.name, role=role)]
    if len(members) <= here.min_size:
        return [tr("{team} would have had too few people.", team=here.code or here.name)]
    return []
