"""What a person chose comes back; a damaged file or a folder that refuses never stops the program."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from uepit_desktop.gui.shell.settings import RECENT_AT_MOST, Settings


def test_choices_come_back(tmp_path: Path) -> None:
    file = tmp_path / "new folder" / "settings.json"
    settings = Settings(file, theme="dark", zoom=150, language="en", sound=False)
    settings.remember(tmp_path / "a.uepit", "UEPIT 2026", "Site de Valmorin")
    again = Settings.load(file)
    assert (again.theme, again.zoom, again.language, again.sound) == ("dark", 150, "en", False)
    assert [(r.name, r.site) for r in again.recent] == [("UEPIT 2026", "Site de Valmorin")]
    assert [p.name for p in file.parent.iterdir()] == ["settings.json"]


@pytest.mark.parametrize(
    "content",
    [b"", b"{", b"\xff\xfe\x00", b"[]", b'"x"', b'{"zoom": "big", "theme": 3, "recent": {"a": 1}}',
     b'{"recent": [1, {"name": "x"}, {"path": 5}], "zoom": 99999, "language": "tlh"}'],
)  # fmt: skip
def test_a_damaged_file_gives_the_usual_choices(tmp_path: Path, content: bytes) -> None:
    file = tmp_path / "settings.json"
    file.write_bytes(content)
    settings = Settings.load(file)
    assert settings.theme == "system"
    assert settings.language == "fr"
    assert 100 <= settings.zoom <= 200
    assert settings.recent == []


def test_a_folder_that_refuses_is_no_reason_to_stop(tmp_path: Path) -> None:
    in_the_way = tmp_path / "file"
    in_the_way.write_text("not a folder")
    settings = Settings(in_the_way / "settings.json")
    settings.save()
    settings.remember(tmp_path / "a.uepit", "A", "")
    assert settings.recent[0].name == "A"


def test_recent_events_are_few_newest_first_each_once(tmp_path: Path) -> None:
    settings = Settings(tmp_path / "settings.json")
    for n in range(RECENT_AT_MOST + 3):
        settings.remember(tmp_path / f"{n}.uepit", f"Event {n}", "")
    settings.remember(tmp_path / "5.uepit", "Event 5", "")
    names = [r.name for r in settings.recent]
    assert names[0] == "Event 5"
    assert len(names) == len(set(names)) == RECENT_AT_MOST
    settings.forget(settings.recent[0].path)
    assert "Event 5" not in [r.name for r in Settings.load(settings.file).recent]


def test_what_a_newer_program_added_is_no_obstacle(tmp_path: Path) -> None:
    file = tmp_path / "settings.json"
    file.write_text(json.dumps({"theme": "dark", "holograms": True, "recent": [{"path": "/x", "stars": 5}]}))
    settings = Settings.load(file)
    assert settings.theme == "dark"
    assert settings.recent[0].path == "/x"
