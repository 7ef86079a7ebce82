"""Laptops with real event files that live a history, each step compared with what the oracle says must be seen."""

from __future__ import annotations

import datetime as dt
import random
import shutil
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

from tests.event.histories import oracle
from tests.event.histories.altering import ALTERATIONS, altered
from tests.event.histories.judging import (
    changed_since,
    check_complete,
    check_undone,
    may_refuse,
    said_since,
    transaction_of,
    verify,
)
from tests.event.histories.laptop import Laptop
from tests.event.histories.oracle import Name, Said, stored
from tests.event.laptops import MONDAY, Watch, digest, operations_of
from uepit_desktop.event import EventFile, UserError
from uepit_desktop.event.model import Challenge, CheckIn, Organisation, Person, PersonRole, Wish, new_id
from uepit_desktop.event.operation import Operation

EDITED = {
    "person": ("email", "phone", "function", "status", "given_name"),
    "organisation": ("name", "kind"),
    "challenge": ("title", "question", "min_size"),
    "wish": ("rank",),
}
MODELS: dict[str, Any] = {"person": Person, "organisation": Organisation, "challenge": Challenge, "wish": Wish}
NUMBERS = frozenset({"min_size", "rank"})


class World:
    """A history under way. Every public verb is one step; its numbers choose among what there is."""

    def __init__(self, folder: Path, laptops: int) -> None:
        self.folder = folder
        self.now = MONDAY
        self.laptops: list[Laptop] = []
        self.said: dict[Name, Said] = {}
        self.told: dict[Name, Operation] = {}
        self.about: dict[tuple[str, str], str] = {}
        self.acknowledged: dict[str, str] = {}
        self.bundles: list[list[Operation]] = []
        self.refused = 0
        self._paths = 0
        first = self._place()
        first._event = EventFile.create(
            first.path, name="Université", site="Valmorin", start_on=dt.date(2026, 7, 6), days=1, clock=first.watch
        )
        self._harvest(first)
        for _ in range(laptops - 1):
            self._join(announce=True)
        for kind in (0, 0, 1, 2, 0, 0, 3):
            self.add(0, kind)
        for number in range(1, laptops):
            self.deliver(0, number)

    # -- steps at one laptop ---------------------------------------------------------------------------------------

    def arrive(self, laptop: int, person: int, half_day: int = 0) -> None:
        """Someone arrives: a fact that must never be lost."""
        with self._acting(laptop) as at:
            people, halves = at.ids("person"), at.ids("half_day")
            if not people:
                return
            whom, half = people[person % len(people)], halves[half_day % len(halves)] if halves else None
            said = {"person_id": whom, "at": at.event.clock.now(), "half_day_id": half}
            with at.event.write("check_in", subject=whom) as db:
                if half_day % 2:
                    fact = db.add_fact(CheckIn, **said, replica_id=at.event.replica_id)
                else:
                    fact = new_id()
                    db.add(CheckIn(id=fact, **said, replica_id=at.event.replica_id))
            self.acknowledged[fact] = whom

    def take_back(self, laptop: int, which: int) -> None:
        """An arrival is withdrawn at the desk: another fact."""
        with self._acting(laptop) as at:
            facts = at.seen.rows["check_in"]
            if not facts:
                return
            fact = facts[sorted(facts)[which % len(facts)]]
            with at.event.write("undo_check_in", subject=fact["person_id"]) as db:
                db.add(
                    CheckIn(
                        person_id=fact["person_id"], kind="undo", target_id=fact["id"], at=at.event.clock.now(),
                        replica_id=at.event.replica_id,
                    )
                )  # fmt: skip

    def edit(self, laptop: int, which: int, what: int, value: int) -> None:
        """A field is given one of a few values, so that two laptops sometimes write the same."""
        with self._acting(laptop) as at:
            rows = [(table, row) for table in EDITED for row in at.ids(table)]
            if not rows:
                return
            table, row = rows[which % len(rows)]
            name = EDITED[table][what % len(EDITED[table])]
            self._set(at, table, row, name, value % 5 if name in NUMBERS else f"« {value % 5} »")

    def delete(self, laptop: int, which: int, deleted: bool = True) -> None:
        """A row is deleted, or brought back."""
        with self._acting(laptop) as at:
            rows = [(table, row) for table in EDITED for row in at.ids(table)]
            if rows:
                self._set(at, *rows[which % len(rows)], "deleted", deleted)

    def add(self, laptop: int, kind: int) -> None:
        """A new person with a role, challenge, organisation or wish."""
        with self._acting(laptop) as at, at.event.write("add") as db:
            people, challenges = at.ids("person"), at.ids("challenge")
            match kind % 4:
                case 0:
                    person = Person(id=new_id(), given_name="Ada", family_name=f"Byron {kind}")
                    db.add(person)
                    db.add(PersonRole(person_id=person.id, role="participant"))
                case 1:
                    db.add(Challenge(title=f"Défi {kind}", roles_wanted=["facilitator"]))
                case 2:
                    db.add(Organisation(name=f"Ville {kind}"))
                case 3 if people:
                    challenge = challenges[kind % len(challenges)] if challenges else None
                    db.add(Wish(person_id=people[kind % len(people)], challenge_id=challenge, rank=1))

    def erase(self, laptop: int, person: int, also: int = 1) -> None:
        """A person is erased; once in a while someone of whom this laptop knows nothing yet."""
        with self._acting(laptop) as at:
            people = at.ids("person") if person % 5 else sorted(row for table, row in self.about if table == "person")
            rows = [("challenge", row) for row in at.ids("challenge")]
            if people:
                at.event.erase(people[person % len(people)], also=rows[:1] if also % 4 == 0 else ())

    def redact(self, laptop: int, which: int) -> None:
        """Values of one field are taken out for good; what is written of it later stays."""
        with self._acting(laptop) as at:
            people = at.ids("person")
            if people:
                chosen = [people[which % len(people)], people[which // 7 % len(people)]]
                at.event.redact([("person", row, ("phone", "email")[which % 2]) for row in chosen])

    def undo(self, laptop: int, which: int, redo: bool = False) -> None:
        """The last action, or sometimes an earlier one, is taken back; or done again."""
        with self._acting(laptop) as at:
            stack = at.event.redo_stack() if redo else at.event.undo_stack()
            stack = [entry for entry in stack if entry.verb != "newer"]
            if not stack:
                return
            entry = stack[0 if which % 3 else which // 3 % len(stack)]
            undone = [
                said for said in at.applied.values() if transaction_of(self.told, said) == (entry.origin, entry.tx)
            ]
            refusable = any(may_refuse(self.told, at, said, undone) for said in undone)
            if code := _refusal(lambda: at.event.undo(entry)):
                assert code in ("changed_since", "erased"), code
                assert refusable, f"undo was refused although nothing changed: {entry}"
                return
            assert not any(changed_since(self.told, at, said, undone) for said in undone), (
                f"undo overwrote a change: {entry}"
            )
            arrived = {
                said.row
                for said in undone
                if said.table == "person" and not at.seen.rows["person"].get(said.row, {"deleted": 1})["deleted"]
                for other in said_since(self.told, at, said, undone)
                if other.kind == "fact" and other.about == said.row
            }
            self._harvest(at)
            for said in undone:
                check_undone(at, said, undone)
                row = at.seen.rows["person"].get(said.row, {"deleted": 0})
                assert said.row not in arrived or not row["deleted"], "undo hid someone who arrived since"

    def settle(self, laptop: int, which: int, value: int) -> None:
        """Someone chooses one of the values in dispute."""
        with self._acting(laptop) as at:
            disputes = at.event.conflicts()
            if not disputes:
                return
            conflict = disputes[which % len(disputes)]
            choice = conflict.values[value % len(conflict.values)].value
            at.event.settle(conflict, choice)
            left = {(other.table, other.row, other.field) for other in at.event.conflicts()}
            assert (conflict.table, conflict.row, conflict.field) not in left
            self._harvest(at)
            if conflict.field in (row := at.seen.rows[conflict.table].get(conflict.row, {})):
                assert row[conflict.field] == stored(choice)

    def newer(self, laptop: int, what: int) -> None:
        """A newer program on this laptop writes what the others do not know: it is kept and passed on."""
        row = f"{what:08x}-0000-7000-8000-000000000000"
        with self._acting(laptop) as at:
            people = at.ids("person")
            person = people[what % len(people)] if people else ""
            about = self.about.setdefault(("companion", row), person)
            if what % 3 == 0 and (("person", about) in at.seen.erased or ("companion", row) in at.seen.erased):
                return
            self._write_newer(at, what, row, person)

    def _write_newer(self, at: Laptop, what: int, row: str, person: str) -> None:
        with at.event.write("newer") as db:
            match what % 3:
                case 0:
                    db.recorder.note("companion", row, "put", {"n": what}, self.about["companion", row])
                case 1 if person:
                    db.recorder.note("person", person, "put", {"shoe_size": what}, person)
                case 2 if person:
                    db.recorder.note("person", person, "tally", {"shoe_size": "of another kind"}, person)

    def move_clock(self, laptop: int, hours: int) -> None:
        """The laptop's clock is set to another time: it may jump back."""
        at = self._at(laptop)
        at.offset = dt.timedelta(hours=hours)

    def reopen(self, laptop: int) -> None:
        """The program is closed and opened again."""
        with self._acting(laptop) as at:
            self._reopen(at)

    def copy(self, laptop: int, both: bool) -> None:
        """The file is copied and goes on elsewhere, beside the old one or in its place."""
        at = self._at(laptop)
        twin = self._place()
        shutil.copyfile(at.event.back_up(), twin.path)
        twin.applied, twin.heads, twin.waiting = dict(at.applied), dict(at.heads), dict(at.waiting)
        twin.offset = at.offset
        self._reopen(twin, origin=at.event.replica_id)
        if not both or len(self.laptops) > 5:
            at.event.close()
            self.laptops.remove(at)
        self._continue(twin, at.event.replica_id)

    def restore(self, laptop: int, other: int) -> None:
        """The file is damaged once everything it held had been told; an old backup takes its place."""
        at = self._at(laptop)
        if at.snapshot is None:
            path = self.folder / f"snapshot-{len(list(self.folder.glob('snapshot-*')))}.uepit"
            shutil.copyfile(at.event.back_up(), path)
            at.snapshot = (path, dict(at.applied), dict(at.heads), dict(at.waiting), at.event.replica_id)
            return
        friend = self._at(other)
        if friend is at:
            return
        self._tell_all(at, friend)
        path, applied, heads, waiting, origin = at.snapshot
        at.snapshot = None
        at.event.close()
        EventFile.recover(at.path, path, clock=at.watch)
        at.applied, at.heads, at.waiting = applied, heads, waiting
        self._reopen(at, origin=origin)
        self._continue(at, origin)

    # -- steps between laptops -------------------------------------------------------------------------------------

    def deliver(self, sender: int, receiver: int) -> None:
        """Everything that the receiver lacks."""
        source, target = self._at(sender), self._at(receiver)
        if source is not target:
            news = operations_of(source.event, target.heads)
            self.bundles.append(news)
            self._deliver(source, target, news)

    def deliver_part(self, sender: int, receiver: int, seed: int) -> None:
        """Some of what the sender knows, with holes, repetitions and out of order."""
        source, target = self._at(sender), self._at(receiver)
        if source is target:
            return
        chance = random.Random(seed)
        pool = operations_of(source.event) if seed % 3 else operations_of(source.event, target.heads)
        keep = chance.choice((0.2, 0.5, 0.8, 0.95))
        some = [operation for operation in pool if chance.random() < keep]
        some += [replace(operation) for operation in some if chance.random() < 0.1]
        chance.shuffle(some)
        self._deliver(source, target, some)

    def deliver_old(self, receiver: int, which: int) -> None:
        """A file written earlier is read again, or for the first time by someone else."""
        if self.bundles:
            target = self._at(receiver)
            self._deliver(None, target, self.bundles[which % len(self.bundles)])

    def deliver_altered(self, sender: int, receiver: int, how: int, which: int) -> None:
        """A file that was altered on its way is refused whole, and nothing changes."""
        source, target = self._at(sender), self._at(receiver)
        news = operations_of(source.event, target.heads)
        if source is target or not news:
            return
        place = which % len(news)
        bad = altered(self.said, target, news, place, ALTERATIONS[how % len(ALTERATIONS)])
        if bad is None:
            return
        before = digest(target.event)
        code = _refusal(lambda: target.event.merge(bad))
        assert code in ("altered", "broken_chain", "stripped"), f"altered, yet taken: {ALTERATIONS[how % 11]} {code}"
        self.refused += 1
        assert digest(target.event) == before
        verify(target)

    # -- the end -----------------------------------------------------------------------------------------------------

    def converge(self, newcomer: random.Random | None = None) -> str:
        """Everything reaches everyone; all must then be equal, sound and complete. Returns the digest."""
        for laptop in range(1, len(self.laptops)):
            self.deliver(laptop, 0)
        for laptop in range(1, len(self.laptops)):
            self.deliver(0, laptop)
        ends: dict[str, int] = {}
        for origin, seq in self.said:
            ends[origin] = max(ends.get(origin, 0), seq)
        for laptop in self.laptops:
            assert laptop.heads == ends, "an operation was lost"
            assert not laptop.waiting
            check_complete(laptop, self.said.values(), self.acknowledged)
        digests = {digest(laptop.event) for laptop in self.laptops}
        assert len(digests) == 1, "laptops that know the same differ"
        if newcomer is not None:
            digests.add(self._told_in_another_order(newcomer))
            assert len(digests) == 1, "the order of delivery matters"
        return digests.pop()

    def close(self) -> None:
        for laptop in self.laptops:
            if laptop._event is not None:
                laptop.event._wrote = False  # a backup of what is thrown away would only take time
                laptop.event.close()

    # -- private -----------------------------------------------------------------------------------------------------

    def _at(self, laptop: int) -> Laptop:
        return self.laptops[laptop % len(self.laptops)]

    @contextmanager
    def _acting(self, laptop: int) -> Iterator[Laptop]:
        """A step at one laptop: time goes on, what it wrote is noted, what it shows is compared."""
        at = self._at(laptop)
        self._tell_time(at)
        yield at
        self._harvest(at)
        verify(at)

    def _tell_time(self, at: Laptop) -> None:
        self.now += dt.timedelta(seconds=41)
        at.watch.now = self.now + at.offset

    def _place(self) -> Laptop:
        self._paths += 1
        watch = Watch(self.now)
        laptop = Laptop(self.folder / f"laptop-{self._paths}.uepit", watch)
        self.laptops.append(laptop)
        return laptop

    def _join(self, announce: bool) -> Laptop:
        first, laptop = self.laptops[0], self._place()
        shared = {name: key for name, key in first.event.secrets.items() if name != "replica_seed"}
        laptop._event = EventFile.create_empty(
            laptop.path, event_id=first.event.event_id, secrets=shared, desk=f"Poste {self._paths}", clock=laptop.watch
        )
        if announce:
            self._deliver(first, laptop, operations_of(first.event))
            with laptop.event.write("join") as db:
                laptop.event.announce(db)
            self._harvest(laptop)
        return laptop

    def _reopen(self, at: Laptop, origin: str | None = None) -> None:
        if at._event is not None and not at.event._closed:
            at.event._wrote = False
            at.event.close()
        origin = origin or at.event.replica_id
        at._event = EventFile.open(at.path, clock=at.watch)
        at.clock.last = max((said.stamp for said in at.applied.values() if said.name[0] == origin), default=0)
        at.changed()

    def _continue(self, at: Laptop, before: str) -> None:
        self._tell_time(at)
        with at.event.write_local():
            pass
        assert at.event.replica_id != before, "a copied file went on under the old name"
        self._harvest(at)
        verify(at)

    def _set(self, at: Laptop, table: str, row: str, name: str, value: Any) -> None:
        with at.event.write("edit", subject=row) as db:
            found = db.get(MODELS[table], row)
            assert found is not None
            setattr(found, name, value)
        self._harvest(at)
        assert at.seen.rows[table][row][name] == stored(value), "a write does not show"

    def _harvest(self, at: Laptop) -> None:
        """Note what this laptop wrote since, and what it knew when it did."""
        wall = int(at.watch.now.timestamp() * 1000)
        for operation in operations_of(at.event, at.heads):
            name = (operation.origin, operation.seq)
            assert operation.origin == at.event.replica_id
            assert operation.seq == at.heads.get(operation.origin, 0) + 1
            assert operation.hlc == at.clock.stamp(wall), "the clock gave another stamp than its rule says"
            fields = operation.fields()
            row = (operation.table, operation.row)
            about = operation.row if operation.table == "person" else fields.get("person_id") or self.about.get(row, "")
            if about and operation.kind != "erase":
                self.about[row] = about
                assert operation.subject == about, f"an operation does not say whom it is about: {operation}"
            rows = frozenset((table, row_id) for table, row_id in fields.get("rows", ()))
            said = Said(
                name, operation.hlc, frozenset(at.applied), operation.kind, operation.table, operation.row, fields,
                "" if operation.kind == "erase" else about, rows if operation.kind == "erase" else frozenset(),
            )  # fmt: skip
            self.said[name] = said
            self.told[name] = operation
            at.applied[name] = said
            at.heads[operation.origin] = operation.seq
        at.changed()

    def _tell_all(self, source: Laptop, target: Laptop) -> None:
        self._deliver(source, target, operations_of(source.event))

    def _deliver(self, source: Laptop | None, target: Laptop, operations: Sequence[Operation]) -> None:
        """Read these operations at ``target``, and compare what happens with what must happen."""
        self._tell_time(target)
        names = [(operation.origin, operation.seq) for operation in operations]
        arrived = {**dict(zip(names, operations, strict=True))}
        available = set(arrived) | set(target.waiting)
        fresh: list[Name] = []
        for origin in sorted({origin for origin, _ in available}):
            seq = target.heads.get(origin, 0) + 1
            while (origin, seq) in available:
                fresh.append((origin, seq))
                seq += 1
        known = len(names) - len(arrived) + sum(seq <= target.heads.get(origin, 0) for origin, seq in arrived)
        later = available - set(fresh) - {name for name in arrived if name[1] <= target.heads.get(name[0], 0)}
        applied = {**target.applied, **{name: self.said[name] for name in fresh}}
        gone = oracle.erased_rows(applied.values(), [self.said[name] for name in later])
        bare = {name for name, operation in arrived.items() if operation.payload is None}
        emptied = oracle.emptied_names(applied.values(), [self.said[name] for name in later])
        unproved = {name for name in bare - emptied if (self.said[name].table, self.said[name].row) not in gone}
        if unproved & (set(fresh) - set(target.waiting)):
            before = digest(target.event)
            assert _refusal(lambda: target.event.merge(operations)) == "stripped", (
                "content was missing, yet it was taken"
            )
            assert digest(target.event) == before
            return
        result = target.event.merge(operations)
        wall = int(target.watch.now.timestamp() * 1000)
        ahead = target.clock.hear([self.said[name].stamp for name in fresh], wall)
        target.applied = applied
        target.waiting = {name: self.said[name] for name in later if name in target.waiting or name not in unproved}
        for origin, seq in fresh:
            target.heads[origin] = seq
        target.changed()
        counted = (result.applied, result.known, result.waiting, result.ahead)
        expected = (len(fresh), known, len(target.waiting), ahead)
        assert counted == expected, f"applied, known, waiting, ahead: {counted} instead of {expected}"
        verify(target)

    def _told_in_another_order(self, chance: random.Random) -> str:
        """A laptop that joins now and reads everything in pieces, shuffled."""
        source = operations_of(chance.choice(self.laptops).event)
        chance.shuffle(source)
        newcomer = self._join(announce=False)
        shares = chance.randint(1, 6)
        for share in range(shares):
            code = _refusal(lambda part=source[share::shares]: newcomer.event.merge(part))
            assert code in ("", "stripped"), code  # bare content may come before the erasure that explains it
        newcomer.event.merge(source)
        report = newcomer.event.check()
        assert report.ok, report.faults
        return report.digest


def _refusal(action: Callable[[], object]) -> str:
    """The word for why an action was refused; empty when it was done."""
    try:
        action()
    except UserError as error:
        return error.code
    return ""
