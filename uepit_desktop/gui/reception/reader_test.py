"""« Tester le lecteur »: says what the reader does and what to set, without noting any arrival."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QLocale, QObject, QRectF
from PySide6.QtGui import QGuiApplication, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from ...event import EventFile
from ...language import tr
from ...reception.badge_site import badge_site
from ...reception.reader_check import TEST_CODE, Finding, Key, Trait, examine_reader, test_code_rows
from ...reception.reader_wording import word_reader
from ..shell.actions import key_text
from ..shell.page import Page
from ..shell.theme import theme
from .desk import Desk
from .key_recorder import KeyRecorder
from .person_card import PersonCard
from .views import Card, Deed, Tile

_ICONS = {"success": "circle-check", "warning": "triangle-alert", "info": "scan-line"}
_SHOWN = 60
_QUIET_ZONE = 4
_LARGEST, _SMALLEST = 216, 84
#: what the system says of its keyboard → the keyboards that are known here
_KEYBOARDS = {
    (QLocale.Language.French, QLocale.Country.Belgium): "be",
    (QLocale.Language.French, QLocale.Country.Switzerland): "ch-fr",
    (QLocale.Language.French, QLocale.Country.France): "fr",
    (QLocale.Language.German, QLocale.Country.Germany): "de",
    (QLocale.Language.English, QLocale.Country.UnitedKingdom): "uk",
    (QLocale.Language.English, QLocale.Country.UnitedStates): "us",
}


class ReaderTest(QObject):
    """While it is ``active`` keys come here, and the code read replaces the card; ``show`` puts a card on the stage."""

    def __init__(self, page: Page, desk: Desk, show: Callable[[Card], None]) -> None:
        super().__init__(page)
        self._page, self._desk, self._show = page, desk, show
        self._site = ""
        self._waiting: Card | None = None
        self._recorder = KeyRecorder(page, lambda: self.active)
        self._recorder.heard.connect(self._on_heard)
        self._picture = CodePicture(desk.card)
        desk.placed.connect(self._picture.place)

    @property
    def active(self) -> bool:
        """Whether the card of the test waits for a code: anything else that comes on show ends the test."""
        return self._waiting is not None and self._desk.stage == "card" and self._desk.card.card is self._waiting

    def start(self) -> None:
        """Wait for a code."""
        self._page.run(_site_of_badges, self._page.context.event, reads=True, then=self._on_site)
        self._wait(waiting_card())
        self._picture.place()
        self._picture.show()

    def stop(self) -> None:
        """Scans note arrivals again."""
        self._waiting = None
        self._recorder.stop()
        self._picture.hide()

    def heard_elsewhere(self, text: str) -> None:
        """A code that did not come by keys: the camera read it."""
        self._on_heard(tuple(Key(sign, 0.0) for sign in f"{text}\r"))

    def _wait(self, card: Card) -> None:
        self._waiting = card
        self._recorder.start()
        self._show(card)

    def _on_heard(self, keys: tuple[Key, ...]) -> None:
        finding = examine_reader(keys, site_tag=self._site, computer=keyboard_of_the_system())
        self.stop()
        if finding.reads:
            self._desk.header.show_reader(ready=True)
        if finding.gravest is Trait.NOTHING:  # one goes on waiting: the cable may be plugged in now
            self._wait(finding_card(finding))
        else:
            self._show(finding_card(finding))

    def _on_site(self, site: str) -> None:
        self._site = site


def waiting_card() -> Card:
    """What to do: scan the code shown, or any badge."""
    title = tr("Test of the reader")
    words, why = tr("Scan this code, or a badge"), tr("No arrival is noted during the test.")
    close = Deed("close", tr("Close"), key_text("Escape"), trailing=True)
    return Card("info", "scan-line", title, "", words, why, deeds=(close,), spoken=f"{title}. {words}. {why}")


def finding_card(finding: Finding) -> Card:
    """What was found, in words."""
    words = word_reader(finding)
    tone = "success" if finding.reads else "warning"
    received = finding.received if len(finding.received) <= _SHOWN else f"{finding.received[:_SHOWN]}…"
    close = Deed("close", tr("Close"), key_text("Escape"), trailing=True)
    return Card(
        tone,
        _ICONS[tone],
        tr("Test of the reader"),
        "",
        words.title,
        tr("Received: {signs}", signs=received) if received else "",
        tiles=(
            Tile("keyboard", tr("What the reader does"), words.what, sentence=True),
            Tile("circle-check" if finding.reads else "wrench", tr("What to do"), words.todo, sentence=True),
        ),
        deeds=(Deed("test", tr("Test again"), "", "scan-line", primary=not finding.reads), close),
        spoken=" ".join(f"{part.rstrip('.')}." for part in (words.title, words.what, words.todo)),
    )


def keyboard_of_the_system() -> str:
    """The keyboard that the system says it has, among those known here; "" when it does not say."""
    locale = QGuiApplication.inputMethod().locale()
    if locale.language() == QLocale.Language.C:
        return ""
    return _KEYBOARDS.get((locale.language(), locale.territory()), "")


def _site_of_badges(event: EventFile) -> str:
    with event.read() as db:
        return badge_site(db)


class CodePicture(QWidget):
    """The code of the test, black on white in both themes, in the lower left corner of the card."""

    def __init__(self, card: PersonCard) -> None:
        super().__init__(card)
        self._card = card
        self._rows = test_code_rows()
        self.setAccessibleName(tr("Code to scan for the test"))
        self.setToolTip(TEST_CODE)
        self.hide()
        theme().changed.connect(self.place)

    def place(self) -> None:
        """Under the words, in what the card leaves of room; the one button of the test stands at the other end."""
        if self._card.card is None:
            return
        px, edge = theme().px, theme().px(16)
        room = self._card.height() - round(self._card.words_bottom()) - 2 * edge
        side = min(px(_LARGEST), room)
        side = side if side >= px(_SMALLEST) else 0
        self.setGeometry(px(28), self._card.height() - edge - side, side, side)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        modules = len(self._rows) + 2 * _QUIET_ZONE
        step = self.width() // modules
        if step < 2:
            return
        edge = (self.width() - step * modules) / 2
        painter.fillRect(QRectF(edge, edge, step * modules, step * modules), 0xFFFFFFFF)
        for row, line in enumerate(self._rows):
            for column, dark in enumerate(line):
                if dark:
                    x, y = edge + (column + _QUIET_ZONE) * step, edge + (row + _QUIET_ZONE) * step
                    painter.fillRect(QRectF(x, y, step, step), 0xFF000000)
        painter.end()
