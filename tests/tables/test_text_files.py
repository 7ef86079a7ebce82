"""Registration files as text: every delimiter, encoding and habit that offices have."""

from __future__ import annotations

import csv
import io
import unicodedata
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from uepit_desktop.event.errors import UserError
from uepit_desktop.people.fields import PEOPLE
from uepit_desktop.tables import Table, map_columns, read_table
from uepit_desktop.tables.encodings import encodings

HEADER = ["Nom", "Prénom", "Courriel", "Structure", "Compétences"]
ROWS = [
    ["Œuvrard", "Zélie", "zelie.oeuvrard@valmorin.example", "Mairie de Trémonville", "données, codesign"],
    ["L’Hostissier", "Hervé", "herve@oeuilly.example", "Préfecture – Œuilly", ""],
    ["BOËLLEC", "François", "", "Université de Mâlay; antenne", "audio | vidéo"],
]


def text_of(rows: list[list[str]], delimiter: str = ";", **how: object) -> str:
    out = io.StringIO(newline="")
    csv.writer(out, delimiter=delimiter, **how).writerows(rows)  # type: ignore[arg-type]
    return out.getvalue()


def read(tmp_path: Path, data: bytes | str, name: str = "f.csv", **how: str) -> Table:
    path = tmp_path / name
    path.write_bytes(data if isinstance(data, bytes) else data.encode())
    return read_table(path, PEOPLE, **how)


@pytest.mark.parametrize("delimiter", [";", ",", "\t", "|"])
@pytest.mark.parametrize(
    ("encoding", "said"),
    [
        ("utf-8", "utf-8"),
        ("utf-8-sig", "utf-8-sig"),
        ("utf-16", "utf-16"),
        ("utf-16-le", "utf-16-le"),
        ("utf-16-be", "utf-16-be"),
        ("cp1252", "cp1252"),
        ("mac_roman", "mac_roman"),
    ],
)
def test_every_delimiter_and_encoding_is_recognised(tmp_path: Path, delimiter: str, encoding: str, said: str) -> None:
    table = read(tmp_path, text_of([HEADER, *ROWS], delimiter).encode(encoding))
    assert (table.encoding, table.delimiter) == (said, delimiter)
    assert table.headers == tuple(HEADER)
    assert [list(cells) for cells in table.cells] == ROWS
    assert table.lines == (2, 3, 4)


_CELL = st.text(alphabet=st.sampled_from("abcdéèëçœÉAZ -'’\"\n;,|\t.0123@"), max_size=12).map(
    lambda text: " ".join(text.split(" ")).strip()
)


@given(
    rows=st.lists(st.lists(_CELL, min_size=2, max_size=2), min_size=1, max_size=8),
    delimiter=st.sampled_from(";,\t|"),
    encoding=st.sampled_from(["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be"]),
    quoting=st.sampled_from([csv.QUOTE_MINIMAL, csv.QUOTE_ALL]),
    line_end=st.sampled_from(["\r\n", "\n"]),
)
def test_what_was_written_is_what_is_read(
    tmp_path_factory: pytest.TempPathFactory,
    rows: list[list[str]],
    delimiter: str,
    encoding: str,
    quoting: int,
    line_end: str,
) -> None:
    header = ["Nom", "Prénom", "Courriel"]
    written = [[f"Nom{at}", *row] for at, row in enumerate(rows)]
    text = text_of([header, *written], delimiter, quoting=quoting, lineterminator=line_end)
    table = read(tmp_path_factory.mktemp("t"), text.encode(encoding))
    assert table.delimiter == delimiter
    tidied = [[" ".join("\n".join(filter(None, (" ".join(part.split()) for part in cell.splitlines()))).split(" "))
               for cell in row] for row in written]  # fmt: skip
    assert [list(cells) for cells in table.cells] == tidied


@pytest.mark.parametrize("encoding", ["cp1252", "mac_roman", "cp850"])
def test_an_encoding_that_nothing_proves_is_a_ranked_choice_with_words_as_proof(encoding: str) -> None:
    data = text_of(
        [HEADER, *[[cell.replace("’", "'").replace("–", "-").replace("Œ", "E") for cell in row] for row in ROWS]]
    )
    choices = encodings(data.encode(encoding))
    assert choices[0].name == encoding
    assert len(choices) > 1
    assert "Prénom" in choices[0].samples
    assert choices[0].strangeness < choices[1].strangeness


def test_a_chosen_encoding_is_obeyed(tmp_path: Path) -> None:
    table = read(tmp_path, "Nom;Prénom\nMartin;Zoé\n".encode("cp1252"), encoding="mac_roman")
    assert table.cells[0][1] == "ZoÈ"


def test_lines_of_windows_pasted_into_a_utf8_file_are_both_read(tmp_path: Path) -> None:
    data = ("Nom;Prénom\n" + "Béranget;Zoé\n" * 5).encode() + "Müllerin;Hélène\n".encode("cp1252")
    table = read(tmp_path, data)
    assert table.encoding == "utf-8+cp1252"
    assert table.cells[0] == ("Béranget", "Zoé")
    assert table.cells[-1] == ("Müllerin", "Hélène")


def test_decomposed_accents_become_composed(tmp_path: Path) -> None:
    text = unicodedata.normalize("NFD", text_of([HEADER, *ROWS]))
    table = read(tmp_path, text)
    assert table.headers == tuple(HEADER)
    assert table.cells[0][1] == "Zélie"


