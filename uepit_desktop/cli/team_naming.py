"""What the commands of teams share: which teams are meant, whom a name means, and a situation as words and JSON."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, TypeVar

import click

from ..event import UserError
from ..language import tr
from ..language.folding import fold, words

if TYPE_CHECKING:
    from ..event.model import TeamKind
    from ..teams.situation import PersonLine, Situation, TeamLine

Command = TypeVar("Command", bound=Callable[..., Any])

_SHOWN = 5


def which_teams(command: Command) -> Command:
    """Adds ``--kind`` and ``--round`` (as ``kind`` and ``round_no``) to a command."""
    kind = click.option("--kind", type=click.Choice(("challenge", "learning")), default="challenge", show_default=True,
                        help="Kind of team.")  # fmt: skip
    round_no = click.option("--round", "round_no", type=click.IntRange(1, 99), default=1, show_default=True,
                            help="Round of learning teams.")  # fmt: skip
    return kind(round_no(command))


def kind_of(text: str) -> TeamKind:
    from ..event.model import TeamKind

    return TeamKind(text)


def person_named(situation: Situation, text: str) -> PersonLine:
    """The one person whom an id or a name means, in any order of its words. Raises UserError ``unknown_person`` or
    ``several_people``.
    """
    if found := situation.person_by_id.get(text.strip()):
        return found
    asked = set(words(text))
    people = [person for person in situation.people if asked and asked <= set(words(person.name))]
    exact = [person for person in people if set(words(person.name)) == asked]
    people = exact or people
    if not people:
        raise UserError("Nobody to be in a team is called {name}. Nothing was done.", code="unknown_person", name=text)
    if len(people) > 1:
        names = ", ".join(f"{person.name} ({person.id})" for person in people[:_SHOWN])
        raise UserError(
            "Several people may be called {name}. Nothing was done. Give the id of one: {names}.",
            code="several_people", name=text, names=names,
        )  # fmt: skip
    return people[0]


def team_named(situation: Situation, text: str) -> TeamLine:
    """The team that a code, a name or an id means. Raises UserError ``unknown_team``."""
    wanted = fold(text)
    for names in ("id", "code", "name"):
        found = [team for team in situation.teams if fold(str(getattr(team, names))) == wanted]
        if len(found) == 1:
            return found[0]
    raise UserError("No team, or more than one, is called {name}. Nothing was done.", code="unknown_team", name=text)


def team_code(situation: Situation, team_id: str | None) -> str | None:
    """The code of a team, as documents show it; None for nowhere."""
    team = situation.team_by_id.get(team_id or "")
    return None if team is None else team.code or team.name


def person_document(situation: Situation, person: PersonLine) -> dict[str, Any]:
    """A person as documents of the teams show them."""
    return {
        "id": person.id,
        "name": person.name,
        "organisation": person.organisation,
        "team": team_code(situation, person.team),
        "wishes": [team_code(situation, team) for team in person.wishes],
        "rank": person.rank_of(person.team),
        "covers": person.covers,
        "bears": [team_code(situation, team) for team in person.bears],
        "locked": person.locked,
        "by_hand": person.by_hand,
        "here": person.here,
    }


def moves_between(situation: Situation, assignment: dict[str, str | None]) -> list[dict[str, Any]]:
    """What a placement changes: who, from where, to where; by team, then by name."""
    moves = []
    for person in situation.people:
        after = assignment.get(person.id, person.team)
        if after != person.team:
            moves.append(
                {
                    "person": person.id,
                    "name": person.name,
                    "from": team_code(situation, person.team),
                    "to": team_code(situation, after),
                }
            )
    return moves


def move_words(move: dict[str, Any]) -> str:
    """« Inès Cordovan: D1 → D3 »."""
    nowhere = tr("to be placed")
    return tr("{name}: {before} → {after}", name=move["name"], before=move["from"] or nowhere,
              after=move["to"] or nowhere)  # fmt: skip
