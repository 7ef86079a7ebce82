"""Laptops with real event files that live a history, each step compared with what the oracle says must be seen."""

from __future__ import annotations

import datetime as dt
import random
import shutil
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import orjson

from tests.event.histories import oracle
from tests.event.histories.oracle import ExpectedClock, Name, Picture, Said, picture, stored
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
ALTERATIONS = (
    "payload", "payload_and_hash", "hlc", "row", "table", "context", "subject", "kind", "chain_hash", "stripped",
    "skipped",
)  # fmt: skip


@dataclass
class Laptop:
    """One event file, and what the history knows that it must hold."""

    path: Path
    watch: Watch
    offset: dt.timedelta = dt.timedelta()
    applied: dict[Name, Said] = field(default_factory=dict)
    heads: dict[str, int] = field(default_factory=dict)
    waiting: dict[Name, Said] = field(default_factory=dict)
    clock: ExpectedClock = field(default_factory=ExpectedClock)
    snapshot: tuple[Path, dict[Name, Said], dict[str, int], dict[Name, Said], str] | None = None
    _event: EventFile | None = None
    _seen: Picture | None = None

    @property
    def event(self) -> EventFile:
        assert self._event is not None
        return self._event

    @property
    def seen(self) -> Picture:
        """What it must show."""
        if self._seen is None:
            self._seen = picture(self.applied.values(), self.waiting.values())
        return self._seen

    def changed(self) -> None:
        self._seen = None


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
            people, halves = _ids(at, "person"), _ids(at, "half_day")
            if not people:
                return
            fact = CheckIn(
                id=new_id(), person_id=people[person % len(people)], at=at.event.clock.now(),
                half_day_id=halves[half_day % len(halves)] if halves else None, replica_id=at.event.replica_id,
            )  # fmt: skip
            with at.event.write("check_in", subject=fact.person_id) as db:
                if half_day % 2:
                    db.add_fact(fact)
                else:
                    db.add(fact)
            self.acknowledged[fact.id] = fact.person_id

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
            rows = [(table, row) for table in EDITED for row in _ids(at, table)]
            if not rows:
                return
            table, row = rows[which % len(rows)]
            name = EDITED[table][what % len(EDITED[table])]
            self._set(at, table, row, name, value % 5 if name in NUMBERS else f"« {value % 5} »")

    def delete(self, laptop: int, which: int, deleted: bool = True) -> None:
        """A row is deleted, or brought back."""
        with self._acting(laptop) as at:
            rows = [(table, row) for table in EDITED for row in _ids(at, table)]
            if rows:
                self._set(at, *rows[which % len(rows)], "deleted", deleted)

    def add(self, laptop: int, kind: int) -> None:
        """A new person with a role, challenge, organisation or wish."""
        with self._acting(laptop) as at, at.event.write("add") as db:
            people, challenges = _ids(at, "person"), _ids(at, "challenge")
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
            people = _ids(at, "person") if person % 5 else sorted(row for table, row in self.about if table == "person")
            rows = [("challenge", row) for row in _ids(at, "challenge")]
            if people:
                at.event.erase(people[person % len(people)], also=rows[:1] if also % 4 == 0 else ())

    def undo(self, laptop: int, which: int, redo: bool = False) -> None:
        """The last action, or sometimes an earlier one, is taken back; or done again."""
        with self._acting(laptop) as at:
            stack = at.event.redo_stack() if redo else at.event.undo_stack()
            stack = [entry for entry in stack if entry.verb != "newer"]
            if not stack:
                return
            entry = stack[0 if which % 3 else which // 3 % len(stack)]
            undone = [said for said in at.applied.values() if _tx(self.told, said) == (entry.origin, entry.tx)]
            refusable = any(self._may_refuse(at, said, undone) for said in undone)
            if code := _refusal(lambda: at.event.undo(entry)):
                assert code in ("changed_since", "erased"), code
                assert refusable, f"undo was refused although nothing changed: {entry}"
                return
            assert not any(_changed_since(self, at, said, undone) for said in undone), (
                f"undo overwrote a change: {entry}"
            )
            arrived = {said.row for said in undone for other in _since(self, at, said, undone)
                       if other.kind == "fact" and said.table == "person" and other.about == said.row}  # fmt: skip
            self._harvest(at)
            for said in undone:
                self._check_undone(at, said, undone)
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
        with self._acting(laptop) as at, at.event.write("newer") as db:
            people = _ids(at, "person")
            person = people[what % len(people)] if people else ""
            match what % 3:
                case 0:
                    row = f"{what:08x}-0000-7000-8000-000000000000"
                    self.about.setdefault(("companion", row), person)
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
        altered = self._altered(target, news, place, ALTERATIONS[how % len(ALTERATIONS)])
        if altered is None:
            return
        before = digest(target.event)
        code = _refusal(lambda: target.event.merge(altered))
        assert code in ("altered", "broken_chain", "stripped"), f"altered, yet taken: {ALTERATIONS[how % 11]} {code}"
        self.refused += 1
        assert digest(target.event) == before
        self.verify(target)

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
            self._check_complete(laptop)
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

    def verify(self, laptop: Laptop) -> None:
        """The file holds exactly what the oracle says, and no more."""
        seen = laptop.seen
        with laptop.event.read() as db:
            run = db.connection().exec_driver_sql
            for table in oracle.TABLES:
                rows = {row["id"]: dict(row) for row in run(f"SELECT * FROM {table}").mappings()}
                _same(table, rows, seen.rows.get(table, {}))
            disputes: dict[Any, list[tuple[Name, Any]]] = {}
            for tbl, row, name, origin, seq, value in run(
                "SELECT tbl, row_id, field, origin, seq, value FROM sibling "
                "ORDER BY shown DESC, hlc DESC, origin DESC, seq DESC"
            ):
                disputes.setdefault((tbl, row, name), []).append(((origin, seq), orjson.loads(value)))
            _same("disputes", disputes, seen.disputes)
            erased = {tuple(row) for row in run("SELECT tbl, row_id FROM erased")}
            assert erased == seen.erased, f"erased: {erased ^ seen.erased}"
            waiting = {tuple(row) for row in run("SELECT origin, seq FROM op_waiting")}
            assert waiting == set(laptop.waiting), f"waiting: {waiting ^ set(laptop.waiting)}"
            heads = {uid: seq for uid, seq in run("SELECT uid, head_seq FROM origin") if seq}
            assert heads == laptop.heads
            left = run(
                "SELECT tbl, row_id FROM op WHERE payload IS NOT NULL AND kind != 'erase' UNION "
                "SELECT tbl, row_id FROM op_waiting WHERE payload IS NOT NULL AND kind != 'erase'"
            )
            assert not seen.erased & {tuple(row) for row in left}, "content of an erased row is left"

    # -- private -----------------------------------------------------------------------------------------------------

    def _at(self, laptop: int) -> Laptop:
        return self.laptops[laptop % len(self.laptops)]

    @contextmanager
    def _acting(self, laptop: int) -> Iterator[Laptop]:
        """A step at one laptop: time goes on, what it wrote is noted, what it shows is compared."""
        at = self._at(laptop)
        self._tell_time(at)
        try:
            yield at
        except UserError as error:
            if error.code != "erased":
                raise
        self._harvest(at)
        self.verify(at)

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
        self.verify(at)

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
        unproved = {name for name in bare if (self.said[name].table, self.said[name].row) not in gone}
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
        self.verify(target)

    def _altered(self, target: Laptop, news: list[Operation], place: int, how: str) -> list[Operation] | None:
        chosen = news[place]
        name = (chosen.origin, chosen.seq)
        if name in target.waiting or chosen.payload is None:
            return None
        match how:
            case "payload":
                bad = replace(chosen, payload=b'{"email":"x@exemple.fr"}')
            case "payload_and_hash":
                bad = replace(chosen, payload=b"{}", payload_hash=bytes(32))
            case "hlc":
                bad = replace(chosen, hlc=chosen.hlc + 1)
            case "row":
                bad = replace(chosen, row=new_id())
            case "table":
                bad = replace(chosen, table="organisation" if chosen.table != "organisation" else "person")
            case "context":
                bad = replace(chosen, context=f"{new_id()}:1")
            case "subject":
                bad = replace(chosen, subject=new_id())
            case "kind":
                bad = replace(chosen, kind="fact" if chosen.kind == "put" else "put")
            case "chain_hash":
                bad = replace(chosen, chain_hash=bytes(32))
            case "stripped":
                applied = [*target.applied.values(), *(self.said[one.origin, one.seq] for one in news)]
                gone = oracle.erased_rows(applied, target.waiting.values())
                if chosen.kind != "erase" and (chosen.table, chosen.row) in gone:
                    return None
                bad = replace(chosen, payload=None, salt=None)
            case _:
                rest = [one for one in news if one.origin == chosen.origin and one.seq > chosen.seq]
                if not rest or any((one.origin, one.seq) in target.waiting for one in rest):
                    return None
                others = [one for one in news if one is not chosen and one not in rest]
                return others + [replace(one, seq=one.seq - 1) for one in rest]
        return [*news[:place], bad, *news[place + 1 :]]

    def _may_refuse(self, at: Laptop, said: Said, undone: Sequence[Said]) -> bool:
        return (
            (said.table, said.row) in at.seen.erased
            or said.about in {row for table, row in at.seen.erased if table == "person"}
            or _changed_since(self, at, said, undone)
            or _built_upon(self, at, said, undone)
        )

    def _check_undone(self, at: Laptop, said: Said, undone: Sequence[Said]) -> None:
        if said.kind == "fact":
            withdrawn = {fact["target_id"] for fact in at.seen.rows["check_in"].values()}
            assert said.row in withdrawn or said.fields["kind"] == "undo", "an arrival was not taken back"
            return
        own = {other.name for other in undone}
        before = [
            other for other in at.applied.values()
            if (other.table, other.row) == (said.table, said.row) and other.name in said.knew - own
        ]  # fmt: skip
        row = at.seen.rows[said.table].get(said.row)
        if not before:
            assert row is None or row["deleted"], "what was undone is still there"
            return
        earlier = picture(before).rows[said.table].get(said.row)
        for name in said.fields:
            if row is not None and earlier is not None and name in row:
                assert row[name] == earlier[name], f"undo of {said.table}.{name} did not bring its value back"

    def _check_complete(self, laptop: Laptop) -> None:
        report = laptop.event.check()
        assert report.ok, report.faults
        self.verify(laptop)
        listed: dict[tuple[str, str, str], list[Any]] = {}
        for conflict in laptop.event.conflicts():
            listed[conflict.table, conflict.row, conflict.field] = [value.value for value in conflict.values]
        by_row: dict[tuple[str, str], list[Said]] = {}
        for said in laptop.applied.values():
            if said.kind in ("put", "fact"):
                by_row.setdefault((said.table, said.row), []).append(said)
        for (table, row), sayings in by_row.items():
            if (shown := laptop.seen.rows.get(table, {}).get(row)) is None:
                continue
            for name in {name for said in sayings for name in said.fields if name in shown}:
                for _, value in oracle.live_values(sayings, name):
                    there = [stored(kept) for kept in listed.get((table, row, name), [])]
                    assert stored(value) in (shown[name], *there), f"a value of {table}.{name} can be seen nowhere"
        people = {row for table, row in laptop.seen.erased if table == "person"}
        with laptop.event.read() as db:
            facts = {row[0] for row in db.connection().exec_driver_sql("SELECT id FROM check_in")}
        for fact, person in self.acknowledged.items():
            assert fact in facts or person in people, "an arrival was lost"
        assert oracle.counted_arrivals(laptop.seen) == oracle.counted_arrivals(picture(self.said.values()))

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


def _ids(at: Laptop, table: str) -> list[str]:
    return sorted(at.seen.rows.get(table, {}))


def _tx(told: dict[Name, Operation], said: Said) -> tuple[str, int]:
    operation = told[said.name]
    return operation.origin, operation.tx


def _since(world: World, at: Laptop, said: Said, undone: Sequence[Said]) -> list[Said]:
    """What is in effect of what was said after it: what this laptop did and itself undid does not count."""
    after = [other for other in at.applied.values() if other not in undone and other.name not in said.knew]
    times: Counter[tuple[str, int]] = Counter()
    for tx in {_tx(world.told, other) for other in after}:
        times[_action(world, tx)] += 1
    return [
        other for other in after
        if other.name[0] != said.name[0] or times[_action(world, _tx(world.told, other))] % 2
    ]  # fmt: skip


def _action(world: World, tx: tuple[str, int]) -> tuple[str, int]:
    """The transaction that a chain of undoing and doing again began with."""
    while undoes := world.told[tx].undoes:
        origin, _, number = undoes.rpartition(":")
        tx = origin, int(number)
    return tx


def _changed_since(world: World, at: Laptop, said: Said, undone: Sequence[Said]) -> bool:
    return any(
        (other.table, other.row) == (said.table, said.row)
        and other.kind in ("put", "fact")
        and other.fields.keys() & said.fields.keys()
        for other in _since(world, at, said, undone)
    )


def _built_upon(world: World, at: Laptop, said: Said, undone: Sequence[Said]) -> bool:
    """Something was noted since about someone whom this action registered, or brought back."""
    return said.table == "person" and any(other.about == said.row for other in _since(world, at, said, undone))


def _same(what: str, found: dict[Any, Any], expected: dict[Any, Any]) -> None:
    if found != expected:
        keys: Iterable[Any] = (key for key in {*found, *expected} if found.get(key) != expected.get(key))
        lines = [f"{what} {key}: {found.get(key)} instead of {expected.get(key)}" for key in keys]
        raise AssertionError("\n".join(lines))
