"""``uepit reception presence|depart|excuse|group|paper``: who was there, and what is noted of it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from ..event import UserError
from ..language import hour, mark, tr, trn
from .desk import (
    answer_or_refuse,
    at_option,
    half_day_document,
    in_zone,
    operator_option,
    person_document,
    session_document,
    session_named,
    session_option,
)
from .opening import PATH, event_argument, opened
from .output import answer, json_option

if TYPE_CHECKING:
    from ..event import EventFile
    from ..reception import AttendanceResult, EntryPlan, EntryReport, Roll

half_day_option = click.option("--half-day", "half_day_id", metavar="ID", help="Half-day (else the one of now).")
_LARGEST_SHEET_BYTES = 1_000_000
_STATES = {
    "present": mark("present"),
    "left": mark("left before the end"),
    "excused": mark("excused"),
    "absent": mark("absent"),
}


@click.command()
@event_argument
@half_day_option
@session_option
@at_option
@json_option
def presence(
    event_path: Path,
    half_day_id: str | None,
    session: str | None,
    at: dt.datetime | None,
    passphrase_file: Path | None,
    as_json: bool,
) -> None:
    """Say who is there in a half-day or a session, since when, who left, who is excused. Nothing is written."""
    from .. import reception

    roll: Roll | None
    with opened(event_path, passphrase_file, read_only=True) as event:
        moment, zone = in_zone(event, at), event.zone
        session_id = session_named(event, session) if session else None
        with event.read() as db:
            if session_id is not None:
                roll = reception.session_roll(db, event, session_id, at=moment)
            else:
                roll = reception.roll(db, event, half_day_id=half_day_id, at=moment)
    if roll is None:
        raise UserError("The event has no half-day. Nothing was recorded.", code="no_half_day")
    answer(_roll_document(roll, zone), _roll_lines(roll, zone), as_json=as_json)


@click.command()
@event_argument
@click.argument("code", default="")
@click.option("--person", "person_id", metavar="ID", help="Person chosen by name, instead of a code.")
@half_day_option
@session_option
@at_option
@operator_option
@json_option
@click.pass_context
def depart(
    context: click.Context,
    event_path: Path,
    code: str,
    person_id: str | None,
    half_day_id: str | None,
    session: str | None,
    at: dt.datetime | None,
    operator: str,
    passphrase_file: Path | None,
    as_json: bool,
) -> None:
    """Note that someone leaves before the end."""
    from .. import reception

    with opened(event_path, passphrase_file) as event:
        result = reception.note_departure(
            event,
            code,
            person_id=person_id,
            half_day_id=half_day_id,
            session_id=session_named(event, session) if session else None,
            at=in_zone(event, at),
            operator=operator,
            method="scan" if person_id is None else "name",
        )
    _answer_attendance(context, result, as_json)


@click.command()
@event_argument
@click.option("--person", "person_id", required=True, metavar="ID", help="Person who is absent.")
@click.option("--half-day", "half_day_ids", multiple=True, metavar="ID", help="Half-day; may be repeated.")
@session_option
@click.option("--reason", default="", help="Why; it stays in the event file, and is never printed.")
@at_option
@operator_option
@json_option
@click.pass_context
def excuse(
    context: click.Context,
    event_path: Path,
    person_id: str,
    half_day_ids: tuple[str, ...],
    session: str | None,
    reason: str,
    at: dt.datetime | None,
    operator: str,
    passphrase_file: Path | None,
    as_json: bool,
) -> None:
    """Note an excused absence."""
    from .. import reception

    with opened(event_path, passphrase_file) as event:
        result = reception.excuse(
            event,
            person_id,
            half_day_ids,
            session_id=session_named(event, session) if session else None,
            reason=reason,
            at=in_zone(event, at),
            operator=operator,
        )
    _answer_attendance(context, result, as_json)


@click.command()
@event_argument
@click.argument("name", default="")
@click.option("--person", "people", multiple=True, metavar="ID", help="Person of the group; may be repeated.")
@half_day_option
@session_option
@at_option
@operator_option
@click.option("--count", "count_only", is_flag=True, help="Count, and write nothing.")
@json_option
@click.pass_context
def group(
    context: click.Context,
    event_path: Path,
    name: str,
    people: tuple[str, ...],
    half_day_id: str | None,
    session: str | None,
    at: dt.datetime | None,
    operator: str,
    count_only: bool,
    passphrase_file: Path | None,
    as_json: bool,
) -> None:
    """Note the arrival of a whole group: an organisation by its name, a team by its code, or people by their ids.

    A challenge without a team brings its bearers and those whose first wish it is.
    """
    from .. import reception

    with opened(event_path, passphrase_file) as event:
        moment = in_zone(event, at)
        session_id = session_named(event, session) if session else None
        ids = [*people, *(_members(event, name) if name else ())]
        plan = reception.plan_group(event, ids, half_day_id=half_day_id, session_id=session_id, at=moment)
        report = None if count_only else reception.note_entries(event, plan, at=moment, operator=operator)
    _answer_entries(context, plan, report, as_json)


@click.command()
@event_argument
@click.argument("signed", type=PATH)
@click.option("--all-but", is_flag=True, help="The file names those who did not sign.")
@half_day_option
@session_option
@at_option
@operator_option
@click.option("--count", "count_only", is_flag=True, help="Count, and write nothing.")
@json_option
@click.pass_context
def paper(
    context: click.Context,
    event_path: Path,
    signed: Path,
    all_but: bool,
    half_day_id: str | None,
    session: str | None,
    at: dt.datetime | None,
    operator: str,
    count_only: bool,
    passphrase_file: Path | None,
    as_json: bool,
) -> None:
    """Note the presences of a signed sheet, from a text file: a badge code, a full name or a person's id on each line.

    What is not understood is listed; the rest is noted in one go, which one undo takes back.
    """
    from .. import reception

    lines = _lines(signed)
    with opened(event_path, passphrase_file) as event:
        moment = in_zone(event, at)
        session_id = session_named(event, session) if session else None
        plan = reception.plan_paper(
            event, lines, all_but=all_but, half_day_id=half_day_id, session_id=session_id, at=moment
        )
        if all_but and (plan.unknown or plan.ambiguous) and not count_only:
            raise UserError(
                "{file} holds lines that name nobody, or several people ({n}): whoever they mean would be noted as "
                "present. Nothing was recorded. Correct these lines: {lines}",
                code="unknown_lines",
                n=len(plan.unknown) + len(plan.ambiguous),
                file=signed.name,
                lines="; ".join((plan.unknown + plan.ambiguous)[:5]),
            )
        report = None if count_only else reception.note_entries(event, plan, at=moment, operator=operator)
    _answer_entries(context, plan, report, as_json)


COMMANDS = (presence, depart, excuse, group, paper)


def _members(event: EventFile, name: str) -> list[str]:
    from .. import reception

    with event.read() as db:
        found = reception.find_group(db, name)
        if not found:
            raise UserError("No organisation, team or challenge is called {name}. Nothing was recorded.",
                            code="no_group", name=name)  # fmt: skip
        if len(found) > 1:
            raise UserError("{name} may mean: {groups}. Nothing was recorded. Give its id instead.",
                            code="ambiguous_group", name=name, groups=", ".join(one for one, _ in found))  # fmt: skip
        return reception.group_of(db, **found[0][1])


def _lines(path: Path) -> list[str]:
    with path.open("rb") as file:
        raw = file.read(_LARGEST_SHEET_BYTES + 1)
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = ""
    if not text.strip() or len(raw) > _LARGEST_SHEET_BYTES:
        raise UserError(
            "{file} is not a list of people in plain text (UTF-8, one on each line). Nothing was recorded.",
            code="bad_list",
            file=path.name,
        )
    return text.splitlines()


def _answer_attendance(context: click.Context, result: AttendanceResult, as_json: bool) -> None:
    document = {
        "done": result.done,
        "code": result.code,
        "message": result.message,
        "person": person_document(result.person),
        "people": [person_document(card) for card in result.people],
        "half_days": [half_day_document(one) for one in result.half_days],
        "facts": result.fact_ids,
    }
    lines = [result.message, *(" ".join((card.id, card.name, card.line)) for card in result.people)]
    answer_or_refuse(context, document, lines, done=result.done, as_json=as_json)


def _answer_entries(context: click.Context, plan: EntryPlan, report: EntryReport | None, as_json: bool) -> None:
    document: dict[str, Any] = {
        "done": report is not None and report.done,
        "message": plan.message if report is None else report.message,
        "half_day": half_day_document(plan.half_day),
        "session": session_document(plan.session),
        "count": {"to_add": len(plan.to_add), "already": len(plan.already), "unknown": len(plan.unknown)},
        "noted": 0 if report is None else report.noted,
        **{
            name: [{"id": one.person_id, "name": one.name} for one in getattr(plan, name)]
            for name in ("to_add", "already", "cancelled", "other_day", "not_enrolled")
        },
        "unknown": plan.unknown,
        "ambiguous": plan.ambiguous,
    }
    lines = [plan.message] if report is None else [plan.message, report.message]
    lines += [tr("Nobody is called {name}.", name=line) for line in plan.unknown]
    lines += [tr("Several people may be meant by {name}.", name=line) for line in plan.ambiguous]
    lines += [tr("Cancelled, not noted: {name}", name=one.name) for one in plan.cancelled]
    lines += [tr("Of another day, not noted: {name}", name=one.name) for one in plan.other_day]
    lines += [tr("Not on the list, not noted: {name}", name=one.name) for one in plan.not_enrolled]
    done = report is None or report.done or bool(plan.already)
    answer_or_refuse(context, document, lines, done=done, as_json=as_json)


def _roll_document(roll: Roll, zone: dt.tzinfo) -> dict[str, Any]:
    def local(moment: dt.datetime | None) -> dt.datetime | None:
        return None if moment is None else moment.astimezone(zone)

    return {
        "half_day": half_day_document(roll.half_day),
        "session": session_document(roll.session),
        "starts": roll.span.starts,
        "ends": roll.span.ends,
        "over": roll.over,
        "closed": roll.closed,
        "expected": roll.expected,
        "here": roll.here,
        "people": [
            {
                "id": row.person.id,
                "name": row.person.name,
                "organisation": row.person.organisation,
                "expected": row.expected,
                "state": row.presence.state,
                "arrived_at": local(row.presence.arrived_at),
                "left_at": local(row.presence.left_at),
                "method": row.presence.arrival.method if row.presence.arrival else None,
                "arrival": row.presence.arrival.id if row.presence.arrival else None,
                "departure": row.presence.departure.id if row.presence.departure else None,
                "excuse": row.presence.excuse.id if row.presence.excuse else None,
                "attended_min": int(row.presence.attended.total_seconds()) // 60,
                "undone": row.presence.undone,
            }
            for row in roll.rows
        ],
        "doubles": roll.doubles,
    }


def _roll_lines(roll: Roll, zone: dt.tzinfo) -> Iterator[str]:
    yield roll.label
    yield trn("{n} person there, {expected} expected", "{n} people there, {expected} expected", roll.here,
              expected=roll.expected)  # fmt: skip
    for row in roll.rows:
        at = row.presence.left_at or row.presence.arrived_at
        parts = [row.person.listed_name, row.person.organisation, tr(_STATES[row.presence.state])]
        yield ", ".join(part for part in (*parts, "" if at is None else hour(at.astimezone(zone))) if part)
    for double in roll.doubles:
        yield tr("{name} was noted twice: {first} at {hour}, {second} at {other_hour}. The first one counts.",
                 name=double.name, first=double.counted.desk, hour=hour(double.counted.at),
                 second=double.other.desk, other_hour=hour(double.other.at))  # fmt: skip
