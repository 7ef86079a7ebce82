"""Pictures of every page of the sample event: each state, in French and English, light and dark, at 1366 × 768."""

from __future__ import annotations

import datetime as dt
import shutil
import tempfile
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from PySide6.QtCore import QDate, QElapsedTimer, QEventLoop, QTimer
from PySide6.QtWidgets import QApplication, QWidget

from ... import language
from ...event.errors import UserError
from .dress import dress
from .page import ScreenshotState
from .palette import Palette
from .places import built_places
from .settings import Settings
from .sheet import Sheet
from .theme import theme
from .window import USUAL, Window

if TYPE_CHECKING:
    from ...event import EventFile

THEMES = ("light", "dark")
SHOWN_AT = dt.datetime(2026, 7, 6, 9, 12, tzinfo=ZoneInfo("Europe/Paris"))
SHELL_PICTURES = ("00-bienvenue", "00b-creer", "10-palette-commandes", "11-composants", "12-touches")
_QUIET_MS = 260  # longer than what pages wait for before they look something up
_PATIENCE_MS = 30_000


@dataclass(frozen=True, slots=True)
class _Shot:
    """A state of a window, and how to reach it."""

    name: str
    prepare: Callable[[], object]


def take_screenshots(
    folder: Path,
    *,
    pages: Iterable[str] = (),
    languages: Iterable[str] = language.LANGUAGES,
    themes: Iterable[str] = THEMES,
    size: tuple[int, int] = USUAL,
    zoom: int = 100,
    progress: Callable[[int, int], None] | None = None,
) -> list[Path]:
    """Write ``<state>.<language>.<theme>.png`` in ``folder`` and return the paths, in order.

    ``pages`` keeps the places (``reception``, ``people``…) and the pictures of the shell whose names begin so; all by
    default. The clock of the sample is stopped. Raises UserError ``unknown_page``, or a fault of the disk.
    """
    wanted = tuple(pages)
    known = [place.id for place in built_places()] + list(SHELL_PICTURES)
    for page in wanted:
        if not any(name.startswith(page) for name in known):
            raise UserError(
                "There is no page named {page}. Pages: {pages}.", code="unknown_page", page=page, pages=", ".join(known)
            )
    app = QApplication.instance() or QApplication(["uepit"])
    assert isinstance(app, QApplication)
    dress(app)
    folder.mkdir(parents=True, exist_ok=True)
    before = (language.current(), theme().mode, theme().zoom)
    rounds = [(spoken, shade) for spoken in languages for shade in themes]
    written: list[Path] = []
    try:
        for done, (spoken, shade) in enumerate(rounds):
            if progress is not None:
                progress(done, len(rounds))
            written += _take_round(folder, spoken, shade, wanted, size, zoom)
    finally:
        language.use(before[0])
        theme().set_mode(before[1])
        theme().set_zoom(before[2])
    if progress is not None:
        progress(len(rounds), len(rounds))
    return written


def settle(window: Window) -> None:
    """Let the window finish what it has begun: tasks, delayed look-ups, layouts, paint."""
    spent = QElapsedTimer()
    spent.start()
    while spent.elapsed() < _PATIENCE_MS:
        _spin(_QUIET_MS)
        if window.tasks.idle:
            return


def _take_round(
    folder: Path, spoken: str, shade: str, wanted: tuple[str, ...], size: tuple[int, int], zoom: int
) -> list[Path]:
    from ...demo import build_sample
    from ...event import EventFile

    language.use(spoken)
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as scratch:
        documents = Path(scratch) / "Documents"
        documents.mkdir()
        sample = build_sample(documents / "uepit-2026-valmorin.uepit", now=SHOWN_AT).file
        settings = Settings(Path(scratch) / "settings.json", theme=shade, zoom=zoom, language=spoken)
        window = Window(settings)
        window.resize(*size)
        window.show()
        written = []
        try:
            for shot in _shots(window, sample, settings, wanted, lambda: EventFile.open(sample, clock=_stopped)):
                made = shot.prepare()
                target = made if isinstance(made, QWidget) and made is not window.centralWidget() else window
                window.activateWindow()  # the focus ring shows in the active window alone
                settle(window)
                path = folder / f"{shot.name}.{spoken}.{shade}.png"
                if not target.grab().save(str(path)):
                    raise UserError("The picture {name} could not be written.", code="disk", name=path.name)
                written.append(path)
                if target is not window:
                    target.deleteLater()
        finally:
            window.close()
            window.deleteLater()
            shutil.rmtree(scratch, ignore_errors=True)
    return written


def _shots(
    window: Window, sample: Path, settings: Settings, wanted: tuple[str, ...], open_sample: Callable[[], EventFile]
) -> Iterable[_Shot]:
    """The pictures in order; each is prepared when its turn comes, the window being as the one before left it."""

    def want(name: str) -> bool:
        return not wanted or any(name.startswith(page) for page in wanted)

    if want("00-bienvenue"):
        settings.remember(sample, language.tr("Summer university {year}", year=2026), "Valmorin")
        yield _Shot("00-bienvenue", window.show_welcome)
        settings.recent.clear()
    if want("00b-creer"):
        yield _Shot("00b-creer", lambda: _creating(window))
    if want("11-composants"):
        yield _Shot("11-composants", lambda: _gallery(window))
    places = [place for place in built_places() if want(place.id)]
    if not places and not want("10-palette-commandes") and not want("12-touches"):
        return
    window.show_event(open_sample(), places[0].id if places else "")
    for place in places:
        assert window.workspace is not None
        window.workspace.go(place.id)
        settle(window)
        page = window.workspace.page
        assert page is not None
        for state in page.screenshot_states():
            yield _Shot(state.name, partial(_prepared, state))
        _close_sheets(window)
    assert window.workspace is not None
    window.workspace.go(built_places()[0].id)
    if want("10-palette-commandes"):
        yield _Shot("10-palette-commandes", lambda: _palette(window))
        _close_sheets(window)
    if want("12-touches"):
        yield _Shot("12-touches", window.open_help)


def _close_sheets(window: Window) -> None:
    for sheet in window.findChildren(Sheet):
        sheet.close_sheet()


def _creating(window: Window) -> None:
    welcome = window.show_welcome()
    form = welcome.create_form
    welcome.show_form(form)
    form.ui.nameEdit.setText("UEPIT 2026")
    form.ui.siteEdit.setText("Valmorin")
    form.ui.startEdit.setDate(QDate(SHOWN_AT.year, SHOWN_AT.month, SHOWN_AT.day))
    form.ui.pathEdit.setText("uepit-2026-valmorin.uepit")


def _gallery(window: Window) -> QWidget:
    from .gallery import Gallery

    gallery = Gallery()
    gallery.resize(window.size())
    gallery.show()
    return gallery


def _palette(window: Window) -> None:
    window.open_palette()
    if isinstance(window.sheet, Palette):
        window.sheet.field.setText("ker")


def _prepared(state: ScreenshotState) -> None:
    state.prepare()


def _stopped() -> dt.datetime:
    return SHOWN_AT.astimezone(dt.UTC)


def _spin(ms: int) -> None:
    loop = QEventLoop()
    QTimer.singleShot(ms, loop.quit)
    loop.exec()
