"""What every planner shares: a long computation in a process of its own, with progress, stopped at once."""

from .apart import Ended, Work, compute_apart
from .memory import peak_memory

__all__ = ["Ended", "Work", "compute_apart", "peak_memory"]
