"""The keys that are plugged in, as the system mounts them."""

from __future__ import annotations

import sys
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QStorageInfo

_WHERE_KEYS_ARE = ("/media/", "/run/media/", "/Volumes/")


@dataclass(frozen=True, slots=True)
class Drive:
    """A place to write to or read from: a key, or a folder that was chosen."""

    folder: Path
    name: str
    free_bytes: int
    is_key: bool


def keys_plugged_in() -> list[Drive]:
    """The keys that can be read, by name. A system disk is never one."""
    found = []
    for volume in QStorageInfo.mountedVolumes():
        if volume.isValid() and volume.isReady() and not volume.isRoot() and _is_key(volume.rootPath()):
            folder = Path(volume.rootPath())
            name = volume.displayName() or folder.name
            found.append(Drive(folder, Path(name).name or name, volume.bytesAvailable(), True))
    return sorted(found, key=lambda drive: drive.name.casefold())


def chosen_folder(folder: Path) -> Drive:
    """A folder that a person chose, shared or on a key."""
    volume = QStorageInfo(str(folder))
    return Drive(folder, folder.name or str(folder), max(0, volume.bytesAvailable()), False)


def _is_key(path: str) -> bool:
    if sys.platform == "win32":
        return not path.upper().startswith("C:")
    return path.startswith(_WHERE_KEYS_ARE)
