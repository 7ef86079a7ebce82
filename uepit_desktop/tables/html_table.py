"""HTML saved under a spreadsheet's name, as many web sites export: its tables as sheets of plain texts."""

from __future__ import annotations

from html.parser import HTMLParser

_CELLS_IN_A_ROW = 1000


def looks_like_html(text: str) -> bool:
    """Whether ``text`` begins as a page or a bare table does."""
    head = text[:4000].lstrip().lower()
    return head.startswith(("<html", "<!doctype html", "<table", "<meta", "<style", "<head", "<body")) or (
        head.startswith(("<?xml", "<!--")) and "<table" in text[:20_000].lower()
    )


def read_html_tables(text: str) -> list[list[list[str]]]:
    """Every table of the page, as rows of texts; a cell over several columns fills the first of them."""
    reader = _Tables()
    reader.feed(text)
    reader.close()
    return [table for table in reader.tables if table]


class _Tables(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.tables: list[list[list[str]]] = []
        self._open: list[int] = []  # tables within tables, by their place in ``tables``
        self._cell: list[str] | None = None
        self._span = 1

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "table":
            self._end_cell()
            self.tables.append([])
            self._open.append(len(self.tables) - 1)
        elif not self._open:
            return
        elif tag == "tr":
            self._end_cell()
            self._table.append([])
        elif tag in ("td", "th"):
            self._end_cell()
            self._cell = []
            span = dict(attrs).get("colspan") or "1"
            self._span = min(int(span), _CELLS_IN_A_ROW) if span.isascii() and span.isdigit() else 1
        elif tag == "br" and self._cell is not None:
            self._cell.append("\n")

    def handle_endtag(self, tag: str) -> None:
        if tag in ("td", "th", "tr"):
            self._end_cell()
        elif tag == "table" and self._open:
            self._end_cell()
            self._open.pop()

    def handle_data(self, data: str) -> None:
        if self._cell is not None:
            self._cell.append(data)

    def close(self) -> None:
        super().close()
        self._end_cell()

    @property
    def _table(self) -> list[list[str]]:
        return self.tables[self._open[-1]]

    def _end_cell(self) -> None:
        if self._cell is None or not self._open:
            return
        if not self._table:
            self._table.append([])
        row = self._table[-1]
        if len(row) < _CELLS_IN_A_ROW:
            row.append("".join(self._cell).strip())
            row.extend([""] * max(0, self._span - 1))
        self._cell = None
