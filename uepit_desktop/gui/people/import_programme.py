"""The import of the programme as the wizard drives it: sessions with their rooms, or a list of rooms."""

from __future__ import annotations

from typing import Any

from ... import programme
from ...event import EventFile
from ...language import tr, trn
from ...programme import PROGRAMME, Preview
from ...tables import Mapping, Table, Vocabulary
from ...tables import Outcome as Decided
from .draft import Answer, Cancelled, Progress
from .plain_lines import PlainImport, PlannedLine


class ProgrammeImport(PlainImport):
    """Sessions, with their rooms, hosts and teams; or rooms alone."""

    kind = "programme"
    vocabulary: Vocabulary = PROGRAMME

    def title(self) -> str:
        return tr("Import the programme")

    def subject(self, answer: Answer) -> str:
        return tr("Room") if answer.preview is not None and answer.preview.lists_rooms else tr("Session")

    def field_label(self, field: str) -> str:
        return {"starts_at": tr("Start"), "minutes": tr("Length")}.get(field) or super().field_label(field)

    def preview(self, event: EventFile, table: Table, mapping: Mapping) -> Preview:
        return programme.preview_programme(event, table, mapping)

    def planned(self, preview: Preview) -> dict[int, PlannedLine]:
        if preview.lists_rooms:
            return {one.line: PlannedLine(one.outcome, one.values["name"], "", one.changes) for one in preview.rooms}
        planned = {}
        for one in preview.sessions:
            name = " ".join(part for part in (one.values.get("code", ""), one.values["title"]) if part)
            planned[one.line] = PlannedLine(one.outcome, name, one.values.get("room", ""), one.changes)
        return planned

    def write(self, event: EventFile, preview: Preview, progress: Progress, cancelled: Cancelled) -> Any:
        progress(0, len(preview.sessions) or len(preview.rooms))
        return programme.import_programme(event, preview)

    def done_words(self, answer: Answer) -> str:
        preview: Preview = answer.preview
        created, updated = preview.count(Decided.CREATED), preview.count(Decided.UPDATED)
        said = []
        if created and not preview.lists_rooms:
            said.append(trn("{n} session imported", "{n} sessions imported", created))
        if updated and not preview.lists_rooms:
            said.append(trn("{n} session updated", "{n} sessions updated", updated))
        if preview.new_rooms:
            said.append(trn("{n} room created", "{n} rooms created", preview.new_rooms))
        if updated and preview.lists_rooms:
            said.append(trn("{n} room updated", "{n} rooms updated", updated))
        return ", ".join(said) or tr("Nothing to change: the programme is already there")
