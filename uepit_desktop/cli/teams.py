"""``uepit teams``: teams formed, explained, repaired and changed by hand, their rules, their papers."""

from __future__ import annotations

import click

from . import team_explaining, team_forming, team_placing, team_solving


@click.group()
def group() -> None:
    """Form teams, explain and repair them, change them by hand, print them."""


for _command in (*team_forming.COMMANDS, *team_explaining.COMMANDS, *team_placing.COMMANDS, *team_solving.COMMANDS):
    group.add_command(_command)
