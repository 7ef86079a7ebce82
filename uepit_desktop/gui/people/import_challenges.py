"""The import of défis as the wizard drives it."""

from __future__ import annotations

from collections import defaultdict
from typing import Any

from ... import challenges
from ...challenges import CHALLENGES, PlannedChallenge, Preview
from ...event import EventFile
from ...language import integer, tr, trn
from ...tables import Mapping, Table, Vocabulary, map_columns
from ...tables import Outcome as Decided
from .draft import Answer, Cancelled, Problem, Progress, SavedMapping, Settled
from .people_problems import candidate_columns
from .preview_model import Outcome, PreviewRow
from .problems import ShownProblem, WayOut


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
            problem = self._missing(mapping)
            return Answer(mapping, None, (problem,), unmapped=tuple(candidate_columns(mapping)[:1]))
        preview = challenges.preview_challenges(event, table, mapping)
        rows = _rows(preview)
        to_check = len({flag.line for flag in preview.flagged} | {one.line for one in preview.duplicates})
        taken = sum(1 for row in rows if row.outcome is not Outcome.REJECTED)
        writes = preview.count(Decided.CREATED) + preview.count(Decided.UPDATED)
        problems = tuple(_problems(preview, self.field_label))
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

    def _missing(self, mapping: Mapping) -> Problem:
        field = mapping.missing[0]
        ways, leads_to = [], {}
        for place, column in enumerate(candidate_columns(mapping)[:3]):
            key = f"take:{column}"
            words = tr("Take “{header}”", header=mapping.columns[column].header)
            ways.append(WayOut(key, words, primary=place == 0))
            leads_to[key] = Settled(mapping.with_field(column, field), None)
        detail = tr("No column says so by its header. Choose it in the table, or take one of these.")
        title = tr("{field}: required field", field=self.field_label(field))
        return Problem(ShownProblem("missing", True, title, 1, detail, ways_out=tuple(ways)), leads_to)


def _problems(preview: Preview, field_label: Any) -> list[Problem]:
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


def _rows(preview: Preview) -> tuple[PreviewRow, ...]:
    reasons: dict[int, list[str]] = defaultdict(list)
    for flag in (*preview.rejected, *preview.flagged):
        reasons[flag.line].append(tr(flag.reason, **flag.params).rstrip("."))
    planned: dict[int, PlannedChallenge] = {one.line: one for one in preview.challenges}
    doubled = {one.line: one for one in preview.duplicates}
    rejected = {flag.line for flag in preview.rejected}
    flagged = {flag.line for flag in preview.flagged}
    rows = []
    for line in preview.table.lines:
        said = reasons.get(line, [])
        if line in planned:
            one = planned[line]
            outcome = Outcome(one.outcome.value)
            name = " ".join(str(part) for part in (one.values.get("code", ""), one.values.get("title", "")) if part)
            changed = [tr("{field} changed", field=tr(CHALLENGES.by_id[field].label))
                       for field in one.changes if field in CHALLENGES.by_id]  # fmt: skip
            said = [*said, *changed] if outcome is Outcome.UPDATED else said
            where = str(one.values.get("territory", ""))
            rows.append(PreviewRow(line, outcome, name, where, ". ".join(said), line in flagged))
        elif line in doubled:
            one_of = doubled[line]
            why = tr("{reason} ({of})", reason=tr(one_of.reason).rstrip("."), of=tr("line {line}", line=one_of.of))
            rows.append(PreviewRow(line, Outcome.DUPLICATE, "", "", ". ".join([why, *said]), True))
        elif line in rejected:
            rows.append(PreviewRow(line, Outcome.REJECTED, tr("No title"), "", ". ".join(said)))
    return tuple(rows)
