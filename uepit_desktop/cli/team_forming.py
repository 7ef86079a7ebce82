"""``uepit teams form|repair``: a proposal for the whole event, or for what has changed; applied only when asked."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from ..event import UserError
from ..language import decimal, integer, percent, tr, trn
from . import INTERRUPTED
from .ctrl_c import heeding_ctrl_c
from .desk import answer_or_refuse, at_option, in_zone
from .opening import event_argument, opened
from .output import answer, json_option
from .team_naming import kind_of, move_words, moves_between, person_named, team_code, team_named, which_teams

if TYPE_CHECKING:
    from ..event import EventFile
    from ..teams.repair import Option
    from ..teams.situation import Situation


@click.command()
@event_argument
@which_teams
@click.option("--teams", "count", type=click.IntRange(1), help="Make this many learning teams first.")
@click.option("--size", type=click.IntRange(1), help="Make learning teams of about this many people first.")
@click.option("--from-scratch", is_flag=True, help="As if nobody had a team; those who are kept stay.")
@click.option("--time-limit", type=click.FloatRange(min=0.1), default=30.0, show_default=True, help="Seconds at most.")
@click.option("--seed", type=int, default=0, show_default=True, help="Seed of the search.")
@click.option("--threads", type=click.IntRange(1, 64), help="Threads (else up to four).")
@click.option("--apply", "apply_it", is_flag=True, help="Put people in these teams; one undo takes it back.")
@json_option
@click.pass_context
def form(
    context: click.Context,
    event_path: Path,
    kind: str,
    round_no: int,
    count: int | None,
    size: int | None,
    from_scratch: bool,
    time_limit: float,
    seed: int,
    threads: int | None,
    apply_it: bool,
    passphrase_file: Path | None,
    as_json: bool,
) -> None:
    """Propose teams for everybody, with the proven distance to the best there is.

    Makes the teams that are missing: one a challenge, or the learning teams of a round. Moves nobody without --apply.

    Ctrl-C shows the best so far and applies nothing.
    """
    from ..teams.as_placed import names_of
    from ..teams.gathering import situation_of
    from ..teams.infeasible import smallest_conflict
    from ..teams.placing import apply_plan
    from ..teams.posing import problem_of
    from ..teams.solving_apart import solve_apart

    with opened(event_path, passphrase_file) as event:
        _prepare(event, kind, round_no, count, size)
        situation = situation_of(event, kind_of(kind), round_no)
        problem = problem_of(situation, moving=not from_scratch)
        with heeding_ctrl_c() as interrupted:
            plan = solve_apart(problem, time_limit=time_limit, seed=seed, threads=threads, cancelled=interrupted.is_set)
        document: dict[str, Any] = {
            "status": plan.status,
            "cost": plan.cost,
            "bound": plan.bound,
            "gap": plan.gap,
            "parts": dict(plan.parts),
            "seconds": plan.seconds,
            "applied": False,
        }
        if plan.cost is None:
            conflict = None if interrupted.is_set() else smallest_conflict(problem, names=names_of(situation))
            sentences = list(plan.conflict if conflict is None else (*conflict.sentences, *conflict.relax))
            sentences = sentences or [tr("No placement was found in this time. Nothing was changed.")]
            document |= {"conflict": sentences, "message": sentences[0]}
            _answer(context, document, sentences, done=False, stopped=interrupted.is_set(), as_json=as_json)
            return
        moves = moves_between(situation, dict(plan.assignment))
        document |= {
            "assignment": {person: team_code(situation, team) for person, team in plan.assignment.items()},
            "moves": moves,
            "conflict": [],
        }
        lines = [_proof(plan.cost, plan.gap, plan.status), *map(move_words, moves)]
        message = tr("Nothing was applied: ask for it with --apply.") if moves else tr("The proposal changes nothing.")
        if interrupted.is_set():
            message = tr("Stopped: this is the best found until then. Nothing was applied.")
        elif apply_it:
            message = apply_plan(event, plan.assignment, stamp=situation.stamp, kind=situation.kind,
                                 round_no=round_no).message  # fmt: skip
            document["applied"] = True
        document["message"] = message
    _answer(context, document, [*lines, message], done=True, stopped=interrupted.is_set(), as_json=as_json)


@click.command("repair")
@event_argument
@which_teams
@click.option("--gone", multiple=True, metavar="PERSON", help="Someone who does not come; may be repeated.")
@click.option("--absent-now", is_flag=True, help="Everyone whose arrival is not noted today.")
@click.option("--late", is_flag=True, help="Place those who have no team yet, too.")
@click.option("--withdraw", multiple=True, metavar="TEAM", help="A team that is withdrawn, by its code; repeatable.")
@click.option("--time-limit", type=click.FloatRange(min=0.1), default=3.0, show_default=True, help="Seconds at most.")
@at_option
@click.option("--apply", "chosen", type=click.IntRange(1), metavar="N", help="Apply the option of this number.")
@json_option
@click.pass_context
def repair_(
    context: click.Context,
    event_path: Path,
    kind: str,
    round_no: int,
    gone: tuple[str, ...],
    absent_now: bool,
    late: bool,
    withdraw: tuple[str, ...],
    time_limit: float,
    at: dt.datetime | None,
    chosen: int | None,
    passphrase_file: Path | None,
    as_json: bool,
) -> None:
    """Propose few moves after no-shows, late arrivals or a team withdrawn: three or four options, fewest moves first.

    Whoever is locked or was placed by hand does not move. Moves nobody without --apply.
    """
    from ..teams.as_placed import names_of
    from ..teams.gathering import situation_of
    from ..teams.placing import apply_plan
    from ..teams.posing import problem_of
    from ..teams.repair import repair

    with opened(event_path, passphrase_file, read_only=chosen is None) as event:
        situation = situation_of(event, kind_of(kind), round_no, at=in_zone(event, at))
        left = {person_named(situation, text).id for text in gone}
        if absent_now:
            left |= _absent(situation)
        closed = [team_named(situation, text).id for text in withdraw]
        waiting = set() if late else {person.id for person in situation.to_place}
        found = repair(
            problem_of(situation),
            situation.assignment,
            gone=left | waiting,
            withdrawn_teams=closed,
            time_limit=time_limit,
            names=names_of(situation),
        )
        out = {person: None for person in left if situation.person_by_id[person].team is not None}
        options = [_option_document(situation, number, option, dict(out)) for number, option in
                   enumerate(found.options, 1)]  # fmt: skip
        document: dict[str, Any] = {
            "gone": sorted(left), "withdrawn": [team_code(situation, team) for team in closed], "options": options,
            "applied": None,
        }  # fmt: skip
        if not options:
            conflict = found.conflict
            sentences = [] if conflict is None else [*conflict.sentences, *conflict.relax]
            sentences = sentences or [tr("No placement was found in this time. Nothing was changed.")]
            document |= {"conflict": sentences, "message": sentences[0]}
            answer_or_refuse(context, document, sentences, done=False, as_json=as_json)
            return
        lines = [line for option in options for line in _option_words(option)]
        message = tr("Nothing was applied: ask for an option with --apply N.")
        if chosen is not None:
            if chosen > len(options):
                raise UserError("There are {n} options. Nothing was changed.", code="no_option", n=len(options))
            assignment = {**out, **found.options[chosen - 1].assignment}
            message = apply_plan(event, assignment, stamp=situation.stamp, kind=situation.kind, round_no=round_no,
                                 withdrawn=closed).message  # fmt: skip
            document["applied"] = chosen
        document["message"] = message
    answer_or_refuse(context, document, [*lines, message], done=True, as_json=as_json)


COMMANDS = (form, repair_)


def _prepare(event: EventFile, kind: str, round_no: int, count: int | None, size: int | None) -> None:
    from ..teams.preparing import prepare_challenge_teams, prepare_learning_teams

    if kind == "challenge":
        prepare_challenge_teams(event)
    elif count is not None or size is not None:
        prepare_learning_teams(event, count=count, size=size, round_no=round_no)


def _answer(
    context: click.Context, document: dict[str, Any], lines: list[str], *, done: bool, stopped: bool, as_json: bool
) -> None:
    if stopped:
        answer(document, lines, as_json=as_json)
        context.exit(INTERRUPTED)
    answer_or_refuse(context, document, lines, done=done, as_json=as_json)


def _proof(cost: int, gap: float | None, status: str) -> str:
    if status == "optimal":
        return tr("Cost {cost}, the best possible: this is proven.", cost=integer(cost))
    return tr("Cost {cost}, at most {gap} above the best possible.", cost=integer(cost), gap=percent(gap or 0.0, 1))


def _absent(situation: Situation) -> set[str]:
    if all(person.here is None for person in situation.people):
        raise UserError("No arrival is noted today: nobody can be said to be absent. Nothing was done.",
                        code="nobody_here")  # fmt: skip
    return {person.id for person in situation.placed if person.here is False}


def _option_document(situation: Situation, number: int, option: Option, out: dict[str, str | None]) -> dict[str, Any]:
    return {
        "number": number,
        "name": option.name,
        "cost": option.cost,
        "note": option.note,
        "moved": len(option.moved),
        "placed": len(option.placed),
        "moves": moves_between(situation, {**out, **option.assignment}),
    }


def _option_words(option: dict[str, Any]) -> list[str]:
    title = trn("Option {number}, cost {cost}: {n} person moves.", "Option {number}, cost {cost}: {n} people move.",
                option["moved"], number=option["number"], cost=decimal(option["cost"], 0))  # fmt: skip
    return [f"{title} {option['note']}", *(f"  {move_words(move)}" for move in option["moves"])]
