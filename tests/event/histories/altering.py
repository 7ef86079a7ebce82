"""Operations altered on their way, each in one manner that a laptop must refuse."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from tests.event.histories import oracle
from tests.event.histories.laptop import Laptop
from tests.event.histories.oracle import Name, Said
from uepit_desktop.event.model import new_id
from uepit_desktop.event.operation import Operation

ALTERATIONS = (
    "payload", "payload_and_hash", "hlc", "row", "table", "context", "subject", "kind", "chain_hash", "stripped",
    "skipped",
)  # fmt: skip


def altered(
    said: Mapping[Name, Said], target: Laptop, news: list[Operation], place: int, how: str
) -> list[Operation] | None:
    """``news`` with the one at ``place`` altered; None where ``target`` could not or need not notice."""
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
            applied = [*target.applied.values(), *(said[one.origin, one.seq] for one in news)]
            gone = oracle.erased_rows(applied, target.waiting.values())
            if (chosen.origin, chosen.seq) in oracle.emptied_names(applied):
                return None
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
