"""The camera of the desk, without one: pictures are fed where its frames come. And the desk without the extra."""

from __future__ import annotations

import subprocess
import sys
import threading
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
import segno
from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QColor, QImage, QPainter

from tests.gui.conftest import NotedToasts
from tests.gui.reception.conftest import Cast, Driver
from uepit_desktop import reception
from uepit_desktop.gui.reception import camera_source
from uepit_desktop.gui.reception.camera_source import CameraSource, grey_of_image, image_of
from uepit_desktop.gui.reception.paper_sheet import PaperSheet
from uepit_desktop.reception import badge_payload, sheet_code
from uepit_desktop.reception.frames import read_frame

pytest.importorskip("zxingcpp")


class Pictures(QObject):
    """A source of frames that a test shows one by one."""

    came = Signal(object)
    failed = Signal(str)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.name, self.mirrored = "Caméra intégrée", True
        self.running = False

    def start(self) -> str:
        self.running = True
        return ""

    def stop(self) -> None:
        self.running = False


def shown(text: str, angle: float = 9.0, side: int = 300) -> QImage:
    """A badge held before the camera: its QR on white, a little turned, in a dull room."""
    matrix = np.array(segno.make_qr(text, error="m").matrix, np.uint8)
    code = QImage(len(matrix) + 8, len(matrix) + 8, QImage.Format.Format_RGB32)
    code.fill(QColor("white"))
    for y, line in enumerate(matrix):
        for x, dark in enumerate(line):
            if dark:
                code.setPixelColor(x + 4, y + 4, QColor("black"))
    frame = QImage(1280, 720, QImage.Format.Format_RGB32)
    frame.fill(QColor(70, 74, 80))
    painter = QPainter(frame)
    painter.translate(640, 360)
    painter.rotate(angle)
    painter.drawImage(-side // 2, -side // 2, code.scaled(side, side))
    painter.end()
    return frame


@pytest.fixture
def pictures(driver: Driver) -> Pictures:
    """The camera of the desk, replaced by pictures; its clock is turned by the test."""
    source = Pictures(driver.page)
    driver.page.camera.open_source = lambda _parent: source
    seconds = [100.0]
    driver.page.camera.reader.clock = lambda: seconds[0]
    source.seconds = seconds  # type: ignore[attr-defined]
    return source


def show(driver: Driver, source: Pictures, image: QImage, *, after_s: float = 0.1) -> None:
    """One more frame, and wait until it was read."""
    source.seconds[0] += after_s  # type: ignore[attr-defined]
    seen: list[QImage] = []
    driver.page.camera.reader.seen.connect(seen.append)
    source.came.emit(lambda: grey_of_image(image))
    driver.qtbot.waitUntil(lambda: bool(seen))
    driver.page.camera.reader.seen.disconnect(seen.append)
    driver.settle()


def f12(driver: Driver) -> None:
    next(action for action in driver.page.palette_actions() if action.shortcut == "F12").run()


def test_a_badge_shown_to_the_camera_notes_the_arrival(driver: Driver, cast: Cast, pictures: Pictures) -> None:
    f12(driver)
    assert pictures.running
    assert driver.page.camera.view.isVisible()
    show(driver, pictures, shown(badge_payload(cast.badges["Valbusa"], "Brévanches")))
    driver.shows("card")
    card = driver.page.desk.card.card
    assert card is not None
    assert card.name == "Thierry Valbusa"
    assert driver.arrivals() == 1
    assert driver.page.desk.field.edit.hasFocus()


def test_a_badge_that_stays_before_the_camera_is_one_passage(driver: Driver, cast: Cast, pictures: Pictures) -> None:
    f12(driver)
    told: list[str] = []
    driver.page.camera.reader.read.connect(told.append)
    for _ in range(12):
        show(driver, pictures, shown(cast.badges["Valbusa"]), after_s=0.5)
    assert told == [cast.badges["Valbusa"]]
    show(driver, pictures, shown(cast.badges["Valbusa"]), after_s=3)
    assert len(told) == 2


def test_a_hand_that_shakes_between_two_codes_notes_each_once(driver: Driver, cast: Cast, pictures: Pictures) -> None:
    f12(driver)
    for who in ("Valbusa", "Hoaraud", "Valbusa", "Hoaraud"):
        show(driver, pictures, shown(cast.badges[who]), after_s=0.4)
    driver.settle()
    assert driver.arrivals() == 2
    assert len(driver.page.desk.side.model.passages) == 2


def test_the_sheet_of_a_half_day_shown_to_the_camera_opens_its_entry(driver: Driver, pictures: Pictures) -> None:
    with driver.page.context.event.read() as db:
        wanted = reception.half_days(db)[3].id
    f12(driver)
    show(driver, pictures, shown(sheet_code(wanted)))
    driver.qtbot.waitUntil(lambda: driver.window.findChild(PaperSheet) is not None)
    driver.settle()
    sheet = driver.window.findChild(PaperSheet)
    assert sheet is not None
    assert sheet.half_day.currentData() == wanted
    sheet.close_sheet()


def test_frames_are_read_off_the_ui_thread_and_those_that_come_meanwhile_are_let_go(
    driver: Driver, pictures: Pictures
) -> None:
    f12(driver)
    reader, held, threads = driver.page.camera.reader, threading.Event(), []

    def slow() -> None:  # a frame that cannot be read, in the end
        threads.append(threading.current_thread().name)
        held.wait(10)

    assert reader.offer(slow)
    pictures.seconds[0] += 1  # type: ignore[attr-defined]
    assert not reader.offer(slow)
    held.set()
    driver.page.camera.stop()
    assert [name.split("_")[0] for name in threads] == ["uepit-camera"]


@pytest.mark.parametrize("leave", ["toggle", "lock", "hide", "cross"])
def test_the_camera_stops_when_the_desk_is_left_or_locked(driver: Driver, pictures: Pictures, leave: str) -> None:
    f12(driver)
    show(driver, pictures, shown("HELLO"))
    deeds: dict[str, Callable[[], object]] = {
        "toggle": lambda: f12(driver),
        "lock": driver.page.lock.lock_now,
        "hide": driver.page.hide,
        "cross": driver.page.camera.view.closed.emit,
    }
    deeds[leave]()
    assert not pictures.running
    assert not driver.page.camera.view.isVisible()
    assert driver.page.camera.view.picture.image.isNull()
    assert [t.name for t in threading.enumerate() if t.name.startswith("uepit-camera")] == []


def test_a_frame_that_cannot_be_read_is_followed_by_the_next(driver: Driver, cast: Cast, pictures: Pictures) -> None:
    f12(driver)
    pictures.came.emit(lambda: None)
    driver.qtbot.waitUntil(lambda: not driver.page.camera.reader._busy)
    show(driver, pictures, shown(cast.badges["Valbusa"]))
    driver.shows("card")
    assert driver.arrivals() == 1
    f12(driver)


def test_a_camera_that_fails_says_why_and_the_desk_goes_on(
    driver: Driver, cast: Cast, pictures: Pictures, toasts: NotedToasts
) -> None:
    f12(driver)
    pictures.failed.emit("La caméra s’est arrêtée : débranchée")
    assert toasts.shown[-1][0] == "La caméra s’est arrêtée : débranchée"
    assert not driver.page.camera.on
    driver.scan(cast.badges["Valbusa"])
    driver.shows("card")
    assert driver.arrivals() == 1


def test_without_the_extra_the_action_says_what_to_install(
    driver: Driver, cast: Cast, toasts: NotedToasts, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(camera_source, "find_spec", lambda name: None)
    assert not driver.page.desk.header.camera_button.isVisible()
    f12(driver)
    assert "start.py camera" in toasts.shown[-1][0]
    assert not driver.page.camera.on
    assert not driver.page.desk.header.camera_button.isVisible()
    assert driver.page.desk.field.edit.hasFocus()
    driver.scan(cast.badges["Valbusa"])
    driver.shows("card")


def test_the_action_names_what_it_does_next(driver: Driver, pictures: Pictures) -> None:
    assert driver.page.camera.action().text == "Lire avec la caméra"
    f12(driver)
    assert driver.page.camera.action().text == "Arrêter la caméra"
    assert driver.page.desk.header.camera_button.isVisible()
    f12(driver)


def said_by(program: str) -> list[str]:
    """The lines that a program prints in a process of its own."""
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, timeout=120, check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout.splitlines()


def test_neither_the_camera_nor_the_decoder_is_loaded_before_someone_asks(tmp_path: Path) -> None:
    """A desk that is on the screen, in a process of its own: not even its sounds load QtMultimedia at the start."""
    program = f"""
import datetime, sys
from pathlib import Path
from PySide6.QtWidgets import QApplication
from uepit_desktop.event import EventFile
from uepit_desktop.gui.shell.dress import dress
from uepit_desktop.gui.shell.settings import Settings
from uepit_desktop.gui.shell.window import Window
app = QApplication(["uepit", "-platform", "offscreen"])
dress(app)
folder = Path({str(tmp_path)!r})
EventFile.create(folder / "e.uepit", name="U", site="L", start_on=datetime.date(2026, 7, 6), days=1).close()
window = Window(Settings(folder / "settings.json"))
window.show()
window.show_event(EventFile.open(folder / "e.uepit"), "reception")
window.workspace.go("reception")
app.processEvents()
assert window.workspace.page.place == "reception"
print([name for name in ("PySide6.QtMultimedia", "zxingcpp") if name in sys.modules])
window.close()
"""
    assert said_by(program) == ["[]"]


@pytest.mark.parametrize("absent", [("PySide6.QtMultimedia", "zxingcpp"), ("PySide6.QtMultimedia",), ("zxingcpp",)])
def test_a_computer_where_the_extra_cannot_be_imported_gets_one_sentence(absent: tuple[str, ...]) -> None:
    (sentence,) = said_by(
        f"import sys\nsys.modules.update(dict.fromkeys({absent!r}))\n"
        "from uepit_desktop.gui.reception.camera_source import CameraSource\n"
        "print(CameraSource().start())"
    )
    assert "start.py camera" in sentence


def test_a_grey_image_is_the_same_there_and_back() -> None:
    image = shown("UEPIT", angle=0)
    picture = grey_of_image(image)
    assert picture.shape == (720, 1280)
    assert (grey_of_image(image_of(picture)) == picture).all()
    assert read_frame(picture) == "UEPIT"


def test_frames_of_a_video_are_read_in_every_form_that_cameras_give(qapp: QObject) -> None:
    """Through QtMultimedia, where it is installed."""
    try:
        from PySide6.QtCore import QSize
        from PySide6.QtMultimedia import QVideoFrame, QVideoFrameFormat, QVideoSink
    except ImportError:
        pytest.skip("QtMultimedia is an extra")
    image = shown("UEPIT")
    grey = grey_of_image(image)
    frames = [QVideoFrame(image)]
    form = QVideoFrameFormat.PixelFormat
    for kind, step, first in (
        (form.Format_NV12, 1, 0),
        (form.Format_YUV420P, 1, 0),
        (form.Format_YUYV, 2, 0),
        (form.Format_UYVY, 2, 1),
        (form.Format_Y8, 1, 0),
    ):
        frame = QVideoFrame(QVideoFrameFormat(QSize(1280, 720), kind))
        assert frame.map(QVideoFrame.MapMode.ReadWrite)
        plane = np.frombuffer(frame.bits(0), np.uint8)
        rows = plane[: frame.bytesPerLine(0) * 720].reshape(720, -1)
        rows[:, first : 1280 * step : step] = grey
        frame.unmap()
        frames.append(frame)
    sink, read = QVideoSink(), []
    sink.videoFrameChanged.connect(lambda frame: read.append(camera_source.grey_of(frame)))
    for frame in frames:
        sink.setVideoFrame(frame)
    assert [read_frame(picture) for picture in read] == ["UEPIT"] * len(frames)


def test_a_computer_without_a_camera_says_so(qapp: QObject) -> None:
    try:
        from PySide6.QtMultimedia import QMediaDevices
    except ImportError:
        pytest.skip("QtMultimedia is an extra")
    if not QMediaDevices.defaultVideoInput().isNull():
        pytest.skip("this computer has a camera")
    source = CameraSource()
    assert source.start() == "Aucune caméra n’a été trouvée sur cet ordinateur."
    source.stop()


@pytest.mark.parametrize(("width", "height"), [(1302, 768), (1000, 600), (860, 600), (619, 384)])
def test_the_preview_never_covers_the_verdict_nor_its_buttons(
    driver: Driver, cast: Cast, pictures: Pictures, width: int, height: int
) -> None:
    driver.window.resize(width, height)
    f12(driver)
    driver.scan(cast.badges["Valbusa"])
    driver.shows("card")
    view, desk = driver.page.camera.view.geometry(), driver.page.desk
    assert not view.intersects(desk.card.geometry())
    assert not view.intersects(desk.field.geometry())
    assert desk.rect().contains(view)
    assert view.height() > 60
    before = desk.card.width()
    f12(driver)
    assert desk.card.width() >= before
