"""Workbooks: XLSX, XLS, ODS and what only bears their name."""

from __future__ import annotations

import datetime as dt
import zipfile
from pathlib import Path

import openpyxl
import pytest
import xlwt
from odf.opendocument import OpenDocumentSpreadsheet
from odf.table import Table as OdsTable
from odf.table import TableCell, TableRow
from odf.text import P

from uepit_desktop.event.errors import UserError
from uepit_desktop.people.fields import PEOPLE
from uepit_desktop.tables import map_columns, read_table

ROWS: list[list[object]] = [
    ["NOM", "Prénom", "Téléphone", "Date inscr.", "Présent"],
    ["Straußner", " Jean-Baptiste\u00a0", 297869073, dt.date(2026, 5, 4), True],
    ["Çağların", "Łukasz", "06 12 34 56 78", dt.datetime(2026, 5, 4, 9, 30), False],
    ["Nguyễnh", "Zoé", 33612345678.0, None, None],
]


def write_xlsx(path: Path, sheets: dict[str, list[list[object]]], merges: tuple[str, ...] = ()) -> Path:
    book = openpyxl.Workbook()
    book.remove(book.active)
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(row)
    for merge in merges:
        book.worksheets[0].merge_cells(merge)
    book.save(path)
    return path


def write_xls(path: Path, rows: list[list[object]]) -> Path:
    book = xlwt.Workbook(encoding="utf-8")
    sheet = book.add_sheet("Feuille 1")
    for at, row in enumerate(rows):
        for column, value in enumerate(row):
            if value is not None:
                style = (
                    xlwt.easyxf(num_format_str="DD/MM/YYYY") if isinstance(value, dt.date) else xlwt.Style.default_style
                )
                sheet.write(at, column, value, style)
    book.save(str(path))
    return path


def write_ods(path: Path, rows: list[list[object]]) -> Path:
    document = OpenDocumentSpreadsheet()
    sheet = OdsTable(name="Inscrits")
    for row in rows:
        line = TableRow()
        for value in row:
            if isinstance(value, bool):
                cell = TableCell(valuetype="boolean", booleanvalue="true" if value else "false")
            elif isinstance(value, int | float):
                cell = TableCell(valuetype="float", value=str(value))
            elif isinstance(value, dt.date):
                cell = TableCell(valuetype="date", datevalue=value.isoformat())
            else:
                cell = TableCell(valuetype="string")
            cell.addElement(P(text="" if value is None else str(value)))
            line.addElement(cell)
        sheet.addElement(line)
    document.spreadsheet.addElement(sheet)
    document.save(str(path))
    return path


def test_the_same_table_in_three_formats_reads_alike(tmp_path: Path) -> None:
    expected = (
        ("Straußner", "Jean-Baptiste", "297869073", "2026-05-04", "oui"),
        ("Çağların", "Łukasz", "06 12 34 56 78", "2026-05-04 09:30", "non"),
        ("Nguyễnh", "Zoé", "33612345678", "", ""),
    )
    for path in (
        write_xlsx(tmp_path / "a.xlsx", {"S": ROWS}),
        write_xls(tmp_path / "a.xls", ROWS),
        write_ods(tmp_path / "a.ods", ROWS),
    ):
        table = read_table(path, PEOPLE)
        assert table.cells == expected, path
        assert (table.encoding, table.delimiter, table.lines) == ("", "", (2, 3, 4))


def test_the_sheet_that_looks_like_registrations_is_taken_and_others_can_be(tmp_path: Path) -> None:
    path = write_xlsx(
        tmp_path / "a.xlsx",
        {"Lisez-moi": [["Mode d'emploi"], ["x"] * 3] * 9, "Listes": [["oui", "non"]] * 30, "Réponses 12": ROWS},
    )
    table = read_table(path, PEOPLE)
    assert (table.sheet, table.sheets) == ("Réponses 12", ("Lisez-moi", "Listes", "Réponses 12"))
    assert read_table(path, PEOPLE, sheet="Listes").sheet == "Listes"
    with pytest.raises(UserError) as refused:
        read_table(path, PEOPLE, sheet="Autre")
    assert refused.value.code == "unknown_sheet"


