"""``uepit teams``: what the screen does, without a screen."""

from __future__ import annotations

import shutil
import sys
from pathlib import Path

import pytest

from tests.cli.running import uepit, uepit_json
from tests.reception.reading_pdf import plain
from uepit_desktop import demo


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    import datetime as dt

    now = dt.datetime(2026, 7, 6, 9, 12, tzinfo=demo.ZONE)
    return demo.build_sample(tmp_path_factory.mktemp("sample") / "valmorin.uepit", now=now).file


@pytest.fixture
def event_path(built: Path, tmp_path: Path) -> Path:
    return Path(shutil.copy(built, tmp_path / "valmorin.uepit"))


def test_teams_are_listed_with_those_to_place(event_path: Path) -> None:
    listed = uepit_json("teams", "list", event_path)

    assert [team["code"] for team in listed["teams"]] == [f"D{n}" for n in range(1, 13)]
    assert len(listed["to_place"]) == 11
    assert listed["faults"] == []
    said = uepit("teams", "list", event_path).stdout
    assert "D10 Logement saisonnier" in said
    assert "11 personnes à placer" in plain(said)


def test_someone_is_moved_locked_let_go_and_undone(event_path: Path) -> None:
    person = uepit_json("teams", "list", event_path)["to_place"][0]

    moved = uepit_json("teams", "move", event_path, person["name"], "d3")
    assert moved["people"] == [person["id"]]
    assert uepit_json("teams", "lock", event_path, person["id"])["people"] == [person["id"]]
    assert uepit_json("teams", "move", event_path, person["id"], "D4", status=1)["error"] == "locked"
    assert uepit_json("teams", "lock", event_path, person["id"], "--off")["people"] == [person["id"]]
    assert uepit_json("teams", "move", event_path, person["id"])["people"] == [person["id"]]
    assert len(uepit_json("teams", "list", event_path)["to_place"]) == 11
    assert uepit("undo", event_path).returncode == 0
    assert len(uepit_json("teams", "list", event_path)["to_place"]) == 10


def test_a_name_that_is_unknown_or_shared_is_refused_with_its_reason(event_path: Path) -> None:
    assert uepit_json("teams", "move", event_path, "Personne Inconnue", "D3", status=1)["error"] == "unknown_person"
    assert uepit_json("teams", "move", event_path, "Cordovan", "D3", status=1)["error"] == "several_people"
    someone = uepit_json("teams", "list", event_path)["to_place"][0]["id"]
    assert uepit_json("teams", "move", event_path, someone, "D99", status=1)["error"] == "unknown_team"


def test_rules_are_read_and_changed_in_words(event_path: Path) -> None:
    before = {rule["rule"]: rule for rule in uepit_json("teams", "rules", event_path)["rules"]}
    assert before["wishes"]["importance"] == "important"
    assert before["wishes"]["costs"] > 0

    after = uepit_json(
        "teams", "rules", event_path, "--set", "mix:organisation", "--importance", "very_important", "--amount", 2
    )

    changed = {rule["rule"]: rule for rule in after["rules"]}["mix:organisation"]
    assert (changed["points"], changed["amount"], changed["chosen"]) == (10, 2, True)
    assert uepit_json("teams", "rules", event_path, "--importance", "off", status=1)["error"] == "no_rule"
    assert uepit_json("teams", "rules", event_path, "--set", "mix:age", status=1)["error"] == "bad_rule"


def test_a_place_is_explained_with_its_price_and_the_wish_that_was_refused(event_path: Path) -> None:
    teams = uepit_json("teams", "list", event_path)["teams"]
    refused = next(one for team in teams for one in team["members"] if one["wishes"] and one["rank"] == 2
                   and not one["locked"] and not one["bears"])  # fmt: skip

    told = uepit_json("teams", "explain", event_path, refused["id"])

    assert told["person"]["team"] == refused["team"]
    assert told["reasons"]
    assert told["refusal"]["team"] == refused["wishes"][0]
    assert told["refusal"]["sentences"]
    granted = uepit_json("teams", "explain", event_path, refused["id"], "--wish", 2)
    assert granted["refusal"]["granted"]
    waiting = uepit_json("teams", "list", event_path)["to_place"][0]["id"]
    assert uepit_json("teams", "explain", event_path, waiting, status=1)["error"] == "to_place"


def test_after_no_shows_and_a_withdrawal_few_moves_are_proposed_and_one_option_applied(event_path: Path) -> None:
    before = uepit_json("teams", "list", event_path)
    gone = [team["members"][0]["id"] for team in before["teams"][4:9]]
    asked = [option for one in gone for option in ("--gone", one)]

    found = uepit_json("teams", "repair", event_path, *asked, "--late", "--withdraw", "D3", "--time-limit", 2)

    assert found["applied"] is None
    assert 1 <= len(found["options"]) <= 4
    assert [option["moved"] for option in found["options"]] == sorted(option["moved"] for option in found["options"])
    assert uepit_json("teams", "list", event_path) == before
    too_far = uepit_json("teams", "repair", event_path, *asked, "--apply", 9, status=1)
    assert too_far["error"] == "no_option"

    done = uepit_json(
        "teams", "repair", event_path, *asked, "--late", "--withdraw", "D3", "--time-limit", 2, "--apply", 1
    )

    after = uepit_json("teams", "list", event_path)
    assert done["applied"] == 1
    assert [team["code"] for team in after["teams"]] == [f"D{n}" for n in range(1, 13) if n != 3]
    assert {person["id"] for person in after["to_place"]} == set(gone)
    assert after["faults"] == []
    assert uepit("undo", event_path).returncode == 0
    assert uepit_json("teams", "list", event_path) == before


