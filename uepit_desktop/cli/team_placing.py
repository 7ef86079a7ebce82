"""``uepit teams list|move|lock|unlock|link|rules|export``: who is where, changed by hand, and on paper."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from ..event import UserError
from ..language import integer, tr, trn
from .opening import PATH, event_argument, opened
from .output import answer, json_option, progress
from .team_naming import kind_of, person_document, person_named, team_named, which_teams

if TYPE_CHECKING:
    from ..teams.situation import Situation


@click.command("list")
@event_argument
@which_teams
@json_option
def list_(event_path: Path, kind: str, round_no: int, passphrase_file: Path | None, as_json: bool) -> None:
    """List the teams with their members, those to be placed, and what does not hold."""
    from ..teams.faults import faults_of
    from ..teams.gathering import situation_of

    with opened(event_path, passphrase_file, read_only=True) as event:
        situation = situation_of(event, kind_of(kind), round_no)
    faults = [fault.sentence for fault in faults_of(situation)]
    document = {
        "teams": [
            {
                "id": team.id, "code": team.code, "name": team.name, "min": team.min_size, "max": team.max_size,
                "room": team.room, "members": [person_document(situation, situation.person_by_id[one])
                                               for one in team.members],
            }
            for team in situation.teams
        ],
        "to_place": [person_document(situation, person) for person in situation.to_place],
        "faults": faults,
    }  # fmt: skip
    answer(document, _list_lines(situation, faults), as_json=as_json)


@click.command()
@event_argument
@click.argument("person")
@click.argument("team", required=False)
@which_teams
@json_option
def move(
    event_path: Path, person: str, team: str | None, kind: str, round_no: int, passphrase_file: Path | None,
    as_json: bool,
) -> None:  # fmt: skip
    """Put someone in a team by hand, or take them out of theirs when no team is given."""
    from ..teams.gathering import situation_of
    from ..teams.placing import place

    with opened(event_path, passphrase_file) as event:
        situation = situation_of(event, kind_of(kind), round_no)
        target = None if team is None else team_named(situation, team).id
        done = place(event, person_named(situation, person).id, target, kind=situation.kind, round_no=round_no)
    answer({"message": done.message, "people": done.people, "teams": done.teams}, [done.message], as_json=as_json)


@click.command()
@event_argument
@click.argument("people", nargs=-1, required=True, metavar="PERSON…")
@which_teams
@click.option("--off", is_flag=True, help="Let them be moved again.")
@json_option
def lock(
    event_path: Path, people: tuple[str, ...], kind: str, round_no: int, off: bool, passphrase_file: Path | None,
    as_json: bool,
) -> None:  # fmt: skip
    """Keep people where they are whatever is computed; --off lets them go, and those who were placed by hand."""
    from ..teams import placing
    from ..teams.gathering import situation_of

    with opened(event_path, passphrase_file) as event:
        situation = situation_of(event, kind_of(kind), round_no)
        ids = [person_named(situation, text).id for text in people]
        verb = placing.unlock if off else placing.lock
        done = verb(event, ids, kind=situation.kind, round_no=round_no)
    answer({"message": done.message, "people": done.people}, [done.message], as_json=as_json)


@click.command()
@event_argument
@click.argument("people", nargs=-1, required=True, metavar="PERSON PERSON…")
@click.option("--apart", is_flag=True, help="Keep them apart, two by two (else together).")
@click.option("--note", default="", help="Why, for the coordination.")
@json_option
def link(
    event_path: Path, people: tuple[str, ...], apart: bool, note: str, passphrase_file: Path | None, as_json: bool
) -> None:
    """Keep people together, or apart, in every proposal."""
    from ..event.model import BondKind
    from ..teams.bonds import bind_people
    from ..teams.gathering import situation_of

    with opened(event_path, passphrase_file) as event:
        situation = situation_of(event)
        ids = [person_named(situation, text).id for text in people]
        done = bind_people(event, ids, BondKind.APART if apart else BondKind.TOGETHER, note)
    answer({"message": done.message, "people": done.people}, [done.message], as_json=as_json)


@click.command()
@event_argument
@which_teams
@click.option("--set", "chosen", metavar="RULE[:ABOUT]", help="Rule to change, as the list writes it.")
@click.option("--importance", type=click.Choice(("off", "minor", "important", "very_important")), help="How much.")
@click.option("--amount", type=click.IntRange(0, 500), help="Its number of people; with sizes, the smallest.")
@click.option("--amount-to", type=click.IntRange(0, 500), help="The largest size.")
@click.option("--evenly", is_flag=True, help="Without a number: spread evenly.")
@json_option
def rules(
    event_path: Path,
    kind: str,
    round_no: int,
    chosen: str | None,
    importance: str | None,
    amount: int | None,
    amount_to: int | None,
    evenly: bool,
    passphrase_file: Path | None,
    as_json: bool,
) -> None:
    """List the rules in plain words with what each costs now, or change one with --set."""
    from ..teams.gathering import situation_of
    from ..teams.posing import rule_costs
    from ..teams.rules import edit_rule

    if chosen is None and (importance is not None or amount is not None or amount_to is not None or evenly):
        raise UserError("Say which rule to change with --set. Nothing was changed.", code="no_rule")
    with opened(event_path, passphrase_file, read_only=chosen is None) as event:
        if chosen is not None:
            name, _, about = chosen.partition(":")
            edit_rule(event, kind_of(kind), name, about, importance=importance, amount=amount, amount_to=amount_to,
                      evenly=evenly)  # fmt: skip
        situation = situation_of(event, kind_of(kind), round_no)
    costs = rule_costs(situation)
    document = [
        {
            "rule": ":".join(part for part in rule.key if part), "words": rule.words, "importance": rule.importance,
            "points": rule.points, "amount": rule.amount, "amount_to": rule.amount_to, "chosen": rule.chosen,
            "costs": costs[rule.key],
        }
        for rule in situation.rules
    ]  # fmt: skip
    lines = [
        f"{entry['rule']:<24} {rule.words} · {rule.importance_words} · "
        + tr("costs {n} now", n=integer(costs[rule.key]))
        for entry, rule in zip(document, situation.rules, strict=True)
    ]
    answer({"rules": document}, lines, as_json=as_json)


@click.command()
@event_argument
@which_teams
@click.option("--out", type=PATH, required=True, metavar="DIR", help="Folder for the files; made when missing.")
@click.option("--format", "formats", type=click.Choice(("pdf", "csv", "xlsx")), multiple=True,
              help="What to write; may be repeated (else all).")  # fmt: skip
@json_option
def export(
    event_path: Path, kind: str, round_no: int, out: Path, formats: tuple[str, ...], passphrase_file: Path | None,
    as_json: bool,
) -> None:  # fmt: skip
    """Write the teams, signs for the doors, a list for the wall, explanations, and tables for a spreadsheet."""
    from ..teams.papers import TABLES, export_teams

    with opened(event_path, passphrase_file, read_only=True) as event:
        done = export_teams(event, out, formats or ("pdf", *TABLES), kind=kind_of(kind), round_no=round_no,
                            progress=progress(tr("Pages")))  # fmt: skip
    lines = [paper.message for paper in done]
    answer({"files": [{"file": paper.path, "pages": paper.pages, "people": paper.people} for paper in done]}, lines,
           as_json=as_json)  # fmt: skip


COMMANDS = (list_, move, lock, link, rules, export)


def _list_lines(situation: Situation, faults: list[str]) -> list[str]:
    lines = []
    for team in situation.teams:
        room = f", {team.room}" if team.room else ""
        sizes = tr("{n} of {least} to {most}", n=integer(team.size), least=integer(team.min_size),
                   most=integer(team.max_size))  # fmt: skip
        lines.append(f"{team.title} ({sizes}{room})")
        for member in team.members:
            lines.append(f"  {_member_words(situation, member, team.bearers)}")
    if situation.to_place:
        lines.append(trn("{n} person to place", "{n} people to place", len(situation.to_place)))
        lines += [f"  {person.name}" for person in situation.to_place]
    return [*lines, *faults]


def _member_words(situation: Situation, person_id: str, bearers: tuple[str, ...]) -> str:
    person = situation.person_by_id[person_id]
    rank = person.rank_of(person.team)
    told: list[Any] = [
        person.organisation,
        tr("Bearer") if person_id in bearers else "",
        tr("Wish no. {n}", n=integer(rank)) if rank else "",
        tr("locked") if person.locked else "",
        tr("placed by hand") if person.by_hand else "",
    ]
    return ", ".join([person.name, *(word for word in told if word)])
