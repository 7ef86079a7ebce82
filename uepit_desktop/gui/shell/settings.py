"""What this person chose on this computer: theme, zoom, language, sound, recent events. One small JSON file."""

from __future__ import annotations

import contextlib
import datetime as dt
import json
import os
from dataclasses import asdict, dataclass, field, fields
from pathlib import Path
from typing import Any

from platformdirs import user_config_path

RECENT_AT_MOST = 8


@dataclass(frozen=True, slots=True)
class RecentEvent:
    """An event file opened before: where it is, what it was called, when it was last opened (ISO 8601, UTC)."""

    path: str
    name: str = ""
    site: str = ""
    opened_at: str = ""


@dataclass(slots=True)
class Settings:
    """The choices of this person. ``save`` writes them whole or not at all."""

    file: Path
    theme: str = "system"
    zoom: int = 100
    language: str = "fr"
    sound: bool = True
    rail_folded: bool = False
    lock_minutes: int = 10
    """Minutes without a key or a movement after which the desk hides its names; 0 for never."""
    lock_code: str = ""
    """What a code that unlocks the desk must give (salt and scrypt, in hexadecimal); "" when none is asked."""
    printer: str = ""
    """The system's printer for badges; "" for a PDF to open."""
    print_on_arrival: bool = False
    """Whether each first arrival prints its badge."""
    exchange_folder: str = ""
    """A folder watched for bundles of other desks, besides keys; "" for none."""
    operator: str = ""
    """Who holds the desk, as long as the program runs: a name, so it is not saved."""
    recent: list[RecentEvent] = field(default_factory=list)

    @classmethod
    def load(cls, file: Path | None = None) -> Settings:
        """The saved choices; defaults for what is missing or damaged: settings never stop the program."""
        file = file or user_config_path("uepit", appauthor=False) / "settings.json"
        settings = cls(file)
        try:
            saved = json.loads(file.read_text("utf-8"))
        except (OSError, ValueError):
            return settings
        if isinstance(saved, dict):
            settings._take(saved)
        return settings

    def save(self) -> None:
        """Write beside, then rename. A folder that refuses is no reason to stop: the choices last until closing."""
        saved = {key: value for key, value in asdict(self).items() if key not in ("file", "operator")}
        part = self.file.with_name(f"{self.file.name}.{os.getpid()}.part")
        try:
            self.file.parent.mkdir(parents=True, exist_ok=True)
            part.write_text(json.dumps(saved, ensure_ascii=False, indent=1), "utf-8")
            part.replace(self.file)
        except OSError:
            with contextlib.suppress(OSError):
                part.unlink(missing_ok=True)

    def remember(self, path: Path, name: str, site: str) -> None:
        """Put an event first among the recent ones."""
        entry = RecentEvent(str(path.resolve()), name, site, dt.datetime.now(dt.UTC).isoformat(timespec="seconds"))
        self.recent = [entry, *(e for e in self.recent if e.path != entry.path)][:RECENT_AT_MOST]
        self.save()

    def forget(self, path: str) -> None:
        """Take an event off the recent ones; the file itself stays where it is."""
        self.recent = [e for e in self.recent if e.path != path]
        self.save()

    def _take(self, saved: dict[str, Any]) -> None:
        if saved.get("theme") in ("system", "light", "dark"):
            self.theme = saved["theme"]
        if isinstance(saved.get("zoom"), int):
            self.zoom = max(100, min(200, saved["zoom"]))
        if saved.get("language") in ("fr", "en"):
            self.language = saved["language"]
        self.sound = saved.get("sound") is not False
        self.rail_folded = saved.get("rail_folded") is True
        minutes = saved.get("lock_minutes")
        if isinstance(minutes, int) and not isinstance(minutes, bool) and 0 <= minutes <= 120:
            self.lock_minutes = minutes
        for key in ("lock_code", "printer"):
            if isinstance(saved.get(key), str):
                setattr(self, key, saved[key])
        self.print_on_arrival = saved.get("print_on_arrival") is True
        if isinstance(saved.get("exchange_folder"), str):
            self.exchange_folder = saved["exchange_folder"]
        known = {f.name for f in fields(RecentEvent)}
        recent = saved.get("recent")
        for entry in recent if isinstance(recent, list) else []:
            if isinstance(entry, dict) and isinstance(entry.get("path"), str):
                values = {k: v for k, v in entry.items() if k in known and isinstance(v, str)}
                self.recent.append(RecentEvent(**values))
