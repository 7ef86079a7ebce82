"""« Répartir la file » from the window."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtWidgets import QApplication

from tests.gui.reception.conftest import Cast, Driver


def test_the_queue_is_split_among_the_desks_chosen(driver: Driver, cast: Cast, tmp_path: Path) -> None:
    sheet = driver.page.bulk.open_split()
    driver.settle()
    opened: list[str] = []
    sheet.open_file = lambda url: bool(opened.append(url.toLocalFile())) or True
    assert [one.people for one in sheet.ranges] == [5, 6]  # the two Dupont, the two Kerdavid stay together
    sheet.desks.choose("3")
    sheet.desks.chosen.emit("3")
    assert sum(one.people for one in sheet.ranges) == 11  # the registration cancelled is not expected
    assert len(sheet.ranges) == 3
    sheet.copy_words()
    assert QApplication.clipboard().text().splitlines()[0].startswith("Poste 1\u00a0: A – ")
    sheet.make_into(tmp_path / "signs.pdf")
    driver.settle()
    assert opened == [str(tmp_path / "signs.pdf")]
    sheet.make_into(tmp_path / "nowhere" / "signs.pdf")
    driver.settle()
    assert sheet.banner.isVisible()
