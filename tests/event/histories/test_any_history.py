"""The same steps, chosen by Hypothesis: a history that fails is shrunk to the few steps that matter."""

from __future__ import annotations

import tempfile
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, precondition, rule, run_state_machine_as_test

from tests.event.histories.altering import ALTERATIONS
from tests.event.histories.world import World

LAPTOP = st.integers(0, 3)
WHICH = st.integers(0, 15)
HOURS = st.integers(-72, 72)


class Histories(RuleBasedStateMachine):
    """Two to four laptops; each rule is one step, compared with the oracle as it is taken."""

    world: World

    def __init__(self) -> None:
        super().__init__()
        shared = Path("/dev/shm")
        self.folder = tempfile.TemporaryDirectory(dir=shared if shared.is_dir() else None)

    @initialize(laptops=st.integers(2, 4))
    def begin(self, laptops: int) -> None:
        self.world = World(Path(self.folder.name), laptops)

    @rule(laptop=LAPTOP, person=WHICH, half_day=st.integers(0, 1))
    def arrive(self, laptop: int, person: int, half_day: int) -> None:
        self.world.arrive(laptop, person, half_day)

    @rule(laptop=LAPTOP, which=WHICH)
    def take_back(self, laptop: int, which: int) -> None:
        self.world.take_back(laptop, which)

    @rule(laptop=LAPTOP, which=WHICH, what=st.integers(0, 4), value=st.integers(0, 4))
    def edit(self, laptop: int, which: int, what: int, value: int) -> None:
        self.world.edit(laptop, which, what, value)

    @rule(laptop=LAPTOP, which=WHICH, deleted=st.booleans())
    def delete(self, laptop: int, which: int, deleted: bool) -> None:
        self.world.delete(laptop, which, deleted)

    @rule(laptop=LAPTOP, kind=st.integers(0, 3))
    def add(self, laptop: int, kind: int) -> None:
        self.world.add(laptop, kind)

    @rule(laptop=LAPTOP, person=WHICH, also=st.integers(0, 3))
    def erase(self, laptop: int, person: int, also: int) -> None:
        self.world.erase(laptop, person, also)

    @rule(laptop=LAPTOP, which=WHICH)
    def redact(self, laptop: int, which: int) -> None:
        self.world.redact(laptop, which)

    @rule(laptop=LAPTOP, which=WHICH, redo=st.booleans())
    def undo(self, laptop: int, which: int, redo: bool) -> None:
        self.world.undo(laptop, which, redo)

    @rule(laptop=LAPTOP, which=WHICH, value=st.integers(0, 3))
    def settle(self, laptop: int, which: int, value: int) -> None:
        self.world.settle(laptop, which, value)

    @rule(laptop=LAPTOP, what=WHICH)
    def newer(self, laptop: int, what: int) -> None:
        self.world.newer(laptop, what)

    @rule(sender=LAPTOP, receiver=LAPTOP)
    def deliver(self, sender: int, receiver: int) -> None:
        self.world.deliver(sender, receiver)

    @rule(sender=LAPTOP, receiver=LAPTOP, seed=st.integers(0, 255))
    def deliver_part(self, sender: int, receiver: int, seed: int) -> None:
        self.world.deliver_part(sender, receiver, seed)

    @precondition(lambda self: self.world.bundles)
    @rule(receiver=LAPTOP, which=WHICH)
    def deliver_old(self, receiver: int, which: int) -> None:
        self.world.deliver_old(receiver, which)

    @rule(sender=LAPTOP, receiver=LAPTOP, how=st.integers(0, len(ALTERATIONS) - 1), which=WHICH)
    def deliver_altered(self, sender: int, receiver: int, how: int, which: int) -> None:
        self.world.deliver_altered(sender, receiver, how, which)

    @rule(laptop=LAPTOP, hours=HOURS)
    def move_clock(self, laptop: int, hours: int) -> None:
        self.world.move_clock(laptop, hours)

    @rule(laptop=LAPTOP)
    def reopen(self, laptop: int) -> None:
        self.world.reopen(laptop)

    @rule(laptop=LAPTOP, both=st.booleans())
    def copy(self, laptop: int, both: bool) -> None:
        self.world.copy(laptop, both)

    @rule(laptop=LAPTOP, other=LAPTOP)
    def restore(self, laptop: int, other: int) -> None:
        self.world.restore(laptop, other)

    def teardown(self) -> None:
        try:
            if hasattr(self, "world"):
                self.world.converge()
        finally:
            if hasattr(self, "world"):
                self.world.close()
            self.folder.cleanup()


def explore(examples: int, steps: int) -> None:
    run_state_machine_as_test(
        Histories,
        settings=settings(
            max_examples=examples, stateful_step_count=steps, deadline=None, suppress_health_check=list(HealthCheck)
        ),
    )


def test_a_few_histories_chosen_by_hypothesis_agree() -> None:
    explore(examples=8, steps=20)


@pytest.mark.slow
@pytest.mark.timeout(3600)
def test_many_histories_chosen_by_hypothesis_agree() -> None:
    explore(examples=400, steps=40)
