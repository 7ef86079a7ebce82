"""What every planner shares: a long computation in a process of its own, with progress, stopped at once."""

from .apart import Ended, Work, compute_apart
from .memory import peak_memory
from .priority import give_way

__all__ = ["Ended", "Work", "compute_apart", "give_way", "peak_memory"]
