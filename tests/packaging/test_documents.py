"""What the documents say is there is there."""

from __future__ import annotations

import re
from pathlib import Path

import click
import pytest

from tests.packaging.scripts import TOP
from uepit_desktop.cli.commands import uepit

DOCUMENTS = [TOP / "README.md", *sorted((TOP / "docs").glob("*.md"))]


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: path.name)
def test_every_link_and_picture_leads_somewhere(document: Path) -> None:
    targets = re.findall(r"\]\(([^)#\s]+)\)", document.read_text("utf-8"))

    assert [target for target in targets if "://" not in target and not (document.parent / target).exists()] == []


def test_every_command_of_the_readme_exists() -> None:
    said = re.findall(r"(?<![.\w/])uepit ([a-z][a-z-]*(?: [a-z][a-z-]*)?)", (TOP / "README.md").read_text("utf-8"))
    context = click.Context(uepit)
    unknown = []
    for words in {tuple(line.split()) for line in said}:
        command = uepit.get_command(context, words[0])
        inner = (
            command.get_command(context, words[1]) if isinstance(command, click.Group) and len(words) > 1 else command
        )
        if inner is None:
            unknown.append(words)

    assert said
    assert unknown == []


def test_no_document_or_script_names_a_place_of_one_machine() -> None:
    for path in [*DOCUMENTS, *(TOP / "packaging").glob("*.py"), TOP / ".ci" / "run"]:
        assert not re.search(r"/(?:root|home/\w+|work|tmp)/", path.read_text("utf-8")), path.name
