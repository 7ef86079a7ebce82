"""What cards and rows show: who stays, who comes, who goes, what is missing, and the same as a sentence."""

from __future__ import annotations

from dataclasses import replace

from tests.gui.teams.situations import person, situation, team
from uepit_desktop.event.model import Role, TeamKind
from uepit_desktop.gui.teams.view import Mark, State, board_view, count_changes, matching, team_rows


def plain(text: str) -> str:
    """Without the no-break spaces of French."""
    return text.replace("\u00a0", " ")


def test_differences_keep_who_stays_first_then_who_goes_then_who_comes() -> None:
    now = situation(
        [person("Ada Un", "D1"), person("Bea Deux", "D1"), person("Cy Trois", None), person("Dan Quatre", "D2")],
        [team("D1"), team("D2")],
    )
    proposed = {"Ada Un": "D1", "Bea Deux": "D2", "Cy Trois": "D1", "Dan Quatre": "D2"}
    card = board_view(now, proposed, State.DIFFERENCES).cards[0]
    assert [(member.text, member.mark) for member in card.members] == [
        ("A. Un", Mark.STAYS), ("B. Deux", Mark.REMOVED), ("C. Trois", Mark.ADDED),
    ]  # fmt: skip
    assert (card.count, card.added, card.size_words) == (2, 1, "2 / 3")
    assert [member.icon for member in card.members] == ["user", "minus", "plus"]


def test_the_proposal_shows_the_outcome_and_before_shows_what_is() -> None:
    now = situation([person("Ada Un", "D1"), person("Cy Trois", None)], [team("D1"), team("D2")])
    proposed = {"Ada Un": "D2", "Cy Trois": "D1"}
    assert [m.text for m in board_view(now, proposed, State.PROPOSAL).cards[0].members] == ["C. Trois"]
    before = board_view(now, proposed, State.BEFORE)
    assert [m.text for m in before.cards[0].members] == ["A. Un"]
    assert before.cards[0].added == 0
    assert before.waiting[0].code == ""
    assert board_view(now, proposed, State.DIFFERENCES).waiting[0].code == "D1"


def test_people_who_take_each_others_place_are_one_exchange() -> None:
    now = situation(
        [person("Ada Un", "D1"), person("Bea Deux", "D2"), person("Cy Trois", "D1"), person("Dan Quatre")],
        [team("D1"), team("D2"), team("D3")],
    )
    proposed = {"Ada Un": "D2", "Bea Deux": "D1", "Cy Trois": "D3", "Dan Quatre": "D1"}
    counts = count_changes(now, proposed)
    assert (counts.placements, counts.exchanges, counts.moves, counts.still) == (1, 1, 1, 0)
    assert count_changes(now, now.assignment).nothing


def test_the_foot_says_what_a_glance_should_tell_first() -> None:
    legal, data = person("Ada Un", "D1", covers=("legal",)), person("Bea Deux", "D1", covers=("data",))
    wanted = team("D1", needs=("legal", "data"), most=2)

    def foot(people: list[object]) -> tuple[str, str]:
        shown = board_view(situation(people, [wanted]), None, State.BEFORE).cards[0].foot  # type: ignore[arg-type]
        assert shown is not None
        return plain(shown.words), shown.meaning

    assert foot([legal, data]) == ("2 rôles sur 2", "success")
    assert foot([data]) == ("Juridique manque", "warning")
    assert foot([legal, data, person("Cy Trois", "D1")]) == ("1 en trop", "warning")
    assert foot([]) == ("Personne pour l’instant", "")


def test_bearers_come_first_then_those_who_facilitate() -> None:
    now = situation(
        [
            person("Ada Un", "D1", covers=("data",)),
            person("Bea Deux", "D1", roles=(Role.FACILITATOR.value,), covers=("facilitation",)),
            person("Cy Trois", "D1", bears=("D1",)),
        ],
        [team("D1")],
    )
    card = board_view(now, None, State.BEFORE).cards[0]
    assert [(m.text, m.icon) for m in card.members] == [
        ("C. Trois", "flag"), ("B. Deux", "messages-square"), ("A. Un", "database"),
    ]  # fmt: skip


def test_who_is_kept_carries_a_lock_or_a_hand() -> None:
    now = situation(
        [person("Ada Un", "D1", locked=True), person("Bea Deux", "D1", by_hand=True), person("Cy Trois", "D1")],
        [team("D1")],
    )
    view = board_view(now, {"Ada Un": "D1", "Bea Deux": "D1", "Cy Trois": "D1"}, State.DIFFERENCES,
                      by_hand=frozenset({"Cy Trois"}))  # fmt: skip
    assert sorted(m.icon for m in view.cards[0].members) == ["hand", "hand", "lock"]
    assert view.locks == 3


def test_a_card_reads_as_a_sentence_with_everybodys_whole_name() -> None:
    now = situation(
        [person("Ada Un", "D1", wishes=("D1",)), person("Cy Trois", None, wishes=("D2",))],
        [team("D1", name="L'eau"), team("D2")],
    )
    sentence = plain(board_view(now, {"Ada Un": "D1", "Cy Trois": "D1"}, State.DIFFERENCES).cards[0].sentence)
    assert sentence.startswith("D1, L'eau, 2 personnes pour 3")
    assert "vœux satisfaits 1 sur 2" in sentence
    assert "Membres : Ada Un." in sentence
    assert "Ajouts : Cy Trois." in sentence


def test_learning_teams_say_how_many_challenge_teams_they_mix() -> None:
    people = [person("Ada Un", "A1", challenge_team="D1"), person("Bea Deux", "A1", challenge_team="D2")]
    now = situation(people, [team("A1")], kind=TeamKind.LEARNING)
    foot = board_view(now, None, State.BEFORE).cards[0].foot
    assert foot is not None
    assert (plain(foot.words), foot.meaning) == ("2 équipes mêlées", "success")
    same = replace(now, people=(people[0], replace(people[1], challenge_team="D1")))
    foot = board_view(same, None, State.BEFORE).cards[0].foot
    assert foot is not None
    assert foot.meaning == ""


def test_a_search_finds_by_name_wish_or_role_whatever_the_accents() -> None:
    now = situation(
        [person("Inès Cordovan", covers=("data",), wishes=("D2",)), person("Léo Dupré", territory="Lorval")],
        [team("D1"), team("D2", name="L'eau partagée")],
    )
    rows = board_view(now, None, State.BEFORE).waiting
    assert [row.name for row in matching(rows, "ines")] == ["Inès Cordovan"]
    assert [row.name for row in matching(rows, "partagee eau")] == ["Inès Cordovan"]
    assert [row.name for row in matching(rows, "données")] == ["Inès Cordovan"]
    assert [row.name for row in matching(rows, "lorval")] == ["Léo Dupré"]
    assert len(matching(rows, "")) == 2


def test_the_rows_of_a_team_are_its_members_in_the_proposal() -> None:
    now = situation([person("Ada Un", "D1"), person("Cy Trois")], [team("D1"), team("D2")])
    rows = team_rows(now, "D1", {"Ada Un": "D2", "Cy Trois": "D1"})
    assert [(row.name, row.code) for row in rows] == [("Cy Trois", "D1")]


def test_a_name_of_two_hundred_characters_is_a_member_like_another() -> None:
    long = "X" * 200
    now = situation([person(f"Ada {long}", "D1")], [team("D1", name=long)])
    card = board_view(now, None, State.BEFORE).cards[0]
    assert card.title == long
    assert card.members[0].sentence.endswith(long)
