"""What the imports that decide nothing by hand share: what is odd is said, and kept."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from ...event import EventFile
from ...language import integer, tr, trn
from ...tables import Mapping as ColumnMapping
from ...tables import Outcome as Decided
from ...tables import Table, Vocabulary, map_columns
from ...tables.outcome import Previewed
from .draft import Answer, Cancelled, Problem, SavedMapping, Settled
from .people_problems import candidate_columns
from .preview_model import Outcome, PreviewRow
from .problems import ShownProblem, WayOut

FieldLabel = Callable[[str], str]


@dataclass(frozen=True, slots=True)
class PlannedLine:
    """What becomes of one line: its outcome, what it is called and where it is, the fields that change."""

    outcome: Decided
    name: str
    where: str
    changes: tuple[str, ...]


def missing_field(mapping: ColumnMapping, field_label: FieldLabel) -> Problem:
    """The card of a required field that no column holds, with the columns that it may be in."""
    field = mapping.missing[0]
    ways, leads_to = [], {}
    for place, column in enumerate(candidate_columns(mapping)[:3]):
        key = f"take:{column}"
        words = tr("Take “{header}”", header=mapping.columns[column].header)
        ways.append(WayOut(key, words, primary=place == 0))
        leads_to[key] = Settled(mapping.with_field(column, field), None)
    detail = tr("No column says so by its header. Choose it in the table, or take one of these.")
    title = tr("{field}: required field", field=field_label(field))
    return Problem(ShownProblem("missing", True, title, 1, detail, ways_out=tuple(ways)), leads_to)


def line_problems(preview: Previewed, field_label: FieldLabel) -> list[Problem]:
    """A card for each thing that is odd, with its lines, then one for lines written twice."""
    found = []
    for flags, danger, key in ((preview.rejected, True, "rejected"), (preview.flagged, False, "flag")):
        groups = defaultdict(list)
        for flag in flags:
            groups[(flag.field, flag.reason)].append(flag)
        for (field, reason), same in groups.items():
            lines = ", ".join(integer(flag.line) for flag in same[:8]) + ("…" if len(same) > 8 else "")
            said = " ".join(dict.fromkeys(tr(flag.reason, **flag.params) for flag in same[:3]))
            where = trn("Line {lines}.", "Lines {lines}.", len(same), lines=lines)
            title = tr("{field}: to check", field=field_label(field)) if field else tr("Lines left out")
            numbers = tuple(flag.line for flag in same)
            shown = ShownProblem(f"{key}:{field}:{reason}", danger, title, len(same), f"{said} {where}", lines=numbers)
            found.append(Problem(shown, {}))
    if preview.duplicates:
        count = len(preview.duplicates)
        said = "; ".join(
            tr("line {line} with line {of}", line=integer(one.line), of=integer(one.of))
            for one in preview.duplicates[:6]
        )
        title = trn("{n} line written twice", "{n} lines written twice", count)
        numbers = tuple(one.line for one in preview.duplicates)
        found.append(Problem(ShownProblem("duplicates", False, title, count, f"{said}.", lines=numbers), {}))
    return found


def line_rows(
    preview: Previewed, planned: Mapping[int, PlannedLine], field_label: FieldLabel, unnamed: str
) -> tuple[PreviewRow, ...]:
    """Every line of the file, in its order, with what becomes of it and why."""
    reasons: dict[int, list[str]] = defaultdict(list)
    for flag in (*preview.rejected, *preview.flagged):
        reasons[flag.line].append(tr(flag.reason, **flag.params).rstrip("."))
    doubled = {one.line: one for one in preview.duplicates}
    rejected = {flag.line for flag in preview.rejected}
    flagged = {flag.line for flag in preview.flagged}
    rows = []
    for line in preview.table.lines:
        said = reasons.get(line, [])
        if line in planned:
            one = planned[line]
            outcome = Outcome(one.outcome.value)
            changed = [tr("{field} changed", field=field_label(field)) for field in one.changes]
            said = [*said, *changed] if outcome is Outcome.UPDATED else said
            rows.append(PreviewRow(line, outcome, one.name, one.where, ". ".join(said), line in flagged))
        elif line in doubled:
            one_of = doubled[line]
            why = tr("{reason} ({of})", reason=tr(one_of.reason).rstrip("."), of=tr("line {line}", line=one_of.of))
            rows.append(PreviewRow(line, Outcome.DUPLICATE, "", "", ". ".join([why, *said]), True))
        elif line in rejected:
            rows.append(PreviewRow(line, Outcome.REJECTED, unnamed, "", ". ".join(said)))
    return tuple(rows)


class PlainImport:
    """See ``draft.ImportKind``: an import in which a person settles nothing but the columns.

    Subclasses name their vocabulary, preview a table, and say what becomes of each line.
    """

    vocabulary: Vocabulary

    def preview(self, event: EventFile, table: Table, mapping: ColumnMapping) -> Previewed:
        """What the import would do now."""
        raise NotImplementedError

    def planned(self, preview: Any) -> dict[int, PlannedLine]:
        """Line → what becomes of it, for the lines that are taken."""
        raise NotImplementedError

    def propose(self, event: EventFile, table: Table) -> tuple[ColumnMapping, tuple[SavedMapping, ...]]:
        return map_columns(table, self.vocabulary), ()

    def field_label(self, field: str) -> str:
        known = self.vocabulary.by_id.get(field)
        return tr(known.label) if known is not None else field

    def no_decisions(self) -> None:
        return None

    def correct(self, decisions: None, line: int, field: str, value: str) -> None:
        return None

    def answer(
        self, event: EventFile, table: Table, mapping: ColumnMapping, decisions: None, cancelled: Cancelled | None
    ) -> Answer:
        if mapping.missing:
            problem = missing_field(mapping, self.field_label)
            return Answer(mapping, None, (problem,), unmapped=tuple(candidate_columns(mapping)[:1]))
        preview = self.preview(event, table, mapping)
        rows = line_rows(preview, self.planned(preview), self.field_label, tr("No title"))
        to_check = len({flag.line for flag in preview.flagged} | {one.line for one in preview.duplicates})
        taken = sum(1 for row in rows if row.outcome is not Outcome.REJECTED)
        writes = preview.count(Decided.CREATED) + preview.count(Decided.UPDATED)
        problems = tuple(line_problems(preview, self.field_label))
        return Answer(preview.mapping, preview, problems, rows, max(0, taken - to_check), to_check, writes)
