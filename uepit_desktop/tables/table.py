"""What a file holds once read: a header, rows of plain texts with their line numbers, and how it was read."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property


@dataclass(frozen=True, slots=True)
class EncodingChoice:
    """One way of reading the bytes of a file as text."""

    name: str
    """Python's name of the encoding: ``utf-8``, ``utf-8-sig``, ``utf-16``, ``cp1252``, ``mac_roman``…"""
    samples: tuple[str, ...]
    """Accented words of the file read this way, as proof for the eye; empty when nothing is accented."""
    strangeness: float
    """0 when every accented letter is at home in a French name; more when letters stand where none is expected."""


@dataclass(frozen=True, slots=True)
class DelimiterChoice:
    """The sign between two cells, and the number of columns that it gives."""

    sign: str
    columns: int


@dataclass(frozen=True, slots=True)
class Row:
    """One row of data: ``line`` is the line of the text file where it starts, or the row of the sheet (from 1)."""

    line: int
    cells: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class TableNote:
    """Something about the reading of one line that the person should check; ``reason`` is an English key for ``tr``."""

    line: int
    reason: str


@dataclass(frozen=True)
class Table:
    """A file as columns of texts. Every row of ``cells`` has as many cells as there are headers."""

    name: str
    """The file's name, without its folder."""
    headers: tuple[str, ...]
    lines: tuple[int, ...]
    """Where each row stands in the file (see ``Row.line``)."""
    cells: tuple[tuple[str, ...], ...]
    encoding: str = ""
    """Empty for workbooks."""
    delimiter: str = ""
    """Empty for workbooks."""
    sheet: str = ""
    header_line: int = 1
    encodings: tuple[EncodingChoice, ...] = ()
    """What the bytes may mean, the most plausible first; one only when the file proves its encoding."""
    sheets: tuple[str, ...] = ()
    notes: tuple[TableNote, ...] = field(default=())

    @property
    def rows(self) -> tuple[Row, ...]:
        return tuple(Row(line, cells) for line, cells in zip(self.lines, self.cells, strict=True))

    @cached_property
    def columns(self) -> tuple[tuple[str, ...], ...]:
        """The same cells, column by column; as many as there are headers even when there is no row."""
        if not self.cells:
            return tuple(() for _ in self.headers)
        return tuple(zip(*self.cells, strict=True))
