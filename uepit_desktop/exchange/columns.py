"""Operations laid out in columns, as they travel: small, quick to read, payloads verbatim. Pure.

``docs/formats.md`` describes the same bytes. What can be computed is not sent: an operation's origin and ``seq`` come
from the ranges of the manifest, its hashes from its content and from the chain hash before its range.
"""

from __future__ import annotations

import sys
from array import array
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from hashlib import sha256
from itertools import accumulate, pairwise
from typing import Any

import orjson

from ..event.operation import Operation

SALT_SIZE = 16
HASH_SIZE = 32
#: One version vector of a thousand laptops is about 45,000 characters; nothing else comes near.
MAX_WORD = 100_000
#: ``payload_length`` of an erased operation.
ERASED = 0xFFFFFFFF
#: The columns of numbers that point into the word list, in their order in the bytes.
WORD_COLUMNS = ("context", "kind", "verb", "undoes", "subject", "table", "row")


class UnreadableError(ValueError):
    """These bytes are not what ``docs/formats.md`` describes."""


@dataclass(frozen=True, slots=True)
class Range:
    """Consecutive operations of one origin, and the chain hash (32 bytes) just before the first."""

    origin: str
    first: int
    last: int
    before: bytes

    @property
    def count(self) -> int:
        return self.last - self.first + 1


@dataclass(frozen=True, slots=True)
class Columns:
    """Operations of one or several ranges, one sequence a field, all of the same length and in the ranges' order.

    ``back`` is ``seq - tx``: how far back the transaction began. ``payload`` and ``salt`` are None once erased, both
    or neither. ``payload_hash`` is needed only there.
    """

    hlc: Sequence[int]
    back: Sequence[int]
    schema: Sequence[int]
    context: Sequence[str]
    kind: Sequence[str]
    verb: Sequence[str]
    undoes: Sequence[str]
    subject: Sequence[str]
    table: Sequence[str]
    row: Sequence[str]
    payload: Sequence[bytes | None]
    salt: Sequence[bytes | None]
    payload_hash: Sequence[bytes]


def columns_of(operations: Sequence[Operation]) -> Columns:
    """The columns of operations that are already in the order of their ranges."""
    return Columns(
        hlc=[operation.hlc for operation in operations],
        back=[operation.seq - operation.tx for operation in operations],
        schema=[operation.schema for operation in operations],
        context=[operation.context for operation in operations],
        kind=[operation.kind for operation in operations],
        verb=[operation.verb for operation in operations],
        undoes=[operation.undoes for operation in operations],
        subject=[operation.subject for operation in operations],
        table=[operation.table for operation in operations],
        row=[operation.row for operation in operations],
        payload=[operation.payload for operation in operations],
        salt=[operation.salt for operation in operations],
        payload_hash=[operation.payload_hash for operation in operations],
    )


def encode(columns: Columns) -> bytes:
    """The bytes of these operations. Raises ValueError for what the layout cannot hold."""
    numbers: dict[str, int] = {}
    indexed = [_indexed(getattr(columns, name), numbers) for name in WORD_COLUMNS]
    words = orjson.dumps(list(numbers))
    payloads = [payload for payload in columns.payload if payload is not None]
    salts = b"".join([salt for salt in columns.salt if salt is not None])
    if len(salts) != SALT_SIZE * len(payloads):
        raise ValueError("a payload has a salt of 16 bytes; an erased one has neither")
    if len(payloads) == len(columns.payload):
        lengths = array("I", map(len, payloads))
        hashes = b""
    else:
        lengths = array("I", [ERASED if payload is None else len(payload) for payload in columns.payload])
        hashes = b"".join(
            [digest for payload, digest in zip(columns.payload, columns.payload_hash, strict=True) if payload is None]
        )
    return b"".join(
        (
            len(columns.hlc).to_bytes(4, "little"),
            len(words).to_bytes(4, "little"),
            words,
            _little(array("q", columns.hlc)),
            _little(array("I", columns.back)),
            _little(array("I", columns.schema)),
            *map(_little, indexed),
            _little(lengths),
            *payloads,
            salts,
            hashes,
        )
    )


