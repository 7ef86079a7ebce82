"""``uepit rehearse``, as a person runs it."""

from __future__ import annotations

from pathlib import Path

from tests.cli.running import uepit, uepit_json


def test_a_rehearsal_tells_waits_verdicts_and_that_nothing_was_lost(tmp_path: Path) -> None:
    done = uepit("rehearse", "--people", 12, "--desks", 2)
    assert (done.returncode, done.stderr) == (0, "")
    assert "12\u00a0personnes à 2\u00a0postes." in done.stdout
    assert "arrivées notées" in done.stdout
    assert "Rien n’a été perdu." in done.stdout
    assert "Tous les postes finissent dans le même état" in done.stdout


def test_a_rehearsal_speaks_english_too_and_keeps_its_files_where_it_is_told(tmp_path: Path) -> None:
    kept = tmp_path / "kept"
    done = uepit("rehearse", "--people", 12, "--desks", 1, "--keep", kept, "--lang", "en")
    assert done.returncode == 2  # the language comes before the command
    done = uepit("--lang", "en", "rehearse", "--people", 12, "--desks", 1, "--keep", kept)
    assert done.returncode == 0, done.stderr
    assert "Nothing was lost." in done.stdout
    assert uepit_json("info", kept / "desk-1.uepit")["counts"]["person"] == 12


def test_a_folder_that_holds_something_is_left_as_it_is(tmp_path: Path) -> None:
    (tmp_path / "letter.txt").write_text("dear", "utf-8")
    refusal = uepit_json("rehearse", "--people", 12, "--desks", 1, "--keep", tmp_path, status=1)
    assert refusal["error"] == "not_empty"
    assert [file.name for file in tmp_path.iterdir()] == ["letter.txt"]
