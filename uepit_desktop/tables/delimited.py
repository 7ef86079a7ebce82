"""Delimited text read as people write it: the sign between cells decided by consistency, quotes respected."""

from __future__ import annotations

import csv
import io
import itertools
import re
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from typing import Literal

from ..language import mark
from .table import DelimiterChoice

DELIMITERS = (";", "\t", ",", "|")
"""Ties go to the first: French spreadsheets write semicolons."""

UNCLOSED_QUOTE = mark("A quotation mark opens and never closes: the line was read as it stands.")

_SEP_LINE = re.compile(r'\A\s*"?sep=(.)"?[ \t;,|]*(?:\r\n|\r|\n|\Z)', re.IGNORECASE)
_SAMPLE_CHARACTERS = 64_000
_SAMPLE_RECORDS = 200
_LONGEST_CELL_LINES = 200
"""A quoted cell that runs over more lines is a quotation mark someone forgot to close."""
_LONGEST_CELL = 1_000_000

_MOSTLY = 0.8

Records = list[list[str]]


def split_declaration(text: str) -> tuple[str, str, int]:
    """The sign that a first line ``sep=;`` declares ("" without one), the text after it, and how many lines it took."""
    match = _SEP_LINE.match(text)
    if match is None:
        return "", text, 0
    return match.group(1), text[match.end() :], 1


def choose_delimiter(text: str, recognised: Callable[[Iterable[str]], int]) -> tuple[DelimiterChoice, ...]:
    """The signs that may separate the cells of ``text``, the best first.

    ``recognised`` counts the fields that the cells of one record name. A record that heads columns proves its sign;
    failing that, the sign that cuts most records into the same number of cells (two or more) is taken.
    """
    sample = text[:_SAMPLE_CHARACTERS]
    scored = []
    for rank, sign in enumerate(DELIMITERS):
        records = list(itertools.islice(_parsed(sample, sign), _SAMPLE_RECORDS))
        if len(text) > len(sample) and len(records) > 1:
            records.pop()  # cut in the middle
        widths = Counter(width for record in records if (width := _width(record)))
        several = sum(count for width, count in widths.items() if width > 1)
        headed = max((recognised(record) for record in records[:40] if len(record) > 1), default=0)
        if not several:
            consistency, width = 0.0, 1
        else:
            width, count = max(((w, c) for w, c in widths.items() if w > 1), key=lambda item: (item[1], item[0]))
            consistency = count / sum(widths.values())
            if sample.count(sign + " ") > sample.count(sign) * _MOSTLY:  # a comma of prose has a space behind it
                consistency /= 2
        scored.append(((headed, consistency * min(width, 4), -rank), DelimiterChoice(sign, width)))
    scored.sort(key=lambda item: item[0], reverse=True)
    return tuple(choice for _, choice in scored)


def parse(text: str, delimiter: str) -> tuple[Records, Sequence[int], list[int]]:
    """The records of ``text``, the line where each starts (from 1), and the lines with an unclosed quotation mark."""
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    try:
        records = list(reader)
    except csv.Error:
        return _parse_carefully(text, delimiter)
    if reader.line_num == len(records):
        return records, range(1, len(records) + 1), []
    starts = []
    again = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    start = 1
    for _ in again:
        starts.append(start)
        if again.line_num - start >= _LONGEST_CELL_LINES:
            return _parse_carefully(text, delimiter)
        start = again.line_num + 1
    return records, starts, []


def _parse_carefully(text: str, delimiter: str) -> tuple[Records, Sequence[int], list[int]]:
    """As ``parse``, for text with stray quotation marks: a mark that swallows the rest of the file is a plain sign."""
    lines = list(io.StringIO(text, newline=""))
    records: Records = []
    starts: list[int] = []
    unclosed: list[int] = []
    at = 0
    while at < len(lines):
        taken = _lines_of_record(lines, at, delimiter)
        if taken:
            chunk = "".join(lines[at : at + taken])
            cells = _cells(chunk, delimiter, csv.QUOTE_MINIMAL)
        else:
            taken = 1
            cells = _cells(lines[at], delimiter, csv.QUOTE_NONE)
            unclosed.append(at + 1)
        records.append(cells)
        starts.append(at + 1)
        at += taken
    return records, starts, unclosed


def _lines_of_record(lines: list[str], at: int, delimiter: str) -> int:
    """How many lines the record that starts at ``at`` takes; 0 when a quotation mark in it is never closed."""
    open_quote = False
    for taken, line in enumerate(lines[at : at + _LONGEST_CELL_LINES], start=1):
        open_quote = _open_at_end(line, delimiter, open_quote)
        if not open_quote:
            return taken
    return 0


def _open_at_end(line: str, delimiter: str, inside: bool) -> bool:
    """Whether a quoted cell is open at the end of ``line``, given whether one was at its start."""
    start_of_cell = not inside
    position, length = 0, len(line)
    while position < length:
        sign = line[position]
        if inside:
            if sign == '"':
                if position + 1 < length and line[position + 1] == '"':
                    position += 1
                else:
                    inside = False
        elif sign == '"' and start_of_cell:
            inside = True
        start_of_cell = not inside and sign == delimiter
        position += 1
    return inside


def _cells(chunk: str, delimiter: str, quoting: Literal[0, 3]) -> list[str]:
    reader = csv.reader(io.StringIO(chunk, newline=""), delimiter=delimiter, quoting=quoting)
    try:
        return [cell[:_LONGEST_CELL] for cell in next(reader, [])]
    except csv.Error:  # a cell longer than the reader accepts
        return [cell[:_LONGEST_CELL] for cell in chunk.rstrip("\r\n").split(delimiter)]


def _parsed(text: str, delimiter: str) -> Iterable[list[str]]:
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    while True:
        try:
            yield next(reader)
        except StopIteration:
            return
        except csv.Error:
            continue


def _width(record: list[str]) -> int:
    """The number of cells; 0 for a blank line."""
    return len(record) if any(cell and not cell.isspace() for cell in record) else 0
