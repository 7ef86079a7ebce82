"""The generated forms are those of ``ui/``."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.packaging.scripts import load

forms = load("forms")

FORM = """<?xml version="1.0" encoding="UTF-8"?>
<ui version="4.0"><class>Desk</class><widget class="QWidget" name="Desk">
<layout class="QVBoxLayout"><item><widget class="QLabel" name="label"><property name="text"><string>{text}</string>
</property></widget></item></layout></widget><resources/><connections/></ui>
"""


@pytest.fixture
def top(tmp_path: Path) -> Path:
    (tmp_path / "ui").mkdir()
    (tmp_path / "uepit_desktop" / "gui").mkdir(parents=True)
    (tmp_path / "ui" / "desk.ui").write_text(FORM.format(text="Name"), "utf-8")
    return tmp_path


def test_built_forms_are_up_to_date_and_name_no_version(top: Path) -> None:
    assert forms.main(["build", "--top", str(top)]) == 0

    assert forms.faults(top) == []
    written = (top / "uepit_desktop/gui/forms/desk.py").read_text("utf-8")
    assert "class Ui_Desk" in written
    assert "Compiler version" not in written


def test_a_form_changed_since_is_stale(top: Path) -> None:
    forms.build(top)
    (top / "ui" / "desk.ui").write_text(FORM.format(text="Prénom"), "utf-8")

    assert forms.main(["check", "--top", str(top)]) == 1


def test_a_form_without_its_source_is_a_fault_and_goes_when_built(top: Path) -> None:
    forms.build(top)
    (top / "ui" / "desk.ui").unlink()

    assert forms.faults(top) == ["desk.py has no form in ui/"]
    forms.build(top)
    assert forms.faults(top) == []
