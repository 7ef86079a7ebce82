"""Rows of a registration file as records of a person: each cell understood, nothing thrown away, doubts flagged.

Work goes column by column: most columns repeat few values, and each distinct one is understood once.
"""

from __future__ import annotations

import dataclasses
import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from ..language import mark
from ..language.folding import words
from ..tables import Mapping as ColumnMapping
from ..tables import Table
from . import values
from .contacts import is_plain_email, read_email, read_phone, suggested_email
from .fields import MOST_WISHES
from .names import NAME_UNSURE, family_comes_first, split_name

TOO_LONG = mark("This text is too long for its field: its beginning is kept.")
NO_NAME = mark("No name on this line.")

_LONGEST = {"family_name": 200, "given_name": 200, "email": 320, "phone": 100, "badge_alias": 200}
_LONGEST_TEXT = 1000


@dataclass(frozen=True, slots=True)
class Flag:
    """A value that an eye should see; it is kept all the same. ``reason`` is an English key for ``tr``."""

    line: int
    field: str
    value: str
    reason: str
    suggestion: str = ""
    params: Mapping[str, Any] = dataclasses.field(default_factory=dict)
    """What fills the ``{names}`` of the reason."""


Values = dict[str, Any]
"""Field → value, only those that say something. Texts; ``roles``, ``skills``, ``badge_aliases`` and ``days`` are tuples
of texts; ``wishes`` is a tuple of (rank, label)."""


@dataclass(slots=True)
class Record:
    """What one line says of one person."""

    line: int
    values: Values


@dataclass(frozen=True)
class Records:
    records: list[Record]
    rejected: list[Flag]
    flags: list[Flag]


Corrections = Mapping[tuple[int, str], str]
"""(line, field) → what a person typed instead of the cell. A field is named as in the mapping."""


def read_records(
    table: Table,
    mapping: ColumnMapping,
    dates: Sequence[dt.date],
    corrections: Corrections | None = None,
    *,
    every_day: bool = False,
) -> Records:
    """Understand every row of ``table``. ``dates`` are the days of the event; ``every_day`` leaves days out."""
    reader = _Reader(table, dates, corrections or {})
    for column in mapping.columns:
        if column.field and not (every_day and column.field in ("day", "days")):
            reader.take(column.field, column.header, column.index)
    return reader.finished()


