"""``uepit screenshots`` draws what it is asked, without a display."""

from __future__ import annotations

from pathlib import Path

from tests.cli.running import uepit_json


def test_one_page_is_drawn_in_one_language_and_theme(tmp_path: Path) -> None:
    told = uepit_json(
        "screenshots", tmp_path, "--page", "00-bienvenue", "--language", "fr", "--theme", "light", DISPLAY=""
    )

    assert told["pictures"] == [str(tmp_path / "00-bienvenue.fr.light.png")]
    assert (tmp_path / "00-bienvenue.fr.light.png").read_bytes().startswith(b"\x89PNG")


def test_a_page_that_is_not_is_a_sentence(tmp_path: Path) -> None:
    assert uepit_json("screenshots", tmp_path, "--page", "zut", status=1)["error"] == "unknown_page"
