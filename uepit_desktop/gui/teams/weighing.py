"""Measures and reasons as the right column shows them: what ``teams`` says, turned into views. Pure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import replace

from ...event.model import TeamKind
from ...language import decimal, integer, tr
from ...teams.explain import Alternative, Explanation, Reason, explain_placement
from ...teams.explain_words import ATTRIBUTES
from ...teams.measures import Measures, measure
from ...teams.needs import NEED_WORDS, need_words
from ...teams.points import points
from ...teams.posing import problem_of
from ...teams.problem import Problem
from ...teams.situation import PersonLine, Situation
from .role_icons import need_icon
from .study_views import BalanceView, MeasureView, ReasonView, WhyView
from .view import card_name

_LOOK_S = 0.25
_MIX_ICONS = {
    "organisation": "landmark",
    "kind": "landmark",
    "territory": "map-pin",
    "profession": "briefcase",
    "experience": "graduation-cap",
    "challenge_team": "target",
}
_MOST_REASONS = 6
_MOST_MOVED = 6
_MOST_ALONE = 2


def weigh(situation: Situation, proposed: Mapping[str, str] | None) -> BalanceView:
    """The balance of the teams as they are, or of a proposal against them."""
    problem = problem_of(situation)
    now = measure(problem, situation.assignment)
    if proposed is None:
        return BalanceView(round(now.balance), None, _bars(None, now), _rows(None, now))
    then = measure(problem, _placed(situation, proposed))
    if not now.placed:  # nothing to compare with
        return BalanceView(round(then.balance), None, _bars(None, then), _rows(None, then))
    return BalanceView(round(then.balance), round(now.balance), _bars(now, then), _rows(now, then))


def balance_of(situation: Situation, assignment: Mapping[str, str]) -> int:
    """The balance out of 100 of a placement, alone."""
    return round(measure(problem_of(situation), _placed(situation, assignment), draws=1).balance)


def _bars(before: Measures | None, after: Measures) -> tuple[MeasureView, ...]:
    def bar(name: str, value: Callable[[Measures], float]) -> MeasureView:
        return MeasureView(name, value(before) if before is not None else None, value(after))

    wishes = bar(tr("Wishes granted"), lambda one: one.wishes.first_three_share)
    placed = bar(tr("People placed"), lambda one: one.placed / one.people if one.people else 1.0)
    return (
        wishes if after.wishes.wishing else placed,
        bar(tr("Mix of the teams"), lambda one: one.mixed / 100),
        bar(tr("Roles covered"), lambda one: one.roles_covered),
        bar(tr("Rules kept"), lambda one: one.rules),
    )


def _rows(before: Measures | None, after: Measures) -> tuple[MeasureView, ...]:
    """Everything that is measured, for the table."""

    def row(name: str, value: Callable[[Measures], float]) -> MeasureView:
        return MeasureView(name, value(before) if before is not None else None, value(after))

    def ties(one: Measures | None) -> str:
        return "–" if one is None or one.ties.index is None else decimal(one.ties.index, 2)

    def expected(one: Measures | None) -> str:
        return "–" if one is None or one.ties.index is None else decimal(one.ties.expected, 2)

    rows = [
        row(tr("Balance"), lambda one: one.balance / 100),
        row(tr("First wish"), lambda one: one.wishes.first_share),
        row(tr("One of the three first wishes"), lambda one: one.wishes.first_three_share),
        row(tr("People placed"), lambda one: one.placed / one.people if one.people else 1.0),
        row(tr("Roles covered"), lambda one: one.roles_covered),
        *(
            row(need_words(role), lambda one, role=role: one.roles.get(role, 1.0))  # type: ignore[misc]
            for role in after.roles
        ),
        *(
            row(tr("Mix: {attribute}", attribute=tr(ATTRIBUTES.get(name, name))),
                lambda one, name=name: one.mix.get(name, 100.0) / 100)  # type: ignore[misc]
            for name in after.mix
        ),
        row(tr("Rules kept"), lambda one: one.rules),
    ]  # fmt: skip
    if after.ties.index is not None:
        rows.append(MeasureView(tr("Ties between kinds of organisation (−1 to 1)"), None, None,
                                own_words=(ties(before), ties(after))))  # fmt: skip
        rows.append(MeasureView(tr("The same by chance alone"), None, None,
                                own_words=(expected(before), expected(after))))  # fmt: skip
    return tuple(rows)


def _placed(situation: Situation, assignment: Mapping[str, str]) -> dict[str, str]:
    return {one: team for one, team in assignment.items() if team in situation.team_by_id}


def reasons(
    situation: Situation,
    proposed: Mapping[str, str] | None,
    person_id: str,
    by_hand: AbstractSet[str],
    codes: Mapping[str, str] | None = None,
) -> WhyView:
    """Why a person is in their team, what it brings and costs, and the best other team.

    ``codes`` names the challenge teams where people of learning teams come from.
    """
    person = situation.person_by_id[person_id]
    shown = situation.assignment if proposed is None else proposed
    team = situation.team_by_id.get(shown.get(person_id, ""))
    if team is None:
        return _waiting(situation, person)
    problem = standing(problem_of(situation), shown)
    placed = _placed(situation, shown)
    names = {**(codes or {}), **names_of(situation)}
    told = explain_placement(problem, placed, person_id, names=names, time_limit=_LOOK_S)
    kept = person.id in by_hand or (person.kept and person.team == team.id)
    code = team.code or team.name
    other = _best_other(told)
    return WhyView(
        person_id,
        team.id,
        tr("Why {name} in {team}?", name=person.name, team=code),
        short_title=tr("Why {name} in {team}?", name=card_name(person), team=code),
        code=code,
        colour="apprenante" if situation.kind is TeamKind.LEARNING else "defis",
        reasons=tuple(_reason(problem, one) for one in told.reasons[:_MOST_REASONS]),
        checks=_checks(told),
        refused=_refused(situation, person, told),
        other_code=_code(situation, other.team) if other is not None else "",
        other_words=_other_words(situation, placed, other) if other is not None else "",
        other_moves=tuple((one, to) for one, _was, to in other.moved) if other is not None else (),
        kept=kept,
        keep_words=tr("Free from {team}", team=code) if kept else tr("Keep in {team}", team=code),
    )


def standing(problem: Problem, shown: Mapping[str, str]) -> Problem:
    """The problem of those who have a team, loosened where the placement as it is does not hold.

    It can then be explained all the same, while someone adjusts it by hand.
    """
    teams = {team.id for team in problem.teams}
    people = tuple(
        replace(one, locked=one.locked if one.locked == shown[one.id] else None)
        for one in problem.people
        if shown.get(one.id) in teams
    )
    here = {one.id for one in people}
    counts = Counter(shown[one] for one in here)
    together = (tuple(one for one in group if one in here) for group in problem.together)
    apart = (tuple(one for one in group if one in here) for group in problem.apart)
    return replace(
        problem,
        teams=tuple(
            replace(team, min=min(team.min, counts[team.id]), max=max(team.max, counts[team.id]))
            for team in problem.teams
        ),
        people=people,
        together=tuple(group for group in together if len(group) > 1 and len({shown[one] for one in group}) == 1),
        apart=tuple(group for group in apart if len(group) > 1 and len({shown[one] for one in group}) == len(group)),
        met=tuple(pair for pair in problem.met if pair[0] in here and pair[1] in here),
    )


def names_of(situation: Situation) -> dict[str, str]:
    """What people, teams, roles and values are called in sentences."""
    names = {key: need_words(key) for key in NEED_WORDS}
    for team in situation.teams:
        names |= {need.key: need.label for need in team.needs if need.label and need.key not in NEED_WORDS}
        names[team.id] = team.code or team.name
    for person in situation.people:
        names[person.id] = person.name
        if person.organisation_id:
            names[person.organisation_id] = person.organisation
        if person.profession:
            names.setdefault(person.profession, person.function)
    return names | kind_names()


def kind_names() -> dict[str, str]:
    """What values that the program knows are called."""
    return {
        "local_authority": tr("Local authority"),
        "state": tr("State"),
        "hospital": tr("Hospital"),
        "research": tr("Research"),
        "association": tr("Association"),
        "company": tr("Company"),
        "citizen": tr("Citizen"),
        "first_time": tr("first time"),
        "returning": tr("came before"),
    }


def _waiting(situation: Situation, person: PersonLine) -> WhyView:
    wished = [situation.team_by_id[wish] for wish in person.wishes if wish in situation.team_by_id]
    found = tuple(
        ReasonView("star", tr("Wish no. {n}", n=integer(rank)) + f" : {team.title}".replace(" :", "\u00a0:"))
        for rank, team in enumerate(wished, 1)
    )
    return WhyView(person.id, "", tr("{name} has no team yet", name=person.name), reasons=found)


def _reason(problem: Problem, reason: Reason) -> ReasonView:
    icon = {"wish": "star", "met": "users", "move": "arrow-right"}.get(reason.kind)
    if icon is None:
        icon = _MIX_ICONS.get(reason.about, "users") if reason.kind == "mix" else need_icon(reason.about)
    return ReasonView("users" if icon == "user" else icon, reason.text, round(points(problem, reason.gain), 1))


def _checks(told: Explanation) -> tuple[str, ...]:
    """The hard rules that hold, and what is to be glad of that the reasons do not say already."""
    said = {reason.about for reason in told.reasons if reason.kind == "mix"}
    rest = [check for check in told.checks if check.kind != "alone" or check.about not in said]
    alone = [check for check in rest if check.kind == "alone"][_MOST_ALONE:]
    return tuple(check.text for check in rest if check not in alone)


def _refused(situation: Situation, person: PersonLine, told: Explanation) -> tuple[str, ...]:
    """Why the first wish was not granted, with its price."""
    if not person.wishes or told.team == person.wishes[0]:
        return ()
    first = next((one for one in told.alternatives if one.rank == 1), None)
    if first is None:
        return ()
    code = _code(situation, first.team)
    if first.price is None:
        return (tr("First wish, {team}: {why}", team=code, why=first.text),)
    if first.price > 0:
        return (tr("First wish, {team}: the teams together would cost {price} more.", team=code,
                   price=integer(first.price)),)  # fmt: skip
    return ()


def _best_other(told: Explanation) -> Alternative | None:
    """The cheapest other team that a few people moving make possible."""
    few = [one for one in told.alternatives if one.price is not None and len(one.moved) <= _MOST_MOVED]
    return min(few, key=lambda one: (one.price or 0, one.rank or 99), default=None)


def _other_words(situation: Situation, placed: Mapping[str, str], other: Alternative) -> str:
    said = [tr("wish no. {rank}", rank=other.rank)] if other.rank is not None else []
    after = {**placed, **{one: to for one, _was, to in other.moved}}
    said.append(tr("balance {score}", score=balance_of(situation, after)))
    if len(other.moved) == 2:
        change = next((one for one, _was, _to in other.moved if one != _moving(other)), "")
        with_whom = situation.person_by_id.get(change)
        if with_whom is not None:
            said.append(tr("in exchange with {name}", name=with_whom.short_name))
    elif len(other.moved) > 2:
        said.append(tr("{n} people move", n=len(other.moved)))
    return ", ".join(said)


def _moving(other: Alternative) -> str:
    """Who goes to the alternative."""
    return next((one for one, _was, to in other.moved if to == other.team), "")


def _code(situation: Situation, team_id: str) -> str:
    team = situation.team_by_id.get(team_id)
    return (team.code or team.name) if team is not None else ""
