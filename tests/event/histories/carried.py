"""The same histories, carried by bundles: files written on a key, read late, twice, out of order, or damaged."""

from __future__ import annotations

import random
from pathlib import Path

from tests.event.histories.campaign import STEPS, history_folder, take_step
from tests.event.histories.judging import check_complete, verify
from tests.event.histories.laptop import Laptop
from tests.event.histories.world import World
from tests.event.laptops import digest, operations_of
from uepit_desktop.event import log
from uepit_desktop.exchange import read_bundles, write_bundle


class CarriedWorld(World):
    """Laptops that hear each other only by files."""

    def __init__(self, folder: Path, laptops: int) -> None:
        self.key = folder / "key"
        self.key.mkdir()
        self.damaged = 0
        super().__init__(folder, laptops)

    def deliver(self, sender: int, receiver: int) -> None:
        """A file is written on the key, and that file is read."""
        source, target = self._at(sender), self._at(receiver)
        if source is target:
            return
        if len(source.heads) == len(self.laptops) == 1 or not self._met(source, target):
            self._deliver(source, target, operations_of(source.event, target.heads))
            return
        written = self._write(source)
        if written is not None:
            self._read(target, written)

    def deliver_part(self, sender: int, receiver: int, seed: int) -> None:
        """Some of the files on the key, in any order."""
        chance = random.Random(seed)
        target = self._at(receiver)
        self._write(self._at(sender))
        files = self._files()
        for file in chance.sample(files, min(len(files), chance.randint(1, 3))):
            self._read(target, file)

    def deliver_old(self, receiver: int, which: int) -> None:
        """A file written long ago, or the whole key."""
        if files := self._files():
            self._read(self._at(receiver), files[which % len(files)] if which % 3 else self.key)

    def deliver_altered(self, sender: int, receiver: int, how: int, which: int) -> None:
        """A file cut short, or with one bit that turned: refused with a sentence, and nothing moves."""
        files = self._files()
        if not files:
            return
        chance = random.Random(which)
        content = bytearray(files[which % len(files)].read_bytes())
        if how % 2:
            del content[chance.randrange(len(content)) :]
        else:
            content[chance.randrange(len(content))] ^= 1 << chance.randrange(8)
        bad = self.folder / f"bad-{self.damaged}.uepitx"
        bad.write_bytes(content)
        target = self._at(receiver)
        before = digest(target.event)
        result = read_bundles(target.event, bad)
        assert result.applied == 0
        assert [refusal.file for refusal in result.refused] == [bad.name]
        assert result.refused[0].reason
        assert digest(target.event) == before
        self.damaged += 1
        self.refused += 1

    def exchange_all(self) -> None:
        """Everyone writes and everyone reads, until nobody has news."""
        for _ in range(2 + len(self.laptops)):
            for laptop in self.laptops:
                self._write(laptop)
            for laptop in self.laptops:
                self._read(laptop, self.key)

    def converge(self, newcomer: random.Random | None = None) -> str:
        self.exchange_all()
        ends: dict[str, int] = {}
        for origin, seq in self.said:
            ends[origin] = max(ends.get(origin, 0), seq)
        for laptop in self.laptops:
            missing = {origin: (laptop.heads.get(origin, 0), seq) for origin, seq in ends.items()}
            assert laptop.heads == ends, f"files did not bring everything: {missing}"
            check_complete(laptop, self.said.values(), self.acknowledged)
        digests = {digest(laptop.event) for laptop in self.laptops}
        assert len(digests) == 1, "laptops that know the same differ"
        return digests.pop()

    def _tell_all(self, source: Laptop, target: Laptop) -> None:
        written = self._write(source)
        if written is not None:
            self._read(target, written)
        own = source.event.replica_id
        if target.heads.get(own, 0) < source.heads.get(own, 0):  # a gap that older files on the key fill
            self._read(target, self.key)
        assert target.heads.get(own, 0) == source.heads.get(own, 0)

    def _met(self, source: Laptop, target: Laptop) -> bool:
        """Whether both have the other's row: before that, the event pack brings them together."""
        return target.event.replica_id in source.heads and source.event.replica_id in target.heads

    def _files(self) -> list[Path]:
        return sorted(self.key.glob("*.uepitx"))

    def _write(self, source: Laptop) -> Path | None:
        self._tell_time(source)
        return write_bundle(source.event, self.key).file

    def _read(self, target: Laptop, path: Path) -> None:
        self._tell_time(target)
        result = read_bundles(target.event, path)
        codes = {refusal.code for refusal in result.refused}
        assert codes <= {"stripped"}, result.refused
        with target.event.read() as db:
            heads = log.version_vector(db)
            waiting = {tuple(row) for row in db.connection().exec_driver_sql("SELECT origin, seq FROM op_waiting")}
        own = target.event.replica_id
        fresh = [
            name for name in self.said
            if name[0] != own and target.heads.get(name[0], 0) < name[1] <= heads.get(name[0], 0)
        ]  # fmt: skip
        target.clock.hear([self.said[name].stamp for name in fresh], int(target.watch.now.timestamp() * 1000))
        target.applied.update({name: self.said[name] for name in fresh})
        target.heads.update({origin: seq for origin, seq in heads.items() if origin != own})
        target.waiting = {name: self.said[name] for name in waiting}
        self._harvest(target)
        verify(target)


def live_by_files(seed: int, laptops: int, steps: int) -> str:
    """One history carried by bundles. Returns the digest that all laptops share in the end."""
    chance = random.Random(f"files:{seed}:{laptops}:{steps}")
    with history_folder() as folder:
        world = CarriedWorld(folder, laptops)
        try:
            for number in range(len(world.laptops)):
                world.deliver(number, 0)
                world.deliver(0, number)
                world.move_clock(number, chance.choice((0, 0, chance.randint(-72, 72))))
            names, weights = list(STEPS), list(STEPS.values())
            for name in chance.choices(names, weights, k=steps):
                take_step(world, name, chance)
            return world.converge()
        finally:
            world.close()
