"""Attendance sheets: whoever must sign is there once, absences are struck, each page leads back to its half-days."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest

from tests.reception.reading_pdf import (
    codes,
    fonts_not_embedded,
    language_and_title,
    nothing_is_outside_the_page,
    texts,
)
from tests.reception.reception_clock import Clock
from uepit_desktop.documents import paginate
from uepit_desktop.event import EventFile, UserError
from uepit_desktop.event.model import Person, PersonStatus, new_id
from uepit_desktop.language import use
from uepit_desktop.reception import (
    HalfDayView,
    check_in,
    close_half_day,
    excuse,
    half_days,
    plan_paper,
    read_sheet_code,
    sheet_code,
    sheets,
)

AddPerson = Callable[..., Person]
MONDAY = dt.date(2026, 7, 6)


@pytest.fixture
def days(event: EventFile) -> Sequence[HalfDayView]:
    with event.read() as db:
        return half_days(db)


@pytest.fixture
def out(tmp_path: Path) -> Path:
    return tmp_path / "feuilles.pdf"


def test_a_sheet_says_what_it_is_for_and_who_signs(
    event: EventFile, person: AddPerson, days: Sequence[HalfDayView], out: Path
) -> None:
    person(organisation="Ville de Brévanches")
    person("Inès Élan")
    report = sheets(event, out, [days[0].id], trainer="Maël Tanguy", place="Salle des fêtes")
    assert (report.done, report.documents, report.pages, report.people) == (True, 1, 1, 2)
    (text,) = texts(out)
    for said in (
        "Feuille d'émargement", "Université d'été", "Salle des fêtes", "lundi 6 juillet 2026, matin 9 h 00 à 12 h 30",
        "Maël Tanguy", "Kerdavid Solène", "Ville de Brévanches", "Page 1 sur 1",
    ):  # fmt: skip
        assert said in text
    assert text.index("Élan Inès") < text.index("Kerdavid Solène")
    assert language_and_title(out) == ("fr-FR", "Feuilles d'émargement : Université d'été")
    assert fonts_not_embedded(out) == set()


def test_each_page_leads_back_to_its_half_days(
    event: EventFile, days: Sequence[HalfDayView], person: AddPerson, out: Path
) -> None:
    for number in range(30):
        person(f"Personne {number}")
    report = sheets(event, out)
    assert report.documents == 3
    read = [[read_sheet_code(code) for code in page] for page in codes(out)]
    assert read[:2] == [[days[0].id, days[1].id]] * 2
    assert read[-1] == [days[4].id, days[5].id]
    (one, *_) = codes(out)[0]
    assert read_sheet_code(one) == plan_paper(event, [], half_day_id=read_sheet_code(one)).half_day.id  # type: ignore[union-attr]


def test_the_headings_are_on_every_page_and_no_row_is_alone(
    event: EventFile, days: Sequence[HalfDayView], out: Path
) -> None:
    with event.write("test") as db:
        db.add_all(Person(id=new_id(), given_name="Nom", family_name=f"Q{n:04}") for n in range(1000))
    report = sheets(event, out, [days[0].id])
    pages = texts(out)
    assert len(pages) == report.pages
    for number, text in enumerate(pages, 1):
        assert "Nom, prénom" in text
        assert f"Page {number} sur {report.pages}" in text
    for n in range(1000):
        assert sum(f"Q{n:04}" in text for text in pages) == 1
    assert pages[-1].count("Nom Q") + pages[-1].count(" Nom ") >= 2


@pytest.mark.parametrize("people", range(14, 24))
def test_the_last_page_has_names_above_its_blank_lines(
    event: EventFile, days: Sequence[HalfDayView], out: Path, people: int
) -> None:
    with event.write("test") as db:
        db.add_all(Person(id=new_id(), given_name="Nom", family_name=f"Q{n:04}") for n in range(people))
    sheets(event, out, [days[0].id])
    assert texts(out)[-1].count("Q0") >= 2


def test_cells_stay_empty_until_the_half_day_is_closed_then_absences_are_struck(
    event: EventFile, person: AddPerson, days: Sequence[HalfDayView], out: Path, clock: Clock
) -> None:
    here, excused = person(), person("Inès Cordovan")
    person("Maël Tanguy")
    check_in(event, here.badge_code)
    excuse(event, excused.id, [days[0].id], reason="secret")
    report = sheets(event, out, day=MONDAY)
    assert (report.struck, report.open_half_days, report.unclosed) == (0, 2, 2)
    clock.set("2026-07-06 12:45")
    report = sheets(event, out, day=MONDAY)  # the hour alone strikes nobody
    assert (report.struck, report.open_half_days, report.unclosed) == (0, 1, 2)
    assert report.to_close == (days[0].id,)
    assert "Absence" not in texts(out)[0]
    close_half_day(event, days[0].id)
    report = sheets(event, out, day=MONDAY)
    assert (report.struck, report.unclosed, report.to_close) == (2, 1, ())
    (text,) = texts(out)
    assert text.count("Absence") == 2
    assert text.count("Absence excusée") == 1
    assert "secret" not in text
    assert "8 h 53" not in text


def test_only_those_expected_that_day_or_there_are_on_the_sheet(event: EventFile, person: AddPerson, out: Path) -> None:
    person("Mardi Seul", days=["2026-07-07"])
    person("Un Annulé", status=PersonStatus.CANCELLED.value)
    person("Un Retiré", deleted=True)
    came = person("Une Surprise", days=["2026-07-07"])
    check_in(event, came.badge_code, anyway=True)
    assert sheets(event, out, day=MONDAY).people == 1
    assert "Surprise Une" in texts(out)[0]


def test_with_nobody_the_sheet_is_blank_lines(event: EventFile, days: Sequence[HalfDayView], out: Path) -> None:
    report = sheets(event, out, [days[0].id])
    assert (report.done, report.pages, report.people) == (True, 1, 0)


def test_a_name_of_two_hundred_letters_is_whole_and_on_the_page(event: EventFile, person: AddPerson, out: Path) -> None:
    long = f"{'W' * 99} {'M' * 100}"
    person(long, organisation="Syndicat " * 22)
    person("Anne-Charlotte de la Villemarqué-Tréguier " * 4)
    sheets(event, out, day=MONDAY, trainer=long, place=long)
    assert nothing_is_outside_the_page(out)
    text = texts(out)[0].replace(" ", "")
    assert "M" * 100 in text
    assert "W" * 99 in text
    assert text.count("Syndicat") == 22


def test_a_print_that_is_stopped_leaves_no_file(event: EventFile, person: AddPerson, out: Path) -> None:
    person()
    seen: list[tuple[int, int]] = []
    report = sheets(event, out, progress=lambda done, total: seen.append((done, total)), cancelled=lambda: True)
    assert (report.done, report.cancelled, seen) == (False, True, [(1, 3)])
    assert list(out.parent.glob("*feuilles*")) == []


def test_a_half_day_that_is_not_of_the_event_is_refused(event: EventFile, out: Path) -> None:
    for asked in ({"half_day_ids": ["x"]}, {"day": dt.date(2030, 1, 1)}, {"half_day_ids": []}):
        with pytest.raises(UserError) as refused:
            sheets(event, out, **asked)  # type: ignore[arg-type]
        assert refused.value.code == "no_half_day"
    assert not out.exists()


def test_a_sheet_is_printed_in_english_too(event: EventFile, person: AddPerson, out: Path) -> None:
    person()
    use("en")
    sheets(event, out, day=MONDAY)
    assert "Attendance sheet" in texts(out)[0]
    assert language_and_title(out)[0] == "en-GB"


def test_a_sheet_code_read_with_a_fault_is_no_code() -> None:
    code = sheet_code(half_day := new_id())
    assert read_sheet_code(f" {code.lower()}\n") == read_sheet_code(f"]Q1{code}") == half_day
    for place in range(len(code)):
        for letter in "BCDEFGHIJKLNOPRS":
            if letter != code[place]:
                assert read_sheet_code(code[:place] + letter + code[place + 1 :]) is None
    for place in range(len(code) - 1):
        swapped = code[:place] + code[place + 1] + code[place] + code[place + 2 :]
        assert swapped == code or read_sheet_code(swapped) is None
    for text in ("", "PRES", code[:-1], code + "B", "é" * 38, "HKBCNGDRLPF", sheet_code("demi-journée")):
        assert read_sheet_code(text) is None


def test_a_sheet_code_is_never_taken_for_a_badge(event: EventFile, days: Sequence[HalfDayView]) -> None:
    assert check_in(event, sheet_code(days[0].id)).person is None


def test_rows_are_cut_into_pages_without_leaving_one_alone() -> None:
    assert paginate([10] * 10, 100) == [(0, 10)]
    assert paginate([10] * 11, 100) == [(0, 8), (8, 11)]
    assert paginate([10] * 12, 100, with_next={8}) == [(0, 8), (8, 12)]
    assert paginate([500], 100) == [(0, 1)]
    assert paginate([], 100) == []
