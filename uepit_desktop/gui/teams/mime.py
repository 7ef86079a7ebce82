"""A person on their way by drag and drop."""

from __future__ import annotations

from PySide6.QtCore import QMimeData

PERSON = "application/x-uepit-person"


def person_mime(person_id: str, name: str) -> QMimeData:
    """The person, and their name for programs that only take text."""
    data = QMimeData()
    data.setData(PERSON, person_id.encode())
    data.setText(name)
    return data


def person_of(data: QMimeData) -> str:
    """The id of the person carried; empty for anything else."""
    return bytes(data.data(PERSON).data()).decode("utf-8", "replace") if data.hasFormat(PERSON) else ""
