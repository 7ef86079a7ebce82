"""The catalogue of the words that people read: compile it, check that it is complete, list what is missing.

    python packaging/translations.py compile            merges resources/translations/<language>/*.po into <language>.mo
    python packaging/translations.py check              exit status 1 and one line a fault
    python packaging/translations.py extract-missing    prints a po of what has no translation, ready to be filled

English stands in the source. What counts as a message:

- the literal arguments of ``tr("…")`` and ``trn("one", "many", n)``, also through a conditional expression;
- the first argument of ``UserError("…")`` and of the classes derived from it;
- the argument of ``mark("…")``: a key kept in a table or an enumeration, and shown later by ``tr(key)``;
- the second argument of ``name_verb("verb", "…")``: how undo calls a verb;
- in ``uepit_desktop/cli/``: ``help=`` of options, commands and groups, and the docstring of a command;
- every ``<string>`` of ``ui/*.ui`` that is not ``notr="true"`` and holds a letter.

French is typed with plain spaces and apostrophes; ``tr`` sets the no-break ones. Libraries that speak through gettext
themselves (click) have their po in ``<language>/LC_MESSAGES/``, compiled beside it and typeset once and for all.
"""

from __future__ import annotations

import argparse
import ast
import datetime as dt
import gettext
import io
import re
import string
import sys
import xml.etree.ElementTree as ElementTree
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

TOP = Path(__file__).resolve().parent.parent
LANGUAGE = "fr"
#: Function → position of the argument that is a message.
TRANSLATED_CALLS = {"tr": 0, "mark": 0, "name_verb": 1}
CLICK_DECORATORS = frozenset({"command", "group"})
_FIXED_DATE = dt.datetime(2026, 1, 1, tzinfo=dt.UTC)  # so that compiling twice gives the same bytes
_TIGHT_SIGN = re.compile(r"[^\W_][;!?:](?=\s|$)(?<!&\w\w;)(?<!&\w\w\w;)(?<!&\w\w\w\w;)")  # but &amp; and its like


@dataclass
class Use:
    """One message of the source: its plural where it has one, and where it is used (``file:line``)."""

    singular: str
    plural: str = ""
    places: list[str] = field(default_factory=list)


@dataclass
class Source:
    """What the source says: its messages by singular, and the faults found while reading it."""

    uses: dict[str, Use] = field(default_factory=dict)
    faults: list[str] = field(default_factory=list)

    def add(self, place: str, singular: str, plural: str = "") -> None:
        use = self.uses.setdefault(singular, Use(singular))
        if plural and use.plural and plural != use.plural:
            self.faults.append(f"{place}: two plurals for {singular!r}: {use.plural!r} and {plural!r}")
        use.plural = use.plural or plural
        use.places.append(place)


# ------------------------------------------------------------------------------------------------ reading the source


def read_source(top: Path) -> Source:
    """Every message of the package and of the forms under ``top``."""
    source = Source()
    package = top / "uepit_desktop"
    trees = {
        path: ast.parse(path.read_text("utf-8"), filename=str(path))
        for path in sorted(package.rglob("*.py"))
        if "forms" not in path.relative_to(package).parts
    }
    errors = _user_errors(trees.values())
    for path, tree in trees.items():
        place = path.relative_to(top).as_posix()
        _read_calls(tree, place, errors, source)
        if "cli" in path.relative_to(package).parts:
            _read_command_help(tree, place, source)
    for path in sorted((top / "ui").rglob("*.ui")):
        _read_form(path, path.relative_to(top).as_posix(), source)
    return source


def _user_errors(trees: Iterable[ast.Module]) -> frozenset[str]:
    """The names of UserError and of every class derived from it, at any depth."""
    parents = {
        node.name: {_last_name(parent) for parent in node.bases}
        for tree in trees
        for node in ast.walk(tree)
        if isinstance(node, ast.ClassDef)
    }
    found = {"UserError"}
    while more := {name for name, above in parents.items() if above & found} - found:
        found |= more
    return frozenset(found)


def _read_calls(tree: ast.Module, place: str, errors: frozenset[str], source: Source) -> None:
    for node in ast.walk(tree):
        if not isinstance(node, ast.Call):
            continue
        name, at = _last_name(node.func), f"{place}:{node.lineno}"
        position = TRANSLATED_CALLS.get(name, 0)
        first = node.args[position] if len(node.args) > position else _keyword(node, "text", "key", "label")
        if name == "trn" and len(node.args) >= 2:
            pairs = zip(_texts(node.args[0], at, source), _texts(node.args[1], at, source), strict=False)
            for singular, plural in pairs:
                source.add(at, singular, plural)
        elif first is not None and (name in TRANSLATED_CALLS or name in errors):
            for text in _texts(first, at, source):
                source.add(at, text)


def _keyword(node: ast.Call, *names: str) -> ast.expr | None:
    return next((keyword.value for keyword in node.keywords if keyword.arg in names), None)


