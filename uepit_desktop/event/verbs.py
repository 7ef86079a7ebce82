"""The words of every verb that can be undone, whichever program wrote it and whatever this one has loaded."""

from __future__ import annotations

from ..language import mark, tr

#: Verb → its words after « Annuler : ». ``{name}`` is the row that it was about.
_LABELS = {
    "check_in": mark("arrival of {name}"),
    "undo_check_in": mark("undone arrival of {name}"),
    "note_departure": mark("departure of {name}"),
    "excuse": mark("excused absence of {name}"),
    "arrive_group": mark("arrival of a group"),
    "note_paper": mark("presence taken from paper"),
    "take_back": mark("correction of the presence of {name}"),
    "register_walk_in": mark("registration of {name}"),
    "import_people": mark("import of people"),
    "import_challenges": mark("import of challenges"),
    "edit_person": mark("correction of {name}"),
    "settle": mark("choice of a value for {name}"),
}

#: Verbs that are never undone: another laptop may already build on them, or a paper is out.
FINAL = frozenset({"create_event", "erase", "continue_as", "join", "rename_desk", "print_badges"})


def label_of(verb: str, name: str) -> str:
    """What an action was, in words: "arrival of Solène Kerdavid"."""
    key = _LABELS.get(verb)
    return tr("last action") if key is None else tr(key, name=name or "?")
