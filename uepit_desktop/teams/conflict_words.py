"""What is said of rules that cannot hold together, and of what to give up."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from ..language import tr, trn
from .feasibility import OutOfTimeError, find_placement
from .hard_rules import RuleKind, RuleRef, all_rules, hard_rules
from .problem import Problem

#: People named in a sentence; the others are counted.
NAMED = 6
#: Remedies given for one kind of rule.
OFFERED = 6


def conflict_sentences(
    problem: Problem, rules: Sequence[RuleRef], names: Mapping[str, str], *, smallest: bool
) -> tuple[str, ...]:
    """``rules`` and why they contradict each other; then how sure it is, where a shorter set is not excluded."""
    if not rules:
        if problem.people and not problem.teams:
            return (tr("There is no team to put anyone in."),)
        return (
            tr(
                "No placement that keeps every rule was found in time, and no contradiction either. "
                "Nothing was changed; try again with more time or fewer rules."
            ),
        )
    first = _plain_sentence(problem, rules, names) or _general_sentence(problem, rules, names)
    if smallest:
        return (first,)
    return (
        first,
        tr("None of these rules can be spared; whether a shorter contradiction exists was not settled in time."),
    )


def remedies(
    problem: Problem, rules: Sequence[RuleRef], names: Mapping[str, str], *, deadline: float
) -> tuple[str, ...]:
    """What undoes this contradiction, one sentence each; those after which everybody can be placed come first.

    Where none of them is enough, the last sentence says so.
    """
    found: list[tuple[bool, str]] = []
    locks = [rule for rule in rules if rule.kind == "locked"]
    for rule in rules:
        if rule.kind == "locked" and len(locks) > OFFERED:
            continue
        found.append((_enough(problem, rule, rules, deadline), _remedy(problem, rule, rules, names)))
    if len(locks) > OFFERED:
        text = tr("Unlock one of these people: {people}", people=listed_people([r.subjects[0] for r in locks], names))
        found.append((_enough(problem, locks[0], rules, deadline), text))
    texts = [text for _, text in sorted(found, key=lambda one: not one[0])]
    if found and not any(enough for enough, _ in found):
        texts.append(tr("Other rules contradict each other too: once this is undone, compute again."))
    return tuple(texts)


def _plain_sentence(problem: Problem, rules: Sequence[RuleRef], names: Mapping[str, str]) -> str:
    """The reason itself, for the contradictions that are met most; empty for another one."""
    kinds = sorted(rule.kind for rule in rules)
    by_kind = {rule.kind: rule for rule in rules}
    locks = [rule for rule in rules if rule.kind == "locked"]
    locked_in = {rule.subjects[1] for rule in locks}
    teams = {team.id: team for team in problem.teams}

    def team(kind: RuleKind) -> str:
        return _name(by_kind[kind].subjects[0], names)

    def group(kind: RuleKind) -> str:
        return listed_people(by_kind[kind].subjects, names)

    match kinds:
        case ["all_max"] | ["max"]:
            places = sum(min(one.max, len(problem.people)) for one in problem.teams)
            return trn(
                "The teams take {places} people at most; there is {n} to place.",
                "The teams take {places} people at most; there are {n} to place.",
                len(problem.people),
                places=places,
            )
        case ["all_min"] | ["min"]:
            wanted = sum(one.min for one in problem.teams)
            return trn(
                "The teams need {wanted} people at least; there is {n} to place.",
                "The teams need {wanted} people at least; there are {n} to place.",
                len(problem.people),
                wanted=wanted,
            )
        case ["max", "min"] if by_kind["max"].subjects == by_kind["min"].subjects:
            sizes = teams[by_kind["max"].subjects[0]]
            return tr(
                "The smallest size of {team} ({low}) is above its largest ({high}).",
                team=team("max"), low=sizes.min, high=sizes.max,
            )  # fmt: skip
        case ["apart"]:
            return trn(
                "{people} are to be in different teams; there is only {n} team.",
                "{people} are to be in different teams; there are only {n} teams.",
                len(problem.teams),
                people=group("apart"),
            )
        case ["apart", "together"]:
            return tr(
                "The group {together} is to be kept together, and {apart} are to be kept apart.",
                together=group("together"), apart=group("apart"),
            )  # fmt: skip
        case ["all_max", "together"]:
            return tr(
                "The group {together} has {count} people, more than any team takes.",
                together=group("together"), count=len(by_kind["together"].subjects),
            )  # fmt: skip
        case ["locked", "locked", "together"] if len(locked_in) == 2:
            return tr(
                "The group {together} is to be kept together, but locks put {first} in {first_team} and {second} in "
                "{second_team}.",
                together=group("together"),
                first=_name(locks[0].subjects[0], names), first_team=_name(locks[0].subjects[1], names),
                second=_name(locks[1].subjects[0], names), second_team=_name(locks[1].subjects[1], names),
            )  # fmt: skip
        case ["apart", "locked", "locked"] if len(locked_in) == 1:
            return tr(
                "{apart} are to be kept apart, but locks put {people} in {team}.",
                apart=group("apart"),
                people=listed_people([one.subjects[0] for one in locks], names),
                team=_name(next(iter(locked_in)), names),
            )  # fmt: skip
    if kinds[-1] == "max" and len(locks) == len(rules) - 1 and locked_in == {by_kind["max"].subjects[0]}:
        return trn(
            "{n} lock puts {people} in {team}, whose largest size is {size}.",
            "{n} locks put {people} in {team}, whose largest size is {size}.",
            len(locks),
            people=listed_people([one.subjects[0] for one in locks], names),
            team=team("max"),
            size=teams[by_kind["max"].subjects[0]].max,
        )
    return ""


def _general_sentence(problem: Problem, rules: Sequence[RuleRef], names: Mapping[str, str]) -> str:
    """« La taille maximale de D3, les verrous de … et … ne peuvent pas tenir ensemble. »"""
    teams = {team.id: team for team in problem.teams}
    phrases = []
    for rule in rules:
        if rule.kind == "max":
            team = rule.subjects[0]
            phrases.append(tr("the largest size of {team} ({n})", team=_name(team, names), n=teams[team].max))
    for rule in rules:
        if rule.kind == "min":
            team = rule.subjects[0]
            phrases.append(tr("the smallest size of {team} ({n})", team=_name(team, names), n=teams[team].min))
    if any(rule.kind == "all_max" for rule in rules):
        phrases.append(tr("the largest sizes of all the teams ({n} places)", n=sum(one.max for one in problem.teams)))
    if any(rule.kind == "all_min" for rule in rules):
        phrases.append(tr("the smallest sizes of all the teams ({n} people)", n=sum(one.min for one in problem.teams)))
    locked: dict[str, list[str]] = {}
    for rule in rules:
        if rule.kind == "locked":
            locked.setdefault(rule.subjects[1], []).append(rule.subjects[0])
    for team, people in locked.items():
        phrases.append(
            trn(
                "the lock that puts {people} in {team}",
                "the {n} locks that put {people} in {team}",
                len(people),
                people=listed_people(people, names),
                team=_name(team, names),
            )
        )
    for rule in rules:
        if rule.kind == "together":
            phrases.append(tr("keeping {people} together", people=listed_people(rule.subjects, names)))
        elif rule.kind == "apart":
            phrases.append(tr("keeping {people} apart", people=listed_people(rule.subjects, names)))
    listed = _listed(phrases)
    listed = listed[:1].upper() + listed[1:]
    if len(rules) == 1:
        return tr("{rules}: this alone cannot hold.", rules=listed)
    return tr("{rules} cannot hold together.", rules=listed)


def _remedy(problem: Problem, rule: RuleRef, rules: Sequence[RuleRef], names: Mapping[str, str]) -> str:
    """What giving up ``rule`` as little as possible comes to."""
    teams = {team.id: team for team in problem.teams}
    subject = rule.subjects[0] if rule.subjects else ""
    match rule.kind:
        case "max":
            size = teams[subject].max + _least_change(problem, rule, rules)
            return tr("Raise the largest size of {team} to {n}", team=_name(subject, names), n=size)
        case "min":
            size = teams[subject].min - _least_change(problem, rule, rules)
            return tr("Lower the smallest size of {team} to {n}", team=_name(subject, names), n=size)
        case "all_max" if len(rules) == 1:
            missing = len(problem.people) - sum(one.max for one in problem.teams)
            return trn(
                "Add {n} place, in a team or as a new team", "Add {n} places, in the teams or as a new team", missing
            )
        case "all_max":
            change = _least_change(problem, rule, rules)
            return tr("Raise the largest size of each team by {n}", n=change)
        case "all_min" if len(rules) == 1:
            excess = sum(one.min for one in problem.teams) - len(problem.people)
            return tr("Lower the smallest sizes by {n} in all, or withdraw a team", n=excess)
        case "all_min":
            change = _least_change(problem, rule, rules)
            return tr("Lower the smallest size of each team by {n}", n=change)
        case "locked":
            return tr("Unlock {person}", person=_name(subject, names))
        case "together":
            return tr("No longer keep {people} together", people=listed_people(rule.subjects, names))
        case "apart":
            return tr("No longer keep {people} apart", people=listed_people(rule.subjects, names))


def _least_change(problem: Problem, rule: RuleRef, rules: Sequence[RuleRef]) -> int:
    """By how much the sizes of ``rule`` must give for ``rules`` to hold together, all other rules left aside."""

    def holds(change: int) -> bool:
        try:
            return find_placement(hard_rules(problem, rules, give={rule: change})) is not None
        except OutOfTimeError:  # pragma: no cover - without a deadline there is always an answer
            return False

    low, high = 0, 1
    limit = max([len(problem.people), *(team.min for team in problem.teams)])
    while high < limit and not holds(high):
        low, high = high, high * 2
    while high - low > 1:
        middle = (low + high) // 2
        low, high = (low, middle) if holds(middle) else (middle, high)
    return high


def _enough(problem: Problem, rule: RuleRef, rules: Sequence[RuleRef], deadline: float) -> bool:
    """Whether everybody can be placed once ``rule`` gives as little as undoes this contradiction."""
    give = {}
    if rule.kind in ("max", "min", "all_max", "all_min"):
        give = {rule: _least_change(problem, rule, rules)}
        every = all_rules(problem)
    else:
        every = tuple(one for one in all_rules(problem) if one != rule)
    try:
        return find_placement(hard_rules(problem, every, give=give), deadline=deadline) is not None
    except OutOfTimeError:
        return False


def _name(id_: str, names: Mapping[str, str]) -> str:
    return names.get(id_, id_)


def listed_people(ids: Sequence[str], names: Mapping[str, str]) -> str:
    if len(ids) <= NAMED:
        return _listed([_name(one, names) for one in ids])
    shown = ", ".join(_name(one, names) for one in ids[: NAMED - 1])
    return trn("{people} and {n} other", "{people} and {n} others", len(ids) - NAMED + 1, people=shown)


def _listed(phrases: Sequence[str]) -> str:
    """« a, b et c »"""
    if len(phrases) < 2:
        return "".join(phrases)
    return tr("{first} and {last}", first=", ".join(phrases[:-1]), last=phrases[-1])
