"""The table of commands: which module holds each one, imported only when it is run."""

from __future__ import annotations

import importlib
import inspect

import click

from .. import __version__
from ..language import mark, tr

#: name → (module of this package, attribute, line of help)
COMMANDS: dict[str, tuple[str, str, str]] = {
    "open": ("window", "open_event", mark("Open the window, on an event file")),
    "demo": ("demo", "demo", mark("Open the window on a sample event")),
    "new": ("event", "new", mark("Create an event file")),
    "info": ("event", "info", mark("Say what an event file holds")),
    "check": ("event", "check", mark("Verify an event file by rebuilding it from its log")),
    "undo": ("event", "undo", mark("Undo the last thing done on this laptop")),
    "people": ("people", "group", mark("Import, search, list and erase people")),
    "programme": ("programme", "group", mark("Import rooms and sessions, list them by day")),
    "reception": ("reception", "group", mark("Check people in, follow arrivals, print badges")),
    "teams": ("teams", "group", mark("Form teams, explain, repair and print them")),
    "exchange": ("exchange", "group", mark("Exchange with other laptops by files")),
    "rehearse": ("rehearse", "rehearse", mark("Play a morning at the desks and say what came of it")),
    "screenshots": ("screenshots", "screenshots", mark("Draw a picture of every page")),
}


class Commands(click.Group):
    """A group whose commands are loaded on demand, and whose help is in the language in use."""

    def list_commands(self, context: click.Context) -> list[str]:
        return list(COMMANDS)

    def get_command(self, context: click.Context, name: str) -> click.Command | None:
        if name not in COMMANDS:
            return None
        module, attribute, _ = COMMANDS[name]
        command: click.Command = getattr(importlib.import_module(f"{__package__}.{module}"), attribute)
        translate(command)
        return command

    def resolve_command(
        self, context: click.Context, arguments: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        if arguments[0] not in COMMANDS and arguments[0].endswith(".uepit"):  # a file manager gives the file alone
            arguments = ["open", *arguments]
        return super().resolve_command(context, arguments)

    def format_commands(self, context: click.Context, formatter: click.HelpFormatter) -> None:
        with formatter.section(tr("Commands")):
            formatter.write_dl([(name, tr(help_line)) for name, (_, _, help_line) in COMMANDS.items()])


def translate(command: click.Command) -> None:
    """Put the help of a command, its options and its own commands in the language in use."""
    command.help = _said(command.help)
    command.short_help = _said(command.short_help) or (command.help or "").partition("\n\n")[0]  # else it is cut
    for parameter in command.params:
        if isinstance(parameter, click.Option):
            parameter.help = _said(parameter.help)
    if isinstance(command, click.Group):
        for inner in command.commands.values():
            translate(inner)


def _said(text: str | None) -> str | None:
    return tr(inspect.cleandoc(text)) if text else text


def _show_version(context: click.Context, parameter: click.Parameter, value: bool) -> None:
    if value and not context.resilient_parsing:
        click.echo(f"UEPIT Desktop {__version__}")
        context.exit()


@click.group(cls=Commands, invoke_without_command=True, context_settings={"help_option_names": ["-h", "--help"]})
@click.option(
    "--lang", type=click.Choice(["fr", "en"]), expose_value=False, help="Language: fr or en (else UEPIT_LANG, else fr)."
)
@click.option(
    "--version", is_flag=True, is_eager=True, expose_value=False, callback=_show_version, help="Say the version."
)
@click.pass_context
def uepit(context: click.Context) -> None:
    """Run a summer university from files, without a network.

    Without a command, opens the window. Every command takes --json, for one JSON document on standard output.
    """
    if context.invoked_subcommand is None:
        from .window import open_window

        context.exit(open_window(None))
