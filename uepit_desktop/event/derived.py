"""Tables computed from the rows of the event, such as the search index: kept in the transaction of every change.

They are local, never in the log, and can be rebuilt at any time. Their code belongs to ``event``, one module
each, imported by ``event/__init__.py``, so that whatever opens the file keeps them: the window, one command, a merge.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass

from sqlalchemy import Connection


@dataclass(frozen=True, slots=True)
class Derived:
    """A derived table.

    ``version`` changes when the content must be rebuilt by a newer program. ``create`` are SQL statements that drop
    and create it, empty. ``update`` is given the changed row ids by table (only tables of ``tables``), inside the
    transaction, after the rows themselves were written; a row that is gone or ``deleted`` must leave.
    """

    name: str
    version: int
    tables: frozenset[str]
    create: tuple[str, ...]
    update: Callable[[Connection, Mapping[str, AbstractSet[str]]], None]


_registered: dict[str, Derived] = {}


def register(derived: Derived) -> None:
    """Have ``derived`` kept from now on, in every event file."""
    _registered[derived.name] = derived


def registered() -> tuple[Derived, ...]:
    return tuple(_registered.values())


def update_derived(connection: Connection, changed: Mapping[str, AbstractSet[str]]) -> None:
    """Bring every derived table up to date with the rows that this transaction changed."""
    for derived in _registered.values():
        relevant = {table: ids for table, ids in changed.items() if table in derived.tables and ids}
        if relevant:
            derived.update(connection, relevant)
