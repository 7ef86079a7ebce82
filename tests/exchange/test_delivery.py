"""A file on a key is whole or not there: full, forbidden, removed and unreliable keys."""

from __future__ import annotations

import errno
import os
import subprocess
import sys
from pathlib import Path

import pytest

from uepit_desktop.event import EventFile, UserError
from uepit_desktop.exchange import delivery, write_bundle
from uepit_desktop.exchange.delivery import ascii_slug, deliver
from uepit_desktop.exchange.outbox import parse_name

from .conftest import add_person


def _refused(event: EventFile, folder: Path) -> UserError:
    add_person(event, "Kerdavid")
    before = event.check().digest
    with pytest.raises(UserError) as refused:
        write_bundle(event, folder)
    assert event.check().digest == before
    return refused.value


@pytest.mark.parametrize(
    ("fault", "code", "words"),
    [
        (errno.ENOSPC, "disk_full", "Libérez de la place"),
        (errno.EFBIG, "disk_full", "Libérez de la place"),
        (errno.EROFS, "read_only_folder", "protégé en écriture"),
        (errno.EACCES, "read_only_folder", "protégé en écriture"),
        (errno.EIO, "removed", "retirée pendant l’écriture"),
        (errno.ENODEV, "removed", "retirée pendant l’écriture"),
        (errno.EINTR, "not_written", "n’a pas pu être écrit"),
    ],
)
@pytest.mark.parametrize("step", ["fsync", "replace"])
def test_a_fault_of_the_key_is_a_sentence_and_leaves_no_half_file(
    event: EventFile, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, fault: int, code: str, words: str, step: str
) -> None:
    key = tmp_path / "key"
    key.mkdir()
    add_person(event, "Kerdavid")

    def fail(*_: object) -> None:
        raise OSError(fault, os.strerror(fault))

    with monkeypatch.context() as broken:  # the system's own calls, as a faulty key makes them fail
        broken.setattr(*((delivery, "_flush_folder") if step == "replace" else (delivery, "_write_through")), fail)
        with pytest.raises(UserError) as refused:
            write_bundle(event, key)
    assert refused.value.code == code
    assert words in str(refused.value)
    assert "Rien n’est perdu sur ce poste" in str(refused.value)
    assert list(key.iterdir()) == []
    assert write_bundle(event, key).file is not None  # and the next try works


@pytest.mark.skipif(os.name == "nt", reason="a process can limit its files on POSIX only")
def test_a_key_that_fills_up_while_writing_is_a_sentence_and_leaves_no_half_file(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-c", _FILLS_UP, str(tmp_path / "f.uepitx")],
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert done.stdout.strip() == "disk_full", done.stderr
    assert list(tmp_path.iterdir()) == []


_FILLS_UP = """
import resource, signal, sys
from pathlib import Path
from uepit_desktop.event import UserError
from uepit_desktop.exchange.delivery import deliver
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
resource.setrlimit(resource.RLIMIT_FSIZE, (1000, 1000))
try:
    deliver(Path(sys.argv[1]), bytes(5000), lambda found: True)
except UserError as error:
    print(error.code)
"""


def test_a_key_that_does_not_give_back_what_it_was_given_is_not_trusted(tmp_path: Path) -> None:
    with pytest.raises(UserError) as refused:
        deliver(tmp_path / "f.uepitx", b"content", lambda found: found == b"something else")
    assert refused.value.code == "not_verified"
    assert list(tmp_path.iterdir()) == []


def test_a_folder_that_is_not_there_is_a_sentence(event: EventFile, tmp_path: Path) -> None:
    assert _refused(event, tmp_path / "absent").code == "no_folder"


def test_an_existing_file_is_never_touched(tmp_path: Path) -> None:
    there = tmp_path / "f.uepitx"
    there.write_bytes(b"precious")
    with pytest.raises(UserError):
        deliver(there, b"new", lambda found: True)
    assert there.read_bytes() == b"precious"


def test_part_files_left_by_a_stopped_write_are_swept_by_the_next_one(event: EventFile, tmp_path: Path) -> None:
    key = tmp_path / "key"
    key.mkdir()
    add_person(event, "Kerdavid")
    written = write_bundle(event, key).file
    assert written is not None
    written.rename(key / f".{written.name}.part")
    stranger = key / ".autre.part"
    stranger.touch()
    again = write_bundle(event, key).file
    assert again is not None
    assert sorted(key.iterdir()) == sorted([stranger, again])


@pytest.mark.parametrize(
    ("desk", "slug"),
    [
        ("Accueil A", "accueil-a"),
        ("Équipe n° 3 / entrée", "equipe-n-3-entree"),
        ("日本", "poste"),
        ("../../etc", "etc"),
        ("x" * 200, "x" * 24),
        ("", "poste"),
        ("CON.", "con"),
    ],
)
def test_names_are_plain_ascii_whatever_the_desk_is_called(desk: str, slug: str) -> None:
    assert ascii_slug(desk, "poste") == slug


def test_the_name_of_a_bundle_can_be_read_back_even_after_a_cloud_client_changed_it(
    event: EventFile, tmp_path: Path
) -> None:
    add_person(event, "Kerdavid")
    written = write_bundle(event, tmp_path).file
    assert written is not None
    assert written.name.isascii()
    assert len(written.name) < 120
    for name in (written.name, written.name.replace(".uepitx", " (1).uepitx"), written.name.upper()):
        found = parse_name(name)
        assert found is not None
        assert event.replica_id.startswith(found.origin)
