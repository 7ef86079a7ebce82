"""What a facilitator can say to whoever asks « why this team? »: each place and each first wish refused, in words."""

from __future__ import annotations

from collections.abc import Callable

from reportlab.pdfgen.canvas import Canvas

from ..documents import Group, draw_listing
from ..language import tr, trn
from .papers import Heading
from .said import Said, said_of
from .situation import Situation

_SECONDS = 20.0  # for all the wishes that were refused; beyond them, facts alone


def draw_explanations(
    canvas: Canvas, situation: Situation, heading: Heading, turned: Callable[[int, int], bool]
) -> int | None:
    """First wishes refused, then each team with why each person is there; those to be placed last."""
    said = said_of(situation, seconds=_SECONDS, stopped=lambda: turned(0, 1))
    groups = [_refused(situation, said)] if any(one.refusal for one in said.values()) else []
    heads = (tr("Family name, given name"), tr("Wish"), tr("Why here"))
    for team in situation.teams:
        people = [situation.person_by_id[person] for person in team.members]
        rows = tuple((person.listed_name, said[person.id].wish, said[person.id].why) for person in people)
        title = trn("{team}: {n} person", "{team}: {n} people", len(people), team=team.title)
        groups.append(Group(title, heads, (0.27, 0.17, 0.56), rows))
    if situation.to_place:
        rows = tuple((person.listed_name, _codes(situation, person.wishes), person.organisation)
                     for person in situation.to_place)  # fmt: skip
        heads = (tr("Family name, given name"), tr("Wishes"), tr("Organisation"))
        title = trn("{n} person to place", "{n} people to place", len(rows))
        groups.append(Group(title, heads, (0.27, 0.17, 0.56), rows))
    return draw_listing(canvas, tr("Why this team?"), f"{heading.title} · {heading.subtitle}", groups, turned)


def _refused(situation: Situation, said: dict[str, Said]) -> Group:
    rows = []
    for person in situation.placed:
        refusal = said[person.id].refusal
        if refusal and person.wishes:
            first = situation.team_by_id[person.wishes[0]]
            here = situation.team_by_id[person.team or ""]
            rows.append((person.listed_name, first.code or first.name, here.code or here.name, refusal))
    title = trn("{n} first wish that could not be granted", "{n} first wishes that could not be granted", len(rows))
    heads = (tr("Family name, given name"), tr("First wish"), tr("Team"), tr("What can be said"))
    return Group(title, heads, (0.26, 0.1, 0.08, 0.56), tuple(rows))


def _codes(situation: Situation, teams: tuple[str, ...]) -> str:
    found = (situation.team_by_id[team] for team in teams if team in situation.team_by_id)
    return ", ".join(team.code or team.name for team in found)
