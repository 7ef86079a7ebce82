"""Random histories from a seed: the same seed lives the same history."""

from __future__ import annotations

import random
import tempfile
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from tests.event.histories.world import World

#: Steps and how often they come.
STEPS: dict[str, int] = {
    "arrive": 14, "take_back": 4, "edit": 14, "add": 5, "delete": 4, "revive": 2, "erase": 2, "redact": 3,
    "undo": 5, "redo": 2,
    "settle": 6, "newer": 2, "deliver": 12, "deliver_part": 10, "deliver_old": 4, "deliver_altered": 6,
    "move_clock": 4, "reopen": 2, "copy": 1, "restore": 2,
}  # fmt: skip


@dataclass
class Tally:
    """What histories went through, in numbers."""

    histories: int = 0
    steps: Counter[str] = field(default_factory=Counter)
    operations: int = 0
    arrivals: int = 0
    disputes: int = 0
    refused: int = 0
    erased: int = 0

    def add(self, other: Tally) -> None:
        self.steps += other.steps
        for name in ("histories", "operations", "arrivals", "disputes", "refused", "erased"):
            setattr(self, name, getattr(self, name) + getattr(other, name))


@contextmanager
def history_folder() -> Iterator[Path]:
    """A folder in memory where there is one: durable commits are proved elsewhere, and cost most of the time here."""
    shared = Path("/dev/shm")  # absent but on Linux
    with tempfile.TemporaryDirectory(dir=shared if shared.is_dir() else None) as folder:
        yield Path(folder)


def live(seed: int, laptops: int, steps: int, tally: Tally | None = None) -> str:
    """One history to its end. Returns the digest that all laptops share; raises AssertionError where they do not."""
    tally = tally if tally is not None else Tally()
    chance = random.Random(f"{seed}:{laptops}:{steps}")
    with history_folder() as folder:
        world = World(folder, laptops)
        try:
            for number in range(len(world.laptops)):
                world.move_clock(number, chance.choice((0, 0, chance.randint(-72, 72))))
            names, weights = list(STEPS), list(STEPS.values())
            for name in chance.choices(names, weights, k=steps):
                take_step(world, name, chance)
                tally.steps[name] += 1
            digest = world.converge(chance if seed % 4 == 0 else None)
            tally.histories += 1
            tally.operations += len(world.said)
            tally.arrivals += len(world.acknowledged)
            tally.disputes += len(world.laptops[0].seen.disputes)
            tally.erased += len(world.laptops[0].seen.erased)
            tally.refused += world.refused
            return digest
        finally:
            world.close()


def take_step(world: World, name: str, chance: random.Random) -> None:
    def number() -> int:
        return chance.randrange(1 << 20)

    steps: dict[str, Callable[[], None]] = {
        "arrive": lambda: world.arrive(number(), number(), number()),
        "take_back": lambda: world.take_back(number(), number()),
        "edit": lambda: world.edit(number(), number(), number(), number()),
        "add": lambda: world.add(number(), number()),
        "delete": lambda: world.delete(number(), number()),
        "revive": lambda: world.delete(number(), number(), False),
        "erase": lambda: world.erase(number(), number(), number()),
        "redact": lambda: world.redact(number(), number()),
        "undo": lambda: world.undo(number(), number()),
        "redo": lambda: world.undo(number(), 1, redo=True),
        "settle": lambda: world.settle(number(), number(), number()),
        "newer": lambda: world.newer(number(), number()),
        "deliver": lambda: world.deliver(number(), number()),
        "deliver_part": lambda: world.deliver_part(number(), number(), number()),
        "deliver_old": lambda: world.deliver_old(number(), number()),
        "deliver_altered": lambda: world.deliver_altered(number(), number(), number(), number()),
        "move_clock": lambda: world.move_clock(number(), chance.randint(-72, 72)),
        "reopen": lambda: world.reopen(number()),
        "copy": lambda: world.copy(number(), chance.random() < 0.5),
        "restore": lambda: world.restore(number(), number()),
    }
    steps[name]()
