"""Pictures of the pages: named after their state, language and theme, the same twice."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtGui import QImage

from uepit_desktop import language
from uepit_desktop.event import UserError
from uepit_desktop.gui.shell.screenshots import take_screenshots


def test_a_page_is_drawn_in_each_language_and_theme(tmp_path: Path) -> None:
    written = take_screenshots(tmp_path, pages=["11-composants"], languages=["fr", "en"], themes=["light", "dark"])
    assert [path.name for path in written] == [
        f"11-composants.{spoken}.{shade}.png" for spoken in ("fr", "en") for shade in ("light", "dark")
    ]
    sizes = {(QImage(str(path)).width(), QImage(str(path)).height()) for path in written}
    assert sizes == {(1366, 768)}
    assert len({path.read_bytes() for path in written}) == 4
    assert language.current() == "fr"


def test_the_same_page_gives_the_same_picture_twice(tmp_path: Path) -> None:
    one = take_screenshots(tmp_path / "1", pages=["today"], languages=["fr"], themes=["light"])
    two = take_screenshots(tmp_path / "2", pages=["today"], languages=["fr"], themes=["light"])
    assert [path.name for path in one] == [path.name for path in two]
    assert one[0].read_bytes() == two[0].read_bytes()


def test_an_unknown_page_is_refused_with_the_list_of_those_that_exist(tmp_path: Path) -> None:
    with pytest.raises(UserError) as refused:
        take_screenshots(tmp_path, pages=["nowhere"])
    assert refused.value.code == "unknown_page"
    assert "reception" in str(refused.value)
    assert list(tmp_path.iterdir()) == []
