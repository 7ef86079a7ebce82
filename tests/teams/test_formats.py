"""Problem and plan files: what is written reads back, what is not a problem is refused by name, as the schema says."""

from __future__ import annotations

import copy
import json
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from click.testing import CliRunner

from tests.bench import team_instances
from tests.teams.tiny import tiny_problem
from uepit_desktop.cli.commands import uepit
from uepit_desktop.event import UserError
from uepit_desktop.teams.plan import Plan, plan_json, read_plan
from uepit_desktop.teams.problem import problem_json, read_problem
from uepit_desktop.teams.solver import solve

_SCHEMAS = Path(__file__).resolve().parents[2] / "docs" / "schemas"
PROBLEM = json.loads((_SCHEMAS / "teams-problem.schema.json").read_text(encoding="utf-8"))
PLAN = json.loads((_SCHEMAS / "teams-plan.schema.json").read_text(encoding="utf-8"))

SMALL: dict[str, Any] = {
    "teams": [{"id": "D1", "min": 0, "max": 2}, {"id": "D2", "min": 0, "max": 2}],
    "people": [
        {"id": "a", "wishes": ["D2"], "roles": ["r"], "locked": None, "current": "D1", "attributes": {"k": "v"}},
        {"id": "b"},
    ],
    "together": [["a", "b"]],
    "apart": [],
    "met": [["a", "b", 1]],
    "weights": {"rank_costs": [0, 1, 3], "unranked_cost": 10, "meet_again": 2, "move": 5},
    "needs": [{"role": "r", "per_team": 1, "weight": 15, "teams": ["D1"]}],
    "spread": [{"role": "r", "cap": 1, "weight": 3}],
    "mix": [{"attribute": "k", "cap": 1, "weight": 4, "growth": "triangular"}],
}


def test_the_schemas_are_schemas() -> None:
    for schema in (PROBLEM, PLAN):
        jsonschema.Draft202012Validator.check_schema(schema)


def test_a_problem_written_reads_back_and_follows_the_schema() -> None:
    for seed in range(40):
        problem = tiny_problem(seed)
        written = json.loads(json.dumps(problem_json(problem)))
        jsonschema.validate(written, PROBLEM)
        assert read_problem(written) == problem
    jsonschema.validate(team_instances.event_instance(60, 1), PROBLEM)
    jsonschema.validate(SMALL, PROBLEM)


def test_a_plan_written_reads_back_and_follows_the_schema() -> None:
    plans = [solve(tiny_problem(seed), threads=1) for seed in range(40)]
    for plan in (*plans, Plan("cancelled")):
        written = json.loads(json.dumps(plan_json(plan)))
        jsonschema.validate(written, PLAN)
        assert read_plan(written) == plan


@pytest.mark.parametrize(
    ("path", "value", "named"),
    [
        (("extra",), 1, "extra"),
        (("teams",), None, None),
        (("teams",), {}, "teams"),
        (("teams", 0, "min"), -1, "teams[0].min"),
        (("teams", 0, "min"), True, "teams[0].min"),
        (("teams", 0, "min"), 1.5, "teams[0].min"),
        (("teams", 0, "max"), 10**9, "teams[0].max"),
        (("teams", 0, "size"), 3, "teams[0].size"),
        (("people", 0, "id"), "", "people[0].id"),
        (("people", 0, "id"), "x" * 501, "people[0].id"),
        (("people", 0, "id"), 7, "people[0].id"),
        (("people", 0, "wishes"), ["D2", "D2"], "people[0].wishes"),
        (("people", 0, "attributes"), {"k": 3}, "people[0].attributes"),
        (("together", 0), ["a"], "together[0]"),
        (("met", 0), ["a", "b"], "met[0]"),
        (("met", 0, 2), "often", "met[0][2]"),
        (("weights", "rank_costs"), [0, -1], "weights.rank_costs"),
        (("weights", "move"), 10**6, "weights.move"),
        (("mix", 0, "growth"), "cubic", "mix[0].growth"),
        (("needs", 0, "weight"), "much", "needs[0].weight"),
    ],
)
def test_what_is_not_a_problem_is_refused_by_name_and_by_the_schema(path: Any, value: Any, named: str | None) -> None:
    broken = _changed(path, value)
    if named is not None:
        with pytest.raises(UserError) as refused:
            read_problem(broken)
        assert named in str(refused.value)
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate(broken, PROBLEM)


@pytest.mark.parametrize(
    ("path", "value", "named"),
    [
        (("people", 0, "wishes"), ["D9"], "D9"),
        (("people", 0, "locked"), "D9", "D9"),
        (("people", 0, "current"), "D9", "D9"),
        (("people", 1, "id"), "a", "a"),
        (("teams", 1, "id"), "D1", "D1"),
        (("apart",), [["a", "z"]], "z"),
        (("needs", 0, "teams"), ["D9"], "D9"),
    ],
)
def test_what_a_schema_cannot_say_is_refused_by_name(path: Any, value: Any, named: str) -> None:
    with pytest.raises(UserError, match=named):
        read_problem(_changed(path, value))


def test_solve_writes_a_plan_file_that_follows_the_schema(tmp_path: Path) -> None:
    problem, plan = tmp_path / "problem.json", tmp_path / "plan.json"
    problem.write_text(json.dumps(SMALL), encoding="utf-8")
    run = CliRunner().invoke(uepit, ["teams", "solve", str(problem), "--out", str(plan), "--json"])
    assert run.exit_code == 0, run.output
    written = json.loads(plan.read_text(encoding="utf-8"))
    jsonschema.validate(written, PLAN)
    assert written["status"] == "optimal"
    assert json.loads(run.stdout)["cost"] == written["cost"]


def test_solve_writes_the_contradiction_and_answers_one(tmp_path: Path) -> None:
    problem, plan = tmp_path / "problem.json", tmp_path / "plan.json"
    problem.write_text(json.dumps({**SMALL, "apart": [["a", "b"]]}), encoding="utf-8")
    run = CliRunner().invoke(uepit, ["teams", "solve", str(problem), "--out", str(plan)])
    assert run.exit_code == 1
    written = json.loads(plan.read_text(encoding="utf-8"))
    assert written["status"] == "infeasible"
    assert written["conflict"]


def _changed(path: tuple[Any, ...], value: Any) -> dict[str, Any]:
    document = copy.deepcopy(SMALL)
    place: Any = document
    for step in path[:-1]:
        place = place[step]
    place[path[-1]] = value
    return document
