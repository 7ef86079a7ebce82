"""``uepit exchange`` as a script runs it."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.running import new_event, uepit, uepit_json


@pytest.fixture
def passphrase(tmp_path: Path) -> Path:
    file = tmp_path / "phrase.txt"
    file.write_text("abeille-moulin-cerise-voile-lampe-tapis\n", encoding="utf-8")
    return file


def test_two_laptops_exchange_by_commands_alone(tmp_path: Path, passphrase: Path) -> None:
    first, second, key = new_event(tmp_path / "a.uepit"), tmp_path / "b.uepit", tmp_path / "key"
    key.mkdir()
    made = uepit_json("exchange", "pack", first, tmp_path / "p.uepitp", "--passphrase-file", passphrase)
    assert Path(made["file"]).is_file()
    joined = uepit_json(
        "exchange", "join", tmp_path / "p.uepitp", second, "--desk", "Poste 2", "--passphrase-file", passphrase
    )
    assert joined["replica"]["desk"] == "Poste 2"

    written = uepit_json("exchange", "write", second, key)
    assert Path(written["file"]).is_file()
    assert written["operations"] >= 1
    read = uepit_json("exchange", "read", first, key)
    assert read["applied"] >= 1
    assert (read["known"], read["conflicts"], read["refused"]) == (0, 0, [])
    uepit_json("exchange", "write", first, key)
    uepit_json("exchange", "read", second, key)
    assert uepit_json("exchange", "write", second, key)["file"] is None

    status = uepit_json("exchange", "status", first)
    assert [(desk["desk"], desk["to_send"]) for desk in status["desks"]] == [("Coordination", 0), ("Poste 2", 0)]
    assert uepit_json("check", first)["digest"] == uepit_json("check", second)["digest"]
    assert "Poste 2" in uepit("exchange", "status", first).stdout


def test_the_day_ends_with_status_1_and_the_list_of_what_is_missing_until_all_is_exchanged(
    tmp_path: Path, passphrase: Path
) -> None:
    first, second, key = new_event(tmp_path / "a.uepit"), tmp_path / "b.uepit", tmp_path / "key"
    key.mkdir()
    alone = uepit_json("exchange", "status", first, "--day-end")
    assert (alone["done"], alone["missing"]) == (True, [])
    uepit_json("exchange", "pack", first, tmp_path / "p.uepitp", "--passphrase-file", passphrase)
    uepit_json("exchange", "join", tmp_path / "p.uepitp", second, "--desk", "Poste 2", "--passphrase-file", passphrase)
    uepit_json("exchange", "write", second, key)
    uepit_json("exchange", "read", first, key)
    uepit_json("reception", "walk-in", first, "Solène", "Kerdavid")

    missing = uepit_json("exchange", "status", first, "--day-end", status=1)
    assert missing["done"] is False
    (desk,) = missing["missing"]
    assert (desk["desk"], desk["to_send"] > 0) == ("Poste 2", True)
    said = uepit("exchange", "status", first, "--day-end")
    assert (said.returncode, "Poste 2" in said.stdout) == (1, True)

    uepit_json("exchange", "write", first, key)
    uepit_json("exchange", "read", second, key)
    uepit_json("reception", "walk-in", second, "Yanis", "Amrouchel")
    uepit_json("exchange", "write", second, key)
    uepit_json("exchange", "read", first, key)
    ended = uepit("exchange", "status", first, "--day-end")
    assert (ended.returncode, ended.stdout.strip()) == (0, "Tout est échangé.")


def test_a_damaged_file_is_one_sentence_and_exit_status_1(tmp_path: Path) -> None:
    event = new_event(tmp_path / "a.uepit")
    (tmp_path / "cassé.uepitx").write_bytes(b"age-encryption.org/v1\nrien")
    before = uepit_json("check", event)["digest"]
    result = uepit_json("exchange", "read", event, tmp_path / "cassé.uepitx", status=1)
    (refused,) = result["refused"]
    assert refused["file"] == "cassé.uepitx"
    assert refused["reason"].endswith(".")
    assert uepit_json("check", event)["digest"] == before


def test_a_wrong_passphrase_is_one_sentence_and_leaves_nothing(tmp_path: Path, passphrase: Path) -> None:
    event = new_event(tmp_path / "a.uepit")
    uepit_json("exchange", "pack", event, tmp_path / "p.uepitp", "--passphrase-file", passphrase)
    passphrase.write_text("une autre phrase", encoding="utf-8")
    done = uepit(
        "exchange", "join", tmp_path / "p.uepitp", tmp_path / "b.uepit", "--desk", "P", "--passphrase-file", passphrase
    )
    assert done.returncode == 1
    assert "phrase de passe" in done.stderr
    assert "Traceback" not in done.stderr
    assert not (tmp_path / "b.uepit").exists()


def test_a_folder_that_is_not_there_and_a_missing_option_are_told_apart(tmp_path: Path) -> None:
    event = new_event(tmp_path / "a.uepit")
    assert uepit("exchange", "write", event, tmp_path / "absent").returncode == 1
    assert uepit("exchange", "read", event, tmp_path / "absent").returncode == 1
    assert uepit("exchange", "join", tmp_path / "p", tmp_path / "b").returncode == 2


def test_a_passphrase_is_proposed() -> None:
    assert len(uepit_json("exchange", "passphrase")["passphrase"].split("-")) == 6
