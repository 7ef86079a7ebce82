"""Badges: every code on every page reads back, every name is whole and in its badge, reprints are counted."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pypdfium2 as pdfium
import pytest
import zxingcpp
from pypdf import PdfReader
from reportlab.lib.units import mm

from uepit_desktop.event import EventFile, UserError
from uepit_desktop.event.badge_codes import canonical_badge_code, grouped_badge_code
from uepit_desktop.event.model import (
    BadgePrint,
    Consent,
    Person,
    PersonRole,
    PersonStatus,
    Placement,
    Role,
    Team,
    placement_id,
)
from uepit_desktop.language import tr
from uepit_desktop.reception import LAYOUTS, badges, prints_of
from uepit_desktop.reception.badge_design import ROLE_LOOK, role_words
from uepit_desktop.reception.codes import badge_payload

AddPerson = Callable[..., Person]

NAMES = [
    "Solène Kerdavid",
    "Łukasz Żółtowski-Łódź",
    "Ğülşen Őrsi-Șerban",
    "Ελευθερία Παπαδοπούλου",
    "Кирилл Достоевский",
    "Anne-Charlotte Kerazou-Lemoine de la Villemarqué-Tréguier",
    "Wolfeschlegelsteinhausenbergerdorffwelch Wolfeschlegelsteinhausenbergerdorffwelch",
    "Mononyme",
    f"{'M' * 100} {'W' * 99}",
    "Hélène L’Haÿ",
    "Li Wu",
]


@pytest.fixture
def crowd(event: EventFile, person: AddPerson) -> list[Person]:
    """One person a name; every other one in a team."""
    consents = list(Consent)
    found = [
        person(name, organisation=f"Commune n° {n}", function="Agente de maîtrise", image_consent=consents[n % 3].value)
        for n, name in enumerate(NAMES)
    ]
    with event.write("test") as db:
        db.add_all([Team(id="d12", code="D12"), Team(id="a3", code="A3", kind="learning")])
        for one in found[::2]:
            for team, kind in (("d12", "challenge"), ("a3", "learning")):
                db.add(Placement(id=placement_id(one.id, kind, 1), person_id=one.id, kind=kind, team_id=team))
    return found


@pytest.mark.parametrize("layout", LAYOUTS)
def test_every_code_on_every_page_reads_back(
    event: EventFile, crowd: list[Person], tmp_path: Path, layout: str
) -> None:
    report = badges(event, tmp_path / "badges.pdf", layout=layout)
    assert report.pages == -(-len(NAMES) // LAYOUTS[layout].per_page)
    read = [text for page in codes_by_page(tmp_path / "badges.pdf") for text in page]
    assert sorted(read) == sorted(badge_payload(one.badge_code, "Valmorin") for one in crowd)


@pytest.mark.parametrize("layout", LAYOUTS)
def test_every_name_is_whole_and_inside_its_badge(
    event: EventFile, crowd: list[Person], tmp_path: Path, layout: str
) -> None:
    badges(event, tmp_path / "badges.pdf", [one.id for one in crowd], layout)
    shape = LAYOUTS[layout]
    document = pdfium.PdfDocument(tmp_path / "badges.pdf")
    for number, one in enumerate(crowd):
        page = document[number // shape.per_page].get_textpage()
        left, bottom = shape.corner(number % shape.per_page)
        inside = page.get_text_bounded(left, bottom, left + shape.width * mm, bottom + shape.height * mm)
        letters = "".join(inside.split()).replace("\ufffe", "-").replace("\x02", "-")
        assert "".join(one.given_name.split()) in letters
        assert "".join(one.family_name.split()) in letters
        assert grouped_badge_code(one.badge_code).replace(" ", "") in letters


@pytest.mark.parametrize("layout", LAYOUTS)
def test_nothing_is_drawn_over_something_else_or_outside_a_badge(
    event: EventFile, crowd: list[Person], tmp_path: Path, layout: str
) -> None:
    badges(event, tmp_path / "badges.pdf", [one.id for one in crowd], layout)
    shape = LAYOUTS[layout]
    cells = [
        (x - 0.1, y - 0.1, x + shape.width * mm + 0.1, y + shape.height * mm + 0.1)
        for x, y in map(shape.corner, range(shape.per_page))
    ]
    for page in pdfium.PdfDocument(tmp_path / "badges.pdf"):
        text = page.get_textpage()
        boxes = [text.get_rect(n) for n in range(text.count_rects())]
        for box in boxes:
            assert any(_within(box, cell) for cell in cells)
        for n, first in enumerate(boxes):
            for second in boxes[n + 1 :]:
                assert _overlap(first, second) < 0.12 * min(_area(first), _area(second))


def test_a_badge_says_its_role_and_its_consent_in_words(event: EventFile, person: AddPerson, tmp_path: Path) -> None:
    one = person(image_consent=Consent.NO.value)
    with event.write("test") as db:
        db.add_all([PersonRole(person_id=one.id, role=role) for role in ("participant", "bearer", "facilitator")])
    badges(event, tmp_path / "badges.pdf")
    text = PdfReader(tmp_path / "badges.pdf").pages[0].extract_text()
    assert "Facilitation · Porteur·se de défi" in text
    assert "Pas d’image" in text


def test_a_badge_says_the_team(event: EventFile, person: AddPerson, tmp_path: Path) -> None:
    solene, ines, mael = person(), person("Inès Cordovan"), person("Maël Tanguy")
    with event.write("test") as db:
        db.add(Team(id="d4", code="D4"))
        db.add(Team(id="long", code="Équipe au code interminable"))
        for number in (1, 2, 3):
            db.add(Team(id=f"a{number}", kind="learning", round=number, code=f"A{number}"))
        for one, team, kind, round_no in (
            (solene, "d4", "challenge", 1), (solene, "a1", "learning", 1),
            (ines, "long", "challenge", 1), (ines, "a1", "learning", 1), (ines, "a2", "learning", 2),
        ):  # fmt: skip
            key = placement_id(one.id, kind, round_no)
            db.add(Placement(id=key, person_id=one.id, kind=kind, round=round_no, team_id=team))
    badges(event, tmp_path / "badges.pdf", [solene.id, ines.id, mael.id], "single")
    first, second, third = (page.extract_text() for page in PdfReader(tmp_path / "badges.pdf").pages)
    assert "D4 · A1" in first
    assert "Équipe au code interminable" in second
    assert "A1" not in second  # each round has its own: none of them is for the whole event
    assert "D4" not in third


def test_a_badge_says_nothing_of_diet_or_access(event: EventFile, person: AddPerson, tmp_path: Path) -> None:
    person(diet="végétarien", access_needs="fauteuil", meal_code="B", desk_note="secret")
    badges(event, tmp_path / "badges.pdf")
    text = PdfReader(tmp_path / "badges.pdf").pages[0].extract_text()
    assert not any(word in text for word in ("végétarien", "fauteuil", "repas", "secret"))


@pytest.mark.parametrize("role", list(Role))
def test_every_role_has_a_word_and_a_colour_that_white_text_stands_out_on(role: Role) -> None:
    words, colour = role_words((role.value,))
    assert words == tr(ROLE_LOOK[role][0])
    assert 1.05 / (_luminance(colour) + 0.05) >= 4.5


def test_a_role_that_is_not_known_looks_like_a_participant() -> None:
    assert role_words(("astronaut",)) == role_words(("participant",)) == role_words(())


def test_the_document_has_a_title(event: EventFile, person: AddPerson, tmp_path: Path) -> None:
    person()
    badges(event, tmp_path / "badges.pdf")
    metadata = PdfReader(tmp_path / "badges.pdf").metadata
    assert metadata is not None
    assert metadata.title == "Badges\u00a0: Université d'été"


def test_badges_come_by_family_name_without_regard_to_accents(
    event: EventFile, person: AddPerson, tmp_path: Path
) -> None:
    for name in ("Zoé Abadie", "Ana Émile", "Bo Élan", "Cy Zola"):
        person(name)
    badges(event, tmp_path / "badges.pdf", layout="single")
    text = [page.extract_text() for page in PdfReader(tmp_path / "badges.pdf").pages]
    order = [next(name for name in ("Abadie", "Élan", "Émile", "Zola") if name in page) for page in text]
    assert order == ["Abadie", "Élan", "Émile", "Zola"]


def test_a_print_is_a_fact_of_each_person(event: EventFile, crowd: list[Person], tmp_path: Path) -> None:
    report = badges(event, tmp_path / "badges.pdf")
    assert (report.done, report.badges, report.reprinted) == (True, len(NAMES), 0)
    assert len(report.changes.rows["badge_print"]) == len(NAMES)
    with event.read() as db:
        assert {prints_of(db, one.id) for one in crowd} == {1}


def test_a_reprint_asks_then_is_counted(event: EventFile, person: AddPerson, tmp_path: Path) -> None:
    first = person()
    badges(event, tmp_path / "first.pdf")
    person("Maël Kerdavid")
    asked = badges(event, tmp_path / "second.pdf")
    assert (asked.done, asked.would_reprint) == (False, 1)
    assert not (tmp_path / "second.pdf").exists()
    done = badges(event, tmp_path / "second.pdf", reprint=True)
    assert (done.done, done.badges, done.reprinted) == (True, 2, 1)
    with event.read() as db:
        assert prints_of(db, first.id) == 2


def test_only_the_new_ones_can_be_printed(event: EventFile, person: AddPerson, tmp_path: Path) -> None:
    first = person()
    badges(event, tmp_path / "first.pdf")
    second = person("Maël Kerdavid")
    report = badges(event, tmp_path / "second.pdf", only_new=True)
    assert (report.badges, report.reprinted) == (1, 0)
    with event.read() as db:
        assert (prints_of(db, first.id), prints_of(db, second.id)) == (1, 1)


def test_a_person_without_a_code_is_given_one(event: EventFile, person: AddPerson, tmp_path: Path) -> None:
    one = person(badge_code="")
    badges(event, tmp_path / "badges.pdf")
    with event.read() as db:
        code = db.get_one(Person, one.id).badge_code
    assert canonical_badge_code(code) == code
    assert codes_by_page(tmp_path / "badges.pdf") == [[badge_payload(code, "Valmorin")]]


def test_cancelled_and_removed_people_get_no_badge(event: EventFile, person: AddPerson, tmp_path: Path) -> None:
    person("Un Annulé", status=PersonStatus.CANCELLED.value)
    person("Un Retiré", deleted=True)
    report = badges(event, tmp_path / "badges.pdf")
    assert (report.done, report.badges) == (False, 0)
    assert not (tmp_path / "badges.pdf").exists()


def test_a_print_that_is_stopped_leaves_no_file_and_no_fact(
    event: EventFile, crowd: list[Person], tmp_path: Path
) -> None:
    seen: list[tuple[int, int]] = []
    report = badges(
        event,
        tmp_path / "badges.pdf",
        progress=lambda done, total: seen.append((done, total)),
        cancelled=lambda: len(seen) == 4,
    )
    assert report.cancelled
    assert not report.done
    assert seen[-1] == (4, len(NAMES))
    assert not list(tmp_path.glob("*.pdf"))
    assert not list(tmp_path.glob(".*.part"))
    with event.read() as db:
        assert db.query(BadgePrint).count() == 0


def test_a_file_that_cannot_get_its_name_counts_no_badge(event: EventFile, person: AddPerson, tmp_path: Path) -> None:
    one = person()
    place = tmp_path / "badges.pdf"
    with pytest.raises(UserError) as refused:
        badges(event, place, progress=lambda done, total: (place / "taken").mkdir(parents=True))
    assert refused.value.code == "cannot_write"
    with event.read() as db:
        assert prints_of(db, one.id) == 0


def test_an_unknown_layout_is_refused(event: EventFile, person: AddPerson, tmp_path: Path) -> None:
    person()
    with pytest.raises(UserError) as refused:
        badges(event, tmp_path / "badges.pdf", layout="a5")
    assert refused.value.code == "bad_layout"


def test_names_that_the_font_cannot_draw_are_reported(event: EventFile, person: AddPerson, tmp_path: Path) -> None:
    person("Li 李")
    person("Solène Kerdavid")
    assert badges(event, tmp_path / "badges.pdf").without_glyph == ("Li 李",)


def test_printing_takes_the_moment_it_is_given(event: EventFile, person: AddPerson, tmp_path: Path) -> None:
    person()
    at = dt.datetime(2026, 7, 6, 6, 0, tzinfo=dt.UTC)
    badges(event, tmp_path / "badges.pdf", at=at)
    with event.read() as db:
        assert db.query(BadgePrint).one().at == at


def codes_by_page(path: Path) -> list[list[str]]:
    """What a scanner reads on each page, printed at 200 dots an inch."""
    pages = []
    for page in pdfium.PdfDocument(path):
        picture = page.render(scale=200 / 72, grayscale=True).to_numpy()
        found = zxingcpp.read_barcodes(np.ascontiguousarray(picture).squeeze(), formats=zxingcpp.BarcodeFormat.QRCode)
        pages.append([code.text for code in found])
    return pages


def _within(box: tuple[float, ...], cell: tuple[float, ...]) -> bool:
    return cell[0] <= box[0] and cell[1] <= box[1] and box[2] <= cell[2] and box[3] <= cell[3]


def _area(box: tuple[float, ...]) -> float:
    return (box[2] - box[0]) * (box[3] - box[1])


def _overlap(first: tuple[float, ...], second: tuple[float, ...]) -> float:
    width = min(first[2], second[2]) - max(first[0], second[0])
    height = min(first[3], second[3]) - max(first[1], second[1])
    return max(0.0, width) * max(0.0, height)


def _luminance(colour: str) -> float:
    channels = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
