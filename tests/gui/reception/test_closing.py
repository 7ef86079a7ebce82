"""« Clore la demi-journée » from the palette and from the desk's menu, undone by the toast or Ctrl+Z."""

from __future__ import annotations

import datetime as dt

from PySide6.QtCore import Qt

from tests.gui.reception.conftest import Cast, Clock, Driver
from uepit_desktop.reception import HalfDayView, half_days


def first_half_day(driver: Driver) -> HalfDayView:
    with driver.page.context.event.read() as db:
        return half_days(db)[0]


def action(driver: Driver, words: str) -> None:
    found = [one for one in driver.page.palette_actions() if one.text.startswith(words)]
    assert len(found) == 1, [one.text for one in driver.page.palette_actions()]
    found[0].run()
    driver.settle()


def test_the_palette_closes_the_half_day_of_the_desk_and_opens_it_again(driver: Driver, clock: Clock) -> None:
    action(driver, "Clore la demi-journée")
    assert first_half_day(driver).closed
    assert driver.page.desk.header.half_day.text().endswith("(close)")
    action(driver, "Rouvrir la demi-journée")
    assert not first_half_day(driver).closed
    assert not driver.page.desk.header.half_day.text().endswith("(close)")


def test_the_menu_of_the_desk_proposes_it_last(driver: Driver) -> None:
    proposed = driver.page.desk.header._menu.actions()[-1]
    assert proposed.text().startswith("Clore la demi-journée")
    proposed.trigger()
    driver.settle()
    assert first_half_day(driver).closed
    assert driver.page.desk.header._menu.actions()[-1].text().startswith("Rouvrir")


def test_undo_at_the_desk_opens_it_again(driver: Driver) -> None:
    action(driver, "Clore la demi-journée")
    driver.page.undo_arrival()
    driver.settle()
    assert not first_half_day(driver).closed


def test_a_late_arrival_is_taken_and_the_card_warns(driver: Driver, cast: Cast, clock: Clock) -> None:
    action(driver, "Clore la demi-journée")
    clock.now += dt.timedelta(minutes=1)
    driver.scan(cast.badges["Amrouchel"], end=Qt.Key.Key_Return)
    driver.shows("card")
    card = driver.page.desk.card.card
    assert card is not None
    assert (card.tone, card.name) == ("success", "Yanis Amrouchel")
    assert [tile.tone for tile in card.tiles][:1] == ["warning"]
    assert driver.arrivals() == 1
