"""A reader of packs and bundles written from ``docs/formats.md`` alone: nothing of the program is imported.

    python tests/golden/independent_reader.py PACK PASSPHRASE BUNDLE

It stands for whoever must read these files without the program, years from now.
"""

from __future__ import annotations

import base64
import hashlib
import json
import struct
import sys
from pathlib import Path
from typing import Any

import pyrage
import zstandard
from nacl.signing import SigningKey, VerifyKey

ERASED = 0xFFFFFFFF


def open_pack(data: bytes, passphrase: str) -> tuple[dict[str, Any], bytes]:
    """The keys of the event, and the signed operations that follow them."""
    inside = pyrage.passphrase.decrypt(data, passphrase)
    magic, version, size = struct.unpack_from(">6sHI", inside)
    assert (magic, version) == (b"UEPITP", 1)
    return json.loads(inside[12 : 12 + size]), inside[12 + size :]


def open_bundle(data: bytes, identity: str) -> bytes:
    return pyrage.decrypt(data, [pyrage.x25519.Identity.from_str(identity)])


def read_signed(inside: bytes, enrolment_seed: bytes) -> tuple[dict[str, Any], list[dict[str, Any]]]:
    """The manifest and the operations, every proof verified."""
    magic, version, public, certificate, signature, size = struct.unpack_from(">6sH32s64s64sI", inside)
    assert (magic, version) == (b"UEPITX", 1)
    text, packed = inside[172 : 172 + size], inside[172 + size :]
    VerifyKey(public).verify(b"uepit bundle 1\0" + text, signature)
    manifest = json.loads(text)
    event = manifest["event"].encode()
    enrolment = SigningKey(enrolment_seed).verify_key
    enrolment.verify(b"uepit certificate 1\0" + event + b"\0" + public, certificate)
    assert manifest["writer"] == origin_of(public)
    assert base64.b64decode(manifest["operations"]["sha256"]) == hashlib.sha256(packed).digest()
    for origin, entry in manifest["origins"].items():
        key, head = base64.b64decode(entry["public_key"]), entry["head"]
        enrolment.verify(b"uepit certificate 1\0" + event + b"\0" + key, base64.b64decode(entry["certificate"]))
        assert origin == origin_of(key)
        said = b"uepit head 1\0" + event + b"\0" + origin.encode() + b"\0" + struct.pack(">Q", head["seq"])
        VerifyKey(key).verify(said + base64.b64decode(head["chain_hash"]), base64.b64decode(head["signature"]))
    plain = zstandard.ZstdDecompressor().decompress(packed, max_output_size=manifest["operations"]["size"])
    return manifest, read_operations(plain, manifest["origins"])


def origin_of(public: bytes) -> str:
    digest = bytearray(hashlib.sha256(b"uepit origin 1\0" + public).digest()[:16])
    digest[6] = digest[6] & 0x0F | 0x80
    digest[8] = digest[8] & 0x3F | 0x80
    text = digest.hex()
    return "-".join((text[:8], text[8:12], text[12:16], text[16:20], text[20:]))


def read_operations(plain: bytes, origins: dict[str, Any]) -> list[dict[str, Any]]:
    count, size = struct.unpack_from("<II", plain)
    words = json.loads(plain[8 : 8 + size])
    at = 8 + size

    def column(code: str) -> tuple[int, ...]:
        nonlocal at
        values = struct.unpack_from(f"<{count}{code}", plain, at)
        at += struct.calcsize(f"<{count}{code}")
        return values

    hlc, back, schema = column("q"), column("I"), column("I")
    named = {
        name: [words[number] for number in column("I")]
        for name in ("context", "kind", "verb", "undoes", "subject", "table", "row")
    }
    lengths = column("I")
    here = [length for length in lengths if length != ERASED]
    salts_at = at + sum(here)
    hashes_at = salts_at + 16 * len(here)
    assert hashes_at + 32 * (count - len(here)) == len(plain)
    operations = []
    number = 0
    for origin in sorted(origins):
        entry = origins[origin]
        chain = base64.b64decode(entry["before"])
        for seq in range(entry["first"], entry["head"]["seq"] + 1):
            if lengths[number] == ERASED:
                payload, salt, digest = None, None, plain[hashes_at : hashes_at + 32]
                hashes_at += 32
            else:
                payload, salt = plain[at : at + lengths[number]], plain[salts_at : salts_at + 16]
                at, salts_at = at + lengths[number], salts_at + 16
                digest = hashlib.sha256(salt + payload).digest()
            operation: dict[str, Any] = {
                "origin": origin, "seq": seq, "hlc": hlc[number], "context": named["context"][number],
                "schema": schema[number], "kind": named["kind"][number], "verb": named["verb"][number],
                "tx": seq - back[number], "undoes": named["undoes"][number], "subject": named["subject"][number],
                "table": named["table"][number], "row": named["row"][number],
            }  # fmt: skip
            header = json.dumps(list(operation.values()), ensure_ascii=False, separators=(",", ":")).encode()
            chain = hashlib.sha256(chain + header + digest).digest()
            operations.append(
                {**operation, "payload": payload, "salt": salt, "payload_hash": digest, "chain_hash": chain}
            )
            number += 1
        if entry["first"] <= entry["head"]["seq"]:
            assert chain == base64.b64decode(entry["head"]["chain_hash"])
    assert number == count
    return operations


if __name__ == "__main__":
    keys, _ = open_pack(Path(sys.argv[1]).read_bytes(), sys.argv[2])
    bundle = open_bundle(Path(sys.argv[3]).read_bytes(), keys["event_identity"])
    for found in read_signed(bundle, bytes.fromhex(keys["enrolment_seed"]))[1]:
        print(found["origin"][:8], found["seq"], found["verb"], found["table"], (found["payload"] or b"").decode())
