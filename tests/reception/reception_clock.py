"""The time at the desk, as the tests set it."""

from __future__ import annotations

import datetime as dt

PARIS = dt.timezone(dt.timedelta(hours=2))


class Clock:
    """The time at the desk, which the test moves."""

    def __init__(self) -> None:
        self.now = dt.datetime(2026, 7, 6, 8, 53, tzinfo=PARIS)

    def __call__(self) -> dt.datetime:
        return self.now.astimezone(dt.UTC)

    def set(self, text: str) -> None:
        """Local time, "2026-07-06 08:53" or with seconds."""
        self.now = dt.datetime.fromisoformat(text).replace(tzinfo=PARIS)

    def pass_seconds(self, seconds: float) -> None:
        self.now += dt.timedelta(seconds=seconds)
