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
    "close_half_day": mark("closing of {name}"),
    "reopen_half_day": mark("reopening of {name}"),
    "register_walk_in": mark("registration of {name}"),
    "import_people": mark("import of people"),
    "import_challenges": mark("import of challenges"),
    "import_programme": mark("import of the programme"),
    "apply_plan": mark("proposal of teams"),
    "place": mark("placement of {name}"),
    "swap": mark("exchange of places with {name}"),
    "lock": mark("places kept"),
    "unlock": mark("places let go"),
    "bind_people": mark("link between people"),
    "unbind": mark("link taken off"),
    "edit_rule": mark("change of a rule of the teams"),
    "reset_rules": mark("return to the usual rules of the teams"),
    "withdraw_team": mark("withdrawal of {name}"),
    "bring_back_team": mark("return of {name}"),
    "name_team": mark("name of {name}"),
    "set_team_size": mark("sizes of {name}"),
    "give_room": mark("room of {name}"),
    "prepare_challenge_teams": mark("making of the challenge teams"),
    "prepare_learning_teams": mark("making of the learning teams"),
    "edit_person": mark("correction of {name}"),
    "settle": mark("choice of a value for {name}"),
    "choose_periods": mark("choice of what is kept how long"),
}

#: The same where a session was signed for, and not the half-day: nobody arrives twice in a morning.
_AT_SESSION = {
    "check_in": mark("presence of {name}"),
    "undo_check_in": mark("undone presence of {name}"),
    "arrive_group": mark("presence of a group"),
}

#: Verbs that are never undone: another laptop may already build on them, or a paper is out.
FINAL = frozenset({"create_event", "erase", "redact", "continue_as", "join", "rename_desk", "print_badges"})


def label_of(verb: str, name: str, session: str = "") -> str:
    """What an action was, in words: "arrival of Solène Kerdavid"; with what people call the session that it was noted
    for, "presence of Solène Kerdavid, Workshop A1".
    """
    key = (_AT_SESSION.get(verb) if session else None) or _LABELS.get(verb)
    if key is None:
        return tr("last action")
    what = tr(key, name=name or "?")
    return tr("{what}, {session}", what=what, session=session) if session else what
