"""What the right column says of a placement, also of one that someone is adjusting by hand and that breaks rules."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.gui.teams.situations import person, situation, team
from uepit_desktop.gui.teams.apart import ProcessApart
from uepit_desktop.gui.teams.study_views import ReasonView
from uepit_desktop.gui.teams.weighing import balance_of, reasons, standing, weigh
from uepit_desktop.teams.cost import broken_rules
from uepit_desktop.teams.posing import problem_of
from uepit_desktop.teams.situation import BondLine

PEOPLE = [
    person("Ada Un", "D1", wishes=("D1", "D2"), covers=("data",), organisation_id="o1", organisation="Ville"),
    person("Bea Deux", "D2", wishes=("D2",), covers=("legal",), organisation_id="o2", organisation="Pays"),
    person("Cy Trois", None, wishes=("D2", "D1"), covers=("data",), organisation_id="o1", organisation="Ville"),
]
NOW = situation(PEOPLE, [team("D1", least=1, most=2, needs=("data",)), team("D2", least=1, most=2, needs=("legal",))])


def plain(text: str) -> str:
    return text.replace("\u00a0", " ").replace("\u202f", " ").replace("’", "'")


def test_a_first_wish_is_worth_four_points() -> None:
    view = reasons(NOW, None, "Ada Un", frozenset())
    assert plain(view.title) == "Pourquoi Ada Un en D1 ?"
    first = next(one for one in view.reasons if one.icon == "star")
    assert plain(first.signed).startswith("+ ")
    assert plain(first.words) == "C'est son vœu n° 1"
    assert view.keep_words == "Garder en D1"


def test_points_carry_their_sign() -> None:
    assert plain(ReasonView("star", "", 4.0).signed) == "+ 4,0"
    assert plain(ReasonView("star", "", -0.8).signed) == "− 0,8"
    assert ReasonView("star", "").signed == ""


def test_the_best_other_team_comes_with_its_balance_and_the_moves_that_it_takes() -> None:
    view = reasons(NOW, {"Ada Un": "D1", "Bea Deux": "D2", "Cy Trois": "D1"}, "Cy Trois", frozenset())
    assert view.other_code == "D2"
    assert ("Cy Trois", "D2") in view.other_moves
    assert "vœu n° 1" in plain(view.other_words)
    assert "équilibre" in view.other_words


def test_someone_without_a_team_has_their_wishes_told() -> None:
    view = reasons(NOW, None, "Cy Trois", frozenset())
    assert "pas encore d'équipe" in plain(view.title)
    assert [plain(one.words) for one in view.reasons] == ["Vœu n° 1 : D2 Défi D2", "Vœu n° 2 : D1 Défi D1"]
    assert view.other_moves == ()


def test_who_is_kept_can_be_freed_and_who_is_not_can_be_kept() -> None:
    assert reasons(NOW, None, "Ada Un", frozenset()).kept is False
    assert reasons(NOW, dict(NOW.assignment), "Ada Un", frozenset({"Ada Un"})).kept is True


def test_a_proposal_is_weighed_against_what_is() -> None:
    balance = weigh(NOW, {"Ada Un": "D1", "Bea Deux": "D2", "Cy Trois": "D2"})
    assert balance.score_before is not None
    assert balance.gain == balance.score - balance.score_before
    assert balance.gain > 0
    assert [one.after for one in balance.bars if one.name == "Vœux satisfaits"] == [1.0]
    assert weigh(NOW, None).gain is None
    assert len(balance.rows) > len(balance.bars)


@given(st.dictionaries(st.sampled_from(["Ada Un", "Bea Deux", "Cy Trois"]), st.sampled_from(["D1", "D2"])))
def test_any_placement_can_be_explained_and_weighed(shown: dict[str, str]) -> None:
    bonds = (
        BondLine("b", "together", ("Ada Un", "Cy Trois")),
        BondLine("c", "apart", ("Bea Deux", "Cy Trois")),
    )
    locked = replace(NOW, people=(replace(PEOPLE[0], locked=True), *PEOPLE[1:]), bonds=bonds)
    assert broken_rules(standing(problem_of(locked), shown), shown) == ()
    for one in PEOPLE:
        assert reasons(locked, shown, one.id, frozenset()).title
    assert 0 <= balance_of(locked, shown) <= 100


def test_a_question_is_answered_in_a_process_apart_and_here_when_it_is_gone(capfd: pytest.CaptureFixture[str]) -> None:
    apart = ProcessApart()
    try:
        assert apart.ask("weigh", NOW, None) == weigh(NOW, None)
        assert apart.ask("reasons", NOW, None, "Ada Un", frozenset()).title == reasons(NOW, None, "Ada Un", set()).title
        apart.close()
        assert apart.ask("weigh", NOW, None) == weigh(NOW, None)
    finally:
        apart.close()
