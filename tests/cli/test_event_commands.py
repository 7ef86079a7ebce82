"""``uepit new``, ``info``, ``check`` and ``undo`` on real files."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.running import new_event, uepit, uepit_json


def test_a_new_event_says_what_it_holds(tmp_path: Path) -> None:
    path = new_event(tmp_path / "été à Valmorin.uepit", "--desk", "Accueil A", "--organiser", "Appui national")

    document = uepit_json("info", path)

    assert document["event"]["name"] == "Université d'été"
    assert document["event"]["site"] == "Valmorin"
    assert document["event"]["organiser"] == "Appui national"
    assert (document["event"]["start_on"], document["event"]["end_on"]) == ("2026-07-06", "2026-07-08")
    assert document["counts"]["half_day"] == 6
    assert document["counts"]["person"] == 0
    assert document["replica"]["desk"] == "Accueil A"
    assert document["pending_operations"] == document["operations"] > 0
    assert document["schema_version"] >= 1
    assert "Ce poste\u00a0: Accueil A" in uepit("info", path).stdout


def test_an_existing_file_is_left_as_it_is(tmp_path: Path) -> None:
    path = new_event(tmp_path / "a.uepit")
    before = path.read_bytes()

    done = uepit("new", path, "--name", "B", "--site", "C", "--start", "2026-07-06", "--days", 1)

    assert done.returncode == 1
    assert path.read_bytes() == before


@pytest.mark.parametrize(
    ("option", "value", "status"),
    [("--start", "06/07/2026", 2), ("--days", "0", 2), ("--days", "61", 2), ("--time-zone", "Europe/Zut", 1)],
)
def test_a_bad_value_creates_nothing(tmp_path: Path, option: str, value: str, status: int) -> None:
    given = {"--name": "N", "--site": "S", "--start": "2026-07-06", "--days": "3", option: value}

    done = uepit("new", tmp_path / "a.uepit", *(word for pair in given.items() for word in pair))

    assert done.returncode == status
    assert list(tmp_path.glob("*")) == []


def test_a_sound_file_is_checked_and_its_digest_printed(tmp_path: Path) -> None:
    path = new_event(tmp_path / "a.uepit")

    document = uepit_json("check", path)

    assert document["ok"] is True
    assert len(document["digest"]) == 64
    assert document["faults"] == []
    assert uepit_json("check", path)["digest"] == document["digest"]


def test_an_encrypted_event_opens_with_its_passphrase_only(tmp_path: Path) -> None:
    (tmp_path / "right.txt").write_text("six mots de passe bien longs\nrien d'autre ne compte\n", "utf-8")
    (tmp_path / "wrong.txt").write_text("autre\n", "utf-8")
    (tmp_path / "empty.txt").write_text("", "utf-8")
    path = new_event(tmp_path / "a.uepit", "--passphrase-file", tmp_path / "right.txt")

    assert uepit_json("info", path, "--passphrase-file", tmp_path / "right.txt")["event"]["site"] == "Valmorin"
    assert uepit_json("info", path, status=1)["error"] == "passphrase_needed"
    assert (
        uepit_json("info", path, "--passphrase-file", tmp_path / "wrong.txt", status=1)["error"] == "wrong_passphrase"
    )
    for name in ("empty.txt", "none.txt"):
        assert uepit_json("info", path, "--passphrase-file", tmp_path / name, status=1)["error"] == "passphrase_file"


def test_undo_takes_back_the_last_thing_and_names_it(tmp_path: Path) -> None:
    path = new_event(tmp_path / "a.uepit")
    (tmp_path / "people.csv").write_text("Nom;Prénom\nKerdavid;Solène\nDupontel;Björn\n", "utf-8")
    assert uepit_json("people", "import", path, tmp_path / "people.csv")["created"] == 2

    undone = uepit_json("undo", path)["undone"]

    assert undone["verb"] == "import_people"
    assert undone["label"]
    assert uepit_json("info", path)["counts"]["person"] == 0
    assert uepit_json("people", "list", path) == []
    assert uepit_json("check", path)["ok"] is True


def test_undo_with_nothing_to_undo_is_a_sentence(tmp_path: Path) -> None:
    path = new_event(tmp_path / "a.uepit")

    document = uepit_json("undo", path, status=1)

    assert document["error"] == "nothing_to_undo"
    assert uepit_json("check", path)["ok"] is True


def test_a_file_that_is_no_event_is_a_sentence(tmp_path: Path) -> None:
    (tmp_path / "a.uepit").write_bytes(b"not an event at all" * 100)
    (tmp_path / "b.csv").write_text("Nom;Prénom\n")

    for path in (tmp_path / "a.uepit", tmp_path / "b.csv", tmp_path):
        for command in ("info", "check", "undo"):
            done = uepit(command, path)
            assert done.returncode == 1
            assert "Traceback" not in done.stderr
            assert len(done.stderr.splitlines()) == 1
