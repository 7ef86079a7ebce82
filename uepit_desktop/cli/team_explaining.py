"""``uepit teams explain``: why someone is in a team, and what another wish of theirs would cost everybody."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from ..event import UserError
from ..language import tr
from .opening import event_argument, opened
from .output import answer, json_option
from .team_naming import kind_of, person_document, person_named, team_code, which_teams


@click.command()
@event_argument
@click.argument("person")
@which_teams
@click.option("--wish", type=click.IntRange(1, 50), metavar="N", help="Why not the wish of this rank (else the first).")
@click.option("--time-limit", type=click.FloatRange(min=0.1), default=1.0, show_default=True, help="Seconds at most.")
@json_option
def explain(
    event_path: Path,
    person: str,
    kind: str,
    round_no: int,
    wish: int | None,
    time_limit: float,
    passphrase_file: Path | None,
    as_json: bool,
) -> None:
    """Say why someone is in their team, the best alternative and its price, and why not a wish of theirs."""
    from ..teams.as_placed import names_of, problem_as_placed
    from ..teams.explain import explain_placement, explain_refusal
    from ..teams.gathering import situation_of
    from ..teams.points import shown_points

    with opened(event_path, passphrase_file, read_only=True) as event:
        situation = situation_of(event, kind_of(kind), round_no)
    who = person_named(situation, person)
    if who.team is None:
        raise UserError("{name} is to be placed: there is nothing to explain yet.", code="to_place", name=who.name)
    problem = problem_as_placed(situation)
    names = names_of(situation)
    found = explain_placement(problem, situation.assignment, who.id, names=names, time_limit=time_limit)
    document: dict[str, Any] = {
        "person": person_document(situation, who),
        "reasons": [
            {"kind": one.kind, "about": one.about, "gain": one.gain, "text": one.text} for one in found.reasons
        ],
        "checks": [one.text for one in found.checks],
        "alternative": None,
        "refusal": None,
    }
    lines = [tr("{name} is in {team}.", name=who.name, team=situation.team_by_id[who.team].title)]
    lines += [f"  {shown_points(problem, one.gain)}  {one.text}" for one in found.reasons]
    lines += [f"  {one.text}" for one in found.checks]
    if found.alternative is not None and found.alternative.price is not None:
        other = found.alternative
        price = shown_points(problem, -found.alternative.price)
        document["alternative"] = {"team": team_code(situation, other.team), "price": other.price, "rank": other.rank}
        lines.append(tr("Otherwise {team}: {points}.", team=team_code(situation, other.team), points=price))
    asked = 1 if wish is None else wish
    if wish is not None or (who.wishes and who.team != who.wishes[0]):
        refusal = explain_refusal(problem, situation.assignment, who.id, asked - 1, names=names, time_limit=time_limit)
        document["refusal"] = {
            "wish": asked,
            "team": team_code(situation, refusal.team),
            "granted": refusal.granted,
            "possible": refusal.possible,
            "price": refusal.price,
            "proven": refusal.proven,
            "moved": [
                {"person": one, "name": names.get(one, one), "from": names.get(before, before), "to": names.get(to, to)}
                for one, before, to in refusal.moved
            ],
            "sentences": refusal.sentences,
        }
        lines += refusal.sentences
    answer(document, lines, as_json=as_json)


COMMANDS = (explain,)
