"""Many people are erased among more, or values of theirs are: whether a byte of them is left on three laptops, in new
bundles or in a new pack.

Everyone has marks that nobody else has: names, address, phone, diet, a note… They are looked for as written, in
capitals, and folded as the search index keeps them, in UTF-8 and in both orders of UTF-16, in every file beside the
event file.
"""

from __future__ import annotations

import csv
import datetime as dt
import random
import string
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pyrage
import zstandard

from tests.exchange.conftest import Laptops
from uepit_desktop import people, reception
from uepit_desktop.event import EventFile, log
from uepit_desktop.event.backup import backup_folder
from uepit_desktop.event.model import ChallengeBearer, Person
from uepit_desktop.exchange import pack, read_bundles
from uepit_desktop.language.folding import fold, joined

_PASSPHRASE = "cerise nuage tambour"
_ZSTD = b"\x28\xb5\x2f\xfd"
_ENCODINGS = ("utf-8", "utf-16-le", "utf-16-be")
_ALONE = ("email", "phone", "diet", "access_needs", "meal_code", "desk_note")
_MORNING = dt.datetime(2026, 7, 6, 7, 0, tzinfo=dt.UTC)


@dataclass(frozen=True, slots=True)
class Someone:
    """A person whose every value is theirs alone. ``marks`` go with the person only; ``values`` may go before."""

    id: str
    marks: tuple[str, ...]
    values: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Sight:
    """One file looked through: where, its size, how many marks of the erased (to be) are in it."""

    where: str
    size_bytes: int
    traces: int


@dataclass(frozen=True, slots=True)
class Proof:
    """``before`` shows that the search finds what is there; ``after`` must hold no trace. ``kept`` counts the marks of
    those who were not erased and are still to be read in the first laptop's file.
    """

    people: int
    erased: int
    marks: int
    before: tuple[Sight, ...]
    after: tuple[Sight, ...]
    kept: int
    equal: bool
    faults: tuple[str, ...]

    @property
    def left(self) -> int:
        return sum(sight.traces for sight in self.after)


def prove(folder: Path, count: int, erased: int, *, values_alone: bool = False, seed: int = 5) -> Proof:
    """Play it with ``count`` people, of whom ``erased`` are erased, on three laptops.

    ``values_alone``: only their address, phone, diet, needs and note go; they stay, with their names.
    """
    chance = random.Random(seed)
    half = count // 2
    laptops = Laptops(folder)
    first = laptops.all[0]
    everyone = _register(first, folder, half, chance)
    second, third = laptops.join("Poste 2"), laptops.join("Poste 3")
    everyone += _register(first, folder, count - half, chance)  # of whom the others hear by bundles
    gone = chance.sample(everyone, erased)
    old = folder / "old"
    old.mkdir()
    laptops.carry(first, second, old)
    _live(first, second, gone)
    laptops.carry(first, second, old)
    laptops.carry(second, first, old)
    _hear_ahead(second, third)
    for laptop in laptops.all:
        laptop.back_up()
    patterns = _patterns(mark for one in gone for mark in (one.values if values_alone else one.marks + one.values))
    before = tuple(_everywhere(laptops, patterns, [*_opened(old.glob("*.uepitx"), first)]))

    if values_alone:
        first.redact(("person", one.id, field) for one in gone for field in _ALONE)
    else:
        for one in gone:
            people.erase(first, one.id)
    new = folder / "new"
    new.mkdir()
    laptops.carry(first, second, new)
    laptops.carry(first, third, new)
    for laptop in (second, third, first):  # what was written before the erasure is read after it
        assert not read_bundles(laptop, old).refused
    laptops.carry(second, first, new)
    laptops.carry(third, first, new)
    laptops.carry(first, second, new)
    laptops.carry(first, third, new)
    travelled = [*_opened(new.glob("*.uepitx"), first), _opened_pack(pack(first, new, _PASSPHRASE).file)]
    reports = [laptop.check() for laptop in laptops.all]
    after = [*_everywhere(laptops, patterns, travelled)]
    for laptop in laptops.all:
        laptop.close()  # with its backup
    after += [*_everywhere(laptops, patterns, [])]
    stays = _patterns(mark for one in everyone if one not in gone for mark in one.marks + one.values)
    kept = _traces(first.path.read_bytes(), stays)
    return Proof(
        people=count,
        erased=erased,
        marks=len(patterns),
        before=before,
        after=tuple(after),
        kept=kept,
        equal=len({report.digest for report in reports}) == 1,
        faults=tuple(fault for report in reports for fault in report.faults),
    )


