"""Teams: a pure problem and its solver, what a placement is worth and why, and the verbs that keep it.

``read_problem`` (or a verb) gives a ``Problem``; ``solve`` gives a ``Plan``; ``cost_of`` and ``broken_rules`` say what
any placement is worth. Names are loaded on first use.
"""

import lazy_loader

__getattr__, __dir__, __all__ = lazy_loader.attach_stub(__name__, __file__)
