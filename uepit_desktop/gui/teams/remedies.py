"""What a person can press when rules cannot all hold together: one button a rule of the contradiction."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from ...language import tr
from ...teams.bonds import unbind
from ...teams.hard_rules import RuleRef
from ...teams.situation import Situation

if TYPE_CHECKING:
    from .page import TeamsPage

Remedy = tuple[str, str, Callable[[], object]]
"""Words, icon, what it does."""
_MOST = 8


def remedies(page: TeamsPage) -> list[Remedy]:
    """The buttons, those that change least first: links, locks, sizes, then all the rules."""
    situation = page.situation
    if situation is None:
        return []
    order = {"together": 0, "apart": 0, "locked": 1, "max": 2, "min": 2}
    rules = sorted(page.proposal.computation.rules, key=lambda rule: order.get(rule.kind, 3))
    found = [button for rule in rules if (button := _remedy(page, situation, rule)) is not None]
    found = found[:_MOST]
    if not found or any(rule.kind.startswith("all_") for rule in rules):
        found.append((tr("Change the usual size"), "sliders-horizontal", page.sheets.open_rules))
    return found


def _remedy(page: TeamsPage, situation: Situation, rule: RuleRef) -> Remedy | None:
    people, teams = situation.person_by_id, situation.team_by_id
    if rule.kind == "locked" and rule.subjects[0] in people:
        person = people[rule.subjects[0]]
        if person.id in page.proposal.by_hand:
            words = tr("Unlock {name}", name=person.name)
            return words, "lock-open", partial(_then_again, page, partial(page.deeds.toggle_lock, person.id))
        if person.kept:
            words = tr("Unlock {name}", name=person.name)
            return words, "lock-open", partial(_then_again, page, partial(page.deeds.unlock, [person.id]))
        return None  # a bearer stays with their challenge
    if rule.kind in ("max", "min") and rule.subjects[0] in teams:
        team = teams[rule.subjects[0]]
        words = tr("Change the size of {team}", team=team.code or team.name)
        return words, "pencil", partial(page.sheets.open_team, team.id)
    if rule.kind in ("together", "apart"):
        bond = next((one for one in situation.bonds if set(rule.subjects) <= set(one.people)), None)
        if bond is None:
            return None
        names = ", ".join(people[one].short_name for one in bond.people[:3] if one in people)
        words = tr("Take the link off: {names}", names=names)
        return words, "unlink", partial(_then_again, page, partial(page.deeds.run, unbind, bond.id))
    return None


def _then_again(page: TeamsPage, deed: Callable[[], object]) -> None:
    """Do it, go back to the teams and compute again once it is read."""
    page.compute_after_reading = True
    page.show_teams()
    deed()
    if page.proposal.draft is not None:  # freed in the proposal alone: nothing is read again
        page.compute_after_reading = False
        page.recompute()
