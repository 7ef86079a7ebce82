"""The catalogue says what is missing, twice said, stale or badly said."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.packaging.scripts import load

translations = load("translations")


@pytest.fixture
def top(tmp_path: Path) -> Path:
    """A tiny checkout: one module, one form, one po file."""
    (tmp_path / "uepit_desktop" / "cli").mkdir(parents=True)
    (tmp_path / "ui").mkdir()
    (tmp_path / "resources/translations/fr").mkdir(parents=True)
    return tmp_path


def write(top: Path, *, python: str = "", form: str = "", cli: str = "", **rooms: str) -> None:
    (top / "uepit_desktop" / "desk.py").write_text(python, "utf-8")
    (top / "uepit_desktop" / "cli" / "desk.py").write_text(cli, "utf-8")
    if form:
        (top / "ui" / "desk.ui").write_text(form, "utf-8")
    for room, po in rooms.items():
        (top / "resources/translations/fr" / f"{room}.po").write_text(po, "utf-8")


def check(top: Path, capsys: pytest.CaptureFixture[str]) -> tuple[int, str]:
    translations.main(["compile", "--top", str(top)])
    capsys.readouterr()
    status = translations.main(["check", "--top", str(top)])
    return status, capsys.readouterr().out


def entry(key: str, french: str) -> str:
    return f'msgid "{key}"\nmsgstr "{french}"\n\n'


@pytest.mark.parametrize(
    "python",
    [
        'tr("Print")',
        'language.tr("Print", n=3)',
        'tr("Print" if late else "Print")',
        'mark("Print")',
        'name_verb("print_badges", "Print")',
        'raise UserError("Print", code="x")',
        'class Lost(UserError): ...\nclass Gone(Lost): ...\nraise Gone("Print")',
        'tr("Pr" "int")',
    ],
)
def test_every_way_of_saying_something_is_seen(top: Path, python: str, capsys: pytest.CaptureFixture[str]) -> None:
    write(top, python=python)
    status, out = check(top, capsys)
    assert status == 1
    assert "no French for 'Print'" in out

    write(top, python=python, desk=entry("Print", "Imprimer"))
    assert check(top, capsys)[0] == 0


def test_a_form_is_read_except_what_it_keeps_from_translation(top: Path, capsys: pytest.CaptureFixture[str]) -> None:
    form = '<ui><string>Print</string><string notr="true">px</string><string>…</string><string/></ui>'
    write(top, form=form)

    assert "1 messages" not in check(top, capsys)[1]
    assert check(top, capsys)[1].strip().splitlines() == ["ui/desk.ui: no French for 'Print'"]


def test_the_help_of_commands_is_seen(top: Path, capsys: pytest.CaptureFixture[str]) -> None:
    cli = '@group.command("x")\n@click.option("--dry", help="Only look")\ndef x():\n    """Read a file."""\n'
    write(top, cli=cli)

    out = check(top, capsys)[1]

    assert "no French for 'Only look'" in out
    assert "no French for 'Read a file.'" in out


def test_an_f_string_and_a_sum_are_faults(top: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write(top, python='tr(f"Print {x}")\ntr("Print " + x)')

    out = check(top, capsys)[1]

    assert "an f-string cannot be translated" in out
    assert "put together by an operator" in out


def test_two_rooms_may_agree_and_may_not_differ(top: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write(top, python='tr("Print")', a=entry("Print", "Imprimer"), b=entry("Print", "Imprimer"))
    assert check(top, capsys)[0] == 0

    write(top, python='tr("Print")', b=entry("Print", "Tirer"))
    assert "b.po: 'Print' says 'Tirer', but a.po says 'Imprimer'" in check(top, capsys)[1]


def test_a_plural_needs_both_forms(top: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write(top, python='trn("{n} badge", "{n} badges", n)', a=entry("{n} badge", "{n} badge"))
    assert "needs its plural" in check(top, capsys)[1]

    po = 'msgid "{n} badge"\nmsgid_plural "{n} badges"\nmsgstr[0] "{n} badge"\nmsgstr[1] "{n} badges"\n'
    write(top, python='trn("{n} badge", "{n} badges", n)', a=po)
    assert check(top, capsys)[0] == 0


@pytest.mark.parametrize(
    ("key", "french", "fault"),
    [
        ("Hello {name}", "Bonjour", "lost {name}"),
        ("Hello {name}", "Bonjour {nom}", "unknown {nom}"),
        ("Wait", "Veuillez patienter", "« veuillez »"),
        ("Done", "Fini !", "an exclamation mark"),
        ("Name:", "Nom:", "no space before"),
        ("Who?", "Qui?", "no space before"),
        ("Name: ", "Nom :", "another space"),
    ],
)
def test_a_badly_said_translation_is_a_fault(
    top: Path, capsys: pytest.CaptureFixture[str], key: str, french: str, fault: str
) -> None:
    write(top, python=f'tr("{key}")', a=entry(key, french))

    assert fault in check(top, capsys)[1]


def test_what_is_used_nowhere_or_not_translated_to_the_end_is_a_fault(
    top: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    write(top, a=entry("Old", "Vieux") + "#, fuzzy\n" + entry("New", "Nouveau"))

    out = check(top, capsys)[1]

    assert "'Old' is used nowhere" in out
    assert "'New' is not translated to the end" in out


def test_a_compiled_catalogue_older_than_its_po_is_stale(top: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write(top, python='tr("Print")', a=entry("Print", "Imprimer"))
    assert check(top, capsys)[0] == 0

    write(top, a=entry("Print", "Imprimer tout"))
    assert translations.main(["check", "--top", str(top)]) == 1
    assert "fr.mo is stale" in capsys.readouterr().out


def test_compiling_twice_gives_the_same_bytes(top: Path) -> None:
    write(top, a=entry("Print", "Imprimer"))
    mo = top / "resources/translations/fr.mo"

    translations.main(["compile", "--top", str(top)])
    first = mo.read_bytes()
    translations.main(["compile", "--top", str(top)])

    assert mo.read_bytes() == first


def test_what_is_missing_is_listed_as_a_po_to_fill(top: Path, capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    write(top, python='tr("Print")\ntrn("{n} badge", "{n} badges", 2)')

    translations.main(["extract-missing", "--top", str(top)])

    out = capfdbinary.readouterr().out.decode()
    assert 'msgid "Print"' in out
    assert 'msgid_plural "{n} badges"' in out
