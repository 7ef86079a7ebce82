"""« Tester le lecteur »: what a scan would say, without noting any arrival. Pure."""

from __future__ import annotations

from ... import reception
from ...language import tr
from ..shell.actions import key_text
from .views import Card, Deed, Tile


def reader_card(text: str) -> Card:
    """The card of the test: what to do while ``text`` is empty, what was read afterwards."""
    close = Deed("close", tr("Close"), key_text("Escape"), trailing=True)
    title = tr("Test of the reader")
    if not text:
        words = tr("Scan any badge")
        why = tr("No arrival is noted during the test.")
        return Card("info", "scan-line", title, "", words, why, deeds=(close,), spoken=f"{title}. {words}. {why}")
    reading = reception.read_scan(text)
    shown = text if len(text) <= 60 else f"{text[:60]}…"
    if reading.code is not None:
        name = tr("The reader works")
        what = tr("A badge of this program was read.")
        again = Deed("test", tr("Test again"), "", "scan-line")
    else:
        name = tr("Not one of our badges")
        what = tr("The reader works. Codes of other systems can still be known here.")
        again = Deed("test", tr("Test again"), "", "scan-line", primary=True)
    return Card(
        "success" if reading.code is not None else "warning",
        "circle-check" if reading.code is not None else "triangle-alert",
        title,
        "",
        name,
        what,
        tiles=(
            Tile("keyboard", tr("Received"), shown),
            Tile("shield-check", tr("What is sure"), tr("No arrival noted")),
        ),
        deeds=(again, close),
        spoken=f"{title}. {name}. {what}",
    )