def _register(event: EventFile, folder: Path, count: int, chance: random.Random) -> list[Someone]:
    """Import ``count`` people, then tell a thing more about each. Their marks are what was written of them."""
    path = folder / "registrations.csv"
    words = iter(chance.sample(range(10**9), 8 * count))

    def word(start: str) -> str:
        number = next(words)
        return start + "".join(string.ascii_lowercase[number // 26**place % 26] for place in range(7))

    rows = []
    for at in range(count):
        family, given = word("Zé").title(), word("Œn").title()
        phone = f"06{next(words) % 10**8:08d}"
        rows.append((family, given, f"{word('c')}@{word('d')}.example", phone, word("sans "), word("rampe ")))
        if at % 3 == 0:
            rows[-1] = (f"Le {family}", *rows[-1][1:])
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, delimiter=";")
        writer.writerow(("Nom", "Prénom", "Courriel", "Téléphone", "Régime alimentaire", "Besoins d'accès"))
        writer.writerows(rows)
    people.import_people(event, path)
    path.unlink()
    with event.read() as db:
        ids = {row.email: row.id for row in people.list_people(db)}
    found = []
    for row in rows:
        id_, note = ids[row[2]], word("note ")
        with event.write("edit_person", subject=id_) as db:
            db.get_one(Person, id_).desk_note = note
        with event.read() as db:
            person = db.get_one(Person, id_)
            found.append(Someone(id_, (*row[:2], person.badge_code), (*row[2:], note, person.phone)))
    return found


def _live(first: EventFile, second: EventFile, gone: list[Someone]) -> None:
    """Arrivals, corrections at two desks at once, undos, and a challenge that only names one of them."""
    for number, one in enumerate(gone):
        desk, at = (first, second)[number % 2], _MORNING + dt.timedelta(seconds=number)
        reception.check_in(desk, person_id=one.id, method="name", at=at)
        if number % 3 == 0:
            people.edit_person(first, one.id, "function", f"fonction {one.marks[-1]}")
            people.edit_person(second, one.id, "function", f"métier {one.marks[-1]}")
        if number % 4 == 0:  # two desks correct the same values, each without knowing of the other
            people.edit_person(first, one.id, "diet", f"ni {one.values[2]}")
            people.edit_person(second, one.id, "diet", f"peu {one.values[2]}")
            people.edit_person(second, one.id, "phone", one.values[-1][:-1] + "0")
            people.edit_person(second, one.id, "phone", one.values[-1])
        if number % 5 == 0:
            desk.undo()
        if number % 7 == 0:
            people.edit_person(first, one.id, "family_name", one.marks[0].upper())
    with first.write("import") as db:
        db.add(ChallengeBearer(challenge_id="", name=f"{gone[0].marks[1]} {gone[0].marks[0]}"))


def _hear_ahead(speaker: EventFile, listener: EventFile) -> None:
    """Have a laptop hear the end of another's story without its beginning: it waits, with the values in it."""
    with listener.read() as db:
        known = log.version_vector(db).get(speaker.replica_id, 0)
    with speaker.read() as db:
        told = [one for one in log.operations(db) if one.origin == speaker.replica_id and one.seq > known + 1]
    assert listener.merge(told).waiting == len(told) > 0


def _patterns(marks: Iterable[str]) -> list[bytes]:
    texts: set[str] = set()
    for mark in marks:
        telling = mark.rpartition(" ")[2]  # « sans », « Le » are everybody's
        texts |= {telling, telling.upper(), fold(telling), joined(mark)}
        if "@" in mark:
            texts |= set(mark.removesuffix(".example").split("@"))  # as the search index cuts them
    return sorted({text.encode(encoding) for text in texts if len(text) > 6 for encoding in _ENCODINGS})


def _traces(content: bytes, patterns: Iterable[bytes]) -> int:
    return sum(pattern in content for pattern in patterns)


def _everywhere(laptops: Laptops, patterns: list[bytes], travelled: list[tuple[str, bytes]]) -> Iterator[Sight]:
    for number, laptop in enumerate(laptops.all, start=1):
        beside = sorted(laptop.path.parent.glob(f"*{laptop.path.stem}*"))
        for path in (path for path in beside if path.is_file()):
            content = path.read_bytes()
            yield Sight(f"laptop {number}: {path.name}", len(content), _traces(content, patterns))
        for path in sorted(backup_folder(laptop.path).glob("*")):
            content = path.read_bytes()
            yield Sight(f"laptop {number}: backup {path.name[-26:]}", len(content), _traces(content, patterns))
    for where, content in travelled:
        yield Sight(where, len(content), _traces(content, patterns))


def _opened(bundles: Iterable[Path], event: EventFile) -> Iterator[tuple[str, bytes]]:
    """The inside of bundles: decrypted, and what is compressed in them in clear."""
    identity = pyrage.x25519.Identity.from_str(event.secrets["event_identity"].decode("ascii"))
    for path in sorted(bundles):
        yield f"bundle {path.name[13:]}", _clear(pyrage.decrypt(path.read_bytes(), [identity]))


def _opened_pack(path: Path) -> tuple[str, bytes]:
    return "pack", _clear(pyrage.passphrase.decrypt(path.read_bytes(), _PASSPHRASE))


def _clear(inner: bytes) -> bytes:
    start = inner.index(_ZSTD)
    return inner + zstandard.ZstdDecompressor().decompressobj().decompress(inner[start:])
