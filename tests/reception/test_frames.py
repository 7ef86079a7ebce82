"""Codes read in pictures of our own printed badges: turned, tilted, blurred, dark, noisy, far, mirrored."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pypdfium2
import pytest
from numpy.typing import NDArray

from uepit_desktop import reception
from uepit_desktop.event import EventFile
from uepit_desktop.event.model import Person
from uepit_desktop.reception.codes import read_scan
from uepit_desktop.reception.frames import SeenCodes, read_frame

pytest.importorskip("zxingcpp")

CODE = "HKBCNGDRLPF"
Image = NDArray[np.uint8]


@pytest.fixture(scope="module")
def badge(tmp_path_factory: pytest.TempPathFactory) -> Image:
    """A badge of this program, as printed, in grey levels."""
    folder = tmp_path_factory.mktemp("badge")
    with EventFile.create(
        folder / "e.uepit", name="Université", site="Brévanches", start_on=dt.date(2026, 7, 6), days=2
    ) as event:
        with event.write("import_people") as db:
            db.add(Person(given_name="Maël", family_name="Kerdavid", badge_code=CODE))
        report = reception.badges(event, folder / "badge.pdf", layout="single")
        assert report.done
    return drawn(folder / "badge.pdf")


def drawn(path: Path) -> Image:
    page = pypdfium2.PdfDocument(path)[0]
    return page.render(scale=3, grayscale=True).to_numpy().squeeze().astype(np.uint8)


def before_camera(badge: Image, *, share: float = 0.8, angle: float = 0.0, tilt: float = 0.0) -> Image:
    """A picture of 1280 × 720 with the badge in its middle on a grey wall: ``share`` of its height, turned by ``angle``
    degrees, its far side narrower by ``tilt``."""
    height, width = 720, 1280
    scale = badge.shape[0] / (height * share)
    turn = np.deg2rad(angle)
    y, x = np.mgrid[0:height, 0:width].astype(np.float64)
    x, y = x - width / 2, y - height / 2
    depth = 1 + tilt * x / width
    u, v = (np.cos(turn) * x + np.sin(turn) * y) / depth, (-np.sin(turn) * x + np.cos(turn) * y) / depth
    column, row = (
        (u * scale + badge.shape[1] / 2).round().astype(int),
        (v * scale + badge.shape[0] / 2).round().astype(int),
    )
    inside = (column >= 0) & (column < badge.shape[1]) & (row >= 0) & (row < badge.shape[0])
    picture = np.full((height, width), 90, np.uint8)
    picture[inside] = badge[row[inside], column[inside]]
    return picture


def blurred(picture: Image, size: int) -> Image:
    """Each point the mean of a square of ``size`` points, twice: a lens out of focus."""
    out = picture.astype(np.float64)
    for axis in (0, 1, 0, 1):
        total = np.cumsum(np.insert(out, 0, 0.0, axis=axis), axis=axis)
        out = (
            total.take(range(size, total.shape[axis]), axis) - total.take(range(total.shape[axis] - size), axis)
        ) / size
    return out.astype(np.uint8)


def dark(picture: Image, light: float) -> Image:
    """The same in less light, with the grain of a webcam."""
    grain = np.random.default_rng(5).normal(0, 2.0, picture.shape)
    return np.clip(picture * light + grain, 0, 255).astype(np.uint8)


def shaded(picture: Image) -> Image:
    """A shadow over the right half, a lamp on the left."""
    fall = np.linspace(1.0, 0.25, picture.shape[1])
    return (picture * fall).astype(np.uint8)


@pytest.mark.parametrize("angle", [0, 7, 23, 45, 90, 135, 180, 251, 270, 333])
def test_a_badge_is_read_however_it_is_turned(badge: Image, angle: float) -> None:
    text = read_frame(before_camera(badge, share=0.55, angle=angle))
    assert text is not None
    assert read_scan(text).code == CODE
    assert read_scan(text).sites == ("BREVANCHES",)


@pytest.mark.parametrize(
    "seen",
    [
        lambda badge: before_camera(badge, share=0.35),
        lambda badge: before_camera(badge, tilt=0.5),
        lambda badge: blurred(before_camera(badge), 5),
        lambda badge: dark(before_camera(badge), 0.12),
        lambda badge: dark(blurred(before_camera(badge, angle=12), 3), 0.2),
        lambda badge: shaded(before_camera(badge, angle=5)),
        lambda badge: before_camera(badge)[:, ::-1],
        lambda badge: (before_camera(badge) // 8 + 200).astype(np.uint8),
    ],
    ids=["far", "tilted", "blurred", "dark", "dark and blurred", "in the shade", "mirrored", "in the glare"],
)
def test_a_badge_is_read_in_poor_light(badge: Image, seen: Callable[[Image], Image]) -> None:
    text = read_frame(seen(badge))
    assert text is not None
    assert read_scan(text).code == CODE


def test_of_two_badges_the_one_in_the_middle_is_read(badge: Image) -> None:
    import segno

    other = np.kron(np.array(segno.make_qr("ELSEWHERE").matrix, np.uint8), np.ones((5, 5), np.uint8))
    picture = before_camera(badge, share=0.7)
    picture[:180, :180] = 255
    picture[20 : 20 + len(other), 20 : 20 + len(other)] = (1 - other) * 255
    text = read_frame(picture)
    assert text is not None
    assert read_scan(text).code == CODE


@pytest.mark.parametrize(
    "picture",
    [
        np.zeros((720, 1280), np.uint8),
        np.full((720, 1280), 255, np.uint8),
        np.zeros((0, 0), np.uint8),
        np.zeros((3, 900), np.uint8),
        np.zeros((4, 4, 3), np.uint8),
        np.random.default_rng(3).integers(0, 256, (480, 640), np.uint8),
        np.tile(np.repeat(np.array([0, 255], np.uint8), 7), (480, 40)),
    ],
    ids=["black", "white", "empty", "thin", "colours", "noise", "a striped shirt"],
)
def test_a_picture_without_a_code_reads_as_nothing(picture: Image) -> None:
    assert read_frame(picture) is None


def test_a_code_that_stays_before_the_camera_is_one_passage() -> None:
    seen = SeenCodes()
    told = [second for second in range(0, 10) if seen.is_new("A", second)]
    assert told == [0]
    assert not seen.is_new("A", 10.9)
    assert seen.is_new("A", 13.0)


def test_another_code_is_told_at_once_and_two_codes_in_sight_are_told_once_each() -> None:
    seen = SeenCodes()
    told = [(tick, code) for tick in range(40) for code in ("A", "B") if seen.is_new(code, tick / 10)]
    assert told == [(0, "A"), (0, "B")]
