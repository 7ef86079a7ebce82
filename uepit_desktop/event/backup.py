"""Automatic backups beside the event file, and what to do with them when the file is damaged."""

from __future__ import annotations

import datetime as dt
import os
from pathlib import Path

import sqlcipher3.dbapi2 as sqlcipher

from .errors import UserError
from .storage import Connect, connector, quoted

KEPT = 10


def backup_folder(path: Path) -> Path:
    """Where the backups of an event file are: a folder beside it."""
    return path.with_name(f"{path.stem}.sauvegardes")


def backups(path: Path) -> list[Path]:
    """The automatic backups of an event file, newest first."""
    return sorted(backup_folder(path).glob(f"{_escaped(path.stem)}-*.uepit"), reverse=True)


def back_up(path: Path, connect: Connect, now: dt.datetime) -> Path:
    """A compact, consistent copy (VACUUM INTO) of the last commit; the oldest beyond ``KEPT`` go. Safe while open."""
    folder = backup_folder(path)
    folder.mkdir(exist_ok=True)
    stamp = now.astimezone(dt.UTC).strftime("%Y%m%dT%H%M%S%fZ")
    final = folder / f"{path.stem}-{stamp}.uepit"
    part = final.with_suffix(".part")
    part.unlink(missing_ok=True)
    raw = connect()
    try:
        raw.execute(f"VACUUM INTO {quoted(str(part))}")
    finally:
        raw.close()
    flush_to_disk(part)
    part.replace(final)
    for old in backups(path)[KEPT:]:
        old.unlink(missing_ok=True)
    return final


def flush_to_disk(path: Path) -> None:
    """Have the system write a file's content to the disk now."""
    with path.open("rb+") as file:
        os.fsync(file.fileno())


def recover(path: Path, backup: Path, passphrase: str | None, now: dt.datetime) -> Path:
    """Put ``backup`` in the place of a damaged file, which is kept under another name. Returns that name.

    The recovered copy forgets which laptop it is, so that it goes on under a new origin and loses nothing to the
    operations that other laptops already have from the damaged one.
    """
    if not _usable(backup, passphrase):
        raise UserError("This backup cannot be read either. Nothing was changed. Choose an older one.", code="damaged")
    aside = path.with_name(f"{path.stem}-endommage-{now.astimezone(dt.UTC):%Y%m%dT%H%M%SZ}{path.suffix}")
    part = path.with_name(f".{path.name}.part")
    part.write_bytes(backup.read_bytes())
    raw = connector(part, passphrase, read_only=False)()
    try:
        raw.execute("DELETE FROM meta WHERE key = 'machine'")
    finally:
        raw.close()
    flush_to_disk(part)
    for suffix in ("", "-wal", "-shm"):
        companion = path.with_name(path.name + suffix)
        if companion.exists():
            companion.replace(aside.with_name(aside.name + suffix))
    part.replace(path)
    return aside


def _usable(backup: Path, passphrase: str | None) -> bool:
    try:
        raw = connector(backup, passphrase, read_only=True)()
        try:
            return bool(raw.execute("PRAGMA quick_check(1)").fetchone()[0] == "ok")
        finally:
            raw.close()
    except sqlcipher.Error:
        return False


def _escaped(stem: str) -> str:
    return "".join(f"[{character}]" if character in "*?[" else character for character in stem)
