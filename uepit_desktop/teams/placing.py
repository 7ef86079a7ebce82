"""Who is put where: a proposal applied in one go, people placed or exchanged by hand, places that are kept."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field

from sqlalchemy import select

from ..event import Changes, EventFile, UserError, WriteSession
from ..event.conflicts import name_of
from ..event.model import Person, PersonStatus, Placement, Team, TeamKind, local, placement_id
from ..language import tr, trn
from .gathering import placement_stamp


@dataclass(frozen=True, slots=True)
class Arranged:
    """What a verb did, in one sentence; the people whose placement changed and the teams concerned."""

    message: str
    people: tuple[str, ...] = ()
    teams: tuple[str, ...] = ()
    changes: Changes = field(default=Changes(""))


def apply_plan(
    event: EventFile,
    assignment: Mapping[str, str | None],
    *,
    stamp: str,
    kind: TeamKind = TeamKind.CHALLENGE,
    round_no: int = 1,
    by_hand: Collection[str] = (),
    withdrawn: Collection[str] = (),
) -> Arranged:
    """Put each person of ``assignment`` (person → team) in their team, in one transaction. Others stay as they are.

    None takes someone out of their team, whoever chose it: they do not come, and are to be placed if they do.

    Args:
        stamp: of the situation from which the proposal was computed.
        by_hand: people whose team someone chose in the proposal.
        withdrawn: teams that are taken out of the event; their people go where ``assignment`` says, or nowhere.

    Raises:
        UserError: ``placements_changed``; ``unknown_team``; ``kept`` when it would move someone who is locked or was
            placed by hand to another team while theirs stays. Nothing is changed then.
    """
    with event.write("apply_plan") as db:
        if placement_stamp(db, kind, round_no) != stamp:
            raise UserError(
                "The teams have changed since this proposal was computed. Nothing was changed. Compute it again.",
                code="placements_changed",
            )
        teams: set[str] = {team for team in assignment.values() if team is not None}
        for team_id in sorted({*teams, *withdrawn}):
            team = _live_team(db, team_id, kind, round_no)
            if team_id in withdrawn:
                if team_id in teams:
                    raise unknown_team()
                team.deleted = True
        coming = set(
            db.scalars(select(Person.id).where(~Person.deleted, Person.status != PersonStatus.CANCELLED.value))
        )
        rows = _rows(db, kind, round_no)
        wanted = dict(assignment)
        for member in rows.values():
            if member.team_id in withdrawn and not member.deleted:
                wanted.setdefault(member.person_id, None)
        moved = []
        for person_id, wish in sorted(wanted.items()):
            row = rows.get(person_id)
            before = None if row is None or row.deleted else row.team_id
            if before == wish or person_id not in coming or (wish is None and before is None):
                continue
            if row is not None and wish is not None and (row.locked or row.by_hand) and _team_of(db, row) is not None:
                raise UserError(
                    "This proposal moves {name}, who is kept in {team}. Nothing was changed. Compute it again.",
                    code="kept",
                    name=name_of(db, person_id),
                    team=name_of(db, row.team_id or ""),
                )
            _put(db, row, person_id, wish, kind, round_no, by_hand=person_id in by_hand and wish is not None)
            moved.append(person_id)
        message = trn("{n} person has a new place.", "{n} people have a new place.", len(moved))
        if not moved:
            message = tr("The proposal changes nothing.")
    return Arranged(message, tuple(moved), tuple(sorted({*teams, *withdrawn})), db.changes)


def place(
    event: EventFile,
    person_id: str,
    team_id: str | None,
    *,
    kind: TeamKind = TeamKind.CHALLENGE,
    round_no: int = 1,
    by_hand: bool = True,
) -> Arranged:
    """Put someone in a team, or take them out of theirs (None). Too many people in it is shown, not refused.

    Raises UserError ``unknown_person``, ``unknown_team``, or ``locked`` for someone who is locked elsewhere.
    """
    with event.write("place", subject=person_id) as db:
        name = _coming(db, person_id)
        if team_id is not None:
            _live_team(db, team_id, kind, round_no)
        row = db.get(Placement, placement_id(person_id, kind.value, round_no))
        before = _team_of(db, row)
        _refuse_locked(db, row, before, team_id)
        _put(db, row, person_id, team_id, kind, round_no, by_hand=by_hand and team_id is not None)
        if team_id is None:
            message = tr("{name} is to be placed.", name=name)
        else:
            message = tr("{name} is in {team}.", name=name, team=name_of(db, team_id))
    return Arranged(message, (person_id,), tuple(team for team in (before, team_id) if team), db.changes)


def swap(event: EventFile, one: str, other: str, *, kind: TeamKind = TeamKind.CHALLENGE, round_no: int = 1) -> Arranged:
    """Exchange the teams of two people, by hand. Raises UserError ``unknown_person``, ``locked``, ``same_team``."""
    with event.write("swap", subject=one) as db:
        names = [_coming(db, person_id) for person_id in (one, other)]
        rows = [db.get(Placement, placement_id(person_id, kind.value, round_no)) for person_id in (one, other)]
        teams = [_team_of(db, row) for row in rows]
        if teams[0] == teams[1]:
            raise UserError(
                "{name} and {other} are already in the same team. Nothing was changed.", code="same_team",
                name=names[0], other=names[1],
            )  # fmt: skip
        for person_id, row, before, after in zip((one, other), rows, teams, reversed(teams), strict=True):
            _refuse_locked(db, row, before, after)
            _put(db, row, person_id, after, kind, round_no, by_hand=after is not None)
        message = tr("{name} and {other} have changed places.", name=names[0], other=names[1])
    return Arranged(message, (one, other), tuple(team for team in teams if team), db.changes)


def lock(
    event: EventFile, people: Iterable[str], *, kind: TeamKind = TeamKind.CHALLENGE, round_no: int = 1
) -> Arranged:
    """Keep people where they are, whatever is computed. Those who have no team are left out."""
    return _keep(event, "lock", tuple(people), kind, round_no, keep=True)


def unlock(
    event: EventFile, people: Iterable[str], *, kind: TeamKind = TeamKind.CHALLENGE, round_no: int = 1
) -> Arranged:
    """Let a proposal move people again, also those who were placed by hand."""
    return _keep(event, "unlock", tuple(people), kind, round_no, keep=False)


def _keep(
    event: EventFile, verb: str, people: tuple[str, ...], kind: TeamKind, round_no: int, *, keep: bool
) -> Arranged:
    with event.write(verb, subject=people[0] if len(people) == 1 else "") as db:
        changed = []
        for person_id in dict.fromkeys(people):
            row = db.get(Placement, placement_id(person_id, kind.value, round_no))
            if row is None or _team_of(db, row) is None or (row.locked == keep and (keep or not row.by_hand)):
                continue
            row.locked = keep
            if not keep:
                row.by_hand = False
            changed.append(row)
        count = len(changed)
        if keep:
            message = trn("{n} person stays where they are.", "{n} people stay where they are.", count)
        else:
            message = trn("{n} person may be moved again.", "{n} people may be moved again.", count)
    teams = dict.fromkeys(row.team_id for row in changed if row.team_id)
    return Arranged(message, tuple(row.person_id for row in changed), tuple(teams), db.changes)


def _rows(db: WriteSession, kind: TeamKind, round_no: int) -> dict[str, Placement]:
    """Every placement of this kind and round, those taken back too: they are written again, not added again."""
    statement = select(Placement).where(Placement.kind == kind.value, Placement.round == round_no)
    return {row.person_id: row for row in db.scalars(statement)}


def _team_of(db: WriteSession, row: Placement | None) -> str | None:
    """The team where a placement puts someone; None when it is withdrawn or not here yet."""
    if row is None or row.deleted or row.team_id is None:
        return None
    team = db.get(Team, row.team_id)
    return None if team is None or team.deleted else team.id


def _put(
    db: WriteSession,
    row: Placement | None,
    person_id: str,
    team_id: str | None,
    kind: TeamKind,
    round_no: int,
    *,
    by_hand: bool,
) -> None:
    if row is None:
        row_id = placement_id(person_id, kind.value, round_no)
        db.add(
            Placement(id=row_id, person_id=person_id, kind=kind.value, round=round_no, team_id=team_id, by_hand=by_hand)
        )
        return
    if row.deleted:
        row.deleted = False
    if row.team_id == team_id and _disputed(db, row.id):
        db.assert_fields("placement", row.id, {"team_id": team_id})  # chosen knowing the other value
    row.team_id, row.by_hand = team_id, by_hand
    if row.locked:
        row.locked = False


def _disputed(db: WriteSession, row_id: str) -> bool:
    sibling = local.sibling.c
    statement = select(sibling.row_id).where(sibling.tbl == "placement", sibling.row_id == row_id).limit(1)
    return db.execute(statement).first() is not None


def _live_team(db: WriteSession, team_id: str, kind: TeamKind, round_no: int) -> Team:
    team = db.get(Team, team_id)
    if team is None or team.deleted or team.kind != kind.value or team.round != round_no:
        raise unknown_team()
    return team


def _coming(db: WriteSession, person_id: str) -> str:
    """The name of someone who comes."""
    person = db.get(Person, person_id)
    if person is None or person.deleted:
        raise UserError("This person is no longer in the event. Nothing was changed.", code="unknown_person")
    if person.status == PersonStatus.CANCELLED.value:
        raise UserError(
            "{name} has cancelled. Nothing was changed. Register the person again first.",
            code="unknown_person",
            name=person.full_name,
        )
    return person.full_name


def _refuse_locked(db: WriteSession, row: Placement | None, before: str | None, after: str | None) -> None:
    if row is not None and row.locked and before is not None and before != after:
        raise UserError(
            "{name} is locked in {team}. Nothing was changed. Unlock the person first.",
            code="locked",
            name=name_of(db, row.person_id),
            team=name_of(db, before),
        )


def unknown_team() -> UserError:
    return UserError("This team is no longer there. Nothing was changed.", code="unknown_team")
