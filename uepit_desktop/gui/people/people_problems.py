"""The doubts of a preview of people, gathered into the cards of « À régler », each with its ways out.

What is doubtful was decided by ``people.preview``; here doubts of one nature share a card and get their words.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace

from ... import people
from ...language import integer, tr, trn
from ...people.contacts import EMAIL_INCOMPLETE, EMAIL_WRONG, PHONE_WRONG
from ...people.fields import PEOPLE
from ...people.matching import CLOSE_NAME_ORGANISATION, PERHAPS_NAME, PERHAPS_ORGANISATION, SHARED_EMAIL
from ...people.organisations import Spellings
from ...people.preview import Choice, Decisions, Duplicate, Preview
from ...people.records import Flag
from ...references import WISH_UNMATCHED
from ...tables import Mapping, Table
from ...tables.columns import ColumnState
from .draft import Problem, Settled
from .problems import CellFix, ShownProblem, WayOut

#: Pairs of lines shown one by one; beyond, they share a card.
PAIRS_ONE_BY_ONE = 6
SPELLINGS_ONE_BY_ONE = 2
_PAIRS = frozenset({PERHAPS_NAME, PERHAPS_ORGANISATION, SHARED_EMAIL})
_NAMES_QUOTED = 3


def missing_column(table: Table, mapping: Mapping, decisions: Decisions) -> list[Problem]:
    """The one problem of a file where no column holds a required field: which column it could be."""
    if not mapping.missing:
        return []
    field = mapping.missing[0]
    label = field_label(field)
    candidates = candidate_columns(mapping)[:3]
    ways, leads_to = [], {}
    for place, column in enumerate(candidates):
        key = f"take:{column}"
        words = tr("Take “{header}”", header=mapping.columns[column].header)
        ways.append(WayOut(key, words, primary=place == 0))
        leads_to[key] = Settled(mapping.with_field(column, field), decisions)
    detail = tr("No column says so by its header. Choose it in the table, or take one of these.")
    title = tr("{field}: required field", field=label)
    return [Problem(ShownProblem("missing", True, title, 1, detail, ways_out=tuple(ways)), leads_to)]


def candidate_columns(mapping: Mapping) -> list[int]:
    """Columns that stay in the file and are full enough to hold a required field, the fullest first."""
    left = [c for c in mapping.columns if c.state == ColumnState.IGNORED and c.filled > 0.5]
    return [column.index for column in sorted(left, key=lambda column: (-column.filled, column.index))]


def people_problems(preview: Preview, mapping: Mapping, decisions: Decisions) -> list[Problem]:
    """Every doubt of the preview, worst first: lines left out, cells, spellings, pairs of lines, wishes."""
    pairs = [flag for flag in preview.flagged if flag.reason in _PAIRS and isinstance(flag.params.get("of"), int)]
    wishes = [flag for flag in preview.flagged if flag.reason == WISH_UNMATCHED]
    apart = {id(flag) for flag in (*pairs, *wishes)}
    others = [flag for flag in preview.flagged if id(flag) not in apart]
    return [
        *_rejected(preview.rejected),
        *_cells(others, mapping, decisions),
        *_spellings(preview, mapping, decisions),
        *_pairs(preview, pairs, mapping, decisions),
        *_wishes(wishes),
    ]


def field_label(field: str) -> str:
    """What a field of the import is called on screen."""
    return people.field_label(field) if field in PEOPLE.by_id else field


def _rejected(rejected: Sequence[Flag]) -> list[Problem]:
    if not rejected:
        return []
    where = ", ".join(integer(flag.line) for flag in rejected[:12])
    more = "…" if len(rejected) > 12 else ""
    detail = " ".join(dict.fromkeys(tr(flag.reason, **flag.params) for flag in rejected))
    detail = f"{detail} {trn('Line {lines}.', 'Lines {lines}.', len(rejected), lines=where + more)}"
    title = trn("{n} line cannot be imported", "{n} lines cannot be imported", len(rejected))
    lines = tuple(flag.line for flag in rejected)
    return [Problem(ShownProblem("rejected", True, title, len(rejected), detail, lines=lines), {})]


def _cells(flags: Iterable[Flag], mapping: Mapping, decisions: Decisions) -> list[Problem]:
    groups: dict[tuple[str, str], list[Flag]] = defaultdict(list)
    for flag in flags:
        groups[(flag.field, flag.reason)].append(flag)
    problems = []
    for (field, reason), found in groups.items():
        key = f"cells:{field}:{reason}"
        correctable = field in mapping.fields
        fixes = tuple(
            CellFix(flag.line, field, flag.value, flag.suggestion or flag.value) for flag in found if correctable
        )
        ways, leads_to = [], {}
        if field in ("day", "days"):
            ways.append(WayOut("every_day", tr("Every day for everyone"), primary=True))
            leads_to["every_day"] = Settled(mapping, replace(decisions, every_day=True))
        proposed = {(flag.line, field): flag.suggestion for flag in found if flag.suggestion}
        if correctable and len(proposed) > 1:
            ways.append(WayOut("all", tr("Take the {n} suggestions", n=integer(len(proposed))), primary=not ways))
            leads_to["all"] = Settled(mapping, replace(decisions, corrections={**decisions.corrections, **proposed}))
        shown = ShownProblem(
            key, False, _cell_title(field, reason, found), len(found),
            "" if fixes and reason in _SAID_BY_TITLE else _said(found),
            fixes, tuple(ways), tuple(flag.line for flag in found),
        )  # fmt: skip
        problems.append(Problem(shown, leads_to))
    problems.sort(key=lambda problem: (not problem.shown.fixes, -problem.shown.count))
    return problems


_SAID_BY_TITLE = frozenset({EMAIL_INCOMPLETE, EMAIL_WRONG, PHONE_WRONG})


def _cell_title(field: str, reason: str, found: Sequence[Flag]) -> str:
    if reason == EMAIL_INCOMPLETE:
        return trn("Incomplete address", "Incomplete addresses", len(found))
    if reason == EMAIL_WRONG:
        return trn("Address that is not one", "Addresses that are not", len(found))
    if reason == PHONE_WRONG:
        return trn("Number that does not exist", "Numbers that do not exist", len(found))
    if not field:
        return tr("The file itself")
    label = {"name": tr("Names"), "badge_aliases": tr("Ticket codes")}.get(field) or field_label(field)
    return tr("{field}: to check", field=label)


def _said(found: Sequence[Flag]) -> str:
    sentences = list(dict.fromkeys(tr(flag.reason, **flag.params) for flag in found))
    where = ", ".join(integer(flag.line) for flag in found[:8]) + ("…" if len(found) > 8 else "")
    words = trn("Line {lines}.", "Lines {lines}.", len(found), lines=where)
    return f"{' '.join(sentences[:3])} {words}"


def _spellings(preview: Preview, mapping: Mapping, decisions: Decisions) -> list[Problem]:
    """Organisations written in several ways: one card each, after one that settles them all when they are many."""
    open_groups = [group for group in preview.spellings if not _spelling_settled(group, decisions)]
    problems = [_spelling(group, mapping, decisions) for group in open_groups]
    if len(problems) <= SPELLINGS_ONE_BY_ONE:
        return problems
    proposed = {**decisions.organisations, **{name: group.proposed for group in open_groups for name in group.written}}
    as_is = {**decisions.organisations, **{name: name for group in open_groups for name in group.written}}
    count = len(open_groups)
    title = trn("{n} organisation written in several ways", "{n} organisations written in several ways", count)
    detail = tr("Each is below, with the spelling proposed.")
    ways = (
        WayOut("same", trn("Take the {n} spelling proposed", "Take the {n} spellings proposed", count)),
        WayOut("apart", tr("Leave as written")),
    )
    leads_to = {
        "same": Settled(mapping, replace(decisions, organisations=proposed)),
        "apart": Settled(mapping, replace(decisions, organisations=as_is)),
    }
    lines = tuple(line for group in open_groups for line in group.lines)
    shown = ShownProblem("spellings", False, title, count, detail, ways_out=ways, lines=lines)
    return [Problem(shown, leads_to), *problems]


def _spelling_settled(group: Spellings, decisions: Decisions) -> bool:
    chosen = [decisions.organisations.get(written) for written in group.written]
    return all(name == group.proposed for name in chosen) or tuple(chosen) == group.written


def _spelling(group: Spellings, mapping: Mapping, decisions: Decisions) -> Problem:
    title = trn("One organisation, {n} spelling", "One organisation, {n} spellings", len(group.written))
    quoted = ", ".join(tr("“{name}”", name=name) for name in group.written[:_NAMES_QUOTED])
    detail = quoted + ("…" if len(group.written) > _NAMES_QUOTED else "")
    same = {**decisions.organisations, **dict.fromkeys(group.written, group.proposed)}
    as_is = {**decisions.organisations, **{written: written for written in group.written}}
    ways = (
        WayOut("same", tr("Write “{name}” everywhere", name=group.proposed)),
        WayOut("apart", tr("Leave as written")),
    )
    leads_to = {
        "same": Settled(mapping, replace(decisions, organisations=same)),
        "apart": Settled(mapping, replace(decisions, organisations=as_is)),
    }
    key = f"spelling:{group.proposed}"
    return Problem(
        ShownProblem(key, False, title, len(group.lines), detail, ways_out=ways, lines=group.lines), leads_to
    )


def _pairs(preview: Preview, flags: Sequence[Flag], mapping: Mapping, decisions: Decisions) -> list[Problem]:
    """Lines that are perhaps one person, then lines that are one person and will be merged."""
    names = {line: person.name for person in preview.people for line in person.lines}
    asked = [flag for flag in flags if flag.line not in decisions.choices]
    problems = [
        _pair(flag.line, int(flag.params["of"]), flag.reason, names, mapping, decisions)
        for flag in asked[:PAIRS_ONE_BY_ONE]
    ]
    left = asked[PAIRS_ONE_BY_ONE:]
    if left:
        problems.append(_many_pairs(left, mapping, decisions))
    doubtful = [one for one in preview.duplicates if one.line not in decisions.choices]
    close = [one for one in doubtful if one.reason == CLOSE_NAME_ORGANISATION and isinstance(one.of, int)]
    problems.extend(
        _pair(one.line, int(one.of), one.reason, names, mapping, decisions) for one in close[:PAIRS_ONE_BY_ONE]
    )
    merged = [one for one in doubtful if one not in close[:PAIRS_ONE_BY_ONE]]
    if merged:
        problems.append(_merged(merged, mapping, decisions))
    return problems


def _pair(line: int, of: int, reason: str, names: dict[int, str], mapping: Mapping, decisions: Decisions) -> Problem:
    title = tr("Probable duplicate, lines {first} and {second}", first=integer(of), second=integer(line))
    who = names.get(line) or names.get(of, "")
    detail = tr("{who}. {reason}", who=who, reason=tr(reason)) if who else tr(reason)

    def choosing(choice: Choice) -> Settled:
        return Settled(mapping, replace(decisions, choices={**decisions.choices, line: choice}))

    ways = (
        WayOut("merge", tr("Merge, keep line {line}", line=integer(line))),
        WayOut("first", tr("Merge, keep line {line}", line=integer(of))),
        WayOut("two", tr("Two people")),
    )
    leads_to = {
        "merge": choosing(Choice.MERGE),
        "first": choosing(Choice.KEEP_FIRST),
        "two": choosing(Choice.SEPARATE),
    }
    return Problem(ShownProblem(f"pair:{line}", False, title, 1, detail, ways_out=ways, lines=(of, line)), leads_to)


def _many_pairs(flags: Sequence[Flag], mapping: Mapping, decisions: Decisions) -> Problem:
    title = trn("{n} other probable duplicate", "{n} other probable duplicates", len(flags))
    separate = {**decisions.choices, **{flag.line: Choice.SEPARATE for flag in flags}}
    merge = {**decisions.choices, **{flag.line: Choice.MERGE for flag in flags}}
    ways = (WayOut("two", tr("Leave them all apart")), WayOut("merge", tr("Merge them all")))
    leads_to = {
        "two": Settled(mapping, replace(decisions, choices=separate)),
        "merge": Settled(mapping, replace(decisions, choices=merge)),
    }
    lines = tuple(flag.line for flag in flags)
    shown = ShownProblem("pairs", False, title, len(flags), _said(flags), ways_out=ways, lines=lines)
    return Problem(shown, leads_to)


def _merged(duplicates: Sequence[Duplicate], mapping: Mapping, decisions: Decisions) -> Problem:
    title = trn("{n} line about a person already there", "{n} lines about people already there", len(duplicates))
    told = []
    for one in duplicates[:5]:
        if isinstance(one.of, int):
            words = tr("line {line} with line {of}, {who}", line=integer(one.line), of=integer(one.of), who=one.of_name)
        else:
            words = tr("line {line} with {who}", line=integer(one.line), who=one.of_name)
        told.append(words)
    detail = tr("They will be merged: {pairs}", pairs="; ".join(told)) + ("…" if len(duplicates) > 5 else ".")
    apart = {**decisions.choices, **{one.line: Choice.SEPARATE for one in duplicates}}
    agreed = {**decisions.choices, **{one.line: Choice.MERGE for one in duplicates}}
    ways = (WayOut("agree", tr("Merge them")), WayOut("two", tr("Leave them all apart")))
    leads_to = {
        "agree": Settled(mapping, replace(decisions, choices=agreed)),
        "two": Settled(mapping, replace(decisions, choices=apart)),
    }
    lines = tuple(one.line for one in duplicates)
    shown = ShownProblem("merged", False, title, len(duplicates), detail, ways_out=ways, lines=lines)
    return Problem(shown, leads_to)


def _wishes(flags: Sequence[Flag]) -> list[Problem]:
    if not flags:
        return []
    labels: dict[str, int] = defaultdict(int)
    for flag in flags:
        labels[flag.value] += 1
    often = sorted(labels.items(), key=lambda pair: (-pair[1], pair[0]))[:5]
    quoted = ", ".join(tr("“{name}”", name=label) for label, _ in often) + ("…" if len(labels) > 5 else "")
    detail = tr("{labels}. Kept as written, and linked when the défi is imported.", labels=quoted)
    fixes = tuple(CellFix(flag.line, flag.field, flag.value, flag.value) for flag in flags)
    lines = tuple(flag.line for flag in flags)
    title = tr("Wishes without a matching défi")
    return [Problem(ShownProblem("wishes", False, title, len(flags), detail, fixes, lines=lines), {})]
