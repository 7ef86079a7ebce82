"""Badges through the system's printers: a queue beside the desk, which a failing or missing printer never delays."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

import pypdfium2
import pytest
import zxingcpp

from tests.gui.conftest import NotedToasts
from tests.gui.reception.conftest import Cast, Driver
from uepit_desktop import reception
from uepit_desktop.gui.reception import printer_process
from uepit_desktop.gui.reception.print_queue import PrintQueue, printer_command
from uepit_desktop.gui.reception.printer_sheet import PrinterSheet
from uepit_desktop.reception.one_badge import draw_badge_file


@pytest.fixture
def queue(driver: Driver) -> Iterator[PrintQueue]:
    """The queue of the desk; its printer writes files unless a test says otherwise."""
    driver.page.context.settings.printer = "Zebra de l’accueil"
    queue = driver.page.on_show.printing.queue
    queue.again_after_s = (0.05,)
    yield queue
    queue.close()


def python(code: str) -> list[str]:
    return [sys.executable, "-c", code]


def printed(driver: Driver, person_id: str) -> int:
    with driver.page.context.event.read() as db:
        return reception.prints_of(db, person_id)


def test_a_badge_printed_by_the_process_reads_back_at_its_real_size(
    driver: Driver, cast: Cast, queue: PrintQueue, tmp_path: Path
) -> None:
    out = tmp_path / "printed.pdf"
    queue.command = lambda printer, pdf: [
        *printer_command(printer, pdf)[:-1], "--to-file", str(out), str(pdf)
    ]  # fmt: skip
    queue.add(cast.ids["Valbusa"])
    driver.qtbot.waitUntil(lambda: not queue.waiting, timeout=30_000)
    driver.settle()
    page = pypdfium2.PdfDocument(out)[0]
    assert [round(length / 72 * 25.4) for length in page.get_size()] == [100, 62]
    codes = zxingcpp.read_barcodes(page.render(scale=3).to_numpy())
    assert [code.text.split("/")[0] for code in codes] == [cast.badges["Valbusa"]]
    assert printed(driver, cast.ids["Valbusa"]) == 1


def test_a_printer_that_refuses_is_tried_again_and_nothing_is_counted_before(
    driver: Driver, cast: Cast, queue: PrintQueue, tmp_path: Path
) -> None:
    repaired = tmp_path / "repaired"
    queue.command = lambda printer, pdf: python(
        f"import sys, pathlib\nif not pathlib.Path({str(repaired)!r}).exists():\n sys.exit('Plus de papier')"
    )
    queue.add(cast.ids["Valbusa"])
    driver.qtbot.waitUntil(lambda: queue.trouble == "Plus de papier", timeout=20_000)
    assert queue.waiting == 1
    assert printed(driver, cast.ids["Valbusa"]) == 0
    assert driver.page.desk.header.printer_button.accessibleName() == "Imprimante\u00a0: 1\u00a0badge attend"
    repaired.touch()
    driver.qtbot.waitUntil(lambda: not queue.waiting, timeout=20_000)
    driver.settle()
    assert queue.trouble == ""
    assert printed(driver, cast.ids["Valbusa"]) == 1


def test_a_printer_that_hangs_delays_no_arrival(driver: Driver, cast: Cast, queue: PrintQueue) -> None:
    driver.page.context.settings.print_on_arrival = True
    queue.command = lambda printer, pdf: python("import time; time.sleep(60)")
    for who in ("Valbusa", "Hoaraud", "Fourcastié"):
        driver.scan(cast.badges[who])
        driver.qtbot.waitUntil(lambda who=who: who in driver.page.desk.card.accessibleName(), timeout=5000)
    driver.settle()
    assert driver.arrivals() == 3
    assert queue.waiting == 3


def test_a_missing_printer_is_named(driver: Driver, cast: Cast, queue: PrintQueue) -> None:
    queue.add(cast.ids["Valbusa"])
    driver.qtbot.waitUntil(lambda: bool(queue.trouble), timeout=30_000)
    assert queue.trouble == "L’imprimante «\u00a0Zebra de l’accueil\u00a0» n’est pas là."


def test_what_cannot_be_started_is_said(driver: Driver, cast: Cast, queue: PrintQueue) -> None:
    queue.command = lambda printer, pdf: ["/nowhere/at/all"]
    queue.add(cast.ids["Valbusa"])
    driver.qtbot.waitUntil(lambda: bool(queue.trouble), timeout=20_000)
    assert queue.trouble == "L’impression n’a pas pu démarrer."
    queue.forget_all()
    assert queue.waiting == 0


def test_an_arrival_prints_a_badge_only_when_asked_and_only_the_first(
    driver: Driver, cast: Cast, queue: PrintQueue, tmp_path: Path
) -> None:
    log = tmp_path / "log"
    queue.command = lambda printer, pdf: python(f"open({str(log)!r}, 'a').write('x')")
    driver.scan(cast.badges["Hoaraud"])
    driver.shows("card")
    assert queue.waiting == 0
    driver.page.context.settings.print_on_arrival = True
    driver.scan(cast.badges["Valbusa"])
    driver.qtbot.waitUntil(lambda: printed(driver, cast.ids["Valbusa"]) == 1, timeout=20_000)
    queue.add(cast.ids["Valbusa"], only_new=True)
    driver.qtbot.waitUntil(lambda: not queue.waiting, timeout=20_000)
    driver.settle()
    assert log.read_text() == "x"
    assert printed(driver, cast.ids["Hoaraud"]) == 0


def test_f7_sends_to_the_printer_and_asks_before_a_second_one(
    driver: Driver, cast: Cast, queue: PrintQueue, toasts: NotedToasts
) -> None:
    queue.command = lambda printer, pdf: python("")
    driver.scan(cast.badges["Valbusa"])
    driver.shows("card")
    driver.page.on_show.print_badge()
    driver.qtbot.waitUntil(lambda: printed(driver, cast.ids["Valbusa"]) == 1, timeout=20_000)
    driver.settle()
    driver.page.on_show.print_badge()
    driver.settle()
    assert toasts.shown[-1][0].startswith("Déjà imprimé")
    assert queue.waiting == 0
    driver.page.on_show.print_badge()
    driver.qtbot.waitUntil(lambda: printed(driver, cast.ids["Valbusa"]) == 2, timeout=20_000)
    driver.settle()


def test_the_sheet_keeps_the_printer_chosen(driver: Driver) -> None:
    settings = driver.page.context.settings
    assert not driver.page.desk.header.printer_button.isVisible()
    driver.page.fittings.choose_printer()
    sheet = driver.window.findChild(PrinterSheet)
    assert sheet is not None
    assert not sheet.on_arrival.isEnabled()
    sheet.offer(["Zebra", "Bureau"])
    sheet.printer.setCurrentIndex(sheet.printer.findData("Bureau"))
    sheet.on_arrival.setChecked(True)
    sheet.save()
    assert (settings.printer, settings.print_on_arrival) == ("Bureau", True)
    assert driver.page.desk.header.printer_button.isVisible()


def test_the_process_refuses_in_one_sentence(driver: Driver, cast: Cast, tmp_path: Path) -> None:
    pdf = tmp_path / "badge.pdf"
    assert draw_badge_file(driver.page.context.event, pdf, cast.ids["Valbusa"])
    assert printer_process.print_file(pdf, "Nulle part") == "L’imprimante «\u00a0Nulle part\u00a0» n’est pas là."
    assert not draw_badge_file(driver.page.context.event, pdf, "nobody")
