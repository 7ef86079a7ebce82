"""``uepit programme`` as a process."""

from __future__ import annotations

from pathlib import Path

from tests.cli.running import new_event, uepit, uepit_json
from uepit_desktop.resources import resource

SAMPLE = resource("samples", "programme-valmorin.csv")


def test_a_programme_is_tried_imported_listed_and_undone(tmp_path: Path) -> None:
    path = new_event(tmp_path / "e.uepit")
    tried = uepit_json("programme", "import", path, SAMPLE, "--dry-run")
    assert (tried["created"], tried["dry_run"], uepit_json("programme", "list", path)) == (21, True, [])
    done = uepit("programme", "import", path, SAMPLE)
    assert done.returncode == 0, done.stderr
    assert "7 salles créées" in done.stdout.replace("\N{NO-BREAK SPACE}", " ")
    assert uepit_json("programme", "import", path, SAMPLE)["unchanged"] == 21
    tuesday = uepit_json("programme", "list", path, "--day", "2026-07-07")
    assert [one["code"] for one in tuesday][:2] == ["P2", "A1"]
    assert tuesday[1]["starts"] == "2026-07-07T10:30:00+02:00"
    said = uepit("programme", "list", path)
    plain = said.stdout.replace("\N{NO-BREAK SPACE}", " ")
    assert "lundi 6 juillet 2026" in plain
    assert "Atelier : Prototyper en carton et en une heure" in plain
    refused = uepit("programme", "list", path, "--day", "2026-08-01")
    assert (refused.returncode, refused.stdout) == (1, "")
    assert uepit("undo", path).returncode == 0
    assert uepit_json("programme", "list", path) == []
