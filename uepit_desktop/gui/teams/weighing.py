"""Measures and reasons as the right column shows them: what ``teams`` says, turned into views. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from collections.abc import Set as AbstractSet

from ...language import tr
from ...teams.situation import Situation
from .balance import BalanceView
from .why_card import ReasonView, WhyView


def weigh(situation: Situation, proposed: Mapping[str, str] | None) -> BalanceView | None:
    """The balance of the teams as they are, or of a proposal against them."""
    return None


def reasons(
    situation: Situation, proposed: Mapping[str, str] | None, person_id: str, by_hand: AbstractSet[str]
) -> WhyView | None:
    """Why a person is in their team."""
    person = situation.person_by_id[person_id]
    shown = situation.assignment if proposed is None else proposed
    team = situation.team_by_id.get(shown.get(person_id, ""))
    if team is None:
        return WhyView(person_id, "", tr("{name} has no team yet", name=person.name))
    found = []
    if rank := person.rank_of(team.id):
        found.append(ReasonView("star", tr("This is their wish no. {rank}", rank=rank)))
    kept = person.id in by_hand or (person.kept and person.team == team.id)
    return WhyView(
        person_id,
        team.id,
        tr("Why {name} in {team}?", name=person.name, team=team.code or team.name),
        code=team.code,
        reasons=tuple(found),
        kept=kept,
        keep_words=tr("Free from {team}", team=team.code) if kept else tr("Keep in {team}", team=team.code),
    )
