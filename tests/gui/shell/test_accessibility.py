"""Every page for everyone: names for screen readers, targets large enough, everything reached by Tab, no text cut."""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QFontMetricsF
from PySide6.QtWidgets import QAbstractButton, QAbstractScrollArea, QApplication, QLabel, QLineEdit, QScrollBar, QWidget
from pytestqt.qtbot import QtBot

from uepit_desktop.gui.shell.gallery import Gallery
from uepit_desktop.gui.shell.places import built_places
from uepit_desktop.gui.shell.theme import theme
from uepit_desktop.gui.shell.window import Window
from uepit_desktop.gui.widgets.labels import Label

Quiet = Callable[[], None]
PLACES = [place.id for place in built_places()]
SMALLEST_TARGET = 32


def controls(root: QWidget) -> Iterator[QWidget]:
    """What a person can focus now."""
    for widget in [root, *root.findChildren(QWidget)]:
        focusable = widget.focusPolicy() & Qt.FocusPolicy.TabFocus and widget.focusProxy() is None
        inner = isinstance(widget, QScrollBar) or widget.objectName().startswith("qt_")
        if focusable and widget.isVisible() and widget.isEnabled() and not inner:
            yield widget


def described(widget: QWidget) -> str:
    return f"{type(widget).__name__} {widget.objectName()} {getattr(widget, 'text', str)()!r}"


def name_of(widget: QWidget) -> str:
    if widget.accessibleName():
        return widget.accessibleName()
    return widget.text() if isinstance(widget, QAbstractButton) else ""


def visit(window: Window, place: str, quiet: Quiet) -> QWidget:
    assert window.workspace is not None
    window.workspace.go(place)
    quiet()
    return window


@pytest.mark.parametrize("place", PLACES)
def test_every_control_of_a_page_has_a_name(desk: Window, quiet: Quiet, place: str) -> None:
    root = visit(desk, place, quiet)
    scrolls = [w for w in controls(root) if type(w) is QAbstractScrollArea]
    nameless = [described(w) for w in controls(root) if not name_of(w) and w not in scrolls and not _only_scrolls(w)]
    assert nameless == []


@pytest.mark.parametrize("place", PLACES)
def test_every_button_is_a_target_of_32_pixels_at_least(desk: Window, quiet: Quiet, place: str) -> None:
    root = visit(desk, place, quiet)
    small = [
        f"{described(w)} {w.width()}×{w.height()}"
        for w in root.findChildren(QAbstractButton)
        if w.isVisible() and w.objectName() == "" and min(w.width(), w.height()) < SMALLEST_TARGET - 2
    ]
    assert small == []


@pytest.mark.parametrize("place", PLACES)
def test_tab_reaches_every_control_of_a_page(desk: Window, qtbot: QtBot, quiet: Quiet, place: str) -> None:
    root = visit(desk, place, quiet)
    wanted = {id(w): w for w in controls(root) if not _only_scrolls(w)}
    reached: set[int] = set()
    for _ in range(len(wanted) * 2 + 20):
        focus = QApplication.focusWidget()
        if focus is not None:
            reached.add(id(focus))
        desk.focusNextPrevChild(True)
    missed = [described(w) for key, w in wanted.items() if key not in reached]
    assert missed == []


@pytest.mark.parametrize("zoom", [100, 150, 200])
@pytest.mark.parametrize("place", PLACES)
def test_no_label_is_cut_at_any_zoom(desk: Window, qtbot: QtBot, quiet: Quiet, place: str, zoom: int) -> None:
    root = visit(desk, place, quiet)
    theme().set_zoom(zoom)
    assert_nothing_is_cut(root, qtbot)


@pytest.mark.parametrize("size", [(1366, 768), (1366, 690), (1024, 600), (683, 384)])
@pytest.mark.parametrize("place", PLACES)
def test_no_label_is_cut_in_any_window(
    desk: Window, qtbot: QtBot, quiet: Quiet, place: str, size: tuple[int, int]
) -> None:
    desk.resize(*size)
    root = visit(desk, place, quiet)
    assert (desk.width(), desk.height()) == size
    assert_nothing_is_cut(root, qtbot)


def test_the_components_have_names_and_nothing_is_cut(qtbot: QtBot) -> None:
    gallery = Gallery()
    qtbot.addWidget(gallery)
    gallery.resize(1366, 768)
    gallery.show()
    assert [described(w) for w in controls(gallery) if not name_of(w)] == []
    assert cut_labels(gallery) == []


def assert_nothing_is_cut(root: QWidget, qtbot: QtBot) -> None:
    """Once the layouts have settled."""
    with contextlib.suppress(qtbot.TimeoutError):
        qtbot.waitUntil(lambda: not cut_labels(root), timeout=3000)
    assert cut_labels(root) == []


def cut_labels(root: QWidget) -> list[str]:
    """The labels whose text is wider or higher than they are, those that shorten on purpose left out."""
    cut = []
    for label in root.findChildren(QLabel):
        if not label.isVisible() or not label.text() or (isinstance(label, Label) and label._elide):
            continue
        metrics = QFontMetricsF(label.font())
        if label.wordWrap():
            room = QRect(0, 0, max(1, label.contentsRect().width()), 100_000)
            needed = metrics.boundingRect(room.toRectF(), int(Qt.TextFlag.TextWordWrap), label.text()).height()
            if needed > label.height() + 2:
                cut.append(f"{label.text()!r} needs {needed:.0f} px of height, has {label.height()}")
        elif metrics.horizontalAdvance(label.text()) > label.contentsRect().width() + 2:
            cut.append(f"{label.text()!r} is wider than its {label.width()} px")
    return cut


def _only_scrolls(widget: QWidget) -> bool:
    # a scroll area round a page takes the focus only to be scrolled by the arrows
    return (
        isinstance(widget, QAbstractScrollArea) and not isinstance(widget, QLineEdit) and hasattr(widget, "setWidget")
    )


def test_the_check_for_cut_labels_sees_one(qtbot: QtBot) -> None:
    root = QWidget()
    qtbot.addWidget(root)
    label = Label("Une phrase bien trop longue pour quarante pixels", parent=root)
    label.setGeometry(QRect(QPoint(0, 0), label.sizeHint().scaled(40, 20, Qt.AspectRatioMode.IgnoreAspectRatio)))
    root.show()
    assert len(cut_labels(root)) == 1
