"""The keys that are plugged in, as the system mounts them."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QStorageInfo

from ...event.receipts import Medium

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


def medium_of(path: Path, keys: Sequence[Drive], shared: Path | None) -> Medium:
    """What a file or folder lies on: one of these keys, the folder shared with the other laptops or one that was
    chosen like it, or neither: a file that came by mail lies anywhere.
    """
    found = path.resolve()
    if any(found.is_relative_to(key.folder.resolve()) for key in keys):
        return Medium.KEY
    in_shared = shared is not None and found.is_relative_to(shared.resolve())
    return Medium.FOLDER if in_shared or found.is_dir() else Medium.FILE


def _is_key(path: str) -> bool:
    if sys.platform == "win32":
        return not path.upper().startswith("C:")
    return path.startswith(_WHERE_KEYS_ARE)
