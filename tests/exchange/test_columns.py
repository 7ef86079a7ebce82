"""Operations survive the road byte for byte, and bytes that are not operations are refused."""

from __future__ import annotations

import os
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from uepit_desktop.event.operation import Operation, canonical_payload, chain_start, chained, payload_digest
from uepit_desktop.exchange.columns import Range, UnreadableError, columns_of, decode, encode

EVENT = "01980000-0000-7000-8000-000000000000"
WORDS = st.text(st.characters(codec="utf-8"), max_size=8)


@st.composite
def _chains(draw: st.DrawFn) -> tuple[list[Operation], list[Range]]:
    """A few origins with a few operations each, some erased, starting anywhere."""
    operations: list[Operation] = []
    ranges = []
    for number in range(draw(st.integers(0, 3))):
        origin = f"0000000{number}-0000-8000-8000-000000000000"
        first, count = draw(st.integers(1, 10**9)), draw(st.integers(1, 5))
        chain = before = chain_start(EVENT, origin) if first == 1 else os.urandom(32)
        for seq in range(first, first + count):
            payload = canonical_payload(
                draw(st.dictionaries(WORDS, WORDS | st.integers(-(2**63), 2**63) | st.none(), max_size=3))
            )
            salt = os.urandom(16)
            operation = Operation(
                origin=origin,
                seq=seq,
                hlc=draw(st.integers(0, 2**63 - 1)),
                context=draw(WORDS),
                schema=draw(st.integers(0, 1000)),
                kind=draw(st.sampled_from(["put", "fact", "erase", "of another time"])),
                verb=draw(WORDS),
                tx=draw(st.integers(max(1, seq - 1000), seq)),
                undoes=draw(WORDS),
                subject=draw(WORDS),
                table=draw(WORDS),
                row=draw(WORDS),
                payload=payload,
                salt=salt,
                payload_hash=payload_digest(salt, payload),
                chain_hash=b"",
            )
            if draw(st.booleans()):
                operation = replace(operation, payload=None, salt=None)
            chain = chained(chain, operation)
            operations.append(replace(operation, chain_hash=chain))
        ranges.append(Range(origin, first, first + count - 1, before))
    return operations, ranges


@settings(max_examples=60)
@given(_chains())
def test_operations_come_back_as_they_were(chains: tuple[list[Operation], list[Range]]) -> None:
    operations, ranges = chains
    assert decode(encode(columns_of(operations)), ranges) == operations


@settings(max_examples=40)
@given(_chains(), st.data())
def test_cut_or_lengthened_bytes_are_refused(chains: tuple[list[Operation], list[Range]], data: st.DataObject) -> None:
    operations, ranges = chains
    whole = encode(columns_of(operations))
    cut = data.draw(st.integers(0, len(whole) - 1))
    for wrong in (whole[:cut], whole + b"\0"):
        with pytest.raises(UnreadableError):
            decode(wrong, ranges)


@given(st.binary(max_size=300))
def test_noise_is_refused(noise: bytes) -> None:
    with pytest.raises(UnreadableError):
        decode(noise, [Range("o", 1, 2, bytes(32))])


def test_announced_lengths_are_never_believed_beyond_the_bytes_there_are() -> None:
    with pytest.raises(UnreadableError):
        decode(b"\xff" * 64, [Range("o", 1, 2**32 - 1, bytes(32))])


def test_a_payload_without_its_salt_cannot_travel() -> None:
    operation = Operation("o", 1, 1, "", 1, "put", "v", 1, "", "", "t", "r", b"{}", None, bytes(32), bytes(32))
    with pytest.raises(ValueError, match="salt"):
        encode(columns_of([operation]))
