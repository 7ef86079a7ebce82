"""The states of the desk worth a picture, made of the people of the open event, without writing anything."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QImage, QPainter

from ... import reception
from ...language import tr
from ...people import list_people
from ...reception import CheckInResult, Earlier, PersonCard, Verdict
from ...reception.orientation import read_orientation
from ...reception.reader_check import test_code_rows
from ...reception.wording import word
from ..shell.page import ScreenshotState
from ..shell.sheet import Sheet
from .cards import card_of
from .occasion import Occasion

if TYPE_CHECKING:
    from .page import ReceptionPage


_CARRIED = dt.timedelta(minutes=9)
"""How long after an arrival its file came from the other desk."""


def screenshot_states(page: ReceptionPage) -> list[ScreenshotState]:
    """Rest, arrival, double, search, refusal, form, the sheets, and the lock last: leaving the desk takes it away."""
    return [
        ScreenshotState("02-emargement", page.rest),
        ScreenshotState("02b-emargement-arrivee", lambda: _show(page, Verdict.ARRIVED, 0)),
        ScreenshotState("02c-emargement-doublon", lambda: _show(page, Verdict.ALREADY_ARRIVED, 1)),
        ScreenshotState("02d-emargement-recherche", lambda: _search(page)),
        ScreenshotState("02e-emargement-refus", lambda: _show(page, Verdict.CANCELLED, 2)),
        ScreenshotState("02f-emargement-autre-site", lambda: _show(page, Verdict.OTHER_SITE, None)),
        ScreenshotState("02g-emargement-inscription", page.open_walk_in),
        ScreenshotState("02h-emargement-groupe", lambda: _group(page)),
        ScreenshotState("02i-emargement-feuille-signee", lambda: _over_rest(page, page.bulk.open_paper)),
        ScreenshotState("02j-emargement-repartition", lambda: _over_rest(page, page.bulk.open_split)),
        ScreenshotState("02k-emargement-documents", lambda: _over_rest(page, page.bulk.open_papers)),
        ScreenshotState("02n-emargement-lecteur", lambda: _over_rest(page, page.test_reader)),
        ScreenshotState("02o-emargement-camera", lambda: _camera(page)),
        ScreenshotState("02p-emargement-imprimante", lambda: _printer(page)),
        ScreenshotState("02q-emargement-excuse", lambda: _excuse(page)),
        ScreenshotState("02r-emargement-session", lambda: _over_rest(page, lambda: _session(page))),
        ScreenshotState("02l-emargement-verrouillage", lambda: _over_rest(page, page.fittings.choose_lock)),
        ScreenshotState("02m-emargement-verrouille", lambda: _over_rest(page, page.lock.lock_now)),
    ]


def _over_rest(page: ReceptionPage, opened: Callable[[], object]) -> None:
    """A sheet over the desk at rest, alone."""
    for sheet in page.window().findChildren(Sheet):
        sheet.close_sheet()
    page.camera.view.close_view()
    page.desk.make_room(camera=False)
    if page.ledger.at_session:
        page.ledger.leave_session()
    page.rest()
    opened()


def _session(page: ReceptionPage) -> None:
    """Signing for the first session of the day that has a list."""
    with page.context.event.read() as db:
        sessions = reception.sessions_to_sign(db, page.context.event)
    listed = [one for one in sessions if one.by_list] or sessions
    if listed:
        page.ledger.choose(Occasion(session_id=listed[0].id).key)


def _camera(page: ReceptionPage) -> None:
    """The preview of the camera, as it sees the code of a test held before it."""

    def look() -> None:
        page.camera.view.open(tr("Camera"), mirrored=False)
        page.desk.make_room(camera=True)
        page.camera.view.show_frame(_held_before_camera())

    _over_rest(page, look)


def _held_before_camera() -> QImage:
    """A card with a code, a little turned, in front of a grey wall."""
    rows = test_code_rows()
    side = len(rows) + 8
    code = QImage(side, side, QImage.Format.Format_Grayscale8)
    code.fill(250)
    for y, line in enumerate(rows):
        for x, dark in enumerate(line):
            if dark:
                code.setPixel(x + 4, y + 4, 25)
    frame = QImage(640, 360, QImage.Format.Format_Grayscale8)
    frame.fill(96)
    painter = QPainter(frame)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.translate(330, 185)
    painter.rotate(-7)
    painter.fillRect(QRectF(-150, -110, 300, 220), QColor(250, 250, 250))
    painter.drawImage(-84, -84, code.scaled(168, 168))
    painter.end()
    return frame


def _printer(page: ReceptionPage) -> None:
    """The choice of a printer, where there are some."""
    _over_rest(page, lambda: page.fittings.choose_printer().show_example([tr("Printer of badges")]))


def _excuse(page: ReceptionPage) -> None:
    """Over the row of someone who is awaited."""

    def ask(_rows: object) -> None:
        _select_awaited(page)
        page.on_show.excuse()

    _over_rest(page, lambda: _search(page, ask))


def _group(page: ReceptionPage) -> None:
    """Letters typed, groups found."""
    _over_rest(page, lambda: page.bulk.open_group().field.set_text("d"))


def _show(page: ReceptionPage, verdict: Verdict, which: int | None) -> None:
    person = _someone(page, which) if which is not None else None
    page.rest()
    page.desk.card.show_card(card_of(example(page, verdict, person), page.context.event.desk_name))
    page.desk.show_stage("card")


def example(page: ReceptionPage, verdict: Verdict, person: PersonCard | None) -> CheckInResult:
    """The answer that ``reception`` would give for a person, at the present moment; nothing is written."""
    now = page.context.now()
    before = now - dt.timedelta(minutes=15)
    site = "Lorval" if verdict is Verdict.OTHER_SITE else ""
    words = word(
        verdict, name=person.name if person else "", desk="Accueil B", site=site, earlier=before, on=now.date()
    )
    return CheckInResult(
        verdict=verdict,
        title=words.title,
        message=words.message,
        safe=words.safe,
        action=words.action,
        at=now,
        half_day=reception.current_half_day(_half_days(page), now),
        person=person,
        earlier=Earlier(before, "Accueil B", "", "", False, before + _CARRIED)
        if verdict is Verdict.ALREADY_ARRIVED
        else None,
        site=site,
    )


def _search(page: ReceptionPage, then: Callable[[object], None] | None = None) -> None:
    """The first letters of someone who is awaited, as a person without a badge says them."""
    with page.context.event.read() as db:
        half_day = reception.current_half_day(reception.half_days(db), page.context.now())
        everyone = [person for person in list_people(db) if len(person.family_name) > 2]
        ids = [person.id for person in everyone]
        seen = reception.arrivals(db, half_day.id if half_day is not None else None, ids)
    page.rest()
    awaited = next((person for person in everyone if person.id not in seen), None)
    if awaited is None:
        return
    how = Qt.ConnectionType.SingleShotConnection
    page.searching.found.connect(then or (lambda _rows: _select_awaited(page)), how)
    page.desk.field.edit.setText(awaited.family_name[:3].lower())


def _select_awaited(page: ReceptionPage) -> None:
    """Choose the first row that has something to do, as a person would."""
    rows = page.desk.results.rows
    page.desk.results.move(next((place for place, row in enumerate(rows) if row.deed), 0))


def _someone(page: ReceptionPage, which: int) -> PersonCard | None:
    """The person at one place among the last arrivals of this desk, or anyone of the event."""
    with page.context.event.read() as db:
        status = reception.status(db, page.context.event)
        ids: Sequence[Any] = [passage.person_id for passage in status.last]
        if not ids:
            return None
        one, event = ids[which % len(ids)], page.context.event
        where = read_orientation(db, event.zone).of(one, page.context.now(), status.half_day, event.zone)
        return reception.person_card(db, one, whereabouts=where)


def _half_days(page: ReceptionPage) -> list[reception.HalfDayView]:
    with page.context.event.read() as db:
        return reception.half_days(db)
