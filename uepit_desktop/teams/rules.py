"""The rules of formation in plain words, how much each one counts, and the points that stand behind the words.

A point is the price of giving one person their second wish instead of the first, where wishes are important. All other
weights are to be read against that one: at the usual settings a team without a role that it asked for costs as much as
five third wishes.

| rule | a little | important | very important | for each |
|---|---|---|---|---|
| wishes | 0, 1, 2; 4 | 0, 1, 3; 10 | 0, 3, 8; 25 | person, by the rank granted; after « ; » a team not wished |
| need | 5 | 15 | 40 | role missing in a team |
| spread | 1 | 3 | 8 | person of that role above the number of the rule |
| mix | 1 | 4 | 10 | person above the number of the rule, from the same place |
| meet_again | 1 | 3 | 10 | pair who were already together, and each time that they were |
| move | 2 | 5 | 15 | person who changes team |

Sizes are not weighed: a team never has fewer or more people than they allow.
"""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from dataclasses import dataclass, replace
from enum import StrEnum

from sqlalchemy import select
from sqlalchemy.orm import Session

from ..event import Changes, EventFile, UserError
from ..event.model import TeamKind, TeamRule
from ..language import integer, mark, tr
from .needs import ELECTED, FACILITATION, need_words

_NAMESPACE = uuid.UUID("0c7e51b5-2f0b-5d7b-8d0a-6a4a0a2a6b1c")
_MOST_PEOPLE = 500


class Importance(StrEnum):
    OFF = "off"
    MINOR = "minor"
    IMPORTANT = "important"
    VERY_IMPORTANT = "very_important"


IMPORTANCE_WORDS: dict[Importance, str] = {
    Importance.OFF: mark("ignored"),
    Importance.MINOR: mark("a little"),
    Importance.IMPORTANT: mark("important"),
    Importance.VERY_IMPORTANT: mark("very important"),
}

#: Rule → points at each importance. What they are multiplied by is in the table above.
POINTS: Mapping[str, Mapping[Importance, int]] = {
    rule: dict(zip((Importance.MINOR, Importance.IMPORTANT, Importance.VERY_IMPORTANT), points, strict=True))
    for rule, points in {
        "need": (5, 15, 40),
        "spread": (1, 3, 8),
        "mix": (1, 4, 10),
        "meet_again": (1, 3, 10),
        "move": (2, 5, 15),
    }.items()
}
#: Importance of wishes → cost of the 1st, 2nd, 3rd rank granted; cost of a team that was not wished.
WISH_POINTS: Mapping[Importance, tuple[tuple[int, ...], int]] = {
    Importance.OFF: ((0, 0, 0), 0),
    Importance.MINOR: ((0, 1, 2), 4),
    Importance.IMPORTANT: ((0, 1, 3), 10),
    Importance.VERY_IMPORTANT: ((0, 3, 8), 25),
}