def decode(data: bytes, ranges: Sequence[Range]) -> list[Operation]:
    """The operations in these bytes, their hashes computed. Raises UnreadableError.

    Whether each range ends at the chain hash that its origin signed is for the caller to compare.
    """
    cut = _Cutter(data)
    count = int.from_bytes(cut.take(4), "little")
    if count != sum(range_.count for range_ in ranges):
        raise UnreadableError("the number of operations is not the one announced")
    words = _words(cut.take(int.from_bytes(cut.take(4), "little")))
    hlc = cut.numbers("q", count)
    back = cut.numbers("I", count)
    schema = cut.numbers("I", count)
    context, kind, verb, undoes, subject, table, row = (
        _looked_up(cut.numbers("I", count), words) for _ in WORD_COLUMNS
    )
    lengths = cut.numbers("I", count)
    present = [length for length in lengths if length != ERASED]
    blob = cut.take(sum(present))
    salt_blob = cut.take(SALT_SIZE * len(present))
    hash_blob = cut.take(HASH_SIZE * (count - len(present)))
    cut.finish()
    if count and min(hlc) < 0:
        raise UnreadableError("a clock stamp is negative")
    payloads: Iterable[bytes | None] = [blob[start:end] for start, end in pairwise(accumulate(present, initial=0))]
    salts: Iterable[bytes | None] = [salt_blob[at : at + SALT_SIZE] for at in range(0, len(salt_blob), SALT_SIZE)]
    hashes: Iterable[bytes | None]
    if len(present) == count:
        hashes = [sha256(salt + payload).digest() for salt, payload in zip(salts, payloads, strict=True)]  # type: ignore[operator]  # neither is None here
    else:
        payloads, salts, hashes = _with_erased(lengths, payloads, salts, hash_blob)
    rows = zip(
        hlc, back, schema, context, kind, verb, undoes, subject, table, row, payloads, salts, hashes, strict=True
    )  # fmt: skip
    return _chain(ranges, rows)


def _chain(ranges: Sequence[Range], rows: Iterable[tuple[Any, ...]]) -> list[Operation]:
    """Name each operation and compute its chain hash, range after range (see ``event.operation.chain_digest``)."""
    operations: list[Operation] = []
    add, dumps = operations.append, orjson.dumps
    following = iter(rows)
    for range_ in ranges:
        origin, chain = range_.origin, range_.before
        for seq, (hlc, back, schema, context, kind, verb, undoes, subject, table, row, payload, salt, digest) in zip(
            range(range_.first, range_.last + 1), following, strict=False
        ):
            tx = seq - back
            if tx < 1:
                raise UnreadableError("a transaction begins before the first operation")
            header = dumps([origin, seq, hlc, context, schema, kind, verb, tx, undoes, subject, table, row])
            chain = sha256(chain + header + digest).digest()
            add(
                Operation(
                    origin, seq, hlc, context, schema, kind, verb, tx, undoes, subject, table, row, payload, salt,
                    digest, chain,
                )
            )  # fmt: skip
    return operations


def _with_erased(
    lengths: Sequence[int], payloads: Iterable[bytes | None], salts: Iterable[bytes | None], hash_blob: bytes
) -> tuple[list[bytes | None], list[bytes | None], list[bytes | None]]:
    """The three columns with their holes where an operation was erased, whose hash travelled instead."""
    payload_at, salt_at = iter(payloads), iter(salts)
    hash_at = (hash_blob[at : at + HASH_SIZE] for at in range(0, len(hash_blob), HASH_SIZE))
    full: tuple[list[bytes | None], list[bytes | None], list[bytes | None]] = ([], [], [])
    for length in lengths:
        if length == ERASED:
            payload, salt, digest = None, None, next(hash_at)
        else:
            payload, salt = next(payload_at), next(salt_at)
            digest = sha256((salt or b"") + (payload or b"")).digest()
        for column, value in zip(full, (payload, salt, digest), strict=True):
            column.append(value)
    return full


class _Cutter:
    """Takes bytes from the front, never more than there are."""

    def __init__(self, data: bytes) -> None:
        self._data = data
        self._at = 0

    def take(self, size: int) -> bytes:
        end = self._at + size
        if end > len(self._data):
            raise UnreadableError("the operations end too early")
        piece = self._data[self._at : end]
        self._at = end
        return piece

    def numbers(self, typecode: str, count: int) -> array[int]:
        column = array(typecode)
        column.frombytes(self.take(count * column.itemsize))
        if sys.byteorder == "big":
            column.byteswap()
        return column

    def finish(self) -> None:
        if self._at != len(self._data):
            raise UnreadableError("there is something after the operations")


def _words(data: bytes) -> list[str]:
    try:
        words = orjson.loads(data)
    except orjson.JSONDecodeError:
        raise UnreadableError("the word list is not JSON") from None
    if not isinstance(words, list) or not all(isinstance(word, str) and len(word) <= MAX_WORD for word in words):
        raise UnreadableError("the word list holds something else than words")
    return words


def _looked_up(indexes: Sequence[int], words: list[str]) -> list[str]:
    try:
        return list(map(words.__getitem__, indexes))
    except IndexError:
        raise UnreadableError("a word is not in the list") from None


def _indexed(values: Sequence[str], numbers: dict[str, int]) -> array[int]:
    """Each value's place in the word list, which grows by the values that it lacks."""
    for value in dict.fromkeys(values):
        if value not in numbers:
            numbers[value] = len(numbers)
    number_of: Callable[[str], int] = numbers.__getitem__
    return array("I", map(number_of, values))


def _little(column: array[int]) -> bytes:
    if sys.byteorder == "big":
        column.byteswap()
    return column.tobytes()
