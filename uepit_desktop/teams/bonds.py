"""People to keep together, or apart: said once, kept in mind by every proposal."""

from __future__ import annotations

from collections.abc import Iterable

from sqlalchemy import select

from ..event import EventFile, UserError
from ..event.model import Bond, BondKind, BondMember, Person, new_id
from ..language import tr
from .placing import Arranged

_LONGEST_NOTE = 500


def bind_people(event: EventFile, people: Iterable[str], kind: BondKind, note: str = "") -> Arranged:
    """Keep two people or more together, or apart two by two. ``note`` says why, for the coordination.

    Raises UserError ``too_few_people`` or ``unknown_person``.
    """
    chosen = tuple(dict.fromkeys(people))
    if len(chosen) < 2:
        raise UserError("A link is between two people at least. Nothing was changed.", code="too_few_people")
    kind = BondKind(kind)
    with event.write("bind_people") as db:
        found = {
            person.id: person for person in db.scalars(select(Person).where(~Person.deleted)) if person.id in chosen
        }
        if len(found) < len(chosen):
            raise UserError("This person is no longer in the event. Nothing was changed.", code="unknown_person")
        bond = Bond(id=new_id(), kind=kind.value, note=note.strip()[:_LONGEST_NOTE])
        db.add(bond)
        for person_id in chosen:
            db.add(BondMember(bond_id=bond.id, person_id=person_id))
        names = ", ".join(found[person_id].full_name for person_id in chosen)
        if kind is BondKind.TOGETHER:
            message = tr("Kept together: {names}.", names=names)
        else:
            message = tr("Kept apart: {names}.", names=names)
    return Arranged(message, chosen, (), db.changes)


def unbind(event: EventFile, bond_id: str) -> Arranged:
    """Forget a link. Raises UserError ``unknown_bond``."""
    with event.write("unbind") as db:
        bond = db.get(Bond, bond_id)
        if bond is None or bond.deleted:
            raise UserError("This link is no longer there. Nothing was changed.", code="unknown_bond")
        bond.deleted = True
        members = [row.person_id for row in db.scalars(select(BondMember).where(BondMember.bond_id == bond_id))]
    return Arranged(tr("The link is taken off."), tuple(members), (), db.changes)
