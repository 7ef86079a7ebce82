"""The import of the programme as the wizard drives it: sessions with their rooms, or a list of rooms."""

from __future__ import annotations

from typing import Any

from ... import programme
from ...event import EventFile
from ...language import tr, trn
from ...programme import PROGRAMME, Preview
from ...tables import Mapping, Table, Vocabulary, map_columns
from ...tables import Outcome as Decided
from .draft import Answer, Cancelled, Progress, SavedMapping
from .people_problems import candidate_columns
from .plain_lines import PlannedLine, line_problems, line_rows, missing_field
from .preview_model import Outcome


class ProgrammeImport:
    """See ``draft.ImportKind``. What is odd in a programme is said, and kept: there is nothing to decide."""

    kind = "programme"
    vocabulary: Vocabulary = PROGRAMME

    def title(self) -> str:
        return tr("Import the programme")

    def propose(self, event: EventFile, table: Table) -> tuple[Mapping, tuple[SavedMapping, ...]]:
        return map_columns(table, PROGRAMME), ()

    def field_label(self, field: str) -> str:
        label = {"starts_at": tr("Start"), "minutes": tr("Length")}.get(field)
        return label or (tr(PROGRAMME.by_id[field].label) if field in PROGRAMME.by_id else field)

    def no_decisions(self) -> None:
        return None

    def answer(
        self, event: EventFile, table: Table, mapping: Mapping, decisions: None, cancelled: Cancelled | None
    ) -> Answer:
        if mapping.missing:
            problem = missing_field(mapping, self.field_label)
            return Answer(mapping, None, (problem,), unmapped=tuple(candidate_columns(mapping)[:1]))
        preview = programme.preview_programme(event, table, mapping)
        rows = line_rows(preview, _planned(preview), self.field_label, tr("No title"))
        to_check = len({flag.line for flag in preview.flagged} | {one.line for one in preview.duplicates})
        taken = sum(1 for row in rows if row.outcome is not Outcome.REJECTED)
        problems = tuple(line_problems(preview, self.field_label))
        return Answer(preview.mapping, preview, problems, rows, max(0, taken - to_check), to_check, preview.writes)

    def correct(self, decisions: None, line: int, field: str, value: str) -> None:
        return None

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


def _planned(preview: Preview) -> dict[int, PlannedLine]:
    if preview.lists_rooms:
        return {one.line: PlannedLine(one.outcome, str(one.values["name"]), "", one.changes) for one in preview.rooms}
    planned = {}
    for one in preview.sessions:
        name = " ".join(str(part) for part in (one.values.get("code", ""), one.values.get("title", "")) if part)
        planned[one.line] = PlannedLine(one.outcome, name, str(one.values.get("room", "")), one.changes)
    return planned
