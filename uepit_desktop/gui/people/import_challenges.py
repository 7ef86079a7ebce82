"""The import of défis as the wizard drives it."""

from __future__ import annotations

from typing import Any

from ... import challenges
from ...challenges import CHALLENGES, Preview
from ...event import EventFile
from ...language import tr, trn
from ...tables import Mapping, Table, Vocabulary, map_columns
from ...tables import Outcome as Decided
from .draft import Answer, Cancelled, Progress, SavedMapping
from .people_problems import candidate_columns
from .plain_lines import FieldLabel, PlannedLine, line_problems, line_rows, missing_field
from .preview_model import Outcome, PreviewRow


class ChallengesImport:
    """See ``draft.ImportKind``. What is odd in a file of défis is said, and kept: there is nothing to decide."""

    kind = "challenges"
    vocabulary: Vocabulary = CHALLENGES

    def title(self) -> str:
        return tr("Import défis")

    def propose(self, event: EventFile, table: Table) -> tuple[Mapping, tuple[SavedMapping, ...]]:
        return map_columns(table, CHALLENGES), ()

    def field_label(self, field: str) -> str:
        return tr(CHALLENGES.by_id[field].label) if field in CHALLENGES.by_id else field

    def no_decisions(self) -> None:
        return None

    def answer(
        self, event: EventFile, table: Table, mapping: Mapping, decisions: None, cancelled: Cancelled | None
    ) -> Answer:
        if mapping.missing:
            problem = missing_field(mapping, self.field_label)
            return Answer(mapping, None, (problem,), unmapped=tuple(candidate_columns(mapping)[:1]))
        preview = challenges.preview_challenges(event, table, mapping)
        rows = _rows(preview, self.field_label)
        to_check = len({flag.line for flag in preview.flagged} | {one.line for one in preview.duplicates})
        taken = sum(1 for row in rows if row.outcome is not Outcome.REJECTED)
        writes = preview.count(Decided.CREATED) + preview.count(Decided.UPDATED)
        problems = tuple(line_problems(preview, self.field_label))
        return Answer(preview.mapping, preview, problems, rows, max(0, taken - to_check), to_check, writes)

    def correct(self, decisions: None, line: int, field: str, value: str) -> None:
        return None

    def write(self, event: EventFile, preview: Preview, progress: Progress, cancelled: Cancelled) -> Any:
        progress(0, len(preview.challenges))
        return challenges.import_challenges(event, preview)

    def done_words(self, answer: Answer) -> str:
        preview: Preview = answer.preview
        created, updated = preview.count(Decided.CREATED), preview.count(Decided.UPDATED)
        said = []
        if created:
            said.append(trn("{n} défi imported", "{n} défis imported", created))
        if updated:
            said.append(trn("{n} défi updated", "{n} défis updated", updated))
        return ", ".join(said) or tr("Nothing to change: every défi is already there")


def _rows(preview: Preview, field_label: FieldLabel) -> tuple[PreviewRow, ...]:
    planned = {}
    for one in preview.challenges:
        name = " ".join(str(part) for part in (one.values.get("code", ""), one.values.get("title", "")) if part)
        changes = tuple(field for field in one.changes if field in CHALLENGES.by_id)
        planned[one.line] = PlannedLine(one.outcome, name, str(one.values.get("territory", "")), changes)
    return line_rows(preview, planned, field_label, tr("No title"))
