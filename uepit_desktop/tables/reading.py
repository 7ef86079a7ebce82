"""A file of any kind that offices send, read into a ``Table``: which kind, which sheet, which row is the header."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import islice
from pathlib import Path

from ..event.errors import UserError
from ..language.folding import tidy, visible
from . import delimited, workbooks
from .collection import without_collection
from .encodings import decoded, encodings
from .html_table import looks_like_html, read_html_tables
from .table import EncodingChoice, Table, TableNote
from .vocabulary import Vocabulary

MOST_BYTES = 100_000_000
MOST_COLUMNS = 1_000
_HEADER_WITHIN = 40
"""A header stands in the first rows that are not blank: titles and explanations above it are fewer."""

_OLE = bytes.fromhex("d0cf11e0a1b11ae1")
_ZIP = b"PK\x03\x04"
_FOREIGN = (
    (b"%PDF", "PDF"),
    (b"\x89PNG", "PNG"),
    (b"\xff\xd8\xff", "JPEG"),
    (b"{\\rtf", "RTF"),
    (b"\x1f\x8b", "GZIP"),
    (b"SQLite format 3\0", "SQLite"),
)


@without_collection
def read_table(
    path: Path,
    vocabulary: Vocabulary,
    *,
    encoding: str | None = None,
    delimiter: str | None = None,
    sheet: str | None = None,
) -> Table:
    """Read ``path`` as a table of texts whose header is in the words of ``vocabulary``.

    ``encoding``, ``delimiter`` and ``sheet`` are choices made by hand; without them the most plausible is taken and
    the others are listed in the table. The kind is told from the content, never from the name.
    Raises UserError with a code: not_found, empty, protected, unreadable, too_large, unknown_sheet, unknown_encoding.
    """
    data = _bytes(path)
    if data.startswith((_ZIP, _OLE)):
        return _from_sheets(path.name, _named_sheets(path, data), sheet, vocabulary)
    for mark, kind in _FOREIGN:
        if data.startswith(mark):
            raise UserError(
                "This file is a {kind} file, not a table. Nothing was changed. Export the list as XLSX, ODS or CSV.",
                code="unreadable",
                kind=kind,
            )
    choices = encodings(data)
    chosen = encoding or choices[0].name
    text = _text(data, chosen)
    if looks_like_html(text):
        tables = [(str(number), rows) for number, rows in enumerate(read_html_tables(text), start=1)]
        return _from_sheets(path.name, tables, sheet, vocabulary, encoding=chosen, choices=choices)
    if _mostly_unprintable(text):
        raise _unreadable()
    return _from_text(path.name, text, delimiter, vocabulary, encoding=chosen, choices=choices)


def _bytes(path: Path) -> bytes:
    try:
        if path.is_dir():
            raise UserError("“{name}” is a folder. Choose a file.", code="unreadable", name=path.name)
        size = path.stat().st_size
        if size > MOST_BYTES:
            raise workbooks._too_large()
        data = path.read_bytes()
    except FileNotFoundError as error:
        raise UserError(
            "The file “{name}” was not found. Nothing was changed.", code="not_found", name=path.name
        ) from error
    except OSError as error:
        raise UserError(
            "The file “{name}” cannot be opened: another program holds it, or reading it is not allowed. "
            "Nothing was changed. Close it elsewhere, then try again.",
            code="unreadable",
            name=path.name,
        ) from error
    if not data.strip(b"\0 \t\r\n\xef\xbb\xbf"):
        raise _empty()
    return data


def _text(data: bytes, encoding: str) -> str:
    try:
        text = decoded(data, encoding)
    except LookupError as error:
        raise UserError("The encoding “{name}” is not known.", code="unknown_encoding", name=encoding) from error
    except UnicodeError:
        # The mark says UTF-8 or UTF-16 and a byte contradicts it: what can be read is read, the rest shows as �.
        text = data.decode(encoding, errors="replace").removeprefix("\ufeff")
    return text.replace("\0", "") if "\0" in text else text


def _mostly_unprintable(text: str) -> bool:
    head = text[:4000]
    strange = sum(1 for sign in head if (sign < " " and sign not in "\t\r\n\f\v\x1c\x1d\x1e\x1f") or sign == "\ufffd")
    return strange > max(3, len(head) * 0.05)


def _from_text(
    name: str,
    text: str,
    delimiter: str | None,
    vocabulary: Vocabulary,
    *,
    encoding: str,
    choices: tuple[EncodingChoice, ...],
) -> Table:
    declared, text, skipped = delimited.split_declaration(visible(text))
    sign = delimiter or declared or delimited.choose_delimiter(text, vocabulary.recognised)[0].sign
    records, starts, unclosed = delimited.parse(text, sign)
    lines: Sequence[int] = [line + skipped for line in starts] if skipped else starts
    notes = tuple(TableNote(line + skipped, delimited.UNCLOSED_QUOTE) for line in unclosed)
    table = _table(name, records, lines, vocabulary, plain=_is_plain(text, sign, records))
    return _with(table, encoding=encoding, delimiter=sign, encodings=choices, notes=notes)


def _named_sheets(path: Path, data: bytes) -> list[tuple[str, workbooks.Sheet]]:
    if data.startswith(_OLE) and "EncryptedPackage".encode("utf-16-le") in data:
        raise workbooks._protected()
    return workbooks.read_sheets(data)


def _from_sheets(
    name: str,
    sheets: list[tuple[str, list[list[str]]]],
    sheet: str | None,
    vocabulary: Vocabulary,
    *,
    encoding: str = "",
    choices: tuple[EncodingChoice, ...] = (),
) -> Table:
    names = tuple(sheet_name for sheet_name, _ in sheets)
    filled = [(sheet_name, rows) for sheet_name, rows in sheets if any(any(row) for row in rows)]
    if sheet is not None:
        filled = [(sheet_name, rows) for sheet_name, rows in sheets if sheet_name == sheet]
        if not filled:
            raise UserError("This workbook has no sheet named “{name}”.", code="unknown_sheet", name=sheet)
    if not filled:
        raise _empty()

    def worth(item: tuple[str, list[list[str]]]) -> tuple[int, int]:
        rows = item[1]
        heads = max((vocabulary.recognised(row) for row in islice(filter(any, rows), _HEADER_WITHIN)), default=0)
        return heads, len(rows)

    chosen, rows = max(filled, key=worth)
    table = _table(name, rows, range(1, len(rows) + 1), vocabulary)
    return _with(table, sheet=chosen, sheets=names, encoding=encoding, encodings=choices)


def _is_plain(text: str, sign: str, records: list[list[str]]) -> bool:
    """Whether the cells of a text already ``visible`` are tidy: no space at their ends, none doubled, no line break."""
    untidy = ["  ", "\f", "\v", '"', "\n ", " \n", " \r", "\r ", f" {sign}", f"{sign} "]
    if sign != "\t":
        untidy.append("\t")
    return (
        bool(records) and not text.startswith(" ") and not text.endswith(" ") and not any(one in text for one in untidy)
    )


def _table(
    name: str, records: list[list[str]], lines: Sequence[int], vocabulary: Vocabulary, *, plain: bool = False
) -> Table:
    """Cut the header from the rows, drop blank rows and columns without header or content, tidy every cell.

    ``plain`` promises cells that are tidy already.
    """
    if len(records) > 200_000:
        raise workbooks._too_large()
    header_at, header_rows, headers = _find_header(records, vocabulary)
    body = records[header_at + header_rows :]
    body_lines = lines[header_at + header_rows :]
    width = max(len(headers), max(map(len, body), default=0))
    if width > MOST_COLUMNS:
        raise workbooks._too_large()
    columns = _tidied(body, width, plain=plain)
    headers = headers + [""] * (width - len(headers))
    kept = [at for at in range(width) if headers[at] or any(columns[at])]
    rows = list(zip(*(columns[at] for at in kept), strict=True)) if kept else []
    filled = [at for at, row in enumerate(rows) if any(row)]
    if len(filled) < len(rows):
        rows = [rows[at] for at in filled]
        body_lines = [body_lines[at] for at in filled]
    return Table(
        name=name,
        headers=_unique([headers[at] for at in kept], kept),
        lines=tuple(body_lines),
        cells=tuple(rows),
        header_line=lines[header_at] if header_rows else 0,
    )


def _tidied(body: list[list[str]], width: int, *, plain: bool) -> list[list[str]]:
    blank = [""] * width
    padded = [row if len(row) == width else row + blank[len(row) :] for row in body]
    columns = zip(*padded, strict=True) if padded else iter([()] * width)
    if plain:
        return [list(column) for column in columns]
    return [_tidied_column(column) for column in columns]


def _tidied_column(column: Sequence[str]) -> list[str]:
    """Most columns repeat few values: each distinct one is tidied once."""
    tidied = {cell: tidy(cell) if "\n" not in cell and "\r" not in cell else _tidy_lines(cell) for cell in set(column)}
    return [tidied[cell] for cell in column]


def _tidy_lines(cell: str) -> str:
    """Line breaks inside a cell separate things (an address, a list): they stay, blank lines go."""
    return "\n".join(filter(None, (tidy(line) for line in cell.splitlines())))


def _find_header(records: list[list[str]], vocabulary: Vocabulary) -> tuple[int, int, list[str]]:
    """Where the header is: (index, number of rows it takes, its cells). No row is taken when data starts at once."""
    filled = [at for at in range(min(len(records), 2_000)) if any(cell.strip() for cell in records[at])][
        :_HEADER_WITHIN
    ]
    if not filled:
        raise _empty()
    scores = {at: vocabulary.recognised(map(tidy, records[at])) for at in filled}
    best = max(filled, key=lambda at: (scores[at], -at))
    if not scores[best]:
        best = _widest_first(records, filled)
        if _holds_values(records[best], vocabulary):
            return best, 0, []
        return best, 1, [tidy(cell) for cell in records[best]]
    return _with_group_rows(records, best, scores[best], vocabulary)


def _widest_first(records: list[list[str]], filled: list[int]) -> int:
    """The first row as wide as most: titles above a table fill one cell or two."""

    def width(at: int) -> int:
        return sum(1 for cell in records[at] if cell.strip())

    usual = sorted(width(at) for at in filled)[len(filled) // 2]
    return next((at for at in filled if width(at) >= usual), filled[0])


def _holds_values(record: list[str], vocabulary: Vocabulary) -> bool:
    """Whether a row without any known header is already data: an e-mail address never heads a column."""
    tests = [field.accepts for field in vocabulary.fields if field.by_content and field.accepts]
    return any(cell.strip() and any(test(tidy(cell)) for test in tests) for cell in record)


def _with_group_rows(
    records: list[list[str]], at: int, score: int, vocabulary: Vocabulary
) -> tuple[int, int, list[str]]:
    """A header over two rows: groups merged over their columns (« Vœux » over « 1 », « 2 », « 3 »), or cells below."""
    headers = [tidy(cell) for cell in records[at]]
    first, taken = at, 1
    if at + 1 < len(records):
        below = [tidy(cell) for cell in records[at + 1]]
        combined = _combined(headers, below)
        gain = vocabulary.recognised(combined) - score
        plain = all(
            not cell or not headers[column : column + 1] or not headers[column] or _grouped(headers, column, below)
            for column, cell in enumerate(below)
        )
        named = [cell for cell in below if cell]
        if (
            named
            and plain
            and (gain > 0 or all(vocabulary.recognise(cell) for cell in named))
            and len(named) < len(headers)
        ):
            return first, 2, combined
    if at > 0:
        above = [tidy(cell) for cell in records[at - 1]]
        if sum(map(bool, above)) > 1:
            combined = _combined(above, headers)
            better = [
                both if not vocabulary.recognise(own) and vocabulary.recognise(both) else (own or both)
                for own, both in zip(headers + [""] * (len(combined) - len(headers)), combined, strict=True)
            ]
            if vocabulary.recognised(better) >= score:
                headers = better
    return first, taken, headers


def _grouped(groups: list[str], column: int, below: list[str]) -> bool:
    """Whether ``column`` starts a merged group: the next column has a cell below and no header of its own."""
    following = column + 1
    return following < len(below) and bool(below[following]) and (following >= len(groups) or not groups[following])


def _combined(groups: list[str], below: list[str]) -> list[str]:
    """Each cell of ``below`` under its group: a merged cell gives its text to the first of its columns only."""
    width = max(len(groups), len(below))
    result: list[str] = []
    group = ""
    for column in range(width):
        own = groups[column] if column < len(groups) else ""
        cell = below[column] if column < len(below) else ""
        group = own or (group if cell else "")
        result.append(f"{group} {cell}".strip())
    return result


def _unique(headers: list[str], places: list[int]) -> tuple[str, ...]:
    """Headers that can be told apart: a blank one gets its column's letters, a repeated one a number."""
    seen: dict[str, int] = {}
    result = []
    for header, place in zip(headers, places, strict=True):
        name = header or f"({_letters(place)})"
        seen[name] = seen.get(name, 0) + 1
        result.append(name if seen[name] == 1 else f"{name} ({seen[name]})")
    return tuple(result)


def _letters(place: int) -> str:
    letters = ""
    place += 1
    while place:
        place, rest = divmod(place - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def _with(table: Table, **values: object) -> Table:
    from dataclasses import replace

    return replace(table, **values)  # type: ignore[arg-type]


def _empty() -> UserError:
    return UserError("This file holds no row. Nothing was changed. Choose another file.", code="empty")


def _unreadable() -> UserError:
    return UserError(
        "This file is not a table that can be read. Nothing was changed. Export the list as XLSX, ODS or CSV.",
        code="unreadable",
    )
