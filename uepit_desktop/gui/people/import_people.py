"""The import of people as the wizard drives it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping as AbstractMapping
from dataclasses import replace
from typing import Any

from ...event import EventFile
from ...language import integer, tr, trn
from ...people import importing
from ...people.fields import PEOPLE
from ...people.preview import Decisions, PlannedPerson, Preview, text_of
from ...people.preview import Outcome as Decided
from ...tables import Mapping, Table, Vocabulary
from .draft import Answer, Cancelled, Progress, SavedMapping
from .people_problems import candidate_columns, field_label, missing_column, people_problems
from .preview_model import Outcome, PreviewRow

_OUTCOMES = {
    Decided.CREATED: Outcome.CREATED,
    Decided.UPDATED: Outcome.UPDATED,
    Decided.UNCHANGED: Outcome.UNCHANGED,
    Decided.DUPLICATE: Outcome.DUPLICATE,
    Decided.REJECTED: Outcome.REJECTED,
    Decided.SKIPPED: Outcome.REJECTED,
}


class PeopleImport:
    """See ``draft.ImportKind``."""

    kind = "people"
    vocabulary: Vocabulary = PEOPLE

    def title(self) -> str:
        return tr("Import participants")

    def subject(self, answer: Answer) -> str:
        return tr("Who")

    def propose(self, event: EventFile, table: Table) -> tuple[Mapping, tuple[SavedMapping, ...]]:
        with event.read() as db:
            mapping = importing.propose_mapping(db, table)
            saved = tuple(SavedMapping(one.name, dict(one.mapping)) for one in importing.profiles(db))
        return mapping, saved

    def field_label(self, field: str) -> str:
        return field_label(field)

    def no_decisions(self) -> Decisions:
        return Decisions()

    def answer(
        self, event: EventFile, table: Table, mapping: Mapping, decisions: Decisions, cancelled: Cancelled | None
    ) -> Answer:
        if mapping.missing:
            problems = tuple(missing_column(table, mapping, decisions))
            return Answer(mapping, None, problems, unmapped=tuple(candidate_columns(mapping)[:1]))
        preview = importing.preview_people(event, table, mapping, decisions, cancelled=cancelled)
        problems = tuple(people_problems(preview, mapping, decisions))
        rows = preview_rows(preview)
        to_check = len(preview.lines_to_check)
        taken = sum(1 for row in rows if row.outcome is not Outcome.REJECTED)
        writes = preview.count(Decided.CREATED) + preview.count(Decided.UPDATED)
        return Answer(preview.mapping, preview, problems, rows, max(0, taken - to_check), to_check, writes)

    def correct(self, decisions: Decisions, line: int, field: str, value: str) -> Decisions:
        return replace(decisions, corrections={**decisions.corrections, (line, field): value})

    def write(self, event: EventFile, preview: Preview, progress: Progress, cancelled: Cancelled) -> Any:
        return importing.import_people(event, preview, progress=progress, cancelled=cancelled)

    def done_words(self, answer: Answer) -> str:
        preview: Preview = answer.preview
        created, updated = preview.count(Decided.CREATED), preview.count(Decided.UPDATED)
        said = []
        if created:
            said.append(trn("{n} person imported", "{n} people imported", created))
        if updated:
            said.append(trn("{n} person updated", "{n} people updated", updated))
        return ", ".join(said) or tr("Nothing to change: everyone is already there")


def preview_rows(preview: Preview) -> tuple[PreviewRow, ...]:
    """Every line of the file, in its order, with what becomes of it and why."""
    planned: dict[int, PlannedPerson] = {line: person for person in preview.people for line in person.lines}
    reasons: dict[int, list[str]] = defaultdict(list)
    for flag in (*preview.rejected, *preview.flagged):
        value = " " + tr("“{name}”", name=flag.value) if flag.value and len(flag.value) < 60 else ""
        reasons[flag.line].append(tr(flag.reason, **flag.params).rstrip(".") + value)
    for one in preview.duplicates:
        of = tr("line {line}", line=integer(one.of)) if isinstance(one.of, int) else one.of_name
        reasons[one.line].append(tr("{reason} ({of})", reason=tr(one.reason).rstrip("."), of=of))
    to_check = set(preview.lines_to_check)
    rows = []
    for line in preview.table.lines:
        decided = preview.outcomes.get(line)
        if decided is None:  # a blank line
            continue
        person = planned.get(line)
        said = reasons.get(line, [])
        if person is not None and decided is Decided.UPDATED:
            said = [*said, *_changes(person.changes)]
        name = person.name if person is not None else tr("No name")
        organisation = text_of(person.values.get("organisation", "")) if person is not None else ""
        rows.append(PreviewRow(line, _OUTCOMES[decided], name, organisation, ". ".join(said), line in to_check))
    return tuple(rows)


def _changes(changes: AbstractMapping[str, tuple[Any, Any]]) -> list[str]:
    """ "Function: Juriste → Directrice". What is sensitive is named, never shown."""
    said = []
    for field, (before, after) in changes.items():
        label = {"wishes": tr("Wishes"), "roles": tr("Roles"), "badge_aliases": tr("Ticket codes")}.get(field)
        label = label or field_label(field)
        known = PEOPLE.by_id.get(field)
        if known is not None and known.sensitive:
            said.append(tr("{field} changed", field=label))
        else:
            said.append(tr("{field}: {before} → {after}", field=label, before=text_of(before) or "–",
                           after=text_of(after) or "–"))  # fmt: skip
    return said