#: Attributes of a mix, and whether each further person weighs more than the one before (triangular growth).
MIXED: Mapping[str, bool] = {
    "organisation": False,
    "kind": True,
    "territory": False,
    "profession": False,
    "experience": True,
    "challenge_team": False,
}
_MIX_WORDS = {
    "organisation": mark("People of one organisation are spread over the teams"),
    "kind": mark("Kinds of organisation are mixed"),
    "territory": mark("Territories are mixed"),
    "profession": mark("Professions are mixed"),
    "experience": mark("People who come for the first time and people who return are mixed"),
    "challenge_team": mark("Members come from different challenge teams"),
}
_MIX_AT_MOST = {
    "organisation": mark("At most {n} of one organisation in a team"),
    "kind": mark("At most {n} of one kind of organisation in a team"),
    "territory": mark("At most {n} of one territory in a team"),
    "profession": mark("At most {n} of one profession in a team"),
    "experience": mark("At most {n} of the same experience in a team"),
    "challenge_team": mark("At most {n} of one challenge team in a learning team"),
}


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule of one kind of team. ``amount`` (and ``amount_to``, for sizes) count people; None spreads evenly."""

    kind: TeamKind
    rule: str
    """wishes, need, spread, mix, size, meet_again or move."""
    about: str = ""
    """The need or the attribute; a need about nothing is what each challenge asks for."""
    importance: Importance = Importance.IMPORTANT
    amount: int | None = None
    amount_to: int | None = None
    chosen: bool = False
    """Whether someone chose it, here or on another laptop."""

    @property
    def key(self) -> tuple[str, str]:
        return self.rule, self.about

    @property
    def on(self) -> bool:
        return self.importance is not Importance.OFF

    @property
    def points(self) -> int:
        """The weight of one breach; for wishes, of a team that was not wished; 0 when ignored."""
        if self.rule == "wishes":
            return WISH_POINTS[self.importance][1]
        return POINTS.get(self.rule, {}).get(self.importance, 0)

    @property
    def grows(self) -> bool:
        """Whether each further person weighs more than the one before."""
        return self.rule == "mix" and MIXED.get(self.about, False)

    @property
    def words(self) -> str:
        """The rule as a sentence, without its importance."""
        n = None if self.amount is None else integer(self.amount)
        if self.rule == "mix":
            return tr(_MIX_WORDS[self.about]) if n is None else tr(_MIX_AT_MOST[self.about], n=n)
        if self.rule == "need":
            if not self.about:
                return tr("Each team has the roles that its challenge asks for")
            return tr("Each team has {n} for « {role} »", n=n or "1", role=need_words(self.about))
        if self.rule == "spread":
            if n is None:
                return tr("« {role} » are spread over the teams", role=need_words(self.about))
            return tr("At most {n} of « {role} » in a team", n=n, role=need_words(self.about))
        if self.rule == "size":
            return tr("{n} to {most} people a team, unless its challenge says otherwise", n=n or "?",
                      most=integer(self.amount_to or self.amount or 0))  # fmt: skip
        return tr(_PLAIN_WORDS[self.rule])

    @property
    def importance_words(self) -> str:
        return tr(IMPORTANCE_WORDS[self.importance])


_PLAIN_WORDS = {
    "wishes": mark("People get the challenge that they wished, the first sooner than the second"),
    "meet_again": mark("People who were together in another round are not put together again"),
    "move": mark("Few people change team"),
}
_I, _M, _V = Importance.IMPORTANT, Importance.MINOR, Importance.VERY_IMPORTANT
_USUAL: Mapping[TeamKind, tuple[Rule, ...]] = {
    TeamKind.CHALLENGE: tuple(
        Rule(TeamKind.CHALLENGE, *fields)
        for fields in (
            ("wishes", "", _I),
            ("need", "", _I, 1),
            ("need", FACILITATION, _M, 1),
            ("spread", ELECTED, _I),
            ("mix", "organisation", _I),
            ("mix", "kind", _M),
            ("mix", "territory", _M),
            ("mix", "profession", _M),
            ("mix", "experience", _M),
            ("size", "", _I, 8, 14),
            ("move", "", _I),
        )
    ),
    TeamKind.LEARNING: tuple(
        Rule(TeamKind.LEARNING, *fields)
        for fields in (
            ("mix", "challenge_team", _V),
            ("meet_again", "", _V),
            ("need", FACILITATION, _M, 1),
            ("spread", ELECTED, _M),
            ("mix", "organisation", _I),
            ("mix", "kind", _M),
            ("mix", "territory", _M),
            ("mix", "profession", _M),
            ("mix", "experience", _M),
            ("size", "", _I, 6, 10),
            ("move", "", _I),
        )
    ),
}


def usual_rules(kind: TeamKind) -> tuple[Rule, ...]:
    """The rules of the program for a kind of team."""
    return _USUAL[kind]


def read_rules(db: Session, kind: TeamKind) -> tuple[Rule, ...]:
    """Every rule for a kind of team: those of the program, with what was chosen in their place, then those added."""
    rules = {rule.key: rule for rule in usual_rules(kind)}
    rows = db.execute(
        select(TeamRule.rule, TeamRule.about, TeamRule.importance, TeamRule.amount, TeamRule.amount_to)
        .where(TeamRule.kind == kind.value, ~TeamRule.deleted)
        .order_by(TeamRule.rule, TeamRule.about, TeamRule.id)
    )
    for rule, about, importance, amount, amount_to in rows:
        usual = rules.get((rule, about))
        if not is_rule(rule, about):
            continue  # of a newer program
        if importance not in set(Importance):
            importance = usual.importance if usual else Importance.OFF
        rules[rule, about] = Rule(kind, rule, about, Importance(importance), amount, amount_to, chosen=True)
    return tuple(rules.values())


def rule_id(kind: str, rule: str, about: str) -> str:
    """The id of the row of a rule, the same on every laptop, so that two that change it disagree in one place."""
    return str(uuid.uuid5(_NAMESPACE, f"{kind}/{rule}/{about}"))


def edit_rule(
    event: EventFile,
    kind: TeamKind,
    rule: str,
    about: str = "",
    *,
    importance: Importance | str | None = None,
    amount: int | None = None,
    amount_to: int | None = None,
    evenly: bool = False,
) -> Changes:
    """Change how much a rule counts, or its numbers; what is None stays. ``evenly`` forgets the number.

    Can be undone. Raises UserError ``bad_rule`` when there is no such rule, importance or number.
    """
    if not is_rule(rule, about):
        raise _bad_rule(rule, about)
    with event.read() as db:
        before = next(
            (one for one in read_rules(db, kind) if one.key == (rule, about)), Rule(kind, rule, about, Importance.OFF)
        )
    if importance is not None and importance not in set(Importance):
        raise _bad_rule(rule, str(importance))
    after = replace(
        before,
        importance=before.importance if importance is None else Importance(importance),
        amount=None if evenly else before.amount if amount is None else amount,
        amount_to=before.amount_to if amount_to is None else amount_to,
    )
    _refuse_absurd(after)
    row_id = rule_id(kind.value, rule, about)
    with event.write("edit_rule", subject=row_id) as db:
        row = db.get(TeamRule, row_id)
        if row is None:
            row = TeamRule(id=row_id, kind=kind.value, rule=rule, about=about)
            db.add(row)
        row.importance, row.amount, row.amount_to = after.importance.value, after.amount, after.amount_to
        if row.deleted:
            row.deleted = False
    return db.changes


def reset_rules(event: EventFile, kind: TeamKind) -> Changes:
    """Go back to the rules of the program. Can be undone."""
    with event.write("reset_rules") as db:
        for row in db.scalars(select(TeamRule).where(TeamRule.kind == kind.value, ~TeamRule.deleted)):
            row.deleted = True
    return db.changes


def is_rule(rule: str, about: str) -> bool:
    """Whether this program knows such a rule."""
    if rule == "mix":
        return about in MIXED
    if rule == "spread":
        return bool(about)
    return rule == "need" or (rule in ("wishes", "size", "meet_again", "move") and not about)


def _refuse_absurd(rule: Rule) -> None:
    numbers = [number for number in (rule.amount, rule.amount_to) if number is not None]
    if any(not 0 <= number <= _MOST_PEOPLE for number in numbers):
        raise _bad_rule(rule.rule, str(max(numbers, key=abs)))
    if rule.rule == "size" and rule.amount is not None and rule.amount_to is not None and rule.amount > rule.amount_to:
        raise UserError(
            "The smallest size of a team is above the largest. Nothing was changed. Give the smaller number first.",
            code="bad_rule",
        )


def _bad_rule(rule: str, value: str) -> UserError:
    return UserError(
        "The rule « {rule} » does not know « {value} ». Nothing was changed.", code="bad_rule", rule=rule, value=value
    )
