"""The import of défis as the wizard drives it."""

from __future__ import annotations

from typing import Any

from ... import challenges
from ...challenges import CHALLENGES, Preview
from ...event import EventFile
from ...language import tr, trn
from ...tables import Mapping, Table, Vocabulary
from ...tables import Outcome as Decided
from .draft import Answer, Cancelled, Progress
from .plain_lines import PlainImport, PlannedLine


class ChallengesImport(PlainImport):
    """Défis, with their bearers and their territory."""

    kind = "challenges"
    vocabulary: Vocabulary = CHALLENGES

    def title(self) -> str:
        return tr("Import défis")

    def subject(self, answer: Answer) -> str:
        return tr("Défi")

    def preview(self, event: EventFile, table: Table, mapping: Mapping) -> Preview:
        return challenges.preview_challenges(event, table, mapping)

    def planned(self, preview: Preview) -> dict[int, PlannedLine]:
        planned = {}
        for one in preview.challenges:
            name = " ".join(str(part) for part in (one.values.get("code", ""), one.values.get("title", "")) if part)
            changes = tuple(field for field in one.changes if field in CHALLENGES.by_id)
            planned[one.line] = PlannedLine(one.outcome, name, str(one.values.get("territory", "")), changes)
        return planned

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