def _texts(node: ast.expr, place: str, source: Source) -> Iterator[str]:
    """The literal texts that an argument can be; a name is a key kept elsewhere and marked there."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        if node.value:
            yield node.value
    elif isinstance(node, ast.IfExp):
        yield from _texts(node.body, place, source)
        yield from _texts(node.orelse, place, source)
    elif isinstance(node, ast.JoinedStr):
        source.faults.append(f"{place}: an f-string cannot be translated; give its parts as {{names}}")
    elif isinstance(node, ast.BinOp) and any(isinstance(part, ast.Constant) for part in (node.left, node.right)):
        source.faults.append(f"{place}: a sentence put together by an operator cannot be translated")


def _read_command_help(tree: ast.Module, place: str, source: Source) -> None:
    for node in ast.walk(tree):
        if isinstance(node, ast.Call):
            for keyword in node.keywords:
                if keyword.arg in ("help", "short_help", "epilog"):
                    for text in _texts(keyword.value, place, source):
                        source.add(f"{place}:{node.lineno}", text)
        elif isinstance(node, ast.FunctionDef) and any(
            isinstance(decorator, ast.Call) and _last_name(decorator.func) in CLICK_DECORATORS
            for decorator in node.decorator_list
        ):
            doc = ast.get_docstring(node)
            if doc:
                source.add(f"{place}:{node.lineno}", doc)


def _read_form(path: Path, place: str, source: Source) -> None:
    for element in ElementTree.parse(path).iter():  # our own files: nothing hostile to fear here
        if element.tag == "stringlist" and element.get("notr") == "true":
            for child in element:
                child.set("notr", "true")
        if element.tag == "string" and element.get("notr") != "true":
            text = element.text or ""
            if any(character.isalpha() for character in text):
                source.add(place, text)


def _last_name(node: ast.expr) -> str:
    if isinstance(node, ast.Attribute):
        return node.attr
    return node.id if isinstance(node, ast.Name) else ""


# --------------------------------------------------------------------------------------------------- the translations


@dataclass
class Translations:
    """What the po files of a language say, merged."""

    entries: dict[str, Message] = field(default_factory=dict)
    rooms: dict[str, str] = field(default_factory=dict)
    faults: list[str] = field(default_factory=list)


def read_translations(folder: Path, pattern: str = "*.po") -> Translations:
    """Merge the po files of ``folder``. The same message may stand in two files when both say the same."""
    merged = Translations()
    for path in sorted(folder.glob(pattern)):
        with path.open("rb") as file:
            try:
                catalogue = read_po(file, locale=LANGUAGE, abort_invalid=True)
            except Exception as error:  # Babel raises its own and ValueError for a damaged file
                merged.faults.append(f"{path.name}: {error}")
                continue
        for message in catalogue:
            if message.id:
                _merge(merged, path.name, message)
    return merged


def _merge(merged: Translations, room: str, message: Message) -> None:
    key = _singular(message)
    if message.context:
        merged.faults.append(f"{room}: {key!r} has a context, which tr() does not know")
    if message.fuzzy or not _complete(message):
        merged.faults.append(f"{room}: {key!r} is not translated to the end")
        return
    known = merged.entries.get(key)
    if known is None:
        merged.entries[key], merged.rooms[key] = message, room
    elif _forms(known)[0] != _forms(message)[0]:
        merged.faults.append(
            f"{room}: {key!r} says {_forms(message)[0]!r}, but {merged.rooms[key]} says {_forms(known)[0]!r}"
        )
    elif len(_forms(message)) > len(_forms(known)):  # the plural says more
        merged.entries[key], merged.rooms[key] = message, room


def compiled(translations: Translations, *, typeset: Callable[[str], str] = str) -> bytes:
    """The .mo file of these translations; the same translations give the same bytes."""
    catalogue = Catalog(
        locale=LANGUAGE, project="UEPIT Desktop", version="1", creation_date=_FIXED_DATE, revision_date=_FIXED_DATE
    )
    for message in translations.entries.values():
        forms = tuple(typeset(form) for form in _forms(message))
        catalogue.add(message.id, forms[0] if isinstance(message.id, str) else forms)
    out = io.BytesIO()
    write_mo(out, catalogue)
    return out.getvalue()


def libraries(folder: Path) -> Iterator[tuple[Path, bytes]]:
    """The .mo files of libraries that speak for themselves: where each one stands, and what it must hold."""
    sys.path.insert(0, str(TOP))
    from uepit_desktop.language import typeset

    for path in sorted((folder / LANGUAGE / "LC_MESSAGES").glob("*.po")):
        alone = read_translations(path.parent, path.name)
        yield path.with_suffix(".mo"), compiled(alone, typeset=typeset)


def _singular(message: Message) -> str:
    return message.id if isinstance(message.id, str) else message.id[0]


def _forms(message: Message) -> tuple[str, ...]:
    return (message.string,) if isinstance(message.string, str) else tuple(message.string or ())


def _complete(message: Message) -> bool:
    wanted = 1 if isinstance(message.id, str) else 2
    return len(_forms(message)) >= wanted and all(_forms(message))


# ---------------------------------------------------------------------------------------------------------- the check


def faults(source: Source, translations: Translations, mo: bytes) -> list[str]:
    """Everything that keeps the catalogue from being complete and right, one line each; empty when it is."""
    found = [*source.faults, *translations.faults]
    for key, use in source.uses.items():
        message = translations.entries.get(key)
        if message is None:
            found.append(f"{use.places[0]}: no French for {key!r}")
        elif use.plural and isinstance(message.id, str):
            found.append(f"{use.places[0]}: {key!r} needs its plural {use.plural!r} in {translations.rooms[key]}")
        elif use.plural and message.id[1] != use.plural:
            found.append(f"{use.places[0]}: plural {use.plural!r}, but {translations.rooms[key]} has {message.id[1]!r}")
    for key, message in translations.entries.items():
        room = translations.rooms[key]
        if key not in source.uses:
            found.append(f"{room}: {key!r} is used nowhere")
        for text in _forms(message):
            found.extend(f"{room}: {fault} in {text!r}" for fault in _badly_said(key, text))
    if _read_mo(mo) != _read_mo(compiled(translations)):
        found.append(f"{LANGUAGE}.mo is stale: run python packaging/translations.py compile")
    return found


def _badly_said(key: str, text: str) -> Iterator[str]:
    try:
        unknown = _names(text) - _names(key) - {"n"}
        lost = _names(key) - _names(text) - {"n"}
    except ValueError as error:
        yield f"braces that do not match ({error})"
        return
    if unknown:
        yield f"unknown {{{', '.join(sorted(unknown))}}}"
    if lost:
        yield f"lost {{{', '.join(sorted(lost))}}}"
    if "veuillez" in text.lower():
        yield "« veuillez »"
    if "!" in text and "!" not in key:
        yield "an exclamation mark"
    if _TIGHT_SIGN.search(text):
        yield "no space before ; ! ? or :"
    if text.strip() and (text[0].isspace() != key[0].isspace() or text[-1].isspace() != key[-1].isspace()):
        yield "another space at the start or at the end"


def _names(text: str) -> set[str]:
    """The ``{names}`` of a message. Raises ValueError when its braces do not match."""
    return {name.split(".")[0].split("[")[0] for _, name, _, _ in string.Formatter().parse(text) if name}


def _read_mo(mo: bytes) -> dict[object, str]:
    if not mo:
        return {}
    catalogue = gettext.GNUTranslations(io.BytesIO(mo))
    entries: dict[object, str] = dict(catalogue._catalog)  # type: ignore[attr-defined]
    entries.pop("", None)
    return entries


# ------------------------------------------------------------------------------------------------------- the commands


def main(arguments: list[str] | None = None) -> int:
    """Run ``compile``, ``check`` or ``extract-missing``; returns the exit status."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("command", choices=("compile", "check", "extract-missing"))
    parser.add_argument("--top", type=Path, default=TOP, help="the top of the checkout")
    parser.add_argument("--under", default="", help="only messages used under this path (check, extract-missing)")
    chosen = parser.parse_args(arguments)
    folder = chosen.top / "resources" / "translations"
    translations = read_translations(folder / LANGUAGE)
    mo = folder / f"{LANGUAGE}.mo"
    if chosen.command == "compile":
        for fault in translations.faults:
            print(fault, file=sys.stderr)
        mo.write_bytes(compiled(translations))
        for path, content in libraries(folder):
            path.write_bytes(content)
        print(f"{len(translations.entries)} messages → {mo}")
        return 1 if translations.faults else 0
    source = read_source(chosen.top)
    if chosen.command == "extract-missing":
        sys.stdout.buffer.write(_missing(source, translations, chosen.under))
        return 0
    found = faults(source, translations, mo.read_bytes() if mo.exists() else b"")
    for path, content in libraries(folder):
        if not path.exists() or _read_mo(path.read_bytes()) != _read_mo(content):
            found.append(f"{path.name} is stale: run python packaging/translations.py compile")
    found = [fault for fault in found if chosen.under in fault]
    print("\n".join(found) or f"{len(source.uses)} messages, all in French")
    return 1 if found else 0


def _missing(source: Source, translations: Translations, under: str) -> bytes:
    catalogue = Catalog(locale=LANGUAGE)
    for key, use in source.uses.items():
        here = [place for place in use.places if under in place]
        known = translations.entries.get(key)
        if here and (known is None or (use.plural and isinstance(known.id, str))):
            places = [(place.rpartition(":")[0] or place, None) for place in here]
            catalogue.add((key, use.plural) if use.plural else key, locations=places)  # type: ignore[arg-type]
    out = io.BytesIO()
    write_po(out, catalogue, omit_header=True, width=120)
    return out.getvalue()


if __name__ == "__main__":
    sys.exit(main())