def test_titles_and_blank_lines_above_the_header_are_left_out(tmp_path: Path) -> None:
    text = "Université d'été 2026;;;;\nExport du 04/05/2026, 3 inscrits\n\n;;;;\n" + text_of([HEADER, *ROWS])
    table = read(tmp_path, text)
    assert table.headers == tuple(HEADER)
    assert table.header_line == 5
    assert table.lines == (6, 7, 8)


def test_a_cell_of_several_lines_keeps_them_and_lines_are_counted_as_an_editor_does(tmp_path: Path) -> None:
    table = read(tmp_path, 'Nom;Prénom;Structure\nA;B;"Mairie\nde Mâlay"\nC;D;E\n')
    assert table.cells[0][2] == "Mairie\nde Mâlay"
    assert table.lines == (2, 4)


def test_lines_of_an_old_mac_end_where_they_end(tmp_path: Path) -> None:
    assert read(tmp_path, "Nom;Prénom\rA;B\rC;D\r").cells == (("A", "B"), ("C", "D"))


def test_trailing_delimiters_short_rows_and_blank_rows_are_nothing(tmp_path: Path) -> None:
    table = read(tmp_path, "Nom;Prénom;;\n\nA;B;;\nC\n;;;\n  ; ;\nD;E\n")
    assert table.headers == ("Nom", "Prénom")
    assert table.cells == (("A", "B"), ("C", ""), ("D", "E"))
    assert table.lines == (3, 4, 7)


def test_a_declared_separator_is_obeyed_and_is_not_data(tmp_path: Path) -> None:
    table = read(tmp_path, "sep=;\r\nNom;Prénom\r\nA;B, C\r\n")
    assert (table.delimiter, table.header_line, table.lines) == (";", 2, (3,))
    assert table.cells == (("A", "B, C"),)


def test_zero_bytes_and_invisible_signs_vanish(tmp_path: Path) -> None:
    table = read(tmp_path, "Nom;Prénom\nMar\0tin;\u00a0Zo\u200bé\u00a0 \u202fAnne\n")
    assert table.cells == (("Martin", "Zoé Anne"),)


def test_a_quotation_mark_never_closed_loses_one_line_of_sense_and_no_row(tmp_path: Path) -> None:
    rows = "".join(f"Nom{at};Prénom{at}\n" for at in range(300))
    table = read(tmp_path, f'Nom;Prénom\n"Jean;Paul\n{rows}')
    assert len(table.cells) == 301
    assert table.notes[0].line == 2
    assert table.cells[0] == ('"Jean', "Paul")


def test_quotes_inside_words_are_plain_signs(tmp_path: Path) -> None:
    table = read(tmp_path, 'Nom;Prénom;Structure\nA;B;Écran 12"\nC;Jean "Jeannot";D\n')
    assert table.cells == (("A", "B", 'Écran 12"'), ("C", 'Jean "Jeannot"', "D"))


def test_commas_in_cells_do_not_outvote_semicolons(tmp_path: Path) -> None:
    rows = "".join(f"n{at};a, b, c;d, e\n" for at in range(40))
    assert read(tmp_path, f"Colonne;Autre;Encore\n{rows}").delimiter == ";"


def test_headers_that_repeat_or_are_missing_can_be_told_apart(tmp_path: Path) -> None:
    table = read(tmp_path, "Nom;Nom;Prénom;\nA;B;C;D\n")
    assert table.headers == ("Nom", "Nom (2)", "Prénom", "(D)")


def test_a_file_without_header_is_known_by_its_addresses(tmp_path: Path) -> None:
    table = read(tmp_path, "Martin;Zoé;zoe@a.example\nPaul;Luc;luc@a.example\n")
    assert len(table.cells) == 2
    assert table.header_line == 0
    assert map_columns(table, PEOPLE).columns[2].field == "email"


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "empty"),
        (b"\n \r\n\t\n", "empty"),
        (b"\xef\xbb\xbf", "empty"),
        (b"%PDF-1.7 \x00\x01", "unreadable"),
        (bytes(range(256)) * 40, "unreadable"),
        (b"\x89PNG\r\n\x1a\n", "unreadable"),
    ],
)
def test_what_is_not_a_table_is_refused_with_a_sentence(tmp_path: Path, data: bytes, code: str) -> None:
    with pytest.raises(UserError) as refused:
        read(tmp_path, data)
    assert refused.value.code == code


@pytest.mark.parametrize(("name", "code"), [("absent.csv", "not_found"), ("", "unreadable")])
def test_a_missing_file_and_a_folder_are_refused(tmp_path: Path, name: str, code: str) -> None:
    with pytest.raises(UserError) as refused:
        read_table(tmp_path / name, PEOPLE)
    assert refused.value.code == code


def test_an_unknown_encoding_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UserError) as refused:
        read(tmp_path, "Nom;Prénom\nA;B\n", encoding="klingon")
    assert refused.value.code == "unknown_encoding"


@given(st.binary(max_size=400))
def test_any_bytes_give_a_table_or_a_sentence(tmp_path_factory: pytest.TempPathFactory, data: bytes) -> None:
    path = tmp_path_factory.mktemp("b") / "x.csv"
    path.write_bytes(data)
    try:
        table = read_table(path, PEOPLE)
    except UserError:
        return
    assert all(len(row) == len(table.headers) for row in table.cells)
    assert len(table.lines) == len(table.cells)
