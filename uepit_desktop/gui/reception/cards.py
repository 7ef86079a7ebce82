"""From what ``reception`` answered to what the desk shows. Pure: a result in, a ``Card`` or rows out; no rule here."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import replace

from ...event import UserError
from ...event.receipts import Medium
from ...language import hour, mark, tr, weekday_date
from ...reception import CheckInResult, Earlier, PersonCard, Verdict
from ...reception.orientation import FirstSession
from ..shell.actions import key_text
from .finding import TEAM_TONES
from .views import Card, Deed, Fact, LastPassage, Passage, Tile

TONES = {Verdict.ARRIVED: "success", Verdict.ALREADY_ARRIVED: "warning", Verdict.SIMILAR: "warning"}
ICONS = {"success": "circle-check", "warning": "triangle-alert", "danger": "octagon-x"}
_MOST_TILES = 3
#: The mark of a team by its kind.
TEAM_ICONS = {"challenge": "target", "learning": "sprout"}
SOUNDS = {"success": "arrived", "warning": "duplicate", "danger": "refused"}

_NOT_NOTED = mark("No arrival noted")
#: why no arrival was noted, in the few words that a line of « Derniers passages » holds
_REASONS = {
    Verdict.CANCELLED: mark("Registration cancelled"),
    Verdict.WRONG_DAY: mark("Expected another day"),
    Verdict.NOT_ENROLLED: mark("Not on the list"),
    Verdict.REMOVED: mark("Removed from the list"),
    Verdict.AMBIGUOUS: mark("One code, several people"),
}

#: what ``reception`` proposes next → the icon of its button
_DEED_ICONS = {
    "undo": "undo-2",
    "continue": "check",
    "search": "id-card",
    "register": "user-plus",
    "reinstate": "user-plus",
    "accept": "check",
}


def tone_of(result: CheckInResult) -> str:
    """``success``, ``warning`` or ``danger``."""
    return TONES.get(result.verdict, "danger")


def card_of(result: CheckInResult, desk: str) -> Card:
    """The big card of one passage at this ``desk``."""
    tone = tone_of(result)
    name, line = _who(result)
    card = Card(
        tone=tone,
        icon=ICONS[tone],
        words=result.title,
        aside=hour(result.at),
        name=name,
        line=line,
        spoken=_spoken(result, name, line),
        person_id=result.person.id if result.person else "",
        check_in_id=result.check_in_id or "",
        has_note=bool(result.person and result.person.has_note),
    )
    if result.verdict is Verdict.ARRIVED:
        return replace(
            card,
            tiles=_arrival_tiles(result),
            deeds=(
                Deed("undo", result.action.label, _cap(result.action.shortcut), "undo-2"),
                Deed("reprint", tr("Reprint"), "F7", "printer"),
            ),
            hint=tr("Next badge: scan"),
        )
    if result.verdict is Verdict.ALREADY_ARRIVED and result.earlier is not None:
        return replace(
            card,
            aside=result.earlier.desk,
            passages=_passages(result, desk),
            facts=_facts(result.person),
            deeds=(
                Deed("continue", result.action.label, _cap(result.action.shortcut), "check", primary=True),
                Deed("other", tr("Other person"), "F6", "user-x"),
                Deed("reprint", tr("Reprint"), "F7", "printer"),
            ),
        )
    return replace(card, tiles=_refusal_tiles(result), deeds=_refusal_deeds(result))


def failure_card(error: UserError, at: dt.datetime) -> Card:
    """The arrival could not be written: what happened, what is safe, what to do, as the error says it."""
    return Card(
        tone="danger",
        icon="octagon-x",
        words=tr("Arrival not recorded"),
        aside=hour(at),
        name=tr("Nothing was written"),
        tiles=(
            Tile("info", tr("What happens"), str(error), tone="danger"),
            Tile("shield-check", tr("What is sure"), tr("No arrival was recorded.")),
        ),
        deeds=(Deed("close", tr("Close"), key_text("Escape"), trailing=True),),
        spoken=f"{tr('Arrival not recorded')}. {error}",
    )


def passage_of(result: CheckInResult) -> LastPassage:
    """The line that this passage leaves in « Derniers passages »."""
    name, _line = _who(result)
    tone = tone_of(result)
    if tone == "success" and result.person is not None:
        line = result.person.organisation
    elif result.verdict is Verdict.ALREADY_ARRIVED:
        line = result.title
    else:
        line = tr(_REASONS.get(result.verdict, _NOT_NOTED))
    return LastPassage(
        hour=hour(result.at),
        name=name,
        line=line,
        tone=tone,
        order=result.at.timestamp(),
        fresh=True,
        person_id=result.person.id if result.person else "",
        check_in_id=result.check_in_id or "",
    )


def _who(result: CheckInResult) -> tuple[str, str]:
    if result.person is not None:
        return result.person.name or tr("Person without a name"), result.person.line
    if result.verdict is Verdict.OTHER_SITE:
        return tr("Badge of {site}", site=result.site), ""
    if result.verdict is Verdict.UNKNOWN:
        return tr("Unknown badge"), ""
    if result.verdict is Verdict.REMOVED:
        return tr("Person removed from the list"), ""
    if result.verdict is Verdict.AMBIGUOUS:
        return tr("Several people"), ""
    return tr("Unreadable code"), ""


def _arrival_tiles(result: CheckInResult) -> tuple[Tile, ...]:
    """At most three: team, first session, what to hand over. What the event does not know yet leaves its place to what
    the arrival was noted for, which takes it anyway when it is not the half-day that one expects.
    """
    person = result.person
    if person is None:
        return ()
    tiles = [_team_tile(person)] if person.team is not None else []
    noted_for = _noted_for_tile(result)
    if noted_for is not None and (result.warning or result.outside or result.session is not None):
        tiles.append(noted_for)
    elif person.first_session is not None:
        tiles.append(_session_tile(person.first_session, result.at))
    elif noted_for is not None:
        tiles.append(noted_for)
    if person.hand_over:
        value = ", ".join(person.hand_over)
        tiles.append(Tile("badge-check", tr("To hand over"), value[:1].upper() + value[1:], person.meal))
    elif person.meal:
        tiles.append(Tile("badge-check", tr("To hand over"), person.meal))
    if person.has_note:
        if len(tiles) == _MOST_TILES:
            del tiles[-2]
        tiles.append(Tile("lock", tr("For the desk"), tr("Desk note"), tr("Read it"), "F9"))
    return tuple(tiles[:_MOST_TILES])


def _team_tile(person: PersonCard) -> Tile:
    """« Équipe défi D4 » over its name and its room; the learning team beside it when there are both."""
    team = person.team
    assert team is not None
    beside = (team.room, person.learning_team.label if person.learning_team is not None else "")
    return Tile(
        TEAM_ICONS.get(team.kind, "target"),
        f"{team.kind_words} {team.code}".strip() if team.name else team.kind_words,
        team.name or team.code,
        " · ".join(part for part in beside if part),
        tone=TEAM_TONES.get(team.kind, "k-defis"),
    )


def _session_tile(session: FirstSession, now: dt.datetime) -> Tile:
    """« 9 h 30 » over « Plénière, Grande halle »; with its day when it is not today."""
    label = tr("First session")
    if session.starts.date() != now.date():
        label = tr("First session, {day}", day=weekday_date(session.starts.date()))
    note = ", ".join(part for part in (session.what, session.room) if part)
    return Tile("map-pin", label, hour(session.starts), note)


def _noted_for_tile(result: CheckInResult) -> Tile | None:
    if result.half_day is None:
        return None
    if result.session is not None:
        return Tile("calendar-days", tr("Noted for"), result.session.short_label, result.half_day.label)
    part, day = _half_day(result)
    if result.warning:
        closed_at = result.half_day.closed_at
        note = tr("closed at {hour}", hour=hour(closed_at.astimezone(result.at.tzinfo))) if closed_at else day
        return Tile("triangle-alert", tr("Half-day closed"), part, note, tone="warning")
    return Tile("calendar-days", tr("Noted for"), part, day)


def _half_day(result: CheckInResult) -> tuple[str, str]:
    """« Matin » over « Lundi 6 juillet »."""
    assert result.half_day is not None
    day, _, part = result.half_day.label.partition(", ")
    note = day if not result.outside else tr("{day}, outside the days of the event", day=day)
    return part[:1].upper() + part[1:], note


def _passages(result: CheckInResult, desk: str) -> tuple[Passage, ...]:
    assert result.earlier is not None
    first = Passage(
        icon="circle-check",
        tone="success",
        hour=hour(result.earlier.at),
        desk=result.earlier.desk or tr("Another desk"),
        words=tr("First arrival, kept"),
        aside=" · ".join(part for part in (result.earlier.operator, received_words(result.earlier)) if part),
    )
    this = Passage("circle-minus", "", hour(result.at), desk, tr("This passage, not counted"))
    return (first, this)


def received_words(earlier: Earlier) -> str:
    """« reçue par clé à 9 h 01 », « par dossier partagé », with its day when it was not that of the arrival; empty for
    one noted here.
    """
    at = earlier.received_at
    if at is None:
        return ""
    same_day = at.date() == earlier.at.date()
    today, another_day = {
        Medium.KEY: (mark("received by key at {hour}"), mark("received by key on {day} at {hour}")),
        Medium.FOLDER: (
            mark("received by shared folder at {hour}"), mark("received by shared folder on {day} at {hour}"),
        ),
        Medium.FILE: (mark("received by file at {hour}"), mark("received by file on {day} at {hour}")),
    }[earlier.medium]  # fmt: skip
    return tr(today if same_day else another_day, hour=hour(at), day=weekday_date(at.date()))


def _facts(person: PersonCard | None) -> tuple[Fact, ...]:
    if person is None:
        return ()
    facts = []
    team = person.team
    if team is not None:
        tone = TEAM_TONES.get(team.kind, "k-defis")
        icon = "" if team.code else TEAM_ICONS.get(team.kind, "target")
        facts.append(Fact(team.name or team.kind_words, icon=icon, code=team.code, tone=tone))
        if team.room:
            facts.append(Fact(team.room, icon="map-pin"))
    if person.meal:
        facts.append(Fact(person.meal, icon="utensils"))
    if person.has_note:
        facts.append(Fact(tr("Desk note: F9"), icon="lock"))
    return tuple(facts)


def _refusal_tiles(result: CheckInResult) -> tuple[Tile, ...]:
    return (
        Tile("info", tr("What happens"), result.message, tone="danger"),
        Tile("shield-check", tr("What is sure"), result.safe),
    )


def _refusal_deeds(result: CheckInResult) -> tuple[Deed, ...]:
    """The one next action that ``reception`` names, when the desk can do it; the other ways out; Fermer."""
    action = result.action
    deeds = []
    if action.name in _DEED_ICONS:
        key = _cap(action.shortcut)
        deeds.append(Deed(action.name, action.label, key, _DEED_ICONS[action.name], primary=True))
    if result.person is None and action.name == "search":
        deeds.append(Deed("register", tr("Register on the spot"), "F3", "user-plus"))
    if result.person is None and action.name == "register":
        deeds.append(Deed("search", tr("Search by name"), "F2", "id-card"))
    if result.person is not None:
        deeds.append(Deed("other", tr("Other person"), "F6", "user-x"))
    deeds.append(Deed("close", tr("Close"), key_text("Escape"), trailing=True))
    return tuple(deeds)


def _spoken(result: CheckInResult, name: str, line: str) -> str:
    said: Sequence[str] = (
        result.title, name, line, result.message, result.safe, result.warning, *_whereabouts(result),
        received_words(result.earlier) if result.earlier is not None else "",
    )  # fmt: skip
    unique = dict.fromkeys(part.strip().rstrip(".") for part in said if part.strip())
    return ". ".join(unique) + "."


def _whereabouts(result: CheckInResult) -> list[str]:
    """The team and the first session, as one says them."""
    person = result.person
    said = []
    if person is not None and person.team is not None:
        said.append(f"{person.team.kind_words} {person.team.label}".strip())
    if person is not None and person.first_session is not None:
        tile = _session_tile(person.first_session, result.at)
        said.append(", ".join((tile.label, tile.value, tile.note)))
    return said


def _cap(shortcut: str) -> str:
    """``Ctrl+Z`` as it is written on a cap: "Ctrl Z"."""
    return shortcut.replace("+", " ")