def test_at_a_quarter_past_nine_those_who_did_not_come_are_taken_out_and_few_others_move(event_path: Path) -> None:
    before = uepit_json("teams", "list", event_path)
    members = [one for team in before["teams"] for one in team["members"]]

    found = uepit_json(
        "teams", "repair", event_path, "--absent-now", "--at", "2026-07-06T09:15", "--time-limit", 2, "--apply", 1
    )

    after = uepit_json("teams", "list", event_path)
    assert 40 < len(found["gone"]) < 120
    placed = {one["id"] for team in after["teams"] for one in team["members"]}
    assert placed == {one["id"] for one in members}.difference(found["gone"])
    assert all(team["min"] <= len(team["members"]) <= team["max"] for team in after["teams"])


def test_nobody_is_absent_on_a_day_without_arrivals(event_path: Path) -> None:
    assert uepit_json("teams", "repair", event_path, "--absent-now", status=1)["error"] == "nobody_here"


def test_papers_are_written_into_a_folder(event_path: Path, tmp_path: Path) -> None:
    done = uepit_json(
        "teams", "export", event_path, "--out", tmp_path / "papiers", "--format", "csv", "--format", "pdf"
    )

    assert len(done["files"]) == 5
    assert (tmp_path / "papiers" / "equipes.csv").stat().st_size > 10_000


def test_a_proposal_says_how_good_it_is_and_moves_nobody_until_it_is_asked_to(event_path: Path) -> None:
    before = uepit_json("teams", "list", event_path)

    proposed = uepit_json("teams", "form", event_path, "--time-limit", 20, "--threads", 1)

    assert proposed["status"] == "optimal"
    assert proposed["bound"] == proposed["cost"]
    assert len([move for move in proposed["moves"] if move["from"] is None]) == 11
    assert proposed["applied"] is False
    assert uepit_json("teams", "list", event_path) == before

    done = uepit_json("teams", "form", event_path, "--time-limit", 20, "--threads", 1, "--apply")

    after = uepit_json("teams", "list", event_path)
    assert done["applied"] is True
    assert after["to_place"] == []
    assert after["faults"] == []
    kept = {one["id"]: one["team"] for team in before["teams"] for one in team["members"] if one["locked"]}
    now = {one["id"]: one["team"] for team in after["teams"] for one in team["members"]}
    assert {person: now[person] for person in kept} == kept
    assert uepit("undo", event_path).returncode == 0
    assert uepit_json("teams", "list", event_path) == before


@pytest.mark.skipif(sys.platform == "win32", reason="signals of POSIX")
def test_ctrl_c_shows_the_best_so_far_and_applies_nothing(event_path: Path, tmp_path: Path) -> None:
    (tmp_path / "sitecustomize.py").write_text(
        "import os, signal\n"
        "import uepit_desktop.teams.solving_apart as apart\n"
        "whole = apart.solve_apart\n"
        "def pressed(problem, **named):\n"
        "    return whole(problem, on_progress=lambda now: os.kill(os.getpid(), signal.SIGINT), **named)\n"
        "apart.solve_apart = pressed\n"
    )
    before = uepit_json("teams", "list", event_path)

    stopped = uepit_json("teams", "form", event_path, "--apply", status=130, PYTHONPATH=str(tmp_path))

    assert len([move for move in stopped["moves"] if move["from"] is None]) == 11
    assert stopped["cost"] >= stopped["bound"]
    assert stopped["applied"] is False
    assert uepit_json("teams", "list", event_path) == before


def test_demands_that_cannot_hold_together_are_named_and_nothing_is_applied(event_path: Path) -> None:
    people = uepit_json("teams", "list", event_path)["teams"]
    one, other = people[0]["members"][0]["id"], people[1]["members"][0]["id"]
    assert uepit("teams", "link", event_path, one, other).returncode == 0
    assert uepit("teams", "lock", event_path, one, other).returncode == 0

    refused = uepit_json("teams", "form", event_path, "--time-limit", 10, "--apply", status=1)

    assert refused["status"] == "infeasible"
    assert refused["applied"] is False
    assert refused["conflict"]


def test_learning_teams_mix_the_challenge_teams_over_two_rounds(event_path: Path) -> None:
    assert uepit("teams", "form", event_path, "--time-limit", 10, "--apply").returncode == 0
    for number in (1, 2):
        done = uepit_json(
            "teams",
            "form",
            event_path,
            "--kind",
            "learning",
            "--round",
            number,
            "--size",
            8,
            "--time-limit",
            5,
            "--apply",
        )
        assert done["applied"] is True
        listed = uepit_json("teams", "list", event_path, "--kind", "learning", "--round", number)
        assert listed["to_place"] == []
        assert {team["max"] - team["min"] for team in listed["teams"]} <= {0, 1}
    assert done["parts"]["met"] == 0
