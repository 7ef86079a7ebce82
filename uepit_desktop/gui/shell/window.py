"""The window: the welcome page or an open event, the keys that work everywhere, the palette, the help, the menu."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QPoint, Qt, QTimer, Signal
from PySide6.QtGui import QCloseEvent, QKeyEvent, QPaintEvent
from PySide6.QtWidgets import QApplication, QLineEdit, QMainWindow, QMenu, QWidget

from ...event.errors import UserError
from ...language import current, tr, use
from ..widgets.icons import tinted_icon
from ..widgets.toast import ToastHost
from .actions import Action, KeyHint, key_text
from .crash import CrashReports
from .dress import use_language
from .keymap import KeyMap
from .palette_search import Entry
from .places import built_places
from .settings import Settings
from .sheet import Sheet
from .tasks import Task, Tasks
from .theme import theme

if TYPE_CHECKING:
    from ...event import EventFile
    from .places import Place
    from .welcome import Welcome
    from .workspace import Workspace

SMALLEST = (683, 384)
USUAL = (1366, 768)


class Window(QMainWindow):
    """One window, one event at a time."""

    #: an event was closed, or the window: ``run`` may end
    gone = Signal()

    def __init__(self, settings: Settings, places: tuple[Place, ...] | None = None) -> None:
        super().__init__()
        self.settings = settings
        self.tasks = Tasks(self)
        self.crashes = CrashReports(lambda: self, self)
        self.tasks.crashed.connect(self.crashes.report)
        self.toasts = ToastHost(self, self._toast_left)
        self.workspace: Workspace | None = None
        self.sheet: Sheet | None = None
        self._places = places
        self._keys = KeyMap(self)
        self._leaving = False
        self._after_paint: Callable[[], None] | None = None
        self.setWindowTitle("UEPIT Desktop")
        self.setMinimumSize(*SMALLEST)
        self.resize(*_fitting(self))
        theme().set_mode(settings.theme)
        theme().set_zoom(settings.zoom)
        self._bind()

    @property
    def event_file(self) -> EventFile | None:
        """The event that is open."""
        return self.workspace.context.event if self.workspace is not None else None

    def show_event(self, event_file: EventFile, place: str = "") -> None:
        """Open the window's workspace on an event; the file that was open before is closed."""
        self._leave()
        self._build_workspace(event_file, place)
        assert self.workspace is not None
        name, site = self.workspace.event_names
        self.settings.remember(event_file.path, name, site)

    def show_welcome(self, notice: str = "") -> Welcome:
        """Close what is open and offer to open, create or join an event; ``notice`` is a sentence to begin with."""
        self._leave()
        from .welcome import Welcome

        welcome = Welcome(self.settings, self.tasks)
        welcome.opened.connect(self.show_event)
        self.setCentralWidget(welcome)
        self.setWindowTitle("UEPIT Desktop")
        if notice:
            welcome.show_notice(notice)
        self._bind()
        welcome.focus_first()
        return welcome

    def open_path(self, path: Path) -> None:
        """Open an event file. The frame of the window is painted first: the database engine takes longer to load."""
        self._leave()
        from .opening import Opening

        self.setCentralWidget(Opening(path, self.settings))
        self._bind()
        self._after_paint = partial(self._open_now, path)
        self.update()

    # -- what works everywhere -----------------------------------------------------------------------------------

    def window_actions(self) -> list[Action]:
        """Keys and palette entries of the window itself."""
        actions = [
            Action(tr("Search or act"), self.open_palette, "search", "Ctrl+K", key_only=True),
            Action(tr("Keys of this screen"), self.open_help, "keyboard", "F1", words="aide help"),
            Action(tr("Larger"), lambda: self._zoom(1), "zoom-in", "Ctrl++", words="zoom"),
            Action(tr("Larger"), lambda: self._zoom(1), "zoom-in", "Ctrl+=", key_only=True),
            Action(tr("Smaller"), lambda: self._zoom(-1), "zoom-out", "Ctrl+-", words="zoom"),
            Action(tr("Usual size"), lambda: self._zoom(0), "zoom-out", "Ctrl+0", words="zoom 100"),
            Action(self._theme_text(), self.switch_theme, "contrast", "Ctrl+Shift+L", words="theme dark light sombre"),
            Action(
                tr("Theme of the system"), self.follow_system_theme, "sun-moon", words="theme automatique system",
                key_only=theme().mode == "system",
            ),
            Action(tr("Full screen"), self.switch_full_screen, "maximize", "F11"),
            Action(tr("Switch to French") if current() == "en" else tr("Switch to English"),
                   lambda: self.switch_language(), "languages", words="langue language français english"),
        ]  # fmt: skip
        if self.workspace is None:
            return actions
        space = self.workspace
        actions += [
            Action(tr("Undo"), space.undo, "undo-2", "Ctrl+Z"),
            Action(tr("Redo"), space.redo, "redo-2", "Ctrl+Shift+Z"),
            Action(tr("Redo"), space.redo, "redo-2", "Ctrl+Y", key_only=True),
            Action(tr("Field of this screen"), self._focus_search, "search", "Ctrl+F", key_only=True),
            Action(tr("Next zone"), self.next_zone, "arrow-right", "F6", key_only=True),
            Action(tr("Fold or unfold the menu"), space.toggle_rail, "panel-left", "Ctrl+B"),
            Action(tr("Turn the sound off") if self.settings.sound else tr("Turn the sound on"), self._switch_sound,
                   "volume-x" if self.settings.sound else "volume-2"),
            Action(tr("This desk: name, and who holds it"), self.open_desk, "monitor", "Ctrl+Shift+P",
                   words="poste opérateur nom renommer desk operator rename"),
            Action(tr("Open another event"), self.show_welcome, "folder-open", "Ctrl+O"),
        ]  # fmt: skip
        for number, place in enumerate(space.places, 1):
            actions.append(Action(place.name, partial(space.go, place.id), place.icon, f"Ctrl+{number}", key_only=True))
        return actions

    def open_palette(self) -> None:
        """Ctrl+K."""
        from .palette import Palette

        if self.sheet is not None:
            return
        space = self.workspace
        places: list[Entry] = []
        actions = [a for a in self.window_actions() if not a.key_only]
        if space is not None:
            for number, place in enumerate(space.places, 1):
                go = partial(space.go, place.id)
                places.append(Entry(place.name, go, icon=place.icon, shortcut=f"Ctrl+{number}"))
            page = space.page
            if page is not None:
                actions = [a for a in page.palette_actions() if not a.key_only and a.enabled] + actions
        self._open(
            Palette(
                self,
                places,
                [Entry(a.text, a.run, icon=a.icon, shortcut=a.shortcut, words=a.words) for a in actions],
                look_up=space.look_people_up if space is not None else None,
                fallback=space.walk_in_entry if space is not None else lambda query: None,
            )
        )

    def open_help(self) -> None:
        """F1."""
        from .help_sheet import HelpSheet

        if self.sheet is not None:
            return
        page = self.workspace.page if self.workspace is not None else None
        screen: list[KeyHint] = []
        title = self.windowTitle()
        if page is not None:
            title = next((p.name for p in self._shown_places() if p.id == page.place), title)
            screen = [*page.key_hints(), *(KeyHint(a.shortcut, a.text) for a in page.palette_actions() if a.shortcut)]
        self._open(HelpSheet(self, title, screen, _everywhere(self.workspace is not None)))

    def open_desk(self) -> None:
        """Who holds this desk, and its name."""
        from .desk_sheet import DeskSheet

        if self.sheet is not None or self.workspace is None:
            return
        sheet = DeskSheet(self, self.workspace.context)
        sheet.saved.connect(self.workspace.show_desk)

    def open_menu(self) -> None:
        """The menu of the event, from the brand of the rail."""
        if self.workspace is None:
            return
        brand = self.workspace.rail.brand
        menu = QMenu(self)
        for action in self.window_actions():
            if not action.key_only:
                entry = menu.addAction(tinted_icon(action.icon, 16), action.text)
                entry.triggered.connect(action.run)
                if action.shortcut:
                    entry.setText(f"{action.text}\t{key_text(action.shortcut)}")
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.popup(brand.mapToGlobal(QPoint(0, brand.height())))

    def switch_theme(self) -> None:
        """From what is seen to the other: light or dark."""
        theme().set_mode("light" if theme().dark else "dark")
        self.settings.theme = theme().mode
        self.settings.save()
        self._bind()

    def follow_system_theme(self) -> None:
        """Light or dark as the system says, now and later."""
        theme().set_mode("system")
        self.settings.theme = "system"
        self.settings.save()
        self._bind()

    def switch_language(self, language: str = "") -> None:
        """French to English and back, at once: everything is built anew where it was."""
        use(language or ("en" if current() == "fr" else "fr"))
        self.settings.language = current()
        self.settings.save()
        app = QApplication.instance()
        if isinstance(app, QApplication):
            use_language(app)
        if self.workspace is None:
            if self.centralWidget() is not None:
                self.show_welcome()
            return
        space, front = self.workspace, self.workspace.page
        place, states = front.place if front is not None else "", space.save_states()
        space.detach()
        self._build_workspace(space.context.event, place, states)
        space.deleteLater()

    def switch_full_screen(self) -> None:
        """F11."""
        self.setWindowState(self.windowState() ^ Qt.WindowState.WindowFullScreen)

    def next_zone(self) -> None:
        """F6: the rail, then each zone of the page, then the rail again."""
        from .workspace import first_stop

        page = self.workspace.page if self.workspace is not None else None
        if page is None or self.workspace is None:
            return
        zones: list[QWidget] = [self.workspace.rail.list, *page.zones()]
        focus = QApplication.focusWidget()
        inside = [n for n, z in enumerate(zones) if focus is not None and (z is focus or z.isAncestorOf(focus))]
        for step in range(1, len(zones) + 1):
            target = first_stop(zones[((inside[-1] if inside else -1) + step) % len(zones)])
            if target is not None:
                target.setFocus(Qt.FocusReason.TabFocusReason)
                return

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self.workspace is not None and self.workspace.page is not None:
            if not self.workspace.page.handle_escape():
                self.toasts.close()
            return
        super().keyPressEvent(event)

    def closeEvent(self, event: QCloseEvent) -> None:
        under_way = [task for task in self.tasks.under_way if task.title]
        if under_way and self.workspace is not None and not self._leaving:
            event.ignore()
            self._ask_before_leaving(under_way[0])
            return
        self._leave()
        self.tasks.close()
        self.gone.emit()
        super().closeEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        after, self._after_paint = self._after_paint, None
        if after is not None:
            QTimer.singleShot(0, after)

    # -- private -------------------------------------------------------------------------------------------------

    def _open_now(self, path: Path) -> None:
        first = (self._places or built_places())[:1]

        def open_file() -> EventFile:
            from ...event import EventFile
            from . import workspace  # noqa: F401 - loaded here rather than on the UI thread

            event_file = EventFile.open(path)
            for place in first:
                place.load()
            return event_file

        def failed(error: UserError) -> None:
            self.show_welcome().explain(path, error)

        self.tasks.run(open_file, then=self.show_event, failed=failed, owner=self)

    def _build_workspace(self, event_file: EventFile, place: str = "", states: dict[str, Any] | None = None) -> None:
        from .workspace import Workspace

        space = Workspace(event_file, self.tasks, self.settings, self.toasts, self._places)
        self.workspace = space
        space.screen_changed.connect(self._bind_screen)
        space.menu_asked.connect(self.open_menu)
        space.palette_asked.connect(self.open_palette)
        self.setCentralWidget(space)
        self.setWindowTitle(" · ".join(part for part in (*space.event_names, "UEPIT Desktop") if part))
        self._bind()
        if states:
            space.restore_states(states)
        if space.places:
            space.go(place or space.places[0].id)

    def _shown_places(self) -> tuple[Place, ...]:
        return self.workspace.places if self.workspace is not None else ()

    def _leave(self) -> None:
        """Close the open event, once what was queued is written."""
        self.toasts.close()
        for sheet in self.findChildren(Sheet):
            sheet.close_sheet()
        if self.workspace is None:
            return
        space, self.workspace = self.workspace, None
        space.detach()
        self._keys.bind_screen([])
        self.tasks.drain()
        space.context.event.close()
        space.deleteLater()

    def open_sheet(self, sheet: Sheet) -> None:
        """Open a page's question over the window; the keys of the window and of the page rest meanwhile."""
        self._open(sheet)

    def _ask_before_leaving(self, task: Task) -> None:
        from .leaving import LeavingSheet

        if isinstance(self.sheet, LeavingSheet):
            return
        for open_sheet in self.findChildren(Sheet):
            open_sheet.close_sheet()
        sheet = LeavingSheet(self, self.tasks, task)
        sheet.leave.connect(self._leave_now)
        self._open(sheet)

    def _leave_now(self) -> None:
        self._leaving = True
        self.close()

    def _open(self, sheet: Sheet) -> None:
        self.sheet = sheet
        sheet.closed.connect(self._on_sheet_closed)
        sheet.open()

    def _on_sheet_closed(self) -> None:
        self.sheet = None

    def _bind(self) -> None:
        self._keys.bind_window(self.window_actions())

    def _bind_screen(self) -> None:
        page = self.workspace.page if self.workspace is not None else None
        self._keys.bind_screen(page.palette_actions() if page is not None else [])

    def _zoom(self, steps: int) -> None:
        if steps:
            theme().zoom_by(steps)
        else:
            theme().set_zoom(100)
        self.settings.zoom = theme().zoom
        self.settings.save()

    def _switch_sound(self) -> None:
        self.settings.sound = not self.settings.sound
        self.settings.save()
        self._bind()

    def _theme_text(self) -> str:
        return tr("Light theme") if theme().dark else tr("Dark theme")

    def _focus_search(self) -> None:
        page = self.workspace.page if self.workspace is not None else None
        field = page.search_field() if page is not None else None
        if field is not None:
            field.setFocus(Qt.FocusReason.ShortcutFocusReason)
            edit = QApplication.focusWidget()
            if isinstance(edit, QLineEdit):
                edit.selectAll()

    def _toast_left(self) -> int:
        return self.workspace.rail.width() if self.workspace is not None else 0


def _fitting(window: QWidget) -> tuple[int, int]:
    screen = window.screen().availableGeometry()
    return max(SMALLEST[0], min(USUAL[0], screen.width())), max(SMALLEST[1], min(USUAL[1], screen.height()))


def _everywhere(event_open: bool) -> list[KeyHint]:
    hints = [
        KeyHint("Ctrl+K", tr("search or act")),
        KeyHint("F1", tr("keys of this screen")),
        KeyHint("Ctrl++ | Ctrl+-", tr("larger, smaller")),
        KeyHint("Ctrl+Shift+L", tr("light or dark")),
        KeyHint("F11", tr("full screen")),
        KeyHint("Esc", tr("close or clear")),
    ]
    if event_open:
        hints[1:1] = [
            KeyHint("Ctrl+1…8", tr("places, in the order of the menu")),
            KeyHint("Ctrl+F", tr("field of this screen")),
            KeyHint("Ctrl+Z", tr("undo")),
            KeyHint("Ctrl+Shift+Z", tr("redo")),
            KeyHint("F6", tr("next zone")),
        ]
    return hints
