"""A bug leaves one report on this computer, and reports do not pile up."""

from __future__ import annotations

import tempfile
from pathlib import Path

import pytest

from uepit_desktop import __version__, crash_report


def failed() -> RuntimeError:
    try:
        raise RuntimeError("détail")
    except RuntimeError as error:
        return error


def test_a_report_says_the_version_what_was_done_and_where() -> None:
    told = crash_report.write_report(failed(), doing="check_in").read_text("utf-8")

    assert f"UEPIT Desktop {__version__}" in told
    assert "Doing: check_in" in told
    assert "RuntimeError: détail" in told
    assert "in failed" in told


def test_only_the_newest_reports_are_kept() -> None:
    paths = [crash_report.write_report(failed()) for _ in range(crash_report.KEPT + 3)]

    assert sorted(crash_report.folder().iterdir()) == sorted(paths[3:])


def test_a_place_that_cannot_be_written_is_replaced_by_the_temporary_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "file"))
    (tmp_path / "file").write_text("in the way")
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))

    assert crash_report.write_report(failed()).parent.parent == tmp_path
