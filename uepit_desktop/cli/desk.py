"""What the commands of the reception desk share: moments, who holds the desk, and how they answer."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any

import click

from ..event import EventFile, UserError
from ..language import tr
from .output import answer

if TYPE_CHECKING:
    from ..programme import SessionView
    from ..reception import HalfDayView, PersonCard
    from ..reception.orientation import TeamView


def iso_moment(value: str) -> dt.datetime:
    """A moment written in ISO 8601, as the type of an option. Without a zone it is in the event's."""
    try:
        return dt.datetime.fromisoformat(value)
    except ValueError:
        raise click.BadParameter(tr("“{value}” is not a moment. Write it as 2026-07-06T08:53.", value=value)) from None


at_option = click.option("--at", type=iso_moment, metavar="ISO", help="Moment (else now).")
session_option = click.option("--session", metavar="CODE", help="Session, by its code or id, instead of the half-day.")
operator_option = click.option("--operator", default="", help="Who holds the desk.")


def in_zone(event: EventFile, at: dt.datetime | None) -> dt.datetime | None:
    """The moment of an option, in UTC. Raises UserError ``bad_moment``."""
    if at is None:
        return None
    try:
        return (at if at.tzinfo else at.replace(tzinfo=event.zone)).astimezone(dt.UTC)
    except OverflowError:
        raise UserError("This moment is out of range. Nothing was recorded.", code="bad_moment") from None


def session_named(event: EventFile, text: str) -> str:
    """The id of the session that a code, a title or an id means. Raises UserError ``no_session``."""
    from .. import programme

    with event.read() as db:
        known = programme.list_sessions(db)
    wanted = text.strip().casefold()
    for names in ([one.id for one in known], [one.code for one in known], [one.title for one in known]):
        found = [one.id for one, name in zip(known, names, strict=True) if name.casefold() == wanted]
        if len(found) == 1:
            return found[0]
    raise UserError("No session, or more than one, is called {name}. Nothing was done.", code="no_session", name=text)


def session_document(session: SessionView | None) -> dict[str, Any] | None:
    """A session, as documents of the desk show it."""
    return None if session is None else {"id": session.id, "code": session.code, "label": session.label}


def answer_or_refuse(context: click.Context, document: Any, lines: list[str], *, done: bool, as_json: bool) -> None:
    """The answer on standard output, or for a refusal its sentences on standard error; and the exit status."""
    answer(document, lines if done else [], as_json=as_json)
    if not done:
        for line in lines:
            click.echo(line, err=True)
        context.exit(1)


def person_document(card: PersonCard | None) -> dict[str, Any] | None:
    """A person, as documents show them."""
    if card is None:
        return None
    return {
        "id": card.id,
        "name": card.name,
        "organisation": card.organisation,
        "function": card.function,
        "badge": card.badge_code,
        "meal": card.meal,
        "hand_over": card.hand_over,
        "walk_in": card.walk_in,
        "team": _team_document(card.team),
        "learning_team": _team_document(card.learning_team),
        "first_session": None
        if card.first_session is None
        else {
            "id": card.first_session.session_id,
            "what": card.first_session.what,
            "title": card.first_session.title,
            "starts": card.first_session.starts,
            "room": card.first_session.room,
        },
    }


def _team_document(team: TeamView | None) -> dict[str, Any] | None:
    return None if team is None else {"code": team.code, "name": team.name, "kind": team.kind, "room": team.room}


def half_day_document(half_day: HalfDayView | None) -> dict[str, Any] | None:
    """A half-day, as documents show it."""
    if half_day is None:
        return None
    return {
        "id": half_day.id,
        "on": half_day.on,
        "part": half_day.part,
        "label": half_day.label,
        "closed_at": half_day.closed_at,
        "closed_by": half_day.closed_by or None,
    }
