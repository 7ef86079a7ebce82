"""Tables that stay on this laptop: the log itself, what it still waits for, secrets, what other laptops know."""

from __future__ import annotations

from sqlalchemy import BigInteger, Column, Index, Integer, LargeBinary, String, Table, Text

from .base import Base

_metadata = Base.metadata

#: Facts about this copy of the file: event id, origin, machine marker…
meta = Table("meta", _metadata, Column("key", String, primary_key=True), Column("value", Text, nullable=False))

#: Keys of the event and of this laptop. Never in an operation, never in a bundle in clear.
secret = Table(
    "secret", _metadata, Column("name", String, primary_key=True), Column("value", LargeBinary, nullable=False)
)

#: One row an author of operations; ``no`` is its short local number. ``head_*`` is the last operation applied,
#: ``signed_*`` the last head that this origin itself signed.
origin = Table(
    "origin",
    _metadata,
    Column("no", Integer, primary_key=True),
    Column("uid", String(36), nullable=False, unique=True),
    Column("head_seq", Integer, nullable=False),
    Column("head_chain", LargeBinary, nullable=False),
    Column("signed_seq", Integer, nullable=False, default=0),
    Column("signature", LargeBinary),
)

#: Version vectors, stored once each: consecutive operations of one laptop share theirs.
op_context = Table(
    "op_context",
    _metadata,
    Column("no", Integer, primary_key=True),
    Column("vector", Text, nullable=False, unique=True),
)

#: The log. ``payload`` and ``salt`` are NULL once erased.
op = Table(
    "op",
    _metadata,
    Column("origin_no", Integer, primary_key=True),
    Column("seq", Integer, primary_key=True),
    Column("hlc", BigInteger, nullable=False),
    Column("context_no", Integer, nullable=False),
    Column("schema", Integer, nullable=False),
    Column("kind", String, nullable=False),
    Column("verb", String, nullable=False),
    Column("tx", Integer, nullable=False),
    Column("undoes", String, nullable=False),
    Column("subject", String, nullable=False),
    Column("tbl", String, nullable=False),
    Column("row_id", String, nullable=False),
    Column("payload", LargeBinary),
    Column("salt", LargeBinary),
    Column("payload_hash", LargeBinary, nullable=False),
    Column("chain_hash", LargeBinary, nullable=False),
    Index("ix_op_row_id", "row_id"),
)

#: Operations received ahead of a gap in their origin's sequence; applied when the gap fills.
op_waiting = Table(
    "op_waiting",
    _metadata,
    Column("origin", String(36), primary_key=True),
    Column("seq", Integer, primary_key=True),
    Column("hlc", BigInteger, nullable=False),
    Column("context", Text, nullable=False),
    Column("schema", Integer, nullable=False),
    Column("kind", String, nullable=False),
    Column("verb", String, nullable=False),
    Column("tx", Integer, nullable=False),
    Column("undoes", String, nullable=False),
    Column("subject", String, nullable=False),
    Column("tbl", String, nullable=False),
    Column("row_id", String, nullable=False),
    Column("payload", LargeBinary),
    Column("salt", LargeBinary),
    Column("payload_hash", LargeBinary, nullable=False),
    Column("chain_hash", LargeBinary, nullable=False),
)

#: Every live value of a field that has more than one, the shown one included: the inbox « À départager ».
sibling = Table(
    "sibling",
    _metadata,
    Column("tbl", String, primary_key=True),
    Column("row_id", String(36), primary_key=True),
    Column("field", String, primary_key=True),
    Column("origin", String(36), primary_key=True),
    Column("seq", Integer, primary_key=True),
    Column("hlc", BigInteger, nullable=False),
    Column("value", Text, nullable=False),
    Column("shown", Integer, nullable=False),
)

#: Rows whose content is gone for good; whatever arrives for them later is emptied at once.
erased = Table(
    "erased", _metadata, Column("tbl", String, primary_key=True), Column("row_id", String(36), primary_key=True)
)

#: Redactions in effect: what was written of this field without knowing of one of them is emptied.
redacted = Table(
    "redacted",
    _metadata,
    Column("tbl", String, primary_key=True),
    Column("row_id", String(36), primary_key=True),
    Column("field", String, primary_key=True),
    Column("origin", String(36), primary_key=True),
    Column("seq", Integer, primary_key=True),
)

#: Heads that an origin signed beyond what is applied here: they take effect when the gap fills.
head_ahead = Table(
    "head_ahead",
    _metadata,
    Column("uid", String(36), primary_key=True),
    Column("seq", Integer, primary_key=True),
    Column("chain_hash", LargeBinary, nullable=False),
    Column("signature", LargeBinary, nullable=False),
)

#: What each other laptop is known to have: its own version vector, as last heard.
peer = Table(
    "peer",
    _metadata,
    Column("uid", String(36), primary_key=True),
    Column("vector", Text, nullable=False),
    Column("heard_at", String(24), nullable=False),
)

#: Bundles already read, by the SHA-256 of their bytes, so that a folder read again costs next to nothing.
bundle_read = Table(
    "bundle_read",
    _metadata,
    Column("digest", String(64), primary_key=True),
    Column("file_name", String, nullable=False),
    Column("read_at", String(24), nullable=False),
)

#: When runs of operations of other laptops were applied here, and from which file: "received by key at 9:01".
received = Table(
    "received",
    _metadata,
    Column("origin", String(36), primary_key=True),
    Column("first_seq", Integer, primary_key=True),
    Column("last_seq", Integer, nullable=False),
    Column("received_at", String(24), nullable=False),
    Column("file_name", String, nullable=False),
    Column("medium", String, nullable=False),
)

#: Bundles set aside: their signer is unknown here, or they come from a newer program.
quarantine = Table(
    "quarantine",
    _metadata,
    Column("digest", String(64), primary_key=True),
    Column("file_name", String, nullable=False),
    Column("reason", Text, nullable=False),
    Column("received_at", String(24), nullable=False),
    Column("content", LargeBinary, nullable=False),
)

LOCAL_TABLES = (
    meta,
    secret,
    origin,
    op_context,
    op,
    op_waiting,
    sibling,
    erased,
    redacted,
    head_ahead,
    peer,
    bundle_read,
    received,
    quarantine,
)
