"""The other desks in words: how many arrived there, and how long ago this laptop had news of them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

from ...language import tr
from ...reception.desks import DeskCount
from ..exchange.models import Freshness, freshness, heard_words
from .views import DeskLine


def desk_lines(desks: Iterable[DeskCount], now: dt.datetime) -> tuple[DeskLine, ...]:
    """One line a desk, this one left out. ``late`` for one whose arrivals of today may be missing from the total."""
    return tuple(
        DeskLine(
            one.desk or tr("Another desk"),
            one.arrived,
            heard_words(one.heard_at, now),
            freshness(one.heard_at, now) is not Freshness.RECENT,
        )
        for one in desks
        if not one.here
    )
