"""A whole day by the command line: registrations, arrivals, badges, and two laptops that agree in the end."""

from __future__ import annotations

from pathlib import Path

from tests.cli.running import new_event, uepit, uepit_json

SAMPLES = Path(__file__).resolve().parents[2] / "resources" / "samples"


def test_a_day_from_registrations_to_two_laptops_that_agree(tmp_path: Path) -> None:
    first = new_event(tmp_path / "a.uepit", "--desk", "Accueil A")
    registrations = tmp_path / "inscriptions.csv"
    registrations.write_text(
        "Nom;Prénom;Courriel;Structure\n"
        "Kerdavid;Solène;solene@brevanches.example;Ville de Brévanches\n"
        "Dupontel;Björn;bjorn@valmorin.example;CC de Valmorin\n"
        "Œuvrard;Chloé;pas une adresse;CC de Valmorin\n",
        "utf-8",
    )

    dry = uepit_json("people", "import", first, registrations, "--dry-run")
    assert dry["created"] == 3
    assert uepit_json("info", first)["counts"]["person"] == 0
    imported = uepit_json("people", "import", first, registrations)
    assert (imported["created"], imported["delimiter"]) == (3, ";")
    assert [flag["value"] for flag in imported["flagged"]] == ["pas une adresse"]
    again = uepit_json("people", "import", first, registrations)
    assert (again["created"], again["updated"], again["unchanged"]) == (0, 0, 3)

    found = uepit_json("people", "search", first, "oeuvrad chloe")
    assert found[0]["name"] == "Chloé Œuvrard"
    solene = uepit_json("people", "search", first, "kerda")[0]

    (tmp_path / "words.txt").write_text("lilas pont verger nuage cidre table\n", "utf-8")
    pack = tmp_path / "valmorin.uepitp"
    assert uepit("exchange", "pack", first, pack, "--passphrase-file", tmp_path / "words.txt").returncode == 0
    second = tmp_path / "b.uepit"
    joined = uepit("exchange", "join", pack, second, "--desk", "Poste 2", "--passphrase-file", tmp_path / "words.txt")
    assert joined.returncode == 0, joined.stderr

    at = ("--at", "2026-07-06T08:52:00+02:00")
    arrived = uepit_json("reception", "check-in", first, solene["badge"].lower(), *at)
    assert arrived["verdict"] == "arrived"
    elsewhere = uepit_json("reception", "check-in", second, found[0]["badge"], *at)
    assert elsewhere["verdict"] == "arrived"
    refused = uepit_json("reception", "check-in", second, "BCDFGHJKLN?", *at, status=1)
    assert refused["verdict"] in ("unknown", "unreadable")

    key = tmp_path / "clé"
    key.mkdir()
    assert uepit_json("exchange", "write", first, key)["operations"] > 0
    assert uepit_json("exchange", "write", second, key)["operations"] > 0
    for event in (first, second):
        read = uepit_json("exchange", "read", event, key)
        assert (read["conflicts"], read["refused"]) == (0, [])
    assert uepit_json("exchange", "read", first, key)["applied"] == 0

    checks = [uepit_json("check", event) for event in (first, second)]
    assert [check["ok"] for check in checks] == [True, True]
    assert checks[0]["digest"] == checks[1]["digest"]
    later = ("--at", "2026-07-06T09:00:00+02:00")
    seen = uepit_json("reception", "check-in", second, solene["badge"], *later)
    assert seen["verdict"] == "already_arrived"

    badges = tmp_path / "badges.pdf"
    assert uepit("reception", "badges", first, "--out", badges).returncode == 0
    assert badges.read_bytes().startswith(b"%PDF")
    assert uepit("reception", "undo", first).returncode == 0
    assert uepit_json("reception", "status", first, *later)["arrived"] == 1
    assert uepit("people", "erase", first, solene["id"]).returncode == 0
    assert [person["name"] for person in uepit_json("people", "list", first)] == ["Björn Dupontel", "Chloé Œuvrard"]
    assert uepit_json("check", first)["ok"] is True


def test_the_registrations_of_the_samples_are_imported_as_they_are(tmp_path: Path) -> None:
    event = new_event(tmp_path / "a.uepit")

    challenges = uepit_json("people", "import", event, SAMPLES / "defis-valmorin.csv", "--kind", "challenges")
    people = uepit_json("people", "import", event, SAMPLES / "inscriptions-valmorin.csv", "--encoding", "cp1252")

    assert challenges["created"] == 12
    assert people["created"] > 200
    assert uepit_json("people", "search", event, "zelie")[0]["name"].startswith("Zélie")
