"""The canonical bytes of an operation: another program must find the same hashes as long as archives are read."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from uepit_desktop.event.operation import (
    Operation,
    canonical_payload,
    chain_start,
    chained,
    parse_vector,
    payload_digest,
    vector_text,
)

EVENT = "01980000-0000-7000-8000-000000000001"
ORIGIN = "01980000-0000-8000-8000-00000000000a"
OTHER = "01980000-0000-8000-8000-00000000000b"
PAYLOAD = {"given_name": "Solène", "family_name": "Kerdavid", "deleted": False, "days": None, "rank": 3}
SALT = bytes(range(16))


def golden() -> Operation:
    payload = canonical_payload(PAYLOAD)
    operation = Operation(
        ORIGIN, 1, 117_000_000_000_000_000, f"{OTHER}:7", 1, "put", "register", 1, "",
        "01980000-0000-7000-8000-0000000000ff", "person", "01980000-0000-7000-8000-0000000000ff", payload, SALT,
        payload_digest(SALT, payload), b"",
    )  # fmt: skip
    return replace(operation, chain_hash=chained(chain_start(EVENT, ORIGIN), operation))


def test_the_canonical_payload_is_sorted_utf8_json_without_spaces() -> None:
    expected = '{"days":null,"deleted":false,"family_name":"Kerdavid","given_name":"Solène","rank":3}'
    assert canonical_payload(PAYLOAD) == expected.encode()


def test_the_hashes_are_those_that_were_frozen() -> None:
    operation = golden()
    assert chain_start(EVENT, ORIGIN).hex() == "b1b7693aa032a73c78f305a44d002734ff8918d8dee6eb245121f9c4aeaa060a"
    assert operation.payload_hash.hex() == "99f5c19a4a9e22865ed131bb5413234c68670368b9dec87b5adc08b6a11c122a"
    assert operation.chain_hash.hex() == "dca77127c3854d4331ab8d43abf640b472d162e637cf325a9a219250e206b456"


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("origin", OTHER), ("seq", 2), ("hlc", 1), ("context", ""), ("schema", 2), ("kind", "fact"), ("verb", "edit"),
        ("tx", 2), ("undoes", f"{ORIGIN}:1"), ("subject", ""), ("table", "wish"), ("row", OTHER),
        ("payload_hash", bytes(32)),
    ],
)  # fmt: skip
def test_every_part_of_an_operation_is_in_its_chain_hash(field: str, value: Any) -> None:
    start = chain_start(EVENT, ORIGIN)
    assert chained(start, replace(golden(), **{field: value})) != chained(start, golden())


def test_content_and_salt_may_go_without_breaking_the_chain() -> None:
    emptied = replace(golden(), payload=None, salt=None)
    assert chained(chain_start(EVENT, ORIGIN), emptied) == golden().chain_hash
    assert emptied.fields() == {}


def test_the_chain_is_tied_to_the_event_and_to_the_laptop() -> None:
    assert len({chain_start(EVENT, ORIGIN), chain_start(EVENT, OTHER), chain_start(OTHER, ORIGIN)}) == 3


@given(st.dictionaries(st.uuids().map(str), st.integers(1, 1 << 40), max_size=6))
def test_a_version_vector_reads_back_from_its_text(vector: dict[str, int]) -> None:
    assert parse_vector(vector_text(vector)) == vector
    assert vector_text(dict(reversed(vector.items()))) == vector_text(vector)


def test_a_version_vector_leaves_out_what_is_nothing() -> None:
    assert vector_text({"b": 2, "a": 0, "c": 1}) == "b:2,c:1"
    assert parse_vector("") == {}


@pytest.mark.parametrize("text", ["a", "a:", ":3", "a:-1", "a:1,", "a:x", "a:1.5", "a:٣", ","])
def test_what_is_no_version_vector_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="version vector"):
        parse_vector(text)
