"""What an eye should see of people who are in the event: an odd address, a number that is none, no organisation."""

from __future__ import annotations

from ..language import mark
from .contacts import read_email, read_phone
from .directory import PersonRow

NO_ORGANISATION = mark("No organisation is written.")
NO_CONTACT = mark("Neither e-mail address nor phone.")


def doubts_of(row: PersonRow) -> tuple[str, ...]:
    """Why this person should be looked at, as English keys; empty when nothing is odd."""
    doubts = [read_email(row.email).reason, read_phone(row.phone).reason]
    if not row.organisation:
        doubts.append(NO_ORGANISATION)
    if not row.email and not row.phone:
        doubts.append(NO_CONTACT)
    return tuple(doubt for doubt in doubts if doubt)
