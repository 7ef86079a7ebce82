"""``uepit people``: import files, search, list, look for duplicates, erase."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click

from ..language import date_long, mark, tr, trn
from .desk import operator_option
from .importing import import_options, mapping_document, report_lines
from .opening import PATH, event_argument, iso_date, opened
from .output import answer, json_option, progress

if TYPE_CHECKING:
    from ..people import Category, Group, PurgeReport, RetentionPlan


@click.group()
def group() -> None:
    """Import, search, list and erase people."""


@group.command("import")
@event_argument
@click.argument("file_path", metavar="FILE", type=PATH)
@click.option("--kind", type=click.Choice(["people", "challenges"]), default="people", help="What the file lists.")
@import_options
@json_option
def import_(
    event_path: Path,
    file_path: Path,
    kind: str,
    mapping_path: Path | None,
    sheet: str | None,
    encoding: str | None,
    dry_run: bool,
    passphrase_file: Path | None,
    as_json: bool,
) -> None:
    """Import a registration file, or a file of challenges: CSV, XLSX, XLS or ODS. One undo takes it back."""
    document = mapping_document(mapping_path)
    with opened(event_path, passphrase_file, read_only=dry_run) as event:
        if kind == "people":
            from .. import people
            from ..tables import mapping_from_json

            table = people.read_people_table(file_path, sheet=sheet, encoding=encoding)
            mapping = None if document is None else mapping_from_json(table, people.PEOPLE, document)
            preview = people.preview_people(event, table, mapping)
            if not dry_run:
                people.import_people(event, preview, progress=progress(tr("People")))
            report = people.report_document(preview, dry_run=dry_run)
        else:
            from .. import challenges
            from ..tables import mapping_from_json

            found = challenges.read_challenges_table(file_path, sheet=sheet, encoding=encoding)
            mapping = None if document is None else mapping_from_json(found, challenges.CHALLENGES, document)
            planned = challenges.preview_challenges(event, found, mapping)
            if not dry_run:
                challenges.import_challenges(event, planned)
            report = challenges.report_document(planned, dry_run=dry_run)
    answer(report, report_lines(report), as_json=as_json)


@group.command()
@event_argument
@click.argument("text")
@click.option("--limit", type=click.IntRange(1, 1000), default=10, show_default=True, help="Most results.")
@json_option
def search(event_path: Path, text: str, limit: int, passphrase_file: Path | None, as_json: bool) -> None:
    """Find people by the beginning of a name, an organisation or an address; one slip is forgiven."""
    from .. import people

    with opened(event_path, passphrase_file, read_only=True) as event, event.read() as db:
        found = people.search(db, text, limit)
    document = [
        {
            "id": one.id,
            "name": one.name,
            "organisation": one.organisation,
            "badge": one.badge,
            "given_name": one.given_name,
            "family_name": one.family_name,
            "function": one.function,
            "team": one.team,
            "status": one.status,
            "close": one.close,
            "matched": one.matched,
        }
        for one in found
    ]
    answer(document, (_line(one.name, one.function, one.organisation) for one in found), as_json=as_json)


@group.command("list")
@event_argument
@json_option
def list_(event_path: Path, passphrase_file: Path | None, as_json: bool) -> None:
    """List everyone, by family name."""
    from .. import people

    with opened(event_path, passphrase_file, read_only=True) as event, event.read() as db:
        rows = people.list_people(db)
    answer(rows, (_line(row.name, row.function, row.organisation) for row in rows), as_json=as_json)


@group.command()
@event_argument
@json_option
def duplicates(event_path: Path, passphrase_file: Path | None, as_json: bool) -> None:
    """List pairs of people who are, or may be, one person."""
    from .. import people

    with opened(event_path, passphrase_file, read_only=True) as event, event.read() as db:
        pairs = people.duplicates(db)
    document = [
        {
            "first": {"id": pair.first.id, "name": pair.first.name, "organisation": pair.first.organisation},
            "second": {"id": pair.second.id, "name": pair.second.name, "organisation": pair.second.organisation},
            "sure": pair.sure,
            "reason": tr(pair.reason),
        }
        for pair in pairs
    ]
    lines = (
        f"{_line(pair.first.name, pair.first.organisation)} = {_line(pair.second.name, pair.second.organisation)}. "
        f"{tr(pair.reason)}"
        for pair in pairs
    )
    answer(document, lines, as_json=as_json)


@group.command()
@event_argument
@click.argument("person_id", metavar="ID")
@json_option
def erase(event_path: Path, person_id: str, passphrase_file: Path | None, as_json: bool) -> None:
    """Erase a person for good, here now and elsewhere with the next exchange. Cannot be undone."""
    from .. import people

    with opened(event_path, passphrase_file) as event:
        changes = people.erase(event, person_id)
    document = {"erased": person_id, "rows": {table: len(rows) for table, rows in changes.rows.items()}}
    answer(document, [tr("This person's data were erased from this file.")], as_json=as_json)


@group.command()
@event_argument
@click.argument("person_id", metavar="ID")
@click.option(
    "--out", "out", type=PATH, required=True, metavar="FILE", help="The ZIP file, or the folder to make it in."
)
@json_option
def export(event_path: Path, person_id: str, out: Path, passphrase_file: Path | None, as_json: bool) -> None:
    """Hand a person their own data: one file with a PDF to read and the same in JSON. Nothing is changed."""
    from .. import people

    with opened(event_path, passphrase_file, read_only=True) as event:
        exported = people.export_person(event, person_id, out)
    answer(exported, [exported.message], as_json=as_json)


_GROUPS = {
    "removed": mark("removed from the list"),
    "cancelled": mark("registration cancelled"),
    "absent": mark("never arrived"),
    "present": mark("came"),
}
_CATEGORIES = {
    "note": mark("notes of the desk"),
    "needs": mark("diets and access needs"),
    "contacts": mark("e-mails and phones"),
}
_DAYS = click.IntRange(0, 36_500)


@group.command()
@event_argument
@click.option("--purge", "erasing", is_flag=True, help="Erase those whose time is over. Cannot be undone.")
@click.option("--today", type=iso_date, metavar="2026-10-01", help="The day to judge by (else today).")
@click.option("--removed", type=_DAYS, metavar="DAYS", help="Days to keep people removed from the list (30).")
@click.option("--cancelled", type=_DAYS, metavar="DAYS", help="Days to keep people who cancelled (30).")
@click.option("--absent", type=_DAYS, metavar="DAYS", help="Days to keep people who never arrived (90).")
@click.option("--present", type=_DAYS, metavar="DAYS", help="Days to keep people who arrived (1096).")
@click.option(
    "--keep",
    "kept",
    multiple=True,
    metavar="WHAT=DAYS",
    help="Choose a period for the event: a group above, or note (7), needs (30), contacts (365).",
)
@click.option(
    "--report",
    "report_path",
    type=PATH,
    metavar="FILE",
    help="With --purge: write what was erased as this PDF, and the same in JSON beside it. Nobody is named.",
)
@operator_option
@json_option
def retention(
    event_path: Path,
    erasing: bool,
    today: dt.date | None,
    kept: tuple[str, ...],
    report_path: Path | None,
    operator: str,
    passphrase_file: Path | None,
    as_json: bool,
    **given: int | None,
) -> None:
    """Say how long people are kept after the last day, and erase those whose time is over when asked to.

    Without --purge nothing is erased. Notes, needs and contacts go before the person, in the log too.
    """
    from .. import people

    if report_path is not None and not erasing:
        raise click.UsageError(tr("--report goes with --purge."))
    if report_path is not None and not report_path.absolute().parent.is_dir():  # said before anything is erased
        raise click.BadParameter(tr("This folder does not exist."), param_hint="--report")

    days = {people.Group(name): number for name, number in given.items() if number is not None}
    chosen = _periods(kept)
    with opened(event_path, passphrase_file, read_only=not (erasing or chosen)) as event:
        if chosen:
            people.choose_periods(event, chosen)
        with event.read() as db:
            plan = people.plan_retention(db, event, today, days)
        done = people.purge(event, plan, operator=operator, progress=progress(tr("People"))) if erasing else None
        saved = people.save_purge_report(event, done, report_path) if done is not None and report_path else None
    lines = [*_retention_lines(plan, done), *([saved.message] if saved is not None else [])]
    answer({"plan": plan, "purge": done, "report": saved}, lines, as_json=as_json)


def _periods(kept: tuple[str, ...]) -> dict[Group | Category, int]:
    from .. import people

    names: dict[str, people.Group | people.Category] = {str(one): one for one in (*people.Group, *people.Category)}
    chosen = {}
    for entry in kept:
        name, _, number = entry.partition("=")
        if name not in names or not number.isascii() or not number.isdigit() or int(number) > 36_500:
            raise click.BadParameter(f"{entry!r}: WHAT=DAYS", param_hint="--keep")
        chosen[names[name]] = int(number)
    return chosen


def _retention_lines(plan: RetentionPlan, done: PurgeReport | None) -> Iterator[str]:
    for one in plan.groups:
        said = trn("{n} person, kept until {day}", "{n} people, kept until {day}", one.people, day=date_long(one.until))
        over = tr("time is over") if one.due and one.people else ""
        yield _line(tr("{group}: {people}", group=tr(_GROUPS[one.group]), people=said), over)
    for category in plan.categories:
        said = trn(
            "{n} person, kept until {day}", "{n} people, kept until {day}", category.people,
            day=date_long(category.until),
        )  # fmt: skip
        over = tr("time is over") if category.due and category.people else ""
        yield _line(tr("{group}: {people}", group=tr(_CATEGORIES[category.category]), people=said), over)
    if done is not None:
        yield done.message
    else:
        yield trn("{n} person would be erased.", "{n} people would be erased.", len(plan.person_ids))


def _line(*parts: str) -> str:
    return ", ".join(part for part in parts if part)
