"""Certificates: the hours are those of the presence, one page a person, nothing for who was not there."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from pathlib import Path

import pytest
from pypdf import PdfReader

from tests.reception.reading_pdf import fonts_not_embedded, language_and_title, nothing_is_outside_the_page, texts
from tests.reception.reception_clock import Clock
from uepit_desktop.event import EventFile, UserError
from uepit_desktop.event.model import Person
from uepit_desktop.reception import (
    Signing,
    certificates,
    check_in,
    half_days,
    note_departure,
    note_entries,
    plan_paper,
)

AddPerson = Callable[..., Person]


@pytest.fixture
def out(tmp_path: Path) -> Path:
    return tmp_path / "certificats.pdf"


def test_a_certificate_says_who_what_when_and_for_how_long(
    event: EventFile, person: AddPerson, out: Path, clock: Clock
) -> None:
    solene = person(organisation="Ville de Brévanches")
    clock.set("2026-07-06 09:10")
    check_in(event, solene.badge_code)
    clock.set("2026-07-06 12:00")
    note_departure(event, solene.badge_code)
    with event.read() as db:
        tuesday = half_days(db)[2]
    note_entries(event, plan_paper(event, [solene.id], half_day_id=tuesday.id))
    clock.set("2026-07-09 09:00")
    signing = Signing(signatory="Inès Cordovan", function="Directrice", organiser="Centre de formation")
    report = certificates(event, out, None, signing)
    assert (report.done, report.pages, report.open_half_days) == (True, 1, 0)
    (text,) = texts(out)
    for said in (
        "Certificat de réalisation", "Solène Kerdavid", "Ville de Brévanches", "Université d'été",
        "du lundi 6 juillet 2026 au mardi 7 juillet 2026", "Durée suivie 6 h 20", "Lundi 6 juillet, matin", "2 h 50",
        "Mardi 7 juillet, matin", "3 h 30", "Inès Cordovan, Directrice", "Centre de formation", "Fait à Valmorin",
        "Action de formation", "le jeudi 9 juillet 2026", "Signature et cachet",
    ):  # fmt: skip
        assert said in text, said
    assert "après-midi" not in text
    assert language_and_title(out) == ("fr-FR", "Certificat de réalisation : Université d'été")
    assert fonts_not_embedded(out) == set()


def test_a_half_day_that_is_not_over_does_not_count(
    event: EventFile, person: AddPerson, out: Path, clock: Clock
) -> None:
    check_in(event, person().badge_code)
    clock.set("2026-07-06 12:29")
    refused = certificates(event, out)
    assert (refused.done, refused.open_half_days) == (False, 6)
    assert not out.exists()
    clock.set("2026-07-06 12:30")
    assert certificates(event, out).people == 1


def test_who_was_not_there_gets_no_certificate(event: EventFile, person: AddPerson, out: Path, clock: Clock) -> None:
    here, absent = person(), person("Inès Cordovan")
    check_in(event, here.badge_code)
    clock.set("2026-07-06 18:00")
    assert certificates(event, out).people == 1
    one = certificates(event, out, [here.id, absent.id, "nobody"])
    assert (one.people, one.left_out) == (1, 2)
    assert not certificates(event, out, [absent.id]).done
    assert not certificates(event, out, []).done


def test_everyone_is_in_one_file_by_name_with_an_outline(
    event: EventFile, person: AddPerson, out: Path, clock: Clock
) -> None:
    for name in ("Zoé Abadie", "Ana Émile", "Bo Élan"):
        check_in(event, person(name).badge_code)
    clock.set("2026-07-06 18:00")
    certificates(event, out)
    assert [entry.title for entry in PdfReader(out).outline] == ["Zoé Abadie", "Bo Élan", "Ana Émile"]  # type: ignore[union-attr]


def test_an_attestation_promises_no_keeping_of_documents(
    event: EventFile, person: AddPerson, out: Path, clock: Clock
) -> None:
    check_in(event, person().badge_code)
    clock.set("2026-07-06 18:00")
    certificates(event, out, None, Signing(kind="attestation", made_at="Lorval", signed_on=dt.date(2026, 7, 10)))
    (text,) = texts(out)
    assert "Attestation de présence" in text
    assert "trois ans" not in text
    assert "Fait à Lorval, le vendredi 10 juillet 2026" in text
    with pytest.raises(UserError) as refused:
        certificates(event, out, None, Signing(kind="diploma"))
    assert refused.value.code == "bad_kind"


def test_long_words_stay_on_the_page(event: EventFile, person: AddPerson, out: Path, clock: Clock) -> None:
    long = f"{'W' * 99} {'M' * 100}"
    check_in(event, person(long, organisation=long).badge_code)
    clock.set("2026-07-06 18:00")
    certificates(event, out, None, Signing(signatory=long, function=long, organiser=long, nature=long, place=long))
    assert nothing_is_outside_the_page(out)
    assert "M" * 100 in texts(out)[0].replace(" ", "")


def test_a_print_that_is_stopped_leaves_no_file(event: EventFile, person: AddPerson, out: Path, clock: Clock) -> None:
    check_in(event, person().badge_code)
    clock.set("2026-07-06 18:00")
    assert certificates(event, out, cancelled=lambda: True).cancelled
    assert list(out.parent.glob("*certificats*")) == []
