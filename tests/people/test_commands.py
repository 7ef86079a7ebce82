"""``uepit people`` as a script runs it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.cli.running import new_event, uepit, uepit_json
from tests.people.registration_files import ROWS, write_csv


@pytest.fixture(scope="module")
def event_path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return new_event(tmp_path_factory.mktemp("cli") / "e.uepit")


@pytest.fixture(scope="module")
def file_path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_csv(tmp_path_factory.mktemp("files") / "inscriptions.csv", ROWS, encoding="cp1252")


def test_a_dry_run_then_an_import_then_search_list_and_erase(event_path: Path, file_path: Path, tmp_path: Path) -> None:
    dry = uepit_json("people", "import", event_path, file_path, "--dry-run")
    assert (dry["created"], dry["dry_run"]) == (4, True)
    assert uepit_json("people", "list", event_path) == []
    done = uepit_json("people", "import", event_path, file_path)
    assert set(done) >= {
        "created", "updated", "unchanged", "duplicates", "rejected", "flagged", "encoding", "delimiter", "mapping",
    }  # fmt: skip
    assert (done["created"], done["encoding"], done["delimiter"]) == (4, "cp1252", ";")
    again = uepit_json("people", "import", event_path, file_path)
    assert (again["created"], again["updated"], again["unchanged"]) == (0, 0, 4)

    found = uepit_json("people", "search", event_path, "lemoinar", "--limit", "3")
    assert [one["name"] for one in found] == ["Ulysse LEMOINARD"]
    assert set(found[0]) >= {"id", "name", "organisation", "badge"}
    assert len(uepit_json("people", "list", event_path)) == 4
    assert uepit_json("people", "duplicates", event_path) == []
    assert uepit_json("people", "erase", event_path, found[0]["id"])["erased"] == found[0]["id"]
    assert uepit_json("people", "search", event_path, "lemoinar") == []

    mapping = tmp_path / "m.json"
    mapping.write_text(json.dumps({"nom": "given_name", "PRENOM": "family_name"}), encoding="utf-8")
    swapped = uepit_json("people", "import", event_path, file_path, "--mapping", mapping, "--dry-run")
    assert swapped["mapping"]["Nom"] == "given_name"
    assert swapped["mapping"]["Courriel"] is None


def test_challenges_are_imported_by_the_same_command(event_path: Path, tmp_path: Path) -> None:
    path = write_csv(tmp_path / "d.csv", [("D1", "Un seul guichet", "8")], ("Code", "Titre", "Effectif min"))
    report = uepit_json("people", "import", event_path, path, "--kind", "challenges")
    assert (report["created"], report["mapping"]["Titre"]) == (1, "title")


@pytest.mark.parametrize(
    "arguments", [("absent.csv",), ("empty.csv",), ("notes.csv",), ("ok.csv", "--mapping", "absent.json")]
)
def test_bad_files_are_refused_with_one_sentence(event_path: Path, tmp_path: Path, arguments: tuple[str, ...]) -> None:
    (tmp_path / "empty.csv").write_bytes(b"")
    (tmp_path / "notes.csv").write_bytes(b"%PDF-1.4\n")
    (tmp_path / "ok.csv").write_text("Nom;Prénom\nA;B\n", encoding="utf-8")
    paths = [tmp_path / one if not one.startswith("-") else one for one in arguments]
    done = uepit("people", "import", event_path, *paths)
    assert done.returncode == 1
    assert done.stdout == ""
    assert len(done.stderr.strip().splitlines()) == 1
    assert "Traceback" not in done.stderr


def test_erasing_someone_unknown_is_refused(event_path: Path) -> None:
    done = uepit("people", "erase", event_path, "personne")
    assert (done.returncode, done.stdout) == (1, "")
