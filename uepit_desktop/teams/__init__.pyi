from .bonds import (
    bind_people as bind_people,
)
from .bonds import (
    unbind as unbind,
)
from .cost import (
    Broken as Broken,
)
from .cost import (
    Cost as Cost,
)
from .cost import (
    broken_rules as broken_rules,
)
from .cost import (
    cost_of as cost_of,
)
from .editing import (
    bring_back_team as bring_back_team,
)
from .editing import (
    give_room as give_room,
)
from .editing import (
    name_team as name_team,
)
from .editing import (
    set_team_size as set_team_size,
)
from .editing import (
    withdraw_team as withdraw_team,
)
from .faults import (
    Fault as Fault,
)
from .faults import (
    derived_faults as derived_faults,
)
from .faults import (
    faults_of as faults_of,
)
from .gathering import (
    read_teams as read_teams,
)
from .gathering import (
    rounds_of as rounds_of,
)
from .gathering import (
    situation_of as situation_of,
)
from .papers import (
    PAPERS as PAPERS,
)
from .papers import (
    TeamPaper as TeamPaper,
)
from .papers import (
    export_teams as export_teams,
)
from .papers import (
    team_paper as team_paper,
)
from .papers import (
    team_table as team_table,
)
from .placing import (
    Arranged as Arranged,
)
from .placing import (
    apply_plan as apply_plan,
)
from .placing import (
    lock as lock,
)
from .placing import (
    place as place,
)
from .placing import (
    swap as swap,
)
from .placing import (
    unlock as unlock,
)
from .plan import (
    Plan as Plan,
)
from .plan import (
    plan_json as plan_json,
)
from .plan import (
    read_plan as read_plan,
)
from .posing import (
    problem_of as problem_of,
)
from .posing import (
    rule_costs as rule_costs,
)
from .preparing import (
    prepare_challenge_teams as prepare_challenge_teams,
)
from .preparing import (
    prepare_learning_teams as prepare_learning_teams,
)
from .problem import (
    Member as Member,
)
from .problem import (
    Mix as Mix,
)
from .problem import (
    Need as Need,
)
from .problem import (
    Problem as Problem,
)
from .problem import (
    Spread as Spread,
)
from .problem import (
    TeamSize as TeamSize,
)
from .problem import (
    Weights as Weights,
)
from .problem import (
    problem_json as problem_json,
)
from .problem import (
    read_problem as read_problem,
)
from .rules import (
    Importance as Importance,
)
from .rules import (
    Rule as Rule,
)
from .rules import (
    edit_rule as edit_rule,
)
from .rules import (
    reset_rules as reset_rules,
)
from .situation import (
    BondLine as BondLine,
)
from .situation import (
    PersonLine as PersonLine,
)
from .situation import (
    Situation as Situation,
)
from .situation import (
    TeamLine as TeamLine,
)
from .solver import (
    Progress as Progress,
)
from .solver import (
    solve as solve,
)
