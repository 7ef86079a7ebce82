"""Putting a file on a key or in a shared folder so that it is whole or not there at all."""

from __future__ import annotations

import errno
import os
import re
import shutil
import unicodedata
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

from ..event.errors import UserError
from ..language import integer

#: What the system says when the medium is no longer there.
_GONE = {errno.ENOENT, errno.ENODEV, errno.ENXIO, errno.EIO, errno.ENOTDIR, errno.ESTALE, errno.EBADF}
_FULL = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}
_FORBIDDEN = {errno.EROFS, errno.EACCES, errno.EPERM}
_MAX_SLUG = 24


def ascii_slug(text: str, fallback: str) -> str:
    """Lower-case ASCII letters, digits and hyphens, at most 24: a name that every file system takes."""
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode("ascii").lower()
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:_MAX_SLUG].rstrip("-") or fallback


def deliver(final: Path, data: bytes, verify: Callable[[bytes], bool]) -> None:
    """Write ``data`` under the name ``final``, which must be new: part file, fsync, rename, fsync of the folder, read
    back, ``verify``. When anything fails nothing is left under that name.

    Raises UserError: ``no_folder``, ``exists``, ``disk_full``, ``read_only_folder``, ``removed``, ``not_verified``.
    """
    folder = final.parent
    if not folder.is_dir():
        raise UserError(
            "The folder {folder} is not there. Everything is saved on this laptop. Check the key, then try again.",
            code="no_folder",
            folder=str(folder),
        )
    part = folder / f".{final.name}.part"
    try:
        if final.exists():
            raise already_there(final)
        _write_through(part, data)
        part.replace(final)
        _flush_folder(folder)
        if not verify(_read_back(final)):
            _forget(final)
            raise UserError(
                "The file was written but cannot be read back: this key or disk is not reliable. Everything is saved "
                "on this laptop. Use another key.",
                code="not_verified",
            )
    except OSError as error:
        _forget(part)
        _forget(final)
        raise _explained(error, folder) from error


def already_there(path: Path) -> UserError:
    """No file is ever overwritten."""
    return UserError(
        "A file named {name} is already there. It was not touched. Choose another name.", code="exists", name=path.name
    )


def _write_through(part: Path, data: bytes) -> None:
    with part.open("wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())


def _flush_folder(folder: Path) -> None:
    if os.name == "nt":  # a folder cannot be opened there; NTFS journals the rename
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    except OSError as error:
        if error.errno not in (errno.EINVAL, errno.ENOTSUP):  # some file systems have nothing to flush
            raise
    finally:
        os.close(descriptor)


def _read_back(path: Path) -> bytes:
    with path.open("rb") as file:
        if hasattr(os, "posix_fadvise"):  # from the medium, not from memory, as far as the system agrees
            with suppress(OSError):
                os.posix_fadvise(file.fileno(), 0, 0, os.POSIX_FADV_DONTNEED)
        return file.read()


def _forget(path: Path) -> None:
    with suppress(OSError):
        path.unlink(missing_ok=True)


def _explained(error: OSError, folder: Path) -> UserError:
    if error.errno in _FULL:
        return UserError(
            "There is no room: {free} MB left on {folder}. Nothing is lost on this laptop. Free some space, then try "
            "again.",
            code="disk_full",
            free=integer(_free_megabytes(folder)),
            folder=folder.name or str(folder),
        )
    if error.errno in _FORBIDDEN:
        return UserError(
            "{folder} cannot be written to. Nothing is lost on this laptop. Unlock the key, or choose another folder.",
            code="read_only_folder",
            folder=folder.name or str(folder),
        )
    if error.errno in _GONE:
        return UserError(
            "The key was removed during the write. Nothing is lost on this laptop. Put it back, then write again.",
            code="removed",
        )
    return UserError(
        "The file could not be written: {reason}. Nothing is lost on this laptop. Try again, or use another key.",
        code="not_written",
        reason=error.strerror or str(error),
    )


def _free_megabytes(folder: Path) -> int:
    with suppress(OSError):
        return shutil.disk_usage(folder).free // (1 << 20)
    return 0
