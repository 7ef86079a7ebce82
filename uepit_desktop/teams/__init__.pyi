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
from .plan import (
    Plan as Plan,
)
from .plan import (
    plan_json as plan_json,
)
from .plan import (
    read_plan as read_plan,
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
from .solver import (
    Progress as Progress,
)
from .solver import (
    solve as solve,
)