def test_a_header_merged_over_groups_is_read_with_its_groups(tmp_path: Path) -> None:
    rows: list[list[object]] = [
        ["Inscriptions Valmorin", None, None, None, None, None, None],
        ["Identité", None, "Contact", None, "Vœux", None, None],
        ["Nom", "Prénom", "Courriel", "Tél.", 1, 2, 3],
        ["Martin", "Zoé", "zoe@a.example", 612345678, "Un seul guichet", "L'eau", ""],
    ]
    path = write_xlsx(tmp_path / "a.xlsx", {"S": rows}, ("A1:G1", "A2:B2", "C2:D2", "E2:G2"))
    table = read_table(path, PEOPLE)
    assert table.headers == ("Nom", "Prénom", "Courriel", "Tél.", "Vœux 1", "Vœux 2", "Vœux 3")
    assert [column.field for column in map_columns(table, PEOPLE).columns][4:] == ["wish_1", "wish_2", "wish_3"]
    assert table.lines == (4,)


def test_a_header_whose_groups_only_have_cells_below_is_read(tmp_path: Path) -> None:
    rows: list[list[object]] = [
        ["Nom", "Prénom", "Courriel", "Présence", None, None],
        [None, None, None, "J1", "J2", "J3"],
        ["Martin", "Zoé", "zoe@a.example", "x", None, "x"],
    ]
    table = read_table(write_xlsx(tmp_path / "a.xlsx", {"S": rows}), PEOPLE)
    assert table.headers == ("Nom", "Prénom", "Courriel", "Présence J1", "Présence J2", "Présence J3")
    assert [column.field for column in map_columns(table, PEOPLE).columns][3:] == ["day", "day", "day"]
    assert len(table.cells) == 1


def test_a_formula_without_a_result_and_an_error_are_blanks(tmp_path: Path) -> None:
    rows: list[list[object]] = [["Nom", "Prénom", "Structure"], ["A", "B", "=1/0"], ["C", "D", "#N/A"]]
    table = read_table(write_xlsx(tmp_path / "a.xlsx", {"S": rows}), PEOPLE)
    assert [row[2] if len(row) > 2 else "" for row in table.cells] == ["", ""]


def test_html_and_csv_under_a_spreadsheet_name_are_read(tmp_path: Path) -> None:
    html = (
        "<html><meta charset='utf-8'><body><table><tr><th>Nom</th><th>Prénom</th></tr>"
        "<tr><td>L&#39;Hostissier</td><td>Zo&eacute;</td></tr></table></body></html>"
    )
    (tmp_path / "a.xls").write_text(html, encoding="utf-8")
    table = read_table(tmp_path / "a.xls", PEOPLE)
    assert table.cells == (("L'Hostissier", "Zoé"),)
    (tmp_path / "b.xls").write_text("Nom\tPrénom\nA\tB\n", encoding="utf-16")
    table = read_table(tmp_path / "b.xls", PEOPLE)
    assert (table.cells, table.delimiter) == ((("A", "B"),), "\t")


def test_a_workbook_in_the_wrong_clothes_is_known_by_its_content(tmp_path: Path) -> None:
    write_xlsx(tmp_path / "a.xlsx", {"S": ROWS})
    (tmp_path / "a.xlsx").rename(tmp_path / "a.csv")
    assert len(read_table(tmp_path / "a.csv", PEOPLE).cells) == 3


def test_a_protected_workbook_says_so(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    path.write_bytes(
        bytes.fromhex("d0cf11e0a1b11ae1") + b"\0" * 600 + "EncryptedPackage".encode("utf-16-le") + b"\0" * 600
    )
    with pytest.raises(UserError) as refused:
        read_table(path, PEOPLE)
    assert refused.value.code == "protected"


@pytest.mark.parametrize("kept", [30, 500, 3000])
def test_a_torn_workbook_is_refused_with_a_sentence(tmp_path: Path, kept: int) -> None:
    for path in (write_xlsx(tmp_path / "a.xlsx", {"S": ROWS}), write_xls(tmp_path / "a.xls", ROWS)):
        path.write_bytes(path.read_bytes()[:kept])
        with pytest.raises(UserError) as refused:
            read_table(path, PEOPLE)
        assert refused.value.code in ("unreadable", "empty")


def test_a_far_cell_does_not_fill_the_memory(tmp_path: Path) -> None:
    path = write_xlsx(tmp_path / "a.xlsx", {"S": ROWS})
    book = openpyxl.load_workbook(path)
    book.active["XFD1048576"] = "x"
    book.save(path)
    with pytest.raises(UserError) as refused:
        read_table(path, PEOPLE)
    assert refused.value.code == "too_large"


def test_a_bomb_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/worksheets/sheet1.xml", b"0" * 450_000_000)
    with pytest.raises(UserError) as refused:
        read_table(path, PEOPLE)
    assert refused.value.code == "too_large"


def test_an_empty_workbook_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UserError) as refused:
        read_table(write_xlsx(tmp_path / "a.xlsx", {"S": []}), PEOPLE)
    assert refused.value.code == "empty"
