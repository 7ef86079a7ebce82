"""What a file came on is told by where it lies."""

from __future__ import annotations

from pathlib import Path

import pytest

from uepit_desktop.event.receipts import Medium
from uepit_desktop.gui.exchange.drives import Drive, medium_of


@pytest.fixture
def key(tmp_path: Path) -> Drive:
    (tmp_path / "key" / "deep").mkdir(parents=True)
    return Drive(tmp_path / "key", "key", 0, True)


def test_whatever_lies_on_a_key_came_by_key(key: Drive, tmp_path: Path) -> None:
    for path in (key.folder, key.folder / "deep", key.folder / "deep" / "a.uepitx"):
        assert medium_of(path, [key], None) is Medium.KEY
    assert medium_of(key.folder / "a.uepitx", [key], key.folder) is Medium.KEY  # a folder of exchanges on a key


def test_the_folder_of_exchanges_is_shared_and_so_is_one_chosen_like_it(key: Drive, tmp_path: Path) -> None:
    shared, other = tmp_path / "shared", tmp_path / "other"
    other.mkdir()
    assert medium_of(shared / "a.uepitx", [key], shared) is Medium.FOLDER
    assert medium_of(other, [key], shared) is Medium.FOLDER


def test_a_lone_file_elsewhere_is_only_a_file(key: Drive, tmp_path: Path) -> None:
    assert medium_of(tmp_path / "a.uepitx", [key], tmp_path / "shared") is Medium.FILE
    assert medium_of(tmp_path / "key-of-another" / "a.uepitx", [key], None) is Medium.FILE
