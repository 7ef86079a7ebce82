"""An open event in the window: rail, pages built on their first visit, notices, progress, undo."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QEvent, QObject, QPoint, Qt, QTimer, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QApplication, QFrame, QScrollArea, QStackedWidget, QWidget

from ...event.changes import Changes
from ...event.errors import UserError
from ...event.model import Event, Site
from ...language import current, hour, tr
from ..widgets.labels import Label
from ..widgets.layouts import HBox, VBox
from ..widgets.progress import ProgressCancel
from ..widgets.surfaces import Card, StatusBanner
from .context import AppContext, Toasts
from .page import Page
from .palette_search import Entry
from .places import Place, built_places
from .rail import Rail
from .settings import Settings
from .tasks import Task, Tasks
from .theme import theme

if TYPE_CHECKING:
    from ...event import EventFile, UndoEntry

_FOLDS_BELOW = 900  # width of the window, pixels at 100 %
_FOLDS_ABOVE_ZOOM = 150
_STATE_AFTER_MS = 150
_WATCH_AFTER_MS = 1_500  # once the first page is painted


class Workspace(QWidget):
    """Everything that the window shows while an event is open. Built anew when the language changes."""

    #: the page in front changed, or what can be done on it
    screen_changed = Signal()
    menu_asked = Signal()
    palette_asked = Signal()

    def __init__(
        self,
        event_file: EventFile,
        tasks: Tasks,
        settings: Settings,
        toasts: Toasts,
        places: tuple[Place, ...] | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setObjectName("page")
        self._places = built_places() if places is None else places
        self._settings, self._toasts = settings, toasts
        self._pages: dict[str, Page] = {}
        self._areas: dict[str, _PageArea] = {}
        self._missed: dict[str, Changes] = {}
        self._fold_choice: bool | None = None
        self._to_read = self._conflicts = 0
        self.context = AppContext(
            event_file, tasks, settings, toasts, self.go, undo=self.undo, redo=self.redo, speaker=self
        )
        self.context.changed.connect(self._on_changes)
        row = HBox(self)
        self.rail = Rail(self._places, self)
        self.rail.chosen.connect(self.go)
        self.rail.menu_asked.connect(self.menu_asked)
        self.rail.fold_asked.connect(self.toggle_rail)
        self.rail.brand.set_names(*_brand(event_file))
        row.addWidget(self.rail)
        column = VBox()
        if event_file.read_only:
            column.addWidget(_Notice(StatusBanner(event_file.read_only_reason, "warning", icon="lock")))
        self._refusal = _Notice(StatusBanner("", "danger", closable=True))
        self._refusal.hide()
        column.addWidget(self._refusal)
        self._stack = QStackedWidget()
        column.addWidget(self._stack, 1)
        self._progress = _TaskStrip(tasks)
        column.addWidget(self._progress)
        row.addLayout(column, 1)
        self._state_timer = QTimer(self)
        self._state_timer.setSingleShot(True)
        self._state_timer.setInterval(_STATE_AFTER_MS)
        self._state_timer.timeout.connect(self._read_state)
        self._show_state(0, 0)
        self._state_timer.start()
        QTimer.singleShot(_WATCH_AFTER_MS, self, self._watch_bundles)
        tasks.refused.connect(self.show_refusal)
        theme().changed.connect(self._fold_rail)

    @property
    def page(self) -> Page | None:
        """The page in front."""
        area = self._stack.currentWidget()
        return area.page if isinstance(area, _PageArea) else None

    @property
    def places(self) -> tuple[Place, ...]:
        """The places shown, in the order of the rail."""
        return self._places

    @property
    def event_names(self) -> tuple[str, str]:
        """The name of the event and the line about its site."""
        return _brand(self.context.event)

    def go(self, place: str, **args: Any) -> None:
        """Bring the page of ``place`` to the front; a place that is not built is ignored."""
        chosen = next((p for p in self._places if p.id == place), None)
        if chosen is None:
            return
        before = self.page
        page = self._pages.get(place) or self._build(chosen)
        self._fold_choice = None if page is not before else self._fold_choice
        if before is not None and before is not page:
            before.on_hidden()
        self._refusal.hide()
        self._stack.setCurrentWidget(self._areas[place])
        self.rail.show_place(place)
        self._fold_rail()
        missed = self._missed.pop(place, None)
        if missed is not None:
            page.on_changes(missed)
        page.on_shown(**args)
        focus = QApplication.focusWidget()
        if focus is None or not page.isAncestorOf(focus):  # the page did not say where the keys go
            target = next((stop for stop in map(first_stop, page.zones()) if stop is not None), self.rail.list)
            target.setFocus(Qt.FocusReason.OtherFocusReason)
        self.screen_changed.emit()

    def undo(self) -> None:
        """Undo the last action of this laptop, and say which."""
        self._reverse(self.context.event.undo, tr("Undone: {action}"), tr("There is nothing to undo."))

    def redo(self) -> None:
        """Do again what was undone last, and say which."""
        self._reverse(self.context.event.redo, tr("Done again: {action}"), tr("There is nothing to do again."))

    def show_refusal(self, error: UserError) -> None:
        """Say a refusal that no page took: what happened, what is safe, what to do."""
        self._refusal.banner.show_text(str(error), "danger", icon="octagon-alert")
        self._refusal.show()
        self.context.announce(str(error), assertive=True)

    def toggle_rail(self) -> None:
        """Fold or unfold the rail until another page comes to the front."""
        self._fold_choice = not self.rail.folded
        self._fold_rail()

    def show_desk(self) -> None:
        """The name of this laptop or who holds it changed."""
        self._state_timer.start()

    def save_states(self) -> dict[str, dict[str, Any]]:
        """What each page wants to keep through a change of language."""
        return {place: page.save_state() for place, page in self._pages.items()}

    def restore_states(self, states: dict[str, dict[str, Any]]) -> None:
        """Give each page back what it kept."""
        for place, state in states.items():
            chosen = next((p for p in self._places if p.id == place), None)
            if chosen is not None and state:
                (self._pages.get(place) or self._build(chosen)).restore_state(state)

    def look_people_up(self, text: str, show: Callable[[str, list[Entry]], None]) -> None:
        """Find people for the palette, off the UI thread."""
        event_file = self.context.event

        def search() -> list[Any]:
            from ... import people

            with event_file.read() as db:
                return list(people.search(db, text, limit=5))

        def entries(found: list[Any]) -> None:
            show(text, [self._person_entry(person) for person in found])

        self.context.tasks.run(search, reads=True, then=entries, owner=self)

    def walk_in_entry(self, query: str) -> Entry | None:
        """The offer to register ``query`` on site, when the desk is there."""
        if not any(place.id == "reception" for place in self._places) or self.context.event.read_only:
            return None
        return Entry(
            tr("Register on site « {name} »", name=query),
            lambda: self.go("reception", walk_in=query),
            icon="user-plus",
            shortcut="F3",
        )

    def detach(self) -> None:
        """Let go of the event file; the widget can then be destroyed."""
        self._state_timer.stop()
        self.context.tasks.refused.disconnect(self.show_refusal)
        self.context.close()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fold_rail()

    def _build(self, place: Place) -> Page:
        page = place.load()(self.context)
        page.header.palette_asked.connect(self.palette_asked)
        page.actions_changed.connect(lambda: self.screen_changed.emit() if page is self.page else None)
        page.badge_changed.connect(lambda count: self._on_badge(place.id, count))
        if not page.header.title.text():
            page.header.set_title(place.name)
        self._pages[place.id] = page
        self._areas[place.id] = _PageArea(page)
        self._stack.addWidget(self._areas[place.id])
        return page

    def _on_badge(self, place: str, count: int) -> None:
        if place == "exchange":
            self._conflicts, count = count, count + self._to_read
        self.rail.set_badge(place, count)

    def _person_entry(self, person: Any) -> Entry:
        detail = ", ".join(part for part in (person.function, person.organisation) if part)
        target = "people" if any(p.id == "people" for p in self._places) else "reception"
        return Entry(
            person.name,
            lambda: self.go(target, person_id=person.id),
            detail=detail,
            icon="user",
            spans=list(person.matched),
        )

    def _reverse(self, verb: Callable[[], UndoEntry | None], done: str, nothing: str) -> None:
        def say(entry: UndoEntry | None) -> None:
            text = done.format(action=entry.label) if entry is not None else nothing
            self._toasts.show_message(text, icon="undo-2" if entry is not None else "info")
            self.context.announce(text)

        self.context.tasks.run(verb, then=say, owner=self)

    def _on_changes(self, changes: Changes) -> None:
        front = self.page
        for place, page in self._pages.items():
            if page is front:
                page.on_changes(changes)
            else:
                self._missed[place] = _merged(self._missed.get(place), changes)
        if changes.touches("event", "site"):
            self.rail.brand.set_names(*_brand(self.context.event))
        self._state_timer.start()

    def _read_state(self) -> None:
        event_file = self.context.event

        def count() -> tuple[int, int]:
            return event_file.pending_operations(), len(event_file.conflicts())

        self.context.tasks.run(count, reads=True, then=lambda counts: self._show_state(*counts), owner=self)

    def _show_state(self, pending: int, conflicts: int) -> None:
        event_file = self.context.event
        if event_file.read_only:
            saved = tr("Read only")
        elif event_file.saved_at is None:
            saved = tr("Everything is saved")
        else:
            saved = tr("Saved at {hour}", hour=hour(self.context.local(event_file.saved_at)))
        operator = self._settings.operator
        desk = tr("{desk}, {operator}", desk=event_file.desk_name, operator=operator) if operator else None
        self.rail.foot.show_state(desk or event_file.desk_name, saved, pending)
        self._conflicts = conflicts
        self.rail.set_badge("exchange", conflicts + self._to_read)

    def _watch_bundles(self) -> None:
        if any(place.id == "exchange" for place in self._places) and not self.context.event.read_only:
            self.context.watch.changed.connect(self._on_bundles)
            self.context.watch.start()
            self._on_bundles()

    def _on_bundles(self) -> None:
        """Files of other laptops wait: the rail counts them, and a notice says so unless they are in sight."""
        sight = self.context.watch.sight
        more, self._to_read = sight.count > self._to_read, sight.count
        self.rail.set_badge("exchange", self._conflicts + sight.count)
        page = self.page
        if more and (page is None or page.place != "exchange"):
            self._toasts.show_message(tr("{files} See “Exchanges”.", files=sight.sentence), icon="usb")
            self.context.announce(sight.sentence)

    def _fold_rail(self) -> None:
        page = self.page
        folded = (page is not None and page.fold_rail) or self._settings.rail_folded
        narrow = self.width() < theme().px(_FOLDS_BELOW) or theme().zoom > _FOLDS_ABOVE_ZOOM
        if self._fold_choice is not None and not narrow:
            folded = self._fold_choice
        self.rail.fold(folded or narrow)


class _Notice(QWidget):
    """A banner above the page, in its margins."""

    def __init__(self, banner: StatusBanner) -> None:
        super().__init__()
        self.banner = banner
        VBox(self, margins=(24, 12, 24, 0)).addWidget(banner)
        banner.closed.connect(self.hide)


class _PageArea(QScrollArea):
    """Scrolls a page that the window cannot hold whole, so that no text is ever cut."""

    def __init__(self, page: Page) -> None:
        super().__init__()
        self.page = page
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWidgetResizable(True)
        self.setWidget(page)
        page.setAutoFillBackground(False)


class _TaskStrip(QFrame):
    """The progress of the oldest titled task, above the bottom edge."""

    def __init__(self, tasks: Tasks) -> None:
        super().__init__()
        self._tasks = tasks
        frame = HBox(self, margins=(24, 0, 24, 16))
        self.card = Card()
        self.title = Label("", weight=500)
        self.bar = ProgressCancel()
        self.card.body.addWidget(self.title)
        self.card.body.addWidget(self.bar)
        frame.addWidget(self.card)
        self._shown: Task | None = None
        self.bar.installEventFilter(self)
        tasks.started.connect(self._on_started)
        tasks.ended.connect(self._on_ended)
        self.hide()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self.bar and event.type() == QEvent.Type.ShowToParent:
            self.show()
        return False

    def _on_started(self, task: Task) -> None:
        if task.title and self._shown is None:
            self._shown = task
            self.title.setText(task.title)
            self.card.setAccessibleName(task.title)
            self.bar.follow(task)

    def _on_ended(self, task: Task) -> None:
        if task is self._shown:
            self._shown = None
            self.bar.stop()
            self.hide()
            waiting = [t for t in self._tasks.under_way if t.title]
            if waiting:
                self._on_started(min(waiting, key=lambda t: t.started_s))


def first_stop(zone: QWidget) -> QWidget | None:
    """The first widget of ``zone`` that takes the focus, in reading order."""

    def stops(widget: QWidget) -> bool:
        tab = bool(widget.focusPolicy() & Qt.FocusPolicy.TabFocus)
        return tab and widget.isEnabled() and not widget.isHidden() and widget.focusProxy() is None

    def place(widget: QWidget) -> tuple[int, int]:
        corner = widget.mapTo(zone, QPoint(0, 0))
        return corner.y(), corner.x()

    return zone if stops(zone) else min(filter(stops, zone.findChildren(QWidget)), key=place, default=None)


def _brand(event_file: EventFile) -> tuple[str, str]:
    with event_file.read() as db:
        told = db.get(Event, event_file.event_id)
        site = db.get(Site, told.site_id) if told is not None else None
    if told is None:
        return "UEPIT", ""
    name = site.name if site is not None else ""
    if not name:
        return told.name, ""
    if current() == "fr" and name[:1].lower() in "aeiouyàâéèêëîïôœù":
        return told.name, tr("Site of {vowel_name}", vowel_name=name)
    return told.name, tr("Site of {name}", name=name)


def _merged(before: Changes | None, changes: Changes) -> Changes:
    if before is None:
        return changes
    rows = {table: before.rows.get(table, frozenset()) | changes.rows.get(table, frozenset())
            for table in {*before.rows, *changes.rows}}  # fmt: skip
    return Changes(changes.verb, rows)