class _Reader:
    def __init__(self, table: Table, dates: Sequence[dt.date], corrections: Corrections) -> None:
        self.table = table
        self.dates = dates
        self.corrections: dict[str, dict[int, str]] = {}
        for (line, name), text in corrections.items():
            self.corrections.setdefault(name, {})[line] = text
        self.columns: dict[str, Sequence[Any]] = {}
        self.wishes: dict[int, Sequence[str]] = {}
        self.day_ticks: list[tuple[dt.date | None, str, Sequence[str]]] = []
        self.flags: list[Flag] = []

    def take(self, name: str, header: str, index: int) -> None:
        cells: Sequence[str] = self.table.columns[index]
        if name in self.corrections:
            typed = self.corrections[name]
            cells = [typed.get(line, cell) for line, cell in zip(self.table.lines, cells, strict=True)]
        if name.startswith("wish_"):
            self.wishes[int(name.removeprefix("wish_"))] = cells
        elif name == "wishes":
            self._take_wish_lists(cells)
        elif name == "day":
            self.day_ticks.append((values.day_named(header, self.dates), header, cells))
        elif name == "full_name":
            self._take_full_names(cells, header)
        elif name == "badge_alias":
            known = self.columns.get("badge_aliases") or [()] * len(cells)
            self.columns["badge_aliases"] = [
                (*codes, cell) if cell else codes for codes, cell in zip(known, self._cut(cells, name), strict=True)
            ]
        elif name == "status":
            cancelling = any(word.startswith(("annul", "desist", "cancel")) for word in words(header))
            self._understand(
                "status", cells, values.cancelled_of if cancelling else values.status_of, values.STATUS_UNKNOWN
            )
        elif name in _SIMPLE:
            target, understand, reason = _SIMPLE[name]
            self._understand(target, cells, understand, reason)
        elif name == "role":
            self._take_roles(cells)
        elif name == "skills":
            self.columns["skills"] = _each(cells, values.items_of)
        elif name == "days":
            self._take_days(cells)
        elif name == "email":
            self._take_emails(cells)
        elif name == "phone":
            self._take_phones(cells)
        else:
            self.columns[name] = self._cut(cells, name)

    def finished(self) -> Records:
        self._take_day_ticks()
        names = list(self.columns)
        records: list[Record] = []
        rejected: list[Flag] = []
        ranks = sorted(self.wishes)
        chosen_by_cells: dict[tuple[str, ...], tuple[tuple[int, str], ...]] = {}
        wishes = list(zip(*(self.wishes[rank] for rank in ranks), strict=True))
        family = self.columns.get("family_name")
        given = self.columns.get("given_name")
        for at, (line, row) in enumerate(zip(self.table.lines, zip(*self.columns.values(), strict=True), strict=True)):
            if not ((family and family[at]) or (given and given[at])):
                rejected.append(
                    Flag(line, "name", " ".join(cell for cell in self.table.cells[at] if cell)[:80], NO_NAME)
                )
                continue
            said = {name: value for name, value in zip(names, row, strict=True) if value}
            if wishes:
                cells = wishes[at]
                if cells not in chosen_by_cells:
                    chosen_by_cells[cells] = tuple(wish for wish in zip(ranks, cells, strict=True) if wish[1])
                if chosen := chosen_by_cells[cells]:
                    said["wishes"] = chosen
            records.append(Record(line, said))
        self.flags.sort(key=lambda flag: flag.line)
        return Records(records, rejected, self.flags)

    def _understand(
        self, target: str, cells: Sequence[str], understand: Callable[[str], str | None], reason: str
    ) -> None:
        """Values of a closed list: what is not understood is flagged and left out."""
        meaning = {cell: understand(cell) if cell else "" for cell in set(cells)}
        if None in meaning.values():
            for line, cell in zip(self.table.lines, cells, strict=True):
                if meaning[cell] is None:
                    self.flags.append(Flag(line, target, cell, reason))
        earlier = self.columns.get(target) or [""] * len(cells)
        self.columns[target] = [before or meaning[cell] or "" for before, cell in zip(earlier, cells, strict=True)]

    def _take_full_names(self, cells: Sequence[str], header: str) -> None:
        first = family_comes_first(cells, header)
        family, given = list(self.columns.get("family_name") or ()), list(self.columns.get("given_name") or ())
        cut = [split_name(cell, first) for cell in cells]
        for line, cell, name in zip(self.table.lines, cells, cut, strict=True):
            if name.reason and (name.reason == NAME_UNSURE or not (family or given)):
                self.flags.append(Flag(line, "full_name", cell, name.reason))
        self.columns["family_name"] = [own or name.family_name for own, name in _beside(family, cut)]
        self.columns["given_name"] = [own or name.given_name for own, name in _beside(given, cut)]

    def _take_wish_lists(self, cells: Sequence[str]) -> None:
        lists = [values.wishes_of(cell) if cell else () for cell in cells]
        for rank in range(1, min(max(map(len, lists), default=0), MOST_WISHES) + 1):
            if rank not in self.wishes:
                self.wishes[rank] = [wishes[rank - 1] if len(wishes) >= rank else "" for wishes in lists]

    def _take_roles(self, cells: Sequence[str]) -> None:
        meaning = {cell: values.roles_of(cell) if cell else ((), ()) for cell in set(cells)}
        for line, cell in zip(self.table.lines, cells, strict=True):
            if meaning[cell][1] and not values.is_blank(cell):
                self.flags.append(Flag(line, "role", cell, values.ROLE_UNKNOWN))
        self.columns["roles"] = [meaning[cell][0] for cell in cells]

    def _take_days(self, cells: Sequence[str]) -> None:
        meaning = {cell: values.days_of(cell, self.dates) for cell in set(cells)}
        for line, cell in zip(self.table.lines, cells, strict=True):
            if not meaning[cell][1]:
                self.flags.append(Flag(line, "days", cell, values.DAY_UNKNOWN))
        every = tuple(date.isoformat() for date in self.dates)
        self.columns["days"] = [
            (meaning[cell][0] or every) if cell and meaning[cell][1] else meaning[cell][0] for cell in cells
        ]

    def _take_day_ticks(self) -> None:
        """One column a day, ticked. A person ticked nowhere said nothing, rather than coming on no day."""
        known = [(date, header, cells) for date, header, cells in self.day_ticks if date is not None]
        if not known or "days" in self.columns:
            return
        days = []
        for at in range(len(self.table.lines)):
            ticked = {date.isoformat() for date, _, cells in known if cells[at] and _ticked(cells[at])}
            days.append(tuple(sorted(ticked)))
        self.columns["days"] = days

    def _take_emails(self, cells: Sequence[str]) -> None:
        kept = []
        bad: list[tuple[int, str, str]] = []
        blank = values.is_blank
        for line, cell in zip(self.table.lines, cells, strict=True):
            small = cell.lower()
            if is_plain_email(small):
                kept.append(small)
                continue
            if not cell or blank(cell):
                kept.append("")
                continue
            found = read_email(cell)
            kept.append(found.value[:320])
            if found.reason:
                bad.append((line, cell, found.reason))
        if bad:
            domains = frozenset(address.rpartition("@")[2] for address in kept if "." in address.rpartition("@")[2])
            self.flags.extend(
                Flag(line, "email", cell, reason, suggested_email(cell, domains)) for line, cell, reason in bad
            )
        self.columns["email"] = kept

    def _take_phones(self, cells: Sequence[str]) -> None:
        kept = []
        for line, cell in zip(self.table.lines, cells, strict=True):
            if len(cell) == 10 and cell[0] == "0" != cell[1] and cell.isdecimal():  # as most are written, and kept
                kept.append(cell)
                continue
            if not cell or values.is_blank(cell):
                kept.append("")
                continue
            found = read_phone(cell)
            kept.append(found.value[:100])
            if found.reason:
                self.flags.append(Flag(line, "phone", cell, found.reason))
        self.columns["phone"] = kept

    def _cut(self, cells: Sequence[str], name: str) -> Sequence[str]:
        longest = _LONGEST.get(name, _LONGEST_TEXT)
        nothing = _says_no_name if name in ("family_name", "given_name") else values.is_blank
        line_break = _line_break(name)
        meaning = {cell: "" if nothing(cell) else cell.replace("\n", line_break)[:longest] for cell in set(cells)}
        if max(map(len, meaning), default=0) > longest:
            for line, cell in zip(self.table.lines, cells, strict=True):
                if len(cell) > longest:
                    self.flags.append(Flag(line, name, cell[:80], TOO_LONG))
        return [meaning[cell] for cell in cells]


_SIMPLE: dict[str, tuple[str, Callable[[str], str | None], str]] = {
    "image_consent": ("image_consent", values.consent_of, values.CONSENT_UNCLEAR),
    "image_refusal": ("image_consent", values.consent_of_refusal, values.CONSENT_UNCLEAR),
    "organisation_kind": ("organisation_kind", values.organisation_kind_of, values.KIND_UNKNOWN),
}


def _says_no_name(cell: str) -> bool:
    """« Na » and « Nul » are names somewhere: only a cell without a letter or a digit says nothing."""
    return not any(sign.isalnum() for sign in cell)


def _line_break(name: str) -> str:
    return ", " if name in ("diet", "access_needs") else " "


def _each(cells: Sequence[str], understand: Callable[[str], Any]) -> list[Any]:
    meaning = {cell: understand(cell) for cell in set(cells)}
    return [meaning[cell] for cell in cells]


def _ticked(cell: str) -> bool:
    """A tick column holds « x », « oui », the name of the day, a half-day… and « non » or a dash for absence."""
    return values.yes_or_no(cell) is not False


def _beside(own: list[str], cut: list[Any]) -> list[tuple[str, Any]]:
    return list(zip(own or [""] * len(cut), cut, strict=True))
